"""Which notices of days off are on file, how is the next one entered, and where is the calendar feed?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.workdays import calendar, workdays_of
from gongkai_web.cases import queries as cases
from gongkai_web.holidays.actions import may_enter
from gongkai_web.holidays.queries import notices
from gongkai_web.look.parts import Link
from gongkai_web.schedule import actions, queries
from gongkai_web.schedule.feed import feed as feed_of
from gongkai_web.schedule.forms import NoticeForm
from gongkai_web.schedule.models import FeedKey


@login_required
@require_GET
def schedule(request: HttpRequest) -> HttpResponse:
    """The morning summary as a page, the due days that moved, the notices on file, the calendar feed."""
    today = timezone.localdate()
    return _page(
        request,
        "schedule/schedule.html",
        {
            "summary": queries.summary(request.user, today),
            "years": calendar().years,
            "notices": notices(),
            "moves": cases.due_moves(request.user, today.replace(month=1, day=1), today)[: queries.MOST],
            "may_enter": may_enter(request.user, today),
            "has_feed": FeedKey.objects.filter(person=request.user).exists(),
        },
    )


@login_required
def notice(request: HttpRequest) -> HttpResponse:
    """Enters a notice: first shown back with its working days counted, then entered; all cases recomputed."""
    today = timezone.localdate()
    if not may_enter(request.user, today):
        raise PermissionDenied("放假通知由系统管理员或者主管部门人员登记；请与他们联系。")
    form = NoticeForm(request.POST or None, initial={"year": calendar().years[-1] + 1})
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if "confirmed" in request.POST:
            moved = actions.enter_and_recompute(
                by=request.user,
                day=today,
                year=given["year"],
                number=given["number"],
                spans=given["spans"],
                work=given["work"],
            )
            messages.success(
                request, f"已登记 {given['year']} 年放假通知，重新计算后有 {len(moved)} 件的期限变动。"
            )
            return redirect("schedule:schedule")
        context |= {"given": given, "workdays": workdays_of(given["notice"])}
    return _page(request, "schedule/notice.html", context, Link("登记放假通知"))


@login_required
@require_POST
def feed_key(request: HttpRequest) -> HttpResponse:
    """Makes a new address of the feed, shown this once, or ends it."""
    if "end" in request.POST:
        actions.end_feed(by=request.user)
        messages.success(request, "订阅地址已停用。")
        return redirect("schedule:schedule")
    secret = actions.make_feed(by=request.user)
    address = request.build_absolute_uri(reverse("schedule:feed", args=[secret]))
    return _page(request, "schedule/feed.html", {"address": address}, Link("日历订阅"))


@require_GET
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The due days for a calendar program; the secret in the address is the only key."""
    person = queries.person_of(secret)
    if person is None:
        raise Http404
    today = timezone.localdate()
    body = feed_of(queries.to_do(person, today), host=_request.get_host(), made=today)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _page(request: HttpRequest, template: str, context: dict[str, Any], *crumbs: Link) -> HttpResponse:
    way = [
        Link("办公", reverse("desk:home")),
        Link("日程", reverse("schedule:schedule") if crumbs else ""),
        *crumbs,
    ]
    return render(request, template, {**context, "breadcrumbs": way, "person": request.user})
