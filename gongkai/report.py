"""What does a report say, cell by cell, and what do its sums come to?

A `Report` is a frozen fact: what a source states, blank and unreadable cells kept apart from zero. It is
the same whether it was read from a file or counted from records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.form import TOTAL, Form, form

CellValue = int | Decimal | None

BLANK = "blank-cell"
UNREADABLE = "unreadable-cell"
NOT_WHOLE = "not-whole-number"
MISSING_TABLE = "missing-table"
MISSING_ROW = "missing-row"  # `cell` of such a note is a row: table3.granted
UNSPLIT = "unsplit-row"
OTHER_YEAR = "another-year"  # the text begins with another year than its title names
NARRATIVE = "narrative-report"  # a report of the years before there were statutory tables
TWO_REPORTS = "two-reports"  # of two side by side only the left one was read
CUT_BY_OWN_SUM = "cut-by-own-sum"  # `cell` of such a note is a row: table3.granted
TRACKED = "tracked-change"  # in a table, not accepted; read as if it were
TRACKED_WORDS = "tracked-change-of-words"  # the same outside the tables
REWORDED = "reworded-row"  # `cell` of such a note is a row: table3.granted
# What stands in a cell without a number: the office has no such business (which states 0 cases), or nobody
# has reported it yet (which states nothing).
NOT_APPLICABLE, NOT_REPORTED = "不适用", "未报"


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: its number, heading as printed, and running text without tables."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """What must be said about a cell or a table: blank, inferred, unreadable.

    `stated` is the text found there (None where nothing was found); `inferred` what the sums determine.
    """

    code: str
    message: str
    cell: str | None = None
    stated: str | None = None
    inferred: int | None = None

    @property
    def left_blank(self) -> bool:
        """Whether nothing was stated at all; a `/` or 无 states that nothing happened."""
        return self.code == BLANK and self.stated in {None, "", "空", NOT_REPORTED}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell was read: file, table (2–4), row and column from 1 as they stand in the source."""

    file: str
    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """A row that the form does not know, kept as it stands."""

    table: int
    label: str
    values: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Fees:
    """The three figures on the information processing fee, where the prose states them. Yuan as Decimal."""

    notice_count: int | None = None
    notice_amount_yuan: Decimal | None = None
    collected_amount_yuan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A number of the prose: what it is about, its scope, its value and the sentence it stands in."""

    about: str
    applicant: str
    area: str
    value: int | Decimal
    section: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """An annual report. `cells` holds every cell of the form by id; None where the source gives no number.

    `form` is told by the labels of the tables; where none was read (`form_told` is False) it is the one of
    the year, so that its rows and columns have names.

    `texts` holds the cells of words by id, as they stand: the unit of the amount of the form of 2019. A cell
    that is not in it was stated nowhere; "" is a column that is there and was left blank.
    """

    form: str
    cells: Mapping[str, CellValue]
    agency: str | None = None
    year: int | None = None
    title: str | None = None
    period: tuple[date, date] | None = None
    sections: tuple[Section, ...] = ()
    extra_rows: tuple[ExtraRow, ...] = ()
    fees: Fees = field(default_factory=Fees)
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    form_told: bool = True

    @property
    def narrative(self) -> bool:
        """Whether it is of the years before there were statutory tables: prose alone."""
        return any(note.code == NARRATIVE for note in self.notes)

    @property
    def layout(self) -> Form:
        """The form with its rows and columns."""
        return form(self.form)

    def notes_on(self, cells: Iterable[str]) -> list[Note]:
        """The notes about any of these cells."""
        wanted = set(cells)
        return [note for note in self.notes if note.cell in wanted]

    def amount(self, cell: str) -> int | Decimal:
        """The cell as a summand: its value, else what the sums determine, else 0."""
        value = self.cells.get(cell)
        if value is not None:
            return value
        inferred = [note.inferred for note in self.notes if note.cell == cell and note.inferred is not None]
        return inferred[0] if inferred else 0

    def count(self, cell: str) -> int:
        """`amount` of a cell that counts pieces."""
        return int(self.amount(cell))

    @property
    def unsplit(self) -> tuple[str, ...]:
        """The rows that stand here in place of the form's own, which are their parts."""
        return self.layout.unsplit_in(self.cells)

    @property
    def result_rows(self) -> list[str]:
        """The rows that add up to （七）总计 here: the form's own, an unsplit row in place of its parts."""
        return self.layout.results(self.unsplit)

    def stands(self, table: int) -> bool:
        """Whether any cell of that table was read or stated blank, so that it is not lost as a whole."""
        lost = {note.cell for note in self.notes if note.code == UNREADABLE}
        return any(key not in lost for key in self.cells if key.startswith(f"table{table}."))


def completed(layout: Form, counts: Mapping[str, int], unsplit: Collection[str] = ()) -> dict[str, CellValue]:
    """All cells of tables 三 and 四 of a form from the counts of the single kinds; absent counts are 0.

    Rows that are `unsplit` stand in place of their parts. Totals (总计, （七）总计 and the block totals) are
    added up here and nowhere else.
    """
    cells: dict[str, CellValue] = {}
    results = layout.results(unsplit)
    for row in layout.lines3(unsplit):
        for kind in layout.kinds3:
            parts = [f"table3.{key}.{kind.key}" for key in results] if row.role == "sum" else []
            own = f"table3.{row.key}.{kind.key}"
            cells[own] = sum(counts.get(part, 0) for part in parts) if parts else counts.get(own, 0)
        row_cells = [cells[f"table3.{row.key}.{kind.key}"] for kind in layout.kinds3]
        cells[f"table3.{row.key}.{TOTAL}"] = sum(int(value or 0) for value in row_cells)
    for block in layout.blocks4:
        *parts4, total = layout.block4(block.key)
        cells.update({part: counts.get(part, 0) for part in parts4})
        cells[total] = sum(counts.get(part, 0) for part in parts4)
    return cells
