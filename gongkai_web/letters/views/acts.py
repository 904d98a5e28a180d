"""The acts on a letter, each by POST: done, or the page again with the reason and what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import roles_of
from gongkai_web.letters import actions
from gongkai_web.letters.acting import (
    Acting,
    DecideForm,
    DispatchForm,
    IssueForm,
    ProofForm,
    RepostForm,
    SealForm,
    SendBackForm,
    ServeForm,
    SubmitForm,
    TextForm,
    VoidForm,
)
from gongkai_web.letters.models import Letter
from gongkai_web.letters.views.letter import show
from gongkai_web.letters.views.shown import letter_or_404
from gongkai_web.office.acting import carried_out, told_why_not
from gongkai_web.office.days import today
from gongkai_web.office.kept import signs_in_at
from gongkai_web.office.request import OfficeRequest

ISSUED_TOO = "issue"  # the button that approves and issues in one


@signs_in_at("letters:letter")
@require_POST
def revise(request: OfficeRequest, pk: int) -> HttpResponse:
    """Other paragraphs."""
    one, form = letter_or_404(request, pk), TextForm(request.POST)

    def act() -> object:
        given = form.cleaned_data
        return actions.revise(
            letter=one,
            by=request.user,
            day=today(),
            paragraphs=given["paragraphs"].splitlines(),
            remedies=given["remedies"].splitlines(),
            seen=_seen(request),
        )

    return _done(request, one, "text", form, act, said="文字已保存。")


@signs_in_at("letters:letter")
@require_POST
def submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """To the first step."""
    one, form = letter_or_404(request, pk), SubmitForm(request.POST)
    act = lambda: actions.submit(letter=one, by=request.user, day=today())  # noqa: E731
    answer = _done(request, one, "submitted", form, act, said="已送审。")
    if form.blocked:
        told_why_not(request, "文书与案件还不一致，没有送审；请按下面列出的逐项改正。")
        return redirect("letters:letter", pk=one.pk)
    return answer


@signs_in_at("letters:letter")
@require_POST
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """Approved or returned."""
    one, form = letter_or_404(request, pk), DecideForm(request.POST)
    approve = request.POST.get("approve") == "1"
    if request.POST.get("approve") == ISSUED_TOO:
        return _issued_too(request, one, form)

    def act() -> object:
        return actions.decide(
            letter=one,
            by=request.user,
            day=today(),
            approve=approve,
            seen=_seen(request),
            note=form.cleaned_data["note"],
        )

    return _done(request, one, "decide", form, act, said="已同意。" if approve else "已退回。")


def _issued_too(request: OfficeRequest, one: Letter, form: DecideForm) -> HttpResponse:
    """Approved at the last step and issued at once, dated today."""

    def act() -> object:
        return actions.approve_and_issue(
            letter=one,
            by=request.user,
            day=today(),
            seen=_seen(request),
            note=form.cleaned_data["note"],
            on_paper=form.on_paper,
            reason=form.why,
        )

    return _done(request, one, "decide", form, act, said="已同意并签发；请下载、打印、盖章。")


@signs_in_at("letters:letter")
@require_POST
def issue(request: OfficeRequest, pk: int) -> HttpResponse:
    """Number, date, and the act on the case."""
    one, form = letter_or_404(request, pk), IssueForm(request.POST)

    def act() -> object:
        return actions.issue(
            letter=one,
            by=request.user,
            day=form.cleaned_data["day"],
            today=today(),
            on_paper=form.on_paper,
            reason=form.why,
            seen=_seen(request),
        )

    return _done(request, one, "issue", form, act, said="已签发；请下载、打印、盖章。")


@signs_in_at("letters:letter")
@require_POST
def send_back(request: OfficeRequest, pk: int) -> HttpResponse:
    """Back to its author instead of the signature."""
    one, form = letter_or_404(request, pk), SendBackForm(request.POST)

    def act() -> object:
        return actions.send_back(
            letter=one, by=request.user, day=today(), seen=_seen(request), note=form.cleaned_data["note"]
        )

    return _done(request, one, "send_back", form, act, said="已退回。")


@signs_in_at("letters:letter")
@require_POST
def seal(request: OfficeRequest, pk: int) -> HttpResponse:
    """The scan of the sealed letter."""
    one, form = letter_or_404(request, pk), SealForm(request.POST, request.FILES)

    def act() -> object:
        scan = form.cleaned_data["scan"]
        return actions.seal(
            letter=one,
            by=request.user,
            day=today(),
            upload_name=scan.name,
            content=scan,
            looked=form.looked,
        )

    return _done(request, one, "seal", form, act, said="盖章件已收存；从此以它为准。")


@signs_in_at("letters:letter")
@require_POST
def dispatch(request: OfficeRequest, pk: int) -> HttpResponse:
    """Out of the house."""
    one, form = letter_or_404(request, pk), DispatchForm(request.POST)

    def act() -> object:
        given = form.cleaned_data
        return actions.dispatch(
            letter=one,
            by=request.user,
            day=given["day"],
            way=given["way"],
            mail_kind=given["mail_kind"],
            number=given["number"],
            today=today(),
            on_paper=form.on_paper,
        )

    return _done(request, one, "dispatch", form, act, said="已登记发出。")


@signs_in_at("letters:letter")
@require_POST
def serve(request: OfficeRequest, pk: int) -> HttpResponse:
    """Arrived."""
    one, form = letter_or_404(request, pk), ServeForm(request.POST)

    def act() -> object:
        given = form.cleaned_data
        service = actions.Service(
            given["receiver"], given["relation"], given["place"], given["refused"], given["note"]
        )
        return actions.serve(
            letter=one,
            by=request.user,
            day=given["day"],
            service=service,
            today=today(),
            on_paper=form.on_paper,
        )

    return _done(request, one, "serve", form, act, said="已登记送达。")


@signs_in_at("letters:letter")
@require_POST
def repost(request: OfficeRequest, pk: int) -> HttpResponse:
    """By post, because nobody opens it."""
    one, form = letter_or_404(request, pk), RepostForm(request.POST)

    def act() -> object:
        given = form.cleaned_data
        return actions.repost(
            letter=one,
            by=request.user,
            day=today(),
            mail_kind=given["mail_kind"],
            number=given["number"],
        )

    return _done(request, one, "repost", form, act, said="已登记改用邮寄。")


@signs_in_at("letters:letter")
@require_POST
def proof(request: OfficeRequest, pk: int) -> HttpResponse:
    """The signed sheet."""
    one, form = letter_or_404(request, pk), ProofForm(request.POST, request.FILES)

    def act() -> object:
        scan = form.cleaned_data["scan"]
        return actions.keep_proof(
            letter=one, by=request.user, day=today(), upload_name=scan.name, content=scan
        )

    return _done(request, one, "proof", form, act, said="送达凭证已收存。")


@signs_in_at("letters:letter")
@require_POST
def void(request: OfficeRequest, pk: int) -> HttpResponse:
    """No longer valid."""
    one, form = letter_or_404(request, pk), VoidForm(request.POST)

    def act() -> object:
        return actions.void(
            letter=one,
            by=request.user,
            day=today(),
            reason=form.cleaned_data["reason"],
            on_paper=form.on_paper,
        )

    return _done(request, one, "void", form, act, said="已作废。")


def _seen(request: OfficeRequest) -> str:
    """The digest of what was on the screen; a request without one has seen nothing."""
    return request.POST.get("seen") or "-"


def _done(
    request: OfficeRequest,
    one: Letter,
    name: str,
    form: Acting,
    act: Callable[[], object],
    *,
    said: str,
) -> HttpResponse:
    """Does it and goes back to the page, or shows the page with the refused form."""
    if not roles_of(request.user, one.agency, today()):
        require(request.user, one.agency, What.HANDLE, today())  # who only sees it hears that first
    if carried_out(request, form, lambda _: act(), said):
        return redirect("letters:letter", pk=one.pk)
    one.refresh_from_db()
    return show(request, one, refused={name: form})
