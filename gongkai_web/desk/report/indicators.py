"""Where does an office find all that its year comes to on one sheet, and take it away?"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.indicators import Line, of_year, workbook
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.indicators import sheet_of
from gongkai_web.annual.numbers import address
from gongkai_web.annual.sheets import grouped
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.look.parts import Link
from gongkai_web.office.downloads import made_for
from gongkai_web.office.request import OfficeRequest, signed_in

_NAME = "全年指标"
_PARTS = "parts"  # of which numbers the page tells how they fall apart; the workbook does of all
_ANY = "-"  # in an address, where a name is put


@signed_in
@require_safe
def page(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """The sheet, group by group; the parts of a number where they are asked for."""
    agency = agency_or_404(request, slug, year)
    apart = request.GET.getlist(_PARTS)
    if not set(apart) <= of_year(year).keys():
        raise Http404
    sheet = sheet_of(agency, year, apart)
    context = {"sheet": sheet, "groups": grouped(sheet, _opens(agency, year), f"?{_PARTS}=")}
    return shown(request, "report/indicators.html", agency, year, context, Link(_NAME))


@signed_in
@require_safe
def spreadsheet(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """The same as a workbook: one sheet."""
    agency = agency_or_404(request, slug, year)
    back = reverse("report:indicators", args=[slug, year])
    name = f"{agency.name}{year}年度{_NAME}.xlsx"
    return made_for(request, lambda: workbook(sheet_of(agency, year)), name, "xlsx", taken=(), back=back)


def _opens(agency: Agency, year: int) -> Callable[[Line], str]:
    """By a line the address of its cell, or of what else it counts; there are hundreds on the page."""
    cells = reverse("desk:cell", args=[agency.slug, year, _ANY])
    figures = reverse("desk:figure", args=[_ANY])

    def opens(line: Line) -> str:
        if line.cell:
            return cells.replace(f"/{_ANY}/", f"/{line.cell}/")
        if line.counted:
            figure = figures.replace(f"/{_ANY}/", f"/{line.counted.figure}/")
            return f"{figure}?{address(line.counted, agency, year)}"
        return ""

    return opens
