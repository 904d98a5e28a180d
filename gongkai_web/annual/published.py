"""What do the published reports say in one cell, over agencies and years?

Read out of the frozen documents by the database: no report is built for one of its numbers. `current` names
the state of all that is published; what was made from it holds as long as it does not change. To name it the
last rows are looked at and counted, however many there are; no document is read.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, Exists, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, NullIf

from gongkai.report import CellValue
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing, FormerListing, FormerReport, Release
from gongkai_web.prepared import NOTHING, Prepared, Slot

Values = Mapping[str, Mapping[int, CellValue]]


def current(day: date) -> str:
    """Names what is published on that day: both tables are only ever added to.

    The last rows tell them with how many there are: on PostgreSQL a row may come in later than one that bears
    a higher key.
    """
    last = _told(Release.objects.all(), "filing__digest")
    brought = _told(FormerListing.objects.all(), "former__sha256")
    return f"{day} {last} {brought}"


def _told(rows: QuerySet[Release] | QuerySet[FormerListing], digest: str) -> tuple[object, ...] | None:
    """The last row with its digest, and how many there are; one query."""
    number = rows.order_by().annotate(number=Func("pk", function="COUNT")).values("number")
    return rows.order_by("-pk").values_list("pk", digest, Subquery(number)).first()


def counts_by_year(day: date) -> dict[int, int]:
    """How many reports of each year are published here, latest year first; counted once for what is."""
    return dict(_counts(current(day), day))


def counts_of_archive(day: date) -> dict[int, int]:
    """The same with those made elsewhere that stand in the archive."""
    found = counts_by_year(day)
    for year, number in _former_counts(current(day), day):
        found[year] = found.get(year, 0) + number
    return dict(sorted(found.items(), reverse=True))


@functools.lru_cache(maxsize=8)
def _counts(_current: str, day: date) -> tuple[tuple[int, int], ...]:
    rows = Filing.objects.filter(queries.released(day)).order_by("-year").values_list("year")
    return tuple(rows.annotate(number=Count("pk")))


@functools.lru_cache(maxsize=8)
def _former_counts(_current: str, day: date) -> tuple[tuple[int, int], ...]:
    rows = former_listed(day).order_by("-year").values_list("year")
    return tuple(rows.annotate(number=Count("pk")))


def former_listed(day: date) -> QuerySet[FormerReport]:
    """The reports made elsewhere that stand in the archive: one that was published here goes before it.

    The last that was put there for an agency and year; what they hold is read where somebody asks for it.
    """
    same = {"agency": OuterRef("agency"), "year": OuterRef("year")}
    later = FormerReport.objects.filter(**same, pk__gt=OuterRef("pk"), listing__listed_on__lte=day)
    here = Filing.objects.filter(**same, release__released_on__lte=day)
    found = FormerReport.objects.filter(~Exists(later), ~Exists(here), listing__listed_on__lte=day)
    return found.select_related("agency", "listing")


def former_of(agency: Agency, day: date) -> dict[int, FormerReport]:
    """Those of one agency, by year."""
    return {former.year: former for former in former_listed(day).filter(agency=agency)}


def said_in(cell: str) -> NullIf:
    """What stands in the cell, as text; NULL where the report gives no number."""
    table, row, column = cell.split(".")
    # SQLite gives the word for a null of JSON.
    return NullIf(Cast(KT(f"document__{table}__{row}__{column}"), TextField()), Value("null", TextField()))


def number_in(cell: str) -> Cast:
    """The same as a number, to sort by and to add up."""
    return Cast(said_in(cell), DecimalField(max_digits=30, decimal_places=6))


def over_the_years(filings: Iterable[Filing], cells: Sequence[str]) -> Values:
    """By cell, what these reports say: year → number."""
    keys = [filing.pk for filing in filings]
    return _by_cell(cells, _said_in_all(tuple(cells)).asked_by(keys) if keys else NOTHING)


def over_the_years_of(agency: Agency, day: date, cells: Sequence[str]) -> Values:
    """The same of the reports of an agency that were published by that day."""
    return _by_cell(cells, _said_of(day, tuple(cells)).asked_by(agency))


def _by_cell(cells: Sequence[str], asked: Prepared) -> Values:
    found: dict[str, dict[int, CellValue]] = {cell: {} for cell in cells}
    for year, *values in asked.rows():
        for cell, value in zip(cells, values, strict=True):
            found[cell][year] = as_number(value)
    return found


@functools.lru_cache(maxsize=16)
def _said_in_all(cells: tuple[str, ...]) -> Prepared:
    """The question what reports say in these cells, by their keys."""
    return _said(Filing.objects.filter(pk__in=Slot(list)), cells)


@functools.lru_cache(maxsize=16)
def _said_of(day: date, cells: tuple[str, ...]) -> Prepared:
    """The same of the reports of an agency that were published by that day."""
    return _said(queries.published(day).filter(agency=Slot(lambda agency: agency.pk)), cells)


def _said(filings: QuerySet[Filing], cells: Sequence[str]) -> Prepared:
    named = {f"cell_{place}": said_in(cell) for place, cell in enumerate(cells)}
    return Prepared.of(filings.order_by("year").annotate(**named).values("year", *named))


def as_number(text: str | None) -> CellValue:
    """A number as it stands in the document: pieces are whole, money is not."""
    if text is None:
        return None
    number = Decimal(text)
    return int(text) if text.lstrip("-").isdecimal() else number
