"""Why is the reply due on that day? The clock's answer, laid out in weeks for the eye.

One cell a day: counted days carry their number, rest days are hatched, excluded days stand in a bracket with
their reason, the due day is framed. Whatever a colour says, a word says too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.clock import Due, Step
from gongkai.workdays import ONE_DAY, Why

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
WEEK = timedelta(days=7)
# From so many weeks in a row without a counted day, one line stands for them all.
FOLD_FROM = 3


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day as drawn; `day` is None outside the term. `word` is short, `says` the whole state in words."""

    day: date | None = None
    number: int | None = None
    word: str = ""
    says: str = ""
    classes: str = "outside"
    first: bool = False

    @property
    def label(self) -> str:
        """The day of the month, with the month where one begins."""
        if self.day is None:
            return ""
        return f"{self.day:%m-%d}" if self.first or self.day.day == 1 else str(self.day.day)


@dataclass(frozen=True, slots=True)
class Week:
    """One line of the strip: seven days, or the sentence that stands for many weeks."""

    label: str
    cells: tuple[DayCell, ...] = ()
    folded: str = ""

    @property
    def said(self) -> str:
        """What a reader hears as the head of a line that has no month."""
        first = next((cell.day for cell in self.cells if cell.day), None)
        return f"{first:%m-%d} 起的一周" if first else "若干周"


@dataclass(frozen=True, slots=True)
class Bracket:
    """Days that do not count, for one reason. `workdays` of them would have counted."""

    first: date
    last: date
    reason: str
    workdays: int


@dataclass(frozen=True, slots=True)
class StripView:
    """The whole drawing. `weeks` from Monday to Sunday, `steps` for the table below it."""

    due: Due
    weeks: tuple[Week, ...]
    brackets: tuple[Bracket, ...]
    weekdays: tuple[str, ...] = field(default=WEEKDAYS)

    @property
    def first(self) -> date:
        """The first day of the reckoning."""
        return self.due.steps[0].day

    @property
    def last(self) -> date:
        """The last day of the reckoning."""
        return self.due.steps[-1].day

    @property
    def steps(self) -> tuple[tuple[Step, str, str], ...]:
        """Every step with its weekday and what it is in words."""
        return tuple((step, WEEKDAYS[step.day.weekday()], _says(step)) for step in self.due.steps)


def strip(due: Due, today: date | None = None) -> StripView:
    """The drawing of a clock's answer; `today`, where given, is marked on it."""
    brackets = tuple(_brackets(due.steps))
    marks = _Marks(due.received, due.due, today, brackets)
    cells = {
        step.day: _cell(step, before, marks)
        for before, step in zip((None, *due.steps), due.steps, strict=False)
    }
    monday = due.steps[0].day - timedelta(days=due.steps[0].day.weekday())
    weeks: list[Week] = []
    while monday <= due.steps[-1].day:
        days = [monday + offset * ONE_DAY for offset in range(7)]
        weeks.append(_week(tuple(cells.get(day, DayCell()) for day in days), first=not weeks))
        monday += WEEK
    return StripView(due, tuple(_folded(weeks)), brackets)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is marked on the strip besides the kind of each day."""

    received: date
    due: date | None
    today: date | None
    brackets: tuple[Bracket, ...]


def _cell(step: Step, before: Step | None, marks: _Marks) -> DayCell:
    around = next((one for one in marks.brackets if one.first <= step.day <= one.last), None)
    classes, word = _kind(step, before, marks.received)
    says = _says(step)
    if around:
        classes += (
            ["within"] + ["opens"] * (step.day == around.first) + ["closes"] * (step.day == around.last)
        )
        word = "不计" if step.day == around.first else word
    if step.day == marks.today:
        classes, word, says = [*classes, "today"], "今天", f"{says}，今天"
    if step.day == marks.due:
        classes, word, says = [*classes, "due"], "到期", f"{says}，到期日"
    return DayCell(step.day, step.number, word, says, " ".join(classes), before is None)


def _kind(step: Step, before: Step | None, received: date) -> tuple[list[str], str]:
    if step.why is Why.HOLIDAY:
        # The name of a holiday stands on its first day and is not repeated.
        named = before is not None and before.why is Why.HOLIDAY and before.reason == step.reason
        return ["rest", "holiday"], "" if named else step.reason
    if step.why is Why.WEEKEND:
        return ["rest"], ""
    if step.why is Why.EXCLUDED:
        return ["excluded"], ""
    if step.why is Why.START:
        return ["start"], "收到" if step.day == received else "起算"
    return ["counted"], "班" if step.why is Why.MAKE_UP else ""


def _says(step: Step) -> str:
    if step.number is not None:
        return f"第 {step.number} 个工作日" + ("（调休上班）" if step.why is Why.MAKE_UP else "")
    if step.why is Why.START:
        return step.reason
    return f"{step.reason}，不计" if step.why in {Why.HOLIDAY, Why.WEEKEND} else f"不计：{step.reason}"


def _brackets(steps: tuple[Step, ...]) -> Iterator[Bracket]:
    """Runs of excluded days with one reason; rest days between them do not end a run."""
    run: list[Step] = []
    for step in steps:
        if step.why is Why.EXCLUDED and (not run or run[-1].reason == step.reason):
            run.append(step)
        elif step.why not in {Why.WEEKEND, Why.HOLIDAY}:
            yield from _bracket(run)
            run = [step] if step.why is Why.EXCLUDED else []
    yield from _bracket(run)


def _bracket(run: list[Step]) -> Iterator[Bracket]:
    if run:
        yield Bracket(run[0].day, run[-1].day, run[0].reason, len(run))


def _week(cells: tuple[DayCell, ...], *, first: bool) -> Week:
    """A week with its month: the one that begins in it, the first week its own. January says its year."""
    days = [cell.day for cell in cells if cell.day]
    begun = [day for day in days if day.day == 1] or days[: 1 if first else 0]
    if not begun:
        return Week("", cells)
    year = f"{begun[0].year}年" if first or begun[0].month == 1 else ""
    return Week(f"{year}{begun[0].month}月", cells)


def _folded(weeks: list[Week]) -> Iterator[Week]:
    """The weeks, with one line for many idle ones; the week after it says its month."""
    after_fold = False
    for idle, found in itertools.groupby(weeks, key=_is_idle):
        run = list(found)
        if idle and len(run) >= FOLD_FROM:
            first, last = run[0].cells[0].day, run[-1].cells[-1].day
            yield Week("", folded=f"{first} 至 {last} 共 {len(run)} 周，都不计入")
            after_fold = True
            continue
        yield _week(run[0].cells, first=True) if after_fold else run[0]
        yield from run[1:]
        after_fold = False


def _is_idle(week: Week) -> bool:
    return all(cell.day and cell.number is None and not _notable(cell) for cell in week.cells)


def _notable(cell: DayCell) -> bool:
    return bool({"start", "due", "today"} & set(cell.classes.split()))
