"""网站和政务新媒体 in the office: the register, one outlet, and what can be done with it."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.agencies.queries import scope
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, TimelineEntry
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.places import page_at
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.channels import actions, queries
from gongkai_web.publishing.channels.models import ACCOUNT, Outlet, State
from gongkai_web.publishing.channels.pages.forms import ChangeForm, OpenForm, TransferForm

SECTION = Section("网站和政务新媒体", "channels:outlets")
PROCEDURES = "outlet-procedures"  # the register of a higher room, by which a state changes
MARKS = {
    State.RUNNING: "done",
    State.SUSPENDED: "waiting",
    State.CLOSING: "warning",
    State.CLOSED: "repealed",
}


def mark(outlet: Outlet) -> Mark:
    """How it stands."""
    return Mark(MARKS[State(outlet.state)], outlet.get_state_display())


def outlet_or_404(request: OfficeRequest, pk: int) -> Outlet:
    """One of the outlets of the person's agencies; else no such page."""
    found = queries.visible(today()).filter(agency__in=scope(request.user, today()))
    return get_object_or_404(found.select_related("agency"), pk=pk)


@signed_in
@require_GET
def outlets(request: OfficeRequest) -> HttpResponse:
    """The register of the person's agencies."""
    found = queries.visible(today()).filter(agency__in=scope(request.user, today())).select_related("agency")
    show = request.GET.get("show")
    if show in State.values:
        found = found.filter(state=show)
    pages = paged(request, found)
    context = {
        "pages": pages,
        "rows": [(one, mark(one)) for one in pages],
        "choices": [("", "全部"), *State.choices],
        "show": show,
        "may_open": agencies_where(request.user, What.KEEP_CATALOGUE, today()).exists(),
    }
    return SECTION.page(request, "channels/outlets.html", context)


@signed_in
@require_GET
def outlet(request: OfficeRequest, pk: int) -> HttpResponse:
    """One site or account: what it is, what happened to it, what can be done."""
    found = outlet_or_404(request, pk)
    procedure = urlencode({"name": found.name, "host": found.agency.name})
    context = {
        "agency": found.agency,
        "procedure_url": f"{page_at('registers.Entry', PROCEDURES)}?{procedure}",
        "outlet": found,
        "feed_url": page_at("feeds.Feed", found.pk) if found.medium == ACCOUNT else "",
        "elements": _elements(found),
        "entries": [
            TimelineEntry(
                one.day,
                one.get_kind_display(),
                one.person_name,
                "；".join(filter(None, (one.said, one.number, one.reason))),
            )
            for one in found.changes.all()
        ],
        "may_keep": not found.closed_on and may(request.user, found.agency, What.KEEP_CATALOGUE, today()),
    }
    return SECTION.page(request, "channels/outlet.html", context, Link(found.name))


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """登记网站、账号."""
    agencies = required_somewhere(request.user, What.KEEP_CATALOGUE, today(), doing="登记网站和账号")
    form = OpenForm(sent(request), today=today(), agencies=agencies)
    if carried_out(
        request, form, lambda given: actions.open_outlet(by=request.user, today=today(), **given), "已登记。"
    ):
        return redirect("channels:outlets")
    return _form(request, form, "登记网站、账号", None)


@keeps_typed
def change(request: OfficeRequest, pk: int) -> HttpResponse:
    """变更登记."""
    found = _kept(request, pk)
    form = ChangeForm(
        sent(request), today=today(), initial={name: getattr(found, name) for name in actions.CHANGEABLE}
    )
    if carried_out(
        request,
        form,
        lambda given: actions.change_outlet(by=request.user, outlet=found, today=today(), **given),
        "已登记变更。",
    ):
        return redirect("channels:outlet", pk)
    return _form(request, form, "变更", found)


@keeps_typed
def transfer(request: OfficeRequest, pk: int) -> HttpResponse:
    """变更主办单位."""
    found = _kept(request, pk)
    form = TransferForm(sent(request), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.transfer_outlet(by=request.user, outlet=found, today=today(), **given),
        "已变更主办单位；请向社会公告。",
    ):
        return redirect("channels:outlets")
    return _form(request, form, "变更主办单位", found)


def _kept(request: OfficeRequest, pk: int) -> Outlet:
    found = outlet_or_404(request, pk)
    require(request.user, found.agency, What.KEEP_CATALOGUE, today())
    return found


def _form(request: OfficeRequest, form: forms.Form, title: str, outlet: Outlet | None) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    here = Link(outlet.name, reverse("channels:outlet", args=[outlet.pk])) if outlet else SECTION.link()
    context = {
        "form": form,
        "title": title,
        "about": here.label,
        "agency": outlet.agency if outlet else None,
        "cancel_url": here.href,
    }
    crumbs = [here, Link(title)] if outlet else [Link(title)]
    return SECTION.page(request, "office/act.html", context, *crumbs, status=status)


def _elements(found: Outlet) -> list[Element]:
    return [
        Element("平台", found.get_channel_display()),
        Element("主办单位", found.agency.name),
        Element("主管单位", found.supervisor_name),
        Element("承办单位", found.operator_name),
        Element("账号", found.account),
        Element("网址", found.address, found.address),
        Element("标识码", found.id_code),
        Element("备案号", found.number),
        Element("开设", str(found.opened_on)),
        Element("状态", str(found.closed_on or ""), "", mark(found)),
    ]
