"""How does a proposal become a row of a list or of the work list?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, may
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.proposals.models import Proposal, ProposalStatus

_STATES = {
    ProposalStatus.WAITING: "waiting",
    ProposalStatus.ACCEPTED: "open",
    ProposalStatus.PUBLISHED: "done",
    ProposalStatus.REFUSED: "void",
}
_PROPOSAL_ACTS = {
    ProposalStatus.WAITING: ("审核", What.DECIDE_PROPOSAL),
    ProposalStatus.ACCEPTED: ("起草", What.HANDLE),
}
# What was drafted from it goes its own way; the proposal is done by itself when that is published.
_DRAFTED = "看起草的信息"


def proposal_mark(proposal: Proposal) -> Mark:
    """How it stands."""
    status = ProposalStatus(proposal.status)
    return Mark(_STATES[status], status.label)


def proposal_row(proposal: Proposal, person: Person | AnonymousUser, today: date) -> WorkRow:
    """A proposal as a line of the work list; its act for whoever may do it."""
    url = reverse("proposals:proposal", args=[proposal.pk])
    label, what = _PROPOSAL_ACTS.get(ProposalStatus(proposal.status), ("", What.SEE))
    page = url
    if proposal.status == ProposalStatus.ACCEPTED and proposal.item_id is not None:
        label, page = _DRAFTED, reverse("items:item", args=[proposal.item_id])
    return WorkRow(
        title=proposal.title,
        href=url,
        marks=(proposal_mark(proposal),),
        due_on=None,
        about=f"转主动公开 · {proposal.agency.name}",
        who=proposal.proposer_name,
        act=Link(label, page)
        if label and may(person, proposal.agency, what, today)
        else Link(proposal.get_status_display()),
    )
