"""How is an issue of the gazette found? By its numbers and by the titles that stand in it.

What its articles say is found by themselves. A title that nobody may read any more has left the issue, too:
the entry of the issue is written anew with each act on what stands in it (`made_of`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from gongkai_web.publishing.gazette import queries
from gongkai_web.publishing.gazette.models import Entry, Issue, State
from gongkai_web.publishing.items import queries as items
from gongkai_web.search.subjects import Shown, Subject, Written

CODE, GROUP = "gazette", "gazette"
_ITEMS = "items"


def title_of(issue: Issue) -> str:
    """As people call it."""
    return f"{issue.agency.name_on(issue.issued_on)}公报{issue}"


def _keys() -> Iterator[int]:
    return queries.public().order_by("pk").values_list("pk", flat=True).iterator()


def _written(keys: Collection[int]) -> Iterator[Written]:
    found = list(queries.public().filter(pk__in=keys))
    standing = Entry.objects.filter(issue__in=found, item__in=items.in_lists(items.live()))
    rows: dict[int, list[str]] = {issue.pk: ["政府公报"] for issue in found}
    # Of what is shown for a time only, nothing stays behind in the words of the issue.
    for entry in standing.filter(item__shown_until=None).select_related("item").order_by("position"):
        rows[entry.issue_id] += [entry.section, entry.item.title, entry.item.document_number]
    for issue in found:
        yield Written(
            key=issue.pk,
            group=GROUP,
            title=title_of(issue),
            agency=issue.agency_id,
            agency_name=issue.agency.name_on(issue.issued_on),
            day=issue.issued_on,
            body="\n".join(row for row in rows[issue.pk] if row),
        )


def _shown(keys: Collection[int], _: date) -> dict[int, Shown]:
    return {pk: Shown(reverse("gazette:issue", args=[pk])) for pk in _public_of(keys)}


def _public_of(keys: Collection[int]) -> list[int]:
    return list(queries.public().filter(pk__in=keys).values_list("pk", flat=True))


def _made_of(code: str, keys: Collection[int]) -> list[int]:
    """The issues in which these items stand."""
    if code != _ITEMS:
        return []
    found = Entry.objects.filter(item__in=keys, issue__state=State.OUT)
    return list(found.order_by("issue").values_list("issue", flat=True).distinct())


ISSUES = Subject(CODE, {GROUP: "公报"}, _written, _keys, _shown, _made_of)
