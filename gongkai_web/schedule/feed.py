"""How do the due days become a calendar (RFC 5545)?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from gongkai.procedure.duties import Duty, on_day
from gongkai.procedure.machine import label_of
from gongkai.workdays import ONE_DAY
from gongkai_web.cases.models import Case


def feed(cases: Iterable[Case], *, host: str, made: date) -> bytes:
    """One all-day event a case: number, title and the next act, never the applicant; with an alarm."""
    calendar = Calendar()
    calendar.add("prodid", "-//gongkai//schedule//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "政府信息公开办理期限")
    for case in cases:
        duty = on_day(case, made)
        if duty.on:
            calendar.add_component(_event(case, duty, duty.on, host, made))
    return bytes(calendar.to_ical())


def _event(case: Case, duty: Duty, day: date, host: str, made: date) -> Event:
    act = label_of(duty.act) or "办理"
    event = Event()
    event.add("uid", f"case-{case.pk}@{host}")
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    event.add("summary", f"{act}：{case.registry_number} {case.title}")
    note = "（暂定）" if case.provisional else ""
    event.add("description", f"{case.agency.name}，{day} 前{act}{note}。")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "明天到期")
    alarm.add("trigger", timedelta(hours=-15))
    event.add_component(alarm)
    return event
