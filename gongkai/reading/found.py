"""What did the tables of a source give, before values are read?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.form import Form
from gongkai.reading.blocks import GridCell, Kind
from gongkai.reading.several import Several
from gongkai.report import ExtraRow, Note, Place

CUT_BY_SUMS = "cut-by-sums"
READ_AS = "read-as"


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a row as it stood: its last cell, the same with the cells before it, the grid's kind."""

    text: str
    whole: str
    kind: Kind


@dataclass(slots=True)
class Tables:
    """Cells by id, cells that could not be read with the reason, rows unknown to the form, remarks.

    `labels` are those of the rows of tables 二 and 三 whose values came beside them, by row
    (`table3.granted`). `several` says whether the rows of two reports stand here.
    """

    form: Form
    cells: dict[str, GridCell] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    extra: list[ExtraRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    several: Several = field(default_factory=Several)

    def met(self, ids: Sequence[str | None]) -> bool:
        """Whether the row of these cells was read, or found unreadable, before."""
        first = next(filter(None, ids), None)
        return first in self.cells or first in self.unreadable

    def settle(self, ids: Sequence[str | None], cells: Sequence[GridCell]) -> None:
        """The cells of a row; None is a column that the form does not have."""
        self.cells.update({cell_id: cell for cell_id, cell in zip(ids, cells, strict=True) if cell_id})

    def lose(self, ids: Sequence[str | None], problem: str) -> None:
        """The cells of a row that cannot be read, with the reason."""
        self.unreadable.update(dict.fromkeys(filter(None, ids), problem))


class Places(Mapping[str, Place]):
    """Where each cell was read; a `Place` is only made when someone asks for it."""

    def __init__(self, file: str, cells: Mapping[str, GridCell]) -> None:
        self._file = file
        self._cells = cells

    def __getitem__(self, cell: str) -> Place:
        row, column, _ = self._cells[cell]
        return Place(self._file, int(cell[len("table")]), row + 1, column + 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)
