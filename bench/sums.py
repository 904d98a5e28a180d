"""What do the pages of a sum of 3,000 units cost beside reading the reports that they add up?

The list of `bench.campaign`, everything accepted; the prose of each unit is its own, and a twentieth of the
units repeats another. The bare work: the documents fetched and read as reports. Printed: the ratio of
processor time, how often the database is asked, and the memory at its peak.
"""

from __future__ import annotations

import functools
import os
import random
import resource
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

from bench import campaign as lists

if TYPE_CHECKING:
    from gongkai_web.annual.campaign.collecting.models import Campaign

ROUNDS = 5
NEW = "table3.new_received.total"
PAGES = (
    ("合计和问题", ""),
    ("一格背后的单位", f"cells/{NEW}/"),
    ("同类单位比较", "comparison/"),
    ("正文雷同", "repetition/"),
)
_BY: dict[str, Any] = {"person_name": "周洁", "day": date(2025, 1, 25)}
_SIGNS = "公开路桥水电学校医院农田林地税费审批窗口群众会议文件数据网站热线档案培训检查整改"


def run() -> Iterator[tuple[str, str]]:
    """Rows of (what, measured)."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ["GONGKAI_DATA"] = folder
        os.environ["GONGKAI_HOSTS"] = "testserver"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
        # Django is set up only once its data folder is known.
        import django

        django.setup()
        yield from _measure()


def _measure() -> Iterator[tuple[str, str]]:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    person, campaign = lists.filled(_prose())
    _settle(campaign)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    read = _taken(lambda: _read(campaign))
    yield f"{lists.UNITS:,} 个单位的年报取出、读成报告", f"{read:.0f} 毫秒"
    for what, path in PAGES:
        address = f"/office/sums/{campaign.pk}/0/{path}"
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
            times = len(asked)
        taken = _taken(functools.partial(client.get, address))
        yield what, f"{taken:.0f} 毫秒，{taken / read:.2f} 倍；问数据库 {times} 次"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "内存最高", f"{peak:.0f} MB"


def _taken(act: Callable[[], object]) -> float:
    """The median of its processor time, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = process_time()
        act()
        taken.append((process_time() - start) * 1000)
    return median(taken)


def _read(campaign: Campaign) -> list[Any]:
    from gongkai.document import from_json
    from gongkai_web.annual.campaign.collecting.models import Submission

    rows = Submission.objects.filter(unit__campaign=campaign).values_list("document", flat=True)
    return [from_json(row) for row in rows]


def _prose() -> Callable[[int], str]:
    """Every twentieth unit says what the one before it says; the others their own."""
    chance = random.Random(2024)
    said: list[str] = []

    def of(place: int) -> str:
        own = "".join(chance.choice(_SIGNS) for _ in range(800))
        said.append(said[-1] if place % 20 == 19 else own)
        return said[-1]

    return of


def _settle(campaign: Campaign) -> None:
    """Everything that came in is accepted, the levels as well; who sent nothing is excused."""
    from gongkai_web.annual.campaign.collecting.models import Act, Submission, Unit
    from gongkai_web.annual.campaign.collecting.words import Done

    handed = Submission.objects.filter(unit__campaign=campaign).values_list("pk", "unit")
    done = [Act(unit_id=unit, submission_id=pk, what=Done.ACCEPT, **_BY) for pk, unit in handed]
    levels = list(Unit.objects.filter(campaign=campaign, parent=None))
    for what in (Done.APPROVE_LEVEL, Done.ACCEPT_LEVEL):
        done += [Act(unit=one, what=what, **_BY) for one in levels]
    Act.objects.bulk_create(done)
    Unit.objects.filter(campaign=campaign, submissions=None).update(excused="机构尚未组建完")
