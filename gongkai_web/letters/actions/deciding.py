"""审签: who decides on a letter before it is issued?

The agency's particulars say which roles, in which order. A decision is about the digest of what was on the
screen; whoever drafted does not decide where somebody else can.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person, Role
from gongkai_web.agencies.queries import particulars_of, roles_of
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.letters import content
from gongkai_web.letters.actions.entry import line, locked, require, require_status
from gongkai_web.letters.checks import require_agreement
from gongkai_web.letters.models import Decision, Letter, Status
from gongkai_web.letters.queries import others_hold


@transaction.atomic
def submit(*, letter: Letter, by: Person, day: date) -> Letter:
    """Hands the draft to the first step; where the agency has none, it can be issued at once."""
    letter = locked(letter)
    require(by, letter.agency, day, "送审")
    require_status(letter, "送审", Status.DRAFTING)
    require_agreement(letter, "送审")
    # An internal sheet is nobody's letter.
    letter.steps = (
        list(particulars_of(letter.agency).steps) if content.kind_of(letter).layout == "letter" else []
    )
    letter.status = Status.IN_REVIEW if letter.steps else Status.APPROVED
    letter.waits_role = letter.steps[0] if letter.steps else ""
    letter.save()
    line(by, letter, "submit", {"steps": letter.steps, "hash": letter.content_hash})
    return letter


@transaction.atomic
def decide(*, letter: Letter, by: Person, day: date, approve: bool, seen: str, note: str = "") -> Decision:
    """Approves or returns the letter at the step where it stands. `seen`: the digest that was on the screen.

    After the last approval it can be issued; a return needs its `note` and brings it back to the draft.
    """
    letter = locked(letter)
    require_status(letter, "审签", Status.IN_REVIEW)
    role = letter.waits_role
    _require_turn(letter, by, role, day)
    if seen != letter.content_hash:
        raise Refused("页面打开以后这份文书改动过；请在新打开的页面上看过现在的文字，再作决定。")
    if not approve and not note.strip():
        raise Refused("退回须写明意见，以便修改。")
    step = _step(letter)
    decision = Decision(
        letter=letter,
        step=step,
        role=role,
        person=by,
        approved=approve,
        note=note.strip(),
        content_hash=letter.content_hash,
        day=day,
    )
    decision.save()
    if not approve:
        letter.status, letter.waits_role, letter.steps = Status.DRAFTING, "", []
    elif step + 1 < len(letter.steps):
        letter.waits_role = letter.steps[step + 1]
    else:
        letter.status, letter.waits_role = Status.APPROVED, ""
    letter.save()
    detail = {"step": step, "role": role, "approved": approve, "hash": decision.content_hash}
    line(by, letter, "decide", detail, note)
    return decision


def _step(letter: Letter) -> int:
    """The number of the step where it stands: the steps of an office are different roles."""
    return list(letter.steps).index(letter.waits_role)


def _require_turn(letter: Letter, by: Person, role: str, day: date) -> None:
    if role not in roles_of(by, letter.agency, day):
        raise NotAllowed(
            f"这一步由{letter.agency.name}的{Role(role).label}决定；{by.display_name}在 {day} 不是。"
        )
    if letter.prepared_by_id == by.pk and others_hold(by, letter.agency, role, day):
        raise NotAllowed(
            f"这份文书由{by.display_name}起草，本机关还有别的{Role(role).label}；须由另一人决定。"
        )
