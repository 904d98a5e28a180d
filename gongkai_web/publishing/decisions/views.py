"""Which pages does a major decision have: its list and its page for the public, and those of the staff?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.holidays.queries import reckoned
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.decisions import actions, queries, rows, stored
from gongkai_web.publishing.decisions.forms import OpenForm, StageForm, VoidForm
from gongkai_web.publishing.decisions.models import STOPPED, VOIDED, DecisionEvent, MajorDecision

_OFFICE = Section("重大行政决策", "decisions:kept")
_HOME = Link("首页", "/")
_NO_STAGE = {VOIDED, STOPPED}
_SHOW = [("", "全部"), ("owed", "有期限的"), ("late", "逾期的")]


# – the public


@public_page("page")
@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """All that was put on a list or asked about, newest first."""
    shown = paged(request, queries.public(today()))
    context = {
        "rows": [rows.public_row(one, today()) for one in shown],
        "pages": shown,
        "breadcrumbs": [_HOME, Link("重大行政决策")],
    }
    return render(request, "decisions/decisions.html", context)


@public_page()
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision from the list to its evaluation; what it says follows the day."""
    day = today()
    found = get_object_or_404(queries.public(day), pk=pk)
    events = list(found.events.all())
    with reckoned(found.agency_id):
        standing = stored.standing(events, day)
    known = [entry for entry in stored.entries(events) if entry.event.day <= day]
    context = {
        "decision": found,
        "standing": standing,
        "elements": _elements(found, day),
        "entries": rows.public_course(known, standing),
        "breadcrumbs": [_HOME, Link("重大行政决策", reverse("decisions:decisions")), Link(found.title)],
    }
    return render(request, "decisions/decision.html", context)


# – the staff


@signed_in
@require_GET
def kept(request: OfficeRequest) -> HttpResponse:
    """The decisions of the person's agencies; what is owed first where that is asked."""
    found, show = queries.kept(request.user, today()), request.GET.get("show", "")
    if show in {"owed", "late"}:
        found = found.filter(next_on__isnull=False).order_by("next_on", "pk")
    if show == "late":
        found = found.filter(next_on__lt=today())
    shown = paged(request, found)
    context = {
        "pages": shown,
        "rows": [rows.decision_row(one, today()) for one in shown],
        "choices": _SHOW,
        "show": show,
        "may_open": agencies_where(request.user, What.WRITE_ITEM, today()).exists(),
    }
    return _OFFICE.page(request, "decisions/kept.html", context)


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """Enters a matter."""
    agencies = required_somewhere(request.user, What.WRITE_ITEM, today(), doing="登记决定")
    form = OpenForm(sent(request), agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.open_decision(by=request.user, **form.cleaned_data))
        if made:
            return redirect("decisions:kept_one", made.pk)
    return _form(request, form, "登记决策事项")


@signed_in
@require_GET
def kept_one(request: OfficeRequest, pk: int) -> HttpResponse:
    """One decision for the staff: what is owed, what was done against the rule, and all that was entered."""
    found = _of(request, pk)
    events = list(found.events.all())
    with reckoned(found.agency_id):
        standing = stored.standing(events, today())
    known = stored.entries(events)
    standing_ones = [entry.event for entry in known if not entry.void and entry.event.kind not in _NO_STAGE]
    context = {
        "decision": found,
        "agency": found.agency,
        "standing": standing,
        "elements": _elements(found, today()),
        "entries": rows.course(known),
        "last": standing_ones[-1] if standing_ones else None,
        "last_label": rows.stage_label(standing_ones[-1].kind) if standing_ones else "",
        "is_public": queries.public(today()).filter(pk=found.pk).exists(),
        "may_write": may(request.user, found.agency, What.WRITE_ITEM, today()),
    }
    return _OFFICE.page(request, "decisions/kept_one.html", context, Link(found.title))


@keeps_typed
def stage(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记阶段."""
    found = _mine(request, pk)
    form = StageForm(sent(request), today=today())
    if carried_out(request, form, lambda given: _enter(found, request, given), "已登记。"):
        return redirect("decisions:kept_one", pk)
    return _form(request, form, "登记阶段", found)


@keeps_typed
def void(request: OfficeRequest, pk: int, event: int) -> HttpResponse:
    """作废一条登记."""
    found = _mine(request, pk)
    wrong = get_object_or_404(DecisionEvent, decision=found, pk=event)
    form = VoidForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.void_stage(decision=found, by=request.user, day=today(), event=wrong, **given),
        "已作废；原登记保留在经过里。",
    ):
        return redirect("decisions:kept_one", pk)
    return _form(request, form, f"作废：{rows.stage_label(wrong.kind)}", found)


def _enter(found: MajorDecision, request: OfficeRequest, given: dict[str, Any]) -> DecisionEvent:
    counted = given.pop("opinions", None)
    opinions = actions.Opinions(**counted) if counted else None
    return actions.enter_stage(decision=found, by=request.user, today=today(), opinions=opinions, **given)


def _of(request: OfficeRequest, pk: int) -> MajorDecision:
    return get_object_or_404(queries.kept(request.user, today()), pk=pk)


def _mine(request: OfficeRequest, pk: int) -> MajorDecision:
    found = _of(request, pk)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "登记决策经过")
    return found


def _page_of(found: MajorDecision) -> str:
    return reverse("decisions:kept_one", args=[found.pk])


def _form(
    request: OfficeRequest,
    form: OpenForm | StageForm | VoidForm,
    title: str,
    found: MajorDecision | None = None,
) -> HttpResponse:
    """The form of an act; without a decision, that which opens one."""
    back = _page_of(found) if found else reverse("decisions:kept")
    context: dict[str, Any] = {"form": form, "title": title, "about": str(found or ""), "cancel_url": back}
    crumbs = [Link(found.title, back)] if found else []
    if found:
        context["agency"] = found.agency
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _OFFICE.page(request, "office/act.html", context, *crumbs, Link(title), status=status)


def _elements(found: MajorDecision, day: date) -> list[Element]:
    """What stands at the head; only what is so by that day."""

    def known(value: date | None) -> str:
        return str(value) if value and value <= day else ""

    until = f" 至 {found.opinions_until}" if found.opinions_until else " 起，后来终止"
    asked = f"{found.opinions_from}{until}" if known(found.opinions_from) else ""
    return [
        Element("决策机关", found.agency.name),
        Element("承办单位", found.unit),
        Element("列入目录", known(found.listed_on)),
        Element("征求意见", asked),
        Element("公布采纳情况", known(found.adoption_on)),
        Element("公布决定", known(found.decided_on)),
    ]
