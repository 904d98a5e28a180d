"""Which notices hold, and does this process reckon with them?"""

from __future__ import annotations

from datetime import date

from gongkai import workdays
from gongkai.lawbook import Instrument, Source, lawbook
from gongkai_web.holidays.models import HolidayNotice


def notices() -> list[HolidayNotice]:
    """The notices that hold: the latest of each year."""
    return list({notice.year: notice for notice in HolidayNotice.objects.order_by("pk")}.values())


def as_law(notice: HolidayNotice) -> workdays.YearNotice:
    """The notice as the calendar takes it, with its number as the source of every day."""
    return workdays.notice(
        notice.year,
        [(name, date.fromisoformat(first), date.fromisoformat(last)) for name, first, last in notice.spans],
        [date.fromisoformat(day) for day in notice.work],
        source(notice.year, notice.number),
        amends=notice.amends,
    )


def on_file(year: int) -> bool:
    """Whether the software brings a notice of that year."""
    return year in workdays.Calendar(lawbook()).years


def changed(notice: workdays.YearNotice) -> list[tuple[date, str, str]]:
    """Each day that the notice makes another than it is now: the day, what it is, what it becomes."""
    now = workdays.calendar()
    days = sorted({*notice.off, *notice.work, *_named(now.notice(notice.year))})
    found = ((day, _said(now.day(day)), _becomes(notice, day)) for day in days)
    return [one for one in found if one[1] != one[2]]


def _named(notice: workdays.YearNotice | None) -> set[date]:
    return {*notice.off, *notice.work} if notice else set()


def _said(day: workdays.Day) -> str:
    return f"放假（{day.name}）" if day.why is workdays.Why.HOLIDAY else "上班" if day.working else "周末"


def _becomes(notice: workdays.YearNotice, day: date) -> str:
    if day in notice.off:
        return f"放假（{notice.off[day]}）"
    return "上班" if day in notice.work or day.weekday() < workdays.WEEKEND else "周末"


def left_out(notice: workdays.YearNotice) -> list[tuple[date, str]]:
    """The statutory festivals on which a notice gives nobody a day off: more likely forgotten than so."""
    statutory = workdays.Calendar(lawbook())
    days = workdays.days(date(notice.year - 1, 12, 31), date(notice.year, 12, 31))
    known = ((day, statutory.day(day)) for day in days if day not in notice.off)
    return [(day, found.name) for day, found in known if found.why is workdays.Why.HOLIDAY]


def source(year: int, number: str) -> Source:
    """The reference that every day of the notice carries."""
    name = f"国务院办公厅关于 {year} 年部分节假日安排的通知"
    return Source(Instrument(f"holiday_notice_{year}", name, number, number, None), "全文（本站登记）")


def install() -> None:
    """Makes the notices that hold part of this process's calendar. One query."""
    workdays.install([as_law(notice) for notice in notices()])
