"""How does a notice of days off come in? Whoever recomputes the cases calls this first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai import workdays
from gongkai.errors import GongkaiError
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.holidays.models import HolidayNotice
from gongkai_web.holidays.queries import local_days_off, local_source, on_file, source

Span = tuple[str, date, date]


def checked(
    year: int,
    number: str,
    spans: Sequence[Span],
    work: Sequence[date],
    *,
    day: date,
    agency: Agency | None = None,
) -> workdays.YearNotice:
    """The notice as law. Refused with a sentence where it cannot be one of that year, or no more.

    What the software brings for the running year or a later one can be amended (2019 and 2020 were).
    `agency`: the days are those of its region only.
    """
    if not number.strip():
        raise Refused("请填写放假通知的文号，例如 国办发明电〔2026〕×号；每个日子都要写明出处。")
    if not spans and not (agency and work):
        raise Refused("没有填写任何放假日期；请按通知逐条填写。")
    if agency is not None:
        return _local(agency, year, number, spans, work, day=day)
    amends = on_file(year)
    if amends and year < day.year:
        raise Refused(
            f"{year} 年的放假通知已随软件提供，这一年已经过去，不能再调整；有误请联系维护人员更正。"
        )
    try:
        return workdays.notice(year, spans, work, source(year, number, day), amends=amends)
    except GongkaiError as error:
        raise Refused(str(error)) from error


def _local(
    agency: Agency, year: int, number: str, spans: Sequence[Span], work: Sequence[date], *, day: date
) -> workdays.YearNotice:
    """The days of a region. A later notice changes those that it names, and can take a day off back."""
    before = local_days_off(agency, year)
    try:
        return workdays.notice(year, spans, work, local_source(year, number, day), restored=before)
    except GongkaiError as error:
        raise Refused(str(error)) from error


@transaction.atomic
def enter_notice(
    *,
    by: Person,
    day: date,
    year: int,
    number: str,
    spans: Sequence[Span],
    work: Sequence[date],
    agency: Agency | None = None,
) -> HolidayNotice:
    """Enters the notice of a year; an earlier one of the whole country and that year no longer holds.

    `agency`: of its region only, for it and all below it, beside that of the whole country; an earlier one
    of the region holds for all days that this one does not name.
    """
    require(by, None, What.ENTER_NOTICE, day)
    found = checked(year, number, spans, work, day=day, agency=agency)
    notice = HolidayNotice(
        year=year,
        number=number.strip(),
        spans=[[name, first.isoformat(), last.isoformat()] for name, first, last in spans],
        work=[one.isoformat() for one in work],
        amends=found.amends,
        agency=agency,
        person_id=by.pk,
        person_name=by.display_name,
    )
    notice.save()
    record(
        actor=by,
        agency=agency,
        act="holidays.enter_notice",
        subject=f"holidays.HolidayNotice:{notice.pk}",
        detail={
            "year": year,
            "number": notice.number,
            "spans": notice.spans,
            "work": notice.work,
            "amends": notice.amends,
        },
    )
    return notice
