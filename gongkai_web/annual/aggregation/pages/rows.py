"""How do units behind a cell, and outliers, stand on their pages?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gongkai.aggregation import Unit as Member
from gongkai.aggregation.comparison import Middle, Outlier, measures, middles, outliers
from gongkai.outcomes import agency_kinds
from gongkai.report import CellValue
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import scope
from gongkai_web.annual.aggregation.queries import Behind
from gongkai_web.annual.campaign.collecting.models import Submission, Unit
from gongkai_web.office.days import today
from gongkai_web.office.paging import paged
from gongkai_web.office.places import page_at
from gongkai_web.office.request import OfficeRequest

_PAGE = 100


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit behind a cell with what it opens: its report, and its records where it works here."""

    behind: Behind
    href: str
    report: str


@dataclass(frozen=True, slots=True)
class OutlierRow:
    """A unit that lies far from the others, with the cells that it opens down to their cases."""

    outlier: Outlier
    cells: tuple[tuple[str, str], ...]


def cell(
    request: OfficeRequest, behind: Sequence[Behind], year: int, cell: str, total: CellValue
) -> dict[str, Any]:
    """A page of the units behind a cell."""
    pages = paged(request, behind, _PAGE)
    seen = _seen(request, [one.agency for one in behind if one.agency])
    found = [UnitRow(one, _records(one.agency, seen, year, cell), _report(one.submission)) for one in pages]
    return {"pages": pages, "rows": found, "total": total, "count": len(behind)}


def compared(
    request: OfficeRequest,
    year: int,
    members: Sequence[Member],
    units: Mapping[str, Unit],
    kept: Iterable[Middle] | None = None,
) -> dict[str, Any]:
    """Outliers and medians. `kept`: those of a frozen sum, by which it is judged for good."""
    known = middles(members, year) if kept is None else list(kept)
    found = outliers(members, year, known)
    agencies = {key: unit.agency for key, unit in units.items() if unit.agency}
    seen = _seen(request, agencies.values())
    return {
        "outliers": [OutlierRow(one, _opened(one, agencies.get(one.unit), seen, year)) for one in found],
        "middles": [
            (
                agency_kinds()[one.kind].label if one.kind in agency_kinds() else one.kind,
                measures()[one.measure].label,
                measures()[one.measure].words(one.median),
                measures()[one.measure].words(one.deviation),
                one.units,
            )
            for one in known
        ],
    }


def _opened(one: Outlier, agency: Agency | None, seen: set[int], year: int) -> tuple[tuple[str, str], ...]:
    opened = ((cell, _records(agency, seen, year, cell)) for cell in one.cells)
    return tuple((cell, href) for cell, href in opened if href)


def _records(agency: Agency | None, seen: set[int], year: int, cell: str) -> str:
    """Where the records behind a cell of the agency stand, for whoever may see them."""
    if agency is None or agency.pk not in seen:
        return ""
    return page_at("annual.Cell", agency.slug, year, cell)


def _report(submission: Submission | None) -> str:
    return reverse("collecting:submission", args=[submission.pk]) if submission else ""


def _seen(request: OfficeRequest, agencies: Iterable[Agency]) -> set[int]:
    wanted = {agency.pk for agency in agencies}
    return set(scope(request.user, today()).filter(pk__in=wanted).values_list("pk", flat=True))
