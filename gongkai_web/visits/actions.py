"""How do sums get into the database? All of a process in one transaction, each added to what is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.items.models import Item
from gongkai_web.visits.kinds import Kind, Reader, Seen
from gongkai_web.visits.models import DailyCount


@dataclass(frozen=True, slots=True)
class Sum:
    """What is added up."""

    day: date
    reader: Reader
    seen: Seen


@transaction.atomic
def add_visits(sums: Mapping[Sum, int]) -> None:
    """Adds these numbers. Processes that write at once add in the same order and do not wait in a ring."""
    agencies = _agencies({one.seen for one in sums})
    for one in sorted(sums, key=lambda one: (one.day, one.seen.kind, one.reader, one.seen.subject)):
        row, _ = DailyCount.objects.get_or_create(
            day=one.day,
            kind=one.seen.kind,
            reader=one.reader,
            subject=one.seen.subject,
            defaults={"agency_id": agencies.get(one.seen)},
        )
        DailyCount.objects.filter(pk=row.pk).update(number=F("number") + sums[one])


def _agencies(every: Collection[Seen]) -> dict[Seen, int | None]:
    """Whose they are; nobody's where the page is that of the whole site."""
    slugs, items, issues = (
        {one: key for one in every if (key := asked(one))} for asked in (_slug_of, _item_of, _issue_of)
    )
    by_slug = dict(Agency.objects.filter(slug__in=slugs.values()).values_list("slug", "pk"))
    by_item = dict(Item.objects.filter(pk__in=items.values()).values_list("pk", "agency_id"))
    by_issue = dict(Issue.objects.filter(pk__in=issues.values()).values_list("pk", "agency_id"))
    return {
        **{one: by_slug.get(slug) for one, slug in slugs.items()},
        **{one: by_item.get(int(key)) for one, key in items.items()},
        **{one: by_issue.get(int(key)) for one, key in issues.items()},
    }


def _slug_of(one: Seen) -> str:
    if one.kind == Kind.DOWNLOAD:
        return one.subject.split("/")[1] if one.subject.startswith(("report/", "data/")) else ""
    return one.subject.partition("/")[0] if one.kind in {Kind.REPORT, Kind.PAGE} else ""


def _item_of(one: Seen) -> str:
    if one.kind == Kind.DOWNLOAD:
        return one.subject.removeprefix("item/") if one.subject.startswith("item/") else ""
    return one.subject if one.kind == Kind.ITEM else ""


def _issue_of(one: Seen) -> str:
    if one.kind == Kind.DOWNLOAD:
        return one.subject.removeprefix("gazette/") if one.subject.startswith("gazette/") else ""
    return one.subject if one.kind == Kind.GAZETTE else ""
