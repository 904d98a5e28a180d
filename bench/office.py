"""How long does a year take to replay, and how long does a page take?

On a fresh SQLite database in a temporary folder, with the sample city's largest agency (1,376 cases).
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

FIGURES_OF = Path(__file__).resolve().parents[1] / "gongkai_web" / "replay" / "city" / "city-office-2024.json"
ROUNDS = 7
OFFICE = {
    "首页": "/office/",
    "申请件列表": "/office/cases/",
    "一件申请": "/office/cases/5/",
    "统计": "/office/statistics/",
    "登记申请": "/office/cases/new/",
    "年报页": "/office/reports/agency-1/2024/",
    "全年指标": "/office/reports/agency-1/2024/indicators/",
    "写年报的一部分": "/office/reports/agency-1/2024/text/2/",
    "公开审查统计": "/office/publication/statistics/?year=2024",
    "主动公开的信息": "/office/items/",
    "年报报送": "/office/campaigns/",
    "公报": "/office/gazette/",
    "排查": "/office/sweeps/",
    "完善公开的建议": "/office/records/proposals/",
}


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
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    start, worked = perf_counter(), process_time()
    with Path(os.devnull).open("w") as nowhere:
        call_command("replay", str(FIGURES_OF), stdout=nowhere)
    took, worked = perf_counter() - start, process_time() - worked
    # Beside other programs the clock tells how busy the machine is, the processor what a replay costs.
    rows = [("重演 1,376 件（目标 60 秒以内）", f"{took:.1f} 秒，其中处理器 {worked:.1f} 秒")]
    public, staff = Client(), Client()
    officer = get_user_model().objects.get(username="agency-1-officer")
    staff.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    report = "/agencies/agency-1/reports/2024/"
    pages = (
        ("公开年报页（目标 300 毫秒以内）", public, report),
        ("一个数的解释页", public, f"{report}cells/table3.granted.total/"),
        ("办公：由记录数出的年报页（目标 300 毫秒以内）", staff, "/office/reports/agency-1/2024/"),
        (
            "办公：1,061 件的单元格",
            staff,
            "/office/reports/agency-1/2024/cells/table3.unavailable_not_held.total/",
        ),
        ("办公：申请件列表", staff, "/office/cases/"),
        ("办公：一件申请", staff, "/office/cases/5/"),
    )
    for label, client, address in pages:
        rows.append((label, f"{_milliseconds(client, address):.0f} 毫秒"))
    return [*rows, *_beside_bare_views(staff)]


def _beside_bare_views(staff: Client) -> list[tuple[str, str]]:
    """Processor time of pages of the office, beside a view that answers the very bytes from memory.

    Asked again, and asked first: by somebody of whom the process has kept no question, after what
    `gongkai serve` makes ready before its first request.
    """
    from django.http import HttpResponse
    from django.urls import path

    from gongkai_web import urls
    from gongkai_web.annual import queries
    from gongkai_web.desk import looks
    from gongkai_web.figures import counting
    from gongkai_web.office import days
    from gongkai_web.ready import make_ready

    questions = (counting._prepared, looks._prepared, queries._prepared)

    def forget() -> None:
        for known in questions:
            known.cache_clear()

    make_ready(days.today())
    kept: dict[str, bytes] = {}

    def bare(_request: object, number: int) -> HttpResponse:
        return HttpResponse(kept[list(kept)[number]])

    urls.urlpatterns.append(path("office/bare/<int:number>/", bare))
    rows = []
    for number, (label, address) in enumerate(OFFICE.items()):
        kept[address] = staff.get(address).content
        bare = f"/office/bare/{number}/"
        again, first = _processor(staff, address, bare), _processor(staff, address, bare, before=forget)
        spent = statistics.median(one for one, _ in again) * 1000
        said = f"{spent:.0f} 毫秒，是只送出同样字节的 {_ratio(again):.1f} 倍，第一次问 {_ratio(first):.1f} 倍"
        rows.append((f"办公：{label}（处理器时间）", said))
    return rows


def _ratio(pairs: Sequence[tuple[float, ...]]) -> float:
    return statistics.median(one / other for one, other in pairs)


def _nothing() -> None:
    """Before a request that comes again."""


def _processor(
    client: Client, *addresses: str, before: Callable[[], None] = _nothing
) -> list[tuple[float, ...]]:
    """Seconds of the processor of warm requests, one of each address in turn: other work hits both."""
    taken = []
    for _ in range(ROUNDS * 3 + 1):
        before()
        taken.append(tuple(_seconds(client, address) for address in addresses))
    return taken[1:]


def _seconds(client: Client, address: str) -> float:
    start = process_time()
    client.get(address)
    return process_time() - start


def _milliseconds(client: Client, address: str) -> float:
    """The median of several warm requests."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = perf_counter()
        response = client.get(address)
        taken.append((perf_counter() - start) * 1000)
        assert response.status_code == 200, address
    return statistics.median(taken[1:])


__all__ = ["run"]
