"""What do the registers of oversight share: who keeps them, and the blanks that several of them have?"""

from __future__ import annotations

from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.oversight.registers import words
from gongkai_web.registers.declared import Blank, Takes, Values

KEEPER = What.KEEP_OVERSIGHT


def word(name: str, label: str, words_of: str) -> Blank:
    """One of a list of `words.yaml`."""
    return Blank(name, label, Takes.WORD, words=words.of(words_of))


def number(name: str, label: str, hint: str = "", *, required: bool = True, later: bool = False) -> Blank:
    """How many."""
    return Blank(name, label, Takes.NUMBER, hint, required=required and not later, later=later)


def note(name: str, label: str, hint: str = "", *, required: bool = False, later: bool = False) -> Blank:
    """Several lines."""
    return Blank(name, label, Takes.LINES, hint, required=required, later=later)


def line(name: str, label: str, hint: str = "", *, most: int = 200, later: bool = False) -> Blank:
    """A line that may stay empty."""
    return Blank(name, label, hint=hint, required=False, most=most, later=later)


def link(label: str = "网址") -> Blank:
    """An address that may stay empty."""
    return Blank("link", label, Takes.ADDRESS, required=False)


def later_day(name: str, label: str, hint: str = "") -> Blank:
    """A day that is filled in when it has come."""
    return Blank(name, label, Takes.DAY, hint, required=False, later=True)


def not_more(values: Values, part: str, whole: str, said: str) -> None:
    """Refuses a part that is more than its whole."""
    if values[part] is not None and values[part] > (values[whole] or 0):
        raise Refused(f"{said}：{values[part]} 多于 {values[whole] or 0}；请核对。")


def not_before(values: Values, later: str, said: str) -> None:
    """Refuses what is said to have followed before it began."""
    if values[later] and values[later] < values["day"]:
        raise Refused(f"{said} {values[later]} 早于 {values['day']}；请核对日期。")
