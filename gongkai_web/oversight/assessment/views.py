"""年度考核 on pages: the list, the matrix of the office, what one unit gets, the workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.drafting.references import counted_of
from gongkai_web.agencies import queries as agencies
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, agencies_where, may
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import Section
from gongkai_web.office.places import page_at
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken
from gongkai_web.oversight.assessment import queries
from gongkai_web.oversight.assessment.models import Assessment, Objection, Status
from gongkai_web.oversight.assessment.rows import mark_of
from gongkai_web.oversight.assessment.scoring import Line, Scored, shown
from gongkai_web.oversight.assessment.sheet import workbook

ASSESSMENTS = Section("年度考核", "assessment:assessments")
NEEDED = What.KEEP_OVERSIGHT


@signed_in
@require_GET
def assessments(request: OfficeRequest) -> HttpResponse:
    """Those that the person's house makes, and those of which their units were told."""
    kept = list(queries.kept(request.user, today()))
    told = [one for one in queries.told(request.user, today()) if one not in kept]
    context = {
        "rows": [(one, mark_of(one)) for one in (*kept, *told)],
        "may_enter": agencies_where(request.user, NEEDED, today()).exists(),
    }
    return ASSESSMENTS.page(request, "assessment/assessments.html", context)


@signed_in
@require_GET
def assessment(request: OfficeRequest, pk: int) -> HttpResponse:
    """The matrix: each unit with each indicator, its total, its place and its grade."""
    found = queries.kept(request.user, today()).filter(pk=pk).first()
    if found is None:
        return redirect("assessment:unit", pk, _own_unit(request, pk).slug)
    rows = shown(found, today())
    keeps = queries.may_keep(request.user, found, today())
    used = list(queries.indicators(found))
    context = {
        "assessment": found,
        "agency": found.agency,
        "mark": mark_of(found),
        "elements": _elements(found),
        "heads": [
            "单位",
            *(f"{one.title}（{one.points.normalize():f}）" for one in used),
            "合计",
            "名次",
            "等次",
        ],
        "rows": [(one, [_cell(found, one, line, keeps=keeps) for line in one["lines"]]) for one in rows],
        "indicators": used,
        "preparing": keeps and found.status == Status.PREPARING,
        "may_issue": queries.to_issue(request.user, today()).filter(pk=pk).exists(),
        "objections": [(one, _late(one)) for one in queries.objections(found)],
        "may_answer": keeps,
    }
    return ASSESSMENTS.page(request, "assessment/assessment.html", context, Link(found.title))


@signed_in
@require_GET
def unit(request: OfficeRequest, pk: int, slug: str) -> HttpResponse:
    """What one unit gets, by which rows, and what it said to that."""
    found, whose = unit_or_404(request, pk, slug)
    row = next((one for one in shown(found, today()) if one["agency"] == whose.pk), None)
    if row is None:
        raise Http404
    objection = queries.objections(found).filter(agency=whose).first()
    wholes = dict(queries.indicators(found).values_list("pk", "whole"))
    open_ = found.objections_until is None or today() <= found.objections_until
    context = {
        "assessment": found,
        "agency": whose,
        "mark": mark_of(found),
        "elements": [
            *_elements(found),
            Element("得分", row["total"]),
            Element("名次", f"第 {row['place']} 名" if row["place"] else "没有评完"),
            Element("等次", row["grade"] or "没有评完"),
        ],
        "lines": [
            (line, _rows_of(found, row, line), _figure_at(found, row, wholes.get(line["indicator"], "")))
            for line in row["lines"]
        ],
        "objection": objection,
        "may_object": found.status == Status.ANNOUNCED
        and open_
        and objection is None
        and may(request.user, whose, What.HANDLE, today()),
    }
    way = (
        []
        if found.agency_id == whose.pk
        else [Link(found.title, reverse("assessment:assessment", args=[pk]))]
    )
    return ASSESSMENTS.page(request, "assessment/unit.html", context, *way, Link(whose.name))


@signed_in
@require_GET
def register(request: OfficeRequest, pk: int) -> HttpResponse:
    """The matrix as a workbook."""
    found = kept_or_404(request, pk)
    return made_for(
        request,
        lambda: workbook(found, shown(found, today())),
        f"{found.title}.xlsx",
        "xlsx",
        taken=[Taken(found.agency, f"assessment.Assessment:{found.pk}", "assessment")],
        back=reverse("assessment:assessment", args=[pk]),
    )


def kept_or_404(request: OfficeRequest, pk: int) -> Assessment:
    """The assessment, for the house that makes it."""
    return get_object_or_404(queries.kept(request.user, today()), pk=pk)


def unit_or_404(request: OfficeRequest, pk: int, slug: str) -> tuple[Assessment, Agency]:
    """The assessment and the unit, where the person may see its points."""
    found = get_object_or_404(Assessment.objects.select_related("agency", "author"), pk=pk)
    whose = queries.unit_of(found, slug, request.user, today())
    if whose is None:
        raise Http404
    return found, whose


def _own_unit(request: OfficeRequest, pk: int) -> Agency:
    """The unit of the person that was told its points."""
    found = get_object_or_404(queries.told(request.user, today()), pk=pk)
    own = agencies.own_agencies(request.user, today())
    return own.filter(pk__in=queries.assessed(found)).order_by("pk")[0]


def _elements(found: Assessment) -> list[Element]:
    rows = [
        Element("考核机关", found.agency.name),
        Element("年度", str(found.year)),
        Element("告知日期", str(found.announced_on or "")),
        Element("申请复核到", str(found.objections_until or "")),
        Element("印发日期", str(found.issued_on or "")),
        Element("文号", found.reference),
    ]
    return [one for one in rows if one.value]


def _cell(found: Assessment, row: Scored, line: Line, *, keeps: bool) -> tuple[str, str]:
    """Points and where they lead: to be judged, or to the rows."""
    judges = keeps and found.status == Status.PREPARING and (line["points"] is None or not line["counted"])
    if judges and line["run"] is None:
        at = [found.pk, line["indicator"], row["slug"]]
        return line["points"] or "评分", reverse("assessment:judge", args=at)
    return line["points"] or "—", _rows_of(found, row, line)


def _rows_of(found: Assessment, row: Scored, line: Line) -> str:
    """The address at which the rows behind the points open."""
    if line["run"] is not None:
        return reverse("inspection:run", args=[line["run"]])
    return _figure_at(found, row, line["counted"])


def _figure_at(found: Assessment, row: Scored, named: str) -> str:
    """The same of a figure, of that unit and year; none where nothing is counted."""
    if not named:
        return ""
    counted = counted_of(named)
    asked: list[tuple[str, Any]] = [("agency", row["slug"]), ("year", found.year)]
    asked += [(name, value) for name, values in counted.only for value in values]
    return f"{page_at('figures.Figure', counted.figure)}?{urlencode(asked)}"


def _late(one: Objection) -> Mark:
    if one.answered_on:
        return Mark("done", f"已答复 {one.answered_on}")
    late = one.due_on is not None and one.due_on < today()
    return Mark("late" if late else "waiting", f"{one.due_on} 前答复")
