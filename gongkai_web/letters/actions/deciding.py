"""审签: who decides on a letter before it is issued?

The agency's particulars say which roles, in which order. A decision is about the digest of what was on the
screen; whoever drafted does not decide where somebody else can.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.approval import actions as approval
from gongkai_web.letters import content, queries
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.checks import require_agreement
from gongkai_web.letters.living import show_in_case, signers
from gongkai_web.letters.models import Decision, Letter, Status


@transaction.atomic
def submit(*, letter: Letter, by: Person, day: date) -> Letter:
    """Hands the draft to the first step; where the agency has none, it can be issued at once."""
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, day, "送审")
    require_status(letter, "送审", Status.DRAFTING)
    require_agreement(letter, "送审")
    # An internal sheet is nobody's letter.
    letter.steps = (
        list(particulars_of(letter.agency).steps) if content.kind_of(letter).layout == "letter" else []
    )
    letter.status = Status.IN_REVIEW if letter.steps else Status.APPROVED
    letter.waits_role = letter.steps[0] if letter.steps else ""
    letter.save()
    show_in_case(letter.case, day)
    line(by, letter, "submit", {"steps": letter.steps, "hash": letter.content_hash})
    return letter


@transaction.atomic
def decide(*, letter: Letter, by: Person, day: date, approve: bool, seen: str, note: str = "") -> Decision:
    """Approves or returns the letter at the step where it stands. `seen`: the digest that was on the screen.

    After the last approval it can be issued; a return needs its `note` and brings it back to the draft.
    """
    letter = locked(letter)
    require_status(letter, "审签", Status.IN_REVIEW)
    decision = approval.decide(
        Decision(letter=letter),
        matter=queries.matter(letter),
        by=by,
        day=day,
        approve=approve,
        now=content.digest(letter, letter.enclosures.all()),
        seen=seen,
        note=note,
    )
    following = decision.step + 1
    if not approve:
        letter.status, letter.waits_role, letter.steps = Status.DRAFTING, "", []
    elif following < len(letter.steps):
        letter.waits_role = letter.steps[following]
    else:
        letter.status, letter.waits_role = Status.APPROVED, ""
    letter.save()
    show_in_case(letter.case, day)
    detail = {"step": decision.step, "role": decision.role, "approved": approve}
    line(by, letter, "decide", {**detail, "hash": decision.content_hash}, note)
    return decision


@transaction.atomic
def send_back(*, letter: Letter, by: Person, day: date, seen: str, note: str) -> Decision:
    """Returns to its author, with the reason, a letter that waits for the signature of another person."""
    letter = locked(letter)
    require_status(letter, "退回", Status.APPROVED)
    decision = approval.decide(
        Decision(letter=letter),
        matter=replace(queries.matter(letter), step=len(letter.steps), roles=signers(letter, day)),
        by=by,
        day=day,
        approve=False,
        now=content.digest(letter, letter.enclosures.all()),
        seen=seen,
        note=note,
    )
    letter.status, letter.steps = Status.DRAFTING, []
    letter.save()
    show_in_case(letter.case, day)
    line(by, letter, "send_back", {"role": decision.role, "hash": decision.content_hash}, note)
    return decision
