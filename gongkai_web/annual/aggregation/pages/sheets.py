"""Where does the office find all that the year of its units comes to on one sheet (手册00 §七)?"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from gongkai.aggregation import Aggregation
from gongkai.indicators import Line, Sheet, workbook
from gongkai_web.annual.aggregation import queries
from gongkai_web.annual.aggregation.indicators import sheet_of
from gongkai_web.annual.aggregation.pages.place import (
    SECTION,
    address,
    args_of,
    cell_address,
    level_or_404,
    title_of,
    way_to,
)
from gongkai_web.annual.aggregation.pages.sums import summed_or_why
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.aggregation.units import Listed
from gongkai_web.annual.campaign.names import clean_name
from gongkai_web.look.parts import Link
from gongkai_web.office.downloads import made_for
from gongkai_web.office.request import OfficeRequest, signed_in

_NAME = "全年指标"


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the address of the units behind it, where it is a cell."""

    line: Line
    href: str


@signed_in
@require_safe
def indicators(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """The sheet of the sum of today, group by group, with its checks."""
    level = level_or_404(request, campaign, unit)
    found = summed_or_why(level)
    if isinstance(found, str):
        return redirect(address(level))
    sheet = _sheet(*found)
    groups: dict[str, list[Row]] = {}
    for line in sheet.lines:
        groups.setdefault(line.group, []).append(Row(line, _href(line, level)))
    context = {
        "title": title_of(level),
        "args": args_of(level),
        "sheet": sheet,
        "groups": list(groups.items()),
    }
    return SECTION.page(request, "aggregation/indicators.html", context, way_to(level), Link(_NAME))


@signed_in
@require_safe
def spreadsheet(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """The same as a workbook: one sheet."""
    level = level_or_404(request, campaign, unit)
    found = summed_or_why(level)
    if isinstance(found, str):
        return redirect(address(level))
    name = clean_name(f"{title_of(level)} {_NAME}.xlsx")
    made = workbook(_sheet(*found))
    return made_for(request, lambda: made, name, "xlsx", taken=(), back=address(level))


def _sheet(listed: Listed, total: Aggregation) -> Sheet:
    return sheet_of(total.report, queries.agencies_behind(listed, total), len(total.leaves))


def _href(line: Line, level: Level) -> str:
    return cell_address(level, line.cell) if line.cell else ""
