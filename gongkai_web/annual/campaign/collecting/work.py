"""What does a person have to do for the campaigns: open one, list, decide, approve a level, hand in, add up?

A row of a work list for each campaign and each unit of their own. `lists` is read with the lists of other
rooms in one query; how far the units are is worked out only where a campaign runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.aggregation.policies import in_force
from gongkai.owed import agencies_of
from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.annual.campaign.collecting import queries, resting
from gongkai_web.annual.campaign.collecting.actions.opening import statutory_day
from gongkai_web.annual.campaign.collecting.models import Campaign, Unit
from gongkai_web.annual.campaign.collecting.standing import UnitFacts, UnitStanding
from gongkai_web.annual.campaign.collecting.words import REPORTS, Kind, LevelState, Source, State
from gongkai_web.annual.models import Release
from gongkai_web.annual.queries import government_name

DECEMBER = 12  # when the coming January is prepared
MOST = 10  # campaigns of a person that run at once
_OF_LATE = timedelta(days=366)  # reports of years before are brought in within so long


class Task(StrEnum):
    """What is to be done."""

    OPEN = "open"
    LIST = "list"
    DECIDE = "decide"
    DECIDE_AGAIN = "decide_again"
    ANSWERED = "answered"
    REMIND = "remind"
    APPROVE_LEVEL = "approve_level"
    ACCEPT_LEVEL = "accept_level"
    CHECK_AGAIN = "check_again"
    ENTER_PUBLISHED = "enter_published"
    TAKE_BACK = "take_back"
    ADD_UP = "add_up"
    GOVERNMENT = "government"
    PUBLISH = "publish"
    HAND_IN = "hand_in"
    CORRECT = "correct"
    HAND_IN_ANEW = "hand_in_anew"


@dataclass(frozen=True, slots=True)
class Todo:
    """A task in a campaign: for so many units, or (`unit`) about one of the person's own or below them.

    The campaign of OPEN is one that is not there yet. `due`: None where nobody set a day. `frozen`: the sum
    that waits to be published; its version is the count.
    """

    campaign: Campaign
    task: Task
    due: date | None
    count: int = 1
    unit: UnitFacts | None = None
    frozen: int | None = None


def lists(person: Person, day: date) -> tuple[Rare, Rare, Rare]:
    """The questions behind `work`, to be read together with others.

    What runs, who opens one, and whose government's report is waited for although they collect none here.
    """
    who = Asking(person, day)
    return (
        Rare(who, _collected_at, lambda: running(person, day), MOST),
        Rare(who, _without_one, lambda: openers(person, day), MOST),
        Rare(who, _of_governments, lambda: owing(person, day), MOST),
    )


def year_to_open(day: date) -> int | None:
    """Whose reports are to be collected next: from December on this year's, until the day of the law."""
    if day.month == DECEMBER:
        return day.year
    return day.year - 1 if day <= statutory_day(Kind.AGENCY, day.year - 1) else None


def openers(person: Person, day: date) -> QuerySet[Agency]:
    """The person's offices that supervise others, collect no reports yet, and stand in nobody's list."""
    if year_to_open(day) is None:
        return Agency.objects.none()
    return _without_one(Asking(person, day)).order_by("pk")


def _without_one(who: Who) -> QuerySet[Agency]:
    year = who.of(lambda one: year_to_open(one.today) or 0)
    opened = Campaign.objects.filter(year=year, kind=Kind.AGENCY, practice=False)
    collects = opened.filter(agency=OuterRef("pk"))
    listed = Unit.objects.filter(campaign__in=opened, agency=OuterRef("pk"))
    below = Agency.objects.filter(supervisor=OuterRef("pk"), closed_on=None)
    found = Agency.objects.filter(Exists(below), pk__in=who.at(What.CHECK_REPORTS), closed_on=None)
    return found.filter(~Exists(collects), ~Exists(listed))


def owing(person: Person, day: date) -> QuerySet[Agency]:
    """The person's offices of governments that collect no reports of last year here, up to its last day.

    Of one that does, the row of the campaign says it.
    """
    return _of_governments(Asking(person, day)).order_by("pk")


def _of_governments(who: Who) -> QuerySet[Agency]:
    last = who.of(lambda one: one.today.year - 1)
    collects = Campaign.objects.filter(agency=OuterRef("pk"), year=last, kind=Kind.AGENCY, practice=False)
    kinds, keys = who.of(lambda one: _kinds_owing(one.today)), who.at(What.CHECK_REPORTS)
    found = Agency.objects.filter(kind__in=kinds, pk__in=keys, closed_on=None)
    return found.filter(~Exists(collects), founded_on__lt=who.of(lambda one: date(one.today.year, 1, 1)))


def _kinds_owing(day: date) -> list[str]:
    """The kinds of office that make the report of their government, while that of last year is in time."""
    if day > statutory_day(Kind.GOVERNMENT, day.year - 1):
        return []
    return [kind for one in in_force(day.year - 1) if one.needed for kind in one.kinds]


def running(person: Person, day: date) -> QuerySet[Campaign]:
    """The campaigns in which the person has something to say: of last year's reports, or opened of late."""
    late = Q(year__gte=day.year - 1) | Q(opened_on__gt=day - _OF_LATE)
    return _collected_at(Asking(person, day)).filter(late).select_related("agency").order_by("pk")


def _collected_at(who: Who) -> QuerySet[Campaign]:
    """The campaigns of the agencies for which somebody checks reports, or that report in them."""
    keys = who.at(What.CHECK_REPORTS)
    units = Unit.objects.filter(agency__in=keys).values("campaign")
    return Campaign.objects.filter(Q(agency__in=keys) | Q(pk__in=units), opened_on__lte=who.day())


def work(person: Person, day: date, found: Sequence[tuple[Any, ...]]) -> list[Todo]:
    """What the person does next, the most pressing first. `found`: what `lists` came to."""
    if not any(found):
        return []
    campaigns, offices, governments = (*found, (), ())[:3]
    checks = {agency.pk for agency in listed_where(person, What.CHECK_REPORTS, day)}
    writes = {agency.pk for agency in listed_where(person, What.WRITE_REPORT, day)}
    todo = [one for campaign in campaigns for one in _of(campaign, checks, writes, day)]
    todo += [_to_open(office, day) for office in offices]
    todo += [one for office in governments if (one := _to_publish(office, day)) is not None]
    return sorted(todo, key=lambda one: one.due or date.max)


def _to_open(office: Agency, day: date) -> Todo:
    """The campaign that is not opened yet, as it would be called."""
    year = year_to_open(day) or day.year - 1
    title, last = f"{year}年度{Kind.AGENCY.label}报送", statutory_day(Kind.AGENCY, year)
    return Todo(
        Campaign(agency=office, year=year, title=title, statutory_day=last, opened_on=day), Task.OPEN, last
    )


def _to_publish(office: Agency, day: date) -> Todo | None:
    """What is still to be published by an office that collects nothing here; None where it is public."""
    year = day.year - 1
    if _government_is_public(office, year, day):
        return None
    last = statutory_day(Kind.GOVERNMENT, year)
    title = f"{year}年度{Kind.GOVERNMENT.label}"
    unopened = Campaign(
        agency=office, year=year, kind=Kind.GOVERNMENT, title=title, statutory_day=last, opened_on=day
    )
    return Todo(unopened, Task.GOVERNMENT, last)


def _of(campaign: Campaign, checks: set[int], writes: set[int], day: date) -> Iterator[Todo]:
    every = queries.standing(campaign, day)
    facts = {one.unit.pk: one.unit for one in every}
    mine = [one for one in every if _office(one.unit, facts, campaign) in checks]
    yield from _counted(campaign, mine)
    if campaign.agency_id in checks:
        kept = list(_kept(campaign, every))
        yield from kept
        if all(one.task != Task.ADD_UP for one in kept) and _owes_government(campaign, day):
            yield _of_the_government(campaign)
    for one in mine:
        if one.level == LevelState.APPROVED_HERE:
            yield Todo(campaign, Task.ACCEPT_LEVEL, queries.wanted_by(one), unit=one.unit)
    for one in every:
        if one.level == LevelState.READY and _own_office(one.unit, facts, campaign) in checks:
            yield Todo(campaign, Task.APPROVE_LEVEL, queries.wanted_by(one), unit=one.unit)
        if one.unit.agency_id in writes and one.unit.expected:
            yield from _owed(campaign, one)


def _counted(campaign: Campaign, mine: Sequence[UnitStanding]) -> Iterator[Todo]:
    """What an office has to do about the units of which it decides, a row for all of a kind."""
    handed = [one for one in mine if one.unit.reports and one.state == State.SUBMITTED]
    waiting = [one for one in handed if not one.taken_back]
    again = [one for one in handed if one.taken_back and not one.corrects]
    late = [one for one in mine if one.late and one.state in {State.NOT_STARTED, State.DRAFT, State.RETURNED}]
    for task, found in ((Task.DECIDE, waiting), (Task.DECIDE_AGAIN, again), (Task.REMIND, late)):
        if found:
            yield Todo(campaign, task, _first(found, campaign), len(found))
    if answered := [one for one in mine if one.answered]:
        only = answered[0].unit if len(answered) == 1 else None
        yield Todo(campaign, Task.ANSWERED, None, sum(one.answered for one in answered), only)
    if published := sum(map(_to_enter, mine)):
        yield Todo(campaign, Task.ENTER_PUBLISHED, _last_day(campaign), published)
    if overtaken := sum(one.outdated for one in mine):
        yield Todo(campaign, Task.TAKE_BACK, None, overtaken)


def _owed(campaign: Campaign, one: UnitStanding) -> Iterator[Todo]:
    """What the unit itself has to do: hand in, mend what was returned, or hand in its correction."""
    if one.corrects:
        yield Todo(campaign, Task.HAND_IN_ANEW, None, unit=one.unit)
    elif one.state == State.RETURNED:
        yield Todo(campaign, Task.CORRECT, queries.wanted_by(one), unit=one.unit)
    elif one.state in {State.NOT_STARTED, State.DRAFT}:
        yield Todo(campaign, Task.HAND_IN, queries.wanted_by(one), unit=one.unit)


def _kept(campaign: Campaign, every: Sequence[UnitStanding]) -> Iterator[Todo]:
    """What the office that collects has to do with the whole: list, check anew, add up."""
    day = _last_day(campaign)
    if not every:
        yield Todo(campaign, Task.LIST, day)
    elif stale := sum(one.stale for one in every):
        yield Todo(campaign, Task.CHECK_AGAIN, day, stale)
    elif not campaign.practice and _complete(every) and not _added_up(campaign):
        whole = _adds_up_government(campaign) and not campaign.afterwards
        due = statutory_day(Kind.GOVERNMENT, campaign.year) if whole else day
        yield Todo(campaign, Task.ADD_UP, due, len(every))


def _of_the_government(campaign: Campaign) -> Todo:
    """What is still to be done for the report of the government: to publish what is frozen, or all of it."""
    last = statutory_day(Kind.GOVERNMENT, campaign.year)
    for room in resting.above():
        if waiting := room.to_publish(campaign):
            key, version = waiting
            return Todo(campaign, Task.PUBLISH, last, version, frozen=key)
    return Todo(campaign, Task.GOVERNMENT, last)


def _adds_up_government(campaign: Campaign) -> bool:
    """Whether the sum of these reports is that of a government, made by its office (第四十九条第二款)."""
    kinds = {kind for one in in_force(campaign.year) if one.needed for kind in one.kinds}
    return campaign.kind == Kind.AGENCY and campaign.agency.kind in kinds


def _owes_government(campaign: Campaign, day: date) -> bool:
    """Whether the office that collects still has to publish the report of its government (第四十九条第二款).

    Its people need no office at the government itself, which has none of its own.
    """
    office, year = campaign.agency, campaign.year
    if not _adds_up_government(campaign) or campaign.practice or year != day.year - 1:
        return False
    return not _government_is_public(office, year, day)


def _government_is_public(office: Agency, year: int, day: date) -> bool:
    of_government = Q(filing__agency__kind__in=agencies_of(REPORTS[Kind.GOVERNMENT], year))
    named = of_government & Q(filing__agency__name=government_name(office))
    return Release.objects.filter(named, filing__year=year, released_on__lte=day).exists()


def _complete(every: Sequence[UnitStanding]) -> bool:
    """Whether the whole waits for nobody."""
    return all(one.done for one in every if one.unit.parent_id is None)


def _added_up(campaign: Campaign) -> bool:
    return any(room.added_up(campaign) for room in resting.above())


def _to_enter(one: UnitStanding) -> bool:
    """Whether the unit publishes elsewhere and nobody has entered it yet."""
    return one.state == State.ACCEPTED and one.handed is not None and one.handed.source == Source.UPLOAD


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


def _first(some: Sequence[UnitStanding], campaign: Campaign) -> date | None:
    days = [day for one in some if (day := queries.wanted_by(one))]
    return min(days, default=_last_day(campaign))


def _last_day(campaign: Campaign) -> date | None:
    return None if campaign.afterwards else campaign.statutory_day
