"""Which cases may this person see, which are open, late or waiting?

`visible` is the one place that decides who sees a case; lists, pages, exports and counts start from it. What
is counted of them: `figures`.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from gongkai.procedure import state
from gongkai.procedure.duties import AWAITED, ENDS, called_alike
from gongkai.procedure.facts import Fact
from gongkai_web.agencies import tree
from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import keys_seen, own_agencies, scope
from gongkai_web.cases import stored
from gongkai_web.cases.models import Appeal, Applicant, Case, DueMove, Event
from gongkai_web.errors import Refused
from gongkai_web.holidays.queries import ahead_of
from gongkai_web.prepared import PreparedRecords, Slot, slots

# Neither split into others nor still to be received.
COUNTED = Q(split=False, received_on__isnull=False)
OPEN = COUNTED & Q(concluded_on__isnull=True)
# A list has no index but as text: querysets that ask `flagged` have the flags as text under this name.
FLAGS_TEXT = "flags_text"


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Case]:
    """The cases that the person may see on that day.

    Those of the agencies in their scope: staff see their agency's, supervisors also those of the agencies
    supervised (reading only; `actions` ask for a role at the case's own agency). Nobody else sees any.
    """
    return _of_these(scope(person, day))


def visible_one(person: Person, day: date, key: int) -> Case:
    """The one of them with that key, with its agency; raises Case.DoesNotExist."""
    for case in _with_agencies(_visible_one().told((keys_seen(person, day), key))):
        return case
    raise Case.DoesNotExist


def by_keys(keys: Sequence[int]) -> dict[int, Case]:
    """Cases by their keys, each with its agency and whoever handles it: what a list shows of them."""
    found = _with_agencies(_by_keys().told(keys)) if keys else []
    handling = {case.handler_id for case in found if case.handler_id}
    handlers = Person.objects.in_bulk(handling) if handling else {}
    for case in found:
        case.handler = handlers.get(case.handler_id or 0)
    return {case.pk: case for case in found}


def _of_these(agencies: Any) -> QuerySet[Case]:
    return Case.objects.filter(agency__in=agencies)


@functools.cache
def _visible_one() -> PreparedRecords[Case]:
    agencies, key = slots(2)
    return PreparedRecords.of(_of_these(agencies).filter(pk=key).order_by())


@functools.cache
def _by_keys() -> PreparedRecords[Case]:
    return PreparedRecords.of(Case.objects.filter(pk__in=Slot(list)).order_by())


def _with_agencies(cases: list[Case]) -> list[Case]:
    agencies = {agency.pk: agency for agency in tree.known({case.agency_id for case in cases})}
    for case in cases:
        case.agency = agencies[case.agency_id]
    return cases


def visible_appeals(person: Person | AnonymousUser, day: date) -> QuerySet[Appeal]:
    """The appeals about cases that the person may see."""
    return Appeal.objects.filter(case__agency__in=scope(person, day))


def unconfirmed(person: Person | AnonymousUser, today: date) -> QuerySet[Case]:
    """The requests at the person's own agencies whose receipt is still to be confirmed, oldest first."""
    return (
        visible(person, today)
        .filter(agency__in=own_agencies(person, today), status="submitted")
        .select_related("agency")
        .order_by("submitted_on", "pk")
    )


def due_moves(person: Person | AnonymousUser, since: date, today: date) -> QuerySet[DueMove]:
    """The due days of the person's own agencies that moved since a day by nobody's act, newest first."""
    return (
        DueMove.objects.filter(case__agency__in=own_agencies(person, today), day__gte=since)
        .select_related("case__agency")
        .order_by("-day", "-pk")
    )


def is_open(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Received and neither answered nor split."""
    return cases.filter(OPEN)


def overdue(day: date) -> Q:
    """The cases of which no reply had left in time by that day; `State.overdue` asks the same of one case.

    A reply that was made and is kept back is none (第三十三条、第五十一条).
    """
    return (OPEN | Q(unsent=True)) & Q(due_on__lt=day)


def late(day: date) -> Q:
    """The cases whose reply was late, or is kept back past its day by that day."""
    return Q(late=True) | Q(unsent=True, due_on__lt=day)


def decided(day: date) -> Q:
    """The appeals whose decision had effect by that day: inside the term of appeal nothing is decided yet."""
    return Q(concluded_on__lte=day)


def undecided(day: date) -> Q:
    """The other appeals (`law/counting.yaml`, `appeals`: 上诉期内和二审中为尚未审结)."""
    return Q(concluded_on=None) | Q(concluded_on__gt=day)


def due_near(today: date, count: int) -> tuple[Q, Q]:
    """Next act due within so many working days, and later; as each agency reckons, by its region."""
    usual, others = ahead_of(today, count)
    near, beyond = Q(next_on__range=(today, usual)), Q(next_on__gt=usual)
    for day, agencies in others.items():
        theirs = Q(agency__in=agencies)
        near = theirs & Q(next_on__range=(today, day)) | ~theirs & near
        beyond = theirs & Q(next_on__gt=day) | ~theirs & beyond
    return near, beyond


def flagged(codes: Iterable[str]) -> Q:
    """The cases with one of these flags; asked of a queryset that has `FLAGS_TEXT`."""
    found = Q()
    for code in codes:
        found |= Q(**{f"{FLAGS_TEXT}__contains": f'"{code}"'})
    return found


def doing(act: str, today: date) -> Q:
    """The cases whose next act on that day is this one; `duties.on_day` asks the same of one case."""
    lapsed = Q(next_act__in=AWAITED, next_on__lt=today)
    if act == "reply":
        return Q(next_act=act) | lapsed
    if act in AWAITED:
        return Q(next_act=act) & ~lapsed
    if act in ENDS:
        return Q(next_act=act) & (Q(next_on=None) | Q(next_on__lt=today))
    alike = called_alike(act)
    return Q(next_act=act) if alike == (act,) else Q(next_act__in=alike)


def events(case: Case) -> QuerySet[Event]:
    """All events of a case in the order in which they were entered, void ones included."""
    return Event.objects.filter(case=case).order_by("position")


def on_its_page(case: Case) -> tuple[list[Event], list[Applicant]]:
    """All its events and applicants, as `events` and the case itself have them: every page of a case asks."""
    return _events().told(case), _applicants().told(case)


@functools.cache
def _events() -> PreparedRecords[Event]:
    return PreparedRecords.of(Event.objects.filter(case=Slot(attrgetter("pk"))).order_by("position"))


@functools.cache
def _applicants() -> PreparedRecords[Applicant]:
    return PreparedRecords.of(Applicant.objects.filter(case=Slot(attrgetter("pk"))))


def facts_by_case(cases: Iterable[Case]) -> dict[int, list[Fact]]:
    """The events of several cases, in one query; by primary key."""
    facts: dict[int, list[Fact]] = {case.pk: [] for case in cases}
    for event in Event.objects.filter(case__in=list(facts)).order_by("case", "position"):
        facts[event.case_id].append(stored.fact_of(event))
    return facts


def states_of(cases: Iterable[Case], facts: Mapping[int, list[Fact]] | None = None) -> dict[int, state.State]:
    """The states of several cases by their events, by primary key; `facts`: where they have been read.

    A case whose events contradict each other has none, and takes no other with it.
    """
    listed = list(cases)
    agencies = {case.pk: case.agency_id for case in listed}
    facts = facts_by_case(listed) if facts is None else facts
    found_states: dict[int, state.State] = {}
    for pk, known in facts.items():
        with contextlib.suppress(Refused):
            if known:
                found_states[pk] = stored.state_of(agencies[pk], known)
    return found_states


def calling(who: Who) -> QuerySet[Case]:
    """The cases whose applicant called an office that whoever asks supervises for (第四十七条第二款)."""
    # Those that wait are few in the whole office: they are looked up first, by their own index.
    waiting = Case.objects.filter(reminded_on__isnull=False).order_by().values("pk")
    return Case.objects.filter(pk__in=waiting, agency__in=who.watched())


def reminded(person: Person, today: date) -> QuerySet[Case]:
    """Those that the person may see, oldest first."""
    found = visible(person, today).filter(pk__in=calling(Asking(person, today)).values("pk"))
    return found.select_related("agency").order_by("reminded_on", "pk")


def with_correction() -> QuerySet[Event]:
    """The correction notices that stand; those declared void are none."""
    return _standing("correction.asked")


def with_second_reply() -> QuerySet[Event]:
    """What took the first reply back or took its place and stands (第三十六条; reconsideration, lawsuit)."""
    return _standing("revoked", "replied_again")


def _standing(*kinds: str) -> QuerySet[Event]:
    void = Event.objects.filter(kind="voided").annotate(
        voided=Cast(KeyTextTransform("event", "data"), BigIntegerField())
    )
    return Event.objects.filter(kind__in=kinds).exclude(pk__in=void.values("voided"))


def position_in_month(case: Case) -> int:
    """The which-th request of its applicant in the month of its receipt at this agency (handbook 03 §6).

    By the applicant's key (identity where known, else kind and name), in order of receipt, then of number.
    ValueError before the receipt.
    """
    received = case.received_on
    if received is None:
        raise ValueError("the case has no day of receipt")
    earlier = Q(received_on__lt=received) | Q(received_on=received) & (
        Q(year__lt=case.year) | Q(year=case.year, number__lte=case.number)
    )
    return received_in_month(case.agency_id, case.applicant_key, received).filter(earlier).count()


def received_in_month(agency: int, applicant_key: str, day: date) -> QuerySet[Case]:
    """What this agency received of an applicant in the month of that day; of a split request its parts."""
    return Case.objects.filter(
        agency_id=agency,
        applicant_key=applicant_key,
        received_on__year=day.year,
        received_on__month=day.month,
        split=False,
    )
