"""What can the agency plead against an appeal: too early, too late, or the second of its kind?

Nothing here keeps an appeal from being entered; each is a note for whoever writes the answer
(`law/pleas.yaml`, chosen by the day of the filing).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.deadlines import terms
from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import outcomes
from gongkai.procedure import checks
from gongkai.procedure.facts import AppealKind, Appellant, Flag
from gongkai.procedure.known import AppealState

if TYPE_CHECKING:
    from gongkai.procedure.course.known import Course

NEEDED = (
    "reconsideration_first",
    "reconsideration_first_in_part",
    "during_reconsideration",
    "second_reconsideration",
    "filed_late",
)


@dataclass(frozen=True, slots=True)
class Plea:
    """The sentence of a plea; `outcomes` where it holds for some replies only."""

    sentence: str
    outcomes: tuple[str, ...]


@functools.lru_cache
def pleas(book: Lawbook | None = None) -> dict[str, Dated[Plea]]:
    """All pleas by key. Raises LawError where the file is malformed."""
    book = book or lawbook()
    whole = book.node("pleas.yaml")
    found = {}
    for key, node in whole.entries():
        found[key] = book.dated(node, node.text("name"), functools.partial(_plea, book), changes=True)
        node.done()
    for key in NEEDED:
        if key not in found:
            raise whole.refuse(key, "没有这一项答辩提示，登记复议、诉讼时要用到它；请恢复。")
    return found


def _plea(book: Lawbook, node: Node) -> Plea:
    found = Plea(node.text("sentence"), node.texts("outcomes", default=()))
    strange = [code for code in found.outcomes if code not in outcomes(book)]
    if strange:
        raise node.refuse("outcomes", f"outcomes.yaml 里没有「{strange[0]}」这种办理结果；请核对。")
    return found


def against(course: Course, appeal: AppealState) -> Iterator[Flag]:
    """The pleas against an appeal of the applicant that is filed as the case stands.

    Of a third party neither the reply to the applicant nor its service says anything.
    """
    if appeal.filed_by != Appellant.APPLICANT:
        return
    told = course.last_reply
    pending = [one for one in _own(course) if _hears_on(one, appeal.filed_on)]
    sued = appeal.kind != AppealKind.RECONSIDERATION
    if appeal.kind == AppealKind.LITIGATION_DIRECT:
        yield from _said("reconsideration_first", appeal, outcome=told.outcome)
        yield from _said("reconsideration_first_in_part", appeal, outcome=told.outcome)
    if sued and pending:
        yield from _said("during_reconsideration", appeal, other=pending[-1].ref)
    earlier = [
        one
        for one in _own(course)
        if one.kind == AppealKind.RECONSIDERATION and told.made and one.filed_on >= told.made
    ]
    if not sued and earlier:
        yield from _said("second_reconsideration", appeal, other=earlier[-1].ref)
    yield from _late(course, appeal)


def _own(course: Course) -> list[AppealState]:
    """What the applicant has brought before."""
    return [one for one in course.disputes.values() if one.filed_by == Appellant.APPLICANT]


def _hears_on(one: AppealState, day: date) -> bool:
    """Whether a reconsideration is undecided and its term runs: nobody may sue then (第二十九条)."""
    runs = one.decide_until is None or day <= one.decide_until
    return one.kind == AppealKind.RECONSIDERATION and one.pending and runs


def _late(course: Course, appeal: AppealState) -> Iterator[Flag]:
    key, since = _term_of(course, appeal)
    until = checks.term_end_or_none(key, since) if since else None
    if since and until and appeal.filed_on > until:
        article = str(terms()[key].dated.on(since).source)
        yield from _said("filed_late", appeal, since=since, until=until, article=article)


def _term_of(course: Course, appeal: AppealState) -> tuple[str, date | None]:
    """The term within which this appeal had to be filed, and the day from which it runs."""
    if appeal.kind == AppealKind.RECONSIDERATION:
        return "reconsideration", course.last_reply.served
    if appeal.kind == AppealKind.LITIGATION_DIRECT:
        return "litigation", course.last_reply.served
    before = [one for one in _own(course) if one.kind == AppealKind.RECONSIDERATION]
    decided = before[-1].decision_received_on or before[-1].decide_until if before else None
    return "litigation_after_reconsideration", decided


def _said(key: str, appeal: AppealState, *, outcome: str = "", **facts: object) -> Iterator[Flag]:
    known = pleas()[key]
    if not known.holds(appeal.filed_on):
        return
    plea = known.on(appeal.filed_on).value
    if not plea.outcomes or outcome in plea.outcomes:
        sentence = plea.sentence.format(ref=appeal.ref, day=appeal.filed_on, **facts)
        yield Flag(key.replace("_", "-"), sentence)
