"""What is a register: which blanks does its form have, what do they take, and who fills them in?

A declaration beside its table. Page, import, trail and figures read it; nothing of a register is said twice.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model, QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.registers.letters import Letter
from gongkai_web.registers.models import Entry

Values = Mapping[str, Any]
_TOO_MUCH, _DIGITS = 10_000, 9
_is_address = URLValidator(schemes=("http", "https"))


class Takes(Enum):
    """What a blank takes."""

    LINE = auto()
    LINES = auto()
    DAY = auto()
    NUMBER = auto()
    AMOUNT = auto()  # with up to two decimals: points, hours
    WORD = auto()  # one of a list
    ADDRESS = auto()
    ROW = auto()  # something else that the agency keeps


_NOTHING = {Takes.DAY, Takes.NUMBER, Takes.AMOUNT, Takes.ROW}  # what is kept as NULL where it is empty


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank. `words`: from which a WORD is chosen on a day; `rows`: the rows that the agency may name.

    `later`: it is filled in when that has happened, once; a blank that is not `required` may stay empty.
    `most`: the longest LINE; `ahead`: a DAY that may still come.
    """

    name: str
    label: str
    takes: Takes = Takes.LINE
    hint: str = ""
    required: bool = True
    later: bool = False
    most: int = 300
    ahead: bool = False
    words: Callable[[date], Mapping[str, str]] | None = None
    rows: Callable[[Agency, date], QuerySet[Any]] | None = None

    @property
    def empty(self) -> Any:
        """What stands in it where nothing was filled in."""
        return None if self.takes in _NOTHING else ""

    def read(self, given: Any, agency: Agency, day: date) -> Any:
        """What was filled in, as it is kept. Raises Refused with what to do."""
        if given is None or (isinstance(given, str) and not given.strip()):
            if self.required and not self.later:
                raise Refused(f"「{self.label}」没有填写；请补上。")
            return self.empty
        return _READ[self.takes](self, given, agency, day)

    def shown(self, value: Any, day: date) -> str:
        """The value as a page shows it; of a word its label."""
        if self.words and value:
            return self.words(day).get(value, str(value))
        return "" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True, slots=True)
class Register:
    """A register. `code`: in addresses and in the trail; `lead`: what it is for, and by what it is kept.

    `follows`: what an entry brings about elsewhere, each time it was entered, filled in or declared
    void, in the same transaction: by whom, and today.
    `day`: what its day is called; `kept_by`: the line of the table of who may do what; `title`: the blank
    that names an entry; `check`: what its blanks must be together, raising Refused. `group`: the head under
    which it is listed. `until`: the blank of the last day of an entry that stands from its day on, as a
    person in a post does; without it an entry is what happened on its day. `letters`: what goes out from it.
    """

    code: str
    label: str
    lead: str
    model: type[Entry]
    day: str
    title: str
    blanks: tuple[Blank, ...]
    kept_by: What = What.HANDLE
    check: Callable[[Values], None] = lambda _: None
    group: str = ""
    until: str = ""
    letters: tuple[Letter, ...] = ()
    follows: Callable[[Any, Person, date], None] = lambda *_: None

    def blank(self, name: str) -> Blank:
        """The blank of that name. Raises Refused for another."""
        for one in self.blanks:
            if one.name == name:
                return one
        raise Refused(
            f"「{self.label}」没有「{name}」这一栏；可用：{'、'.join(one.name for one in self.blanks)}。"
        )

    @property
    def at_once(self) -> tuple[Blank, ...]:
        """The blanks of the form by which an entry is made."""
        return tuple(one for one in self.blanks if not one.later)

    @property
    def later(self) -> tuple[Blank, ...]:
        """Those that are filled in afterwards."""
        return tuple(one for one in self.blanks if one.later)

    def require_sound(self, values: Values) -> None:
        """What was filled in must go together: no term ends before it begins, and the rules of its own.

        And find room in its columns: one database cuts nothing off and refuses nothing, the other breaks.
        """
        room = {field.name: field.max_length for field in self.model._meta.concrete_fields}
        for one in self.blanks:
            most, value = room[one.name], values[one.name]
            if most and isinstance(value, str) and len(value) > most:
                raise Refused(f"「{one.label}」有 {len(value)} 字，最多 {most} 字；请写短些。")
        ended = values[self.until] if self.until else None
        if ended and ended < values["day"]:
            label = self.blank(self.until).label
            raise Refused(f"{label} {ended} 早于{self.day} {values['day']}；请核对日期。")
        self.check(values)

    def open_of(self, entry: Entry) -> tuple[Blank, ...]:
        """The later blanks that are still empty."""
        return tuple(one for one in self.later if getattr(entry, one.name) == one.empty)


@functools.cache
def registers() -> dict[str, Register]:
    """The registers of all rooms (`REGISTERS`) by code. ValueError where a code is taken twice."""
    found: dict[str, Register] = {}
    for one in _declared():
        if found.setdefault(one.code, one) is not one:
            raise ValueError(f"「{one.code}」已由「{found[one.code].label}」占用；请另取一个标识。")
    return found


def _declared() -> Iterator[Register]:
    for module in settings.REGISTERS:
        yield from import_module(module).REGISTERS


def _line(blank: Blank, given: Any, _: Agency, __: date) -> str:
    text = str(given).strip()
    if len(text.splitlines()) > 1:
        raise Refused(f"「{blank.label}」只写一行；请去掉中间的换行。")
    if len(text) > blank.most:
        raise Refused(f"「{blank.label}」有 {len(text)} 字，最多 {blank.most} 字；请写短些。")
    return text


def _day(blank: Blank, given: Any, _: Agency, __: date) -> date:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given).strip())
    except ValueError:
        raise Refused(f"「{blank.label}」「{given}」不是日期；应写成 2026-01-31 的样子。") from None


def _number(blank: Blank, given: Any, _: Agency, __: date) -> int:
    text = str(given).strip()
    if not (text.isascii() and text.isdigit()):
        raise Refused(f"「{blank.label}」「{given}」不是整数；没有的填 0。")
    if len(text.lstrip("0")) > _DIGITS:
        raise Refused(f"「{blank.label}」「{given}」太大；最多 {_DIGITS} 位。")
    return int(text)


def _amount(blank: Blank, given: Any, _: Agency, __: date) -> Decimal:
    text = str(given).strip()
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0 or amount != round(amount, 2):
        raise Refused(f"「{blank.label}」「{text}」应是不小于零的数，最多两位小数；例如 92.5。")
    if amount >= _TOO_MUCH:
        raise Refused(f"「{blank.label}」「{text}」太大；应小于 {_TOO_MUCH}。")
    return amount.quantize(Decimal("0.01"))  # as the column keeps it


def _word(blank: Blank, given: Any, _: Agency, day: date) -> str:
    words = blank.words(day) if blank.words else {}
    text = str(given).strip()
    code = next((one for one, label in words.items() if text in {one, label}), None)
    if code is None:
        raise Refused(f"「{blank.label}」没有「{text}」这一种；可用：{'、'.join(words.values())}。")
    return code


def _address(blank: Blank, given: Any, _: Agency, __: date) -> str:
    text = str(given).strip()
    try:
        _is_address(text)
    except ValidationError:
        raise Refused(
            f"「{blank.label}」「{text}」不是网址；应写成 https://www.example.gov.cn/… 的样子。"
        ) from None
    return text


def _row(blank: Blank, given: Any, agency: Agency, day: date) -> Model:
    rows: list[Model] = list(blank.rows(agency, day)) if blank.rows else []
    same = [row for row in rows if row == given]
    found = same or [row for row in rows if str(row) == str(given).strip()]
    if len(found) > 1:
        raise Refused(
            f"「{blank.label}」里有 {len(found)} 个「{given}」，分不出是哪一个；请先改成不同的名称。"
        )
    if not found:
        names = "、".join(str(row) for row in rows) or "没有登记过"
        raise Refused(f"「{blank.label}」里没有「{given}」；可用：{names}。")
    return found[0]


_READ: Mapping[Takes, Callable[[Blank, Any, Agency, date], Any]] = {
    Takes.LINE: _line,
    Takes.LINES: lambda _, given, __, ___: str(given).strip(),
    Takes.DAY: _day,
    Takes.NUMBER: _number,
    Takes.AMOUNT: _amount,
    Takes.WORD: _word,
    Takes.ADDRESS: _address,
    Takes.ROW: _row,
}
