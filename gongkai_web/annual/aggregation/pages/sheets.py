"""Where does the office find all that the year of its units comes to on one sheet (手册00 §七)?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.indicators import Sheet, kept, workbook
from gongkai_web.annual.aggregation.indicators import sheet_of_sum
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.aggregation.pages.place import (
    SECTION,
    address,
    args_of,
    cell_address,
    level_or_404,
    sum_or_404,
    title_of,
    way_to,
    way_to_frozen,
)
from gongkai_web.annual.aggregation.pages.sums import summed_or_why
from gongkai_web.annual.campaign.names import clean_name
from gongkai_web.annual.sheets import grouped
from gongkai_web.look.parts import Link
from gongkai_web.office.downloads import made_for
from gongkai_web.office.request import OfficeRequest, signed_in

_NAME = "全年指标"


@signed_in
@require_safe
def indicators(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """The sheet of the sum of today, group by group, with its checks."""
    level = level_or_404(request, campaign, unit)
    found = summed_or_why(level)
    if isinstance(found, str):
        return redirect(address(level))
    context = _shown(sheet_of_sum(*found), lambda cell: cell_address(level, cell))
    context |= {"title": title_of(level), "file": reverse("aggregation:indicators_file", args=args_of(level))}
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
    made = workbook(sheet_of_sum(*found))
    return made_for(request, lambda: made, name, "xlsx", taken=(), back=address(level))


@signed_in
@require_safe
def frozen_indicators(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sheet as it was frozen with the sum; later entries do not move it."""
    one = sum_or_404(request, pk)
    context = _shown(_kept_or_404(one), lambda cell: reverse("aggregation:frozen_cell", args=[pk, cell]))
    context |= {"title": str(one), "file": reverse("aggregation:frozen_indicators_file", args=[pk])}
    return SECTION.page(request, "aggregation/indicators.html", context, way_to_frozen(one), Link(_NAME))


@signed_in
@require_safe
def frozen_spreadsheet(request: OfficeRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    one = sum_or_404(request, pk)
    made = workbook(_kept_or_404(one))
    back = reverse("aggregation:frozen", args=[pk])
    return made_for(request, lambda: made, clean_name(f"{one} {_NAME}.xlsx"), "xlsx", taken=(), back=back)


def _kept_or_404(one: Sum) -> Sheet:
    if not one.sheet:
        raise Http404
    return kept.from_json(one.sheet)


def _shown(sheet: Sheet, opens: Callable[[str], str]) -> dict[str, Any]:
    """The sheet group by group; a cell of the report opens the units behind it."""
    return {"sheet": sheet, "groups": grouped(sheet, lambda line: opens(line.cell) if line.cell else "")}
