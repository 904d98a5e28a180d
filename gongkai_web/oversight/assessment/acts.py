"""The acts of a yearly assessment: each a form on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, require, required_somewhere
from gongkai_web.approval.actions import require_turn
from gongkai_web.approval.standing import digest
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.oversight.assessment import actions, forms, queries
from gongkai_web.oversight.assessment.models import Assessment, Indicator, Rule
from gongkai_web.oversight.assessment.views import ASSESSMENTS, NEEDED, kept_or_404, unit_or_404


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """开展年度考核."""
    agencies = required_somewhere(request.user, NEEDED, today(), doing="开展年度考核")
    form = forms.BeginForm(sent(request), agencies=agencies, initial={"year": today().year - 1})
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.begin(by=request.user, today=today(), **form.cleaned_data))
        if made:
            return redirect("assessment:assessment", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": "开展年度考核", "cancel_url": reverse("assessment:assessments")}
    return ASSESSMENTS.page(request, "office/act.html", context, Link("开展年度考核"), status=status)


@keeps_typed
def add(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记指标."""
    found = _kept(request, pk)
    form = forms.IndicatorForm(sent(request))

    def act(_: dict[str, Any]) -> object:
        return actions.add_indicator(assessment=found, by=request.user, today=today(), given=form.given())

    return _acted(request, found, form, "登记考核指标", act, said="已登记。")


@keeps_typed
def change(request: OfficeRequest, pk: int, indicator: int) -> HttpResponse:
    """修改指标: of this year alone."""
    found = _kept(request, pk)
    one = _indicator(found, indicator)
    names = ("title", "points", "source", "rule", "counted", "whole", "per")
    form = forms.IndicatorForm(sent(request), initial={name: getattr(one, name) for name in names})

    def act(_: dict[str, Any]) -> object:
        return actions.change_indicator(indicator=one, by=request.user, today=today(), given=form.given())

    return _acted(request, found, form, "修改考核指标", act, said="已修改，只改这一年的。")


@signed_in
@require_POST
def remove(request: OfficeRequest, pk: int, indicator: int) -> HttpResponse:
    """停用指标."""
    one = _indicator(_kept(request, pk), indicator)
    told(
        request,
        lambda: actions.remove_indicator(indicator=one, by=request.user, today=today()),
        "已停用，只停这一年的。",
    )
    return redirect("assessment:assessment", pk)


@keeps_typed
def judge(request: OfficeRequest, pk: int, indicator: int, slug: str) -> HttpResponse:
    """评分."""
    found = _kept(request, pk)
    one = _indicator(found, indicator)
    if one.rule in {Rule.DEDUCT, Rule.REACH}:
        raise Http404
    unit = get_object_or_404(Agency, slug=slug)
    form = forms.JudgeForm(sent(request))

    def act(given: dict[str, Any]) -> object:
        return actions.judge(indicator=one, by=request.user, agency=unit, today=today(), **given)

    title = f"评分：{one.title}（{one.points.normalize():f} 分）"
    return _acted(request, found, form, title, act, said="已评分。", about=unit.name)


@signed_in
@require_POST
def announce(request: OfficeRequest, pk: int) -> HttpResponse:
    """告知得分."""
    found = _kept(request, pk)
    told(
        request,
        lambda: actions.announce(assessment=found, by=request.user, today=today()),
        "已告知各单位，期限内可以申请复核。",
    )
    return redirect("assessment:assessment", pk)


@keeps_typed
def issue(request: OfficeRequest, pk: int) -> HttpResponse:
    """审定、印发: the result stands above the form."""
    found = kept_or_404(request, pk)
    content = actions.result(found)
    require_turn(queries.matter_of(found, ""), request.user, today())
    form = forms.IssueForm(sent(request), initial={"seen": digest(content)})

    def act(given: dict[str, Any]) -> object:
        return actions.issue(assessment=found, by=request.user, today=today(), **given)

    return _acted(
        request,
        found,
        form,
        "审定、印发考核结果",
        act,
        said="已印发，结果不再变。",
        template="assessment/issue.html",
        results=content,
    )


@keeps_typed
def answer(request: OfficeRequest, pk: int, objection: int) -> HttpResponse:
    """答复复核申请."""
    found = _kept(request, pk)
    one = get_object_or_404(queries.objections(found), pk=objection)
    form = forms.AnswerForm(sent(request))

    def act(given: dict[str, Any]) -> object:
        return actions.answer(objection=one, by=request.user, today=today(), **given)

    about = f"{one.agency.name}对「{one.indicator.title}」：{one.reasons}"
    return _acted(request, found, form, "答复复核申请", act, said="已答复。", about=about)


@keeps_typed
def object_to(request: OfficeRequest, pk: int, slug: str) -> HttpResponse:
    """申请复核: by the unit."""
    found, unit = unit_or_404(request, pk, slug)
    require(request.user, unit, What.HANDLE, today(), doing="对考核得分申请复核")
    form = forms.ObjectForm(sent(request), indicators=queries.indicators(found))
    if carried_out(
        request,
        form,
        lambda given: actions.object_to(
            assessment=found, by=request.user, agency=unit, today=today(), **given
        ),
        "已申请复核。",
    ):
        return redirect("assessment:unit", pk, slug)
    back = reverse("assessment:unit", args=[pk, slug])
    return _form(
        request, form, {"title": "申请复核", "about": found.title, "agency": unit, "cancel_url": back}
    )


def _kept(request: OfficeRequest, pk: int) -> Assessment:
    found = kept_or_404(request, pk)
    require(request.user, found.agency, NEEDED, today(), doing="办理年度考核")
    return found


def _indicator(found: Assessment, pk: int) -> Indicator:
    return get_object_or_404(queries.indicators(found).select_related("assessment__agency"), pk=pk)


def _acted(
    request: OfficeRequest,
    found: Assessment,
    form: Form,
    title: str,
    act: Callable[[dict[str, Any]], object],
    *,
    said: str,
    about: str = "",
    template: str = "office/act.html",
    **more: Any,
) -> HttpResponse:
    if carried_out(request, form, act, said):
        return redirect("assessment:assessment", found.pk)
    back = reverse("assessment:assessment", args=[found.pk])
    context = {"title": title, "about": about or found.title, "agency": found.agency, "cancel_url": back}
    return _form(request, form, {**context, **more}, Link(found.title, back), template=template)


def _form(
    request: OfficeRequest, form: Form, context: dict[str, Any], *way: Link, template: str = "office/act.html"
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    whole = {"form": form, **context}
    return ASSESSMENTS.page(request, template, whole, *way, Link(context["title"]), status=status)
