"""What is asked by the address of a search, and what in it could not be understood?

A parameter that is not known, or a value that can be none, is told in a sentence and not passed over: whoever
followed a link shall know why it finds something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from gongkai_web.office.days import today
from gongkai_web.search.finding import meant
from gongkai_web.search.grams import MOST_SIGNS, Query, asked
from gongkai_web.search.narrowing import FACETS, NOT_STATED, VALIDITY, Narrowing
from gongkai_web.search.subjects import groups

LAST_PAGE = 50
_MOST_KEY, _MOST_SERIAL = 2**63 - 1, 2**31 - 1
NAMES: Mapping[str, str] = {
    "q": "检索词",
    "group": "类别",
    "column": "栏目",
    "agency": "机关",
    "year": "年份",
    "validity": "有效性",
    "code": "机关代字",
    "of_year": "文号的年",
    "serial": "文号的序号",
    "from": "起始日期",
    "to": "截止日期",
    "page": "第几页",
}
# What stands in fields of the form itself; the facets are carried along by it.
TYPED = ("code", "of_year", "serial", "from", "to")


@dataclass(frozen=True, slots=True)
class Asking:
    """The words, to what they are narrowed, which page; and in sentences what could not be understood."""

    query: Query
    narrowing: Narrowing
    page: int
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Reader:
    """Takes one parameter after the other and keeps what it could not take."""

    given: Mapping[str, str]
    problems: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.given.get(name, "").strip()

    def one_of(self, name: str, known: Mapping[str, str]) -> str:
        value = self.text(name)
        return value if not value or value in known else self._told(name, value)

    def number(self, name: str, most: int) -> int | None:
        value = self.text(name)
        if value and not _is_number(value, most):
            self._told(name, value)
            return None
        return int(value) if value else None

    def number_or_none_stated(self, name: str, most: int) -> str:
        value = self.text(name)
        if not value or value == NOT_STATED:
            return value
        return str(int(value)) if _is_number(value, most) else self._told(name, value)

    def day(self, name: str) -> date | None:
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self._told(name, value)
            return None

    def _told(self, name: str, value: str) -> str:
        self.problems.append(f"「{NAMES[name]}」没有「{value[:40]}」这个值，没有按它检索。")
        return ""


def read(given: QueryDict) -> Asking:
    """What is asked; what is beyond measure is cut and said."""
    reader = _Reader({name: given.get(name, "").replace("\0", "") for name in given})
    narrowing = Narrowing(
        group=reader.one_of("group", groups()),
        column=reader.text("column")[:80],
        agency=reader.number_or_none_stated("agency", _MOST_KEY),
        year=reader.number_or_none_stated("year", date.max.year),
        validity=reader.one_of("validity", VALIDITY),
        code=reader.text("code")[:60],
        of_year=reader.number("of_year", date.max.year),
        serial=reader.number("serial", _MOST_SERIAL),
        first=reader.day("from"),
        last=reader.day("to"),
    )
    page = reader.number("page", LAST_PAGE) or 1
    typed = reader.text("q")
    return Asking(
        meant(asked(typed), today()), narrowing, page, (*_beyond(given, typed, narrowing), *reader.problems)
    )


def _beyond(given: QueryDict, typed: str, narrowing: Narrowing) -> Iterator[str]:
    yield from (f"没有「{name[:40]}」这个检索条件，没有按它检索。" for name in given if name not in NAMES)
    if len(" ".join(typed.split())) > MOST_SIGNS:
        yield f"检索词太长，只按前 {MOST_SIGNS} 个字检索。"
    if narrowing.first and narrowing.last and narrowing.first > narrowing.last:
        yield f"起始日期 {narrowing.first} 在截止日期 {narrowing.last} 以后，没有这样的日子。"


def _is_number(value: str, most: int) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 20 and 1 <= int(value) <= most


def carried(given: QueryDict) -> list[tuple[str, str]]:
    """What the form carries along without showing it."""
    return [(name, given.get(name, "")) for name in FACETS if given.get(name)]
