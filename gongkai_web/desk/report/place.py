"""Which agency's report is this page about, how does one get here, and who may write in it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may
from gongkai_web.agencies.queries import seen_as
from gongkai_web.annual import queries
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest


def agency_or_404(request: OfficeRequest, slug: str, year: int) -> Agency:
    """The agency, where the person may see its records and the year has a report; else no such page."""
    agency = seen_as(slug, request.user, today())
    if agency is None or not queries.has_report(agency, year, today()):
        raise Http404
    return agency


def shown(
    request: OfficeRequest,
    template: str,
    agency: Agency,
    year: int,
    context: Mapping[str, Any],
    *crumbs: Link,
    status: int = 200,
) -> HttpResponse:
    """The template under 年度报告 › the report."""
    whole = {
        "agency": agency,
        "year": year,
        "may_write": may(request.user, agency, What.WRITE_REPORT, today()),
    }
    way = (Link("年度报告", reverse("desk:reports")), Link(f"{agency.name} {year} 年", address(agency, year)))
    return page(request, template, {**whole, **context}, *way, *crumbs, status=status)


def address(agency: Agency, year: int) -> str:
    """Where the report itself stands."""
    return reverse("desk:report", args=[agency.slug, year])
