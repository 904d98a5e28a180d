"""会商 on pages: asking, the text as the asked agency reads it, its answer, what is decided without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.fields import choice, lines, offer, text
from gongkai_web.office.fields import day as day_field
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.actions.consulting import why_held
from gongkai_web.publishing.items.consulting_models import Consultation, Reply
from gongkai_web.publishing.items.pages import rows
from gongkai_web.publishing.items.pages.forms import ReasonForm
from gongkai_web.publishing.items.pages.views import SECTION, edition_or_404, item_or_404, way_to


class ConsultForm(forms.Form):
    """Whom to ask, until when, what."""

    agency = forms.ModelChoiceField(
        label="本系统里的机关",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="不在本系统里",
        help_text="由该机关自己在这里答复，只看到这份内容。",
    )
    unit = text("不在本系统里的机关", "写全称；答复由本机关登记。", required=False, most=200)
    due_on = day_field("答复期限", "到这一天没有答复的列出来。")
    question = lines("征求的意见", "信息的哪一部分涉及该机关，请它确认什么。", rows=3)

    def __init__(self, *args: Any, own: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", visible_agencies().exclude(pk=own.pk).order_by("name"))


class AnswerForm(forms.Form):
    """What the asked agency says. `source`: only where the office enters it."""

    agrees = choice("答复", [("yes", "同意公开"), ("no", "不同意公开")])
    opinion = lines("意见", "不同意的写明意见和依据。", required=False, rows=3)
    source = text("答复的来源", "来函的文号、日期，或者谁在什么时候答复的。", required=False, most=200)

    def __init__(self, *args: Any, itself: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if itself:
            del self.fields["source"]


@dataclass(frozen=True, slots=True)
class _Act:
    """An act on a consultation: its words and what it does."""

    title: str
    said: str
    run: Callable[[Person, Consultation, dict[str, Any]], object]


def _answer(by: Person, found: Consultation, given: dict[str, Any]) -> object:
    agrees = given.pop("agrees") == "yes"
    return actions.answer_consultation(consultation=found, by=by, day=today(), agrees=agrees, **given)


def _settle(by: Person, found: Consultation, given: dict[str, Any]) -> object:
    return actions.settle_consultation(consultation=found, by=by, day=today(), **given)


def _recall(by: Person, found: Consultation, given: dict[str, Any]) -> object:
    return actions.recall_consultation(consultation=found, by=by, day=today(), **given)


ACTS: Mapping[str, _Act] = {
    "answer": _Act("答复会商", "已记下答复。", _answer),
    "settle": _Act("决定会商", "已决定，可以公开。", _settle),
    "recall": _Act("撤回会商", "已撤回。", _recall),
}


@keeps_typed
def consult(request: OfficeRequest, pk: int) -> HttpResponse:
    """征求意见."""
    found = item_or_404(request, pk)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "征求其他机关的意见")
    edition = edition_or_404(request, found)
    form = ConsultForm(sent(request), own=found.agency)
    if carried_out(
        request,
        form,
        lambda given: actions.consult(edition=edition, by=request.user, day=today(), **given),
        "已登记会商；了结以前不能发布。",
    ):
        return redirect("items:item", pk)
    here = way_to(found)
    return _form(request, form, "征求其他机关的意见", here.href, here)


@signed_in
@require_GET
def consultation(request: OfficeRequest, pk: int) -> HttpResponse:
    """One consultation: what was asked, the text as it was then, the answer, what can be done."""
    found = _consultation_or_404(request, pk)
    inside = queries.editions(request.user, today()).filter(pk=found.edition_id).exists()
    context = {
        "consultation": found,
        "agency": found.item.agency,
        "elements": elements(found),
        "held": why_held(found) if found.holds else "",
        "acts": [(name, ACTS[name].title) for name in _offered(request.user, found, today())],
        "inside": inside,
        "content": found.content,
    }
    return SECTION.page(request, "items/consultation.html", context, Link("会商"), Link(found.unit))


@keeps_typed
def act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """答复, 决定, 撤回."""
    found = _consultation_or_404(request, pk)
    if act not in ACTS:
        raise Http404
    one = ACTS[act]
    answering, given = act == "answer", sent(request)
    form = AnswerForm(given, itself=bool(found.agency)) if answering else ReasonForm(given)
    page = reverse("items:consultation", args=[pk])
    if carried_out(request, form, lambda given: one.run(request.user, found, dict(given)), one.said):
        return redirect("items:consultation", pk)
    return _form(request, form, one.title, page, Link(found.unit, page))


def elements(one: Consultation) -> list[Element]:
    """What is known of a consultation on one glance."""
    found = [
        Element("信息", str(one.item)),
        Element("征求意见的机关", one.unit),
        Element("征求的意见", one.question),
        Element("征求", f"{one.item.agency.name} {one.asked_by} {one.asked_on}"),
        Element("答复期限", str(one.due_on)),
        Element("状态", "", mark=rows.consultation_mark(one)),
        Element("意见", one.opinion),
        Element("答复的来源", one.source),
        Element("答复", f"{one.answered_by} {one.answered_on}" if one.answered_on else ""),
        Element("决定", f"{one.decided_by} {one.decided_on}：{one.decision}" if one.decided_on else ""),
    ]
    return [element for element in found if element.value or element.mark]


def _offered(person: Person, found: Consultation, day: date) -> list[str]:
    """The acts that this person may do now."""
    if not found.holds:
        return []
    answers = found.agency or found.item.agency
    writes = may(person, found.item.agency, What.WRITE_ITEM, day)
    waiting = found.reply == Reply.NONE
    allowed = {
        "answer": waiting and may(person, answers, What.WRITE_ITEM, day),
        "settle": (not waiting or found.due_on < day) and may(person, found.item.agency, What.END_ITEM, day),
        "recall": waiting and writes,
    }
    return [name for name, yes in allowed.items() if yes]


def _consultation_or_404(request: OfficeRequest, pk: int) -> Consultation:
    return get_object_or_404(queries.consultations(request.user, today()), pk=pk)


def _form(request: OfficeRequest, form: forms.Form, title: str, back: str, *way: Link) -> HttpResponse:
    context = {"form": form, "item": way[-1].label, "title": title, "button": title, "cancel_url": back}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/act.html", context, *way, Link(title), status=status)
