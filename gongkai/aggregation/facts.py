"""What does an aggregation know: of a unit, of one summand, of what stands in the way?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gongkai.report import Report

Amount = int | Decimal


class State(StrEnum):
    """What a unit says in a cell: a number, or one of the things that are no number and no zero."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"
    NOT_REPORTED = "not_reported"


STATE_LABELS = {
    State.NUMBER: "",
    State.BLANK: "空",
    State.NOT_APPLICABLE: "不适用",
    State.UNREADABLE: "读不出",
    State.NOT_REPORTED: "未报",
}


class ProblemKind(StrEnum):
    """What can stand in the way of a sum."""

    MISSING = "missing"
    WAIVED = "waived"
    LEFT_OUT = "left_out"
    NO_OFFICE = "no_office"
    DOUBLE = "double"
    OTHER = "other_report"
    UNREADABLE = "unreadable"
    GAPS = "gaps"
    CARRIED = "carried"
    EXPLAINED = "explained"
    NO_PAST = "no_past"
    OWN_SUM = "own_sum"
    UNSOUND = "unsound"


PROBLEM_LABELS = {
    ProblemKind.MISSING: "缺报",
    ProblemKind.WAIVED: "缺报，已说明",
    ProblemKind.LEFT_OUT: "不计入",
    ProblemKind.NO_OFFICE: "名单不全",
    ProblemKind.DOUBLE: "重复",
    ProblemKind.OTHER: "不能相加",
    ProblemKind.UNREADABLE: "读不出",
    ProblemKind.GAPS: "空、不适用",
    ProblemKind.CARRIED: "结转不符",
    ProblemKind.EXPLAINED: "结转不符，已说明",
    ProblemKind.NO_PAST: "没有上年报告",
    ProblemKind.OWN_SUM: "下级合计不符",
    ProblemKind.UNSOUND: "合计自身有误",
}
# Until these are mended, or the office has recorded its reason, the sum is not to be frozen.
BLOCKING = frozenset(
    {
        ProblemKind.MISSING,
        ProblemKind.NO_OFFICE,
        ProblemKind.DOUBLE,
        ProblemKind.OTHER,
        ProblemKind.UNREADABLE,
        ProblemKind.CARRIED,
        ProblemKind.OWN_SUM,
        ProblemKind.UNSOUND,
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the list. `key` stays the same through every change of name.

    `report`: None where none was accepted; `previous`: its own of the year before. `parts`: the units that
    its report adds up, which are then added instead of it. `predecessors`: the keys of those whose work it
    took over this year; `ended`: it gave its own away, so that no report is owed. `waived`: the office's
    reason why the sum does without its report; `explained`: why its carry-over may differ (R5).
    `counted`: None as the law has it for its kind, else as the list says. `elsewhere`: work went to it from a
    unit, or from it to one, that is not added here; it is compared where both are.
    """

    key: str
    name: str
    kind: str = ""
    report: Report | None = None
    previous: Report | None = None
    parts: tuple[Unit, ...] = ()
    predecessors: tuple[str, ...] = ()
    ended: bool = False
    waived: str = ""
    explained: str = ""
    counted: bool | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Summand:
    """What one unit gives to one cell; `value` is what was added: 0 where the state is no number."""

    unit: Unit
    value: Amount | None
    state: State


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell of a unit that holds no number."""

    unit: Unit
    state: State


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way or must be said: of which unit, which cells, in one sentence."""

    kind: ProblemKind
    unit: str
    message: str
    cells: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether the sum must not be frozen while it stands."""
        return self.kind in BLOCKING


@dataclass(frozen=True, slots=True)
class Aggregation:
    """The sum. `leaves` were added, `absent` gave no report, `left_out` are not counted by rule.

    `gaps` names, by cell, the leaves that hold no number there.
    """

    report: Report
    leaves: tuple[Unit, ...]
    absent: tuple[Unit, ...] = ()
    left_out: tuple[Unit, ...] = ()
    gaps: Mapping[str, tuple[Gap, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether something must be mended, or explained, before the sum may be frozen."""
        return any(problem.blocks for problem in self.problems)

    def behind(self, cell: str) -> Iterator[Summand]:
        """The units behind one cell, in the order of the list; those without a report come last."""
        gaps = {gap.unit.key: gap.state for gap in self.gaps.get(cell, ())}
        for unit in self.leaves:
            value, state = _given(unit, cell), gaps.get(unit.key, State.NUMBER)
            yield Summand(unit, None if state is State.UNREADABLE else value, state)
        for unit in self.absent:
            yield Summand(unit, 0, State.NOT_REPORTED)

    def gap_words(self, cell: str) -> str:
        """How many units hold no number in that cell, and why: 空 2 个、未报 1 个; "" where all do."""
        states = [gap.state for gap in self.gaps.get(cell, ())]
        states += [State.NOT_REPORTED] * len(self.absent)
        counted = {state: states.count(state) for state in State if state in states}
        return "、".join(f"{STATE_LABELS[state]} {count} 个" for state, count in counted.items())


def _given(unit: Unit, cell: str) -> Amount:
    """What a unit with a report gives; totals as it states them, for whoever compares."""
    assert unit.report is not None
    return unit.report.amount(cell)
