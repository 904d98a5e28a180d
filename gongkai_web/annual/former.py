"""What does this house know of the report of the year before: filed here, or made elsewhere and brought in?

Carry-over, comparisons and last year's problems hang on it. What was filed here goes first; else the report
that was imported last.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from datetime import date

from gongkai.document import from_json
from gongkai.drafting.references import Counted
from gongkai.form import Form
from gongkai.report import Report
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.cells import behind
from gongkai_web.annual.models import Filing, FormerReport
from gongkai_web.annual.queries import latest_filings, years_of
from gongkai_web.prepared import PreparedRecords, slots


def imported(agency: Agency, year: int) -> FormerReport | None:
    """The report of that year that was brought in last."""
    return next(iter(_imported().told((agency.pk, year))), None)


@functools.cache
def _imported() -> PreparedRecords[FormerReport]:
    """Of an agency and a year, the last."""
    agency, year = slots(2)
    return PreparedRecords.of(FormerReport.objects.filter(agency=agency, year=year).order_by("-pk")[:1])


def report_of(agency: Agency, year: int, filings: Mapping[int, Filing] | None = None) -> Report | None:
    """The report of that year. `filings`: the last ones by year, where they were read already."""
    known = latest_filings(agency, year) if filings is None else filings
    if year in known:
        return from_json(known[year].document)
    brought = imported(agency, year)
    return from_json(brought.document) if brought else None


def counts_of(agency: Agency, year: int, asked: Collection[Counted]) -> tuple[dict[Counted, int], bool]:
    """What the report of that year says of these, and whether what it does not say is counted here.

    It is not where the report was made elsewhere, nor where nothing of that year is here: that there are no
    records does not mean that nothing happened.
    """
    if not asked:
        return {}, False
    filings = latest_filings(agency, year)
    report = report_of(agency, year, filings)
    told = as_counted(report) if report else {}
    here = year in filings or (report is None and year in years_of(agency, date(year, 12, 31)))
    return {one: told[one] for one in asked if one in told}, here


def as_counted(report: Report) -> dict[Counted, int]:
    """The numbers of its tables by what is counted in each: as a paragraph of prose asks for them."""
    return {
        asked: int(value)
        for cell, value in report.cells.items()
        if value is not None and (asked := _asked(report.layout, cell))
    }


def _asked(layout: Form, cell: str) -> Counted | None:
    counted = behind(cell, layout) if cell in layout.cells else None
    if counted is None:
        return None
    only = ((dimension.id, tuple(values)) for dimension, values in counted.only.items())
    return Counted(counted.figure.id, tuple(sorted(only)))
