"""政府公报 in the office: the issues of an agency, one being put together, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, WorkRow
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.gazette import actions, queries, texts
from gongkai_web.publishing.gazette.forms import OpenForm, PlaceForm, PlaceSeveralForm, TakeBackForm
from gongkai_web.publishing.gazette.models import Entry, Issue, State

_OFFICE = Section("政府公报", "gazette:kept")
_MARKS = {State.PREPARING: "open", State.OUT: "valid"}


@signed_in
@require_GET
def kept(request: OfficeRequest) -> HttpResponse:
    """The issues of the person's agencies, the latest first."""
    shown = paged(request, queries.kept(request.user, today()))
    context = {
        "pages": shown,
        "rows": [_row(one) for one in shown],
        "may_open": agencies_where(request.user, What.WRITE_ITEM, today()).exists(),
    }
    return _OFFICE.page(request, "gazette/kept.html", context)


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """登记一期."""
    agencies = required_somewhere(request.user, What.WRITE_ITEM, today(), doing="编公报")
    form = OpenForm(sent(request), agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.open_issue(by=request.user, day=today(), **form.cleaned_data))
        if made:
            return redirect("gazette:kept_one", made.pk)
    return _form(request, form, "登记一期公报")


@signed_in
@require_GET
def kept_one(request: OfficeRequest, pk: int) -> HttpResponse:
    """One issue: its contents, and what can be done to it."""
    found = _of(request, pk)
    mine = may(request.user, found.agency, What.WRITE_ITEM, today())
    preparing = found.state == State.PREPARING
    context = {
        "issue": found,
        "agency": found.agency,
        "mark": _mark(found),
        "elements": [
            Element("机关", found.agency.name),
            Element("发行日期", str(found.issued_on)),
            Element("状态", "", mark=_mark(found)),
        ],
        "articles": texts.articles_of(found, today()),
        "may_write": mine and preparing,
        "several": PlaceSeveralForm(issue=found, today=today()) if mine and preparing else None,
        "may_take_back": mine and not preparing,
        "is_out": not preparing,
        "others": queries.others_who_bring_out(found, request.user, today()) if mine and preparing else [],
    }
    return _OFFICE.page(request, "gazette/kept_one.html", context, Link(str(found)))


@keeps_typed
def place(request: OfficeRequest, pk: int) -> HttpResponse:
    """登入目录."""
    found = _mine(request, pk)
    form = PlaceForm(sent(request), issue=found, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.place_item(issue=found, by=request.user, day=today(), **given),
        "已登入目录。",
    ):
        return redirect("gazette:kept_one", pk)
    return _form(request, form, "登入目录", found)


@keeps_typed
def place_several(request: OfficeRequest, pk: int) -> HttpResponse:
    """登入目录: several of what could go in."""
    found = _mine(request, pk)
    form = PlaceSeveralForm(sent(request), issue=found, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.place_items(issue=found, by=request.user, day=today(), **given),
        "已登入目录。",
    ):
        return redirect("gazette:kept_one", pk)
    return _form(request, form, "登入目录", found)


@signed_in
@require_POST
def bring_out(request: OfficeRequest, pk: int) -> HttpResponse:
    """发行."""
    found = _mine(request, pk)
    told(
        request,
        lambda: actions.bring_out(issue=found, by=request.user, day=today()),
        "已发行，公众可以看到。",
    )
    return redirect("gazette:kept_one", pk)


@keeps_typed
def take_back(request: OfficeRequest, pk: int) -> HttpResponse:
    """撤回."""
    found = _mine(request, pk)
    form = TakeBackForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.take_back(issue=found, by=request.user, day=today(), **given),
        "已撤回，可以重新编排。",
    ):
        return redirect("gazette:kept_one", pk)
    return _form(request, form, "撤回", found)


@signed_in
@require_POST
def remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """移出目录."""
    mine = queries.kept(request.user, today())
    entry = get_object_or_404(Entry.objects.select_related("issue__agency"), pk=pk, issue__in=mine)
    told(
        request,
        lambda: actions.remove_item(entry=entry, by=request.user, day=today()),
        "已移出目录。",
    )
    return redirect("gazette:kept_one", entry.issue_id)


def _of(request: OfficeRequest, pk: int) -> Issue:
    return get_object_or_404(queries.kept(request.user, today()), pk=pk)


def _mine(request: OfficeRequest, pk: int) -> Issue:
    found = _of(request, pk)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "编排政府公报")
    return found


def _mark(issue: Issue) -> Mark:
    return Mark(_MARKS[State(issue.state)], issue.get_state_display())


def _row(one: Issue) -> WorkRow:
    url = reverse("gazette:kept_one", args=[one.pk])
    about = f"{one.agency.name} · {one.issued_on} 发行"
    return WorkRow(title=str(one), href=url, marks=(_mark(one),), due_on=None, about=about)


def _form(request: OfficeRequest, form: Form, title: str, found: Issue | None = None) -> HttpResponse:
    """The form of an act; without an issue, that which opens one."""
    back = reverse("gazette:kept_one", args=[found.pk]) if found else reverse("gazette:kept")
    context: dict[str, Any] = {"form": form, "title": title, "about": str(found or ""), "cancel_url": back}
    if found:
        context["agency"] = found.agency
    crumbs = [Link(str(found), back)] if found else []
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _OFFICE.page(request, "office/act.html", context, *crumbs, Link(title), status=status)
