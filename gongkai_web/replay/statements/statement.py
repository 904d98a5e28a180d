"""What does a report state besides its tables, and when do records bear it out?

A statement is read by the words of `told.yaml`: a number (198条), a round one (2000余条), or that there is
something at all. A round number holds for those above it and below the next of its kind (实现约定).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.lawfile import Node, load
from gongkai.report import Report

FILE = Path(__file__).parent / "told.yaml"
_NUMBER = r"(\d+|[一二三四五六七八九十])(余|多)?"
_NUMERALS = "零一二三四五六七八九十"
_MORE = 37  # of a hundred: what is chosen above a round number


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence as reports write it. `of`: by dimension of the figure, which of its parts are meant.

    `number`: how many the words mean that name none – every quarter is four times.
    """

    row: int
    name: str
    words: tuple[str, ...]
    cell: str
    figure: str
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one report states. `number` None: that there is such a record."""

    rule: Rule
    number: int | None
    rounded: bool = False

    @property
    def said(self) -> str:
        """As a person reads it."""
        return "有" if self.number is None else f"{self.number}{'余' if self.rounded else ''}"

    @property
    def wanted(self) -> int:
        """How many records bear it out: of a round number the exact one behind it, chosen once for all."""
        if self.number is None:
            return 1
        if not self.rounded or self._place == 1:
            return self.number
        return self.number + max(1, self._place * _MORE // 100)

    def holds(self, counted: int) -> bool:
        """Whether that many records bear it out."""
        if self.number is None:
            return counted >= 1
        if not self.rounded or self._place == 1:
            return counted == self.number
        return self.number < counted < self.number + self._place

    @property
    def _place(self) -> int:
        """The place to which the number is rounded: 1000 of 2000, 100 of 500."""
        digits = str(self.number)
        return int(10 ** (len(digits) - len(digits.rstrip("0"))))


@functools.cache
def rules() -> tuple[Rule, ...]:
    """What is known of statements, the smaller before the greater of which they are part."""
    node = load(FILE, FILE.parent)
    found = tuple(_rule(one) for one in node.children("statements"))
    node.done()
    return found


def _rule(node: Node) -> Rule:
    of = node.child("of") if "of" in node else None
    rule = Rule(
        node.integer("row", 1),
        node.text("name"),
        node.texts("words", default=()),
        node.text("cell", default=""),
        node.text("figure"),
        {name: of.texts(name) for name in of} if of else {},
        node.integer("number", 1) if "number" in node else None,
    )
    node.done()
    return rule


def statements_of(report: Report) -> tuple[Statement, ...]:
    """Everything that the report states by one of the rules, in their order."""
    text = "".join("".join(section.text.split()) for section in report.sections)
    return tuple(_found(report, text))


def _found(report: Report, text: str) -> Iterator[Statement]:
    for rule in rules():
        if rule.cell:
            yield Statement(rule, report.count(rule.cell))
        for words in rule.words:
            match = _pattern(words).search(text)
            if match:
                number, rounded = match.groups() if match.groups() else (None, None)
                yield Statement(rule, rule.number or _whole(number), bool(rounded))
                break


@functools.cache
def _pattern(words: str) -> re.Pattern[str]:
    written = re.escape(words).replace(re.escape("{}"), _NUMBER)
    return re.compile(written.replace("…", "[^。；]{0,40}?"))


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    return _NUMERALS.index(text) if text in _NUMERALS else int(text)
