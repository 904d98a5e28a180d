"""What does it cost, and which ways of complaint are open now?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai import tariff
from gongkai.errors import GongkaiError
from gongkai.letters import Remedy, remedies_open
from gongkai.letters.remedies import LITIGATION, RECONSIDERATION
from gongkai.tariff import Bill, Line
from gongkai_web.agencies.models import Particulars
from gongkai_web.cases.facts import BY_INTERNET, AppealKind, Fact, standing
from gongkai_web.cases.state import State


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee as the notice has it: amount, tier by tier, its source, and until when it can be paid."""

    amount: int
    name: str
    lines: tuple[Line, ...]
    source: str
    until: date | None
    paid_on: date | None


def fee(facts: Iterable[Fact], state: State) -> Fee | None:
    """The fee of the case, where one was asked for."""
    asked = [fact for fact in standing(facts) if fact.kind == "fee.decided"]
    if not asked or not state.fee_noticed_on:
        return None
    basis, count = str(asked[-1].data.get("basis")), int(asked[-1].data.get("count") or 0)
    bill = _bill(basis, count, asked[-1].day)
    lines = tuple(_own(bill, count) if basis == "items" else bill.lines) if bill else ()
    return Fee(
        state.fee_amount,
        bill.tariff.name if bill else "",
        tuple(lines),
        str(bill.source) if bill else "",
        state.applicant_until if state.waiting_for == "fee" else None,
        state.fee_paid_on,
    )


def _own(bill: Bill, count: int) -> list[Line]:
    """By items the case is one of the month's: only its own place is charged."""
    return [Line(count, count, line.rate) for line in bill.lines if line.first <= count <= line.last]


def _bill(basis: str, count: int, day: date) -> Bill | None:
    try:
        return tariff.fee(basis, count, day)
    except GongkaiError:
        return None


def remedies(facts: Iterable[Fact], state: State, agency: Particulars, today: date) -> list[Remedy]:
    """The remedies against the last reply that was served, as far as their last day has not passed.

    Empty before the service, and for a day before the law on file.
    """
    again = state.again_served_on is not None
    served = state.again_served_on if again else state.served_on
    outcome = state.outcome_again if again else state.outcome
    made = state.replied_again_on if again else state.concluded_on
    if served is None or not outcome:
        return []
    ways = [fact.data.get("way") for fact in standing(facts) if fact.kind in ("dispatched", "served")]
    decided = [
        one.concluded_on
        for one in state.appeals
        if one.kind == AppealKind.RECONSIDERATION and one.concluded_on and one.concluded_on >= served
    ]
    try:
        found = remedies_open(
            outcome,
            served,
            any(way in BY_INTERNET for way in ways[-2:]),
            made_on=made,
            decided_on=decided[-1] if decided else None,
            reconsideration_authority=agency.reconsideration_authority,
            court=agency.court,
            online_reconsideration_url=agency.reconsideration_url,
        )
    except GongkaiError:
        return []
    dated = [one for one in found if one.last_day and one.last_day >= today]
    pending = any(one.kind == AppealKind.RECONSIDERATION and not one.concluded_on for one in state.appeals)
    # What runs from a decision is open only where there can still be one.
    ahead = pending or any(one.key == RECONSIDERATION for one in dated)
    return [one for one in found if one in dated or (one.last_day is None and ahead)]


def reconsideration_first(found: Iterable[Remedy]) -> bool:
    """Whether one cannot go to court at once (《行政复议法》第二十三条)."""
    keys = {one.key for one in found}
    return RECONSIDERATION in keys and LITIGATION not in keys
