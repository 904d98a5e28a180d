"""更正本人记录: the register, the form, and one request from receipt to letter."""

from __future__ import annotations

import functools

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.procedure.facts import Way
from gongkai_web.agencies.permissions import What, listed_where, may, require, required_somewhere
from gongkai_web.corrections import actions, papers, queries, rows
from gongkai_web.corrections.actions import CorrectionGiven
from gongkai_web.corrections.facts import Decision, Kind, Status, due_source
from gongkai_web.corrections.forms import CorrectionForm, DecisionForm, TellForm, VoidForm
from gongkai_web.corrections.models import CorrectionEvent, RecordCorrection
from gongkai_web.look.parts import Element, Link, TimelineEntry
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import UNPROCESSABLE, page
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken

CORRECTIONS = "更正本人记录"
_WORDS = {
    "decision": "处理",
    "detail": "说明",
    "agency_named": "有权机关",
    "agency_contact": "联系方式",
    "letter_number": "文号",
    "way": "方式",
    "number": "邮件号码",
    "reason": "理由",
}


def correction_or_404(request: OfficeRequest, pk: int) -> RecordCorrection:
    """The request for correction, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def _list() -> Link:
    return Link(CORRECTIONS, reverse("corrections:corrections"))


@signed_in
@require_GET
def corrections(request: OfficeRequest) -> HttpResponse:
    """The register of the person's agencies: open ones by due day first."""
    found = queries.visible(request.user, today())
    show = request.GET.get("show")
    if show in Status.values:
        found = found.filter(status=show)
    shown = paged(request, found)
    handled = {agency.pk for agency in listed_where(request.user, What.HANDLE, today())}
    context = {
        "pages": shown,
        "rows": [rows.correction_row(one, today(), handled) for one in shown],
        "choices": [("", "全部"), *Status.choices],
        "show": show,
        "may_register": bool(handled),
    }
    return page(request, "corrections/corrections.html", context, Link(CORRECTIONS))


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """Registers a request."""
    agencies = required_somewhere(request.user, What.HANDLE, today(), doing="登记更正申请")
    data = sent(request)
    form = CorrectionForm(data, agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        agency, day, key = given.pop("agency"), given.pop("day"), given.pop("submission_key")
        given["organisation"] = given["organisation"] == "yes"
        made = done(
            form,
            lambda: actions.register_correction(
                by=request.user,
                agency=agency,
                day=day,
                given=CorrectionGiven(**given),
                today=today(),
                submission_key=key,
            ),
        )
        if made:
            messages.success(request, f"已登记：{made.registry_number}。")
            return redirect("corrections:correction", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(
        request, "corrections/correction_new.html", {"form": form}, _list(), Link("登记"), status=status
    )


@signed_in
@require_GET
def correction(request: OfficeRequest, pk: int) -> HttpResponse:
    """One request: what is asked, until when, what happened, and the next act."""
    return _page(request, correction_or_404(request, pk))


@keeps_typed
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """作出处理."""
    found = _mine(request, pk)
    data = sent(request)
    form = DecisionForm(data, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.decide_correction(correction=found, by=request.user, today=today(), **given),
        "已登记处理；请下载告知书，送达后登记告知。",
    ):
        return redirect("corrections:correction", pk)
    return _form(request, found, form, "作出处理")


@keeps_typed
def tell(request: OfficeRequest, pk: int) -> HttpResponse:
    """告知申请人."""
    found = _mine(request, pk)
    data = sent(request)
    form = TellForm(data, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.tell_correction(correction=found, by=request.user, today=today(), **given),
        "已登记告知。",
    ):
        return redirect("corrections:correction", pk)
    return _form(request, found, form, "告知申请人")


@keeps_typed
def void(request: OfficeRequest, pk: int, event: int) -> HttpResponse:
    """作废一条登记."""
    found = _mine(request, pk)
    wrong = get_object_or_404(CorrectionEvent, correction=found, pk=event)
    data = sent(request)
    form = VoidForm(data)
    if carried_out(
        request,
        form,
        lambda given: actions.void_correction_event(
            correction=found, by=request.user, day=today(), event=wrong, **given
        ),
        f"已作废「{wrong.get_kind_display()}」；原登记保留在经过里。",
    ):
        return redirect("corrections:correction", pk)
    return _form(request, found, form, f"作废：{wrong.get_kind_display()}")


@signed_in
@require_GET
def letter(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """更正申请处理告知书."""
    found = correction_or_404(request, pk)
    if fmt not in papers.FORMATS:
        raise Http404
    name = f"更正申请处理告知书 {found.registry_number}.{fmt}"
    back = reverse("corrections:correction", args=[pk])
    taken = Taken(found.agency, f"records.RecordCorrection:{found.pk}", "correction_letter")
    made = functools.partial(papers.correction_file, found, fmt)
    return made_for(request, made, name, fmt, taken=[taken], back=back)


def _mine(request: OfficeRequest, pk: int) -> RecordCorrection:
    found = correction_or_404(request, pk)
    require(request.user, found.agency, What.HANDLE, today())
    return found


def _form(
    request: OfficeRequest, found: RecordCorrection, form: DecisionForm | TellForm | VoidForm, title: str
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    here = Link(found.registry_number, reverse("corrections:correction", args=[found.pk]))
    context = {
        "form": form,
        "title": title,
        "about": str(found),
        "agency": found.agency,
        "cancel_url": here.href,
    }
    return page(request, "office/act.html", context, _list(), here, Link(title), status=status)


def _page(request: OfficeRequest, found: RecordCorrection) -> HttpResponse:
    events = list(found.events.all())
    void_ones = {event.data["event"] for event in events if event.kind == Kind.VOIDED}
    standing = [event for event in events if event.kind != Kind.VOIDED and event.pk not in void_ones]
    source = due_source(found.received_on) if found.received_on else None
    context = {
        "correction": found,
        "agency": found.agency,
        "elements": _elements(found),
        "marks": rows.correction_marks(found, today()),
        "days": source[0] if source else None,
        "source": source[1] if source else "",
        "entries": [_entry(event, void_ones) for event in events],
        "last": standing[-1] if standing else None,
        "may_handle": may(request.user, found.agency, What.HANDLE, today()),
    }
    return page(request, "corrections/correction.html", context, _list(), Link(found.registry_number))


def _elements(found: RecordCorrection) -> list[Element]:
    shown = f"{found.get_id_kind_display()} {found.masked}" if found.id_kind else "未提供"
    return [
        Element("登记号", found.registry_number),
        Element("机关", found.agency.name),
        Element("申请人", found.applicant_name),
        Element("身份证明", shown),
        Element("联系方式", found.contact),
        Element("收到日期", str(found.received_on or "")),
        Element("办理期限", str(found.due_on or "")),
        Element("处理", found.get_decision_display()),
    ]


def _entry(event: CorrectionEvent, void_ones: set[int]) -> TimelineEntry:
    said = {**event.data}
    for name, words in (("decision", Decision), ("way", Way)):
        if said.get(name) in words.values:
            said[name] = words(said[name]).label
    note = "；".join(f"{word}：{said[name]}" for name, word in _WORDS.items() if said.get(name))
    state = "void" if event.pk in void_ones or event.kind == Kind.VOIDED else ""
    return TimelineEntry(event.day, event.get_kind_display(), event.person_name, note, state)
