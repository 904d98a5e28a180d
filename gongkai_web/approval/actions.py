"""How is a decision made: in turn, by another person, on what was seen, and a no with its reason?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from gongkai_web.agencies.models import Person, Role
from gongkai_web.agencies.queries import roles_of
from gongkai_web.approval import queries, sentences
from gongkai_web.approval.matter import Matter, Words
from gongkai_web.approval.models import Decision
from gongkai_web.approval.standing import Step, is_approved
from gongkai_web.errors import NotAllowed, Refused

D = TypeVar("D", bound=Decision)


def require_turn(matter: Matter, by: Person, day: date) -> None:
    """Raises NotAllowed where it is not this person's to decide on that day."""
    problem = queries.why_not(by, matter, day)
    if problem:
        raise NotAllowed(problem)


def require_unmoved(words: Words, before: str, now: str, *, since: str = "", then: str = "") -> None:
    """Raises Refused where the content is another one than it was `since` that act, by default the last."""
    if before != now:
        raise Refused(sentences.moved(words, since or words.since, then or words.decide))


def require_approved(
    words: Words, steps: Sequence[Step], decisions: Iterable[Decision], now: str, *, then: str
) -> None:
    """Raises Refused where not every step approved the content as it is now."""
    if not is_approved(steps, decisions, now):
        raise Refused(sentences.lapsed(words, then))


def require_seen(words: Words, seen: str, now: str, *, then: str = "") -> None:
    """Raises Refused where the page showed another content, or none."""
    if seen != now:
        raise Refused(sentences.not_seen(words, then or words.decide))


def require_reason(words: Words, note: str, *, approve: bool) -> None:
    """Raises Refused for a no without its reason."""
    if not approve and not note.strip():
        raise Refused(sentences.no_reason(words))


def decide(
    row: D,
    *,
    matter: Matter,
    by: Person,
    day: date,
    approve: bool,
    now: str,
    seen: str,
    note: str = "",
    entered_on: date | None = None,
) -> D:
    """Checks and keeps one decision. `row`: a new row of the subject's own table with its foreign key set.

    `now`: the digest of the content as it stands; `seen`: of what was on the screen. Within the transaction
    and under the lock of the act that calls it. `entered_on`: the day on which it is entered, where that may
    be later; the office counts that is held then. Raises NotAllowed and Refused; then nothing was written.
    """
    require_turn(matter, by, entered_on or day)
    require_unmoved(matter.words, matter.content, now)
    require_seen(matter.words, seen, now)
    require_reason(matter.words, note, approve=approve)
    row.step, row.role, row.person = matter.step, role_in(matter, by, entered_on or day), by
    row.approved, row.note = approve, note.strip()
    row.content_hash, row.day = now, day
    row.save()
    return row


def role_in(matter: Matter, by: Person, day: date) -> str:
    """In which of the roles of the step the person decides: the first that they hold."""
    held = matter.roles & roles_of(by, matter.agency, day)
    return next(role.value for role in Role if role in held)
