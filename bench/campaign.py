"""What does the board of a campaign cost beside its bare query?

3,000 units in two levels on a fresh SQLite database in a temporary folder, nine of ten with a report of full
size. The bare query: the very statements that the board asks, run on a cursor and fetched. The aim is 3 ×
for the standing of all units with its counts by kind; the page of a hundred rows is printed beside it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_web.agencies.models import Agency, Person
    from gongkai_web.annual.campaign.collecting.models import Campaign

UNITS, LEVELS, ROUNDS, AIM = 3_000, 60, 15, 3.0
TODAY = date(2025, 1, 25)
REPORT = Path(__file__).resolve().parents[1] / "gongkai_web" / "replay" / "city" / "city-office-2024.json"


def run() -> list[tuple[str, str]]:
    """Rows of (what, measured)."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        os.environ["GONGKAI_DATA"] = folder
        os.environ["GONGKAI_HOSTS"] = "testserver"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
        # Django is set up only once its data folder is known.
        import django

        django.setup()
        return _measure()


def _measure() -> list[tuple[str, str]]:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from gongkai_web.annual.campaign.collecting import queries
    from gongkai_web.annual.campaign.collecting.pages import rows

    call_command("migrate", verbosity=0)
    person, campaign = filled()

    def board() -> object:
        found = queries.standing(campaign, TODAY)
        return rows.figures(found, ""), rows.by_kind(found)

    with CaptureQueriesContext(connection) as asked:
        queries.standing(campaign, TODAY)
    statements = [one["sql"] for one in asked.captured_queries]

    def bare() -> object:
        with connection.cursor() as cursor:
            return [cursor.execute(sql).fetchall() for sql in statements]

    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/office/campaigns/{campaign.pk}/"
    plain, whole, shown = _in_turn(bare, board, lambda: client.get(page))
    return [
        (f"{UNITS:,} 个单位，各表的光查询", f"{plain:.1f} 毫秒"),
        (
            f"看板：到哪一步、各项计数、完整和及时（目标 {AIM:g} 倍以内）",
            f"{whole:.1f} 毫秒，{whole / plain:.2f} 倍",
        ),
        ("看板的一页（100 行，含画页面）", f"{shown:.0f} 毫秒"),
    ]


def _in_turn(*acts: Callable[[], object]) -> list[float]:
    """The median of each in milliseconds; they take turns, so that other work meets all alike."""
    took: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for place, act in enumerate(acts):
            start = perf_counter()
            act()
            took[place].append((perf_counter() - start) * 1000)
    return [median(some) for some in took]


def filled(said: Callable[[int], str] | None = None) -> tuple[Person, Campaign]:
    """The rows are written at once: this measures reading. `said`: the prose of each unit, by its place."""
    from gongkai.checking import rules_version
    from gongkai_web.agencies import actions as agencies
    from gongkai_web.annual.campaign.collecting import actions
    from gongkai_web.annual.campaign.collecting.models import Act, Checking, Submission, Unit
    from gongkai_web.annual.campaign.collecting.words import Done, Source

    operator = agencies.install_operator(username="operator", display_name="系统管理员", password=None)
    city = _city(operator)
    person = agencies.add_person(by=operator, username="zhou", display_name="周洁")
    agencies.appoint(
        by=operator, person=person, agency=city, role="supervisor", since=date(2010, 1, 1), reason="任职"
    )
    campaign = actions.open_campaign(by=person, agency=city, year=2024, day=date(2025, 1, 2))
    day = date(2025, 1, 2)
    actions.set_internal_day(by=person, campaign=campaign, internal_day=date(2025, 1, 20), day=day)
    levels = [actions.NewUnit(f"第{n}区", "government", reports=False) for n in range(LEVELS)]
    above = actions.add_units(by=person, campaign=campaign, units=levels, day=day)
    units = Unit.objects.bulk_create(
        Unit(campaign=campaign, name=f"第{n}局", kind="department", parent=above[n % LEVELS])
        for n in range(UNITS - LEVELS)
    )
    document = json.loads(REPORT.read_text(encoding="utf-8"))
    handed = Submission.objects.bulk_create(
        Submission(
            unit=unit,
            number=1,
            source=Source.UPLOAD,
            digest="0" * 64,
            person_name="黄平",
            day=TODAY,
            document=document if said is None else _saying(document, said(place)),
        )
        for place, unit in enumerate(units)
        if unit.pk % 10
    )
    Checking.objects.bulk_create(
        Checking(submission=one, rules=rules_version(), errors=one.pk % 3, warnings=0, notes=0, day=TODAY)
        for one in handed
    )
    Act.objects.bulk_create(
        Act(unit_id=one.unit_id, submission=one, what=Done.ACCEPT, person_name="周洁", day=TODAY)
        for one in handed
        if one.pk % 2
    )
    return person, campaign


def _saying(document: dict[str, Any], text: str) -> dict[str, Any]:
    """The same with that text as its only section."""
    return {**document, "sections": [{**document["sections"][0], "text": text}]}


def _city(operator: Person) -> Agency:
    from gongkai_web.agencies import actions as agencies

    return agencies.found_agency(
        by=operator,
        name="示范市人民政府办公室",
        slug="shifan",
        kind="government_office",
        founded_on=date(2010, 1, 1),
        reason="市编办〔2010〕1号",
    )
