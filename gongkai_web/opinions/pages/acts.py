"""The acts of the office on a call: each a form on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.publication.clauses import WHOLE
from gongkai_web.agencies.permissions import What, require, required_somewhere
from gongkai_web.errors import Refused
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.opinions import actions, contacts, lookers, proofs, queries, texts
from gongkai_web.opinions.kinds import TAKEN, Status
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.opinions.pages import rows
from gongkai_web.opinions.pages.forms import (
    AnswerForm,
    LookForm,
    LookSeveralForm,
    OpenForm,
    OutsideForm,
    ProlongForm,
    RewriteForm,
    StopForm,
    TableForm,
)
from gongkai_web.opinions.pages.office import ALL, call_or_404
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import HeldWords
from gongkai_web.publishing.decisions import queries as decisions
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.models import Item

_DIGITS = 10
_SEEN_FIRST = "另有人维护目录的，由另一个人看过以后公开"
_MOST = 100  # opinions of one clause that are offered together


@signed_in
@require_GET
def choose(request: OfficeRequest) -> HttpResponse:
    """On which draft? What the person's agencies published last, and no call is open on."""
    agencies = required_somewhere(request.user, What.PUBLISH_ITEM, today(), "公开征求意见")
    open_ones = Call.objects.filter(until__gte=today(), ended_on=None).values("item")
    found = items.listed(today()).filter(agency__in=agencies).exclude(pk__in=open_ones)
    words = request.GET.get("q", "").strip()
    if words:
        found = found.filter(title__contains=words)
    context = {"found": found.select_related("agency")[:20], "words": words}
    return ALL.page(request, "opinions/choose.html", context, Link("公开征求意见"))


@keeps_typed
def open_one(request: OfficeRequest, item: int) -> HttpResponse:
    """公开征求意见 on this draft."""
    found = get_object_or_404(items.public(today()).select_related("agency"), pk=item)
    require(request.user, found.agency, What.PUBLISH_ITEM, today(), "公开征求意见")
    known = decisions.kept(request.user, today()).filter(agency=found.agency, decided_on=None)
    form = OpenForm(sent(request), today=today(), decisions=known)
    if request.method == "POST" and form.is_valid():
        made = done(
            form,
            lambda: actions.open_call(item=found, by=request.user, today=today(), **form.cleaned_data),
        )
        if made:
            messages.success(request, f"已公开征求意见，公众现在就可以提；写的文字{_SEEN_FIRST}。")
            return redirect("opinions:kept_one", made.pk)
    context = _context(form, "公开征求意见", found, reverse("opinions:choose"), button="公开征求意见")
    return _form(request, context, Link("公开征求意见"))


@keeps_typed
def prolong(request: OfficeRequest, pk: int) -> HttpResponse:
    """延长期限, or 再次征求意见."""
    found = _mine(request, pk, What.PUBLISH_ITEM)
    form = ProlongForm(sent(request), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.prolong(call=found, by=request.user, today=today(), **given),
        f"已延长；理由{_SEEN_FIRST}。",
    ):
        return redirect("opinions:kept_one", pk)
    return _act(request, found, form, "延长期限")


@keeps_typed
def stop(request: OfficeRequest, pk: int) -> HttpResponse:
    """终止征集."""
    found = _mine(request, pk, What.PUBLISH_ITEM)
    form = StopForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.stop(call=found, by=request.user, day=today(), **given),
        f"已终止，不再收意见；理由{_SEEN_FIRST}。",
    ):
        return redirect("opinions:kept_one", pk)
    return _act(request, found, form, "终止征集")


@keeps_typed
def rewrite(request: OfficeRequest, pk: int) -> HttpResponse:
    """改写 words that a second person sent back, beginning with what was written."""
    agencies = required_somewhere(request.user, What.PUBLISH_ITEM, today(), "改写退回的文字")
    of = {"kind": HeldKind.CALL, "agreed": False, "agency__in": agencies}
    held = get_object_or_404(HeldWords.objects.filter(**of), pk=pk)
    back = queries.sent_back(held)
    found = call_or_404(request, back.call.pk)
    form = RewriteForm(sent(request), initial={"words": back.words})
    form.fields["words"].label = back.label
    if carried_out(
        request,
        form,
        lambda given: actions.rewrite(held=held, by=request.user, day=today(), **given),
        f"已改写；{_SEEN_FIRST}。",
    ):
        return redirect("opinions:kept_one", found.pk)
    return _act(request, found, form, "改写退回的文字", why=f"{held.decided_by} 退回：{held.reason}")


@keeps_typed
def register(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记: an opinion that came on paper, by telephone, at a hearing."""
    found = _mine(request, pk)
    form = OutsideForm(sent(request), labels=texts.labels_of(found), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.register_opinion(
            call=found, by=request.user, day=given["day"], given=form.given(), today=today()
        ),
        "已登记；还要审看（另有人办理的由另一个人看）、处理。",
    ):
        return redirect("opinions:kept_one", pk)
    return _act(request, found, form, "登记其他渠道的意见")


@keeps_typed
def look(request: OfficeRequest, pk: int, opinion: int) -> HttpResponse:
    """审看: what was written, what the checks find in it, and whether everybody reads it."""
    found = call_or_404(request, pk)
    one = get_object_or_404(queries.opinions(request.user, today()), call=found, pk=opinion)
    require(request.user, found.agency, What.HANDLE, today(), "审看意见")
    form = LookForm(sent(request), initial={"status": _as_it_is(one), "note": one.note})
    if carried_out(
        request,
        form,
        lambda given: actions.look_at(opinion=one, by=request.user, day=today(), **given),
        "已审看。",
    ):
        return redirect("opinions:kept_one", pk)
    label = texts.labels_of(found).get(one.clause, one.clause)
    waits = lookers.waits_for_other(one, request.user, today())
    context = {
        **_context(form, "审看意见", one.registry_number, reverse("opinions:kept_one", args=[pk])),
        "agency": found.agency,
        "opinion": one,
        "lookers": lookers.lookers(one, today())
        if waits and not form.is_bound and one.status == Status.NEW
        else "",
        "elements": rows.opinion_elements(one, label, _contact(one)),
        "clause": next((of for of in texts.clauses_of(found) if one.clause and of.key == one.clause), None),
        "found": proofs.problems("意见", one.text, found.agency, today()),
    }
    return _form(request, context, _link(found), Link(one.registry_number), template="opinions/look.html")


@keeps_typed
def look_several(request: OfficeRequest, pk: int) -> HttpResponse:
    """审看 several at once; those that may not be decided like that stay on the page with their reason."""
    found = _mine(request, pk)
    waiting = queries.opinions(request.user, today()).filter(call=found, status=Status.NEW).order_by("pk")
    if lookers.waiting_at([found.agency_id], request.user, today()):
        waiting = waiting.exclude(registered_by=request.user)
    form = LookSeveralForm(sent(request), opinions=list(waiting[:_MOST]))
    if request.method == "POST" and form.is_valid():
        told_of = done(
            form,
            lambda: actions.look_at_several(call=found, by=request.user, day=today(), **form.cleaned_data),
        )
        if told_of and told_of.done:
            messages.success(request, f"已审看 {len(told_of.done)} 条。")
        if told_of and not told_of.refused:
            return redirect("opinions:kept_one", pk)
        if told_of:
            form.offer([one for one, _ in told_of.refused])
            for one, why in told_of.refused:
                form.add_error("opinions", f"{one.registry_number} 没有登记：{why}")
    return _act(request, found, form, "一并审看意见")


@keeps_typed
def register_table(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记 several that came another way, a line each: all of them, or none."""
    found = _mine(request, pk)
    form = TableForm(sent(request), labels=texts.labels_of(found), today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.register_opinions(
            call=found, by=request.user, day=given["day"], given=given["given"], today=today()
        ),
        "已登记；还要审看（另有人办理的由另一个人看）、处理。",
    ):
        return redirect("opinions:kept_one", pk)
    return _act(request, found, form, "成批登记其他渠道的意见")


def _as_it_is(one: Opinion) -> str:
    return "" if one.status == Status.NEW else one.status


def _contact(one: Opinion) -> list[tuple[str, str]]:
    try:
        known = contacts.opened(one.contact)
    except Refused as problem:
        return [("联系方式", str(problem))]
    return [(contacts.LABELS[name], value) for name, value in known.items()] or [("姓名", "匿名")]


@keeps_typed
def answer(request: OfficeRequest, pk: int) -> HttpResponse:
    """处理: the opinions on one clause that have no answer; what says the same is ticked already."""
    found = _mine(request, pk)
    clause = request.GET.get("clause", WHOLE)
    of_clause = queries.opinions(request.user, today()).filter(call=found, clause=clause, status__in=TAKEN)
    offered = of_clause.exclude(status=Status.NEW).order_by("verdict", "pk")
    chosen = request.GET.get("like", "")
    like = offered.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < _DIGITS else None
    again = like is not None and like.verdict
    known = list((offered if again else offered.filter(verdict=""))[:_MOST])
    known += [like] if like and like not in known else []
    form = AnswerForm(sent(request), opinions=known, initial=_beginning(like, known))
    if carried_out(
        request,
        form,
        lambda given: actions.answer_opinions(call=found, by=request.user, day=today(), **given),
        "已登记处理。",
    ):
        return redirect("opinions:kept_one", pk)
    label = texts.labels_of(found).get(clause, clause)
    return _act(request, found, form, f"处理对{label}的意见")


def _beginning(like: Opinion | None, offered: list[Opinion]) -> dict[str, Any]:
    """What is ticked: the opinion that was chosen, and those with the same words; the answer it has."""
    if like is None:
        return {}
    words = "".join(like.text.split())
    same = [one.pk for one in offered if one == like or "".join(one.text.split()) == words]
    begun: dict[str, Any] = {"opinions": same, "summary": like.text}
    if like.answer is not None:
        begun |= {name: getattr(like.answer, name) for name in ("verdict", "summary", "reason")}
    return begun


@signed_in
@require_POST
def results(request: OfficeRequest, pk: int) -> HttpResponse:
    """起草采纳情况, or make its text anew; the next page is that of the draft."""
    found = call_or_404(request, pk)
    made: list[Item] = []
    ok = told(
        request,
        lambda: made.append(actions.draft_results(call=found, by=request.user, day=today())),
        "已按登记起草；核对以后送审，审查批准、发布以后才公开。",
    )
    return redirect("items:item", made[0].pk) if ok else redirect("opinions:kept_one", pk)


def _mine(request: OfficeRequest, pk: int, what: What = What.HANDLE) -> Call:
    found = call_or_404(request, pk)
    require(request.user, found.agency, what, today(), "办理这次意见征集")
    return found


def _link(found: Call) -> Link:
    return Link(texts.title_of(found), reverse("opinions:kept_one", args=[found.pk]))


def _context(form: BaseForm, title: str, about: object, back: str, **more: Any) -> dict[str, Any]:
    return {"form": form, "title": title, "about": str(about), "cancel_url": back, **more}


def _act(request: OfficeRequest, found: Call, form: BaseForm, title: str, *, why: str = "") -> HttpResponse:
    back = reverse("opinions:kept_one", args=[found.pk])
    about = f"{found}（{why}）" if why else found
    context = {**_context(form, title, about, back), "agency": found.agency}
    return _form(request, context, _link(found), Link(title))


def _form(
    request: OfficeRequest, context: dict[str, Any], *crumbs: Link, template: str = "office/act.html"
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return ALL.page(request, template, context, *crumbs, status=status)
