"""The pages of clean-ups: the list, the documents with a verdict each, the result."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai_web.agencies.permissions import What, agencies_where, may, require, required_somewhere
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.documents import actions, queries
from gongkai_web.publishing.documents.forms import CleanUpForm, JudgeForm
from gongkai_web.publishing.documents.models import CleanUp, Verdict
from gongkai_web.publishing.documents.queries import Standing
from gongkai_web.publishing.documents.views import SECTION

_MARKS = {Standing.JUDGING: "open", Standing.IN_REVIEW: "waiting", Standing.PUBLISHED: "done"}
_AT_ONCE = 20


@signed_in
@require_GET
def clean_ups(request: OfficeRequest) -> HttpResponse:
    """The clean-ups of the person's agencies, the newest first."""
    pages = paged(request, queries.clean_ups(request.user, today()))
    context = {
        "pages": pages,
        "rows": [(one, _mark(one)) for one in pages],
        "may_begin": agencies_where(request.user, What.HANDLE, today()).exists(),
    }
    return SECTION.page(request, "documents/clean_ups.html", context, Link("清理"))


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """开始清理."""
    agencies = required_somewhere(request.user, What.HANDLE, today(), doing="登记清理")
    form = CleanUpForm(sent(request), agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.begin_clean_up(by=request.user, day=today(), **form.cleaned_data))
        if made:
            return redirect("documents:clean_up", made.pk)
    context = {"form": form, "title": "开始清理", "about": "", "cancel_url": _list().href}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "office/act.html", context, _list(), Link("开始清理"), status=status)


@signed_in
@require_GET
def clean_up(request: OfficeRequest, pk: int) -> HttpResponse:
    """One clean-up: how far it is, its verdicts counted and listed."""
    found = _of(request, pk)
    now = queries.standing(found)
    rows = found.rows.select_related("document")
    verdict = request.GET.get("verdict")
    shown = rows.filter(verdict=verdict) if verdict is not None else rows
    counts = [("", "还没有认定"), *Verdict.choices]
    context = {
        "clean_up": found,
        "agency": found.agency,
        "mark": _mark(found),
        "counts": [(code, label, rows.filter(verdict=code).count()) for code, label in counts],
        "total": rows.count(),
        "pages": (pages := paged(request, shown.order_by("document__issued_on", "pk"))),
        "rows": list(pages),
        "strayed": queries.strayed(found),
        "may_judge": now == Standing.JUDGING and may(request.user, found.agency, What.HANDLE, today()),
        "all_judged": not rows.filter(verdict="").exists(),
    }
    return SECTION.page(request, "documents/clean_up.html", context, _list(), Link(found.title))


@keeps_typed
def judge(request: OfficeRequest, pk: int) -> HttpResponse:
    """逐件认定, some documents at a time: those without a verdict first."""
    found = _mine(request, pk)
    rows = found.rows.select_related("document").order_by("verdict", "document__issued_on", "pk")
    asked = [int(key) for key in request.POST.getlist("document") if key.isdecimal()]
    listed = list(rows.filter(document__in=asked) if asked else rows[:_AT_ONCE])
    form = JudgeForm(sent(request), rows=listed)
    if carried_out(
        request,
        form,
        lambda _: actions.judge(clean_up=found, by=request.user, day=today(), judged=form.judged),
        "已记下。",
    ):
        return redirect("documents:clean_up", pk)
    context = {"form": form, "clean_up": found, "agency": found.agency}
    here = Link(found.title, reverse("documents:clean_up", args=[found.pk]))
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(
        request, "documents/judge.html", context, _list(), here, Link("逐件认定"), status=status
    )


@signed_in
@require_POST
def result(request: OfficeRequest, pk: int) -> HttpResponse:
    """形成清理结果: a draft, which is reviewed and published like any other."""
    found = _mine(request, pk)
    told(
        request,
        lambda: actions.form_result(clean_up=found, by=request.user, day=today()),
        "已形成清理结果的草稿；送审、批准、公开以后，认定废止、失效的随之失效。",
    )
    return redirect("documents:clean_up", pk)


def _list() -> Link:
    return Link("清理", reverse("documents:clean_ups"))


def _mark(one: CleanUp) -> Mark:
    now = queries.standing(one)
    return Mark(_MARKS[now], now.value)


def _of(request: OfficeRequest, pk: int) -> CleanUp:
    return get_object_or_404(queries.clean_ups(request.user, today()), pk=pk)


def _mine(request: OfficeRequest, pk: int) -> CleanUp:
    found = _of(request, pk)
    require(request.user, found.agency, What.HANDLE, today(), "清理规范性文件")
    return found
