"""What does whoever checks see: batches, the board of one, a file with its findings beside the tables?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai_web.annual import presentation
from gongkai_web.annual.campaign import actions, jobs, limits, queries, rows
from gongkai_web.annual.campaign.forms import BatchForm, FilesForm, VerdictForm
from gongkai_web.annual.campaign.models import Batch, Stage, SubmittedFile
from gongkai_web.annual.campaign.receiving import receiving
from gongkai_web.annual.campaign.results import report_of, results
from gongkai_web.annual.campaign.shown import CHECKING_DESK, batch_or_404, file_or_404
from gongkai_web.annual.campaign.uploads import Upload, is_docx
from gongkai_web.errors import Refused
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in

_PAGE = 100
_MOST_TOLD = 10


@signed_in
@require_GET
def batches(request: OfficeRequest) -> HttpResponse:
    """The batches of the person's office, newest first."""
    found = queries.with_counts(queries.visible(request.user, today()))
    context = {
        "pages": paged(request, found, _PAGE),
        "may_check": queries.checking_for(request.user, today()).exists(),
    }
    return CHECKING_DESK.page(request, "campaign/batches.html", context)


@receiving
def new(request: OfficeRequest, left_out: Sequence[str] = ()) -> HttpResponse:
    """A new batch with its first files; nothing is opened where none of them is taken."""
    agencies = queries.checking_for(request.user, today())
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BatchForm(*sent, agencies=agencies)
    if agencies and form.is_bound and form.is_valid():
        made = done(form, lambda: _opened(request, form.cleaned_data), field="files")
        if made:
            opened, added = made
            _tell(request, added, left_out)
            jobs.read_soon(by=request.user, batch=opened, day=today())
            return redirect("campaign:batch", opened.pk)
    _own_words(form, left_out)
    context = {"form": form, "agencies": agencies, "cancel_url": reverse("campaign:batches")}
    return CHECKING_DESK.page(request, "campaign/new.html", context, Link("新建批次"))


@signed_in
@require_GET
def batch(request: OfficeRequest, pk: int) -> HttpResponse:
    """The board: rows are files, counts at the head are filters."""
    return _board(request, batch_or_404(request, pk), FilesForm())


@receiving
def add(request: OfficeRequest, pk: int, left_out: Sequence[str] = ()) -> HttpResponse:
    """More files for the batch."""
    found = batch_or_404(request, pk)
    form = FilesForm(request.POST, request.FILES)
    if carried_out(
        request,
        form,
        lambda given: _tell(request, _add(request, found, given["files"]), left_out),
        field="files",
    ):
        jobs.read_soon(by=request.user, batch=found, day=today())
        return redirect("campaign:batch", pk)
    _own_words(form, left_out)
    return _board(request, found, form)


@signed_in
@require_POST
def read(request: OfficeRequest, pk: int) -> HttpResponse:
    """Reads for a moment; what then still waits is read on behind the page, which shows how far it is."""
    found = batch_or_404(request, pk)

    def read_on() -> None:
        something = _may_check(request, found) and queries.waiting(found).exists()
        behind = jobs.read_on(by=request.user, batch=found, day=today()) if something else nullcontext()
        with behind:
            actions.read_next(by=request.user, batch=found, day=today(), seconds=limits.SECONDS_A_CLICK)

    told(request, read_on)
    return redirect("campaign:batch", pk)


@signed_in
@require_GET
def file(request: OfficeRequest, pk: int, file: int) -> HttpResponse:
    """A file: the tables as printed with marked cells, the findings beside them."""
    return _file(request, file_or_404(request, pk, file))


@signed_in
@require_POST
def verdict(request: OfficeRequest, pk: int, file: int) -> HttpResponse:
    """Confirms a finding, or says with a reason that it is none."""
    found, key = file_or_404(request, pk, file), request.POST.get("key", "")
    form = VerdictForm(request.POST, auto_id=f"id_{key[:12]}_%s")
    if carried_out(
        request,
        form,
        lambda given: actions.give_verdict(
            by=request.user,
            file=found,
            key=key,
            decision=request.POST.get("decision", ""),
            reason=given["reason"],
            day=today(),
        ),
        field="reason",
    ):
        number = results(found.batch, [found])[0].number_of(key)
        return redirect(f"{reverse('campaign:file', args=[pk, file])}#finding-{number}")
    return _file(request, found, (key, form))


@signed_in
@require_POST
def again(request: OfficeRequest, pk: int, file: int) -> HttpResponse:
    """Puts the file back among those that wait."""
    found = file_or_404(request, pk, file)

    def read_again() -> None:
        actions.read_again(by=request.user, file=found, day=today())
        jobs.read_soon(by=request.user, batch=found.batch, day=today())

    told(request, read_again, f"《{found.name}》正在重新读取。")
    return redirect("campaign:batch", pk)


@signed_in
@require_POST
def remove(request: OfficeRequest, pk: int, file: int) -> HttpResponse:
    """Takes the file out of the batch."""
    found = file_or_404(request, pk, file)
    told(
        request,
        lambda: actions.remove_file(by=request.user, file=found, day=today()),
        f"《{found.name}》已移除；对这份报告的判定仍然保留。",
    )
    return redirect("campaign:batch", pk)


# – the pages


def _board(request: OfficeRequest, found: Batch, form: FilesForm) -> HttpResponse:
    everything = results(found)
    shown = {one.key: one for one in rows.FILTERS}
    show = shown.get(request.GET.get("show", ""), rows.FILTERS[0])
    chosen = [one for one in everything if show.fits(one)]
    pages = paged(request, chosen, _PAGE)
    stages = [one.file.stage for one in everything]
    reading, waiting = stages.count(Stage.READING), stages.count(Stage.WAITING)
    context: dict[str, Any] = {
        "batch": found,
        "agency": found.agency,
        "form": form,
        "figures": rows.figures(everything, reverse("campaign:batch", args=[found.pk])),
        "rows": rows.board(list(pages)),
        "pages": pages,
        "show": show,
        "reading": reading,
        "waiting": waiting,
        "busy": reading or (waiting and jobs.queued(found)),
        "to_read": queries.waiting(found).count(),
        "done": len(stages) - reading - waiting,
        "all": len(stages),
        "may_check": _may_check(request, found),
    }
    return CHECKING_DESK.page(request, "campaign/batch.html", context, Link(found.title))


def _file(
    request: OfficeRequest, found: SubmittedFile, asked: tuple[str, VerdictForm] | None = None
) -> HttpResponse:
    result = results(found.batch, [found])[0]
    context: dict[str, Any] = {
        "batch": found.batch,
        "agency": found.batch.agency,
        "file": found,
        "elements": rows.elements(result),
        "may_check": _may_check(request, found.batch),
        "wrong": asked[1] if asked else None,
        "annotated": is_docx(found.kind) and bool(result.standing),
    }
    if found.stage == Stage.READ:
        report = report_of(found)
        context |= {"parts": rows.parts(report, result), "findings": rows.finding_rows(report, result, asked)}
        context["found"] = presentation.found_in_words([one.finding for one in result.judged])
    batch_url = reverse("campaign:batch", args=[found.batch_id])
    return CHECKING_DESK.page(
        request, "campaign/file.html", context, Link(found.batch.title, batch_url), Link(found.name)
    )


# – what they share


@transaction.atomic
def _opened(request: OfficeRequest, given: dict[str, Any]) -> tuple[Batch, actions.Added]:
    """A batch with the files that were taken; none where no file was."""
    opened = actions.open_batch(by=request.user, agency=given["agency"], title=given["title"], day=today())
    added = _add(request, opened, given["files"])
    if not added.files:
        raise Refused("".join(added.refused))
    return opened, added


def _add(request: OfficeRequest, found: Batch, files: Iterable[UploadedFile[bytes]]) -> actions.Added:
    uploads = (Upload(one.name or "", one.read()) for one in files)
    return actions.add_files(by=request.user, batch=found, uploads=uploads, day=today())


def _tell(request: OfficeRequest, added: actions.Added, left_out: Sequence[str]) -> None:
    refused = [*left_out, *added.refused]
    if added.files:
        messages.success(request, f"收下 {len(added.files)} 份文件。")
    for sentence in refused[:_MOST_TOLD]:
        messages.warning(request, sentence)
    if len(refused) > _MOST_TOLD:
        messages.warning(request, f"另有 {len(refused) - _MOST_TOLD} 份没有收下。")


def _own_words(form: FilesForm, left_out: Sequence[str]) -> None:
    """What was stopped while it arrived is said instead of “nothing was chosen”."""
    if left_out and form.is_bound:
        form.errors.pop("files", None)
        for sentence in left_out:
            form.add_error("files", sentence)


def _may_check(request: OfficeRequest, found: Batch) -> bool:
    return queries.checking_for(request.user, today()).filter(pk=found.agency_id).exists()
