"""Is the 0 that is stored with a formula its result, or was it never calculated?

Programs that write workbooks without calculating store 0 with every formula and tell Excel to calculate on
opening. Only sums and differences on the same sheet are worked out here; of any other formula it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

Place = tuple[int, int]  # row and column from 0

_TERM = re.compile(
    r"(?P<sign>[+\-]?)(?:SUM\((?P<ranges>[A-Z0-9:,]+)\)|(?P<cell>[A-Z]{1,3}\d{1,7})|(?P<number>\d+(?:\.\d+)?))"
)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_CELLS = 2000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The numbers of a sheet, and its formulas, by place."""

    numbers: dict[Place, Decimal]
    formulas: dict[Place, str]
    known: dict[Place, Decimal | None] = field(default_factory=dict)  # what was worked out before

    def take(self, place: Place, number: str, formula: str | None) -> None:
        """A cell with the number that is stored in it, if it is one, and its formula, if it has one."""
        if _NUMBER.fullmatch(number):
            self.numbers[place] = Decimal(number)
        if formula is not None:
            self.formulas[place] = formula

    def doubtful(self) -> list[Place]:
        """The formulas for which 0 is stored and which do not come to 0, or may not."""
        noughts = (place for place in self.formulas if self.numbers.get(place) == 0)
        return [place for place in noughts if self._value(place) != 0]

    def _value(self, place: Place) -> Decimal | None:
        """What stands there, calculated where 0 is stored; None where it cannot be told."""
        stored = self.numbers.get(place, Decimal(0))
        if place not in self.formulas or stored:
            return stored
        if place not in self.known:
            self.known[place] = None  # a circle comes back here, and cannot be told
            self.known[place] = self._worked_out(self.formulas[place])
        return self.known[place]

    def _worked_out(self, formula: str) -> Decimal | None:
        text = formula.upper().replace("$", "").replace(" ", "").lstrip("=")
        total, at = Decimal(0), 0
        for term in _TERM.finditer(text):
            amount = self._term(term) if term.start() == at and (at == 0 or term["sign"]) else None
            if amount is None:
                return None
            total, at = total + (-amount if term["sign"] == "-" else amount), term.end()
        return total if text and at == len(text) else None

    def _term(self, term: re.Match[str]) -> Decimal | None:
        if term["number"]:
            return Decimal(term["number"])
        total = Decimal(0)
        for place in _places(term["cell"] or term["ranges"]):
            value = self._value(place) if place else None
            if value is None:
                return None
            total += value
        return total


def _places(ranges: str) -> Iterator[Place | None]:
    """The places of ranges like A1:B2,C3; None for one that is written otherwise or too large."""
    for one in ranges.split(","):
        first, last = (_CELL.fullmatch(end) for end in (one.partition(":")[0], one.rpartition(":")[2]))
        if not first or not last:
            yield None
            return
        rows = range(int(first[2]) - 1, int(last[2]))
        columns = range(column_of(first[1]), column_of(last[1]) + 1)
        if len(rows) * len(columns) > _MOST_CELLS:
            yield None
            return
        yield from product(rows, columns)


def column_of(letters: str) -> int:
    """The number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
