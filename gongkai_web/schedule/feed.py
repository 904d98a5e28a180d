"""How do the due days become a calendar (RFC 5545)?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from gongkai.procedure.duties import Duty, on_day
from gongkai.procedure.machine import label_of
from gongkai.workdays import ONE_DAY
from gongkai_web.cases.models import Case

_NINE = timedelta(hours=9)  # in the morning of the day


def feed(cases: Iterable[Case], *, host: str, made: date) -> bytes:
    """One all-day event a case: number, title and the next act, never the applicant; with an alarm.

    What is overdue stands on the day on which it is asked for: nobody looks at a day that has passed.
    """
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
    act, late = label_of(duty.act) or "办理", day < made
    shown = max(day, made)
    event = Event()
    event.add("uid", f"case-{case.pk}@{host}")
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=UTC))
    event.add("dtstart", shown)
    event.add("dtend", shown + ONE_DAY)
    event.add("summary", f"{'逾期，' if late else ''}{act}：{case.registry_number} {case.title}")
    note = "（暂定）" if case.provisional else ""
    event.add("description", f"{case.agency.name}，{day} 前{act}{note}{'，已经逾期' if late else ''}。")
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm("已经逾期", _NINE) if late else _alarm("明天到期", _NINE - ONE_DAY))
    return event


def _alarm(said: str, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", trigger)
    return alarm
