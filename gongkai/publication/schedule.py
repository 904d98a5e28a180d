"""公开日程: what must an agency publish this year, by which article and day, and was it early or late?"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.deadlines import terms
from gongkai.lawbook import Dated, Lawbook, Source, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import agency_kinds
from gongkai.publication.columns import statutory_columns
from gongkai.publication.terms import publication_due, publication_terms
from gongkai.workdays import Calendar, calendar

_ONE_OF = ("day", "deadline", "term")
_DECEMBER_31 = (12, 31)


class Punctuality(StrEnum):
    """How an entry stands to its day."""

    UNDATED = "undated"
    WAITING = "waiting"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"


PUNCTUALITY_LABELS = {
    Punctuality.UNDATED: "待登记起算日",
    Punctuality.WAITING: "未到期",
    Punctuality.EARLY: "提前公开",
    Punctuality.ON_TIME: "按期公开",
    Punctuality.LATE: "逾期公开",
    Punctuality.OVERDUE: "逾期未公开",
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """A day of every year, a yearly term of `deadlines/`, a term of publication that runs from an event."""

    day: str
    deadline: str
    term: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What is published once a year. `column`: where it stands."""

    key: str
    label: str
    column: str
    dated: Dated[_Rule]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the schedule. `starts`: what must be entered first where the term runs from an event;
    `deadline`: of a report about the year before, the term by which it comes out.
    """

    key: str
    label: str
    column: str
    source: Source
    starts: str
    started: date | None
    last: date | None
    published_on: date | None
    punctuality: Punctuality
    deadline: str = ""

    @property
    def days_left(self) -> int | None:
        """Days from the publication to the last day; negative where it was late, None while unknown."""
        return (self.last - self.published_on).days if self.last and self.published_on else None


@functools.lru_cache
def scheduled(book: Lawbook | None = None) -> dict[str, Scheduled]:
    """All that is published once a year, by key. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {}
    for key, node in book.node("publication/schedule.yaml").entries():
        label = node.text("label")
        column = node.text("column", allowed=list(statutory_columns(book)))
        dated = book.dated(node, label, functools.partial(_rule, book), changes=True)
        found[key] = Scheduled(key, label, column, dated)
        node.done()
    return found


def schedule_of(
    kind: str,
    year: int,
    today: date,
    *,
    started: Mapping[str, date] | None = None,
    published: Mapping[str, date] | None = None,
    reports: Mapping[str, date | None] | None = None,
    book: Lawbook | None = None,
) -> list[Entry]:
    """The schedule of an agency of that kind for a year, by the day on which each is due.

    `started`: the day of the event from which a term runs; `published`: the day of publication, by key;
    `reports`: that of a report, by its term, where nothing else is noted.
    """
    started, published, reports = started or {}, published or {}, reports or {}
    at, found = date(year, *_DECEMBER_31), []
    for key, one in scheduled(book).items():
        if not one.dated.holds(at):
            continue
        value = one.dated.on(at)
        if value.value.agencies and kind not in value.value.agencies:
            continue
        last = _last(value.value, year, started.get(key), calendar(book), book)
        told = published.get(key) or reports.get(value.value.deadline)
        starts = publication_terms(book)[value.value.term].starts if value.value.term else ""
        how = _punctuality(last, told, today)
        given = (key, one.label, one.column, value.source, starts, started.get(key), last, told, how)
        found.append(Entry(*given, value.value.deadline))
    return sorted(found, key=lambda entry: (entry.last is None, entry.last or at))


def _last(rule: _Rule, year: int, start: date | None, days: Calendar, book: Lawbook | None) -> date | None:
    if rule.day:
        return date.fromisoformat(f"{year}-{rule.day}")
    if rule.deadline:  # counted from the year that the report is about
        return terms(book)[rule.deadline].end(days, date(year - 1, *_DECEMBER_31))
    return publication_due(start, rule.term, book=book).last if start else None


def _punctuality(last: date | None, published_on: date | None, today: date) -> Punctuality:
    if last is None:
        return Punctuality.UNDATED
    if published_on is None:
        return Punctuality.OVERDUE if today > last else Punctuality.WAITING
    if published_on == last:
        return Punctuality.ON_TIME
    return Punctuality.EARLY if published_on < last else Punctuality.LATE


def _rule(book: Lawbook, node: Node) -> _Rule:
    said = [key for key in _ONE_OF if key in node]
    if len(said) != 1:
        raise node.refuse(_ONE_OF[0], f"{'、'.join(_ONE_OF)} 应当写、也只能写其中一个。")
    agencies, known = node.texts("agencies", default=()), agency_kinds(book)
    if unknown := [one for one in agencies if one not in known]:
        raise node.refuse("agencies", f"不认识「{unknown[0]}」；可用：{'、'.join(known)}。")
    yearly = [key for key, term in terms(book).items() if term.dated.values[-1].value.day]
    return _Rule(
        node.day_of_year("day") if "day" in node else "",
        node.text("deadline", allowed=yearly) if "deadline" in node else "",
        node.text("term", allowed=list(publication_terms(book))) if "term" in node else "",
        agencies,
    )
