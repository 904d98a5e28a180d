"""What does the case cost, tier by tier, and until when can it be paid?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai import tariff
from gongkai.errors import GongkaiError
from gongkai.procedure.facts import Fact, Status, standing
from gongkai.procedure.state import State
from gongkai.tariff import Bill, Line

# Where the money still serves the request; once it is answered nobody is told how to pay.
_HANDLED = frozenset({Status.RECEIVED, Status.IN_PROCESS, Status.CONSULTING})


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee as the notice has it: amount, tier by tier, its source, and until when it can be paid."""

    amount: int
    name: str
    unit: str
    lines: tuple[Line, ...]
    source: str
    until: date | None
    paid_on: date | None
    refunded_on: date | None
    payable: bool


def fee(facts: Iterable[Fact], state: State) -> Fee | None:
    """The fee of the case, where one was asked for."""
    asked = [fact for fact in standing(facts) if fact.kind == "fee.decided"]
    if not asked or not state.fee_noticed_on:
        return None
    basis, count = str(asked[-1].data.get("basis")), int(asked[-1].data.get("count") or 0)
    bill = _bill(basis, count, asked[-1].day)
    lines = tuple(_own(bill, count) if basis == "items" else bill.lines) if bill else ()
    if sum(line.amount for line in lines) != state.fee_amount:
        lines = ()  # a notice on paper asked for another sum than the tariff's: no tier explains it
    return Fee(
        state.fee_amount,
        bill.tariff.name if bill else "",
        bill.tariff.unit if bill else "",
        lines,
        str(bill.source) if bill else "",
        state.applicant_until if state.waiting_for == "fee" else None,
        state.fee_paid_on,
        state.fee_refunded_on,
        not state.fee_paid_on and state.status in {Status.WAITING_FEE, *_HANDLED},
    )


def _own(bill: Bill, count: int) -> list[Line]:
    """By items the case is one of the month's: only its own place is charged."""
    return [Line(count, count, line.rate) for line in bill.lines if line.first <= count <= line.last]


def _bill(basis: str, count: int, day: date) -> Bill | None:
    try:
        return tariff.fee(basis, count, day)
    except GongkaiError:
        return None
