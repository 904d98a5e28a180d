"""How are addresses put down, taken, and what came of each written down – whole, or not at all?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count

from gongkai.pages.decoding import writable
from gongkai.pages.facts import Found
from gongkai_web.oversight.inspection.addresses import Wanted
from gongkai_web.oversight.inspection.models import Finding, Place, Reference, Run, State, Visit

# Of one shape: so many with a query, so many without – calendars have no end.
MOST_OF_QUERY, MOST_OF_SHAPE, DEEPEST = 30, 5000, 30
_LONGEST, _SHORT, _AT_ONCE = 500, 300, 500


@dataclass(frozen=True, slots=True)
class Named:
    """An address that a page names."""

    wanted: Wanted
    in_list: bool


@dataclass(frozen=True, slots=True)
class Came:
    """What came of asking for an address: fields of its row, what it names, its faults, what to ask next."""

    fields: Mapping[str, Any]
    named: tuple[Named, ...] = ()
    faults: tuple[Found, ...] = ()
    further: tuple[Wanted, ...] = field(default=())


def put(*, run: Run, wanted: Iterable[Wanted]) -> dict[str, int]:
    """Puts addresses down that are not there yet, within the caps; the rows of all that are there, by key."""
    new = {one.key: one for one in wanted if one.depth <= DEEPEST}
    known = dict(Visit.objects.filter(run=run, key__in=new).values_list("key", "pk"))
    missing = [one for key, one in new.items() if key not in known]
    missing = _within(run, missing)
    Visit.objects.bulk_create(
        Visit(
            run=run,
            key=one.key,
            address=one.address,
            purpose=one.purpose,
            shape=one.shape,
            folder=one.folder,
            depth=one.depth,
            column=writable(one.column)[:40],
            facts=_writable(dict(one.facts)),
        )
        for one in missing
    )
    named = [one for one in new.values() if one.column and one.key in known]
    for one in named:
        Visit.objects.filter(run=run, key=one.key, column="").update(column=writable(one.column)[:40])
    made = Visit.objects.filter(run=run, key__in=[one.key for one in missing])
    return {**known, **dict(made.values_list("key", "pk"))}


def _within(run: Run, missing: list[Wanted]) -> list[Wanted]:
    if not missing:
        return []
    left = run.most - Visit.objects.filter(run=run).count()
    shapes = {one.shape for one in missing}
    counted = Visit.objects.filter(run=run, shape__in=shapes).values_list("shape").annotate(Count("pk"))
    times, kept = Counter(dict(counted)), []
    for one in missing:
        most = MOST_OF_QUERY if "?" in one.shape else MOST_OF_SHAPE
        if left > 0 and times[one.shape] < most:
            times[one.shape] += 1
            left -= 1
            kept.append(one)
    return kept


def begin(*, visit: Visit) -> None:
    """It is asked for now: should this process be killed, it is asked for again."""
    visit.state, visit.tries = State.UNDER_WAY, visit.tries + 1
    visit.save(update_fields=["state", "tries"])


def again(*, visit: Visit, not_before: datetime) -> None:
    """It is asked for later."""
    visit.state, visit.not_before = State.WAITING, not_before
    visit.save(update_fields=["state", "not_before"])


@transaction.atomic
def came(*, visit: Visit, came: Came) -> None:
    """What came, what it names and what is wrong with it, in one piece."""
    for name, value in came.fields.items():
        setattr(visit, name, _writable(value))
    visit.state = State.DONE
    visit.save()
    rows = put(run=visit.run, wanted=[*(one.wanted for one in came.named), *came.further])
    in_list: dict[int, bool] = {}
    for one in came.named:
        target = rows.get(one.wanted.key)
        if target is not None and target != visit.pk:
            in_list[target] = in_list.get(target, False) or one.in_list
    Reference.objects.bulk_create(
        (Reference(source=visit, target_id=target, in_list=told) for target, told in in_list.items()),
        ignore_conflicts=True,
    )
    _note_all(visit, came.faults)


def _note_all(visit: Visit, faults: Sequence[Found]) -> None:
    """The faults of one page: most are known from the pages before, and are asked for together."""
    places = [_place_of(one) for one in faults]
    known = Finding.objects.filter(run=visit.run, place__in=places).values_list("kind", "place", "pk")
    keys = {(kind, place): pk for kind, place, pk in known} if faults else {}
    old = [(one, keys.get((one.kind, place))) for one, place in zip(faults, places, strict=True)]
    Place.objects.bulk_create(
        (
            Place(finding_id=pk, visit=visit, excerpt=writable(one.excerpt)[:_SHORT])
            for one, pk in old
            if pk is not None
        ),
        ignore_conflicts=True,
    )
    for one, pk in old:
        if pk is None:
            note(run=visit.run, found=one, visits=[(visit.pk, one.excerpt)])


def _place_of(found: Found) -> str:
    return writable(found.place)[:_LONGEST]


def note(*, run: Run, found: Found, visits: Iterable[tuple[int, str]]) -> Finding:
    """A fault, at one more place or at several: one of a template stands on every page of a site."""
    what, excerpt = writable(found.what)[:_SHORT], writable(found.excerpt)[:_SHORT]
    finding, _ = Finding.objects.get_or_create(
        run=run,
        kind=found.kind,
        place=_place_of(found),
        defaults={"what": what, "excerpt": excerpt, "weight": found.weight},
    )
    left = iter(visits)
    while some := list(islice(left, _AT_ONCE)):
        Place.objects.bulk_create(
            (Place(finding=finding, visit_id=pk, excerpt=writable(said)[:_SHORT]) for pk, said in some),
            ignore_conflicts=True,
        )
    return finding


def _writable(value: Any) -> Any:
    """The same without what no database keeps, wherever in it."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {writable(name): _writable(one) for name, one in value.items()}
    return [_writable(one) for one in value] if isinstance(value, list | tuple) else value
