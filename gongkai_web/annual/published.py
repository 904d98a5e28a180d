"""What do the published reports say in one cell, over agencies and years?

Read out of the frozen documents by the database: no report is built for one of its numbers. `current` names
the state of all that is published; what was made from it holds as long as it does not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, NullIf

from gongkai.report import CellValue
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing, FormerReport, Release

Values = Mapping[str, Mapping[int, CellValue]]


def current(day: date) -> str:
    """Names what is published on that day: releases are only ever added, number and last one tell them."""
    released = Release.objects.filter(released_on__lte=day)
    last = released.order_by("-pk").values_list("pk", "filing__digest").first()
    return f"{released.count()} {last}"


def counts_by_year(day: date) -> dict[int, int]:
    """How many reports of each year are published, latest year first."""
    rows = Filing.objects.filter(queries.released(day)).order_by("-year").values_list("year")
    return dict(rows.annotate(number=Count("pk")))


def former_of(agency: Agency, day: date) -> dict[int, FormerReport]:
    """The reports made elsewhere that stand in the archive of the agency, by year: one that was published
    here goes before it.
    """
    here = Filing.objects.filter(agency=agency, release__released_on__lte=day).values("year")
    found = FormerReport.objects.filter(agency=agency, listing__listed_on__lte=day).exclude(year__in=here)
    return {former.year: former for former in found.select_related("listing").order_by("pk")}


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
    named = {f"cell_{place}": said_in(cell) for place, cell in enumerate(cells)}
    rows = Filing.objects.filter(pk__in=keys).order_by("year").values_list("year", *named.values())
    found: dict[str, dict[int, CellValue]] = {cell: {} for cell in cells}
    for year, *values in rows:
        for cell, value in zip(cells, values, strict=True):
            found[cell][year] = as_number(value)
    return found


def as_number(text: str | None) -> CellValue:
    """A number as it stands in the document: pieces are whole, money is not."""
    if text is None:
        return None
    number = Decimal(text)
    return int(text) if text.lstrip("-").isdecimal() else number
