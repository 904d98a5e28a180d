"""How do the due days become a calendar (RFC 5545)?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from gongkai.procedure.duties import Duty, on_day
from gongkai.procedure.machine import label_of
from gongkai.workdays import ONE_DAY
from gongkai_web.cases.models import Case
from gongkai_web.interaction.models import Message

_NINE = timedelta(hours=9)  # in the morning of the day


@dataclass(frozen=True, slots=True)
class _Day:
    """A day in the calendar. `uid`: of which record; `act`: what is due; `about`: for what."""

    uid: str
    on: date
    act: str
    about: str
    agency: str
    note: str = ""


def feed(cases: Iterable[Case], messages: Iterable[Message] = (), *, host: str, made: date) -> bytes:
    """One all-day event a case or message, with an alarm: number and next act, never who asked.

    Of a message its kind and no title: that is somebody's own words. What is overdue stands on the day on
    which it is asked for: nobody looks at a day that has passed.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//gongkai//schedule//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "政府信息公开办理期限")
    of_cases = (_of_case(case, on_day(case, made)) for case in cases)
    for one in (*of_cases, *map(_of_message, messages)):
        if one:
            calendar.add_component(_event(one, host, made))
    return bytes(calendar.to_ical())


def _of_case(case: Case, duty: Duty) -> _Day | None:
    if not duty.on:
        return None
    about, note = f"{case.registry_number} {case.title}", "（暂定）" if case.provisional else ""
    return _Day(f"case-{case.pk}", duty.on, label_of(duty.act) or "办理", about, case.agency.name, note)


def _of_message(message: Message) -> _Day | None:
    if not message.owed_on:
        return None
    about = f"{message.registry_number} {message.get_kind_display()}"
    return _Day(f"message-{message.pk}", message.owed_on, message.owed, about, message.agency.name)


def _event(one: _Day, host: str, made: date) -> Event:
    late = one.on < made
    shown = max(one.on, made)
    event = Event()
    event.add("uid", f"{one.uid}@{host}")
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=UTC))
    event.add("dtstart", shown)
    event.add("dtend", shown + ONE_DAY)
    event.add("summary", f"{'逾期，' if late else ''}{one.act}：{one.about}")
    event.add(
        "description",
        f"{one.agency}，{one.on}（含当日）前{one.act}{one.note}{'，已经逾期' if late else ''}。",
    )
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm("已经逾期", _NINE) if late else _alarm("明天到期", _NINE - ONE_DAY))
    return event


def _alarm(said: str, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", trigger)
    return alarm
