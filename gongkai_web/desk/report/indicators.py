"""Where does an office find all that its year comes to on one sheet, and take it away?"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.indicators import Line, workbook
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.indicators import sheet_of
from gongkai_web.annual.numbers import address
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.look.parts import Link
from gongkai_web.office.downloads import made_for
from gongkai_web.office.request import OfficeRequest, signed_in

_NAME = "全年指标"
_ANY = "-"  # in the address of a cell, where its name is put: there are hundreds on the page


@dataclass(frozen=True, slots=True)
class Row:
    """A line with the address of what it counts, where it counts records."""

    line: Line
    href: str


@signed_in
@require_safe
def page(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """The sheet, group by group, with what does not hold first."""
    agency = agency_or_404(request, slug, year)
    sheet = sheet_of(agency, year)
    cells = reverse("desk:cell", args=[agency.slug, year, _ANY])
    groups: dict[str, list[Row]] = {}
    for line in sheet.lines:
        href = cells.replace(f"/{_ANY}/", f"/{line.cell}/") if line.cell else _href(line, agency, year)
        groups.setdefault(line.group, []).append(Row(line, href))
    context = {"sheet": sheet, "groups": list(groups.items())}
    return shown(request, "report/indicators.html", agency, year, context, Link(_NAME))


@signed_in
@require_safe
def spreadsheet(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """The same as a workbook: one sheet."""
    agency = agency_or_404(request, slug, year)
    back = reverse("report:indicators", args=[slug, year])
    name = f"{agency.name}{year}年度{_NAME}.xlsx"
    return made_for(request, lambda: workbook(sheet_of(agency, year)), name, "xlsx", taken=(), back=back)


def _href(line: Line, agency: Agency, year: int) -> str:
    if line.counted and line.value is not None:
        figure = reverse("desk:figure", args=[line.counted.figure])
        return f"{figure}?{address(line.counted, agency, year)}"
    return ""
