"""How does a unit hand in on this site: its own filing, or a file that is read before it is confirmed?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.document import from_json
from gongkai_web.annual import presentation
from gongkai_web.annual.campaign import rows as desk
from gongkai_web.annual.campaign.collecting import actions, blanks, findings, queries
from gongkai_web.annual.campaign.collecting.actions.handing import require_sender
from gongkai_web.annual.campaign.collecting.actions.incoming import MOST_AT_ONCE
from gongkai_web.annual.campaign.collecting.models import Campaign, Incoming, Submission, Unit
from gongkai_web.annual.campaign.collecting.pages.forms import ConfirmForm, HandInForm
from gongkai_web.annual.campaign.collecting.pages.place import (
    SECTION,
    campaign_or_404,
    rights,
    unit_or_404,
    way_to,
)
from gongkai_web.annual.campaign.collecting.points import Point
from gongkai_web.annual.campaign.collecting.telling import told_at_once
from gongkai_web.annual.campaign.forms import FilesForm
from gongkai_web.annual.campaign.uploads import Upload
from gongkai_web.annual.queries import latest_filing
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in


@signed_in
def hand_in(request: OfficeRequest, pk: int) -> HttpResponse:
    """A file for the unit: read and checked before anything else."""
    found = unit_or_404(request, pk)
    require_sender(request.user, found, today())
    form = HandInForm(None, request.FILES) if request.method == "POST" else HandInForm()
    if carried_out(request, form, lambda given: _taken(request, found, given["file"]), field="file"):
        return redirect("collecting:waiting", pk)
    context = {
        "form": form,
        "title": "上传年报",
        "about": f"{found.name} {found.campaign.year} 年度",
        "cancel_url": reverse("collecting:unit", args=[pk]),
        "button": "上传并核对",
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(
        request, "collecting/act.html", context, *way_to(found), Link("上传年报"), status=status
    )


@signed_in
def many(request: OfficeRequest, pk: int) -> HttpResponse:
    """Files that came to the office together: each waits for the unit that it names, or is said why not."""
    campaign = campaign_or_404(request, pk)
    found: list[actions.Sorted] = []
    form = FilesForm(None, request.FILES if request.method == "POST" else None, at_once=MOST_AT_ONCE)
    if request.method == "POST" and form.is_valid():
        files = [Upload(one.name or "", one.read()) for one in form.cleaned_data["files"]]
        found = done(form, lambda: _sorted(request, campaign, files), field="files") or []
    context = {"campaign": campaign, "agency": campaign.agency, "form": form, "found": found}
    status = UNPROCESSABLE if form.errors else 200
    board = Link(campaign.title, reverse("collecting:board", args=[pk]))
    return SECTION.page(request, "collecting/many.html", context, board, Link("一次收几份"), status=status)


@keeps_typed
def waiting(request: OfficeRequest, pk: int) -> HttpResponse:
    """What was found in the file that waits; it is confirmed here or left."""
    found = unit_or_404(request, pk)
    require_sender(request.user, found, today())
    file = queries.incoming_of(found)
    if file is None:
        return redirect("collecting:unit", pk)
    shown = laid(found, file, names=rights(request.user, found).decides)
    form = ConfirmForm(sent(request), initial={"practice": found.campaign.practice}, **wanted(shown))
    sha256 = request.POST.get("seen", "")
    if carried_out(
        request,
        form,
        lambda given: actions.confirm(by=request.user, unit=found, sha256=sha256, day=today(), **given),
        "已提交。",
        field="reply",
    ):
        return redirect("collecting:unit", pk)
    context = {"unit": found, "form": form, "agency": found.campaign.agency, **shown}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(
        request, "collecting/waiting.html", context, *way_to(found), Link("确认提交"), status=status
    )


@signed_in
@require_POST
def leave(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes the waiting file away."""
    found = unit_or_404(request, pk)
    told(request, lambda: actions.leave(by=request.user, unit=found, day=today()), "没有提交；文件已移除。")
    return redirect("collecting:unit", pk)


@signed_in
@require_POST
def submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Submits the unit's frozen report."""
    found = unit_or_404(request, pk)
    filing = latest_filing(found.agency, found.campaign.year) if found.agency else None
    if filing is None:
        raise Http404
    told(
        request,
        lambda: actions.submit_filing(by=request.user, unit=found, filing=filing, day=today()),
        "已提交。",
    )
    return redirect("collecting:unit", pk)


def laid(unit: Unit, file: Incoming, *, names: bool = False) -> dict[str, Any]:
    """What is shown of a file that waits: what is told at once, the findings, the report itself.

    `names`: it is shown to the office, which reads which other unit it is like.
    """
    if file.document is None:
        return {"file": file}
    report = from_json(file.document)
    judged = findings.with_verdicts(unit, findings.in_report(unit, report))
    found = [one.finding for one in judged.judged]
    points = told_at_once(unit, report, file.sha256, names=names)
    return {
        "file": file,
        "points": points,
        "blocked": any(point.blocks for point in points),
        "asked": to_answer(points),
        "blank": blanks.to_explain(report, blanks.unexplained(report, found)),
        "parts": desk.parts(report, judged),
        "findings": presentation.finding_views(report, found),
        "found": presentation.found_in_words(found),
        "errors": judged.errors,
    }


def wanted(shown: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of the confirming has to ask, by what is shown of the file."""
    return {"asked": shown.get("asked", ()), "blank": shown.get("blank", "")}


def to_answer(points: Sequence[Point]) -> list[str]:
    """What has to be explained before it is confirmed; nothing where it is not taken at all."""
    return [] if any(point.blocks for point in points) else [point.message for point in points]


def told_of(last: Submission) -> dict[str, Any]:
    """The same of what was handed in last: whoever has to mend it reads what was found in it."""
    report, judged = from_json(last.document), findings.reviewed(last)
    found = [one.finding for one in judged.judged]
    return {
        "last": last,
        "parts": desk.parts(report, judged),
        "findings": presentation.finding_views(report, found),
        "found": presentation.found_in_words(found),
    }


def _sorted(request: OfficeRequest, campaign: Campaign, files: list[Upload]) -> list[actions.Sorted]:
    return actions.take_in_many(by=request.user, campaign=campaign, files=files, day=today())


def _taken(request: OfficeRequest, found: Unit, file: Any) -> None:
    upload = Upload(file.name or "", file.read())
    actions.take_in(by=request.user, unit=found, upload=upload, day=today())
