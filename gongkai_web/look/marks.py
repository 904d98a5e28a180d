"""In what state is this? A word, a shape and a colour, always the three together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.workdays import Calendar

# Working days left from which a due day is called near. How the office looks ahead, not a rule of law.
SOON = 3

# state: shape and usual word. The state is also the class that colours the mark.
STATES = {
    "soon": ("●", "即将到期"),
    "late": ("▲", "逾期"),
    "done": ("✓", "已办"),
    "provisional": ("◌", "暂定"),
    "open": ("○", "办理中"),
    "waiting": ("…", "等待"),
    "void": ("✕", "已作废"),
    "valid": ("✓", "现行有效"),
    "repealed": ("✕", "已废止"),
    "error": ("▲", "错误"),
    "warning": ("●", "提醒"),
    "note": ("○", "提示"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as it is drawn. `state` is a key of STATES; an empty `word` takes the usual one."""

    state: str
    word: str = ""

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"不认识的状态「{self.state}」；可用的状态：{'、'.join(STATES)}。")

    @property
    def shape(self) -> str:
        """The shape that goes with the word."""
        return STATES[self.state][0]

    @property
    def text(self) -> str:
        """The word, given or usual."""
        return self.word or STATES[self.state][1]


def due_marks(
    due_on: date | None,
    today: date,
    days: Calendar,
    *,
    provisional: bool = False,
    done: date | bool | None = None,
) -> tuple[Mark, ...]:
    """How a due day stands on `today`: one mark, and a second where the day is provisional.

    `due_on` is None while the clock rests. `done`: the day it was done, or True. Days are working days of
    `days`: the calendar of the agency, whose region may have days off of its own.
    """
    if done:
        late = isinstance(done, date) and due_on is not None and done > due_on
        day = f" {done}" if isinstance(done, date) else ""
        return (Mark("done", f"已办{day}{'（逾期）' if late else ''}"),)
    if due_on is None:
        return (Mark("waiting", "暂停计算期限"),)
    mark = _standing(due_on, today, days)
    return (mark, Mark("provisional")) if provisional else (mark,)


def _standing(due_on: date, today: date, days: Calendar) -> Mark:
    if today > due_on:
        over = days.count(due_on, today)
        return Mark("late", f"逾期 {over} 个工作日" if over else "已逾期")
    if today == due_on:
        return Mark("soon", "今天到期")
    left = days.count(today, due_on)
    return Mark("soon" if left <= SOON else "open", f"还有 {left} 个工作日")
