"""The acts about a finding: each a form on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, nowhere, require
from gongkai_web.files.actions import examine, without_places
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest
from gongkai_web.oversight.rectification import actions, forms, queries
from gongkai_web.oversight.rectification.actions import Found, Seen
from gongkai_web.oversight.rectification.models import Finding, FindingEvent
from gongkai_web.oversight.rectification.views import LEDGER, chosen, finding_or_404, form_context, told


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """登记问题."""
    if not queries.can_be_found_at(request.user, today()).exists():
        raise nowhere(request.user, What.KEEP_OVERSIGHT, today(), "登记问题")
    form = forms.FindingForm(sent(request), request.FILES or None, person=request.user, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: _registered(request, form.cleaned_data))
        if made:
            messages.success(request, f"已登记：{made.registry_number}。")
            return redirect("rectification:finding", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": "登记问题", "cancel_url": reverse("rectification:findings")}
    return LEDGER.page(request, "office/act.html", context, Link("登记问题"), status=status)


def _registered(request: OfficeRequest, given: dict[str, Any]) -> Finding:
    agency: Agency = given["agency"]
    kept_by = queries.kept_at(request.user, agency, today())
    found = Found(
        **{name: given[name] for name in ("source", "rule", "title", "place", "text", "suggestion")},
        seen=Seen(address=given["place"], excerpt=given["excerpt"]) if given["excerpt"] else None,
    )
    return actions.register_finding(
        by=request.user,
        kept_by=kept_by,
        agency=agency,
        day=given["day"],
        found=found,
        file=_examined(given, kept_by, None),
        today=today(),
    )


def _examined(given: dict[str, Any], agency: Agency, finding: Finding | None) -> Checked | None:
    """The file that was handed in, examined before anything is written; who may act the action decides.

    Whoever may see the finding may have it: a photo in it does not tell where its owner stood.
    """
    upload = given.pop("file", None)
    if upload is None:
        return None
    examined = examine(
        agency=agency,
        owner=actions.owner_of(finding),
        purpose=Purpose.EVIDENCE,
        upload_name=upload.name,
        content=upload,
        by=None,
        day=today(),
    )
    return without_places(examined)


@keeps_typed
def notify(request: OfficeRequest) -> HttpResponse:
    """整改通知: for the findings that were ticked."""
    found = chosen(request)
    if not found:
        return told(request, "还没有选要通知的问题；请先勾选同一单位的问题。")
    if len({one.agency_id for one in found}) > 1:
        return told(request, "一份整改通知只发给一个单位；请分单位勾选。")
    form = forms.NoticeForm(sent(request), agency=found[0].agency, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(
            form,
            lambda: actions.notify(findings=found, by=request.user, today=today(), **form.cleaned_data),
        )
        if made:
            messages.success(request, f"已通知{made.agency.name}，{made.due_on} 前（含当日）整改。")
            return redirect("rectification:notice", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        "form": form,
        "title": "发整改通知",
        "about": f"{found[0].agency.name}：{'；'.join(str(one) for one in found)}",
        "agency": found[0].agency,
        "cancel_url": reverse("rectification:findings"),
    }
    return LEDGER.page(request, "office/act.html", context, Link("发整改通知"), status=status)


@keeps_typed
def reply(request: OfficeRequest, pk: int) -> HttpResponse:
    """回复整改情况."""
    found = finding_or_404(request, pk)
    require(request.user, found.agency, What.HANDLE, today(), doing="回复整改情况")
    form = forms.ReplyForm(sent(request), request.FILES or None)

    def act(given: dict[str, Any]) -> object:
        file = _examined(given, found.agency, found)
        return actions.reply(finding=found, by=request.user, day=today(), file=file, today=today(), **given)

    return _acted(request, found, form, "回复整改情况", act, said="已回复，等复核。")


@keeps_typed
def recheck(request: OfficeRequest, pk: int) -> HttpResponse:
    """复核."""
    found = _kept(request, pk)
    form = forms.RecheckForm(sent(request), request.FILES or None, finding=found, today=today())

    def act(given: dict[str, Any]) -> object:
        file = _examined(given, found.kept_by, found)
        return actions.recheck(finding=found, by=request.user, file=file, today=today(), **given)

    return _acted(request, found, form, "复核", act, said="已登记复核结果。")


@keeps_typed
def evidence(request: OfficeRequest, pk: int) -> HttpResponse:
    """补充证据."""
    found = _kept(request, pk)
    form = forms.EvidenceForm(
        sent(request), request.FILES or None, today=today(), initial={"address": found.place}
    )

    def act(given: dict[str, Any]) -> object:
        file = _examined(given, found.kept_by, found)
        seen = Seen(address=given["address"], excerpt=given["excerpt"])
        return actions.add_evidence(
            finding=found, by=request.user, day=given["day"], seen=seen, file=file, today=today()
        )

    return _acted(request, found, form, "补充证据", act, said="已记下。")


@keeps_typed
def move(request: OfficeRequest, pk: int) -> HttpResponse:
    """改由其他单位整改."""
    found = _kept(request, pk)
    form = forms.MoveForm(sent(request), finding=found, person=request.user, today=today())
    return _acted(
        request, found, form, "改由其他单位整改", _plain(request, found, actions.move), said="已改。"
    )


@keeps_typed
def prolong(request: OfficeRequest, pk: int) -> HttpResponse:
    """改定期限."""
    found = _kept(request, pk)
    form = forms.ProlongForm(sent(request), today=today())
    return _acted(request, found, form, "改定期限", _plain(request, found, actions.prolong), said="已改定。")


@keeps_typed
def pause(request: OfficeRequest, pk: int) -> HttpResponse:
    """暂停计算期限."""
    found = _kept(request, pk)
    form = forms.ReasonForm(sent(request), today=today())
    return _acted(
        request, found, form, "暂停计算期限", _plain(request, found, actions.pause), said="已暂停。"
    )


@keeps_typed
def resume(request: OfficeRequest, pk: int) -> HttpResponse:
    """恢复计算期限."""
    found = _kept(request, pk)
    form = forms.ResumeForm(sent(request), today=today())
    return _acted(
        request, found, form, "恢复计算期限", _plain(request, found, actions.resume), said="已恢复。"
    )


@keeps_typed
def merge(request: OfficeRequest, pk: int) -> HttpResponse:
    """并入另一条."""
    found = _kept(request, pk)
    form = forms.MergeForm(sent(request), finding=found, today=today())
    return _acted(request, found, form, "并入另一条", _plain(request, found, actions.merge), said="已并入。")


@keeps_typed
def void(request: OfficeRequest, pk: int, event: int) -> HttpResponse:
    """作废一条登记."""
    found = finding_or_404(request, pk)
    wrong = get_object_or_404(FindingEvent, finding=found, pk=event)
    form = forms.ReasonForm(sent(request), today=today())

    def act(given: dict[str, Any]) -> object:
        return actions.void_event(
            finding=found, by=request.user, day=today(), event=wrong, reason=given["reason"]
        )

    return _acted(
        request, found, form, f"作废：{wrong.get_kind_display()}", act, said="已作废；原登记保留在经过里。"
    )


Act = Callable[[dict[str, Any]], object]


def _plain(request: OfficeRequest, found: Finding, action: Callable[..., object]) -> Act:
    """An action that takes what the form has."""
    return lambda given: action(finding=found, by=request.user, today=today(), **given)


def _kept(request: OfficeRequest, pk: int) -> Finding:
    found = finding_or_404(request, pk)
    actions.require_keeps(request.user, found.kept_by, found.agency, today())
    return found


def _acted(
    request: OfficeRequest, found: Finding, form: BaseForm, title: str, act: Act, *, said: str
) -> HttpResponse:
    if carried_out(request, form, act, said):
        return redirect("rectification:finding", found.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    here = Link(found.registry_number, reverse("rectification:finding", args=[found.pk]))
    context = form_context(found, form, title)
    return LEDGER.page(request, "office/act.html", context, here, Link(title), status=status)
