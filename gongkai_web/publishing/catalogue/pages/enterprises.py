"""公共企事业单位: the list of the department in charge, how many publish, and how the public reads it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from gongkai.publication.words import sectors
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.look.parts import Link, PageMeta
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.catalogue import actions, queries
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import PublicEnterprise
from gongkai_web.publishing.catalogue.pages.forms import CloseForm, CoverForm, EnterpriseForm
from gongkai_web.publishing.catalogue.pages.views import SECTION, agency_or_404, way_to
from gongkai_web.publishing.catalogue.pages.waiting import begun_with

TITLE = "公共企事业单位"


@signed_in
@require_GET
def enterprises(request: OfficeRequest, slug: str) -> HttpResponse:
    """The list, with its coverage by sector."""
    day, agency = today(), agency_or_404(request, slug)
    rates = queries.coverage(agency, day)
    context = {
        "agency": agency,
        "rows": _rows(agency),
        "rates": [(sectors()[one.field_name].label, one) for one in rates[:-1]],
        "whole": rates[-1],
        "waiting": queries.held_words(agency, HeldKind.ENTERPRISE).count(),
        "may_keep": may(request.user, agency, What.KEEP_CATALOGUE, day),
    }
    return SECTION.page(request, "catalogue/enterprises.html", context, way_to(agency), Link(TITLE))


@keeps_typed
def enter(request: OfficeRequest, slug: str) -> HttpResponse:
    """列入清单."""
    agency = _kept_by(request, slug)
    form = EnterpriseForm(sent(request), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.list_enterprise(by=request.user, agency=agency, today=today(), **given),
        "已列入清单。",
    ):
        return redirect("catalogue:enterprises", slug)
    return _form(request, agency, form, "列入清单", agency.name)


@keeps_typed
def cover(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """登记公开."""
    agency = _kept_by(request, slug)
    one = get_object_or_404(queries.enterprises_on(agency, today()), pk=pk)
    kept = {"column": one.column_id, "where": one.where, "contact": one.contact}
    kept |= (
        {"contact": begun["contact"]} if (begun := begun_with(request, agency, HeldKind.ENTERPRISE)) else {}
    )
    form = CoverForm(sent(request), today=today(), agency=agency, initial=kept)
    if carried_out(
        request,
        form,
        lambda given: actions.cover_enterprise(by=request.user, enterprise=one, today=today(), **given),
        "已登记。",
    ):
        return redirect("catalogue:enterprises", slug)
    return _form(request, agency, form, "登记公开", one.name)


@keeps_typed
def end(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """移出清单."""
    agency = _kept_by(request, slug)
    one = get_object_or_404(queries.enterprises_on(agency, today()), pk=pk)
    form = CloseForm(sent(request), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.end_enterprise(by=request.user, enterprise=one, today=today(), **given),
        "已移出清单。",
    ):
        return redirect("catalogue:enterprises", slug)
    return _form(request, agency, form, "移出清单", one.name)


@public_page()
@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """The list as the public reads it, with where each publishes and how to appeal."""
    agency = get_object_or_404(visible_agencies(), slug=slug)
    context = {
        "agency": agency,
        "rows": _rows(agency),
        "page": PageMeta(column_name=TITLE, column_type="政府信息公开"),
        "breadcrumbs": [
            Link("首页", "/"),
            Link(agency.name, page_of(agency)),
            Link("信息公开目录", reverse("catalogue:tree", args=[slug])),
            Link(TITLE),
        ],
    }
    return render(request, "catalogue/public_enterprises.html", context)


def _rows(agency: Agency) -> list[tuple[PublicEnterprise, str, Link]]:
    return [
        (one, sectors()[one.sector].label, _where(agency, one))
        for one in queries.enterprises_on(agency, today())
    ]


def _where(agency: Agency, one: PublicEnterprise) -> Link:
    if one.column is None:
        return Link(one.where, one.where)
    return Link(one.column.name, reverse("catalogue:public_column", args=[agency.slug, one.column.address]))


def _kept_by(request: OfficeRequest, slug: str) -> Agency:
    agency = agency_or_404(request, slug)
    require(request.user, agency, What.KEEP_CATALOGUE, today())
    return agency


def _form(
    request: OfficeRequest,
    agency: Agency,
    form: EnterpriseForm | CoverForm | CloseForm,
    title: str,
    about: str,
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    back = Link(TITLE, reverse("catalogue:enterprises", args=[agency.slug]))
    context = {"form": form, "title": title, "about": about, "agency": agency, "cancel_url": back.href}
    return SECTION.page(request, "office/act.html", context, way_to(agency), back, Link(title), status=status)
