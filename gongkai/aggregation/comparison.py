"""Which units of a kind say something that the others of it do not, and why is it told?

By median and median absolute deviation (MAD): half of the units may be odd before they move. What is compared
stands in `law/comparison.yaml`; the medians are kept with the sum that was frozen, so that a unit is held
against what was known then.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from gongkai.aggregation.facts import Unit
from gongkai.form import forms
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.report import Report

FILE = "comparison.yaml"
SHARE = "百分比"
_UNITS = ("件", SHARE)
_OF_NORMAL = Decimal("1.4826")  # by which the MAD of a normal distribution becomes its standard deviation
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Measure(Kind):
    """What is compared: the sum of `parts`, as a percentage of that of `of` where that is given.

    `least` units are needed to compare; told is what lies `deviations` off and by at least `difference`.
    """

    unit: str
    parts: tuple[str, ...]
    of: tuple[str, ...]
    least: int
    deviations: int
    difference: int

    def value(self, report: Report) -> Decimal | None:
        """What the report says of it; None where a cell holds no number, or nothing is there to share."""
        parts, whole = _sum(report, self.parts), _sum(report, self.of) if self.of else Decimal(1)
        if parts is None or not whole:
            return None
        return (parts * 100 / whole).quantize(_CENT, ROUND_HALF_UP) if self.of else parts

    def words(self, value: Decimal) -> str:
        """The value as a sentence has it: 12件, 8.5%."""
        plain = format(value.normalize(), "f")
        return f"{plain}%" if self.of else f"{plain}{self.unit}"


@dataclass(frozen=True, slots=True)
class Middle:
    """Where the units of a kind lie in a measure: median, MAD, and how many they were."""

    kind: str
    measure: str
    median: Decimal
    deviation: Decimal
    units: int

    def to_json(self) -> dict[str, str | int]:
        """As it is kept with a frozen sum."""
        return {
            "kind": self.kind,
            "measure": self.measure,
            "median": str(self.median),
            "deviation": str(self.deviation),
            "units": self.units,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, str | int]) -> Middle:
        """What was kept."""
        middle, deviation = Decimal(str(kept["median"])), Decimal(str(kept["deviation"]))
        return cls(str(kept["kind"]), str(kept["measure"]), middle, deviation, int(kept["units"]))


@dataclass(frozen=True, slots=True)
class Outlier:
    """A unit that lies far from the others of its kind: in what, how far, the sentence, and its cells."""

    unit: str
    kind: str
    measure: str
    value: Decimal
    message: str
    cells: tuple[str, ...]


@functools.lru_cache
def measures(book: Lawbook | None = None) -> DatedList[Measure]:
    """What is compared, by key. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(FILE, "比较项", functools.partial(_measure, book))


def middles(units: Iterable[Unit], year: int) -> list[Middle]:
    """The median and MAD of every kind in every measure that enough units of it state."""
    found = []
    for kind, of_kind in _by_kind(units).items():
        for measure in _measures_of(year):
            values = [value for unit in of_kind if (value := _value(measure, unit)) is not None]
            if len(values) >= measure.least:
                middle = Decimal(median(values))
                deviation = Decimal(median(abs(value - middle) for value in values))
                found.append(Middle(kind, measure.code, middle, deviation, len(values)))
    return found


def outliers(units: Iterable[Unit], year: int, known: Iterable[Middle]) -> list[Outlier]:
    """The units that lie far from these medians, in the order of the list."""
    at = {(middle.kind, middle.measure): middle for middle in known}
    return [
        _told(unit, measure, value, at[unit.kind, measure.code])
        for unit in units
        for measure in _measures_of(year)
        if (unit.kind, measure.code) in at
        and (value := _value(measure, unit)) is not None
        and _is_far(measure, value, at[unit.kind, measure.code])
    ]


def _is_far(measure: Measure, value: Decimal, middle: Middle) -> bool:
    distance = abs(value - middle.median)
    return distance >= measure.difference and distance > measure.deviations * _OF_NORMAL * middle.deviation


def _told(unit: Unit, measure: Measure, value: Decimal, middle: Middle) -> Outlier:
    way = "高于" if value > middle.median else "低于"
    if middle.deviation:
        times = (abs(value - middle.median) / (_OF_NORMAL * middle.deviation)).quantize(Decimal("0.1"))
        far = f"相差 {times} 个偏差（偏差由绝对中位差 {measure.words(middle.deviation)} 换算）"
    else:
        far = "一半以上的单位都是这个数"
    message = (
        f"{unit.name}：{measure.label}{measure.words(value)}，{way}同类 {middle.units} 个单位的中位数"
        f"{measure.words(middle.median)}，{far}；请核对，确实如此的不用改。"
    )
    return Outlier(unit.key, unit.kind, measure.code, value, message, (*measure.parts, *measure.of))


def _value(measure: Measure, unit: Unit) -> Decimal | None:
    return measure.value(unit.report) if unit.report is not None else None


def _by_kind(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    kinds: dict[str, list[Unit]] = {}
    for unit in units:
        kinds.setdefault(unit.kind, []).append(unit)
    return kinds


@functools.lru_cache
def _measures_of(year: int) -> tuple[Measure, ...]:
    return tuple(measures().on(date(year, 12, 31)).values())


def _sum(report: Report, cells: Sequence[str]) -> Decimal | None:
    values = [report.cells.get(cell) for cell in cells]
    return (
        None if None in values else sum((Decimal(value) for value in values if value is not None), Decimal(0))
    )


def _measure(book: Lawbook, code: str, node: Node) -> Measure:
    parts, of = tuple(_cells(book, node, "parts")), tuple(_cells(book, node, "of") if "of" in node else ())
    return Measure(
        code,
        node.text("label"),
        book.source(node),
        node.text("unit", allowed=_UNITS),
        parts,
        of,
        node.integer("least", least=3),
        node.integer("deviations", least=1),
        node.integer("difference", least=1),
    )


def _cells(book: Lawbook, node: Node, key: str) -> Iterator[str]:
    known = {cell for layout in forms(book).values() for cell in layout.cells}
    for cell in node.texts(key):
        if cell not in known:
            raise node.refuse(key, f"「{cell}」不是任何一种年报格式的单元格；请核对。")
        yield cell
