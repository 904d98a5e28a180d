"""Which report does an agency owe for a year, and by which days is it submitted and published?

机关年报 and 本级政府年报 are two kinds with their own days (第四十九条); `law/reports.yaml` says which kind
of agency makes which.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.deadlines import terms
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind, agency_kinds
from gongkai.workdays import calendar


@dataclass(frozen=True, slots=True)
class ReportKind(Kind):
    """A kind of report. `agencies`: whose; `submit`, `publish`: the terms ("" where it is not submitted)."""

    agencies: tuple[str, ...]
    submit: str
    publish: str


@dataclass(frozen=True, slots=True)
class Owed:
    """The report that is owed for a year. `submit_by` is None where it is submitted to nobody."""

    kind: ReportKind
    publish_by: date
    submit_by: date | None


@functools.lru_cache
def report_kinds(book: Lawbook | None = None) -> DatedList[ReportKind]:
    """The kinds of report. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed("reports.yaml", "年报种类", functools.partial(_kind, book))


def owed(agency_kind: str, year: int) -> Owed | None:
    """What an agency of that kind owes for the year; None for a year whose law is not on file."""
    day = date(year, 12, 31)
    kinds = report_kinds().on(day).values()
    kind = next((one for one in kinds if agency_kind in one.agencies), None)
    if kind is None:
        return None
    return Owed(kind, _last_day(kind.publish, day), _last_day(kind.submit, day) if kind.submit else None)


def kinds_owing(year: int) -> frozenset[str]:
    """The kinds of agency that owe a report for the year."""
    return _agencies(report_kinds().on(date(year, 12, 31)).values())


def agencies_of(report: str, year: int) -> tuple[str, ...]:
    """The kinds of agency whose report of the year is of that kind."""
    kind = report_kinds().on(date(year, 12, 31)).get(report)
    return kind.agencies if kind else ()


def kinds_to_submit(year: int) -> frozenset[str]:
    """The kinds of agency whose report of the year is submitted to a department in charge."""
    return _agencies(one for one in report_kinds().on(date(year, 12, 31)).values() if one.submit)


def kinds_due(year: int, day: date) -> frozenset[str]:
    """The kinds of agency whose report of the year may still be published in time on that day."""
    kinds = report_kinds().on(date(year, 12, 31)).values()
    return _agencies(one for one in kinds if day <= _last_day(one.publish, date(year, 12, 31)))


def _agencies(found: Iterable[ReportKind]) -> frozenset[str]:
    return frozenset(agency for one in found for agency in one.agencies)


def _last_day(term: str, year_end: date) -> date:
    return terms()[term].end(calendar(), year_end)


def _kind(book: Lawbook, code: str, node: Node) -> ReportKind:
    known = agency_kinds(book)
    agencies = node.texts("agencies")
    if unknown := [one for one in agencies if one not in known]:
        raise node.refuse("agencies", f"「{unknown[0]}」不是公开主体的类型；见 agencies.yaml。")
    publish, submit = (_term(book, node, key) for key in ("publish", "submit"))
    if not publish:
        raise node.refuse("publish", "缺少公布的期限；请写上期限的名称。")
    return ReportKind(code, node.text("label"), book.source(node), agencies, submit, publish)


def _term(book: Lawbook, node: Node, key: str) -> str:
    named = node.text(key, default="")
    if named and named not in terms(book):
        raise node.refuse(key, f"没有名为「{named}」的期限；见 deadlines/。")
    return named
