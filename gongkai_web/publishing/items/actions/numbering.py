"""Which index number does an item get? The next of its agency and year; none is missing, none given twice."""

from __future__ import annotations

import contextlib
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.publication.numbering import index_number
from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.catalogue.queries import catalogue_of
from gongkai_web.publishing.items.models import Item, Series


def next_index_number(item: Item, formed_on: date) -> str:
    """The number of what the agency formed on that day; the series is held until the act is done."""
    kept = catalogue_of(item.agency)
    code = kept.agency_code if kept and kept.agency_code else item.agency.slug
    return index_number(code, formed_on, _next(item.agency, formed_on.year))


def _next(agency: Agency, year: int) -> int:
    of_year = Series.objects.filter(agency=agency, year=year)
    if not of_year.update(last=F("last") + 1):
        with contextlib.suppress(IntegrityError), transaction.atomic():
            Series.objects.create(agency=agency, year=year)
        of_year.update(last=F("last") + 1)
    return of_year.values_list("last", flat=True).get()
