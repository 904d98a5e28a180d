"""通报 on pages: the list, one bulletin with its numbers and who signed for it, the acts, the papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.drafting.references import Counted, counted_of
from gongkai.errors import UsageError
from gongkai.richtext.out.written import FORMATS, write
from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.approval.actions import require_turn
from gongkai_web.figures.counting import counts
from gongkai_web.figures.listing import listed
from gongkai_web.figures.named import only_of, unknown_count
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.look.parts import Element, Link, TimelineEntry
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken
from gongkai_web.oversight.bulletins import actions, forms, queries
from gongkai_web.oversight.bulletins import paper as papers
from gongkai_web.oversight.bulletins.content import Content, asking, digest_of, moved, shown
from gongkai_web.oversight.bulletins.models import Bulletin, Recipient, Status
from gongkai_web.oversight.bulletins.rows import MOVED, mark_of

_BULLETINS = Section("通报", "bulletins:bulletins")
_NEEDED = What.KEEP_OVERSIGHT
_FILES = (("docx", "DOCX"), ("pdf", "PDF"))


@signed_in
@require_GET
def bulletins(request: OfficeRequest) -> HttpResponse:
    """The bulletins of the person's house, and those that came to their units."""
    pages = paged(request, queries.visible(request.user, today()))
    unsigned = {one.bulletin_id for one in queries.unsigned(request.user, today())}
    context = {
        "pages": pages,
        "rows": [(one, mark_of(one), one.pk in unsigned) for one in pages],
        "may_enter": agencies_where(request.user, _NEEDED, today()).exists(),
    }
    return _BULLETINS.page(request, "bulletins/bulletins.html", context)


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """起草通报."""
    agencies = required_somewhere(request.user, _NEEDED, today(), doing="起草通报")
    form = forms.DraftForm(sent(request), agencies=agencies)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.draft(by=request.user, today=today(), **form.cleaned_data))
        if made:
            return redirect("bulletins:bulletin", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": "起草通报", "cancel_url": reverse("bulletins:bulletins")}
    return _BULLETINS.page(request, "office/act.html", context, Link("起草通报"), status=status)


@signed_in
@require_GET
def bulletin(request: OfficeRequest, pk: int) -> HttpResponse:
    """What it says, by which records, and who has got it."""
    found = _bulletin(request, pk)
    content = shown(found, today())
    keeps = queries.may_keep(request.user, found, today())
    again = found.pk in moved([found], today())
    recipients = list(found.recipients.select_related("agency", "received_by"))
    context = {
        "bulletin": found,
        "agency": found.agency,
        "mark": mark_of(found),
        "elements": _elements(found),
        "paragraphs": _linked(found, content) if keeps else _plain(content),
        "tables": papers.tables(content),
        "acts": _acts(request, found, keeps=keeps),
        "live": keeps and found.frozen is None,
        "may_submit": keeps and (found.status in {Status.DRAFT, Status.RETURNED} or again),
        "moved": MOVED if again else "",
        "recipients": [
            (one, may(request.user, one.agency, What.HANDLE, today()) and one.received_on is None)
            for one in recipients
            if keeps or may(request.user, one.agency, What.SEE, today())
        ],
        "decisions": [
            TimelineEntry(one.day, "同意" if one.approved else "退回", one.person.display_name, one.note)
            for one in found.decisions.select_related("person")
        ]
        if keeps
        else [],
        "formats": _FILES,
    }
    return _BULLETINS.page(request, "bulletins/bulletin.html", context, Link(found.title))


@signed_in
@require_GET
def number(request: OfficeRequest, pk: int) -> HttpResponse:
    """The rows behind a number of its text, as they are today."""
    found = _kept(request, pk)
    counted = _counted(request.GET.get("counted", ""))
    figure = registry().named(counted.figure)
    asked = asking(Period(found.first, found.last), today())(figure)
    scope = Scope(tuple(queries.covered(found.agency)), request.user, today())
    only = only_of(counted)
    records = figure.records(scope, asked.period, only)
    value = counts({"": asked}, scope, only)[""]
    rows = records.count() if figure.sums else int(value)
    context = {
        "figure": figure,
        "number": value,
        "frozen": found.frozen is not None,
        "agency": found.agency,
        "listed": listed(
            records, figure.subject.listing, rows, request.GET.get("page"), min(found.last, today())
        ),
    }
    here = Link(found.title, reverse("bulletins:bulletin", args=[pk]))
    return _BULLETINS.page(request, "bulletins/number.html", context, here, Link(figure.label))


@keeps_typed
def revise(request: OfficeRequest, pk: int) -> HttpResponse:
    """修改通报."""
    found = _kept(request, pk)
    initial = {name: getattr(found, name) for name in ("title", "text", "audience")}
    form = forms.ReviseForm(sent(request), initial=initial)
    return _acted(request, found, form, "修改通报", actions.revise, said="已保存，须重新送审。")


@signed_in
@require_POST
def submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """送审."""
    found = _kept(request, pk)
    told(request, lambda: actions.submit(bulletin=found, by=request.user, today=today()), "已送审。")
    return redirect("bulletins:bulletin", pk)


@keeps_typed
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """审核: with the whole text above the form, for whoever decides."""
    found = _kept(request, pk)
    require_turn(queries.matter_of(found), request.user, today())
    content = shown(found, today())
    form = forms.DecideForm(sent(request), initial={"seen": digest_of(content)})

    def act(given: dict[str, Any]) -> object:
        approve = given["approve"] == "yes"
        return actions.decide(
            bulletin=found,
            by=request.user,
            today=today(),
            approve=approve,
            seen=given["seen"],
            note=given["note"],
        )

    if carried_out(request, form, act, "已审核。"):
        return redirect("bulletins:bulletin", pk)
    context = {"paragraphs": _plain(content), "tables": papers.tables(content)}
    return _form(request, found, form, "审核通报", template="bulletins/decide.html", more=context)


@keeps_typed
def issue(request: OfficeRequest, pk: int) -> HttpResponse:
    """印发."""
    found = _kept(request, pk)
    form = forms.IssueForm(sent(request))
    return _acted(request, found, form, "印发通报", actions.issue, said="已印发，各单位可以签收。")


@keeps_typed
def drop(request: OfficeRequest, pk: int) -> HttpResponse:
    """不再印发."""
    found = _kept(request, pk)
    return _acted(request, found, forms.DropForm(sent(request)), "不再印发", actions.drop, said="已停止。")


@signed_in
@require_POST
def receive(request: OfficeRequest, pk: int, recipient: int) -> HttpResponse:
    """签收."""
    found = _bulletin(request, pk)
    unit = get_object_or_404(Recipient.objects.select_related("agency"), bulletin=found, pk=recipient)
    told(request, lambda: actions.receive(recipient=unit, by=request.user, today=today()), "已签收。")
    return redirect("bulletins:bulletin", pk)


@signed_in
@require_GET
def paper(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """The bulletin as a paper."""
    found = _bulletin(request, pk)
    if fmt not in FORMATS:
        raise Http404
    return made_for(
        request,
        lambda: write(papers.work_of(found, shown(found, today())), fmt),
        f"{found}.{fmt}",
        fmt,
        taken=[Taken(found.agency, f"bulletins.Bulletin:{found.pk}", "bulletin")],
        back=reverse("bulletins:bulletin", args=[pk]),
    )


def _bulletin(request: OfficeRequest, pk: int) -> Bulletin:
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def _kept(request: OfficeRequest, pk: int) -> Bulletin:
    found = _bulletin(request, pk)
    if not queries.may_keep(request.user, found, today()) and not queries.decides(
        request.user, found, today()
    ):
        require(request.user, found.agency, What.KEEP_OVERSIGHT, today(), "办理通报")
    return found


def _counted(named: str) -> Counted:
    try:
        found = counted_of(named)
    except UsageError:
        raise Http404 from None
    if unknown_count(found):
        raise Http404
    return found


def _elements(found: Bulletin) -> list[Element]:
    rows = [
        Element("印发机关", found.agency.name),
        Element("期间", f"{found.first} 至 {found.last}"),
        Element("专项", found.campaign),
        Element("公开范围", found.get_audience_display()),
        Element("起草人", found.author.display_name),
        Element("文号", found.reference),
        Element("印发日期", str(found.issued_on or "")),
        Element("不再印发", found.dropped),
    ]
    return [one for one in rows if one.value]


def _linked(found: Bulletin, content: Content) -> list[list[tuple[str, str]]]:
    """The text with each number leading to its rows."""
    base = reverse("bulletins:number", args=[found.pk])
    return [
        [(text, f"{base}?{urlencode({'counted': named})}" if named else "") for text, named in line]
        for line in content["paragraphs"]
    ]


def _plain(content: Content) -> list[list[tuple[str, str]]]:
    return [[(text, "") for text, _ in line] for line in content["paragraphs"]]


def _acts(request: OfficeRequest, found: Bulletin, *, keeps: bool) -> list[Link]:
    """What this person can do now, the next act first."""
    at, offered = [found.pk], list[Link]()
    if queries.decides(request.user, found, today()):
        offered.append(Link("审核", reverse("bulletins:decide", args=at)))
    if not keeps or found.status in {Status.ISSUED, Status.DROPPED}:
        return offered
    if found.status == Status.APPROVED:
        offered.append(Link("印发", reverse("bulletins:issue", args=at)))
    return [
        *offered,
        Link("修改", reverse("bulletins:revise", args=at)),
        Link("不再印发", reverse("bulletins:drop", args=at)),
    ]


def _acted(
    request: OfficeRequest,
    found: Bulletin,
    form: Form,
    title: str,
    action: Callable[..., object],
    *,
    said: str,
) -> HttpResponse:
    def act(given: dict[str, Any]) -> object:
        return action(bulletin=found, by=request.user, today=today(), **given)

    if carried_out(request, form, act, said):
        return redirect("bulletins:bulletin", found.pk)
    return _form(request, found, form, title)


def _form(
    request: OfficeRequest,
    found: Bulletin,
    form: Form,
    title: str,
    *,
    template: str = "office/act.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    back = reverse("bulletins:bulletin", args=[found.pk])
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": title, "about": found.title, "agency": found.agency, "cancel_url": back}
    return _BULLETINS.page(
        request, template, {**context, **(more or {})}, Link(found.title, back), Link(title), status=status
    )
