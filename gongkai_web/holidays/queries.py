"""Which notices hold, and does this process reckon with them?"""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from gongkai import workdays
from gongkai.lawbook import Instrument, Source, lawbook
from gongkai_web.agencies.models import Agency
from gongkai_web.holidays.models import HolidayNotice
from gongkai_web.prepared import PreparedRecords


def notices() -> list[HolidayNotice]:
    """The notices of the whole country that hold: the latest of each year."""
    found = HolidayNotice.objects.filter(agency=None).order_by("pk")
    return list({notice.year: notice for notice in found}.values())


def local_notices() -> list[HolidayNotice]:
    """Those of regions: all of them hold, each for the days that no later one of its region names."""
    found = HolidayNotice.objects.exclude(agency=None).select_related("agency")
    return list(found.order_by("year", "agency", "pk"))


def local_days_off(agency: Agency, year: int) -> set[date]:
    """The days that regions have given the agency off in that year so far, beside those of the country."""
    over: list[int] = []
    above: Agency | None = agency
    while above is not None and above.pk not in over:
        over.append(above.pk)
        above = above.parent
    off: set[date] = set()
    for entered in HolidayNotice.objects.filter(agency__in=over, year=year).order_by("pk"):
        known = as_law(entered)
        off = (off | set(known.off)) - known.work
    return off


def reckoned(agency: int) -> AbstractContextManager[None]:
    """Reckons as that agency does, by its primary key: with the days of its region, if it has any."""
    return workdays.locally(_regions[0].days_of(agency))


def calendar_of(agency: int) -> workdays.Calendar:
    """The calendar of that agency, by its primary key: that of the country, and the days of its region."""
    with reckoned(agency):
        return workdays.calendar()


def ahead_of(day: date, count: int) -> tuple[date, dict[date, list[int]]]:
    """The day that many working days later; where regions reckon another, that day with its agencies."""
    usual = workdays.calendar().add(day, count)
    others: dict[date, list[int]] = {}
    for agency in _regions[0].agencies():
        theirs = calendar_of(agency).add(day, count)
        if theirs != usual:
            others.setdefault(theirs, []).append(agency)
    return usual, others


@dataclass(frozen=True, eq=False)
class _Regions:
    """What regions entered: by agency, in the order of entering; and what several of them come to."""

    entered: dict[int, list[workdays.YearNotice]]
    known: dict[tuple[int, ...], workdays.Local] = field(default_factory=dict)
    over: dict[int, int | None] = field(default_factory=dict)

    def days_of(self, agency: int) -> workdays.Local:
        """Those of the agency and of all above it; where they differ, those of the lower one hold."""
        if not self.entered:
            return workdays.NOWHERE
        over = self._tree(agency)
        chain: list[int] = []
        above: int | None = agency
        while above is not None and above not in chain:
            chain.append(above)
            above = over.get(above)
        key = tuple(pk for pk in reversed(chain) if pk in self.entered)
        if key and key not in self.known:
            notices = (notice for pk in key for notice in self.entered[pk])
            self.known[key] = workdays.Local(tuple(notices))
        return self.known[key] if key else workdays.NOWHERE

    def agencies(self) -> list[int]:
        """Those that have a region with days of its own above them, or are one."""
        if not self.entered:
            return []
        self._read_tree()
        return [agency for agency in self.over if self.days_of(agency) is not workdays.NOWHERE]

    def _tree(self, agency: int) -> dict[int, int | None]:
        """Who is above whom: set when an agency is founded and never changed, so read once."""
        if agency not in self.over:
            self._read_tree()
        return self.over

    def _read_tree(self) -> None:
        for agency, above in Agency.objects.values_list("pk", "parent_id"):
            self.over[agency] = above


# Changed by one assignment, as the notices of the whole country are.
_regions = [_Regions({})]


def as_law(notice: HolidayNotice) -> workdays.YearNotice:
    """The notice as the calendar takes it, with its number as the source of every day."""
    work = [date.fromisoformat(day) for day in notice.work]
    return workdays.notice(
        notice.year,
        [(name, date.fromisoformat(first), date.fromisoformat(last)) for name, first, last in notice.spans],
        work,
        (local_source if notice.agency_id else source)(notice.year, notice.number, _entered_on(notice)),
        amends=notice.amends,
        restored=[day for day in work if notice.agency_id],
    )


def _entered_on(notice: HolidayNotice) -> date:
    return timezone.localtime(notice.entered_at).date()


def on_file(year: int) -> bool:
    """Whether the software brings a notice of that year."""
    return year in workdays.Calendar(lawbook()).years


def changed(notice: workdays.YearNotice, agency: Agency | None = None) -> list[tuple[date, str, str]]:
    """Each day that the notice makes another than it is now: the day, what it is, what it becomes.

    `agency`: it is that of a region, and names no other days than it changes.
    """
    now = calendar_of(agency.pk) if agency else workdays.calendar()
    before = set() if agency else _named(now.notice(notice.year))
    days = sorted({*notice.off, *notice.work, *before})
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


def source(year: int, number: str, entered: date) -> Source:
    """The reference that every day of the notice carries, with the day on which it was entered here."""
    name = f"国务院办公厅关于 {year} 年部分节假日安排的通知"
    return Source(Instrument(f"holiday_notice_{year}", name, number, number, None), _whole(entered))


def local_source(year: int, number: str, entered: date) -> Source:
    """The reference that every day of a region's own carries, with the day on which it was entered here."""
    name = f"{year} 年地方放假的安排"
    return Source(Instrument(f"local_holidays_{year}", name, number, number, None), _whole(entered))


def _whole(entered: date) -> str:
    return f"全文（本站 {entered} 登记）"


def install() -> None:
    """Makes the notices that hold part of this process's calendar. One query.

    A later one of the whole country stands for its year; a later one of a region, for the days that it names.
    """
    country: dict[int, workdays.YearNotice] = {}
    regions: dict[int, list[workdays.YearNotice]] = {}
    for notice in _all().told(None):
        if notice.agency_id is None:
            country[notice.year] = as_law(notice)
        else:
            regions.setdefault(notice.agency_id, []).append(as_law(notice))
    workdays.install(list(country.values()))
    if regions != _regions[0].entered:
        _regions[0] = _Regions(regions)


@functools.cache
def _all() -> PreparedRecords[HolidayNotice]:
    """Every notice, in the order of entry: each request asks for them."""
    return PreparedRecords.of(HolidayNotice.objects.order_by("pk"))
