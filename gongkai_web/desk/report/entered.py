"""How are the numbers entered that nothing counts, and the problems of the year with their mending?"""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from gongkai.errors import GongkaiError
from gongkai.form import form_of_year
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import actions
from gongkai_web.annual.cells import behind
from gongkai_web.annual.models import EnteredFigure, Problem
from gongkai_web.desk.report.forms import FiguresForm, ImproveForm, ProblemForm, ReasonForm
from gongkai_web.desk.report.place import agency_or_404, shown
from gongkai_web.errors import NotAllowed, Overtaken
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, refuse
from gongkai_web.office.days import today
from gongkai_web.office.forms import now_seen
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest


@keeps_typed
def figures(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """填报: licences, penalties, charges – what the records of this house cannot hold."""
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.WRITE_REPORT, today(), "填报年报数字")
    layout = form_of_year(year)
    kept = {one.cell: one for one in EnteredFigure.objects.filter(agency=agency, year=year)}
    cells = [cell for cell in layout.cells if behind(cell, layout) is None]
    form = FiguresForm(sent(request), layout=layout, cells=cells, kept=kept)
    if request.method == "POST" and form.is_valid() and _entered(request, agency, year, form, kept):
        messages.success(request, "已保存。")
        return redirect("desk:report", slug, year)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return shown(request, "report/figures.html", agency, year, {"form": form}, Link("填报"), status=status)


@keeps_typed
def problems(request: OfficeRequest, slug: str, year: int) -> HttpResponse:
    """存在的问题: those of the year, those of the year before with what became of them, and a new one."""
    agency = agency_or_404(request, slug, year)
    form = ProblemForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.enter_problem(by=request.user, agency=agency, year=year, day=today(), **given),
        "已登记。",
    ):
        return redirect("report:problems", slug, year)
    listed = Problem.objects.filter(agency=agency, dropped="")
    context = {"form": form, "now": listed.filter(year=year), "before": listed.filter(year=year - 1)}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return shown(request, "report/problems.html", agency, year, context, Link("问题和改进"), status=status)


@keeps_typed
def improve(request: OfficeRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """登记改进情况 of a problem of the year before."""
    problem = _problem(request, slug, year, pk)
    seen = actions.mark_of_text(problem.improved)
    form = ImproveForm(sent(request), initial={"improved": problem.improved, "seen": seen})
    if carried_out(
        request,
        form,
        lambda given: actions.improve_problem(by=request.user, problem=problem, day=today(), **given),
        "已登记。",
    ):
        return redirect("report:problems", slug, year)
    return _about_one(request, year, problem, form, "改进情况")


@keeps_typed
def drop(request: OfficeRequest, slug: str, year: int, pk: int) -> HttpResponse:
    """不再列入 a problem."""
    problem = _problem(request, slug, year, pk)
    form = ReasonForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.drop_problem(by=request.user, problem=problem, day=today(), **given),
        "不再列入年报。",
    ):
        return redirect("report:problems", slug, year)
    return _about_one(request, year, problem, form, "不再列入")


def _entered(
    request: OfficeRequest, agency: Agency, year: int, form: FiguresForm, kept: dict[str, EnteredFigure]
) -> bool:
    """Enters what was filled in and is not entered so already; a refusal stands at its field."""
    enter = partial(actions.enter_figure, by=request.user, agency=agency, year=year, day=today())
    for cell, value, state, source, seen in form.given:
        known = kept.get(cell)
        if known and (known.value, known.state, known.source) == (value, state, source):
            continue
        try:
            enter(cell=cell, value=value, state=state, source=source, seen=seen)
        except NotAllowed:
            raise
        except GongkaiError as problem:
            refuse(form, problem, form.field_of(cell))
            if isinstance(problem, Overtaken):
                now_seen(form, form.seen_of(cell), problem)
    return not form.errors


def _problem(request: OfficeRequest, slug: str, year: int, pk: int) -> Problem:
    agency = agency_or_404(request, slug, year)
    require(request.user, agency, What.WRITE_REPORT, today())
    return get_object_or_404(Problem, pk=pk, agency=agency, dropped="", year__in=(year, year - 1))


def _about_one(request: OfficeRequest, year: int, problem: Problem, form: Form, title: str) -> HttpResponse:
    agency = problem.agency
    back = reverse("report:problems", args=[agency.slug, year])
    context = {"form": form, "title": title, "about": problem.text, "cancel_url": back}
    status = UNPROCESSABLE if request.method == "POST" else 200
    way = (Link("问题和改进", back), Link(title))
    return shown(request, "office/act.html", agency, year, context, *way, status=status)
