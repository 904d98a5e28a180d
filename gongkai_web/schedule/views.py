"""Which notices of days off are on file, how is the next one entered, and where is the calendar feed?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.workdays import calendar, workdays_of
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.cases import queries as cases
from gongkai_web.holidays.queries import changed, left_out, local_notices, notices
from gongkai_web.look.parts import Link
from gongkai_web.office import days, once
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.schedule import actions, queries
from gongkai_web.schedule.feed import feed as feed_of
from gongkai_web.schedule.forms import MailForm, NoticeForm, as_typed
from gongkai_web.schedule.models import FeedKey

SCHEDULE = Section("日程", "schedule:schedule")
_ENTER = "登记放假通知"
_A_YEAR = timedelta(days=365)


@signed_in
@require_GET
def schedule(request: OfficeRequest) -> HttpResponse:
    """The morning summary as a page, the due days that moved, the notices on file, the calendar feed."""
    return _schedule(request, MailForm(initial={"email": request.user.email}))


@signed_in
@require_POST
def mail_address(request: OfficeRequest) -> HttpResponse:
    """Where the morning summary goes."""
    form = MailForm(request.POST)
    if not form.is_valid():
        return _schedule(request, form, status=UNPROCESSABLE)
    email = form.cleaned_data["email"]
    actions.set_mail_address(by=request.user, email=email)
    messages.success(request, f"早间提醒以后发到 {email}。" if email else "以后不再发早间提醒。")
    return redirect("schedule:schedule")


def _schedule(request: OfficeRequest, mail_form: MailForm, status: int = 200) -> HttpResponse:
    today = days.today()
    context = {
        "summary": queries.summary(request.user, today),
        "years": calendar().years,
        "notices": notices(),
        "regions": local_notices(),
        "amendable": [year for year in calendar().years if year >= today.year],
        "moves": cases.due_moves(request.user, today - _A_YEAR, today)[: queries.MOST],
        "may_enter": may(request.user, None, What.ENTER_NOTICE, today),
        "has_feed": FeedKey.objects.filter(person=request.user).exists(),
        "mail_form": mail_form,
    }
    return SCHEDULE.page(request, "schedule/schedule.html", context, status=status)


@keeps_typed
def notice(request: OfficeRequest) -> HttpResponse:
    """Enters a notice: first shown back with its working days counted, then entered; all cases recomputed.

    `?year=` fills in the one on file, to be mended. What was changed after it was shown is shown again.
    """
    today = days.today()
    require(request.user, None, What.ENTER_NOTICE, today)
    data = sent(request)
    form = NoticeForm(data, initial=_initial(request.GET.get("year", "")), today=today)
    context: dict[str, Any] = {"form": form}
    if not form.is_bound or not form.is_valid():
        status = UNPROCESSABLE if request.method == "POST" else 200
        return SCHEDULE.page(request, "schedule/notice.html", context, Link(_ENTER), status=status)
    given = form.cleaned_data
    if request.method == "POST" and request.POST.get("confirmed") == form.seen:
        moved = actions.enter_and_recompute(
            by=request.user,
            day=today,
            year=given["year"],
            number=given["number"],
            spans=given["spans"],
            work=given["work"],
            agency=given["agency"],
        )
        messages.success(request, _said(given["year"], moved))
        return redirect("schedule:schedule")
    context |= {"given": given, "workdays": workdays_of(given["notice"])}
    told = given["notice"].amends or given["agency"]
    context |= {"changed": changed(given["notice"], given["agency"]) if told else []}
    context |= {"left_out": [] if given["agency"] else left_out(given["notice"]), "seen": form.seen}
    return SCHEDULE.page(request, "schedule/notice.html", context, Link(_ENTER))


def _initial(year: str) -> dict[str, Any]:
    """The notice of that year that holds, else the year that is wanting."""
    entered = next((one for one in notices() if str(one.year) == year), None)
    found = calendar().notice(int(year)) if year.isdecimal() else None
    if found is None:
        return {"year": calendar().years[-1] + 1}
    return as_typed(found, entered.number if entered else "")


def _said(year: int, moved: actions.Reckoned) -> str:
    due = sum("due_on" in one.changes for one in moved.cases)
    others = len(moved.cases) - due
    also = f"，另有 {others} 件不再暂定或者其他期限有变" if others else ""
    told = f"；留言有 {moved.messages} 件的期限变动" if moved.messages else ""
    return f"已登记 {year} 年放假通知，重新计算后有 {due} 件的答复期限变动{also}{told}。"


@signed_in
@require_POST
def feed_key(request: OfficeRequest) -> HttpResponse:
    """Makes a new address of the feed, shown this once, or ends it."""
    if "end" in request.POST:
        actions.end_feed(by=request.user)
        messages.success(request, "订阅地址已停用。")
        return redirect("schedule:schedule")
    secret = actions.make_feed(by=request.user)
    once.result_here(request)
    address = request.build_absolute_uri(reverse("schedule:feed", args=[secret]))
    return SCHEDULE.page(request, "schedule/feed.html", {"address": address}, Link("日历订阅"))


@require_GET
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The due days for a calendar program; the secret in the address is the only key."""
    person = queries.person_of(secret)
    if person is None:
        raise Http404
    today = days.today()
    due = queries.to_do(person, today), queries.messages_to_do(person, today)
    body = feed_of(*due, host=_request.get_host(), made=today)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
