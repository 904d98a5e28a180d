"""Which rows of a register are cases here already, by an earlier import or by hand?

The key of an earlier import decides; then name, title and day, whatever the number: running numbers move
when a row is put in above. The agency's own number alone proves nothing, for it may start again each month:
with it, two of the three must still agree, else the row is refused. A case answers for one row only, so that
two equal rows are two cases; one that was voided answers for none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from gongkai.booktitle import in_marks
from gongkai.naming import plain_name
from gongkai.procedure.facts import Status
from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Case
from gongkai_web.imports.keys import KEY, earlier_number, renewed_key
from gongkai_web.imports.plans import Planned
from gongkai_web.imports.words import plain

Who = tuple[str, date | None]
Numbered = tuple[int, str]
_AGREEING = 2


@dataclass(frozen=True, slots=True)
class Again:
    """A row, and the case that it is already. `changed`: the number agrees, but not all of the rest.

    `clash`: another case bears the number of the row. `remarks`: what to look at where the row is none.
    """

    row: Planned
    case: Case | None = None
    changed: bool = False
    clash: Case | None = None
    remarks: tuple[str, ...] = ()


def found_again(rows: Sequence[Planned], agency: Agency) -> list[Again]:
    """Every row with the case that it is, if it is one."""
    search = _Search(rows, agency)
    rows = [search.renewed(row) for row in rows]
    for find in (search.by_key, search.by_content, search.by_number):
        for index, row in enumerate(rows):
            if index not in search.found and row.key and row.received_on:
                find(index, row)
    return [search.found.get(index) or search.none_yet(row) for index, row in enumerate(rows)]


class _Search:
    """The cases of the agency of these days and years, each until a row has taken it."""

    def __init__(self, rows: Sequence[Planned], agency: Agency) -> None:
        self.found: dict[int, Again] = {}
        self.taken: set[int] = set()
        self.keyed: dict[str, Case] = {}
        self.voided: dict[str, Case] = {}
        self.numbered: dict[Numbered, list[Case]] = defaultdict(list)
        self.of_day: dict[Who, list[Case]] = defaultdict(list)
        days = {row.received_on for row in rows if row.received_on}
        ours = Case.objects.filter(agency=agency).order_by("pk")
        known = Q(submission_key__startswith=KEY) | ~Q(earlier_number="")
        for case in ours.filter(known, year__in={day.year for day in days}):
            self._remember(case)
        for case in ours.filter(received_on__in=days).exclude(status=Status.VOIDED):
            self.of_day[plain_name(case.applicant_name), case.received_on].append(case)

    def _remember(self, case: Case) -> None:
        """By its key and its number; of one that was voided only the key, which nobody else can have."""
        voided = case.status == Status.VOIDED
        if case.submission_key:
            (self.voided if voided else self.keyed)[case.submission_key] = case
        if case.earlier_number and not voided:
            self.numbered[case.year, plain(case.earlier_number)].append(case)

    def renewed(self, row: Planned) -> Planned:
        """The row with a key of its own where cases that it made before were voided."""
        key, nth, last = row.key, 1, None
        while key in self.voided:
            last, nth = self.voided[key], nth + 1
            key = renewed_key(row.key, nth)
        if last is None:
            return row
        return replace(
            row, key=key, remarks=(*row.remarks, f"原登记的 {last.registry_number} 已作废，再登记一次")
        )

    def by_key(self, index: int, row: Planned) -> None:
        """An earlier import of the same row."""
        if row.key in self.keyed:
            self._take(index, row, self.keyed[row.key])

    def by_content(self, index: int, row: Planned) -> None:
        """Name, title and day, whatever the number."""
        same = (case for case in self._beside(row) if row.given and case.title == row.given.title)
        self._take(index, row, next(same, None))

    def by_number(self, index: int, row: Planned) -> None:
        """The agency's own number: the row was changed since."""
        changed = (case for case in self._of_number(row) if _agreeing(row, case) >= _AGREEING)
        self._take(index, row, next(changed, None), changed=True)

    def none_yet(self, row: Planned) -> Again:
        """A row that is no case: what bears its number, and what to look at."""
        return Again(row, clash=next(iter(self._of_number(row)), None), remarks=self._remarks(row))

    def _remarks(self, row: Planned) -> tuple[str, ...]:
        """What the same applicant handed in on the same day, for the clerk to look at."""
        return tuple(
            f"同一天同一申请人已有 {case.registry_number}{in_marks(case.title)}，请核对是不是同一件"
            for case in self._beside(row)[:1]
        )

    def _of_number(self, row: Planned) -> list[Case]:
        """The cases with the number of the row that no row has taken: a taken one has given its number on."""
        if not row.number or row.received_on is None:
            return []
        return self._left(self.numbered[row.received_on.year, plain(earlier_number(row.number))])

    def _beside(self, row: Planned) -> list[Case]:
        if row.given is None or row.received_on is None:
            return []
        return self._left(self.of_day[plain_name(row.given.applicants[0].name), row.received_on])

    def _left(self, cases: Sequence[Case]) -> list[Case]:
        return [case for case in cases if case.pk not in self.taken]

    def _take(self, index: int, row: Planned, case: Case | None, *, changed: bool = False) -> None:
        if case and case.pk not in self.taken:
            self.taken.add(case.pk)
            self.found[index] = Again(row, case, changed)


def _agreeing(row: Planned, case: Case) -> int:
    """How many of name, title and day the row and the case have in common."""
    given = row.given
    said = (plain_name(given.applicants[0].name), given.title) if given else ("", "")
    return sum(
        (
            said[0] == plain_name(case.applicant_name),
            said[1] == case.title,
            row.received_on == case.received_on,
        )
    )
