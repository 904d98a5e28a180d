"""Which reports were ever published? All of them by year, those of one year, those of one agency.

The lists read columns alone, however many reports there are; only the years of one agency, drawn over time,
look into its reports.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.outcomes import agency_kinds
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.annual import presentation, published, queries
from gongkai_web.annual.models import Filing
from gongkai_web.look.parts import Column, Link, ListRow
from gongkai_web.office import days
from gongkai_web.office.paging import paged
from gongkai_web.portal import ways

# What a list of one year can be ordered by: the word in the address → its head and the columns.
ORDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "agency": ("机关", ("agency__name",)),
    "kind": ("机关类型", ("agency__kind", "agency__name")),
    "published": ("公布日期", ("release__released_on", "agency__name")),
    "version": ("版次", ("version", "agency__name")),
}


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The archive: all published reports, newest year first."""
    today = days.today()
    page = paged(request, queries.listed(today))
    years: dict[int, list[ListRow]] = {}
    for filing in page:
        years.setdefault(filing.year, []).append(ways.report_row(filing))
    context = {
        "years": years,
        "counts": published.counts_by_year(today),
        "pages": page,
        "breadcrumbs": [ways.HOME, Link(ways.reports().label)],
    }
    return render(request, "portal/reports.html", context)


@require_safe
def of_year(request: HttpRequest, year: int) -> HttpResponse:
    """The reports of one year of all agencies, in the order that `?sort=` asks for."""
    found = queries.listed(days.today()).filter(year=year)
    if not found.exists():
        raise Http404
    sort = request.GET.get("sort", "")
    page = paged(request, _ordered(found, sort))
    context = {
        "year": year,
        "rows": [(one, agency_kinds()[one.agency.kind].label, ways.downloads(one)) for one in page],
        "heads": [*heads(ORDERS, sort, default="agency"), Column("下载")],
        "pages": page,
        "breadcrumbs": [ways.HOME, ways.reports(), Link(f"{year} 年度")],
    }
    return render(request, "portal/reports_of_year.html", context)


@require_safe
def of_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of all years of one agency, and how its figures went."""
    agency = get_object_or_404(visible_agencies(), slug=slug)
    found = list(queries.listed(days.today()).filter(agency=agency))
    pages = {filing.year: ways.to_report(filing) for filing in found}
    years = published.over_the_years(found, list(presentation.HEADLINE))
    context = {
        "agency": agency,
        "rows": [(one, ways.to_report(one), ways.downloads(one)) for one in found],
        "trends": presentation.trends(years, pages),
        "breadcrumbs": [ways.HOME, ways.reports(), Link(agency.name, ways.to_agency(agency)), Link("历年")],
    }
    return render(request, "portal/reports_of_agency.html", context)


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


def _ordered(found: QuerySet[Filing], sort: str) -> QuerySet[Filing]:
    _, columns = ORDERS.get(sort.removeprefix("-"), ORDERS["agency"])
    ordered = found.order_by(*columns, "pk")
    return ordered.reverse() if sort.startswith("-") else ordered
