"""What does a test of a rule find, before it is put into words?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.report import NOT_WHOLE, UNREADABLE, Report


@dataclass(frozen=True, slots=True)
class Fact:
    """A failed test: the cells that take part, both sides, and the words for the message.

    `softened` lowers an error to a warning, where a blank takes part or an explanation is on record.
    """

    cells: tuple[str, ...]
    expected: int | Decimal | str | None = None
    actual: int | Decimal | str | None = None
    words: Mapping[str, object] = field(default_factory=dict)
    softened: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: a report, the one of the year before where given, and recorded explanations."""

    report: Report
    previous: Report | None = None
    explanations: Mapping[str, str] = field(default_factory=dict)

    def checkable(self, cells: tuple[str, ...]) -> bool:
        """Whether every cell is there as a number or as a blank; a sum with a lost cell proves nothing."""
        lost = {note.cell for note in self.report.notes if note.code in {UNREADABLE, NOT_WHOLE}}
        known = self.report.cells
        return all(cell in known and cell not in lost for cell in cells)

    def blank(self, cells: tuple[str, ...]) -> bool:
        """Whether one of the cells was left blank in the source."""
        return any(self.report.cells.get(cell) is None for cell in cells)


Test = Callable[[Subject], Iterator[Fact]]
