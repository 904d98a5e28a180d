"""栏目空了: what becomes of what is said to be public in a column in which nothing stands since?

What was withdrawn, ended or moved implements no item of a standard catalogue and covers no public enterprise:
from that day on it does not count, and whoever keeps the catalogue is told, until it is entered anew where it
is public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused
from gongkai_web.publishing.catalogue.actions.lines import told
from gongkai_web.publishing.catalogue.content import content
from gongkai_web.publishing.catalogue.models import Column, PublicEnterprise, StandardItem
from gongkai_web.publishing.catalogue.queries import codes_within

Placed = StandardItem | PublicEnterprise
# What says in which column it is public, and as which act its lines tell that the column is empty.
_PLACED: tuple[tuple[type[Placed], str], ...] = (
    (StandardItem, "empty_standard"),
    (PublicEnterprise, "empty_enterprise"),
)
_A_LINE = 100  # rows that one line of the audit trail tells


def require_something(column: Column | None, agency: Agency, day: date, doing: str) -> None:
    """Raises Refused for a column in which, and below which, nothing is public. `doing`: 登记落实."""
    if column is not None and column.pk not in filled_columns(agency, day):
        raise Refused(f"栏目「{column.name}」里还没有公开的信息，不能{doing}；请先公开，公开在别处的写网址。")


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
def note_emptied(*, agency: Agency, day: date, by: Person | None = None) -> list[Placed]:
    """Notes what stands in a column that is empty; `by` None: the clock. Who ended what, may have."""
    standing = _standing(agency)
    if not any(rows.exists() for rows, _ in standing):
        return []
    filled = filled_columns(agency, day)
    return [one for rows, act in standing for one in _emptied(rows, act, filled, by, day)]


def note_all_emptied(day: date) -> int:
    """The same at every agency where something stands in a column; how much was noted."""
    kept = {agency for model, _ in _PLACED for agency in _of(model).values_list("agency", flat=True)}
    agencies = Agency.objects.filter(pk__in=kept).order_by("pk")
    return sum(len(note_emptied(agency=agency, day=day)) for agency in agencies)


def _of(model: type[Placed]) -> QuerySet[Placed]:
    in_column = Q(ended_on=None, emptied_on=None, where="") & ~Q(column=None)
    return model._default_manager.filter(in_column)


def _standing(agency: Agency) -> list[tuple[QuerySet[Placed], str]]:
    return [(_of(model).filter(agency=agency), act) for model, act in _PLACED]


def _emptied(
    rows: QuerySet[Placed], act: str, filled: set[int], by: Person | None, day: date
) -> list[Placed]:
    standing = (
        rows.select_for_update(of=("self",), no_key=True).select_related("agency", "column").order_by("pk")
    )
    found = [one for one in standing if one.column and _there(one.column) not in filled]
    for one in found:
        one.emptied_on = day
        one.save(update_fields=["emptied_on"])
    for some in _batches(found):
        told(some[0], by=by, act=act, day=day, rows=dict.fromkeys(some, ("emptied_on",)))
    return found


def _there(column: Column) -> int:
    return column.merged_into_id or column.pk


def _batches(rows: Iterable[Placed]) -> Iterator[list[Placed]]:
    left = iter(rows)
    while some := list(islice(left, _A_LINE)):
        yield some
