"""Which reports are filed, which may this person see, and which records stand behind a frozen cell?"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import scope
from gongkai_web.annual.models import Check, CheckReturn, Drift, Filing, FormerReport, Handover, Release
from gongkai_web.approval import standing
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.cases.models import Appeal, Case
from gongkai_web.figures.written import Blank, Frame, of_rows
from gongkai_web.prepared import Prepared, PreparedRecords, slots

_OFFICE = ("办公室", "办公厅", "办")
_LISTED = (
    *("year", "version", "title", "digest", "release__released_on"),
    *("agency__name", "agency__slug", "agency__kind"),
)
WORDS = Words(
    "这份年报",
    act="公布年报",
    made="定稿",
    decide="公布",
    parts="年报或者各格所计的记录",
    since="定稿",
    submit="定稿",
    changed="另有定稿",
    look="刷新页面，看过现在的定稿",
)


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Filing]:
    """The filings that the person may see: released ones are public, the others within their scope."""
    return Filing.objects.filter(Q(release__released_on__lte=day) | Q(agency__in=scope(person, day)))


def released(day: date) -> Q:
    """The filings that are the latest released on that day of their agency and year."""
    later = Filing.objects.filter(
        agency=OuterRef("agency"),
        year=OuterRef("year"),
        version__gt=OuterRef("version"),
        release__released_on__lte=day,
    )
    return Q(release__released_on__lte=day) & Q(~Exists(later))


def published(day: date) -> QuerySet[Filing]:
    """The latest released filing of each agency and year, newest year first."""
    found = Filing.objects.filter(released(day)).select_related("agency", "release")
    return found.order_by("-year", "agency_id")


def released_years(agency: Agency, day: date) -> frozenset[int]:
    """The years of the agency whose report was published by that day."""
    found = Filing.objects.filter(agency=agency, release__released_on__lte=day)
    return frozenset(found.values_list("year", flat=True).distinct())


def listed(day: date) -> QuerySet[Filing]:
    """`published` for a list: nothing of what the reports hold is read, however many there are."""
    return published(day).only(*_LISTED)


def versions(filing: Filing) -> list[int]:
    """The keys of all filings of its agency and year."""
    found = Filing.objects.filter(agency=filing.agency_id, year=filing.year)
    return list(found.order_by("pk").values_list("pk", flat=True))


def brought(agency: Agency, year: int) -> list[int]:
    """The keys of the reports of that year that were made elsewhere."""
    found = FormerReport.objects.filter(agency=agency, year=year)
    return list(found.order_by("pk").values_list("pk", flat=True))


def latest_filing(agency: Agency, year: int) -> Filing | None:
    """The last filing of that year, released or not."""
    return Filing.objects.filter(agency=agency, year=year).order_by("-version").first()


def latest_version(agency: Agency, year: int) -> int:
    """The number of the last filing of that year; 0 where there is none."""
    return Filing.objects.filter(agency=agency, year=year).aggregate(Max("version"))["version__max"] or 0


def version_of(agency: Agency, year: int, version: int) -> Filing | None:
    """That very filing."""
    return Filing.objects.filter(agency=agency, year=year, version=version).first()


def latest_check(agency: Agency, year: int) -> Check | None:
    """The last check of that year."""
    return Check.objects.filter(agency=agency, year=year).order_by("pk").last()


def is_frozen_check(filing: Filing, check: Check) -> bool:
    """Whether the filing is what was checked, with the same answers."""
    return (filing.digest, filing.warnings) == (check.digest, check.warnings)


def answers_of(one: Check | Filing) -> dict[str, str]:
    """What the office said to each open point, by the message of the point."""
    return {warning["message"]: warning["answer"] for warning in one.warnings}


def given_back(check: Check) -> CheckReturn | None:
    """That the head gave it back, where it was."""
    return CheckReturn.objects.filter(check_of=check).first()


def open_drift(filing: Filing) -> Drift | None:
    """What the records say otherwise, where nobody has decided about it yet."""
    last = Drift.objects.filter(filing=filing).select_related("note").last()
    return last if last is not None and last.digest and not hasattr(last, "note") else None


def is_released(filing: Filing) -> bool:
    """Whether it was published, on whichever day."""
    return Release.objects.filter(filing=filing).exists()


def done_before(filing: Filing) -> tuple[bool, bool]:
    """Whether an earlier version of the report was submitted, and whether one was published."""
    earlier = Filing.objects.filter(agency=filing.agency, year=filing.year, version__lt=filing.version)
    submitted, published = (
        Handover.objects.filter(filing__in=earlier),
        Release.objects.filter(filing__in=earlier),
    )
    return submitted.exists(), published.exists()


def latest_filings(agency: Agency, *years: int) -> dict[int, Filing]:
    """The last filing of each of these years that has one; the records behind it are not read."""
    return {filing.year: filing for filing in _filed().told((agency.pk, list(years)))}


@functools.cache
def _filed() -> PreparedRecords[Filing]:
    """Of an agency and some years, in their order."""
    agency, years = slots(2)
    known = Filing.objects.filter(agency=agency, year__in=years).order_by("year", "version")
    return PreparedRecords.of(known, "records")


def digest(document: Mapping[str, Any], behind: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a frozen report and of the records behind its cells."""
    return standing.digest([document, behind])


def matter(filing: Filing, office: Agency | None = None) -> Matter:
    """What is to be decided about it: the head, who froze it, answers for its publication (第四十九条).

    `office`: whose head, where it is not that of the agency itself.
    """
    return Matter(
        words=WORDS,
        agency=office or filing.agency,
        step=0,
        roles=TABLE[What.SETTLE_REPORT].roles,
        author_id=None,
        content=filing.digest,
        author=Author.MAY,
    )


def government_name(office: Agency) -> str:
    """The name of the government whose office it is; of any other agency its own."""
    name = office.name
    return next((name.removesuffix(one) for one in _OFFICE if name.endswith(f"政府{one}")), name)


def years_of(agency: Agency, today: date) -> list[int]:
    """The years with anything to report, latest first: from the first filing, case or appeal on.

    None is left out between: a year in which cases were only carried over has its report too (第四十九条).
    """
    return years_by_agency([agency], today)[agency.pk]


def with_last_year(agency: Agency, years: Sequence[int], today: date) -> list[int]:
    """The years with last year, which has its report even where nothing happened (第四十九条)."""
    last = today.year - 1
    owes = agency.open_on(date(last, 12, 31)) and last not in years
    return sorted([*years, last], reverse=True) if owes else list(years)


def has_report(agency: Agency, year: int, today: date) -> bool:
    """Whether a report of the year can be looked at: this year's so far, last year's, any with records."""
    if year == today.year:
        return True
    return year in with_last_year(agency, years_of(agency, today), today)


def years_by_agency(agencies: Sequence[Agency], today: date) -> dict[int, list[int]]:
    """The same for several agencies, by their keys; one query."""
    asked = _prepared(tuple(agency.pk for agency in agencies))
    return {pk: _between(known, today) for pk, *known in asked.rows()}


@functools.lru_cache(maxsize=64)
def _prepared(agencies: tuple[int, ...]) -> Prepared:
    return prepare_ends().asking(of_rows(Agency, Q(pk__in=agencies)))


@functools.cache
def prepare_ends() -> Frame:
    """The ends of some agencies as SQL: written once, whichever they are."""
    rows = Agency.objects.filter(Blank()).order_by()
    ends = {f"end_{number}": end for number, end in enumerate(_ends())}
    return Frame(Prepared.of(rows.annotate(**ends).values_list("pk", *ends)))


def _between(ends: Iterable[int | date | None], today: date) -> list[int]:
    years = {end if isinstance(end, int) else end.year for end in ends if end}
    return list(range(max(*years, today.year - 1), min(years) - 1, -1)) if years else []


def _ends() -> Iterator[Subquery]:
    """The first and the last day or year of each kind: the ends of indexes, nothing is counted through."""
    filings, cases = Filing.objects.filter(agency=OuterRef("pk")), Case.objects.filter(agency=OuterRef("pk"))
    appeals = Appeal.objects.filter(case__agency=OuterRef("pk"))
    for rows, column in (
        (filings, "year"),
        (cases, "received_on"),
        (cases, "concluded_on"),
        (appeals, "filed_on"),
        (appeals, "concluded_on"),
    ):
        known = rows.exclude(**{column: None}).values(column)
        yield from (Subquery(known.order_by(order)[:1]) for order in (column, f"-{column}"))
