"""How does a procedure of a site, a site that rests too long, or a feed that fails become a line of 今天?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.oversight.registers import words
from gongkai_web.oversight.registers.models import OutletProcedure
from gongkai_web.oversight.registers.work import CLOSE
from gongkai_web.publishing.channels.grounds import days
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.feeds.models import Feed

_CODE = "outlet-procedures"


def work_rows(
    today: date, procedures: Iterable[OutletProcedure], resting: Iterable[Outlet], feeds: Iterable[Feed]
) -> list[WorkRow]:
    """What waits for whoever keeps them, with what they do next (`work.lists`)."""
    return [
        *(_procedure(one, today) for one in procedures),
        *(_resting(one, today) for one in resting),
        *map(_feed, feeds),
    ]


def _procedure(one: OutletProcedure, today: date) -> WorkRow:
    kind = words.lists()["outlet_procedures"][one.kind]
    waits, act, due_on = _next_act(one, kind)
    marks = due_marks(due_on, today, calendar_of(one.agency_id)) if due_on else (Mark("waiting", waits),)
    return WorkRow(
        title=f"{kind}“{one.name}”：{waits}",
        href=reverse("registers:entry", args=[_CODE, one.pk]),
        marks=marks,
        due_on=due_on,
        about=f"{one.day} 申请，{_told(one)}",
        who=one.host,
        act=Link(act, reverse("registers:fill", args=[_CODE, one.pk])),
        pressing=bool(due_on),
    )


def _next_act(one: OutletProcedure, kind: str) -> tuple[str, str, date | None]:
    """For what it waits, what is done then, and since when that is due."""
    if one.approved_on is None:
        return "等待同意", "补填同意", None
    if one.kind == CLOSE and one.notice_from is None:
        return "已经同意，还没有公告", "登记公告", None
    if one.kind == CLOSE and one.notice_from:
        return (
            "公告期满，还没有关停",
            "办结",
            one.notice_until or one.notice_from + timedelta(days().notice - 1),
        )
    return f"已经同意，还没有{kind}", "办结", None


def _told(one: OutletProcedure) -> str:
    said = f"{one.approved_on} {one.approved_by}同意" if one.approved_on else "还没有同意"
    return f"{said}，{one.notice_from} 起公告" if one.notice_from else said


def _resting(one: Outlet, today: date) -> WorkRow:
    """`since`: as `work.resting` reads it."""
    since: date = getattr(one, "since")  # noqa: B009 – the query adds it
    due_on = since + timedelta(days().rest)
    asked = urlencode({"name": one.name, "host": one.agency.name})
    return WorkRow(
        title=f"“{one.name}”临时下线已满 {days().rest} 日",
        href=reverse("channels:outlet", args=[one.pk]),
        marks=due_marks(due_on, today, calendar_of(one.agency_id)),
        due_on=due_on,
        about=f"{since} 临时下线，一次一般不超过 {days().rest} 日；恢复运行，或者关停",
        who=one.agency.name,
        act=Link("登记恢复或者关停", f"{reverse('registers:new', args=[_CODE])}?{asked}"),
        pressing=True,
    )


def _feed(one: Feed) -> WorkRow:
    """Nothing is held against the account: its articles are entered by people until it is read again."""
    return WorkRow(
        title=f"“{one.outlet.name}”的订阅源读不了",
        href=reverse("feeds:feed", args=[one.outlet_id]),
        marks=(Mark("warning", f"{one.failing_since} 起"),),
        about=one.trouble,
        who=one.outlet.agency.name,
        act=Link("改网址或者停用", reverse("feeds:feed", args=[one.outlet_id])),
    )
