"""How does a report become the parts of a page: printed tables with links, findings, figures, bars?

The printed rows are those of `gongkai.render.layout`, the same as in DOCX and PDF; here they only get their
addresses, states and marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.checking import MAY_DIFFER, Finding, by_cause, tie
from gongkai.form import TOTAL
from gongkai.outcomes import outcome_groups, outcomes
from gongkai.render import layout
from gongkai.report import CellValue, Report
from gongkai_web.look.parts import BarRow, Figure, FindingView, Link
from gongkai_web.look.report_tables import BodyRow, CellView, HeadCell, TableView
from gongkai_web.look.trend import Point

Address = Callable[[str], str]
# The figures that matter: cell → what it is called in short, and its unit.
HEADLINE = {
    "table3.new_received.total": ("新收申请", "件"),
    "table3.results_total.total": ("年度办结", "件"),
    "table3.carried_over_out.total": ("结转下年", "件"),
    "table4.reconsideration.total": ("行政复议", "件"),
    "table2.normative_documents.effective_count": ("现行有效规范性文件", "件"),
}
_UPRIGHT_FROM = 8  # a head over at least so many rows is written from top to bottom
SUMS = {"t3.row_total", "t3.balance", "t3.results_total", "t4.block_total"}
_SIDES = 40  # a sum longer than this many characters is told by its words, not its numbers


@dataclass(frozen=True, slots=True)
class TrendView:
    """A figure over the years, as it is drawn."""

    key: str
    label: str
    unit: str
    points: list[Point]


def tables(report: Report, address: Address, findings: Sequence[Finding] = ()) -> list[TableView]:
    """Tables 二, 三 and 四 as printed. `address` gives the link of a cell ("" for none)."""
    marks = _marks(findings)
    return [_table(printed, address, marks) for printed in layout.tables(report)]


def finding_views(report: Report, findings: Sequence[Finding]) -> list[FindingView]:
    """The causes with what follows from each, numbered as they are marked in the tables."""
    return [
        replace(
            _finding(report, cause, number),
            following=tuple(replace(_finding(report, one, number), tie=tie(cause, one)) for one in following),
        )
        for number, (cause, following) in enumerate(by_cause(findings), start=1)
    ]


def found_in_words(findings: Sequence[Finding]) -> str:
    """How many findings there are, of how many causes."""
    if not findings:
        return "没有发现问题"
    causes = len(by_cause(findings))
    return f"发现 {len(findings)} 处" + (f"，归为 {causes} 个原因" if causes < len(findings) else "")


def headline(report: Report, address: Address) -> list[Figure]:
    """The five figures that matter."""
    return [Figure(_number(report, cell), label, address(cell)) for cell, (label, _) in HEADLINE.items()]


def group_bars(report: Report) -> list[BarRow]:
    """The results by the groups of table 三, largest first; groups without a case are left out."""
    sums: dict[str, int] = {}
    for code, outcome in outcomes().items():
        cell = f"table3.{code}.{TOTAL}"
        if cell in report.cells:
            sums[outcome.group] = sums.get(outcome.group, 0) + report.count(cell)
    rows = [(outcome_groups()[group].label[3:], total, None) for group, total in sums.items() if total]
    return sorted(rows, key=lambda row: -row[1])


def outcome_bars(report: Report, address: Address) -> list[BarRow]:
    """The single results that occurred, largest first."""
    rows: list[BarRow] = []
    for code, outcome in outcomes().items():
        cell = f"table3.{code}.{TOTAL}"
        if report.cells.get(cell):
            rows.append((outcome.short, report.count(cell), address(cell) or None))
    return sorted(rows, key=lambda row: -row[1])


def trends(
    values: Mapping[str, Mapping[int, CellValue]], pages: Mapping[int, str], draft: Report | None = None
) -> list[TrendView]:
    """The figures that matter over the years, oldest first; a year without a report is said to have none.

    `pages`: by year, where its report stands; `draft`: the report in the making, in place of its year's.
    Nothing where there is one year alone.
    """
    if draft is not None and draft.year is not None:
        values = {cell: {**known, draft.year: draft.cells.get(cell)} for cell, known in values.items()}
    notes = {draft.year: "（今天的记录）"} if draft is not None and draft.year is not None else {}
    return [
        TrendView(f"trend-{place}", HEADLINE[cell][0], HEADLINE[cell][1], year_points(by_year, pages, notes))
        for place, (cell, by_year) in enumerate(values.items(), start=1)
        if len(by_year) > 1
    ]


def year_points(
    by_year: Mapping[int, CellValue], pages: Mapping[int, str], notes: Mapping[int, str] | None = None
) -> list[Point]:
    """A row for each year from the first to the last; `notes`: by year, what is said behind its number."""
    said = notes or {}
    return [
        Point(str(year), by_year[year], pages.get(year, ""), note=said.get(year, ""))
        if year in by_year
        else Point(str(year), None, why="没有公布的年报")
        for year in range(min(by_year), max(by_year) + 1)
    ]


def _number(report: Report, cell: str) -> str:
    value = report.cells.get(cell)
    return "读不出" if value is None else f"{value:,}"


def _marks(findings: Sequence[Finding]) -> dict[str, tuple[int, ...]]:
    """The numbers of the causes that each cell is part of, or part of what follows from them."""
    found: dict[str, dict[int, None]] = {}
    for number, (cause, following) in enumerate(by_cause(findings), start=1):
        for finding in (cause, *following):
            for cell in [finding.suspect] if finding.suspect else finding.cells:
                found.setdefault(cell, {})[number] = None
    return {cell: tuple(numbers) for cell, numbers in found.items()}


def _table(printed: layout.PrintedTable, address: Address, marks: dict[str, tuple[int, ...]]) -> TableView:
    body = tuple(_row(row, address, marks) for row in printed.body)
    head = tuple(tuple(_head(cell) for cell in row) for row in printed.head)
    return TableView(f"table-{printed.number}", printed.caption, head, body)


def _row(row: layout.PrintedRow, address: Address, marks: dict[str, tuple[int, ...]]) -> BodyRow:
    heads = tuple(_head(cell) for cell in row.cells if isinstance(cell, layout.HeadCell))
    return BodyRow(heads, tuple(_cell(cell, address, marks.get(cell.id, ())) for cell in row.data))


def _head(cell: layout.HeadCell) -> HeadCell:
    return HeadCell(cell.text, cell.rowspan, cell.colspan, cell.rowspan >= _UPRIGHT_FROM)


def _cell(cell: layout.DataCell, address: Address, numbers: tuple[int, ...]) -> CellView:
    states = ["bad"] if numbers else []
    text = cell.text
    if cell.state == layout.INFERRED:
        states.append("inferred")
        text = str(cell.inferred)
    elif cell.state in {layout.BLANK_STATE, layout.LOST}:
        states.append("blank" if cell.state == layout.BLANK_STATE else "unreadable")
        text = "" if text == layout.UNREADABLE_MARK else text
    elif cell.value == 0:
        states.append("zero")
    opens = cell.value is not None or (cell.state == layout.BLANK_STATE and text)
    href = address(cell.id) if cell.id and opens else ""
    return CellView(text, href, " ".join(states), numbers, "", cell.id, cell.colspan, cell.rowspan)


def _finding(report: Report, finding: Finding, number: int) -> FindingView:
    subjects = [finding.suspect] if finding.suspect else list(finding.cells[:1])
    subject = "、".join(report.layout.name(cell) for cell in subjects) or "报告"
    sides, difference = _sides(report, finding), ""
    if sides and isinstance(finding.expected, int) and isinstance(finding.actual, int):
        difference = str(abs(finding.expected - finding.actual))
    return FindingView(
        number,
        finding.severity,
        subject,
        finding.message,
        sides,
        difference,
        finding.source,
        finding.rule,
        tuple(Link(report.layout.name(cell), f"#{cell}") for cell in subjects),
    )


def _sides(report: Report, finding: Finding) -> tuple[str, ...]:
    """Both sides of the sum as small arithmetic; () where the two numbers need not be equal."""
    if finding.expected is None or finding.actual is None or finding.rule in MAY_DIFFER:
        return ()
    if finding.rule not in SUMS:
        return str(finding.expected), str(finding.actual)
    parts = [str(report.count(cell)) for cell in finding.cells]
    if finding.rule == "t3.balance":
        return f"{parts[0]} + {parts[1]} = {finding.expected}", f"{parts[2]} + {parts[3]} = {finding.actual}"
    left = " + ".join(parts[:-1])
    left = f"{left} = {finding.expected}" if 0 < len(left) <= _SIDES else f"各项之和 {finding.expected}"
    return left, str(finding.actual)
