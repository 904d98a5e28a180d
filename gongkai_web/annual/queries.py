"""Which reports are filed, which may this person see, and which records stand behind a frozen cell?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, QuerySet, Subquery

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import scope
from gongkai_web.annual.models import Filing
from gongkai_web.approval import standing
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.cases.models import Appeal, Case

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


def published(day: date) -> QuerySet[Filing]:
    """The latest released filing of each agency and year, newest year first."""
    released = Filing.objects.filter(release__released_on__lte=day)
    latest = released.filter(agency=OuterRef("agency"), year=OuterRef("year")).order_by("-version")
    return (
        released.filter(pk=Subquery(latest.values("pk")[:1]))
        .select_related("agency", "release")
        .order_by("-year", "agency_id")
    )


def latest_filing(agency: Agency, year: int) -> Filing | None:
    """The last filing of that year, released or not."""
    return Filing.objects.filter(agency=agency, year=year).order_by("-version").first()


def digest(document: Mapping[str, Any], behind: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a frozen report and of the records behind its cells."""
    return standing.digest([document, behind])


def matter(filing: Filing) -> Matter:
    """What is to be decided about it: the head, who froze it, answers for its publication (第四十九条)."""
    return Matter(
        words=WORDS,
        agency=filing.agency,
        step=0,
        roles=frozenset({Role.HEAD}),
        author_id=None,
        content=filing.digest,
        author=Author.MAY,
    )


def years_of(agency: Agency, today: date) -> list[int]:
    """The years with anything to report, latest first: from the first filing, case or appeal on.

    None is left out between: a year in which cases were only carried over has its report too (第四十九条).
    """
    years = set(Filing.objects.filter(agency=agency).values_list("year", flat=True))
    cases, appeals = Case.objects.filter(agency=agency), Appeal.objects.filter(case__agency=agency)
    for found, column in (
        (cases, "received_on"),
        (cases, "concluded_on"),
        (appeals, "filed_on"),
        (appeals, "concluded_on"),
    ):
        years |= {day.year for day in found.exclude(**{column: None}).dates(column, "year")}
    return list(range(max(*years, today.year - 1), min(years) - 1, -1)) if years else []
