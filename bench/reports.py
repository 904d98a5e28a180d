"""Is a report counted, added up, collected and listed at the price of the bare work?

An agency of a million cases over ten years: the cells of a year beside the one SQL statement that a person
would write for them, and how often its page asks the table of cases. Three thousand units: their sum beside
adding the same cells in plain Python; the prose of all, beside reading it once. A hundred thousand reports:
the pages that list them, beside a hundred. Both sides of a ratio are measured in turn in one process; what
is printed is the median of the ratios of processor time, with milliseconds beside.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.aggregation import Unit
    from gongkai_web.agencies.models import Agency, Person

CASES, UNITS, REPORTS = 1_000_000, 3_000, 100_000
YEAR, ROUNDS = 2024, 9
LISTS = (
    ("公众：历年年报", "/reports/"),
    ("公众：一年的年报", f"/reports/{YEAR}/"),
    ("办公：年度报告", "/office/reports/"),
)
BARE = """
SELECT applicant_kind, outcome,
  SUM(received_on BETWEEN %(first)s AND %(last)s),
  SUM(received_on < %(first)s AND (concluded_on IS NULL OR concluded_on >= %(first)s)),
  SUM(concluded_on BETWEEN %(first)s AND %(last)s),
  SUM(received_on <= %(last)s AND (concluded_on IS NULL OR concluded_on > %(last)s))
FROM cases_case WHERE agency_id = %(agency)s AND received_on IS NOT NULL AND NOT split
GROUP BY applicant_kind, outcome
"""


def run() -> Iterator[tuple[str, str]]:
    """Rows of (what, measured)."""
    yield from _sums()
    for part in ("count", "list"):
        for line in _measured(part):
            what, _, measured = line.partition("\t")
            yield what, measured


def _measured(part: str) -> Iterator[str]:
    """The lines of a process of its own: one Django has one database."""
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        environment = {**os.environ, "GONGKAI_DATA": folder, "GONGKAI_HOSTS": "testserver"}
        environment.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")
        words = [sys.executable, "-m", "bench.reports", part]
        with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            yield from (line.rstrip("\n") for line in child.stdout)
        assert child.returncode == 0, part


def in_turn(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float, float]:
    """The median ratio of pairs, and the median milliseconds of both; the first pair fills the caches."""
    pairs = []
    for at in range(ROUNDS + 1):
        taken = {}
        for one in (ours, bare) if at % 2 else (bare, ours):
            start = process_time()
            one()
            taken[one] = (process_time() - start) * 1000
        pairs.append((taken[ours], taken[bare]))
    pairs = pairs[1:]
    ratio = median(one / other for one, other in pairs)
    return ratio, median(one for one, _ in pairs), median(other for _, other in pairs)


def said(measured: tuple[float, float, float], most: float) -> str:
    """As it is printed."""
    ratio, ours, bare = measured
    return f"{ratio:.2f} 倍（目标 {most:g} 倍以内；{ours:.0f} 毫秒对 {bare:.0f} 毫秒）"


# – three thousand units added up


def _sums() -> Iterator[tuple[str, str]]:
    from gongkai.aggregation import aggregate
    from gongkai.aggregation.adding import add_up
    from gongkai.aggregation.repetition import among
    from gongkai.form import form_of_year

    units, layout = _units(), form_of_year(YEAR)
    pairs = [(unit, unit.report) for unit in units if unit.report is not None]
    cells = [report.cells for _, report in pairs]

    def plain() -> dict[str, Any]:
        sums: dict[str, Any] = dict.fromkeys(layout.cells, 0)
        for one in cells:
            for cell, value in one.items():
                sums[cell] += value
        return sums

    assert dict(add_up(layout, pairs).cells) == plain()
    yield (
        f"{UNITS} 个单位逐格相加，对普通 Python 相加",
        said(in_turn(lambda: add_up(layout, pairs), plain), 2),
    )
    whole = in_turn(lambda: aggregate(units, "示范市人民政府", YEAR), plain)
    yield "连同缺报、结转和合计自身的核对", said(whole, 2)
    texts = ["".join(section.text for section in report.sections) for _, report in pairs]
    few = in_turn(lambda: among(units[:300], YEAR), lambda: None)[1]
    many = in_turn(lambda: among(units, YEAR), lambda: None)[1]
    told = f"300 个单位 {few:.0f} 毫秒，{UNITS} 个 {many:.0f} 毫秒，是 {many / few:.1f} 倍"
    told += f"（文字是 {UNITS / 300:g} 倍）"
    yield f"正文雷同（共 {sum(map(len, texts))} 字）", told


def _units() -> list[Unit]:
    from gongkai.aggregation import Unit
    from gongkai.form import form_of_year
    from gongkai.report import Report, Section, completed

    chance, layout = random.Random(YEAR), form_of_year(YEAR)
    signs = "公开路桥水电学校医院农田林地税费审批窗口群众会议文件数据网站热线档案培训检查整改"
    leaves = [cell for cell in layout.cells if "results_total" not in cell and not cell.endswith(".total")]

    def made(name: str, year: int) -> Report:
        counts = {cell: chance.randrange(40) for cell in leaves if not cell.startswith("table2")}
        for kind in layout.kinds3:
            done = sum(counts[f"table3.{row.key}.{kind.key}"] for row in layout.result_rows)
            counts[f"table3.carried_over_in.{kind.key}"] = counts[f"table3.carried_over_out.{kind.key}"] = 3
            counts[f"table3.new_received.{kind.key}"] = done
        table2 = {
            cell: Decimal(chance.randrange(100)) if place.kind == "money" else chance.randrange(100)
            for cell, place in layout.cells.items()
            if place.table == 2
        }
        text = "".join(chance.choice(signs) for _ in range(800))
        heading = layout.sections[0]
        return Report(
            layout.key,
            table2 | completed(layout, counts),
            name,
            year,
            sections=(Section(1, heading.heading, text),),
        )

    return [
        Unit(f"u{at}", f"第{at}局", "department", made(f"第{at}局", YEAR), made(f"第{at}局", YEAR - 1))
        for at in range(UNITS - 1)
    ] + [Unit("office", "办公室", "government_office", made("办公室", YEAR), made("办公室", YEAR - 1))]


# – an agency of a million cases


def _count() -> None:
    agency, officer = _office()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from gongkai_web.annual import tally

    _cases(agency)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    given = {"agency": agency.pk, "first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31"}

    def bare() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(BARE, given)
            return list(cursor.fetchall())

    rows = bare()
    cells = tally.cells(agency, YEAR)
    assert cells["table3.new_received.total"] == sum(row[2] for row in rows)
    assert cells["table3.carried_over_out.total"] == sum(row[5] for row in rows)
    measured = in_turn(lambda: tally.cells(agency, YEAR), bare)
    print(f"{CASES} 件的机关：一年的各格，对一条手写的 SQL\t{said(measured, 2)}")
    with CaptureQueriesContext(connection) as asked:
        tally.cells(agency, YEAR)
    own = [one["sql"] for one in asked]
    same = in_turn(lambda: tally.cells(agency, YEAR), lambda: _asked(own))
    print(f"同上，对自己的几条 SQL 直接执行\t{said(same, 2)}")
    address = f"/office/reports/bureau-1/{YEAR}/"
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    counting = [one["sql"] for one in asked if 'FROM "cases_case"' in one["sql"] and "COUNT(" in one["sql"]]
    page = in_turn(lambda: client.get(address), bare)
    print(
        f"它的年报页，对同一条 SQL\t{page[0]:.2f} 倍（{page[1]:.0f} 毫秒对 {page[2]:.0f} 毫秒）；"
        f"数 {len(counting)} 次"
    )


def _asked(statements: Sequence[str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)
            cursor.fetchall()


def _cases(agency: Agency) -> None:
    from django.db import connection, transaction

    from bench.publishing import _rows_of
    from gongkai.outcomes import applicant_kinds, outcomes
    from gongkai_web.cases.models import Case

    first = Case(
        agency=agency, year=2015, number=1, title="征地补偿方案", applicant_name="王芳", channel="counter"
    )
    first.status, first.submission_key = "archived", None
    first.submitted_on = first.received_on = first.due_on = date(2015, 1, 1)
    first.concluded_on = first.dispatched_on = first.served_on = date(2015, 1, 20)
    first.outcome, first.applicant_kind = next(iter(outcomes())), next(iter(applicant_kinds()))
    first.save()
    day = f"date('2015-01-01', '+' || (n * 3650 / {CASES}) || ' days')"
    kinds, results = list(applicant_kinds()), list(outcomes())
    done = f"CASE WHEN n > {CASES} - 2000 THEN NULL ELSE date({day}, '+' || (2 + n % 25) || ' days') END"
    changed = {
        "number": "n",
        "received_on": day,
        "submitted_on": day,
        "due_on": f"date({day}, '+28 days')",
        "concluded_on": done,
        "applicant_kind": _one_of("n / 7", kinds),
        "outcome": f"CASE WHEN n > {CASES} - 2000 THEN '' ELSE {_one_of('n', results)} END",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_rows_of(Case, first.pk, changed), [CASES])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _one_of(number: str, words: Sequence[str]) -> str:
    told = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE ({number}) % {len(words)} {told} END"


# – a hundred thousand reports


def _list() -> None:
    agency, officer = _office()
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from gongkai_web.annual.models import Filing

    clients = {True: Client(), False: Client()}
    clients[False].force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    known = 1
    taken: dict[int, dict[str, float]] = {}
    for size in (100, REPORTS):
        _filings(agency, known, size)
        known = size
        for what, address in LISTS:
            client = clients[address.startswith("/reports")]
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200, address
            reading = [one for one in asked if '"annual_filing"."document"' in one["sql"]]
            assert not reading, f"{address} reads reports"
            spent = []
            for _ in range(ROUNDS):
                cache.clear()
                start = process_time()
                client.get(address)
                spent.append((process_time() - start) * 1000)
            taken.setdefault(size, {})[what] = median(spent)
    assert Filing.objects.count() == REPORTS
    for what, _ in LISTS:
        few, many = taken[100][what], taken[REPORTS][what]
        print(
            f"{REPORTS} 份年报：{what}\t{many / few:.2f} 倍"
            f"（100 份 {few:.0f} 毫秒，{REPORTS} 份 {many:.0f} 毫秒）；不读内容"
        )


def _filings(agency: Agency, known: int, size: int) -> None:
    """Filings of the years before and of agencies of their own, up to so many; each published."""
    from django.db import connection, transaction

    from bench.publishing import _rows_of
    from gongkai_web.agencies.models import Agency as Agencies
    from gongkai_web.agencies.models import AgencyName
    from gongkai_web.annual.models import Filing, Release

    if known == 1:
        made = Filing(
            agency=agency, year=YEAR, version=1, title="年报", document={"form": "2021", "text": "字" * 2000}
        )
        made.records, made.digest, made.law = {}, "0" * 64, "0" * 64
        made.filed_on, made.filed_by = date(YEAR + 1, 1, 20), "孙立"
        made.save()
        Release(filing=made, released_on=date(YEAR + 1, 1, 20), released_by="孙立").save()
    first = Filing.objects.order_by("pk")[0]
    one, name = Agencies.objects.get(pk=agency.pk), AgencyName.objects.filter(agency=agency)[0]
    release = Release.objects.order_by("pk")[0]
    many = 1 + (size - 1) // 16
    with transaction.atomic(), connection.cursor() as cursor:
        for model, like, changed, most in (
            (Agencies, one.pk, {"slug": "'a' || n", "name": "'示范市第' || n || '办'"}, many),
            (AgencyName, name.pk, {"agency_id": "n"}, many),
            (Filing, first.pk, {"agency_id": "1 + (n - 1) / 16", "year": f"{YEAR} - (n - 1) % 16"}, size),
            (Release, release.pk, {"filing_id": "n"}, size),
        ):
            rows = _rows_of(model, like, changed).replace("SELECT 2 UNION", f"SELECT {_next(model)} UNION", 1)
            cursor.execute(rows, [most])
        cursor.execute("ANALYZE")


def _next(model: Any) -> int:
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return int(last or 0) + 1


def _office() -> tuple[Agency, Person]:
    """示范市第1局 with 李强."""
    import django

    django.setup()
    from django.core.management import call_command

    from gongkai_web.agencies import actions as agencies

    call_command("migrate", verbosity=0)
    founded = date(2010, 1, 1)
    operator = agencies.install_operator(username="operator", display_name="系统管理员", password=None)
    agency = agencies.found_agency(
        by=operator, name="示范市第1局", slug="bureau-1", kind="department", founded_on=founded, parent=None,
        reason="测速",
    )  # fmt: skip
    officer = agencies.add_person(by=operator, username="liqiang", display_name="李强")
    agencies.appoint(by=operator, person=officer, agency=agency, role="officer", since=founded, reason="测速")
    return agency, officer


if __name__ == "__main__":
    {"count": _count, "list": _list}[sys.argv[1]]()
