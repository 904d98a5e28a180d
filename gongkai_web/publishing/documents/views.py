"""The register of an office: table 二 on any day, each document with what happened to it, and its acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.forms import Form, model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.publication.validity import longest_reminder
from gongkai_web.agencies.permissions import TABLE as RIGHTS
from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import Period
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link, ListRow, TimelineEntry
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.publishing import actions
from gongkai_web.publishing.actions.confirming import may_confirm
from gongkai_web.publishing.actions.entry import needed_for
from gongkai_web.publishing.documents import queries
from gongkai_web.publishing.documents.actions import register_document
from gongkai_web.publishing.documents.forms import AmendForm, EndForm, EntryForm, ExtendForm, ReasonForm
from gongkai_web.publishing.figures import IN_FORCE, ISSUED, REPEALED
from gongkai_web.publishing.items.pages import document_rows
from gongkai_web.publishing.marks import WAITS, mark_of
from gongkai_web.publishing.models import DocumentChange, NormativeDocument
from gongkai_web.publishing.queries import COUNTED

SECTION = Section("规范性文件", "documents:documents")
TABLE: Mapping[str, tuple[str, Figure]] = {
    "issued": ("制发", ISSUED),
    "repealed": ("废止、失效", REPEALED),
    "in_force": ("现行有效", IN_FORCE),
}
_SHOW = [
    ("", "全部"),
    ("ending", "即将届满"),
    ("amended", "已修改"),
    ("untold", "没有全文"),
    ("waits", WAITS),
    ("void", "登记作废"),
]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of table 二 and where its documents are listed."""

    label: str
    number: int
    href: str


@signed_in
@require_GET
def documents(request: OfficeRequest) -> HttpResponse:
    """The register, with table 二 as it was on the day that is asked for."""
    day = _day(request.GET.get("at", "")) or today()
    found = queries.registered(request.user, today())
    count, show = request.GET.get("count", ""), request.GET.get("show", "")
    shown = _shown(found, count, show, day)
    pages = paged(request, shown.order_by("-issued_on", "-pk"))
    context = {
        "at": day,
        "table": [
            Counted(label, _among(found, code, day).count(), f"?at={day}&count={code}")
            for code, (label, _) in TABLE.items()
        ],
        "counting": TABLE[count][0] if count in TABLE else "",
        "rows": [_row(one, day) for one in pages],
        "pages": pages,
        "choices": _SHOW,
        "show": show,
        "may_enter": agencies_where(request.user, What.HANDLE, today()).exists(),
    }
    return SECTION.page(request, "documents/documents.html", context)


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """登记以前的文件."""
    agencies = required_somewhere(request.user, What.HANDLE, today(), doing="登记规范性文件")
    form = EntryForm(sent(request), agencies=agencies, today=today(), initial=_again(request))
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: _issue(request, form))
        if made:
            return redirect("documents:document", made.pk)
    return _form(request, form, "登记文件")


def _again(request: OfficeRequest) -> dict[str, Any]:
    """What was typed the last time, where that was declared void (`again` in the address)."""
    pk = number_in(request.GET, "again")
    return model_to_dict(_of(request, pk), fields=list(EntryForm.base_fields)) if pk else {}


@signed_in
@require_GET
def document(request: OfficeRequest, pk: int) -> HttpResponse:
    """One document: its state, what changed it and what it changed, and what can be done."""
    found = _of(request, pk)
    text = document_rows.text_of(found, today())
    waits = found.waits and not found.voided
    context = {
        "document": found,
        "agency": found.agency,
        "elements": document_rows.elements(found, today()),
        "told": document_rows.told(found, today()),
        "text": text,
        "entries": [_entry(one) for one in found.changes.select_related("by_document", "person")],
        "changes": found.changes.filter(voided=False).order_by("number"),
        "acts": [(code, ACTS[code].title) for code in _offered(found)],
        "waits": waits,
        "may_confirm": may_confirm(request.user, found, today()),
        "may_act": may(request.user, found.agency, needed_for(found), today()) and not found.voided,
        "who": RIGHTS[needed_for(found)].who,
    }
    return SECTION.page(request, "documents/document.html", context, Link(found.title))


def _offered(found: NormativeDocument) -> list[str]:
    """Which acts: what waits to be confirmed is at most declared void."""
    if found.waits:
        return ["void"]
    return [code for code in ACTS if code != "extend" or found.last_day]


@signed_in
@require_POST
def confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """确认登记."""
    found = _of(request, pk)
    require(request.user, found.agency, What.HANDLE, today(), "确认登记")
    told(
        request,
        lambda: actions.confirm_document(by=request.user, document=found, day=today()),
        "已确认，公众现在看得到。",
    )
    return redirect("documents:document", pk)


@dataclass(frozen=True, slots=True)
class _Act:
    """An act on a document: its form, what it does, what is said then."""

    title: str
    form: type[Form]
    act: Callable[..., object]
    said: str
    whole: bool = True


ACTS: Mapping[str, _Act] = {
    "amend": _Act("登记修改", AmendForm, actions.amend_document, "已登记修改。"),
    "end": _Act("登记废止、失效", EndForm, actions.end_document, "已登记，各处随之标明。"),
    "extend": _Act("延长有效期", ExtendForm, actions.extend_document, "已延长有效期。"),
    "void": _Act("作废登记", ReasonForm, actions.void_document, "登记已作废，不再计数。", False),
}


@keeps_typed
def act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """修改, 废止、失效, 延长, 作废登记."""
    found = _of(request, pk)
    if act not in ACTS:
        raise Http404
    require(request.user, found.agency, needed_for(found), today(), ACTS[act].title)
    one = ACTS[act]
    about: dict[str, Any] = {"agency": found.agency, "today": today()} if one.whole else {}
    form = one.form(sent(request), **about)
    if carried_out(request, form, lambda given: _do(request, found, act, given), one.said):
        return redirect("documents:document", pk)
    return _form(request, form, one.title, found)


@keeps_typed
def void(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """作废一条修改、废止."""
    found = _of(request, pk)
    require(request.user, found.agency, needed_for(found), today(), "作废登记")
    wrong = get_object_or_404(found.changes, number=number)
    form = ReasonForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.void_change(change=wrong, by=request.user, day=today(), **given),
        "已作废，文件恢复原来的效力。",
    ):
        return redirect("documents:document", pk)
    return _form(request, form, f"作废：{wrong.get_kind_display()} {wrong.day}", found)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _do(request: OfficeRequest, found: NormativeDocument, act: str, given: dict[str, Any]) -> object:
    whole = {"today": today()} if act in {"amend", "end"} else {}
    day = given.pop("day", today())
    return ACTS[act].act(by=request.user, document=found, day=day, **whole, **given)


def _issue(request: OfficeRequest, form: EntryForm) -> NormativeDocument:
    return register_document(by=request.user, today=today(), **form.cleaned_data)


def _shown(
    found: QuerySet[NormativeDocument], count: str, show: str, day: date
) -> QuerySet[NormativeDocument]:
    if count in TABLE:
        return _among(found, count, day)
    match show:
        case "ending":
            return found.filter(
                COUNTED, ended_on__gt=day, ended_on__lte=day + timedelta(days=longest_reminder(day))
            )
        case "amended":
            return found.filter(COUNTED, amended_on__lte=day)
        case "untold":
            return found.filter(COUNTED, text=None)
        case "waits":
            return found.filter(waits=True, voided=False)
        case "void":
            return found.filter(voided=True)
    return found.filter(voided=False)


def _among(found: QuerySet[NormativeDocument], code: str, day: date) -> QuerySet[NormativeDocument]:
    """What the figure counts: of the year up to that day, or on it."""
    return TABLE[code][1].among(found.filter(COUNTED), Period(date(day.year, 1, 1), day))


def _row(one: NormativeDocument, day: date) -> ListRow:
    href = reverse("documents:document", args=[one.pk])
    mark = Mark("waiting", WAITS) if one.waits and not one.voided else mark_of(one, day)
    return ListRow(one.title, href, one.issued_on, one.number, one.agency.name, mark)


def _entry(one: DocumentChange) -> TimelineEntry:
    by = f"依据：{one.said}" if one.said else ""
    until = f"延长到 {one.until}" if one.until else ""
    voided = f"登记已作废：{one.void_reason}" if one.voided else ""
    note = "；".join(part for part in (until, by, one.reason, voided) if part)
    who = str(one.person) if one.person else "到期自动"
    return TimelineEntry(one.day, one.get_kind_display(), who, note, "void" if one.voided else "done")


def _of(request: OfficeRequest, pk: int) -> NormativeDocument:
    return get_object_or_404(queries.registered(request.user, today()), pk=pk)


def _form(
    request: OfficeRequest, form: Form, title: str, found: NormativeDocument | None = None
) -> HttpResponse:
    back = reverse("documents:document", args=[found.pk]) if found else reverse("documents:documents")
    context: dict[str, Any] = {"form": form, "title": title, "about": str(found or ""), "cancel_url": back}
    crumbs = [Link(found.title, back)] if found else []
    if found:
        context["agency"] = found.agency
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "office/act.html", context, *crumbs, Link(title), status=status)
