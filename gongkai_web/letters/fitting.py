"""Which letters fit a case as it stands, and which of them is its own?

A letter whose outcome needs what has not happened (逾期不补正 where no correction was asked) is not offered;
where the applicant let a term lapse, the letter that says so comes first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.letters import LetterKind
from gongkai.procedure.endings import endings
from gongkai_web.addresses import address_of
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import facts_of
from gongkai_web.holidays.queries import reckoned
from gongkai_web.letters.kinds import REPLIES, kinds_for
from gongkai_web.look.parts import Link


def fitting(case: Case, act: str, day: date) -> tuple[LetterKind, ...]:
    """The letters of the act that the case can go out with on that day, its own before the others."""
    kinds = kinds_for(act, day)
    if act not in REPLIES:
        return kinds
    with reckoned(case.agency_id):
        known = endings(facts_of(case), day, again=act != REPLIES[0])
    found = [kind for kind in kinds if not kind.outcomes or known.keys() & set(kind.outcomes)]
    return tuple(sorted(found, key=lambda kind: not _own(kind, known)))


def _own(kind: LetterKind, known: dict[str, bool]) -> bool:
    return any(known.get(outcome) for outcome in kind.outcomes)


def letter_for(case: Case, outcome: str, day: date) -> Link | None:
    """The page that begins the letter of that outcome; None where the law of the day has none."""
    kind = next(iter(_with(kinds_for(REPLIES[0], day), outcome)), None)
    if kind is None:
        return None
    return Link(f"起草{kind.name}", f"{address_of('letters:new', case.pk, REPLIES[0])}?kind={kind.code}")


def _with(kinds: Iterable[LetterKind], outcome: str) -> list[LetterKind]:
    return [kind for kind in kinds if outcome and outcome in kind.outcomes]
