"""What did the agency answer, and with which letter can the applicant take it away?

What a decision or a judgment has undone is no answer any more: it heads no page, and its enclosures are not
handed out – a court may have ruled that they must not be (第十五条、第三十二条).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.outcomes import outcomes
from gongkai.procedure.facts import Fact, standing
from gongkai.procedure.state import State
from gongkai_web.letters.checks import standing_event
from gongkai_web.letters.models import Letter

_REPLIES = frozenset({"replied", "replied_again"})
_OUT = frozenset({"dispatched", "served"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply in force: its outcome in a word, its number, the day on which it left, its letter if any."""

    outcome: str
    number: str
    day: date
    again: bool
    letter: Letter | None

    @property
    def headline(self) -> str:
        """`已答复：部分公开`."""
        return f"{'已重新答复' if self.again else '已答复'}：{self.outcome}"


def answer(facts: Iterable[Fact], letters: Iterable[Letter], state: State) -> Answer | None:
    """The last reply that has left the house and is still in force. `facts`: those for people outside."""
    known = list(facts)
    sent = _in_force(known, state)
    if sent is None:
        return None
    found, day = sent
    outcome = outcomes().get(str(found.data.get("outcome")))
    return Answer(
        outcome.told if outcome else "",
        str(found.data.get("letter_number") or ""),
        day,
        found.kind == "replied_again",
        next((one for one in letters if _entered(one, known) == found), None),
    )


def withheld(facts: Iterable[Fact], letters: Iterable[Letter], state: State) -> frozenset[int]:
    """The replies, by key of the letter, that are no longer in force."""
    known = list(facts)
    sent = _in_force(known, state)
    entered = {one.pk: _entered(one, known) for one in letters}
    return frozenset(
        pk
        for pk, fact in entered.items()
        if fact and fact.kind in _REPLIES and (sent is None or fact != sent[0])
    )


def _in_force(facts: Iterable[Fact], state: State) -> tuple[Fact, date] | None:
    """The reply and the day on which it left; one that waits to be sent leaves the one before in force."""
    made: Fact | None = None
    sent: tuple[Fact, date] | None = None
    for fact in standing(facts):
        if fact.kind in _REPLIES:
            made = fact
        elif fact.kind == "revoked":
            made = sent = None
        elif fact.kind in _OUT and made and (sent is None or sent[0] is not made):
            sent = (made, fact.day)
    return None if _undone(state) else sent


def _undone(state: State) -> bool:
    """Another reply is owed in its place: still to be made, or ordered and made but not sent."""
    ordered = bool(state.owed and state.owed.ordered_by)
    waits = state.replied_again_on is not None and state.again_dispatched_on is None
    return state.redo or (ordered and waits)


def _entered(letter: Letter, facts: Iterable[Fact]) -> Fact | None:
    return standing_event(facts, letter.event_id) if letter.event_id else None
