"""Where can a search engine go? The addresses of what is public, month by month, and an index of the months.

Counted day by day through the index of the public list, in one query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.sax.saxutils import escape

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from gongkai_web.addresses import address_of
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.office.days import today
from gongkai_web.office.places import page_of
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item

MOST = 50_000  # addresses of one file (sitemaps.org)
COLUMNS = "columns"
_PART = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-([1-9]\d{0,3}))?")
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@public_page()
@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap."""
    names = [COLUMNS, *(name for month, many in _months(today()).items() for name in _parts(month, many))]
    found = (reverse("items:sitemap_part", args=[name]) for name in names)
    return _xml(request, "sitemapindex", "sitemap", ((address, None) for address in found))


@public_page()
@require_safe
@conditional_page
def part(request: HttpRequest, part: str) -> HttpResponse:
    """The addresses of one month, or of agencies and columns."""
    if part == COLUMNS:
        return _xml(request, "urlset", "url", ((address, None) for address in _columns()))
    asked = _PART.fullmatch(part)
    if asked is None:
        raise Http404
    year, month, number = (int(one or 1) for one in asked.groups())
    start = (number - 1) * MOST
    found = list(_of_month(date(max(year, 1), month, 1))[start : start + MOST])
    if not found:
        raise Http404
    return _xml(request, "urlset", "url", ((address_of("items:public_item", key), day) for key, day in found))


@public_page()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where machines may go, and where the sitemap is."""
    sitemap = request.build_absolute_uri(reverse("items:sitemap"))
    return HttpResponse(
        f"User-agent: *\nDisallow: /office/\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8"
    )


def _public(day: date) -> QuerySet[Item]:
    return queries.listed_on(day)


def _months(day: date) -> dict[date, int]:
    """How many were published in each month, by its first day, oldest first."""
    days = _public(day).order_by("published_on").values_list("published_on").annotate(Count("pk"))
    found: dict[date, int] = {}
    for published, many in days:
        month = published.replace(day=1)
        found[month] = found.get(month, 0) + many
    return found


def _parts(month: date, many: int) -> Iterator[str]:
    name = f"{month:%Y-%m}"
    yield name
    for number in range(2, -(-many // MOST) + 1):
        yield f"{name}-{number}"


def _of_month(month: date) -> QuerySet[Item, tuple[int, date | None]]:
    within = (month, _next(month) - timedelta(days=1))
    return _public(today()).filter(published_on__range=within).values_list("pk", "changed_on")


def _next(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _columns() -> Iterator[str]:
    day = today()
    yield reverse("items:public_items")
    agencies = {agency.pk: agency for agency in visible_agencies(day)}
    for agency in agencies.values():
        yield page_of(agency)
    for column in catalogue.open_anywhere(day):
        if column.agency_id in agencies:
            yield address_of("catalogue:public_column", column.agency.slug, column.address)


def _xml(
    request: HttpRequest, root: str, entry: str, found: Iterator[tuple[str, date | None]]
) -> HttpResponse:
    origin = request.build_absolute_uri("/").rstrip("/")
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SPACE}">']
    for address, changed in found:
        said = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<{entry}><loc>{escape(origin + address)}</loc>{said}</{entry}>")
    answer = HttpResponse("\n".join([*lines, f"</{root}>\n"]), content_type="application/xml; charset=utf-8")
    patch_cache_control(answer, no_cache=True)
    return answer
