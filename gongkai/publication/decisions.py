"""重大行政决策: where does a decision stand on a day, what is owed next, and what was done against the rule?

From the yearly list to the evaluation afterwards (国务院令第713号). What happened is entered with its day;
where the decision stands follows from it, the clock and `law/publication/decision_stages.yaml`. Nothing is
refused that has happened; what was done in the wrong order or in too short a time is told with its article.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.errors import UsageError
from gongkai.lawbook import DatedList, Lawbook, Source, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.terms import publication_due, publication_terms
from gongkai.publication.words import above, plain, words_of
from gongkai.workdays import calendar

FILE = "decision_stages.yaml"
# What others ask for by name: the list, the draft, what became of the opinions, the decision itself.
LISTED, DRAFT, ADOPTION, DECISION = NEEDED = ("listed", "draft", "adoption", "decision")


@dataclass(frozen=True, slots=True)
class Stage(Kind):
    """A stage. `needed`: every decision passes it; `shown`: the public sees it; `after`: what comes before.

    `opinions`: the term for which opinions are asked; `notice`: days by which its papers are served before;
    `least`: working days that it takes at least (0: none is set); `due_after`, `due_term`: the stage after
    which it is due, and by which term of publication.
    """

    needed: bool
    shown: bool
    after: tuple[str, ...]
    opinions: str
    notice: int
    least: int
    due_after: str
    due_term: str


@dataclass(frozen=True, slots=True)
class Happened:
    """That a stage was passed on `day`.

    `until`: the last day on which opinions are taken; `since`: when the papers were handed in or served;
    `reason`: why the time was cut, as it was made public; `stopped`: when asking ended before its time.
    """

    stage: str
    day: date
    until: date | None = None
    since: date | None = None
    reason: str = ""
    stopped: date | None = None

    def stands(self, day: date) -> bool:
        """Whether it was not stopped before that day."""
        return self.stopped is None or self.stopped >= day


@dataclass(frozen=True, slots=True)
class Owed:
    """A stage that can be passed now, and by when; None where the law sets no day."""

    stage: Stage
    last: date | None
    overdue: bool

    @property
    def said(self) -> str:
        """What is to be done, by when and by what."""
        by = f"，应于 {self.last} 以前（含当日）" if self.last else ""
        late = "，已经逾期" if self.overdue else ""
        return f"{self.stage.label}{by}{late}{self.stage.source.cited}。"


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done against the rule, as a sentence. `stage`: where."""

    code: str
    stage: str
    message: str
    source: Source


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a decision stands on a day. `last`: the stage passed last; `open_until`: opinions are taken.

    `said`: one sentence of it for everybody.
    """

    last: Stage | None
    passed: tuple[tuple[Stage, Happened], ...]
    open_until: date | None
    owed: tuple[Owed, ...]
    faults: tuple[Fault, ...]
    said: str


@functools.lru_cache
def decision_stages(book: Lawbook | None = None) -> DatedList[Stage]:
    """All stages in their order. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = words_of(FILE, "决策阶段", _stage, book)
    for code in NEEDED:
        if code not in found:
            raise book.node(f"publication/{FILE}").refuse(code, "缺少这个阶段，计算要用到它。")
    return found


def decision_on(facts: Iterable[Happened], day: date, book: Lawbook | None = None) -> Standing:
    """Where the decision stands at the end of `day`, by what had happened until then.

    Raises UsageError for an unknown stage and for days that cannot be, NotInForce before the law of stages.
    """
    stages = decision_stages(book)
    known = sorted((one for one in facts if one.day <= day), key=lambda one: one.day)
    for one in known:
        stages.at(one.stage, one.day)
        _require_possible(one, stages[one.stage])
    lasting = [
        one for one in known if one.stopped is None or one.stopped > day
    ]  # nothing follows from others
    first = {one.stage: one for one in reversed(lasting)}  # what was passed twice was passed the first time
    if ends := [one.until for one in lasting if one.stage == DRAFT and one.until]:
        first[DRAFT] = replace(first[DRAFT], until=max(ends))  # but opinions are taken until the last day
    reading = stages.on(known[0].day if known else day)
    passed = tuple((reading.get(one.stage) or stages[one.stage], one) for one in known)
    opened = [one.until for one in lasting if one.stage == DRAFT and one.until and one.until >= day]
    owed = tuple(_owed(reading, first, day, book))
    return Standing(
        last=passed[-1][0] if passed else None,
        passed=passed,
        open_until=max(opened, default=None),
        owed=owed,
        faults=tuple(_faults(reading, known, first, book)),
        said=_said(passed, first, max(opened, default=None), owed),
    )


def _require_possible(one: Happened, stage: Stage) -> None:
    if one.until and one.until < one.day:
        raise UsageError(f"「{stage.label}」截止 {one.until} 早于开始 {one.day}；请核对日期。")
    if one.since and one.since > one.day:
        raise UsageError(f"「{stage.label}」的材料 {one.since} 送达，晚于当天 {one.day}；请核对日期。")
    if stage.opinions and one.until is None:
        raise UsageError(f"「{stage.label}」没有写到哪一天截止；请补上。")


def _owed(
    stages: Mapping[str, Stage], first: Mapping[str, Happened], day: date, book: Lawbook | None
) -> Iterator[Owed]:
    """What has not been passed and whose turn it is; what is due after a stage, from the day it ended."""
    for code, stage in stages.items():
        if code in first or not stage.needed or not all(one in first for one in stage.after):
            continue
        if stage.due_after and stage.due_after not in first:
            continue
        last = _last_day(stage, first, book)
        yield Owed(stage, last, overdue=last is not None and day > last)


def _last_day(stage: Stage, first: Mapping[str, Happened], book: Lawbook | None) -> date | None:
    before = first.get(stage.due_after)
    if before is None:
        return None
    return publication_due(before.until or before.day, stage.due_term, book=book).last


def _faults(
    stages: Mapping[str, Stage],
    known: Sequence[Happened],
    first: Mapping[str, Happened],
    book: Lawbook | None,
) -> Iterator[Fault]:
    for one in known:
        stage = stages.get(one.stage)
        if stage is None:
            continue
        yield from _out_of_order(stages, stage, one, known)
        yield from _too_short(stage, one, book)
        last = _last_day(stage, first, book)
        if last is not None and one.day > last:
            said = f"「{stage.label}」应于 {last} 以前（含当日）完成，实际是 {one.day}"
            yield Fault("late", stage.code, f"{said}{stage.source.cited}。", stage.source)
    asked, decided = first.get(DRAFT), first.get(DECISION)
    if asked and asked.until and decided and decided.day <= asked.until:
        said = f"征求意见到 {asked.until} 才截止，{decided.day} 已经作出决定"
        source = stages[DRAFT].source
        yield Fault("opinions_open", DECISION, f"{said}；意见没有收齐{source.cited}。", source)


def _out_of_order(
    stages: Mapping[str, Stage], stage: Stage, one: Happened, known: Iterable[Happened]
) -> Iterator[Fault]:
    before = {other.stage for other in known if other.day <= one.day and other.stands(one.day)}
    for code in stage.after:
        if code in before:
            continue
        said = f"{one.day}「{stage.label}」以前没有「{stages[code].label}」的记录"
        source = stages[code].source
        yield Fault(
            f"without_{code}",
            stage.code,
            f"{said}；已经做过的请补登，没有做的依规定办{source.cited}。",
            source,
        )


def _too_short(stage: Stage, one: Happened, book: Lawbook | None) -> Iterator[Fault]:
    """A time that was cut; where a reason was made public, cutting the opinions is no fault (第十五条)."""
    if stage.opinions and one.until and not one.reason.strip():
        due = publication_due(one.day, stage.opinions, book=book)
        if due.last and one.until < due.last:
            said = f"征求意见自 {one.day} 到 {one.until}，不足 {due.length.said}，没有说明缩短的理由"
            yield Fault("opinions_short", stage.code, f"{said}{due.source.cited}。", due.source)
    if stage.notice and one.since and (one.day - one.since).days < stage.notice:
        said = f"「{stage.label}」的材料 {one.since} 才送达，不足会前 {stage.notice} 日"
        yield Fault("notice_short", stage.code, f"{said}{stage.source.cited}。", stage.source)
    if stage.least and one.since and calendar(book).count(one.since, one.day) < stage.least:
        said = f"「{stage.label}」自 {one.since} 到 {one.day}，不足 {stage.least} 个工作日"
        yield Fault("hurried", stage.code, f"{said}{stage.source.cited}。", stage.source)


def _said(
    passed: tuple[tuple[Stage, Happened], ...],
    first: Mapping[str, Happened],
    open_until: date | None,
    owed: Sequence[Owed],
) -> str:
    """One sentence for everybody: what stands open, what is waited for, what came last.

    What should have come by a day that is over is not announced any more: it is said to be outstanding.
    """
    if open_until is not None:
        return f"正在征求意见，到 {open_until} 止（含当日）。"
    asked, answer = first.get(DRAFT), next((one for one in owed if one.stage.due_after == DRAFT), None)
    if asked and asked.until and answer and DECISION not in first:
        by = f"，采纳情况应于 {answer.last} 以前（含当日）公布" if answer.last else ""
        late = "，还没有公布" if answer.overdue else ""
        return f"征求意见已于 {asked.until} 结束{by}{late}。"
    shown = [(stage, one) for stage, one in passed if stage.shown]
    if DRAFT not in first and shown and shown[-1][1].stopped:
        return f"征求意见已于 {shown[-1][1].stopped} 终止。"
    return f"{shown[-1][1].day} {shown[-1][0].label}。" if shown else "尚未列入目录。"


def _stage(book: Lawbook, code: str, node: Node) -> Stage:
    word, known = plain(book, code, node), above(book, node, code)
    after = node.texts("after", default=())
    if unknown := [one for one in after if one not in known]:
        raise node.refuse("after", f"「{unknown[0]}」不是写在前面的阶段；先有的要写在前面。")
    due = node.child("due") if "due" in node else None
    terms = list(publication_terms(book))
    stage = Stage(
        code,
        word.label,
        word.source,
        node.flag("needed"),
        node.flag("shown"),
        after,
        node.text("opinions", allowed=terms) if "opinions" in node else "",
        node.integer("notice", least=1) if "notice" in node else 0,
        node.integer("least", least=1) if "least" in node else 0,
        due.text("after", allowed=known) if due else "",
        due.text("term", allowed=terms) if due else "",
    )
    if due:
        due.done()
    return stage
