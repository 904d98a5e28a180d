"""What stands on the sheet of a year: every indicator with its number, and which sums hold?

Whoever counts gives the numbers; here they are put in order and held against each other. What no register
holds yet says so; it is no zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from types import MappingProxyType

from gongkai.checking import Finding
from gongkai.checking.rules import rules
from gongkai.drafting.references import Counted
from gongkai.drafting.rounding import share
from gongkai.indicators.law import Indicator, of_year
from gongkai.report import Report

UNREGISTERED, UNSTATED = "未登记", "未报"

Number = int | Decimal
Parts = Sequence[tuple[str, Number]]


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its group, label, number with unit, or the words that stand in place of it.

    `counted`: what it opens; `cell`: the cell of the report that it is; `under`: a part of the row above;
    `code`: the indicator that it is, if any; `apart`: it has parts that are not told here.
    """

    group: str
    label: str
    value: Number | None
    unit: str = ""
    words: str = ""
    counted: Counted | None = None
    cell: str = ""
    under: bool = False
    code: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class SumCheck:
    """What must hold, whether it does, and the sentence; `holds` is None where something is not known."""

    group: str
    holds: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of an agency and a year. `about`: whose its numbers are, where it is not the agency alone."""

    agency: str
    year: int
    lines: tuple[Line, ...]
    checks: tuple[SumCheck, ...]
    about: str = ""

    @property
    def failing(self) -> tuple[SumCheck, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if check.holds is False)


def made(
    report: Report,
    numbers: Mapping[Counted, Number],
    parts: Mapping[tuple[Counted, str], Parts],
    findings: Iterable[Finding],
    *,
    by_unit: Mapping[Counted, Parts] = MappingProxyType({}),
    about: str = "",
) -> Sheet:
    """The sheet of a report's agency and year. `parts`: how a number falls apart, by what it does.

    `by_unit`: of whom it is, where several were counted together (00 §七: 按单位).
    """
    known = of_year(report.year or 0)
    values = _values(known, numbers)
    found = list(findings)
    lines: list[Line] = []
    checks: list[SumCheck] = []
    for one in known.values():
        lines += _lines(one, values, parts, report)
        checks += _checks(one, known, values, parts, found)
        told = by_unit.get(one.counted, ()) if one.counted else ()
        if told:
            lines += [Line(one.group, name, number, one.unit, under=True) for name, number in told]
            checks.append(_sum(one, values[one.code], told, by=True))
    return Sheet(report.agency or "", report.year or 0, tuple(lines), tuple(checks), about)


def _values(known: Mapping[str, Indicator], numbers: Mapping[Counted, Number]) -> dict[str, Number | None]:
    values: dict[str, Number | None] = {
        code: None if _unstated(one, numbers) else numbers.get(one.counted) if one.counted else None
        for code, one in known.items()
    }
    for code, one in known.items():
        if one.share:
            part, whole = (values[other] for other in one.share)
            values[code] = None if part is None or whole is None else share(part, whole)
    return values


def _unstated(one: Indicator, numbers: Mapping[Counted, Number]) -> bool:
    """Whether there is nothing, and nobody said so."""
    return bool(one.stated and one.counted and not numbers.get(one.counted) and not numbers.get(one.stated))


def _lines(
    one: Indicator,
    values: Mapping[str, Number | None],
    parts: Mapping[tuple[Counted, str], Parts],
    report: Report,
) -> Iterator[Line]:
    if one.table:
        yield from _cells(one, report)
        return
    value = values[one.code]
    absent = UNREGISTERED if not one.registered else UNSTATED if one.stated else ""
    words = absent if value is None else ""
    told = [parts.get((one.counted, split.by)) for split in one.splits] if one.counted else []
    apart = any(each is None for each in told)
    yield Line(one.group, one.label, value, one.unit, words, one.counted, code=one.code, apart=apart)
    for label, number in chain.from_iterable(filter(None, told)):
        yield Line(one.group, label, number, one.unit, under=True)


def _cells(one: Indicator, report: Report) -> Iterator[Line]:
    for cell in report.layout.cells.values():
        if cell.table == one.table:
            value = report.cells.get(cell.id)
            words = "" if value is not None else _stated(report, cell.id)
            unit = "万元" if cell.kind == "money" else "件"
            yield Line(one.group, cell.label, value, unit, words, cell=cell.id)


def _stated(report: Report, cell: str) -> str:
    """What is said in place of a number."""
    notes = report.notes_on([cell])
    return (notes[0].stated if notes else "") or "空"


def _checks(
    one: Indicator,
    known: Mapping[str, Indicator],
    values: Mapping[str, Number | None],
    parts: Mapping[tuple[Counted, str], Parts],
    findings: Sequence[Finding],
) -> Iterator[SumCheck]:
    if one.sum_of:
        told = [(known[other].label, values[other]) for other in one.sum_of]
        yield _sum(one, values[one.code], told)
    if one.at_most:
        yield _most(one, values[one.code], known[one.at_most], values[one.at_most])
    for split in one.splits:
        if split.sums and one.counted and (one.counted, split.by) in parts:
            yield _sum(one, values[one.code], parts[one.counted, split.by], by=True)
    for rule in one.rules:
        yield _ruled(one, rule, findings)


def _sum(
    one: Indicator, whole: Number | None, told: Sequence[tuple[str, Number | None]], *, by: bool = False
) -> SumCheck:
    """The parts in full where they are few."""
    known = [value for _, value in told if value is not None]
    if whole is None or len(known) < len(told):
        return SumCheck(one.group, None, f"{one.label}：有的数没有登记，不能核对。")
    total: Number = sum(known, 0)
    parts = f"各分项（{len(told)} 项）之和" if by else "＋".join(f"{label}{value}" for label, value in told)
    same = total == whole
    verdict = "相符" if same else f"相差{_plain(abs(Decimal(total) - Decimal(whole)))}"
    return SumCheck(one.group, same, f"{one.label}{_plain(whole)}，{parts}＝{_plain(total)}：{verdict}。")


def _most(one: Indicator, value: Number | None, other: Indicator, most: Number | None) -> SumCheck:
    if value is None or most is None:
        return SumCheck(one.group, None, f"{one.label}：有的数没有登记，不能核对。")
    same = value <= most
    verdict = "相符" if same else f"多出{_plain(Decimal(value) - Decimal(most))}"
    told = f"{one.label}{_plain(value)}，不多于{other.label}{_plain(most)}：{verdict}。"
    return SumCheck(one.group, same, told)


def _ruled(one: Indicator, rule: str, findings: Sequence[Finding]) -> SumCheck:
    table = f"table{one.table}."
    broken = [
        finding
        for finding in findings
        if finding.rule == rule and any(cell.startswith(table) for cell in finding.cells)
    ]
    said = rules()[rule].sentence.rstrip("。")
    verdict = "相符" if not broken else f"{len(broken)} 处不符：{broken[0].message}"
    return SumCheck(one.group, not broken, f"{said}：{verdict.rstrip('。')}。")


def _plain(value: Number) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
