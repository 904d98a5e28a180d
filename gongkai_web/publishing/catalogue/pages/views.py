"""信息公开目录 in the office: the tree of an agency, what is missing or overdue, and the year's schedule."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may
from gongkai_web.agencies.queries import agencies_of, scope
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section, page
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.content import content
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.catalogue.pages import rows

SECTION = Section("信息公开目录", "catalogue:catalogues")
_YEARS = range(2019, 2100)


def agency_or_404(request: OfficeRequest, slug: str) -> Agency:
    """The agency, where the person works for it or supervises it; else no such page."""
    return get_object_or_404(scope(request.user, today()), slug=slug)


def column_or_404(request: OfficeRequest, pk: int) -> Column:
    """A column of such an agency."""
    seen = queries.visible(today()).filter(agency__in=scope(request.user, today()))
    return get_object_or_404(seen.select_related("agency", "parent", "merged_into"), pk=pk)


def way_to(agency: Agency) -> Link:
    """The crumb of an agency's catalogue."""
    return Link(agency.name, reverse("catalogue:catalogue", args=[agency.slug]))


@signed_in
@require_GET
def catalogues(request: OfficeRequest) -> HttpResponse:
    """The catalogues of the person's agencies."""
    day = today()
    agencies = agencies_of(request.user, day)
    found = [(one, queries.open_on(one, day).count()) for one in agencies]
    return SECTION.page(request, "catalogue/catalogues.html", {"catalogues": found})


@signed_in
@require_GET
def catalogue(request: OfficeRequest, slug: str) -> HttpResponse:
    """The tree of one agency, with what is missing and what is overdue at its head."""
    day, agency = today(), agency_or_404(request, slug)
    counts, last = content().counts(agency, day), content().last_updates(agency, day)
    overdue = queries.overdue_columns(agency, day, last)
    context = {
        "agency": agency,
        "kept": queries.catalogue_of(agency),
        "rows": rows.column_rows(agency, day, counts, last, overdue),
        "missing": queries.missing_columns(agency, day, counts),
        "overdue": overdue,
        "may_keep": may(request.user, agency, What.KEEP_CATALOGUE, day),
        "waiting": queries.held_words(agency).count(),
        "public": reverse("catalogue:tree", args=[agency.slug]),
    }
    return SECTION.page(request, "catalogue/catalogue.html", context, Link(agency.name))


@signed_in
@require_GET
def column(request: OfficeRequest, pk: int) -> HttpResponse:
    """One column: what it is, what happened to it, and what can be done."""
    found = column_or_404(request, pk)
    rule = found.statutory
    may_keep = found.open and may(request.user, found.agency, What.KEEP_CATALOGUE, today())
    context = {
        "agency": found.agency,
        "column": found,
        "may_keep": may_keep,
        "may_end": may_keep and not (rule and rule.statutory),
        "elements": rows.elements(found),
        "introduction": queries.introduction_of(found),
        "entries": rows.trace(found),
        "waiting": _waiting(found),
        "public": reverse("catalogue:public_column", args=[found.agency.slug, found.address]),
    }
    return SECTION.page(request, "catalogue/column.html", context, way_to(found.agency), Link(found.name))


def _waiting(column: Column) -> str:
    """Where its new introduction waits for a second person; empty where none does."""
    held = column.held_words.filter(agreed=None).first()
    return reverse("catalogue:waiting_one", args=[column.agency.slug, held.pk]) if held else ""


@signed_in
@require_GET
def schedule(request: OfficeRequest, slug: str) -> HttpResponse:
    """公开日程 of a year."""
    day, agency = today(), agency_or_404(request, slug)
    asked = number_in(request.GET, "year")
    year = asked if asked is not None and asked in _YEARS else day.year
    found = [rows.schedule_row(agency, year, entry) for entry in queries.schedule(agency, year, day)]
    context = {
        "agency": agency,
        "year": year,
        "rows": found,
        "before": year - 1,
        "after": year + 1,
        "may_keep": may(request.user, agency, What.KEEP_CATALOGUE, day),
    }
    return SECTION.page(request, "catalogue/schedule.html", context, way_to(agency), Link("公开日程"))


@signed_in
@require_GET
def references(request: OfficeRequest, slug: str) -> HttpResponse:
    """The contacts and the fields that the agency keeps."""
    day, agency = today(), agency_or_404(request, slug)
    context = {
        "agency": agency,
        "contacts": agency.contacts.prefetch_related("uses"),
        "fields": rows.field_rows(agency),
        "sources": agency.listed_sources.all(),
        "may_keep": may(request.user, agency, What.KEEP_CATALOGUE, day),
    }
    crumbs = (SECTION.link(), way_to(agency), Link("联系方式、领域和来源"))
    return page(request, "catalogue/references.html", context, *crumbs)
