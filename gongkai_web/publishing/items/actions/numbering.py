"""Which index number does an item get? The next of its agency and year; none is missing, none given twice."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.publication.numbering import index_number
from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.catalogue.queries import catalogue_of
from gongkai_web.publishing.items.models import Item, Series


def next_index_number(item: Item, formed_on: date) -> str:
    """The number of what the agency formed on that day; the series is held until the act is done."""
    return next_index_numbers(item.agency, [formed_on])[0]


def next_index_numbers(agency: Agency, formed: Sequence[date]) -> list[str]:
    """The numbers of what the agency formed on these days, in their order."""
    kept = catalogue_of(agency)
    code = kept.agency_code if kept and kept.agency_code else agency.slug
    last = {year: _next(agency, year, count) - count for year, count in _by_year(formed)}
    numbers = []
    for day in formed:
        last[day.year] += 1
        numbers.append(index_number(code, day, last[day.year]))
    return numbers


def _by_year(days: Sequence[date]) -> list[tuple[int, int]]:
    """How many of each year; in one order, so that two who number at once never wait for each other."""
    return sorted(Counter(day.year for day in days).items())


def _next(agency: Agency, year: int, count: int) -> int:
    """The last of so many numbers, which nobody else gets."""
    of_year = Series.objects.filter(agency=agency, year=year)
    if not of_year.update(last=F("last") + count):
        with contextlib.suppress(IntegrityError), transaction.atomic():
            Series.objects.create(agency=agency, year=year)
        of_year.update(last=F("last") + count)
    return of_year.values_list("last", flat=True).get()
