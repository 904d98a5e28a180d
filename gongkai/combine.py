"""What do the reports of many agencies come to, and which of them cannot be added?

Tables 二, 三 and 四 are added up from the leaves and the totals computed anew (handbook 02 §6). Each cell
keeps its summands. Who is missing, who is there twice and whose report is inconsistent is named; what is
unreadable in a part is unreadable in the sum, never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.checking import ERROR, by_cause, check
from gongkai.errors import UsageError
from gongkai.form import Form, form, form_of_year
from gongkai.labels import normal
from gongkai.report import BLANK, UNSPLIT, Report
from gongkai.summing import (
    MOST_NAMED,
    added,
    cells_added,
    extra_rows,
    fees_of,
    in_one_unit,
    is_blank,
    no_unit,
    summands,
    total,
    unsplit_rows,
    value_of,
)

MISSING, DOUBLE, INCONSISTENT = "missing", "double", "inconsistent"
LOST, BLANKS, UNEXPECTED = "unreadable", "blank", "unexpected"
_UNNAMED = "（机关不明）"


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way: `kind`, the agency, the sentence. `left_out`: its figures are not in the sum.

    Kinds: missing, double, inconsistent, unreadable, unexpected; `blank` only says that a blank counted as 0
    or as its sums determine it.
    """

    kind: str
    agency: str
    message: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Combined:
    """The sum, what stands in its way, and of each cell the figure of each agency (None: unreadable)."""

    report: Report
    problems: tuple[Problem, ...]
    sources: Mapping[str, Mapping[str, int | Decimal | None]]


def combine(reports: Iterable[Report], agency: str, year: int, expected: Sequence[str] = ()) -> Combined:
    """Adds the reports up to the one of `agency` for `year`.

    `expected` names the agencies that have to be there. Raises UsageError where no report can be added.
    """
    problems: list[Problem] = []
    parts = _addable(list(reports), year, problems)
    if not parts:
        raise UsageError(f"没有一份可以汇总的 {year} 年度报告；请核对年度和格式。")
    layout = form(next(iter(parts.values())).form)
    problems += _absent(parts, expected)
    for name, part in parts.items():
        problems += _unsound(name, part)
    unsplit = unsplit_rows(layout, parts.values())
    sources = {cell: summands(parts, cell) for cell in cells_added(layout, unsplit)}
    texts, nameless = in_one_unit(layout, parts, sources)
    problems += [Problem(LOST, name, no_unit(name, layout.name(cell))) for name, cell in nameless]
    sums = {cell: total(given.values()) for cell, given in sources.items()}
    cells, notes = added(layout, sums, unsplit, lambda cell: _unread(sources.get(cell, {})))
    report = Report(
        form=layout.key,
        cells=cells,
        agency=agency,
        year=year,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        extra_rows=tuple(extra_rows(parts.values())),
        fees=fees_of(list(parts.values())),
        notes=tuple(notes),
        texts=texts,
    )
    return Combined(report, tuple(problems), sources)


# – which reports can be added


def _addable(reports: list[Report], year: int, problems: list[Problem]) -> dict[str, Report]:
    """The reports by agency: of that year, of the form of most of them, each agency once."""
    wanted = _form(reports, year)
    parts: dict[str, Report] = {}
    known: dict[str, str] = {}
    for number, report in enumerate(reports, start=1):
        name = report.agency or f"{_UNNAMED}第 {number} 份"
        if report.year != year:
            told = f"{name}：报告是 {report.year or '年度不明'} 年度的，不是 {year} 年度的，没有计入。"
            problems.append(Problem(INCONSISTENT, name, told, left_out=True))
        elif report.form != wanted:
            told = f"{name}：用的是 {report.form} 年格式，与其他报告的 {wanted} 年格式不能相加，没有计入。"
            problems.append(Problem(INCONSISTENT, name, told, left_out=True))
        elif not _states_numbers(report):
            told = f"{name}：报告里没有一个读得出的数，按缺报处理，没有计入；请补报或补正后再汇总。"
            problems.append(Problem(MISSING, name, told, left_out=True))
        elif normal(name) in known:
            same = parts[known[normal(name)]].cells == report.cells
            told = "各数相同" if same else "数字不同"
            message = f"{name}：{year} 年度的报告有两份（{told}），只计入先给出的一份；请核对。"
            problems.append(Problem(DOUBLE, name, message, left_out=True))
        else:
            parts[name] = report
            known[normal(name)] = name
    return parts


def _states_numbers(report: Report) -> bool:
    """Whether any cell holds a number, or a sign that nothing happened."""
    nothing = (note for note in report.notes if note.code == BLANK and not note.left_blank)
    return any(value is not None for value in report.cells.values()) or any(nothing)


def _form(reports: list[Report], year: int) -> str:
    """The form of most reports of the year; between equals the one that the year demands."""
    own = form_of_year(year).key
    keys = [report.form for report in reports if report.year == year] or [own]
    return max(keys, key=lambda key: (keys.count(key), key == own))


def _absent(parts: Mapping[str, Report], expected: Sequence[str]) -> Iterator[Problem]:
    known = {normal(name) for name in parts}
    for name in expected:
        if normal(name) not in known:
            yield Problem(
                MISSING, name, f"{name}：缺少报告，没有计入；请补报，或由主管部门确认后说明。", left_out=True
            )
    wanted = {normal(name) for name in expected}
    for name in parts if expected else ():
        if normal(name) not in wanted:
            yield Problem(UNEXPECTED, name, f"{name}：不在应报名单里，仍计入；请核对名单。")


def _unsound(name: str, part: Report) -> Iterator[Problem]:
    """What its own check says, and its blank and unreadable cells."""
    by_causes = (one for cause, following in by_cause(check(part)) for one in (cause, *following))
    findings = [finding for finding in by_causes if finding.severity == ERROR]
    unsplit = {note.cell for note in part.notes if note.code == UNSPLIT}
    lost = [cell for cell in part.cells if value_of(part, cell) is None and cell not in unsplit]
    said = {note.cell for note in part.notes if note.code == BLANK and not note.left_blank}
    blank = [cell for cell in part.cells if is_blank(part, cell) and cell not in said]
    broken = [finding for finding in findings if not set(finding.cells) & set(lost)]
    if broken:
        told = " ".join(finding.message for finding in broken[:MOST_NAMED])
        more = f"等 {len(broken)} 处" if len(broken) > MOST_NAMED else ""
        yield Problem(INCONSISTENT, name, f"{name}：报告自身有误{more}，按所填分项计入：{told}")
    if lost:
        yield Problem(
            LOST, name, f"{name}：{_named(part.layout, lost)}读不出，汇总后这些格也读不出；请补正。"
        )
    if blank:
        told = f"{name}：{_named(part.layout, blank)}空着，按各数之和推得的数计入，推不出的按 0 计；请核对。"
        yield Problem(BLANKS, name, told)


def _named(layout: Form, cells: Sequence[str]) -> str:
    names = "、".join(layout.name(cell) for cell in cells[:MOST_NAMED])
    return names + (f"等 {len(cells)} 格" if len(cells) > MOST_NAMED else "")


def _unread(given: Mapping[str, int | Decimal | None]) -> list[str]:
    return [name for name, value in given.items() if value is None]
