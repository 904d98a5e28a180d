"""Which pages does every register have? The list of registers, its entries, its forms, its workbook."""

from __future__ import annotations

import functools

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.richtext.out.written import write
from gongkai_web.agencies.permissions import agencies_where, may, require, required_somewhere
from gongkai_web.agencies.queries import scope
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, WorkRow
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.places import entry_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken
from gongkai_web.registers import actions, papers, queries, sheet
from gongkai_web.registers.declared import Register, Takes
from gongkai_web.registers.declared import registers as declared
from gongkai_web.registers.forms import EntryForm, LaterForm, NoneForm, VoidForm, WithdrawForm
from gongkai_web.registers.models import Entry, ZeroReport
from gongkai_web.registers.overview import overview_of

_ALL = Section("台账", "registers:registers")
_FILES = {"docx": "DOCX", "pdf": "PDF"}
_SHOW = [("", "全部"), ("open", "还有要填的"), ("void", "已作废")]


@signed_in
@require_GET
def registers(request: OfficeRequest) -> HttpResponse:
    """Every register, with what it says of a year, and which of them say nothing yet."""
    shown = overview_of(request, declared().values(), today())
    return _ALL.page(request, "registers/registers.html", {"shown": shown})


@signed_in
@require_GET
def register(request: OfficeRequest, code: str) -> HttpResponse:
    """The entries of one register, newest first."""
    kept = _register(code)
    show = request.GET.get("show", "")
    shown = paged(request, _shown(kept, request, show))
    context = {
        "register": kept,
        "pages": shown,
        "rows": [_row(kept, one) for one in shown],
        "choices": [one for one in _SHOW if one[0] != "open" or kept.later],
        "show": show,
        "may_enter": agencies_where(request.user, kept.kept_by, today()).exists(),
        "zeros": _zeros(kept, request),
        "import_url": f"{entry_of(Entry)}?table=register-{code}",
    }
    return _ALL.page(request, "registers/register.html", context, Link(kept.label))


@keeps_typed
def new(request: OfficeRequest, code: str) -> HttpResponse:
    """登记一条."""
    kept = _register(code)
    agencies = required_somewhere(request.user, kept.kept_by, today(), doing="登记台账")
    known = {one.name: request.GET[one.name] for one in kept.at_once if one.name in request.GET}
    form = EntryForm(sent(request), register=kept, agencies=agencies, today=today(), initial=known)
    if carried_out(
        request,
        form,
        lambda given: actions.enter(
            register=kept,
            by=request.user,
            agency=given["agency"],
            day=given["day"],
            given=form.given(),
            today=today(),
        ),
        "已登记。",
    ):
        return redirect("registers:register", code)
    return _form(request, kept, form, f"登记{kept.label}")


@signed_in
@require_GET
def entry(request: OfficeRequest, code: str, pk: int) -> HttpResponse:
    """One entry, and what may still be filled in."""
    kept = _register(code)
    found = _entry(request, kept, pk)
    may_keep = may(request.user, found.agency, kept.kept_by, today()) and not found.voided
    context = {
        "register": kept,
        "entry": found,
        "title": _title(kept, found),
        "agency": found.agency,
        "elements": _elements(kept, found),
        "open": kept.open_of(found) if may_keep else (),
        "may_keep": may_keep,
        "letters": [one for one in kept.letters if one.is_of(found)],
        "formats": _FILES.items(),
    }
    return _ALL.page(request, "registers/entry.html", context, _list(kept), Link(_title(kept, found)))


@signed_in
@require_GET
def letter(request: OfficeRequest, code: str, pk: int, what: str, fmt: str) -> HttpResponse:
    """A letter that goes out from the entry, as a file."""
    kept = _register(code)
    found = _entry(request, kept, pk)
    if fmt not in _FILES or what not in {one.code for one in kept.letters}:
        raise Http404

    def made() -> bytes:
        return write(papers.work_of(kept, found, papers.letter_of(kept, found, what)), fmt)

    label = next(one.label for one in kept.letters if one.code == what)
    taken = [Taken(found.agency, f"{kept.model._meta.label}:{found.pk}", f"letter_{what}")]
    back = reverse("registers:entry", args=[code, pk])
    return made_for(request, made, f"{label} {_title(kept, found)}.{fmt}", fmt, taken=taken, back=back)


@keeps_typed
def fill(request: OfficeRequest, code: str, pk: int) -> HttpResponse:
    """补填后来的情况."""
    kept = _register(code)
    found = _mine(request, kept, pk)
    blanks = kept.open_of(found)
    form = LaterForm(sent(request), blanks=blanks, agency=found.agency, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.fill(register=kept, entry=found, by=request.user, today=today(), given=given),
        "已登记。",
    ):
        return redirect("registers:entry", code, pk)
    return _form(request, kept, form, "补填后来的情况", found)


@keeps_typed
def void(request: OfficeRequest, code: str, pk: int) -> HttpResponse:
    """作废一条."""
    kept = _register(code)
    found = _mine(request, kept, pk)
    form = VoidForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.void(register=kept, entry=found, by=request.user, day=today(), **given),
        "已作废；原登记保留在台账里，不再计数。",
    ):
        return redirect("registers:entry", code, pk)
    return _form(request, kept, form, "作废", found)


@keeps_typed
def none(request: OfficeRequest, code: str) -> HttpResponse:
    """说明一年没有."""
    kept = _register(code)
    form = _zero_form(request, kept, NoneForm)
    if carried_out(
        request,
        form,
        lambda given: actions.report_none(register=kept, by=request.user, today=today(), **given),
        "已说明。以后登记了这一年的，这条说明自动收回。",
    ):
        return redirect("registers:register", code)
    return _form(request, kept, form, f"说明没有{kept.label}")


@keeps_typed
def withdraw(request: OfficeRequest, code: str) -> HttpResponse:
    """收回说明."""
    kept = _register(code)
    form = _zero_form(request, kept, WithdrawForm)
    if carried_out(
        request,
        form,
        lambda given: actions.withdraw_none(register=kept, by=request.user, today=today(), **given),
        "已收回。",
    ):
        return redirect("registers:register", code)
    return _form(request, kept, form, "收回说明")


@signed_in
@require_GET
def workbook(request: OfficeRequest, code: str) -> HttpResponse:
    """The register as a workbook: what the list shows."""
    kept = _register(code)
    found = _shown(kept, request, request.GET.get("show", ""))
    agencies = agencies_where(request.user, kept.kept_by, today())
    taken = [Taken(one, f"registers.{kept.code}", "register") for one in agencies]
    back = reverse("registers:register", args=[code])
    made = functools.partial(sheet.workbook, kept, found)
    return made_for(request, made, f"{kept.label}.xlsx", "xlsx", taken=taken, back=back)


def _zero_form(request: OfficeRequest, kept: Register, form: type[NoneForm]) -> NoneForm:
    agencies = required_somewhere(request.user, kept.kept_by, today(), doing="登记台账")
    if kept.until:
        raise Http404
    return form(sent(request), agencies=agencies, today=today())


def _zeros(kept: Register, request: OfficeRequest) -> list[ZeroReport]:
    """Who says that there was nothing, of this year and the one before."""
    years = (today().year, today().year - 1)
    seen = scope(request.user, today())
    found = ZeroReport.objects.filter(register=kept.code, year__in=years, withdrawn=False, agency__in=seen)
    return list(found.select_related("agency", "said_by")[:20])


def _register(code: str) -> Register:
    found = declared().get(code)
    if found is None:
        raise Http404
    return found


def _entry(request: OfficeRequest, kept: Register, pk: int) -> Entry:
    return get_object_or_404(queries.visible(kept, request.user, today()), pk=pk)


def _mine(request: OfficeRequest, kept: Register, pk: int) -> Entry:
    found = _entry(request, kept, pk)
    require(request.user, found.agency, kept.kept_by, today(), f"登记{kept.label}")
    return found


def _shown(kept: Register, request: OfficeRequest, show: str) -> QuerySet[Entry]:
    named = [one.name for one in kept.blanks if one.takes == Takes.ROW]
    found = queries.visible(kept, request.user, today()).select_related(*named)
    if show == "void":
        return found.filter(voided=True)
    if show == "open" and kept.later:
        first = kept.later[0]
        return found.filter(queries.COUNTED, **{first.name: first.empty})
    return found


def _title(kept: Register, found: Entry) -> str:
    return kept.blank(kept.title).shown(getattr(found, kept.title), found.day)


def _row(kept: Register, found: Entry) -> WorkRow:
    said = [
        f"{one.label} {shown}"
        for one in kept.blanks
        if one.name != kept.title and (shown := one.shown(getattr(found, one.name), found.day))
    ]
    url = reverse("registers:entry", args=[kept.code, found.pk])
    marks = (Mark("void"),) if found.voided else ()
    about = " · ".join([found.agency.name, *said[:3]])
    return WorkRow(_title(kept, found), url, marks, found.day, about)


def _elements(kept: Register, found: Entry) -> list[Element]:
    shown = [Element(one.label, one.shown(getattr(found, one.name), found.day)) for one in kept.blanks]
    void = [Element("作废", found.void_reason, mark=Mark("void"))] if found.voided else []
    return [
        Element("机关", found.agency.name),
        Element(kept.day, str(found.day)),
        *shown,
        Element("登记", f"{found.entered_by.display_name} {found.entered_on}"),
        *void,
    ]


def _list(kept: Register) -> Link:
    return Link(kept.label, reverse("registers:register", args=[kept.code]))


def _form(
    request: OfficeRequest, kept: Register, form: Form, title: str, found: Entry | None = None
) -> HttpResponse:
    back = reverse("registers:entry", args=[kept.code, found.pk]) if found else _list(kept).href
    context: dict[str, object] = {"form": form, "title": title, "cancel_url": back, "about": kept.lead}
    crumbs = [_list(kept)]
    if found:
        context |= {"agency": found.agency, "about": _title(kept, found)}
        crumbs.append(Link(_title(kept, found), back))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return _ALL.page(request, "office/act.html", context, *crumbs, Link(title), status=status)
