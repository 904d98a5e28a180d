"""What does a frozen sum show for years: its numbers, its units, what was told; and how is it taken away?"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.aggregation import PROBLEM_LABELS
from gongkai.aggregation.comparison import Middle
from gongkai.aggregation.exchange import to_json, to_xlsx
from gongkai.document import from_json
from gongkai.render import rendered
from gongkai_web.agencies.permissions import What, may
from gongkai_web.annual import presentation
from gongkai_web.annual.aggregation import actions, jobs, packing, queries, shelf
from gongkai_web.annual.aggregation.models import Package, Sum
from gongkai_web.annual.aggregation.pages import rows
from gongkai_web.annual.aggregation.pages.forms import HandInForm
from gongkai_web.annual.aggregation.pages.place import SECTION, cell_or_404, sum_or_404, way_to_frozen
from gongkai_web.annual.aggregation.pages.place import address as page_of_level
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.names import clean_name
from gongkai_web.annual.campaign.rows import parts
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in

_FILES: dict[str, tuple[str, str, Callable[[Sum], bytes]]] = {
    "exchange.json": ("交换文件", "json", lambda one: to_json(packing.exchanged(one))),
    "exchange.xlsx": ("交换文件", "xlsx", lambda one: to_xlsx(packing.exchanged(one))),
    "report.docx": ("合计", "docx", lambda one: rendered(from_json(one.document), ".docx")),
    "report.pdf": ("合计", "pdf", lambda one: rendered(from_json(one.document), ".pdf")),
    "report.json": ("合计", "json", lambda one: rendered(from_json(one.document), ".json")),
    "report.xlsx": ("合计", "xlsx", lambda one: rendered(from_json(one.document), ".xlsx")),
}


@signed_in
@require_safe
def frozen(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sum as it was frozen."""
    one = sum_or_404(request, pk)
    report, published, fall = from_json(one.document), queries.release_of(one), queries.fall_of(one)
    void, level = fall is not None and published is None, Level(one.campaign, one.level)

    def address(cell: str) -> str:
        return reverse("aggregation:frozen_cell", args=[pk, cell])

    context = {
        "sum": one,
        "report": report,
        "figures": presentation.headline(report, address),
        "parts": [part for part in parts(report, None, address) if part.lines or part.tables],
        "problems": [(PROBLEM_LABELS[problem.kind], problem, "") for problem in queries.problems(one)],
        "package": Package.objects.filter(sum=one).first(),
        "packing": jobs.packing_now(one),
        "files": [(f"{label}（{fmt.upper()}）", name) for name, (label, fmt, _) in _FILES.items()],
        "moved": queries.moved(one),
        "fall": fall,
        "void": void,
        "to_correct": fall is not None and queries.to_correct(one),
        "later": queries.later(one) if fall else None,
        "again": page_of_level(level) if may(request.user, one.agency, What.CHECK_REPORTS, today()) else "",
        "above": not void and queries.above(one).exists(),
        "published": published,
        "public": page_of(published.filing) if published else "",
        "may_publish": not published
        and not void
        and may(request.user, one.agency, What.SETTLE_REPORT, today()),
    }
    return SECTION.page(request, "aggregation/frozen.html", context, Link(str(one)))


@signed_in
@require_safe
def frozen_cell(request: OfficeRequest, pk: int, cell: str) -> HttpResponse:
    """The units behind a cell as they stood."""
    one = sum_or_404(request, pk)
    report = from_json(one.document)
    name = cell_or_404(report.form, cell)
    context = rows.cell(request, queries.behind(one, cell), one.campaign.year, cell, report.cells.get(cell))
    context |= {"name": name, "gaps": ""}
    return SECTION.page(request, "aggregation/cell.html", context, way_to_frozen(one), Link(name))


@signed_in
@require_safe
def comparison(request: OfficeRequest, pk: int) -> HttpResponse:
    """Units of a kind, judged by the medians that were frozen with the sum."""
    one = sum_or_404(request, pk)
    kept = [Middle.from_json(each) for each in one.middles]
    members, units = queries.members(one), queries.units_of(one)
    context = rows.compared(request, one.campaign.year, members, units, kept)
    return SECTION.page(
        request, "aggregation/comparison.html", context, way_to_frozen(one), Link("同类单位比较")
    )


@signed_in
@require_safe
def file(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """The sum in the statutory layout, or as an exchange file."""
    one = sum_or_404(request, pk)
    if name not in _FILES:
        raise Http404
    label, fmt, made = _FILES[name]
    back = reverse("aggregation:frozen", args=[pk])
    called = clean_name(f"{one} {label}.{fmt}")
    return made_for(request, lambda: made(one), called, fmt, taken=(), back=back)


@signed_in
@require_POST
def pack(request: OfficeRequest, pk: int) -> HttpResponse:
    """Has everything packed, behind the page."""
    jobs.pack_soon(sum_or_404(request, pk))
    return redirect("aggregation:frozen", pk)


@signed_in
@require_safe
def package(request: OfficeRequest, pk: int) -> HttpResponse:
    """The ZIP that was packed."""
    one = sum_or_404(request, pk)
    packed = Package.objects.filter(sum=one).first()
    if packed is None:
        raise Http404
    back = reverse("aggregation:frozen", args=[pk])
    name = clean_name(f"{one}.zip")
    return made_for(request, lambda: shelf.read(packed), name, "zip", taken=(), back=back)


@signed_in
def hand_in(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hands the sum in to the campaign above."""
    one = sum_or_404(request, pk)
    form = HandInForm(request.POST or None, units=queries.above(one))
    if carried_out(
        request,
        form,
        lambda given: actions.submit_sum(by=request.user, sum_=one, unit=given["unit"], day=today()),
        "已提交。",
    ):
        return redirect("aggregation:frozen", pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        "form": form,
        "title": "提交上级",
        "button": "提交",
        "about": "这一版合计作为本级政府的年报，提交到上级的报送里。",
        "cancel_url": reverse("aggregation:frozen", args=[pk]),
    }
    way = (way_to_frozen(one), Link("提交上级"))
    return SECTION.page(request, "office/act.html", context, *way, status=status)
