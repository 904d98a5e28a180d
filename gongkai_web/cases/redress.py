"""Which ways of complaint does the reply leave, and which of them are open today (《条例》第五十一条)?

Against the last reply that was served: what the law of its day allows, less what appeals have used. One rule
for the applicant's page and the clerk's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.errors import GongkaiError
from gongkai.letters import Remedy, remedies_open
from gongkai.letters.remedies import AFTER, LITIGATION, RECONSIDERATION, lawsuit_after_reconsideration
from gongkai.procedure import checks
from gongkai.procedure.facts import BY_INTERNET, AppealKind, Appellant, Fact, standing
from gongkai.procedure.known import AppealState
from gongkai.procedure.state import State
from gongkai_web.agencies.models import Particulars

_REPLIES = frozenset({"replied", "replied_again"})
_AWAITED = "答复已经发出；下列期限自您收到答复之日起计算。"
_ON_THE_WAY = frozenset({"dispatched", "served"})


@dataclass(frozen=True, slots=True)
class Left:
    """A way that appeals have not used. `start`: the day from which its term runs, None while awaited."""

    remedy: Remedy
    start: date | None


@dataclass(frozen=True, slots=True)
class Redress:
    """The ways of complaint that are open now, and a sentence on their order where it is not free."""

    ways: tuple[Remedy, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class _Reply:
    """The last reply that was served."""

    outcome: str
    made: date
    served: date
    by_internet: bool


def ways_left(facts: Iterable[Fact], state: State, agency: Particulars | None = None) -> tuple[Left, ...]:
    """What is left against the last reply served, lapsed or not; nothing before the service.

    Nothing either for a reply of a day before the law on file.
    """
    reply = _last_served(facts)
    if reply is None:
        return ()
    try:
        return tuple(_unused(_open(reply, agency), reply, _filed(state, reply)))
    except GongkaiError:
        return ()


def redress(facts: Iterable[Fact], state: State, agency: Particulars, today: date) -> Redress:
    """The ways that are neither used nor lapsed."""
    known = list(facts)
    reply = _last_served(known)
    if reply is None:
        return Redress() if _own(state) else _on_its_way(known, agency)
    ways = {one.remedy.key: one.remedy for one in ways_left(known, state, agency)}
    left = {key: one for key, one in ways.items() if one.last_day is None or one.last_day >= today}
    reconsidered = _reconsidered(_filed(state, reply))
    if not reconsidered and RECONSIDERATION not in left:
        left.pop(AFTER, None)  # there can be no decision any more
    return Redress(tuple(left.values()), _order(left, reconsidered))


def _on_its_way(facts: Iterable[Fact], agency: Particulars) -> Redress:
    """What the letter that has left already tells, before anybody knows when it arrived: no last day yet."""
    sent: _Reply | None = None
    made: Fact | None = None
    for fact in standing(facts):
        if fact.kind in _REPLIES:
            made = fact
        elif fact.kind == "revoked":
            made = sent = None
        elif fact.kind == "dispatched" and made:
            by_internet = str(fact.data.get("way")) in BY_INTERNET
            sent = _Reply(str(made.data["outcome"]), made.day, fact.day, by_internet)
    if sent is None:
        return Redress()
    try:
        return Redress(tuple(_undated(one) for one in _open(sent, agency)), _AWAITED)
    except GongkaiError:
        return Redress()


def _undated(one: Remedy) -> Remedy:
    said = one.text.replace(f"；最后一日为 {one.last_day}", "") if one.last_day else one.text
    return replace(one, text=said, last_day=None, rolled_from=None, provisional=False, note="")


def _open(reply: _Reply, agency: Particulars | None) -> tuple[Remedy, ...]:
    return remedies_open(
        reply.outcome,
        reply.served,
        reply.by_internet,
        made_on=reply.made,
        reconsideration_authority=agency.heard_by(reply.made) if agency else "",
        court=agency.court if agency else "",
        online_reconsideration_url=agency.reconsideration_url if agency else "",
    )


def _last_served(facts: Iterable[Fact]) -> _Reply | None:
    """The last reply that was served and not taken back; one that is still on its way leaves it in force."""
    served: _Reply | None = None
    made: Fact | None = None
    ways: list[str] = []
    for fact in standing(facts):
        if fact.kind in _REPLIES:
            made, ways = fact, []
        elif fact.kind in _ON_THE_WAY and made:
            ways.append(str(fact.data.get("way")))
            if fact.kind == "served":
                by_internet = any(way in BY_INTERNET for way in ways)
                served = _Reply(str(made.data["outcome"]), made.day, fact.day, by_internet)
        elif fact.kind == "revoked":
            served = made = None
    return served


def _filed(state: State, reply: _Reply) -> list[AppealState]:
    """The appeals of the applicant against this reply."""
    return [one for one in _own(state) if one.filed_on >= reply.served]


def _own(state: State) -> list[AppealState]:
    """What a third party brings uses up nothing of the applicant's."""
    return [one for one in state.appeals if one.filed_by == Appellant.APPLICANT]


def _reconsidered(filed: Iterable[AppealState]) -> list[AppealState]:
    return [one for one in filed if one.kind == AppealKind.RECONSIDERATION]


def _unused(found: Iterable[Remedy], reply: _Reply, filed: Sequence[AppealState]) -> Iterable[Left]:
    """What is left beside the appeals that were filed against this reply."""
    ways = {one.key: Left(one, reply.served if one.last_day else None) for one in found}
    reconsidered = _reconsidered(filed)
    sued = [one for one in filed if one.kind != AppealKind.RECONSIDERATION]
    in_parts = any(one.remedy.part for one in ways.values())
    if reconsidered:
        other = {LITIGATION: ways[LITIGATION]} if in_parts else {}
        ways = {AFTER: _after(reconsidered[-1].concluded_on), **other}
    if sued:
        # Of a reply in parts the refused one still has its own way; else the court has the whole.
        direct = sued[-1].kind == AppealKind.LITIGATION_DIRECT
        ways = {key: one for key, one in ways.items() if in_parts and (key == LITIGATION) != direct}
    return ways.values()


def _after(decided: date | None) -> Left:
    """Going to court after a decision on reconsideration, whatever the reply was."""
    found = lawsuit_after_reconsideration(decided)
    if decided is None:
        return Left(found, None)
    told = f"按登记的审结之日 {decided} 推算；自收到行政复议决定书之日起算，以决定书写明的为准。"
    return Left(replace(found, note=f"{found.note}{told}"), decided)


def _order(left: Mapping[str, Remedy], reconsidered: Sequence[AppealState]) -> str:
    """In which order the ways are gone, where that is not free."""
    if AFTER not in left:
        return ""
    if reconsidered:
        last = reconsidered[-1]
        if last.concluded_on:
            return ""
        waited = f"{last.filed_on} 已申请行政复议，等复议决定；对决定不服的，再提起行政诉讼。"
        return f"{waited}{_undecided(last)}"
    part = left[AFTER].part and f"其中{left[AFTER].part}，"
    law = "《行政复议法》第二十三条"
    return f"{part}应当先申请行政复议；对复议决定不服的，再提起行政诉讼（{law}）。"


def _undecided(last: AppealState) -> str:
    """What follows where the organ does not decide in time (《行政诉讼法》第四十五条)."""
    if last.decide_until is None:
        return ""
    after = lawsuit_after_reconsideration(last.decide_until)
    length = checks.term_said(AFTER, last.decide_until)
    return (
        f"复议机关应在 {last.decide_until} 前决定（按登记的日期推算，以受理、延长期限的通知书为准）；"
        f"逾期不决定的，可以自期满之日起 {length}内（{after.last_day} 前）起诉（《行政诉讼法》第四十五条）。"
    )
