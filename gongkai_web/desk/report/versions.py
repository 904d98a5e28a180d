"""What exactly was frozen as this version, what does it put right, and how is each of its numbers explained?

All of it comes from the filing: neither later records nor later law change what stands here.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.document import from_json
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import presentation, queries
from gongkai_web.annual.aggregation.queries import unmended
from gongkai_web.annual.basis import special_days
from gongkai_web.annual.cells import behind, leaves
from gongkai_web.annual.explanation import explain
from gongkai_web.annual.models import Filing
from gongkai_web.annual.revision import Moved, former, revision
from gongkai_web.annual.tally import period_of
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.figures.declared import Subject
from gongkai_web.figures.listing import PAGE, Listed, listed
from gongkai_web.figures.period import Scope
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in


@signed_in
@require_safe
def version(request: OfficeRequest, slug: str, year: int, number: int) -> HttpResponse:
    """The version as it was frozen, with the answers to its open points, and the one before beside it."""
    agency = agency_or_404(request, slug, year)
    filing = _filing(agency, year, number)
    report, before = from_json(filing.document), former(filing)
    found = revision(before, filing) if before else None
    context = {
        "filing": filing,
        "report": report,
        "tables": presentation.tables(report, lambda one: _address(filing, one)),
        "special_days": special_days(filing.basis),
        "revision": found,
        "moved": [(one, _label(one), page_of(one.opens) if one.opens else "") for one in found.records]
        if found
        else [],
        "handover": getattr(filing, "handover", None),
        "release": getattr(filing, "release", None),
        "fall": unmended(filing),
    }
    return shown(request, "report/version.html", agency, year, context, *_way(filing))


@signed_in
@require_safe
def cell(request: OfficeRequest, slug: str, year: int, number: int, cell: str) -> HttpResponse:
    """A frozen number: the rule as it read then, the sum, and the very records that were counted."""
    agency = agency_or_404(request, slug, year)
    filing = _filing(agency, year, number)
    report = from_json(filing.document)
    if cell not in report.layout.cells:
        raise Http404
    name = report.layout.name(cell)
    context: dict[str, Any] = {
        "filing": filing,
        "report": report,
        "explanation": explain(report, year, cell, filing.basis),
        "cells_url": f"{reverse('report:version', args=[slug, year, number])}cells/",
    }
    counted = behind(cell, report.layout)
    if counted:
        keys = _keys(filing, cell)
        context["listed"] = _listed(counted.figure.subject, keys, request.GET.get("page"), year)
        still = set(_still(filing, cell))
        context["gone"] = len(set(keys) - still)
        context["come"] = len(still - set(keys))
    return shown(request, "report/frozen_cell.html", agency, year, context, *_way(filing, Link(name)))


def _keys(filing: Filing, cell: str) -> list[int]:
    """The records behind the cell as they were frozen; those of a sum are those of its parts."""
    layout = from_json(filing.document).layout
    return sorted({key for leaf in leaves(layout, cell) for key in filing.records.get(leaf, ())})


def _still(filing: Filing, cell: str) -> list[int]:
    """The records that the cell counts today."""
    counted = behind(cell, from_json(filing.document).layout)
    if counted is None:
        return []
    found = counted.figure.records(Scope.of(filing.agency), period_of(filing.year), counted.only)
    return list(found.values_list("pk", flat=True))


def _listed(subject: Subject, keys: list[int], page: str | None, year: int) -> Listed:
    """A page of the records by their keys: however many were counted, only these are read."""
    pages = Paginator(keys, PAGE).get_page(page)
    records = subject.model._default_manager.filter(pk__in=list(pages.object_list))
    day = min(period_of(year).last, today())
    rows = listed(records, subject.listing, len(pages.object_list), None, day).rows
    return Listed(subject.listing, pages, rows)


def _label(one: Moved) -> str:
    return str(one.opens or one.record or "已经没有的记录")


def _filing(agency: Agency, year: int, number: int) -> Filing:
    found = queries.version_of(agency, year, number)
    if found is None:
        raise Http404
    return found


def _address(filing: Filing, cell: str) -> str:
    return reverse("report:frozen_cell", args=[filing.agency.slug, filing.year, filing.version, cell])


def _way(filing: Filing, *further: Link) -> tuple[Link, ...]:
    """The crumbs below the report."""
    where = [filing.agency.slug, filing.year]
    version = f"第 {filing.version} 版"
    first = Link("核对和公布", reverse("report:course", args=where))
    if not further:
        return first, Link(version)
    return first, Link(version, reverse("report:version", args=[*where, filing.version])), *further
