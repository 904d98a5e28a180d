"""The year in numbers, and the cases that are looked at for quality."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai_web.agencies.models import Agency
from gongkai_web.cases.figures import RESULTS
from gongkai_web.desk import rows, sample, statistics
from gongkai_web.desk.filters import EARLIEST, LATEST
from gongkai_web.desk.scope import Scope, scope_of
from gongkai_web.desk.statistics_sheet import workbook
from gongkai_web.figures.period import Period
from gongkai_web.figures.span import Span, known, parts
from gongkai_web.look.parts import Figure, Link
from gongkai_web.office.downloads import attached
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, number_in, signed_in

_YEARS = 6
_SAMPLE, _LARGEST = 10, 50


@signed_in
@require_safe
def numbers(request: OfficeRequest) -> HttpResponse:
    """A year, a quarter or a month beside the same of the year before; every number opens its list."""
    scope = scope_of(request)
    span, agency = asked_span(request, scope), asked_agency(request, scope)
    context: dict[str, Any] = {
        **choice(scope, span.year, agency),
        "span": span,
        "parts": [("", "全年"), *parts(scope.today, span.part)],
        "running": not span.part and span.year == scope.today.year,
        "query": urlencode({**span.query, **({"agency": agency.slug} if agency else {})}),
        "span_query": urlencode(span.query),
    }
    if scope.agencies:
        cases_url = reverse("desk:cases")
        counted = statistics.statistics(scope, span, agency)
        context |= {
            "figures": [
                Figure(one.text, label, f"{cases_url}?{one.query}") for label, one in counted.standing
            ],
            "tables": [(table, _bars(table, cases_url)) for table in counted.tables],
            "by_agency": counted.by_agency if not agency and len(scope.agencies) > 1 else (),
            "agency_heads": ["机关", *(f"#{label}" for label, _ in statistics.BY_AGENCY)],
            "reported": agency or (scope.agencies[0] if len(scope.agencies) == 1 else None),
        }
    return page(request, "desk/statistics.html", context, Link("统计"))


@signed_in
@require_safe
def spreadsheet(request: OfficeRequest) -> HttpResponse:
    """The same numbers as XLSX; each leads to its list."""
    scope = scope_of(request)
    span, agency = asked_span(request, scope), asked_agency(request, scope)
    if not scope.agencies:
        return numbers(request)  # which says why there is nothing to count
    counted = statistics.statistics(scope, span, agency)
    about = [
        ("统计期间", f"{span.label}，{span.period.first} 至 {span.period.last}"),
        ("上年同期", f"{span.before.period.first} 至 {span.before.period.last}"),
        ("机关", agency.name if agency else f"全部（{len(scope.agencies)} 个）"),
        ("导出日期", str(scope.today)),
        ("说明", "点开一个数，就是它所计的申请件（须登录）。报送和公布的数以年度报告为准。"),
    ]
    address = request.build_absolute_uri(reverse("desk:cases"))
    data = workbook(counted, span, about, address, by_agency=not agency and len(scope.agencies) > 1)
    return attached(data, f"统计（{span.label}）.xlsx", "xlsx")


@signed_in
@require_safe
def quality(request: OfficeRequest) -> HttpResponse:
    """Examples of the year by outcome, and a random but stable sample of its answered cases."""
    scope = scope_of(request)
    year, agency = _year(request, scope), asked_agency(request, scope)
    seed = request.GET.get("seed", "").strip()[:40] or str(year)
    size = min(max(number_in(request.GET, "size") or _SAMPLE, 1), _LARGEST)
    context: dict[str, Any] = {**choice(scope, year, agency), "seed": seed, "size": size}
    if scope.agencies:
        answered = RESULTS.records(scope.counted(agency), Period.of_year(year))
        context |= {
            "examples": [
                (case.get_outcome_display(), rows.work_row(case, scope.today))
                for case in sample.examples(answered)
            ],
            "sample": [rows.work_row(case, scope.today) for case in sample.sample(answered, seed, size)],
        }
    crumbs = (Link("统计", reverse("desk:statistics")), Link("案例和抽查"))
    return page(request, "desk/sample.html", context, *crumbs)


def choice(scope: Scope, year: int, agency: Agency | None) -> dict[str, Any]:
    """What the form of the page offers: years and agencies."""
    known = range(scope.today.year, scope.today.year - _YEARS, -1)
    return {
        "year": year,
        "years": sorted({*known, year}, reverse=True),
        "chosen": agency,
        "agencies": scope.agencies,
        "today": scope.today,
        "cases_url": reverse("desk:cases"),
    }


def _year(request: OfficeRequest, scope: Scope) -> int:
    given = number_in(request.GET, "year")
    return given if given and EARLIEST <= given <= LATEST else scope.today.year


def asked_span(request: OfficeRequest, scope: Scope) -> Span:
    """The year, or the part of it, that is asked for."""
    return Span(_year(request, scope), known(request.GET.get("part", "")))


def asked_agency(request: OfficeRequest, scope: Scope) -> Agency | None:
    """The agency asked for, where it is in the scope."""
    slug = request.GET.get("agency")
    return next((agency for agency in scope.agencies if agency.slug == slug), None)


def _bars(table: statistics.Table, cases_url: str) -> list[tuple[str, int, str]]:
    if not table.bars:
        return []
    return [
        (row.label, row.now.value or 0, f"{cases_url}?{row.now.query}") for row in table.rows if row.now.value
    ]
