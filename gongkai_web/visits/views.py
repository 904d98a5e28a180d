"""访问量: how often was what read in the last thirty days, and what was read most?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.places import page_at
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.items.models import Item
from gongkai_web.visits import queries
from gongkai_web.visits.kinds import Kind, Reader

SECTION = Section("访问量", "visits:visits")
_DAYS = 30
_MOST = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One of what was read most."""

    title: str
    href: str
    number: int


@signed_in
@require_GET
def visits(request: OfficeRequest) -> HttpResponse:
    """The sums by kind and reader, and the items, issues and reports that the public read most."""
    last = today()
    first = last - timedelta(days=_DAYS - 1)
    found = queries.visible(request.user, last).filter(day__range=(first, last))
    sums = queries.totals(found)
    context = {
        "first": first,
        "last": last,
        "totals": [(kind.label, [sums[kind][reader] for reader in Reader.values]) for kind in Kind],
        "most": [
            (kind.label, rows)
            for kind, named in ((Kind.ITEM, _items), (Kind.GAZETTE, _issues), (Kind.REPORT, _reports))
            if (rows := named(queries.most_read(found, kind, _MOST)))
        ],
    }
    return SECTION.page(request, "visits/visits.html", context)


def _items(numbers: dict[str, int]) -> list[Row]:
    titles = dict(Item.objects.filter(pk__in=numbers).values_list("pk", "title"))
    return [
        Row(titles[int(key)], page_at("items.Item", key), number)
        for key, number in numbers.items()
        if int(key) in titles
    ]


def _issues(numbers: dict[str, int]) -> list[Row]:
    issues = {str(one.pk): one for one in Issue.objects.filter(pk__in=numbers)}
    return [
        Row(str(issues[key]), page_at("gazette.Issue", key), number)
        for key, number in numbers.items()
        if key in issues
    ]


def _reports(numbers: dict[str, int]) -> list[Row]:
    rows = []
    for key, number in numbers.items():
        slug, _, year = key.partition("/")
        rows.append(Row(key, page_at("annual.Filing", slug, year), number))
    return rows
