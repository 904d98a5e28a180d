"""How does a correction or a proposal become a row of a list or of the work list?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from gongkai_web.agencies.models import Person
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.records import queries
from gongkai_web.records.facts import Status
from gongkai_web.records.models import Proposal, ProposalStatus, RecordCorrection

_ACTS = {Status.OPEN: "作出处理", Status.DECIDED: "告知申请人"}
_STATES = {
    ProposalStatus.WAITING: "waiting",
    ProposalStatus.ACCEPTED: "open",
    ProposalStatus.PUBLISHED: "done",
    ProposalStatus.REFUSED: "void",
}
_PROPOSAL_ACTS = {ProposalStatus.WAITING: "审核", ProposalStatus.ACCEPTED: "登记公开"}


def correction_marks(correction: RecordCorrection, today: date) -> tuple[Mark, ...]:
    """How it stands today."""
    if correction.status == Status.VOID:
        return (Mark("void"),)
    return due_marks(correction.due_on, today, done=correction.told_on)


def proposal_mark(proposal: Proposal) -> Mark:
    """How it stands."""
    status = ProposalStatus(proposal.status)
    return Mark(_STATES[status], status.label)


def correction_row(correction: RecordCorrection, today: date) -> WorkRow:
    """A request for correction as a line of the work list."""
    url = reverse("records:correction", args=[correction.pk])
    marks = correction_marks(correction, today)
    label = _ACTS.get(Status(correction.status), "")
    return WorkRow(
        title=correction.record,
        href=url,
        marks=marks,
        due_on=correction.due_on,
        about=f"更正本人记录 · {correction.registry_number} · {correction.agency.name}",
        who=correction.applicant_name,
        act=Link(label, url) if label else Link(Status(correction.status).label),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def proposal_row(proposal: Proposal) -> WorkRow:
    """A proposal as a line of the work list."""
    url = reverse("records:proposal", args=[proposal.pk])
    label = _PROPOSAL_ACTS.get(ProposalStatus(proposal.status), "")
    return WorkRow(
        title=proposal.title,
        href=url,
        marks=(proposal_mark(proposal),),
        due_on=None,
        about=f"转主动公开 · {proposal.agency.name}",
        who=proposal.proposer_name,
        act=Link(label, url) if label else Link(proposal.get_status_display()),
    )


def task_rows(person: Person | AnonymousUser, today: date) -> list[WorkRow]:
    """What of these registers waits for the person, as lines of the work list."""
    found = queries.tasks(person, today)
    return [
        *(correction_row(one, today) for one in found.corrections),
        *(proposal_row(one) for one in found.proposals),
    ]
