"""Which cells, merged how, does the printed form of a report show?

The one truth for every target and for the pages of the office: the tables 二, 三 and 四 as rows of cells
with their spans, computed from the form. A cell begins where it stands in its row; places covered by a span
hold no cell of their own (as in HTML). The wording is the form's; the two heads that the form's file has no
line for (信息内容, 申请人情况) are here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from gongkai.form import TOTAL, Block, Form, Line
from gongkai.report import BLANK, NOT_WHOLE, CellValue, ExtraRow, Note, Report
from gongkai.units import measure

NUMBER, TEXT, BLANK_STATE, INFERRED, LOST = "number", "text", "blank", "inferred", "unreadable"
UNREADABLE_MARK = "〔读不出〕"

CONTENT_HEAD = "信息内容"
APPLICANTS_HEAD = "申请人情况"
ITEM_HEAD, CASES_LABEL = "项目", "案件数量"  # the labels of table 四, where a wide unknown row needs them
RESULT_ROLES = ("result", "sum")
_DEPTH3 = 3  # 三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A head: text, how many rows and columns it covers, of what it is the head (`col`, `row`, …)."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    scope: str = "col"


@dataclass(frozen=True, slots=True)
class DataCell:
    """A value: `id` of the form ("" in a row that the form does not know), text as printed, and state.

    `number`; `text`, a cell of words; `blank` (the text keeps a stated `/` or 无); `inferred`, a blank that
    the sums determine, whose number is `inferred` and is not printed; `unreadable`, printed as 〔读不出〕, or
    as it was stated where that is no whole number.
    """

    id: str
    text: str
    state: str
    value: CellValue = None
    inferred: int | None = None
    rowspan: int = 1
    colspan: int = 1


PrintedCell = HeadCell | DataCell
_Cell = TypeVar("_Cell", HeadCell, DataCell)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of the body. `block` counts the small tables of table 二; a row of heads has no data cell."""

    cells: tuple[PrintedCell, ...]
    block: int = 0

    @property
    def data(self) -> tuple[DataCell, ...]:
        """The values of the row, left to right."""
        return tuple(cell for cell in self.cells if isinstance(cell, DataCell))


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed: its number in the form, caption, note, rows of heads and rows of the body."""

    number: int
    caption: str
    note: str
    head: tuple[tuple[HeadCell, ...], ...]
    body: tuple[PrintedRow, ...]

    @property
    def rows(self) -> tuple[tuple[PrintedCell, ...], ...]:
        """All rows, heads first."""
        return (*self.head, *(row.cells for row in self.body))

    @property
    def width(self) -> int:
        """The number of columns of the grid."""
        return max(column + cell.colspan for _, column, cell in self.placed())

    def placed(self) -> Iterator[tuple[int, int, PrintedCell]]:
        """Every cell with the row and column, from 0, where it begins."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                yield row, column, cell
                taken |= {
                    (row + down, column + right)
                    for down in range(cell.rowspan)
                    for right in range(cell.colspan)
                }
                column += cell.colspan


def tables(report: Report) -> tuple[PrintedTable, ...]:
    """The tables 二, 三 and 四 of the report in printed form, rows unknown to the form included."""
    layout, cells = report.layout, _Cells(report)
    return _table2(layout, cells), _table3(layout, cells), _table4(layout, cells)


def lost_cells(printed: Iterable[PrintedTable]) -> list[DataCell]:
    """The cells that stand as 〔读不出〕, in order."""
    return [
        cell for table in printed for row in table.body for cell in row.data if cell.text == UNREADABLE_MARK
    ]


class _Cells:
    """The data cells of a report."""

    def __init__(self, report: Report) -> None:
        self.values = report.cells
        self.texts = report.texts
        self.extra = report.extra_rows
        self.notes: dict[str, Note] = {str(note.cell): note for note in report.notes if note.cell}

    def __getitem__(self, cell: str) -> DataCell:
        value, note = self.values.get(cell), self.notes.get(cell)
        if value is not None:
            return DataCell(cell, plain(value), NUMBER, value)
        if note is None:
            return DataCell(cell, "", BLANK_STATE)
        if note.code == BLANK:
            state = INFERRED if note.left_blank and note.inferred is not None else BLANK_STATE
            return DataCell(cell, note.stated or "", state, inferred=note.inferred)
        if note.code == NOT_WHOLE and note.stated:
            return DataCell(cell, note.stated, LOST)
        return DataCell(cell, UNREADABLE_MARK, LOST)

    def words(self, cell: str) -> DataCell:
        """A cell of words."""
        text = " ".join(self.texts[cell].split())
        return DataCell(cell, text, TEXT if text else BLANK_STATE)

    def unknown(self, table: int) -> list[ExtraRow]:
        """The rows of that table that the form does not know."""
        return [row for row in self.extra if row.table == table]


def plain(value: CellValue) -> str:
    """A value as digits, never in exponents; "" for None."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _unknown_value(value: CellValue) -> DataCell:
    return DataCell("", UNREADABLE_MARK, LOST) if value is None else DataCell("", plain(value), NUMBER, value)


# – table 二: a small table for each item of article 20, one under the other


def _table2(layout: Form, cells: _Cells) -> PrintedTable:
    widths = [len(block.columns) for block in layout.blocks2] + [len(row.values) for row in cells.unknown(2)]
    widths += [
        len(block.columns) + 1
        for block in layout.blocks2
        if any(_in_a_column(block, words, cells) for words in block.texts)
    ]
    width = max(widths)
    rows: list[PrintedRow] = []
    homes = [_home(layout.blocks2, row) for row in cells.unknown(2)]
    for number, block in enumerate(layout.blocks2):
        heads = [HeadCell(_head2(block, column, cells)) for column in block.columns]
        words = [column for column in block.texts if _in_a_column(block, column, cells)]
        heads += [HeadCell(column.label) for column in words]
        rows.append(PrintedRow((HeadCell(block.article, colspan=width + 1, scope="rowgroup"),), number))
        rows.append(PrintedRow((HeadCell(CONTENT_HEAD), *_stretched(heads, width)), number))
        for row in block.rows:
            data = [cells[f"table2.{row.key}.{column.key}"] for column in block.columns]
            data += [cells.words(f"table2.{row.key}.{column.key}") for column in words]
            rows.append(PrintedRow((HeadCell(row.label, scope="row"), *_stretched(data, width)), number))
        for extra, home in zip(cells.unknown(2), homes, strict=True):
            if home == number:
                data = [_unknown_value(value) for value in extra.values]
                rows.append(
                    PrintedRow((HeadCell(extra.label, scope="row"), *_stretched(data, width)), number)
                )
    return PrintedTable(2, layout.sections[1].heading, "", (), tuple(rows))


def _head2(block: Block, column: Line, cells: _Cells) -> str:
    """A head of table 二; that of an amount names the unit of money in which it is stated."""
    for words in block.texts if column.kind == "money" else ():
        unit = next(filter(None, _stated(block, words, cells)), "")
        if not _in_a_column(block, words, cells) and unit:
            return f"{column.label}（{unit}）"
    return column.label


def _in_a_column(block: Block, words: Line, cells: _Cells) -> bool:
    """Whether the words need a column of their own: they are there, and are no unit of money for the head."""
    return any(text is not None and measure(text) != text for text in _stated(block, words, cells))


def _stated(block: Block, words: Line, cells: _Cells) -> list[str | None]:
    return [cells.texts.get(f"table2.{row.key}.{words.key}") for row in block.rows]


def _home(blocks: Sequence[Block], row: ExtraRow) -> int:
    """The last block with as many columns as the unknown row has values, else the last one."""
    fitting = [number for number, block in enumerate(blocks) if len(block.columns) == len(row.values)]
    return fitting[-1] if fitting else len(blocks) - 1


def _stretched(cells: Sequence[_Cell], width: int) -> list[_Cell]:
    """The cells over the whole width: the last one takes what is left over, as the form prints it."""
    stretched = list(cells)
    if stretched:
        stretched[-1] = replace(stretched[-1], colspan=width - len(stretched) + 1)
    return stretched


# – table 三: rows of three levels, heads of three levels


def _table3(layout: Form, cells: _Cells) -> PrintedTable:
    lines = layout.lines3(layout.unsplit_in(cells.values))
    results = [line for line in lines if line.role in RESULT_ROLES]
    rows: list[PrintedRow] = []
    for line in lines:
        labels: list[HeadCell] = []
        if line.role not in RESULT_ROLES:
            labels.append(HeadCell(line.label, colspan=_DEPTH3, scope="row"))
        else:
            if line is results[0]:
                labels.append(HeadCell(layout.result_head3, rowspan=len(results), scope="rowgroup"))
            members = [other for other in results if other.over and other.over == line.over]
            if members and line is members[0]:
                labels.append(HeadCell(line.over, rowspan=len(members), scope="rowgroup"))
            labels.append(HeadCell(line.label, colspan=1 if line.over else _DEPTH3 - 1, scope="row"))
        rows.append(PrintedRow((*labels, *(cells[cell] for cell in layout.row3(line.key)))))
    for row in cells.unknown(3):
        label = HeadCell(row.label, colspan=_DEPTH3, scope="row")
        rows.append(PrintedRow((label, *(_unknown_value(value) for value in row.values))))
    return PrintedTable(3, layout.sections[2].heading, layout.note3, _head3(layout), tuple(rows))


def _head3(layout: Form) -> tuple[tuple[HeadCell, ...], ...]:
    kinds = layout.kinds3
    first = [
        HeadCell(layout.note3, rowspan=3, colspan=_DEPTH3),
        HeadCell(APPLICANTS_HEAD, colspan=len(kinds), scope="colgroup"),
        *(HeadCell(column.label, rowspan=3) for column in layout.columns3 if column.key == TOTAL),
    ]
    second, third = [], []
    for over, run in groupby(kinds, key=lambda column: column.over):
        members = list(run)
        if over:
            second.append(HeadCell(over, colspan=len(members), scope="colgroup"))
            third += [HeadCell(column.label) for column in members]
        else:
            second += [HeadCell(column.label, rowspan=2) for column in members]
    return tuple(first), tuple(second), tuple(third)


# – table 四: one row under heads of three levels


def _table4(layout: Form, cells: _Cells) -> PrintedTable:
    columns = layout.columns4
    first, second, third = [], [], []
    for over, run in groupby(layout.blocks4, key=lambda block: block.over):
        members = list(run)
        if over:
            first.append(HeadCell(over, colspan=len(members) * len(columns), scope="colgroup"))
            second += [HeadCell(block.label, colspan=len(columns), scope="colgroup") for block in members]
            third += [HeadCell(column.label) for _ in members for column in columns]
        else:
            first += [HeadCell(block.label, colspan=len(columns), scope="colgroup") for block in members]
            second += [HeadCell(column.label, rowspan=2) for _ in members for column in columns]
    data = tuple(cells[cell] for block in layout.blocks4 for cell in layout.block4(block.key))
    width = max([len(data), *(len(row.values) + 1 for row in cells.unknown(4))])
    beside = width - len(data)  # a column of labels, where an unknown row is as wide as the form's own
    if beside:
        first.insert(0, HeadCell(ITEM_HEAD, rowspan=3, colspan=beside))
    label = [HeadCell(CASES_LABEL, colspan=beside, scope="row")] if beside else []
    rows = [PrintedRow((*label, *data))]
    for row in cells.unknown(4):
        name = HeadCell(row.label, colspan=width - len(row.values), scope="row")
        rows.append(PrintedRow((name, *(_unknown_value(value) for value in row.values))))
    head = (tuple(first), tuple(second), tuple(third))
    return PrintedTable(4, layout.sections[3].heading, "", head, tuple(rows))
