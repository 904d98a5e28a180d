"""Which rows of a register are cases here already, by an earlier import or by hand?

The key of an earlier import decides; then the agency's own number, whatever else was changed in the row
since; then what the row says. A case answers for one row only, so that two equal rows are two cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Case
from gongkai_web.exchange.registers.plan import KEY, Planned, number_key, number_of

Who = tuple[str, date | None]


@dataclass(frozen=True, slots=True)
class Again:
    """A row, and the case that it is already. `changed`: only the number still agrees.

    `remarks`: what to look at where it is none.
    """

    row: Planned
    case: Case | None = None
    changed: bool = False
    remarks: tuple[str, ...] = ()


def found_again(rows: Sequence[Planned], agency: Agency) -> list[Again]:
    """Every row with the case that it is, if it is one."""
    search = _Search(rows, agency)
    for find in (search.by_key, search.by_number, search.by_content):
        for index, row in enumerate(rows):
            if index not in search.found and row.key and row.received_on:
                find(index, row)
    return [
        search.found.get(index) or Again(row, remarks=search.beside(row)) for index, row in enumerate(rows)
    ]


class _Search:
    """The cases of the agency of these days and years, each until a row has taken it."""

    def __init__(self, rows: Sequence[Planned], agency: Agency) -> None:
        self.agency = agency
        self.found: dict[int, Again] = {}
        self.taken: set[int] = set()
        days = {row.received_on for row in rows if row.received_on}
        years = {day.year for day in days}
        ours = Case.objects.filter(agency=agency)
        imported = list(ours.filter(submission_key__startswith=KEY, year__in=years).order_by("pk"))
        self.keyed = {str(case.submission_key): case for case in imported}
        self.numbered: dict[str, list[Case]] = defaultdict(list)
        for case in imported:
            self.numbered[number_of(str(case.submission_key))].append(case)
        self.of_day: dict[Who, list[Case]] = defaultdict(list)
        for case in ours.filter(received_on__in=days).order_by("pk"):
            self.of_day[case.applicant_name, case.received_on].append(case)

    def by_key(self, index: int, row: Planned) -> None:
        """An earlier import of the same row."""
        self._take(index, row, [self.keyed[row.key]] if row.key in self.keyed else [])

    def by_number(self, index: int, row: Planned) -> None:
        """The agency's own number: the row was changed since."""
        if row.number and row.received_on:
            number = number_key(row.number, self.agency.slug, row.received_on.year)
            self._take(index, row, self.numbered[number], changed=True)

    def by_content(self, index: int, row: Planned) -> None:
        """Name, title and day, where the two do not bear different numbers."""
        if row.given is None or row.received_on is None:
            return
        title, without = row.given.title, number_key("", self.agency.slug, row.received_on.year)
        same = [case for case in self._beside(row) if case.title == title]
        if row.number:
            same = [case for case in same if number_of(str(case.submission_key)) in ("", without)]
        self._take(index, row, same)

    def beside(self, row: Planned) -> tuple[str, ...]:
        """What the same applicant handed in on the same day, for the clerk to look at."""
        others = [case for case in self._beside(row) if case.pk not in self.taken]
        return tuple(
            f"同一天同一申请人已有 {case.registry_number}《{case.title}》，请核对是不是同一件"
            for case in others[:1]
        )

    def _beside(self, row: Planned) -> list[Case]:
        if row.given is None:
            return []
        return self.of_day[row.given.applicants[0].name, row.received_on]

    def _take(self, index: int, row: Planned, cases: Iterable[Case], *, changed: bool = False) -> None:
        case = next((one for one in cases if one.pk not in self.taken), None)
        if case:
            self.taken.add(case.pk)
            self.found[index] = Again(row, case, changed)
