"""What does a number of the report mean, and what did everybody report in it? For the public: never a case.

A page for each cell of each form: definition, unit and source, the sums of the years as a drawing, and what
every agency says in one year.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai import dataset
from gongkai.dataset import ABSENT, LEFT_BLANK, NOT_APPLICABLE, NOT_READ, NOT_REPORTED, STATED
from gongkai.flat.writers import streamed
from gongkai.outcomes import agency_kinds
from gongkai_web.annual import presentation, reported
from gongkai_web.annual.models import Filing
from gongkai_web.annual.reported import Indicator, Said, YearSum
from gongkai_web.look.parts import Link
from gongkai_web.look.trend import Point
from gongkai_web.office import days
from gongkai_web.office.paging import paged
from gongkai_web.portal import ways
from gongkai_web.portal.archive import heads
from gongkai_web.public_pages.declared import public_page

# What the table of one year can be ordered by: the word in the address → its head and the columns.
ORDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "agency": ("机关", ("agency__name",)),
    "kind": ("机关类型", ("agency__kind", "agency__name")),
    "value": ("#数", ("number", "agency__name")),
    "published": ("公布日期", ("release__released_on", "agency__name")),
}
_TABLES = {
    2: "表二 主动公开政府信息情况",
    3: "表三 收到和处理政府信息公开申请情况",
    4: "表四 行政复议、行政诉讼情况",
}
_WORDS = {
    LEFT_BLANK: "空",
    NOT_APPLICABLE: "不适用",
    NOT_REPORTED: "未报",
    NOT_READ: "读不出",
    ABSENT: "没有这一格",
}
_LIST = "各项指标"
_COLUMNS = tuple(column for column in dataset.COLUMNS if column.name not in {"form", "cell", "label", "unit"})


@public_page()
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The indicators, by the tables of the form."""
    tables: dict[str, list[Indicator]] = {}
    for one in reported.indicators().values():
        tables.setdefault(_TABLES[one.cell.table], []).append(one)
    crumbs = [ways.HOME, ways.reports(), Link(_LIST)]
    return render(request, "portal/indicators.html", {"tables": tables, "breadcrumbs": crumbs})


@public_page("year", "sort", "page")
@require_safe
def one(request: HttpRequest, cell: str) -> HttpResponse:
    """One indicator, with the agencies of the year that `?year=` asks for; of the last one without it."""
    found, today = _indicator(cell), days.today()
    sums = reported.sums(today, cell)
    year = _year(request.GET.get("year", ""), sums)
    sort = request.GET.get("sort", "")
    context = {
        "indicator": found,
        "sums": sums,
        "points": _points(sums, cell),
        "year": year,
        "heads": heads(ORDERS, sort, default="agency", beside=f"&year={year}"),
        "breadcrumbs": [
            ways.HOME,
            ways.reports(),
            Link(_LIST, reverse("portal:indicators")),
            Link(found.cell.label),
        ],
    }
    if year:
        page = paged(request, _ordered(reported.among(today, cell, year), sort))
        context |= {"pages": page, "rows": [_row(said, cell) for said in reported.said_by(page, cell)]}
    return render(request, "portal/indicator.html", context)


@public_page(kept=False)
@require_safe
def as_csv(request: HttpRequest, cell: str) -> HttpResponseBase:
    """What every agency said in it, year by year, for a spreadsheet."""
    found = _indicator(cell)
    origin = request.build_absolute_uri("/").rstrip("/")
    rows = _flat(reported.every_year(days.today(), cell), origin)
    answer = StreamingHttpResponse(streamed(".csv", _COLUMNS, rows), content_type="text/csv; charset=utf-8")
    named = content_disposition_header(as_attachment=True, filename=f"{found.cell.label}.csv")
    answer.headers["Content-Disposition"] = str(named)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _indicator(cell: str) -> Indicator:
    found = reported.indicators().get(cell)
    if found is None:
        raise Http404
    return found


def _year(asked: str, sums: tuple[YearSum, ...]) -> int | None:
    """The year asked for, where reports of it are published; else the last."""
    known = {str(one.year): one.year for one in sums}
    return known.get(asked) or (sums[-1].year if sums else None)


def _points(sums: tuple[YearSum, ...], cell: str) -> list[Point]:
    address = reverse("portal:indicator", args=[cell])
    if not sums:
        return []
    totals = {one.year: one.total for one in sums}
    return presentation.year_points(totals, {year: f"{address}?year={year}" for year in totals})


def _ordered(found: QuerySet[Filing], sort: str) -> QuerySet[Filing]:
    """Where there is no number, the report stands last whichever way the numbers go."""
    word, down = sort.removeprefix("-"), sort.startswith("-")
    _, columns = ORDERS.get(word, ORDERS["agency"])
    first, *others = columns
    order = F(first).desc(nulls_last=True) if down else F(first).asc(nulls_last=True)
    return found.order_by(order, *others, "pk")


def _row(said: Said, cell: str) -> dict[str, Any]:
    filing = said.filing
    return {
        "filing": filing,
        "kind": agency_kinds()[filing.agency.kind].label,
        "summary": not agency_kinds()[filing.agency.kind].asked,
        "href": reverse("portal:cell", args=[filing.agency.slug, filing.year, cell]),
        "value": f"{said.value:,}" if said.state == STATED else _WORDS[said.state],
    }


def _flat(found: Iterator[Said], origin: str) -> Iterator[dict[str, Any]]:
    for said in found:
        filing = said.filing
        yield {
            "agency_key": filing.agency.slug,
            "agency": filing.agency.name,
            "agency_kind": agency_kinds()[filing.agency.kind].label,
            "year": filing.year,
            "value": said.value,
            "state": said.state,
            "stated": said.stated,
            "version": filing.version,
            "published_on": filing.release.released_on,
            "digest": filing.digest,
            "source": origin + ways.to_report(filing),
        }
