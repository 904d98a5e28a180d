"""What does the office see of a sum in the making: numbers, what stands in the way, who is behind a cell?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from gongkai.aggregation import PROBLEM_LABELS, Aggregation
from gongkai.errors import UsageError
from gongkai.form import form_of_year
from gongkai_web.agencies.permissions import What, may
from gongkai_web.annual import presentation
from gongkai_web.annual.aggregation import actions, jobs, queries, repeating
from gongkai_web.annual.aggregation.pages import rows
from gongkai_web.annual.aggregation.pages.forms import ExplainForm, FreezeForm
from gongkai_web.annual.aggregation.pages.place import (
    SECTION,
    address,
    args_of,
    cell_address,
    cell_or_404,
    level_or_404,
    title_of,
    unit_address,
    way_to,
)
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.aggregation.units import Listed
from gongkai_web.annual.campaign.collecting.models import Unit
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in

_PAGE = 100


@signed_in
@require_safe
def sums(request: OfficeRequest) -> HttpResponse:
    """What the person's offices add up."""
    found = queries.levels(request.user, today())
    pages = paged(request, found, _PAGE)
    context = {"pages": pages, "levels": [(title_of(one), one, address(one)) for one in pages]}
    return SECTION.page(request, "aggregation/sums.html", context)


@signed_in
@require_safe
def sum_page(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """The sum of today: tables whose cells open their units, and what stands in the way first."""
    return _sum(request, level_or_404(request, campaign, unit))


@keeps_typed
def freeze(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """Freezes it."""
    level = level_or_404(request, campaign, unit)
    form = _freeze_form(request, level)
    if carried_out(
        request,
        form,
        lambda given: actions.freeze(
            by=request.user, level=level, day=today(), reason=given.get("reason", "")
        ),
        "已定稿。",
    ):
        latest = queries.frozen(level).first()
        return redirect("aggregation:frozen", latest.pk if latest else 0)
    return _act(request, level, form, "汇总定稿", "定稿保存合计、每个单位的报告、中位数和当时的提示。")


@keeps_typed
def explain(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """Records why a carry-over differs."""
    level = level_or_404(request, campaign, unit)
    units = Unit.objects.filter(campaign=level.campaign)
    if level.unit is not None:
        units = units.filter(parent=level.unit) | units.filter(pk=level.unit.pk)
    form = ExplainForm(sent(request), units=units)
    if carried_out(
        request,
        form,
        lambda given: actions.explain_carried(
            by=request.user, unit=given["unit"], reason=given["reason"], day=today()
        ),
        "已登记说明。",
    ):
        return redirect(address(level))
    return _act(request, level, form, "说明结转", "上年结转与上年报告对不上的，写明说明以后才能定稿。")


@signed_in
@require_safe
def cell(request: OfficeRequest, campaign: int, unit: int, cell: str) -> HttpResponse:
    """The units behind a cell of the sum of today."""
    level = level_or_404(request, campaign, unit)
    name = cell_or_404(form_of_year(level.campaign.year).key, cell)
    found = summed_or_why(level)
    if isinstance(found, str):
        return redirect(address(level))
    listed, total = found
    behind = queries.behind_live(listed, total, cell)
    context = rows.cell(request, behind, level.campaign.year, cell, total.report.cells.get(cell))
    context |= {"name": name, "gaps": total.gap_words(cell)}
    return SECTION.page(request, "aggregation/cell.html", context, way_to(level), Link(name))


@signed_in
@require_safe
def comparison(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """Units of a kind by median and MAD."""
    level = level_or_404(request, campaign, unit)
    found = summed_or_why(level)
    if isinstance(found, str):
        return redirect(address(level))
    listed, total = found
    context = rows.compared(request, level.campaign.year, total.leaves, listed.units)
    return SECTION.page(request, "aggregation/comparison.html", context, way_to(level), Link("同类单位比较"))


@signed_in
@require_safe
def repetition(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """Whose text is last year's, or another unit's; passages side by side. Many are compared behind it."""
    level = level_or_404(request, campaign, unit)
    found = summed_or_why(level)
    if isinstance(found, str):
        return redirect(address(level))
    _, total = found
    groups = repeating.kept(level, repeating.key_of(level, total))
    if groups is None and repeating.few(total.leaves):
        groups = repeating.compared(level, total)
    context = {
        "groups": groups,
        "args": args_of(level),
        "units": len(total.leaves),
        "comparing": groups is None and jobs.comparing_now(level),
    }
    return SECTION.page(request, "aggregation/repetition.html", context, way_to(level), Link("正文雷同"))


@signed_in
@require_POST
def compare(request: OfficeRequest, campaign: int, unit: int) -> HttpResponse:
    """Has the prose compared, behind the page."""
    level = level_or_404(request, campaign, unit)
    jobs.compare_soon(level)
    return redirect("aggregation:repetition", *args_of(level))


def _sum(request: OfficeRequest, level: Level) -> HttpResponse:
    found = summed_or_why(level)
    context: dict[str, Any] = {
        "level": level,
        "title": title_of(level),
        "args": args_of(level),
        "versions": queries.frozen(level),
        "may_freeze": may(request.user, level.office, What.CHECK_REPORTS, today()),
    }
    if isinstance(found, str):
        context["nothing"] = found
    else:
        context |= _context(level, *found)
    return SECTION.page(request, "aggregation/sum.html", context, Link(title_of(level)))


def _context(level: Level, listed: Listed, total: Aggregation) -> dict[str, Any]:
    report = total.report
    ordered = sorted(total.problems, key=lambda problem: not problem.blocks)
    return {
        "report": report,
        "figures": presentation.headline(report, lambda one: cell_address(level, one)),
        "tables": presentation.tables(report, lambda one: cell_address(level, one)),
        "problems": [
            (PROBLEM_LABELS[problem.kind], problem, unit_address(listed.units.get(problem.unit)))
            for problem in ordered
        ],
        "blocked": total.blocked,
        "overtaken": [unit.name for unit in total.leaves if unit.key in listed.overtaken],
        "leaves": len(total.leaves),
        "absent": len(total.absent),
        "left_out": len(total.left_out),
    }


def summed_or_why(level: Level) -> tuple[Listed, Aggregation] | str:
    """What it comes to; the sentence where no report is there yet."""
    try:
        return queries.summed(level)
    except UsageError as problem:
        return str(problem)


def _freeze_form(request: OfficeRequest, level: Level) -> FreezeForm:
    return FreezeForm(sent(request), again=queries.frozen(level).exists())


def _act(request: OfficeRequest, level: Level, form: Any, title: str, about: str) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": title, "about": about, "button": title}
    context |= {"cancel_url": address(level)}
    return SECTION.page(request, "office/act.html", context, way_to(level), Link(title), status=status)
