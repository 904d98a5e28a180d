"""What does it cost, and which ways of complaint are open now?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai import tariff
from gongkai.errors import GongkaiError
from gongkai.letters import Remedy, remedies_open
from gongkai.letters.remedies import AFTER, LITIGATION, RECONSIDERATION
from gongkai.tariff import Bill, Line
from gongkai_web.agencies.models import Particulars
from gongkai_web.cases.facts import BY_INTERNET, AppealKind, Fact, standing
from gongkai_web.cases.state import AppealState, State

# An outcome whose letter tells of the suit after a decision on reconsideration.
_REFUSAL = "denied_process_information"


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


@dataclass(frozen=True, slots=True)
class Redress:
    """The ways of complaint that are open now, and a sentence on their order where it is not free."""

    ways: tuple[Remedy, ...] = ()
    order: str = ""


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
        bill.tariff.unit if bill else "",
        lines,
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


def redress(facts: Iterable[Fact], state: State, agency: Particulars, today: date) -> Redress:
    """The remedies against the last reply that was served, as far as they are neither used nor lapsed.

    None before the service, and for a day before the law on file.
    """
    again = state.again_served_on is not None
    served = state.again_served_on if again else state.served_on
    outcome = state.outcome_again if again else state.outcome
    made = state.replied_again_on if again else state.concluded_on
    if served is None or not outcome:
        return Redress()
    ways = [fact.data.get("way") for fact in standing(facts) if fact.kind in ("dispatched", "served")]
    try:
        found = remedies_open(
            outcome,
            served,
            any(way in BY_INTERNET for way in ways[-2:]),
            made_on=made,
            reconsideration_authority=agency.reconsideration_authority,
            court=agency.court,
            online_reconsideration_url=agency.reconsideration_url,
        )
        filed = [one for one in state.appeals if one.filed_on >= served]
        return _unused(found, filed, today)
    except GongkaiError:
        return Redress()


def _unused(found: Iterable[Remedy], filed: Iterable[AppealState], today: date) -> Redress:
    """What is left beside the appeals that were filed against this reply."""
    ways = {one.key: one for one in found}
    reconsidered = [one for one in filed if one.kind == AppealKind.RECONSIDERATION]
    sued = [one for one in filed if one.kind != AppealKind.RECONSIDERATION]
    in_parts = any(one.part for one in ways.values())
    if reconsidered:
        other = {LITIGATION: ways[LITIGATION]} if in_parts else {}
        ways = {**_after(reconsidered[-1].concluded_on, today), **other}
    if sued:
        # Of a reply in parts the refused one still has its own way; else the court has the whole.
        direct = sued[-1].kind == AppealKind.LITIGATION_DIRECT
        ways = {key: one for key, one in ways.items() if in_parts and (key == LITIGATION) != direct}
    left = {key: one for key, one in ways.items() if one.last_day is None or one.last_day >= today}
    if not reconsidered and RECONSIDERATION not in left:
        left.pop(AFTER, None)  # there can be no decision any more
    return Redress(tuple(left.values()), _order(left, reconsidered))


def _after(decided: date | None, today: date) -> dict[str, Remedy]:
    """Going to court after a decision on reconsideration (《行政诉讼法》第四十五条), whatever the reply was.

    The library tells of it with a refusal of today: there the way belongs to what must be told.
    """
    told = f"按登记的审结之日 {decided} 推算；自您收到行政复议决定书之日起算，以决定书写明的为准。"
    found = [one for one in remedies_open(_REFUSAL, today, decided_on=decided) if one.key == AFTER]
    return {one.key: replace(one, note=f"{one.note}{told}") if decided else one for one in found}


def _order(left: Mapping[str, Remedy], reconsidered: Sequence[AppealState]) -> str:
    """In which order the ways are gone, where that is not free."""
    if AFTER not in left:
        return ""
    if reconsidered:
        last = reconsidered[-1]
        if last.concluded_on:
            return ""
        return f"{last.filed_on} 已申请行政复议，等复议决定；对决定不服的，再提起行政诉讼。"
    part = left[AFTER].part and f"其中{left[AFTER].part}，"
    law = "《行政复议法》第二十三条"
    return f"{part}应当先申请行政复议；对复议决定不服的，再提起行政诉讼（{law}）。"
