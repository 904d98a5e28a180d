"""What do staff see of one case: why this day, what happened, what may be done, the facts?"""

from __future__ import annotations

import functools
from operator import attrgetter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongkai.booktitle import in_marks
from gongkai.letters import paper
from gongkai.procedure.facts import Flag
from gongkai.procedure.state import State
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import roles_for
from gongkai_web.agencies.roles import HANDLERS
from gongkai_web.cases import actions, queries, similar
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.cases.stored import fact_of, state_of, underway
from gongkai_web.casework import attached, rows
from gongkai_web.casework.closing import with_open_ways
from gongkai_web.casework.dates import other_dates
from gongkai_web.casework.offered import acts_for, next_for
from gongkai_web.casework.one_case import case_page, the_case
from gongkai_web.casework.stages import five_stages
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions as files
from gongkai_web.holidays.queries import reckoned
from gongkai_web.letters.held import held_among
from gongkai_web.office import days
from gongkai_web.office.acting import done
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import signs_in_at
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.prepared import Prepared, Short, Slot, any_of, read
from gongkai_web.proposals.models import Proposal

_RELATED = 5


class AttachForm(forms.Form):
    """A file for the case."""

    purpose = forms.ChoiceField(label="用途", choices=[(one.value, one.label) for one in attached.ADDED])
    file = forms.FileField(
        label="文件",
        help_text="PDF、图片、DOCX、XLSX 等；收下前检查类型并扫描病毒。",
        error_messages={"required": "还没有选择文件。", "empty": "文件是空的；请重新选择。"},
    )


@signed_in
@require_GET
def case(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of a case."""
    return _page(request, the_case(request, pk))


@never_cache
@signs_in_at("casework:case")
def reveal(request: OfficeRequest, pk: int, position: int) -> HttpResponse:
    """Shows an identity number once, with a reason; the trail keeps who looked. The page is not cached."""
    found = the_case(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    applicant = get_object_or_404(Applicant, case=found, position=position)
    applicant.case = found
    reason = request.POST.get("reason", "")
    try:
        number = actions.reveal_identity(
            applicant=applicant, by=request.user, day=days.today(), reason=reason
        )
    except NotAllowed as problem:
        return _page(request, found, said=str(problem), status=403)
    except Refused as problem:
        return _page(request, found, said=str(problem), status=UNPROCESSABLE)
    return _page(request, found, revealed={position: number})


@signs_in_at("casework:case")
def attach(request: OfficeRequest, pk: int) -> HttpResponse:
    """Keeps a file with the case."""
    found = the_case(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    require(request.user, found.agency, What.HANDLE, days.today(), "收存文件")
    form = AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, attach_form=form, status=UNPROCESSABLE)
    upload = form.cleaned_data["file"]
    kept = done(
        form,
        lambda: files.store_file(
            agency=found.agency,
            owner=attached.owner_of(found),
            purpose=form.cleaned_data["purpose"],
            upload_name=upload.name,
            content=upload,
            by=request.user,
            day=days.today(),
        ),
        field="file",
    )
    if kept is None:
        return _page(request, found, attach_form=form, status=UNPROCESSABLE)
    messages.success(request, f"已收存《{kept.name}》。")
    return redirect("casework:case", pk)


@functools.cache
def _any_parts() -> Prepared:
    """The question whether a case was divided."""
    return any_of(Case.objects.filter(parent=Slot(attrgetter("pk"))))


@functools.cache
def _any_proposals() -> Prepared:
    """The question whether a case is among those that a proposal names."""
    return any_of(Proposal.objects.filter(cases=Slot(attrgetter("pk"))))


def _page(
    request: OfficeRequest,
    found: Case,
    *,
    revealed: dict[int, str] | None = None,
    said: str = "",
    attach_form: AttachForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = days.today()
    events, applicants = queries.on_its_page(found)
    facts = [fact_of(event) for event in events]
    state = state_of(found.agency_id, facts, underway(found))
    written = attached.all_letters(found)
    letters = attached.shown_letters(written)
    with reckoned(found.agency_id):
        dates = [one for one in other_dates(facts, state) if one.done is None]
        entries = rows.timeline(events, letters.by_event)
    roles = roles_for(request.user, found.agency, today)
    held = held_among(written, facts)
    parts, proposals, files = read(
        [
            Short(found.parts.order_by("number").only("year", "number"), gate=_any_parts().asked_by(found)),
            Short(found.proposals.all(), gate=_any_proposals().asked_by(found)),
            Short(attached.files_of(found), gate=attached.any_files().asked_by(found)),
        ]
    )
    context: dict[str, Any] = {
        "state": state,
        "today": today,
        "said": said,
        "elements": rows.elements(found, state, _names(state)),
        "entries": entries,
        "next": with_open_ways(next_for(found, state, roles, today, held), facts, state, today),
        "acts": acts_for(found, state, roles, today, held),
        "stages": five_stages(facts, state),
        "dates": dates,
        "notes": _notes(state),
        "handles": bool(roles & HANDLERS),
        "applicants": [(one, (revealed or {}).get(one.position, "")) for one in applicants],
        "appeals": rows.appeals(state, today),
        "parts": parts,
        "proposals": proposals,
        "letters": letters.others,
        "admitted": letters.admitted,
        "sheets": {use: paper(use, today).code for use in ("registration", "archive")},
        "files": attached.named(files),
        "attach_form": attach_form or AttachForm(),
        **_related(found, state),
    }
    return case_page(request, "casework/case.html", found, context, status=status)


def _notes(state: State) -> list[Flag]:
    """What the officer should know, without what the strip says itself."""
    told = {note.message for note in state.due.notes} if state.due else set()
    return [one for one in state.notes if one.message not in told]


def _names(state: State) -> dict[int, str]:
    """Who handles the case, by name."""
    wanted = [pk for pk in (state.handler_id, state.stand_in_id) if pk]
    return {one.pk: one.display_name for one in Person.objects.filter(pk__in=wanted)} if wanted else {}


def _related(found: Case, state: State) -> dict[str, Any]:
    """Requests for the same: the applicant's own, and those of others."""
    on = found.received_on or found.submitted_on or days.today()
    given = (found.agency, found.applicant_key, found.title, on)
    before = _without_parts(found, similar.asked_before(*given, but=found.pk))
    others = similar.asked_by_others(*given, but=found.pk)
    # What is public already is no news to whoever has answered.
    published = similar.published([*before, *others]) if state.open else []
    return {
        "before": before[:_RELATED],
        "published": "；".join(f"{in_marks(one.title)}{one.place}" for one in published),
        "others": others[:_RELATED],
        "others_count": similar.how_many_others(others),
    }


def _without_parts(found: Case, before: list[similar.Similar]) -> list[similar.Similar]:
    """A request that was split is not asked again by its parts, nor a part by the others."""
    whole = found.parent_id or found.pk
    return [one for one in before if one.case.parent_id != whole]
