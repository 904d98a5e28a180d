"""What is a form of the report made of?

Sections, table 二 in blocks, table 三 in rows and columns, table 四 in blocks. A form says what is special
about its rows (`marks`, `sum_of`, `unsplit`); whoever works with a report asks the form and knows no row by
name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.labels import Core, core
from gongkai.lawbook import Source

KINDS = ("count", "money", "signed")
TEXT = "text"
COUNTED_IN = "件"  # what a cell counts where its form says nothing else
FLOW = "flow"
ROLES = {FLOW: "新收、结转", "result": "办理结果", "sum": "（七）总计"}
TOTAL = "total"
FEE_OVERDUE = "fee_overdue"  # ended because the fee was not paid: section six must tell of the notices
RECONSIDERED_FIRST = "reconsidered_first"  # a denial against which reconsideration comes before a lawsuit
RULE_MAKING = "rule_making"  # made by agencies with the competence to make rules alone
COUNTED_ONCE = "counted_once"  # a case that was divided counts here and in no other row
MARKS = (FEE_OVERDUE, RECONSIDERED_FIRST, RULE_MAKING, COUNTED_ONCE)
_NO_CORE = core(())


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled row, column or block of a table.

    `accepted` are other wordings that agencies really print and that nobody needs to be told about; `cut` is
    what a conversion may leave of the label. `sum_of` are the outcomes that the row counts together, where
    they are not the one of its own key. `group` is the key of the group whose label is `over` it;
    `whole_group` that of the group that the row is all by itself. `told_in_parts` are the numbers of the
    prose that each tell a part of the row; `prose` are the words that the prose has for it. `unit` is in what
    the column counts.
    """

    key: str
    label: str
    core: Core
    over: str = ""
    kind: str = "count"
    role: str = FLOW
    accepted: tuple[str, ...] = ()
    group: str = ""
    whole_group: str = ""
    sum_of: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    cut: Core = _NO_CORE
    told_in_parts: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    unit: str = COUNTED_IN

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that are counted in this row of results."""
        return self.sum_of or (self.key,)


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
    """A cell of the form; `row` and `column` are positions from 1 within its table's data.

    `unit`: in what it counts.
    """

    id: str
    table: int
    row_key: str
    column_key: str
    kind: str
    label: str
    row: int
    column: int
    unit: str = COUNTED_IN


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the report, for the years from `since` to `until` (None: until another one comes).

    `unsplit3` are rows of table 三 that it does not print but that are met in place of those they are the sum
    of; `groups3` are the labels of its groups of results by key, `left_out3` those that the prose may leave
    out of what it calls 办结, one after the other.
    """

    key: str
    since: date
    until: date | None
    source: Source
    sections: tuple[Heading, ...]
    blocks2: tuple[Block, ...]
    rows3: tuple[Line, ...]
    unsplit3: tuple[Line, ...]
    groups3: Mapping[str, str]
    left_out3: tuple[str, ...]
    columns3: tuple[Line, ...]
    note3: str
    result_head3: str
    blocks4: tuple[Line, ...]
    columns4: tuple[Line, ...]
    cells: dict[str, Cell]
    texts: dict[str, Cell]  # the cells that hold words, not numbers; none of them is in `cells`
    unsplit: dict[str, Cell]  # the cells of the unsplit rows; none of them is in `cells`
    row_names: dict[str, str]  # every row (of table 四: block): table3.granted is 表三「（一）予以公开」

    @property
    def result_rows(self) -> tuple[Line, ...]:
        """The rows that add up to （七）总计."""
        return tuple(row for row in self.rows3 if row.role == "result")

    def lines3(self, unsplit: Collection[str] = ()) -> tuple[Line, ...]:
        """The rows of table 三; each of the `unsplit` ones stands in the place of its parts."""
        wholes = [line for line in self.unsplit3 if line.key in unsplit]
        if not wholes:
            return self.rows3
        instead = {line.sum_of[0]: line for line in wholes}
        gone = {part for line in wholes for part in line.sum_of}
        lines = (instead.get(row.key, row) for row in self.rows3)
        return tuple(line for line in lines if line.key not in gone)

    def results(self, unsplit: Collection[str] = ()) -> list[str]:
        """The keys of the rows that add up to （七）总计, where the `unsplit` ones stand for their parts."""
        return [row.key for row in self.lines3(unsplit) if row.role == "result"]

    def unsplit_in(self, cells: Collection[str]) -> tuple[str, ...]:
        """Which unsplit rows stand among these cells."""
        return tuple(line.key for line in self.unsplit3 if any(cell in cells for cell in self.row3(line.key)))

    def parts_of(self, unsplit: Collection[str]) -> list[str]:
        """The rows whose numbers an unsplit row holds together."""
        return [part for line in self.unsplit3 if line.key in unsplit for part in line.sum_of]

    def of_group(self, group: str, unsplit: Collection[str] = ()) -> list[str]:
        """The rows of results of a group, or the one that is all of it."""
        lines = self.lines3(unsplit)
        return [row.key for row in lines if group and group in (row.group, row.whole_group)]

    def row_of(self, outcome: str) -> str | None:
        """The row of results in which that outcome is counted; None where this form has none for it."""
        return next((row.key for row in self.result_rows if outcome in row.outcomes), None)

    def marked(self, mark: str) -> tuple[str, ...]:
        """The keys of the rows of tables 二 and 三 that bear that mark."""
        rows = (*(row for block in self.blocks2 for row in block.rows), *self.rows3)
        return tuple(row.key for row in rows if mark in row.marks)

    def label3(self, key: str) -> str:
        """The label of a row of table 三, printed or unsplit."""
        return next(line.label for line in (*self.rows3, *self.unsplit3) if line.key == key)

    @property
    def documents2(self) -> tuple[Line, ...]:
        """The rows of table 二 that count documents: those of the block where rules (规章) stand."""
        blocks = (block for block in self.blocks2 if any(RULE_MAKING in row.marks for row in block.rows))
        return tuple(row for block in blocks for row in block.rows)

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
        found = self.cells.get(cell) or self.texts.get(cell) or self.unsplit.get(cell)
        return found.label if found else cell

    def amount_of(self, text: str) -> str:
        """The id of the amount whose unit that cell of words holds: the money cell of its row."""
        row = self.texts[text].row_key
        return next(cell.id for cell in self.cells.values() if cell.row_key == row and cell.kind == "money")


def short(label: str) -> str:
    """A row label without its note in brackets: （二）部分公开（区分处理的…） → （二）部分公开."""
    head, _, _ = label[1:].partition("（")
    return label[0] + head
