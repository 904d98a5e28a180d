"""Which tables, rows and columns does an annual report have?

The forms of 2019 (trial) and 2021, from `law/forms/`: sections, table 二 in blocks, table 三 with its 25
rows by 7 columns, table 四 with its 3 blocks by 5 columns. Every cell has an id such as
`table3.granted.total`, the same for readers, checks, counting, pages and JSON.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

from gongkai.errors import UsageError
from gongkai.labels import Core, core
from gongkai.lawbook import Lawbook, Source, lawbook
from gongkai.lawfile import Node

KINDS = ("count", "money", "signed")
TEXT = "text"
ROLES = ("flow", "result", "sum")
TOTAL = "total"
UNSPLIT_ROW = "other_processing_unsplit"  # （六）其他处理 as one row: the form of 2019, met in 2021 ones too
_SPLIT_ROWS = "other_"  # its three rows of 2021


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled row, column or block of a table.

    `accepted` are other wordings that agencies really print and that nobody needs to be told about.
    """

    key: str
    label: str
    core: Core
    over: str = ""
    kind: str = "count"
    role: str = "flow"
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A small table of table 二: an item of article 20, its columns and rows.

    `texts` are columns that hold words: the unit of an amount, which the form has no printed place for.
    """

    article: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    texts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """One of the six sections."""

    number: int
    heading: str
    core: Core


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the form; `row` and `column` are positions from 1 within its table's data."""

    id: str
    table: int
    row_key: str
    column_key: str
    kind: str
    label: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the report."""

    key: str
    since: date
    source: Source
    sections: tuple[Heading, ...]
    blocks2: tuple[Block, ...]
    rows3: tuple[Line, ...]
    columns3: tuple[Line, ...]
    note3: str
    result_head3: str
    blocks4: tuple[Line, ...]
    columns4: tuple[Line, ...]
    cells: dict[str, Cell]
    texts: dict[str, Cell]  # the cells that hold words, not numbers; none of them is in `cells`

    @property
    def result_rows(self) -> tuple[Line, ...]:
        """The rows that add up to （七）总计."""
        return tuple(row for row in self.rows3 if row.role == "result")

    def results(self, *, unsplit: bool) -> list[str]:
        """The keys of the result rows; with `unsplit`, （六）其他处理 as one row in place of its parts."""
        rows = [row.key for row in self.result_rows]
        if not unsplit:
            return rows
        return [row for row in rows if not row.startswith(_SPLIT_ROWS)] + [UNSPLIT_ROW]

    @property
    def split_rows(self) -> list[str]:
        """The rows of （六）其他处理 in this form: three, or the unsplit one itself."""
        return [row.key for row in self.result_rows if row.key.startswith(_SPLIT_ROWS)]

    @property
    def kinds3(self) -> tuple[Line, ...]:
        """The columns of table 三 that add up to 总计."""
        return tuple(column for column in self.columns3 if column.key != TOTAL)

    def row3(self, key: str) -> tuple[str, ...]:
        """The ids of one row of table 三, in column order."""
        return tuple(f"table3.{key}.{column.key}" for column in self.columns3)

    def block4(self, key: str) -> tuple[str, ...]:
        """The ids of one block of table 四, in column order."""
        return tuple(f"table4.{key}.{column.key}" for column in self.columns4)

    def name(self, cell: str) -> str:
        """A cell in words: 表三「本年新收…·商业企业」. An id that the form does not know is its own name."""
        found = self.cells.get(cell) or self.texts.get(cell)
        return found.label if found else cell

    def amount_of(self, text: str) -> str:
        """The id of the amount whose unit that cell of words holds: the money cell of its row."""
        row = self.texts[text].row_key
        return next(cell.id for cell in self.cells.values() if cell.row_key == row and cell.kind == "money")


@functools.lru_cache
def forms(book: Lawbook | None = None) -> dict[str, Form]:
    """The forms by key, oldest first. Raises LawError where a file is malformed."""
    book = book or lawbook()
    found = [_form(book, node) for node in book.nodes("forms")]
    return {form.key: form for form in sorted(found, key=lambda form: form.since)}


def form(key: str, book: Lawbook | None = None) -> Form:
    """The form of that key. Raises UsageError that names the known ones."""
    known = forms(book)
    if key not in known:
        raise UsageError(f"不认识的年报格式「{key}」；可用：{'、'.join(known)}。")
    return known[key]


def form_of_year(year: int, book: Lawbook | None = None) -> Form:
    """The form that a report of that year must use: 2019 and 2020 the trial form, then the present one."""
    known = list(forms(book).values())
    fitting = [form for form in known if form.since <= date(year, 12, 31)]
    if not fitting:
        raise UsageError(f"{year} 年度早于收录的年报格式（最早 {known[0].since.year} 年度）。")
    return fitting[-1]


def _form(book: Lawbook, node: Node) -> Form:
    key, since, source = node.text("key"), node.day("from"), book.source(node)
    sections = tuple(_heading(entry) for entry in node.children("sections"))
    two, three, four = node.child("table2"), node.child("table3"), node.child("table4")
    blocks2 = tuple(_block(entry) for entry in two.children("blocks"))
    rows3, columns3 = _lines(three, "rows"), _lines(three, "columns")
    blocks4, columns4 = _lines(four, "blocks"), _lines(four, "columns")
    note, result_head = three.text("note"), three.text("result_head")
    for table in (two, three, four):
        table.text("heading")
        table.done()
    node.done()
    tables = (_cells2(blocks2), _cells3(rows3, columns3), _cells4(blocks4, columns4))
    cells = {cell.id: cell for table in tables for cell in table}
    texts = {cell.id: cell for cell in _texts2(blocks2)}
    return Form(
        key,
        since,
        source,
        sections,
        blocks2,
        rows3,
        columns3,
        note,
        result_head,
        blocks4,
        columns4,
        cells,
        texts,
    )


def _heading(node: Node) -> Heading:
    heading = Heading(node.integer("number", least=1), node.text("heading"), core(node.texts("core")))
    node.done()
    return heading


def _block(node: Node) -> Block:
    texts = _lines(node, "texts", kinds=(TEXT,)) if "texts" in node else ()
    block = Block(node.text("article"), _lines(node, "columns"), _lines(node, "rows"), texts)
    node.done()
    return block


def _lines(node: Node, key: str, kinds: tuple[str, ...] = KINDS) -> tuple[Line, ...]:
    lines = []
    for entry in node.children(key):
        lines.append(
            Line(
                entry.text("key"),
                entry.text("label"),
                core(entry.texts("core")),
                entry.text("group" if "group" in entry else "over", default=""),
                entry.text("kind", default="count", allowed=kinds),
                entry.text("role", default="flow", allowed=ROLES),
                entry.texts("accepted", default=()),
            )
        )
        entry.done()
    return tuple(lines)


def _cells2(blocks: tuple[Block, ...]) -> list[Cell]:
    cells, row_number = [], 0
    for block in blocks:
        for row in block.rows:
            row_number += 1
            for number, column in enumerate(block.columns, start=1):
                label = f"表二「{row.label}·{column.label}」"
                cell = f"table2.{row.key}.{column.key}"
                cells.append(Cell(cell, 2, row.key, column.key, column.kind, label, row_number, number))
    return cells


def _texts2(blocks: tuple[Block, ...]) -> list[Cell]:
    """The cells of words, each behind the numbers of its row."""
    return [
        Cell(
            f"table2.{row.key}.{column.key}",
            2,
            row.key,
            column.key,
            TEXT,
            f"表二「{row.label}·{column.label}」",
            1 + [line.key for other in blocks for line in other.rows].index(row.key),
            len(block.columns) + number,
        )
        for block in blocks
        for row in block.rows
        for number, column in enumerate(block.texts, start=1)
    ]


def _cells3(rows: tuple[Line, ...], columns: tuple[Line, ...]) -> list[Cell]:
    return [
        Cell(
            f"table3.{row.key}.{column.key}",
            3,
            row.key,
            column.key,
            "count",
            f"表三「{short(row.label)}·{column.label}」",
            row_number,
            column_number,
        )
        for row_number, row in enumerate(rows, start=1)
        for column_number, column in enumerate(columns, start=1)
    ]


def _cells4(blocks: tuple[Line, ...], columns: tuple[Line, ...]) -> list[Cell]:
    return [
        Cell(
            f"table4.{block.key}.{column.key}",
            4,
            block.key,
            column.key,
            "count",
            f"表四「{block.label}·{column.label}」",
            1,
            index * len(columns) + number,
        )
        for index, block in enumerate(blocks)
        for number, column in enumerate(columns, start=1)
    ]


def short(label: str) -> str:
    """A row label without its note in brackets: （二）部分公开（区分处理的…） → （二）部分公开."""
    head, _, _ = label[1:].partition("（")
    return label[0] + head
