"""Is a term that the office itself sets a reasonable one (第三十条、第三十三条第三款、第三十五条)?

The law says only 合理期限. The least and the most that need no explanation are data (`law/deadlines/`);
beyond them the reason and the consent of the head of the disclosure office are kept with the event.
"""

from __future__ import annotations

from datetime import date

from gongkai.deadlines import terms
from gongkai.procedure.course.known import Course
from gongkai.procedure.facts import Fact
from gongkai.workdays import ONE_DAY, calendar, days


def check_set(course: Course, fact: Fact, key: str, since: date, until: date | None) -> None:
    """Marks a last day nearer than the least or farther than the most, unless the head agreed to it."""
    if until is not None:
        length = workdays_between(since, until)
        _check(course, fact, key, since, length=length, told=f"到 {until}，自 {since} 起")


def check_length(course: Course, fact: Fact, key: str, length: int) -> None:
    """The same of a term set in working days, which run from the service."""
    _check(course, fact, key, fact.day, length=length, told="自收到之日起")


def _check(course: Course, fact: Fact, key: str, since: date, *, length: int, told: str) -> None:
    term = terms()[key]
    if not term.dated.holds(since):
        return
    allowed = term.dated.on(since).value
    if allowed.least and length < allowed.least:
        only, said = "只有", f"短于 {allowed.least} 个工作日"
    elif allowed.most and length > allowed.most:
        only, said = "有", f"长于 {allowed.most} 个工作日"
    else:
        return
    sentence = f"「{fact.label}」所定的期限{told}{only} {length} 个工作日，{said}"
    if _agreed(fact):
        course.note("term-agreed", f"{sentence}；公开机构负责人已同意，理由：{fact.data['term_reason']}。")
    else:
        course.flag("term-unusual", f"{sentence}；须写明理由并经公开工作机构负责人同意。")


def workdays_between(since: date, until: date) -> int:
    """Working days after `since` up to `until`."""
    known = calendar()
    return sum(known.day(day).working for day in days(since, until)) if until >= since + ONE_DAY else 0


def _agreed(fact: Fact) -> bool:
    return bool(fact.data.get("approved_by") and str(fact.data.get("term_reason") or "").strip())
