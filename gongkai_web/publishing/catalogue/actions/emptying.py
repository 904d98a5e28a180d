"""待落实: what becomes of the items of a standard catalogue whose column is empty since?

What was withdrawn, ended or moved implements nothing any more: from that day on the item does not count, and
whoever keeps the catalogue is told, until it is entered anew where it is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.catalogue.actions.lines import told
from gongkai_web.publishing.catalogue.content import content
from gongkai_web.publishing.catalogue.models import Column, StandardItem
from gongkai_web.publishing.catalogue.queries import codes_within

_A_LINE = 100  # rows that one line of the audit trail tells


def filled_columns(agency: Agency, day: date) -> set[int]:
    """The open columns in which, or below which, something is public."""
    held, within = content().counts(agency, day), codes_within(agency)
    parents = dict(Column.objects.filter(agency=agency, closed_on=None).values_list("pk", "parent"))
    found = set[int]()
    for pk in parents:
        at: int | None = pk if any(held.get(code) for code in within.get(pk, ())) else None
        while at is not None and at not in found:
            found.add(at)
            at = parents.get(at)
    return found


@transaction.atomic
def empty_standard(*, agency: Agency, day: date, by: Person | None = None) -> list[StandardItem]:
    """Notes which items stand in a column that is empty; `by` None: the clock. Who ended what, may have."""
    placed = StandardItem.objects.filter(agency=agency, ended_on=None, emptied_on=None, where="")
    placed = placed.exclude(column=None)
    if not placed.exists():
        return []
    filled = filled_columns(agency, day)
    standing = placed.select_for_update(of=("self",)).select_related("agency", "column").order_by("pk")
    found = [one for one in standing if one.column and _there(one.column) not in filled]
    for one in found:
        one.emptied_on = day
        one.save(update_fields=["emptied_on"])
    for some in _batches(found):
        told(some[0], by=by, act="empty_standard", day=day, rows=dict.fromkeys(some, ("emptied_on",)))
    return found


def empty_standards(day: date) -> int:
    """The same at every agency that has such a catalogue; how many items."""
    agencies = StandardItem.objects.filter(ended_on=None, emptied_on=None).exclude(column=None)
    kept = Agency.objects.filter(pk__in=agencies.values("agency")).order_by("pk")
    return sum(len(empty_standard(agency=agency, day=day)) for agency in kept)


def _there(column: Column) -> int:
    return column.merged_into_id or column.pk


def _batches(items: Iterable[StandardItem]) -> Iterator[list[StandardItem]]:
    left = iter(items)
    while some := list(islice(left, _A_LINE)):
        yield some
