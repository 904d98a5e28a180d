"""What did the agency answer, and with which letter can the applicant take it away?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.outcomes import outcomes
from gongkai.procedure.facts import Fact, standing
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


def answer(facts: Iterable[Fact], letters: Iterable[Letter]) -> Answer | None:
    """The last reply that has left the house and was not taken back. `facts`: those for people outside."""
    made: Fact | None = None
    sent: tuple[Fact, date] | None = None
    for fact in standing(facts):
        if fact.kind in _REPLIES:
            made = fact
        elif fact.kind == "revoked":
            made = sent = None
        elif fact.kind in _OUT and made and (sent is None or sent[0] is not made):
            sent = (made, fact.day)
    if sent is None:
        return None
    found, day = sent
    outcome = outcomes().get(str(found.data.get("outcome")))
    return Answer(
        outcome.short if outcome else "",
        str(found.data.get("letter_number") or ""),
        day,
        found.kind == "replied_again",
        next((one for one in letters if one.event_id == found.id), None),
    )
