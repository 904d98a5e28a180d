"""政府网站年度报表 on pages: which there are, one of a year, the same as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.richtext.out.written import write
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import own_agencies
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import Section
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.office.taking import Taken
from gongkai_web.oversight.tables.declared import Table
from gongkai_web.oversight.tables.declared import tables as declared
from gongkai_web.oversight.tables.filled import HEADS, filled, work_of
from gongkai_web.oversight.tables.sheet import workbook

_TABLES = Section("政府网站年度报表", "tables:tables")
_FILES = (("xlsx", "XLSX"), ("docx", "DOCX"))
_YEARS = 5


@signed_in
@require_GET
def tables(request: OfficeRequest) -> HttpResponse:
    """Both."""
    rows = [
        Element(one.label, one.lead, reverse("tables:table", args=[code])) for code, one in declared().items()
    ]
    return _TABLES.page(request, "tables/tables.html", {"rows": rows})


@signed_in
@require_GET
def table(request: OfficeRequest, code: str) -> HttpResponse:
    """One of a year, of the person's own agency."""
    kept, agency, year = _asked(request, code)
    cells = filled(kept, agency, year, request.user, today())
    context = {
        "table": kept,
        "agency": agency,
        "year": year,
        "years": _years(),
        "heads": list(HEADS),
        "rows": [(one.row, one.href) for one in cells],
        "formats": _FILES,
    }
    return _TABLES.page(request, "tables/table.html", context, Link(kept.label))


@signed_in
@require_GET
def file(request: OfficeRequest, code: str, fmt: str) -> HttpResponse:
    """The same as a file."""
    kept, agency, year = _asked(request, code)
    if fmt not in dict(_FILES):
        raise Http404
    title = f"{year}年度{kept.label}"

    def made() -> bytes:
        cells = filled(kept, agency, year, request.user, today())
        return workbook(title, cells) if fmt == "xlsx" else write(work_of(kept, agency, year, cells), fmt)

    taken = [Taken(agency, f"tables.Table:{code}", "site_table")]
    back = reverse("tables:table", args=[code])
    return made_for(request, made, f"{title}.{fmt}", fmt, taken=taken, back=back)


def _asked(request: OfficeRequest, code: str) -> tuple[Table, Agency, int]:
    kept, agency = declared().get(code), own_agencies(request.user, today()).order_by("pk").first()
    if kept is None or agency is None:
        raise Http404
    year = number_in(request.GET, "year")
    return kept, agency, year if year in _years() else today().year - 1


def _years() -> list[int]:
    return [today().year - back for back in range(_YEARS)]
