"""What does one cell of the form mean, and what did all agencies report in it – year by year?

Each cell of every form is an indicator of its own. A year is added up over the agencies' own reports: the
report of a people's government (人民政府) is itself a sum of those of its offices (《条例》第四十九条第二款).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.fields.json import KeyTransform

from gongkai.counting import CountingRule, rule_of
from gongkai.dataset import LEFT_BLANK, state_of
from gongkai.form import Cell, forms
from gongkai.outcomes import agency_kinds
from gongkai.report import CellValue, Note
from gongkai_web.annual import published, queries
from gongkai_web.annual.models import Filing


@dataclass(frozen=True, slots=True)
class Indicator:
    """A cell with the years in which the form has it (`until` None: still) and the rule of its last year."""

    cell: Cell
    since: int
    until: int | None
    rule: CountingRule

    @property
    def years(self) -> str:
        """In which years' reports it stands."""
        return f"{self.since} 年度起" if self.until is None else f"{self.since}—{self.until} 年度"


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year: how many agencies published a report, how many give a number, and what these add up to."""

    year: int
    reports: int
    stated: int
    total: CellValue


@dataclass(frozen=True, slots=True)
class Said:
    """What one report says in the cell; `state` and `stated` as in the data set."""

    filing: Filing
    value: CellValue
    state: str
    stated: str


@functools.cache
def indicators() -> Mapping[str, Indicator]:
    """All of them by cell, in the order of the newest form, those that only an older one has behind."""
    found: dict[str, Indicator] = {}
    known = list(forms().values())
    for form in reversed(known):
        last = form.until.year if form.until else form.since.year
        for cell in form.cells.values():
            others = [one for one in known if cell.id in one.cells]
            until = others[-1].until
            begun = Indicator(
                cell, others[0].since.year, until.year if until else None, rule_of(cell.id, last)
            )
            found.setdefault(cell.id, begun)
    return found


def sums(day: date, cell: str) -> tuple[YearSum, ...]:
    """Year by year, oldest first. Counted once for what is published."""
    return _sums(published.current(day), day, cell)


def among(day: date, cell: str, year: int) -> QuerySet[Filing]:
    """The reports of that year for a list, with `said` and `number`: what stands in the cell."""
    found = queries.listed(day).filter(year=year)
    return found.annotate(said=published.said_in(cell), number=published.number_in(cell))


def said_by(filings: Iterable[Filing], cell: str) -> list[Said]:
    """What each of these reports (`among`) says; why there is no number is looked up where there is none."""
    rows = [(filing, getattr(filing, "said", None)) for filing in filings]
    notes = _notes([filing.pk for filing, said in rows if said is None], cell)
    return [_said(filing, published.as_number(said), notes.get(filing.pk)) for filing, said in rows]


def every_year(day: date, cell: str) -> Iterator[Said]:
    """What all reports of all years say, oldest year first; one year is held in memory at a time."""
    for year in sorted(published.counts_by_year(day)):
        yield from said_by(among(day, cell, year).order_by("agency__slug"), cell)


def own_kinds() -> list[str]:
    """The kinds of agency whose reports are their own and no sum of others'."""
    return [code for code, kind in agency_kinds().items() if kind.asked]


@functools.lru_cache(maxsize=1024)
def _sums(_current: str, day: date, cell: str) -> tuple[YearSum, ...]:
    own = Filing.objects.filter(queries.released(day), agency__kind__in=own_kinds()).order_by("year")
    numbered = own.annotate(number=published.number_in(cell)).values("year")
    rows = numbered.annotate(reports=Count("pk"), stated=Count("number"), total=Sum("number"))
    counts = indicators()[cell].cell.kind != "money"
    return tuple(
        YearSum(row["year"], row["reports"], row["stated"], _whole(row["total"], counts)) for row in rows
    )


def _whole(total: Decimal | None, counts: bool) -> CellValue:
    if total is None:
        return None
    return int(total) if counts else Decimal(f"{total.normalize():f}")


def _notes(keys: list[int], cell: str) -> dict[int, Note]:
    """The note on the cell in each of these reports that has one."""
    found: dict[int, Note] = {}
    rows = Filing.objects.filter(pk__in=keys).values_list("pk", KeyTransform("notes", "document"))
    for key, notes in rows:
        for note in notes or ():
            if note.get("cell") == cell:
                found[key] = Note(
                    note["code"], note["message"], cell, note.get("stated"), note.get("inferred")
                )
    return found


def _said(filing: Filing, value: CellValue, note: Note | None) -> Said:
    state = state_of(value, note)
    stated = note.stated or "" if note and value is None and state != LEFT_BLANK else ""
    return Said(filing, value, state, stated)
