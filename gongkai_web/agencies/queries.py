"""Which agencies are there, and which of them does a person work for or watch over on a day?

`scope` is the one place that decides what a person may see in the office; everything else asks it.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies import tree
from gongkai_web.agencies.models import Agency, Office, Particulars, Person, Role
from gongkai_web.agencies.roles import HANDLERS
from gongkai_web.agencies.tree import PARENT, SUCCESSOR, SUPERVISOR, below
from gongkai_web.prepared import Prepared, PreparedRecords, Slot, slots

Term = tuple[int, str, date, date | None]
_TERM = ("agency_id", "role", "since", "until")
# The agencies that went into this one, and those that had gone into them: read with the terms, in one query.
_TAKEN_OVER = tuple(
    f"agency__{'succeeds__' * steps}{name}" for steps in (1, 2, 3) for name in ("pk", "closed_on")
)


def visible(day: date | None = None) -> QuerySet[Agency]:
    """All agencies: that they exist is public. With `day`, those that existed on it."""
    found = Agency.objects.all()
    if day is None:
        return found
    return found.filter(founded_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gte=day))


def roles_of(person: Person | AnonymousUser, agency: Agency | int, day: date) -> frozenset[str]:
    """The roles that the person holds at this agency on that day; none where signed out or deactivated."""
    wanted = agency if isinstance(agency, int) else agency.pk
    return frozenset(role for found, role in _held(person, day) if found == wanted)


def roles_anywhere(person: Person | AnonymousUser, day: date) -> frozenset[str]:
    """The roles that the person holds on that day at whatever agency."""
    return frozenset(role for _, role in _held(person, day))


def scope(person: Person | AnonymousUser, day: date) -> QuerySet[Agency]:
    """The agencies whose records the person may see on that day.

    Their own, in any role but that of operator; and for whoever holds the role of supervisor, all that their
    agency supervises. Whoever runs the system, here or as superuser, sees no records by that alone.
    """
    return Agency.objects.filter(pk__in=_seen(person, day))


def seen_as(slug: str, person: Person | AnonymousUser, day: date) -> Agency | None:
    """The one of `scope` that has this name in addresses."""
    return next(iter(_seen_as().told((keys_seen(person, day), slug))), None)


@functools.cache
def _seen_as() -> PreparedRecords[Agency]:
    """Of some agencies the one of that name; every page of an agency asks for it."""
    keys, slug = slots(2)
    return PreparedRecords.of(Agency.objects.filter(pk__in=keys, slug=slug).order_by())


def watched_agencies(person: Person | AnonymousUser, day: date) -> QuerySet[Agency]:
    """The agencies that the person supervises on that day, directly or through others."""
    return Agency.objects.filter(pk__in=_watched(person, day))


def own_agencies(person: Person | AnonymousUser, day: date) -> QuerySet[Agency]:
    """The agencies whose records are the person's work on that day."""
    return Agency.objects.filter(pk__in=_working(person, day))


def set_up_by(person: Person | AnonymousUser, day: date) -> QuerySet[Agency]:
    """The agencies whose particulars and staff the person may read: where they work, or run the system."""
    return Agency.objects.filter(
        Q(pk__in=scope(person, day).values("pk")) | Q(pk__in=founded_below(person, day).values("pk"))
    ).order_by("name")


def offices_of(person: Person | AnonymousUser, day: date) -> list[Agency]:
    """The same as a list, without another question where the page has asked already."""
    return tree.known({agency for agency, _ in _held(person, day)})


def watched_list(person: Person | AnonymousUser, day: date) -> list[Agency]:
    """`watched_agencies` in the same way."""
    return tree.known(_watched(person, day))


def listed_with(person: Person | AnonymousUser, roles: Collection[str], day: date) -> list[Agency]:
    """`agencies_with` in the same way."""
    return tree.known({agency for agency, role in _held(person, day) if role in roles})


def keys_with(person: Person | AnonymousUser, roles: Collection[str], day: date) -> list[int]:
    """The keys of `agencies_with`, for a question that asks for nothing else."""
    return sorted({agency for agency, role in _held(person, day) if role in roles})


def keys_watched(person: Person | AnonymousUser, day: date) -> list[int]:
    """Those of `watched_agencies`."""
    return sorted(_watched(person, day))


def keys_working(person: Person | AnonymousUser, day: date) -> list[int]:
    """Those of `own_agencies`."""
    return sorted(_working(person, day))


def keys_seen(person: Person | AnonymousUser, day: date) -> list[int]:
    """Those of `scope`."""
    return sorted(_seen(person, day))


def roles_for(person: Person | AnonymousUser, agency: Agency, day: date) -> frozenset[str]:
    """The person's roles towards cases of the agency: its own staff's, and that of who supervises it.

    Being supervisor at the agency itself is no supervision of it (《条例》第四十七条).
    """
    held = roles_of(person, agency, day) - {Role.SUPERVISOR}
    return held | {Role.SUPERVISOR} if agency.pk in _watched(person, day) else held


def agencies_with(person: Person | AnonymousUser, roles: Collection[str], day: date) -> QuerySet[Agency]:
    """The agencies at which the person holds one of the roles on that day, by name."""
    found = {agency for agency, role in _held(person, day) if role in roles}
    return Agency.objects.filter(pk__in=found).order_by("name")


def founded_below(person: Person | AnonymousUser, day: date) -> QuerySet[Agency]:
    """The agencies below which the person may found another: where they run the system, and all under it."""
    if isinstance(person, Person) and person.is_active and person.is_superuser:
        return Agency.objects.order_by("name")
    held = {agency for agency, role in _held(person, day) if role == Role.OPERATOR}
    return Agency.objects.filter(pk__in=below(held, PARENT)).order_by("name")


def handlers_of(agencies: Iterable[Agency], day: date) -> list[Person]:
    """Who may be given the requests of these agencies on that day, by name."""
    keys = [agency.pk for agency in agencies]
    people = {person.pk: person for person in (_handlers().told((keys, day)) if keys else ())}
    return sorted(people.values(), key=lambda person: (person.display_name, person.pk))


@functools.cache
def _handlers() -> PreparedRecords[Person]:
    """Who handles requests at some agencies on a day, once for each of their terms."""
    agencies, day = slots(2)
    terms = _running(day).filter(agency__in=agencies, role__in=HANDLERS)
    return PreparedRecords.of(Person.objects.filter(pk__in=terms.values("person")).order_by())


def agencies_of(person: Person | AnonymousUser, day: date) -> list[Agency]:
    """`scope` as a list for menus: the own agencies first, each part by name."""
    own = _working(person, day)
    return sorted(tree.known(_seen(person, day)), key=lambda agency: (agency.pk not in own, agency.name))


def particulars_of(agency: Agency) -> Particulars:
    """What letters say of the agency; empty (and not saved) where nothing was entered yet."""
    return Particulars.objects.filter(agency=agency).first() or Particulars(agency=agency)


def successor_of(agency: Agency) -> Agency | None:
    """Who does the work of an agency that was closed, today: also where that one was closed after it.

    Nobody was closed when it took over, so that the way has an end.
    """
    found = agency.successor
    while found is not None and found.closed_on and found.successor is not None:
        found = found.successor
    return found


def doing_the_work_of(agency: Agency, day: date) -> Agency:
    """Who does its work on that day: itself, or who took it over when it was closed."""
    closed = agency.closed_on is not None and agency.closed_on < day
    return (successor_of(agency) or agency) if closed else agency


def with_taken_over(agency: Agency) -> set[int]:
    """The keys of the agency and of those whose work it took over, directly or through others."""
    return below([agency.pk], SUCCESSOR)


def staff_of(agency: Agency, day: date) -> QuerySet[Office]:
    """The terms of office at this agency that run on that day."""
    return _running(day).filter(agency=agency).select_related("person")


def _running(day: Any) -> QuerySet[Office]:
    """The terms that run on that day, or on the slot of one."""
    return Office.objects.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


def _seen(person: Person | AnonymousUser, day: date) -> set[int]:
    watching = {agency for agency, role in _held(person, day) if role == Role.SUPERVISOR}
    own = _working(person, day)
    return own | below(watching, SUPERVISOR) if watching else own


def _working(person: Person | AnonymousUser, day: date) -> set[int]:
    return {agency for agency, role in _held(person, day) if role != Role.OPERATOR}


def _held(person: Person | AnonymousUser, day: date) -> list[tuple[int, str]]:
    if not isinstance(person, Person) or not person.is_active:
        return []
    return [
        (agency, role)
        for agency, role, since, until in _terms(person)
        if since <= day and (until is None or day <= until)
    ]


def _terms(person: Person) -> list[Term]:
    """The person's terms, read once for this object as Django does with permissions; see `forget_terms`."""
    kept: list[Term] | None = person.__dict__.get("_terms")
    if kept is None:
        kept = list(dict.fromkeys(_with_taken_over(_all_terms().asked_by(person).rows())))
        person.__dict__["_terms"] = kept
    return kept


@functools.cache
def _all_terms() -> Prepared:
    """The question for the terms of a person, as every request asks it."""
    terms = Office.objects.filter(person=Slot(lambda person: person.pk))
    return Prepared.of(terms.values(*_TERM, *_TAKEN_OVER))


def _with_taken_over(rows: Iterable[Any]) -> Iterator[Term]:
    """The terms, and the same at the agencies whose work was taken over, from the day after their last.

    Else nobody could take down what they published, or go on with what was asked of them.
    """
    for agency, role, since, until, *taken_over in rows:
        yield agency, role, since, until
        for before, closed_on in zip(taken_over[::2], taken_over[1::2], strict=True):
            if before is not None and closed_on is not None and role != Role.OPERATOR:
                yield before, role, max(since, closed_on + timedelta(days=1)), until


def forget_terms(person: Person) -> None:
    """Called by the actions that change a person's terms, so that this object reads them anew."""
    person.__dict__.pop("_terms", None)


def _watched(person: Person | AnonymousUser, day: date) -> set[int]:
    """The keys of the agencies that the person supervises; nothing is asked of who supervises none."""
    watching = {agency for agency, role in _held(person, day) if role == Role.SUPERVISOR}
    return below(watching, SUPERVISOR) - watching if watching else set()
