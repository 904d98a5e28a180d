"""What does a test of a rule find, before it is put into words?"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.form import Form
from gongkai.prose.claims import ELSEWHERE, Claim
from gongkai.prose.statements import read_prose
from gongkai.report import BLANK, NOT_WHOLE, UNREADABLE, Report, Section

DEPARTMENT, GOVERNMENT = "department", "government"
_GOVERNMENT = re.compile(r"政府$|管理委员会$|管委会$")


@dataclass(frozen=True, slots=True)
class Fact:
    """A failed test: the cells that take part, both sides, and the words for the message.

    `softened` lowers the severity by one step, where a blank takes part, an explanation is on record, or the
    scope of a number cannot be told. `repairs` says of each cell of a sum what it would be if it alone were
    wrong.
    """

    cells: tuple[str, ...]
    expected: int | Decimal | str | None = None
    actual: int | Decimal | str | None = None
    words: Mapping[str, object] = field(default_factory=dict)
    softened: bool = False
    repairs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)  # no slots: what all rules ask for is worked out once and kept
class Subject:
    """What is checked: a report, and what else is known of it.

    `previous` is the report of the year before; `explanations` are recorded by cell; `published_on` is the
    day of publication; `agency_kind` is `department` or `government`; `ledger` holds the counts of the
    records by cell, and under `split_twice` how many cases stand both under （二） and under （三）.
    """

    report: Report
    previous: Report | None = None
    explanations: Mapping[str, str] = field(default_factory=dict)
    published_on: date | None = None
    agency_kind: str | None = None
    ledger: Mapping[str, int] | None = None

    def checkable(self, cells: tuple[str, ...]) -> bool:
        """Whether every cell is there as a number or as a blank; a sum with a lost cell proves nothing."""
        known = self.report.cells
        return all(cell in known for cell in cells) and self._lost.isdisjoint(cells)

    def blank(self, cells: tuple[str, ...]) -> bool:
        """Whether one of the cells was left blank in the source; a `/` or 无 is worth a stated 0."""
        empty = [cell for cell in cells if self.report.cells.get(cell) is None]
        return not self._nothing.issuperset(empty)

    def repairs(self, one: Sequence[str], other: Sequence[str]) -> dict[str, int]:
        """What each cell would be, were it alone wrong where both sides have to come to the same."""
        counts = {cell: self.report.count(cell) for cell in (*one, *other)}
        gap = sum(counts[cell] for cell in one) - sum(counts[cell] for cell in other)
        return {cell: counts[cell] + (gap if cell in other else -gap) for cell in counts}

    def stated(self, cell: str) -> int | None:
        """The whole number that the cell states; None where it is blank, lost or no whole number."""
        value = self.report.cells.get(cell)
        return value if isinstance(value, int) else None

    def written(self, cell: str) -> str:
        """What stands in the cell, for a message: its number, 空, or the sign for nothing in quotes."""
        value = self.report.cells.get(cell)
        if value is not None:
            return str(value)
        notes = [note for note in self.report.notes_on([cell]) if note.code == BLANK]
        if any(note.inferred for note in notes):
            return str(self.report.count(cell))  # what its row gives, and the finding on the blank says so
        sign = next((note.stated for note in notes if not note.left_blank), "")
        return f"「{sign}」" if sign else "（空）"

    def section(self, number: int) -> Section | None:
        """The section of that number, where it was found."""
        return next((section for section in self.report.sections if section.number == number), None)

    @functools.cached_property
    def layout(self) -> Form:
        """The form of the report."""
        return self.report.layout

    @functools.cached_property
    def result_rows(self) -> tuple[str, ...]:
        """The rows that add up to （七）总计 in this report."""
        return tuple(self.report.result_rows)

    def of_group(self, group: str) -> list[str]:
        """The rows of a group of results in this report."""
        return self.layout.of_group(group, self.report.unsplit)

    @functools.cached_property
    def _lost(self) -> frozenset[str | None]:
        return frozenset(note.cell for note in self.report.notes if note.code in {UNREADABLE, NOT_WHOLE})

    @functools.cached_property
    def _nothing(self) -> frozenset[str | None]:
        """The cells that state that nothing happened."""
        return frozenset(n.cell for n in self.report.notes if n.code == BLANK and not n.left_blank)

    @functools.cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the numbers of the prose claim: read from the sections as they stand."""
        return read_prose(self.report.sections, self.report.year, self.report.agency)

    @functools.cached_property
    def told(self) -> Mapping[tuple[tuple[str, ...], tuple[str, ...]], Sequence[Claim]]:
        """The figures of this year by what they count and of whom; no approximate ones, no parts of a row."""
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Claim]] = {}
        for claim in self.claims:
            exact = claim.counts and not claim.approximate and not claim.part
            if exact and claim.abouts and claim.area != ELSEWHERE:
                found.setdefault((claim.abouts, claim.applicants), []).append(claim)
        return found

    @functools.cached_property
    def paragraphs(self) -> Mapping[tuple[int, int], Sequence[Claim]]:
        """The claims by section and paragraph."""
        found: dict[tuple[int, int], list[Claim]] = {}
        for claim in self.claims:
            found.setdefault((claim.section, claim.paragraph), []).append(claim)
        return found

    @functools.cached_property
    def places(self) -> Mapping[Claim, int]:
        """Where each claim stands in its paragraph."""
        return {claim: place for told in self.paragraphs.values() for place, claim in enumerate(told)}

    @functools.cached_property
    def kinds(self) -> Mapping[tuple[int, int, str], frozenset[str]]:
        """Which kinds of a number each paragraph tells: 规划许可, 施工许可."""
        found: dict[tuple[int, int, str], set[str]] = {}
        for claim in self.claims:
            if claim.counts and claim.abouts:
                found.setdefault((claim.section, claim.paragraph, claim.about), set()).add(claim.of_a_kind)
        return {place: frozenset(kinds) for place, kinds in found.items()}

    @functools.cached_property
    def kind(self) -> str | None:
        """Government or department: as given, else as the name tells; None without a name."""
        if self.agency_kind or not self.report.agency:
            return self.agency_kind
        return GOVERNMENT if _GOVERNMENT.search(self.report.agency) else DEPARTMENT


Limits = Mapping[str, int]
Test = Callable[[Subject], Iterator[Fact]]
LimitedTest = Callable[[Subject, Limits], Iterator[Fact]]
