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
from gongkai.form import TOTAL, Form, form, form_of_year
from gongkai.labels import normal
from gongkai.report import (
    BLANK,
    UNREADABLE,
    UNSPLIT,
    CellValue,
    ExtraRow,
    Fees,
    Note,
    Report,
    completed,
)
from gongkai.units import WAN, in_wan, measure

MISSING, DOUBLE, INCONSISTENT = "missing", "double", "inconsistent"
LOST, BLANKS, UNEXPECTED = "unreadable", "blank", "unexpected"
_MOST_NAMED = 3
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
    stated = {key for part in parts.values() for key in part.unsplit}
    unsplit = tuple(line.key for line in layout.unsplit3 if line.key in stated)
    sources = {cell: _summands(parts, cell) for cell in _ids(layout, unsplit)}
    texts = _in_one_unit(layout, parts, sources, problems)
    cells, notes = _added(layout, sources, unsplit)
    report = Report(
        form=layout.key,
        cells=cells,
        agency=agency,
        year=year,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        extra_rows=tuple(_extra(parts.values())),
        fees=_fees(list(parts.values())),
        notes=tuple(notes),
        texts=texts,
    )
    return Combined(report, tuple(problems), sources)


# – which reports can be added


def _addable(reports: list[Report], year: int, problems: list[Problem]) -> dict[str, Report]:
    """The reports by agency: of that year, of the form of most of them, each agency once."""
    wanted = _form(reports, year)
    parts: dict[str, Report] = {}
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
        elif _known(parts, name) is not None:
            same = parts[str(_known(parts, name))].cells == report.cells
            told = "各数相同" if same else "数字不同"
            message = f"{name}：{year} 年度的报告有两份（{told}），只计入先给出的一份；请核对。"
            problems.append(Problem(DOUBLE, name, message, left_out=True))
        else:
            parts[name] = report
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


def _known(parts: Mapping[str, Report], name: str) -> str | None:
    return next((other for other in parts if normal(other) == normal(name)), None)


def _absent(parts: Mapping[str, Report], expected: Sequence[str]) -> Iterator[Problem]:
    for name in expected:
        if _known(parts, name) is None:
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
    lost = [cell for cell in part.cells if _value(part, cell) is None and cell not in unsplit]
    said = {note.cell for note in part.notes if note.code == BLANK and not note.left_blank}
    blank = [cell for cell in part.cells if _is_blank(part, cell) and cell not in said]
    broken = [finding for finding in findings if not set(finding.cells) & set(lost)]
    if broken:
        told = " ".join(finding.message for finding in broken[:_MOST_NAMED])
        more = f"等 {len(broken)} 处" if len(broken) > _MOST_NAMED else ""
        yield Problem(INCONSISTENT, name, f"{name}：报告自身有误{more}，按所填分项计入：{told}")
    if lost:
        yield Problem(
            LOST, name, f"{name}：{_named(part.layout, lost)}读不出，汇总后这些格也读不出；请补正。"
        )
    if blank:
        told = f"{name}：{_named(part.layout, blank)}空着，按各数之和推得的数计入，推不出的按 0 计；请核对。"
        yield Problem(BLANKS, name, told)


def _named(layout: Form, cells: Sequence[str]) -> str:
    names = "、".join(layout.name(cell) for cell in cells[:_MOST_NAMED])
    return names + (f"等 {len(cells)} 格" if len(cells) > _MOST_NAMED else "")


# – one cell of one part


def _value(part: Report, cell: str) -> int | Decimal | None:
    """The figure as a summand; None where it is unreadable. A blank counts as inferred, else 0."""
    value = part.cells.get(cell)
    if value is not None:
        return value
    return part.amount(cell) if _is_blank(part, cell) else None


def _is_blank(part: Report, cell: str) -> bool:
    """Left blank; a cell without number and without note was never filled in and counts as blank too."""
    if part.cells.get(cell) is not None or cell not in part.cells:
        return False
    notes = part.notes_on([cell])
    return not notes or notes[0].code == BLANK


# – the sum


def _ids(layout: Form, unsplit: Sequence[str]) -> list[str]:
    gone = {cell for row in layout.parts_of(unsplit) for cell in layout.row3(row)}
    kept = [cell for cell in layout.cells if cell not in gone]
    return [*kept, *(cell for row in unsplit for cell in layout.row3(row))]


def _summands(parts: Mapping[str, Report], cell: str) -> dict[str, int | Decimal | None]:
    return {name: _of_unsplit(part, cell) for name, part in parts.items()}


def _of_unsplit(part: Report, cell: str) -> int | Decimal | None:
    """The figure of a part; of an unsplit row that it states in rows of its own, those added up."""
    if cell not in part.layout.unsplit or cell in part.cells:
        return _value(part, cell)
    _, row, column = cell.split(".")
    values = [_value(part, f"table3.{own}.{column}") for own in part.layout.parts_of([row])]
    return None if None in values else sum(value for value in values if value is not None)


def _in_one_unit(
    layout: Form,
    parts: Mapping[str, Report],
    sources: dict[str, dict[str, int | Decimal | None]],
    problems: list[Problem],
) -> dict[str, str]:
    """The units of the sums, and the summands brought to them; an amount of unknown unit cannot be added.

    Where nobody names a unit the amounts are added as they stand; where all do, in 万元 unless all agree.
    """
    texts: dict[str, str] = {}
    for text in layout.texts:
        amounts = sources[layout.amount_of(text)]
        stated = {name: parts[name].texts.get(text) for name, value in amounts.items() if value}
        unnamed = [name for name, unit in stated.items() if measure(unit) is None]
        if unnamed and len(unnamed) < len(stated):
            label = layout.name(layout.amount_of(text))
            for name in unnamed:
                amounts[name] = None
                told = f"{name}：{label}没有写明单位是元还是万元，别的机关写明了，不能相加；请补正。"
                problems.append(Problem(LOST, name, told))
            continue
        same = set(stated.values() or (part.texts.get(text) for part in parts.values()))
        if len(same) > 1 and not unnamed:
            for name, unit in stated.items():
                amounts[name] = in_wan(amounts[name] or 0, measure(unit) or WAN)
            same = {WAN}
        (unit, *others) = same
        if unit is not None and not others:
            texts[text] = unit
    return texts


def _added(
    layout: Form, sources: Mapping[str, Mapping[str, int | Decimal | None]], unsplit: Sequence[str]
) -> tuple[dict[str, CellValue], list[Note]]:
    sums: dict[str, CellValue] = {}
    for cell, summands in sources.items():
        values = list(summands.values())
        sums[cell] = None if None in values else sum(value for value in values if value is not None)
    counts = {cell: int(value) for cell, value in sums.items() if value is not None and "table2" not in cell}
    cells: dict[str, CellValue] = {cell: sums.get(cell) for cell in layout.cells if "table2" in cell}
    parts = [cell for row in layout.parts_of(unsplit) for cell in layout.row3(row)]
    cells |= completed(layout, counts, unsplit) | dict.fromkeys(parts)
    lost = _lost(layout, {cell for cell, value in sums.items() if value is None}, unsplit)
    notes = [_lost_note(layout, cell, sources.get(cell, {})) for cell in cells if cell in lost]
    for row in unsplit:
        told = f"有的机关只填了一行{layout.label3(row)}，没有分项，汇总后也不分项"
        of_row = [cell for part in layout.parts_of([row]) for cell in layout.row3(part)]
        notes += [Note(UNSPLIT, f"{layout.name(cell)}：{told}。", cell) for cell in of_row]
    return {cell: None if cell in lost else value for cell, value in cells.items()}, notes


def _lost(layout: Form, leaves: set[str], unsplit: Sequence[str]) -> set[str]:
    """The cells of the sum that are unreadable: leaves, and the totals that they are part of."""
    results = set(layout.results(unsplit))
    found: set[str] = set()
    for cell in leaves:
        table, row, column = cell.split(".")
        if table == "table2":
            found.add(cell)
        elif column == TOTAL or (table == "table3" and row == "results_total"):
            continue  # computed anew from the leaves
        else:
            found |= {cell, f"{table}.{row}.{TOTAL}"}
            if row in results:
                found |= {f"table3.results_total.{column}", f"table3.results_total.{TOTAL}"}
    return found


def _lost_note(layout: Form, cell: str, summands: Mapping[str, int | Decimal | None]) -> Note:
    whose = [name for name, value in summands.items() if value is None]
    named = "、".join(whose[:_MOST_NAMED]) + ("等" if len(whose) > _MOST_NAMED else "")
    told = f"{named}的这一格读不出" if whose else "它的分项里有读不出的格"
    return Note(UNREADABLE, f"{layout.name(cell)}：{told}，没有当作零。", cell)


def _extra(parts: Iterable[Report]) -> Iterator[ExtraRow]:
    """Rows that the form does not know, added where table, label and number of values are the same."""
    rows: dict[tuple[int, str, int], list[ExtraRow]] = {}
    for part in parts:
        for row in part.extra_rows:
            rows.setdefault((row.table, normal(row.label), len(row.values)), []).append(row)
    for same in rows.values():
        values = tuple(
            None if None in column else sum(value for value in column if value is not None)
            for column in zip(*(row.values for row in same), strict=True)
        )
        yield ExtraRow(same[0].table, same[0].label, values)


def _fees(parts: Sequence[Report]) -> Fees:
    """Added where every part states them."""
    counts = [part.fees.notice_count for part in parts]
    noticed = [part.fees.notice_amount_yuan for part in parts]
    collected = [part.fees.collected_amount_yuan for part in parts]
    return Fees(
        None if None in counts else sum(count for count in counts if count is not None),
        _money(noticed),
        _money(collected),
    )


def _money(amounts: Sequence[Decimal | None]) -> Decimal | None:
    return None if None in amounts else sum((a for a in amounts if a is not None), Decimal(0))
