"""Which reports were ever published? All of them by year, those of one year, those of one agency.

The lists read columns alone, however many reports there are; only the years of one agency, drawn over time,
look into its reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.document import from_json
from gongkai.outcomes import agency_kinds
from gongkai.report import Report, Section
from gongkai_web.addresses import address_of
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.annual import presentation, published, queries
from gongkai_web.annual.files import DOWNLOADS, printed_former
from gongkai_web.annual.models import Filing, FormerReport
from gongkai_web.look.parts import Column, Link, ListRow
from gongkai_web.office import days
from gongkai_web.office.paging import ByKey, paged
from gongkai_web.portal import ways
from gongkai_web.public_pages.declared import public_page

# What a list of one year can be ordered by: the word in the address → its head and the columns.
Row = tuple[int, str, date, str, list[tuple[str, str]]]
RowOfYear = tuple[Filing | FormerReport, str, date, str, list[tuple[str, str]]]
_JSON, _AS_READ = "json", "照原来的文件"
ORDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "agency": ("机关", ("agency__name",)),
    "kind": ("机关类型", ("agency__kind", "agency__name")),
    "published": ("公布日期", ("release__released_on", "agency__name")),
    "version": ("版次", ("version", "agency__name")),
}


@public_page("page")
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The archive: all published reports, newest year first."""
    today = days.today()
    page = paged(request, ByKey(queries.listed(today)), count=sum(published.counts_by_year(today).values()))
    years: dict[int, list[ListRow]] = {}
    for filing in page:
        years.setdefault(filing.year, []).append(ways.report_row(filing))
    context = {
        "years": years,
        "counts": published.counts_of_archive(today),
        "pages": page,
        "breadcrumbs": [ways.HOME, Link(ways.reports().label)],
    }
    return render(request, "portal/reports.html", context)


@public_page("page", "sort")
@require_safe
def of_year(request: HttpRequest, year: int) -> HttpResponse:
    """The reports of one year of all agencies, in the order that `?sort=` asks for."""
    today = days.today()
    found = queries.listed(today).filter(year=year)
    number = published.counts_of_archive(today).get(year)
    if not number:
        raise Http404
    sort = request.GET.get("sort", "")
    former = published.former_listed(today).filter(year=year).defer("document")
    here = published.counts_by_year(today).get(year, 0)
    both = Joined(_ordered(found, sort), here, _ordered_former(former, sort), number - here)
    page = paged(request, both, count=number)
    context = {
        "year": year,
        "rows": [_row_of_year(one) for one in page],
        "heads": [*heads(ORDERS, sort, default="agency"), Column("下载")],
        "pages": page,
        "breadcrumbs": [ways.HOME, ways.reports(), Link(f"{year} 年度")],
    }
    return render(request, "portal/reports_of_year.html", context)


@public_page()
@require_safe
def of_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of all years of one agency, and how its figures went."""
    agency = get_object_or_404(visible_agencies(), slug=slug)
    found = list(queries.listed(days.today()).filter(agency=agency))
    former = published.former_of(agency, days.today())
    pages = {filing.year: ways.to_report(filing) for filing in found}
    years = published.over_the_years(found, list(presentation.HEADLINE))
    made_elsewhere = {year: from_json(one.document).cells for year, one in former.items()}
    years = {
        cell: {**known, **{year: cells.get(cell) for year, cells in made_elsewhere.items()}}
        for cell, known in years.items()
    }
    context = {
        "agency": agency,
        "rows": sorted([*map(_row, found), *map(_former_row, former.values())], reverse=True),
        "trends": presentation.trends(years, pages),
        "breadcrumbs": [ways.HOME, ways.reports(), Link(agency.name, ways.to_agency(agency)), Link("历年")],
    }
    return render(request, "portal/reports_of_agency.html", context)


@public_page(kept=False)
@require_safe
def former_file(_: HttpRequest, slug: str, year: int, kind: str) -> HttpResponseBase:
    """A report made elsewhere that stands in the archive, as it was read."""
    agency = get_object_or_404(visible_agencies(), slug=slug)
    found = published.former_of(agency, days.today()).get(year)
    if found is None or kind not in {*DOWNLOADS, _JSON}:
        raise Http404
    if kind == _JSON:
        return JsonResponse(found.document, json_dumps_params={"ensure_ascii": False})
    name = f"{agency.name}{year}年政府信息公开工作年度报告（导入）.{kind}"
    return FileResponse(printed_former(found, kind).open("rb"), as_attachment=True, filename=name)


@dataclass(frozen=True, slots=True)
class Joined(Sequence[Any]):
    """Two lists as one, of which no more is read than is shown."""

    first: QuerySet[Any]
    number: int
    second: QuerySet[Any]
    others: int

    def __len__(self) -> int:
        return self.number + self.others

    @overload
    def __getitem__(self, place: int) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _ = place.indices(len(self))
        shown = ByKey(self.first)[start:stop] if start < self.number else []
        over = stop - self.number
        return [*shown, *(ByKey(self.second)[max(start - self.number, 0) : over] if over > 0 else ())]


def _row_of_year(one: Filing | FormerReport) -> RowOfYear:
    kind = agency_kinds()[one.agency.kind].label
    if isinstance(one, FormerReport):
        return one, kind, one.listing.published_on, _AS_READ, _former_files(one)
    return one, kind, one.release.released_on, f"第 {one.version} 版", ways.downloads(one)


def _row(filing: Filing) -> Row:
    version = f"第 {filing.version} 版"
    page = ways.to_report(filing)
    return filing.year, page, filing.release.released_on, version, ways.downloads(filing)


def _former_row(former: FormerReport) -> Row:
    page = address_of("portal:report", former.agency.slug, former.year)
    return former.year, page, former.listing.published_on, _AS_READ, _former_files(former)


def _former_files(former: FormerReport) -> list[tuple[str, str]]:
    of = (former.agency.slug, former.year)
    kinds = {**DOWNLOADS, _JSON: "JSON 数据"}
    return [(label, address_of("portal:former_file", *of, kind)) for kind, label in kinds.items()]


def former_page(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A report made elsewhere as it was read: its words and tables; none of its numbers is counted here."""
    agency = get_object_or_404(visible_agencies(), slug=slug)
    former = published.former_of(agency, days.today()).get(year)
    if former is None:
        raise Http404
    found = from_json(former.document)
    views = presentation.tables(found, lambda _: "")
    context = {
        "agency": agency,
        "former": former,
        "sections": _sections(found),
        "title": found.title or f"{agency.name}{year}年政府信息公开工作年度报告",
        "figures": presentation.headline(found, lambda _: ""),
        "tables": dict(zip((2, 3, 4), views, strict=True)),
        "downloads": _former_files(former),
        "breadcrumbs": [
            ways.HOME,
            ways.reports(),
            Link(agency.name, ways.to_agency(agency)),
            Link(f"{year} 年"),
        ],
    }
    return render(request, "portal/former_report.html", context)


def heads(
    orders: dict[str, tuple[str, tuple[str, ...]]], sort: str, *, default: str, beside: str = ""
) -> list[Column]:
    """The heads by which a list can be ordered; the present one turns the order round.

    `beside`: what else is asked for. `#` marks a column of numbers.
    """
    word, down = sort.removeprefix("-"), sort.startswith("-")
    if word not in orders:
        word, down = default, False
    return [
        Column(
            label.removeprefix("#"),
            number=label.startswith("#"),
            href=f"?sort={'-' if key == word and not down else ''}{key}{beside}",
            order=("descending" if down else "ascending") if key == word else "",
        )
        for key, (label, _) in orders.items()
    ]


def _sections(report: Report) -> list[Section]:
    """The sections of its form with what was read in each: a workbook may hold the tables alone."""
    told = {one.number: one for one in report.sections}
    return [told.get(one.number, Section(one.number, one.heading, "")) for one in report.layout.sections]


def _ordered_former(found: QuerySet[FormerReport], sort: str) -> QuerySet[FormerReport]:
    first = {"published": "listing__published_on", "kind": "agency__kind"}.get(sort.removeprefix("-"))
    ordered = found.order_by(*filter(None, (first,)), "agency__name", "pk")
    return ordered.reverse() if sort.startswith("-") else ordered


def _ordered(found: QuerySet[Filing], sort: str) -> QuerySet[Filing]:
    _, columns = ORDERS.get(sort.removeprefix("-"), ORDERS["agency"])
    ordered = found.order_by(*columns, "pk")
    return ordered.reverse() if sort.startswith("-") else ordered
