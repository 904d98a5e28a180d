"""The acts of the office about a message: each a form on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from gongkai.messages import Template, message_types, templates_for
from gongkai_web.agencies.permissions import What, require, required_somewhere
from gongkai_web.approval import actions as approval
from gongkai_web.interaction import actions, queries
from gongkai_web.interaction.facts import Kind, State
from gongkai_web.interaction.models import Message, MessageEvent
from gongkai_web.interaction.pages import rows
from gongkai_web.interaction.pages.act_forms import (
    AssignForm,
    ChangedForm,
    DecideForm,
    DraftForm,
    ReasonForm,
    ReopenForm,
    TransferForm,
)
from gongkai_web.interaction.pages.asking_forms import OutsideForm
from gongkai_web.interaction.pages.office import ALL, draft_digest, form_context, message_or_404
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest


@keeps_typed
def new(request: OfficeRequest, kind: str) -> HttpResponse:
    """登记: what came by telephone, by post or from the national platform."""
    agencies = required_somewhere(request.user, What.HANDLE, today(), doing="登记留言")
    found = message_types().on(today()).get(kind)
    if found is None:
        raise Http404
    form = OutsideForm(sent(request), kind=found, agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(
            form,
            lambda: actions.register_message(
                by=request.user,
                agency=form.to,
                day=form.cleaned_data["day"],
                given=form.given(),
                today=today(),
            ),
        )
        if made:
            messages.success(request, f"已登记：{made.registry_number}。")
            return redirect("interaction:message", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    title = f"登记留言：{found.label}"
    context = {
        "form": form,
        "title": title,
        "about": found.hint,
        "cancel_url": reverse("interaction:messages"),
    }
    return ALL.page(request, "office/act.html", context, Link("登记"), status=status)


@keeps_typed
def assign(request: OfficeRequest, pk: int) -> HttpResponse:
    """接收、分派."""
    found = _mine(request, pk)
    form = AssignForm(sent(request), message=found, by=request.user, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.assign(message=found, by=request.user, today=today(), **given),
        "已接收。",
    ):
        return redirect("interaction:message", pk)
    return _form(request, found, form, "接收、分派")


@keeps_typed
def transfer(request: OfficeRequest, pk: int) -> HttpResponse:
    """转其他机关."""
    found = _mine(request, pk)
    form = TransferForm(sent(request), message=found, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.transfer(message=found, by=request.user, today=today(), **given),
        "已转；编号和期限不变。",
    ):
        return redirect("interaction:messages")
    return _form(request, found, form, "转其他机关")


@keeps_typed
def draft(request: OfficeRequest, pk: int) -> HttpResponse:
    """拟答复: with the beginnings that fit its type, and what was given back before."""
    found = _mine(request, pk)
    template = templates_for(found.kind, today()).get(request.POST.get("template", ""))
    if template is not None:
        # Only filled in: no field is in error yet.
        form = DraftForm(message=found, today=today(), initial=_with(template, request.POST, found))
    else:
        form = DraftForm(
            sent(request), message=found, today=today(), initial=_initial(found, request.get_host())
        )
    if template is None and carried_out(
        request,
        form,
        lambda given: actions.draft_answer(
            message=found, by=request.user, day=given["day"], given=form.given(), today=today()
        ),
        "已送审。",
    ):
        return redirect("interaction:message", pk)
    status = UNPROCESSABLE if form.is_bound and request.method == "POST" else 200
    context = {
        **form_context(found, form, "拟答复"),
        "templates": templates_for(found.kind, today()).items(),
        "returned": _returned(found),
    }
    return _page(request, "interaction/draft.html", context, status)


def _initial(found: Message, host: str) -> dict[str, Any]:
    """What was drafted last, else what whoever wrote has written."""
    last = found.events.filter(kind=Kind.DRAFTED).last()
    words = {"public_title": found.title, "public_question": found.text, "where": _here(found.page, host)}
    if last is None:
        return words
    return {**words, **last.data, "publish": "yes" if last.data.get("publish") else "no"}


def _here(address: str, host: str) -> str:
    """A page of this very site by its path: it stands wherever the site does."""
    own = f"{host}/"
    scheme, between, rest = address.partition("://")
    is_own = between and scheme in {"http", "https"} and rest.startswith(own)
    return f"/{rest.removeprefix(own)}" if is_own else address


def _with(template: Template, typed: QueryDict, found: Message) -> dict[str, Any]:
    """All that was typed, with the beginning put after the answer as it stands."""
    known = {"title": found.title, "due": str(found.due_on), "agency": found.agency.name}
    so_far = typed.get("answer", "").strip()
    begun = "\n\n".join(part for part in (so_far, template.filled(**known)) if part)
    return {**typed.dict(), "answer": begun, "end": typed.get("end") or template.ends[0]}


def _returned(found: Message) -> MessageEvent | None:
    """The draft was given back last, with its reason."""
    last = found.events.last()
    return last if last is not None and last.kind == Kind.RETURNED else None


@keeps_typed
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """审核答复: what is approved is what is sent and, where it says so, what everybody reads."""
    found = message_or_404(request, pk)
    state = queries.state_of(found, queries.happened(found))
    if state.draft is None:
        return _not_waiting(request, found)
    approval.require_turn(queries.matter(found, state, today()), request.user, today())
    initial = {"seen": draft_digest(found, state)}
    form = DecideForm(sent(request), today=today(), initial=initial)
    if carried_out(
        request,
        form,
        lambda given: actions.decide_answer(
            message=found,
            by=request.user,
            day=given["day"],
            approve=given["approve"] == "yes",
            opinion=given["opinion"],
            seen=given["seen"],
            today=today(),
        ),
        "已审核。",
    ):
        return redirect("interaction:message", pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {**form_context(found, form, "审核答复"), **_drafted(found, state)}
    return _page(request, "interaction/decide.html", context, status)


def _not_waiting(request: OfficeRequest, found: Message) -> HttpResponse:
    """Somebody else was faster, or the draft is void: the message says how it stands."""
    lost = "，您的意见没有登记" if request.method == "POST" else ""
    messages.warning(request, f"这份答复已经有人审核，或者已经作废，不再等审核{lost}；下面是现在的状态。")
    return redirect("interaction:message", found.pk)


def _drafted(found: Message, state: State) -> dict[str, Any]:
    data = state.draft.data if state.draft else {}
    return {"draft": rows.draft_elements(found, data), "draft_answer": data.get("answer", "")}


@keeps_typed
def changed(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记改动完成: what the answer promised can be seen."""
    found = _mine(request, pk)
    form = ChangedForm(sent(request), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.note_changed(message=found, by=request.user, today=today(), **given),
        "已登记；留言人现在就可以评价。",
    ):
        return redirect("interaction:message", pk)
    return _form(request, found, form, "登记改动完成")


@keeps_typed
def reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记再次提出: for whoever said so by telephone."""
    found = _mine(request, pk)
    form = ReopenForm(sent(request), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.reopen(message=found, by=request.user, today=today(), **given),
        "已登记；答复期限重新计算。",
    ):
        return redirect("interaction:message", pk)
    return _form(request, found, form, "登记再次提出")


@keeps_typed
def withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """撤下公开的答复."""
    found = message_or_404(request, pk)
    require(request.user, found.agency, What.WITHDRAW_ITEM, today(), doing="撤下公开的答复")
    form = ReasonForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.withdraw_answer(message=found, by=request.user, day=today(), **given),
        "已撤下；留言人凭查询码仍然看得到答复。",
    ):
        return redirect("interaction:message", pk)
    return _form(request, found, form, "撤下公开的答复")


@keeps_typed
def void(request: OfficeRequest, pk: int, event: int) -> HttpResponse:
    """作废一条登记."""
    found = _mine(request, pk)
    wrong = get_object_or_404(MessageEvent, message=found, pk=event)
    form = ReasonForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.void_event(message=found, by=request.user, day=today(), event=wrong, **given),
        f"已作废「{wrong.get_kind_display()}」；原登记保留在经过里。",
    ):
        return redirect("interaction:message", pk)
    return _form(request, found, form, f"作废：{wrong.get_kind_display()}")


def _mine(request: OfficeRequest, pk: int) -> Message:
    found = message_or_404(request, pk)
    require(request.user, found.agency, What.HANDLE, today(), doing="办理这件留言")
    return found


def _form(request: OfficeRequest, found: Message, form: BaseForm, title: str) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _page(request, "office/act.html", form_context(found, form, title), status)


def _page(request: OfficeRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    here = Link(context["message"].registry_number, context["cancel_url"])
    return ALL.page(request, template, context, here, Link(context["title"]), status=status)
