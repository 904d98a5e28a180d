"""What does a person have to do for the campaigns that run: collect, decide, approve a level, hand in?

A row of a work list for each campaign and each unit of their own. `lists` is read with the lists of other
rooms in one query; how far the units are is worked out only where a campaign runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.models import Campaign, Unit
from gongkai_web.annual.campaign.collecting.standing import UnitFacts, UnitStanding
from gongkai_web.annual.campaign.collecting.words import LevelState, State

MOST = 10  # campaigns of a person that run at once


class Task(StrEnum):
    """What is to be done."""

    DECIDE = "decide"
    REMIND = "remind"
    APPROVE_LEVEL = "approve_level"
    ACCEPT_LEVEL = "accept_level"
    HAND_IN = "hand_in"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Todo:
    """A task in a campaign: for so many units, or (`unit`) about one of the person's own or below them."""

    campaign: Campaign
    task: Task
    due: date
    count: int = 1
    unit: UnitFacts | None = None


def lists(person: Person, day: date) -> tuple[Rare, ...]:
    """The question behind `work`, to be read together with others."""
    who = Asking(person, day)
    return (Rare(who, _collected_at, lambda: running(person, day), MOST),)


def running(person: Person, day: date) -> QuerySet[Campaign]:
    """The campaigns of last year's reports in which the person has something to say."""
    found = _collected_at(Asking(person, day)).filter(year__gte=day.year - 1)
    return found.select_related("agency").order_by("pk")


def _collected_at(who: Who) -> QuerySet[Campaign]:
    """The campaigns of the agencies for which somebody checks reports, or that report in them."""
    keys = who.at(What.CHECK_REPORTS)
    units = Unit.objects.filter(agency__in=keys).values("campaign")
    return Campaign.objects.filter(Q(agency__in=keys) | Q(pk__in=units), opened_on__lte=who.day())


def work(person: Person, day: date, found: Sequence[tuple[Any, ...]]) -> list[Todo]:
    """What the person does next, the most pressing first. `found`: what `lists` came to."""
    (campaigns,) = found
    if not campaigns:
        return []
    checks = {agency.pk for agency in listed_where(person, What.CHECK_REPORTS, day)}
    writes = {agency.pk for agency in listed_where(person, What.WRITE_REPORT, day)}
    todo = [one for campaign in campaigns for one in _of(campaign, checks, writes, day)]
    return sorted(todo, key=lambda one: one.due)


def _of(campaign: Campaign, checks: set[int], writes: set[int], day: date) -> Iterator[Todo]:
    every = queries.standing(campaign, day)
    facts = {one.unit.pk: one.unit for one in every}
    mine = [one for one in every if _office(one.unit, facts, campaign) in checks]
    waiting = [one for one in mine if one.unit.reports and one.state == State.SUBMITTED]
    late = [one for one in mine if one.late and one.state in {State.NOT_STARTED, State.DRAFT, State.RETURNED}]
    if waiting:
        yield Todo(campaign, Task.DECIDE, _first(waiting, campaign), len(waiting))
    if late:
        yield Todo(campaign, Task.REMIND, _first(late, campaign), len(late))
    for one in mine:
        if one.level == LevelState.APPROVED_HERE:
            yield Todo(campaign, Task.ACCEPT_LEVEL, _day(one), unit=one.unit)
    for one in every:
        if one.level == LevelState.READY and _own_office(one.unit, facts, campaign) in checks:
            yield Todo(campaign, Task.APPROVE_LEVEL, _day(one), unit=one.unit)
        if one.unit.agency_id in writes and one.unit.expected:
            if one.state == State.RETURNED:
                yield Todo(campaign, Task.CORRECT, _day(one), unit=one.unit)
            elif one.state in {State.NOT_STARTED, State.DRAFT}:
                yield Todo(campaign, Task.HAND_IN, _day(one), unit=one.unit)


def _office(unit: UnitFacts, facts: Mapping[int, UnitFacts], campaign: Campaign) -> int:
    """As `queries.office_of`, from the list that is read already."""
    above = facts.get(unit.parent_id or 0)
    while above is not None:
        if above.agency_id is not None:
            return above.agency_id
        above = facts.get(above.parent_id or 0)
    return campaign.agency_id


def _own_office(unit: UnitFacts, facts: Mapping[int, UnitFacts], campaign: Campaign) -> int:
    return unit.agency_id or _office(unit, facts, campaign)


def _day(one: UnitStanding) -> date:
    return one.open_until or one.internal_day or one.statutory_day


def _first(some: Sequence[UnitStanding], campaign: Campaign) -> date:
    return min((_day(one) for one in some), default=campaign.statutory_day)
