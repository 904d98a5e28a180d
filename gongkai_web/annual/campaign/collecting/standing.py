"""How far has each unit come, by what was handed in and what was done about it? Pure, without a database.

A level is a unit that adds up others: it waits for those below it, is ready once they are accepted, is
approved here by its own office and then accepted by the one above. What there is of each unit and each act is
a tuple: a board of thousands makes them anew, and a frozen dataclass costs several times as much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gongkai_web.annual.campaign.collecting.words import COUNTS, OUT, Done, LevelState, State

_STATES = {
    Done.RETURN: State.RETURNED,
    Done.ACCEPT: State.ACCEPTED,
    Done.TAKE_BACK: State.SUBMITTED,
    Done.PUBLISH: State.PUBLISHED,
    Done.VOID: State.RETURNED,
}
_DONE: Mapping[str, Done] = {one.value: one for one in Done}
_LEVELS = {
    Done.APPROVE_LEVEL: LevelState.APPROVED_HERE,
    Done.ACCEPT_LEVEL: LevelState.ACCEPTED_ABOVE,
    Done.TAKE_BACK_LEVEL: None,
    Done.VOID_LEVEL: None,
}
_OPENS = frozenset({Done.REOPEN, Done.RETURN})
# Asked of each act of each unit: a member is looked up once.
_ACCEPT, _PUBLISH, _VOID = Done.ACCEPT, Done.PUBLISH, Done.VOID
_TO_APPROVE = (LevelState.WAITING_BELOW, LevelState.READY)


class UnitFacts(NamedTuple):
    """A unit of the list, as its row says."""

    pk: int
    name: str
    code: str
    agency_id: int | None
    parent_id: int | None
    kind: str
    vertical: bool
    reports: bool
    merged_into_id: int | None
    excused: str
    ended: bool = False

    @property
    def expected(self) -> bool:
        """Whether a report of its own is waited for."""
        return self.reports and self.merged_into_id is None and not self.ended and not self.excused


@dataclass(frozen=True, slots=True)
class Handed:
    """The last submission of a unit, with the last result of its check.

    `days`: of all of them, by key; `version`: of the filing that was submitted, or as which the
    sum was published; 0 of a file.
    """

    pk: int
    number: int
    day: date
    source: str
    rules: str = ""
    errors: int = 0
    warnings: int = 0
    days: Mapping[int, date] = field(default_factory=dict)
    version: int = 0


class Acted(NamedTuple):
    """An act about a unit."""

    unit_id: int
    submission_id: int | None
    what: str
    until: date | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """An internal day: of the campaign, or of a unit and what stands below it."""

    unit_id: int | None
    day: date
    locks: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the standing of a campaign is worked out from; lists in the order in which it was entered.

    `handed` by unit, `begun`: units at work, `released`: by submission, when its filing was published here,
    `public_since`: by unit, when any version of its report first was; `last_version`: by unit, the last that
    is public or was submitted to anybody. `submits`: by the law the report is submitted by that day as well
    as published. `afterwards`: collecting began when that day was over.
    `answered`: by submission, how many remarks the unit has answered that the office has not taken up.
    """

    statutory_day: date
    submits: bool
    units: Sequence[UnitFacts]
    days: Sequence[DayFacts]
    handed: Mapping[int, Handed]
    acts: Iterable[Acted]
    begun: Collection[int]
    released: Mapping[int, date]
    public_since: Mapping[int, date] = field(default_factory=dict)
    last_version: Mapping[int, int] = field(default_factory=dict)
    afterwards: bool = False
    answered: Mapping[int, int] = field(default_factory=dict)


class UnitStanding(NamedTuple):
    """How far a unit is. `level` is None where nothing stands below it.

    `late`: its report is not in and the day is over, or came in after it; `submitted_late`,
    `published_late`: it was not by the statutory day. What came in time and is corrected later stays in time.
    `locked`: nothing comes in any more before it is re-opened, unless it fell with what was taken back
    below; `open_until`: it was. `stale`: checked by other rules than those of today. `published_on`: of
    what was handed in last; `first_published_on`: of the first version. `overtaken`: there is a later version
    than what was handed in last, public or submitted. `taken_back`: it had been accepted, and whoever took
    that back decides about it again. `afterwards`, `answered`: as in the facts.
    """

    unit: UnitFacts
    state: State
    level: LevelState | None
    internal_day: date | None
    statutory_day: date
    late: bool
    submitted_late: bool
    published_late: bool
    locked: bool
    open_until: date | None
    handed: Handed | None
    stale: bool
    published_on: date | None
    first_published_on: date | None
    overtaken: bool = False
    taken_back: bool = False
    afterwards: bool = False
    answered: int = 0

    @property
    def late_by_law(self) -> bool:
        """Whether one of the two that the law wants was not done by its day."""
        return self.submitted_late or self.published_late

    @property
    def missing(self) -> bool:
        """Whether it is still waited for: its own report, or of what only adds up others its level."""
        return self.state not in OUT if self.unit.reports else self.level in _TO_APPROVE

    @property
    def overdue(self) -> bool:
        """Whether a day is over and nothing is here."""
        return self.missing and (self.late or self.late_by_law)

    @property
    def came_late(self) -> bool:
        """Whether it is here, and came after a day."""
        return not self.missing and (self.late or self.submitted_late)

    @property
    def corrects(self) -> bool:
        """Whether the unit hands in its correction, now that the approval of what it corrects is gone."""
        return self.taken_back and self.overtaken

    @property
    def accepted(self) -> bool:
        """Whether its report was accepted; what is corrected has to be taken back first."""
        return self.state in COUNTS

    @property
    def outdated(self) -> bool:
        """Whether what was accepted is no longer what the public has: it is taken back and handed in anew."""
        return self.overtaken and self.accepted

    @property
    def done(self) -> bool:
        """Whether whoever adds it up waits for nothing more: its own report, and what stands below it."""
        own = not self.unit.expected or self.accepted
        return own and self.level in {None, LevelState.ACCEPTED_ABOVE}


def worked_out(facts: Facts, today: date, rules: str) -> tuple[UnitStanding, ...]:
    """The standing of each unit, in the order of the list. `rules`: the version in force."""
    by_unit: dict[int, list[Acted]] = defaultdict(list)
    for act in facts.acts:
        by_unit[act.unit_id].append(act)
    days = _days(facts)
    made = {
        unit.pk: _own(facts, unit, by_unit[unit.pk], days[unit.pk], today=today, rules=rules)
        for unit in facts.units
    }
    below: dict[int, list[int]] = defaultdict(list)
    for unit in facts.units:
        if unit.parent_id is not None:
            below[unit.parent_id].append(unit.pk)
    for key in _deepest_first(facts.units, below):
        made[key] = _with_level(made[key], by_unit[key], [made[one] for one in below[key]], today)
    return tuple(made[unit.pk] for unit in facts.units)


def state_of(handed: Handed | None, acts: Iterable[Acted], begun: bool) -> State:
    """How far the report is: only what was done with the last submission counts."""
    return _state(handed, _done_last(handed, acts) if handed else None, begun)


def _state(handed: Handed | None, last: Done | None, begun: bool) -> State:
    if handed is None:
        return State.DRAFT if begun else State.NOT_STARTED
    return _STATES[last] if last else State.SUBMITTED


def _done_last(handed: Handed, acts: Iterable[Acted]) -> Done | None:
    """The last act about what was handed in last."""
    last = [act.what for act in acts if act.submission_id == handed.pk and act.what in _STATES]
    return _DONE[last[-1]] if last else None


def _own(
    facts: Facts, unit: UnitFacts, acts: Sequence[Acted], day: DayFacts | None, *, today: date, rules: str
) -> UnitStanding:
    handed, expected = facts.handed.get(unit.pk), unit.expected
    last = _done_last(handed, acts) if handed else None
    state = _state(handed, last, unit.pk in facts.begun)
    opened = _open_until(acts, today)
    published = _published_on(facts, handed, acts, today) if handed else None
    if published and state == State.ACCEPTED:
        state = State.PUBLISHED
    first = _first_published_on(facts, unit, acts, today)
    out = _came(handed, acts) if handed and state in OUT else None
    return UnitStanding(
        unit=unit,
        state=state,
        level=None,
        internal_day=day.day if day else None,
        statutory_day=facts.statutory_day,
        late=expected and day is not None and (out or today) > day.day,
        submitted_late=expected and _submitted_late(facts, handed, today),
        published_late=expected and _published_late(facts, first, today),
        # What was given back through no act of the unit is owed anew, and not locked out.
        locked=expected and last != _VOID and opened is None and _is_over(day, today),
        open_until=opened,
        handed=handed,
        stale=handed is not None and handed.rules != rules,
        published_on=published,
        first_published_on=first,
        overtaken=handed is not None and 0 < handed.version < facts.last_version.get(unit.pk, 0),
        taken_back=last == Done.TAKE_BACK,
        afterwards=facts.afterwards,
        answered=facts.answered.get(handed.pk, 0) if handed else 0,
    )


def _came(handed: Handed, acts: Iterable[Acted]) -> date:
    """The day on which the report came in: of what was once accepted, not of what corrects it."""
    accepted = [act.submission_id for act in acts if act.what == _ACCEPT and act.submission_id]
    known = [handed.days[key] for key in accepted if key in handed.days]
    return known[0] if known else handed.day


def _submitted_late(facts: Facts, handed: Handed | None, today: date) -> bool:
    """Whether it was submitted after the day of 第四十九条; no correction makes it late.

    Of what is collected afterwards nobody here knows when it was.
    """
    if not facts.submits or facts.afterwards:
        return False
    return (min(handed.days.values(), default=today) if handed else today) > facts.statutory_day


def _published_late(facts: Facts, first: date | None, today: date) -> bool:
    """The same of its publication, which is known where somebody entered it."""
    deed = first if facts.afterwards else first or today
    return deed is not None and deed > facts.statutory_day


def _published_on(facts: Facts, handed: Handed, acts: Iterable[Acted], today: date) -> date | None:
    """When the public got it: as was entered about the last submission, or as released on this platform."""
    entered = [
        act.published_on
        for act in acts
        if act.published_on and act.submission_id == handed.pk and act.what == _PUBLISH
    ]
    day = entered[-1] if entered else facts.released.get(handed.pk)
    return day if day and day <= today else None


def _first_published_on(facts: Facts, unit: UnitFacts, acts: Iterable[Acted], today: date) -> date | None:
    """When the public first got any version of the report."""
    released = facts.public_since.get(unit.pk)
    days = [act.published_on for act in acts if act.published_on and act.what == _PUBLISH]
    return min((day for day in (*days, released) if day and day <= today), default=None)


def _is_over(day: DayFacts | None, today: date) -> bool:
    """Whether a day after which nothing comes in any more has passed."""
    return day is not None and day.locks and today > day.day


def _open_until(acts: Iterable[Acted], today: date) -> date | None:
    """Until when it was opened again, where that has not passed: the last word about it counts."""
    given = [act.until for act in acts if act.until and act.what in _OPENS]
    return given[-1] if given and given[-1] >= today else None


def _days(facts: Facts) -> dict[int, DayFacts | None]:
    """The internal day of each unit: its own, that of the nearest unit above it, or the campaign's."""
    given: dict[int | None, DayFacts] = {day.unit_id: day for day in facts.days}
    parents = {unit.pk: unit.parent_id for unit in facts.units}
    if given.keys() <= {None}:
        return dict.fromkeys(parents, given.get(None))
    return {key: _nearest(key, parents, given) for key in parents}


def _nearest(
    key: int, parents: Mapping[int, int | None], given: Mapping[int | None, DayFacts]
) -> DayFacts | None:
    above: int | None = key
    while above is not None:
        if above in given:
            return given[above]
        above = parents.get(above)
    return given.get(None)


def _with_level(
    one: UnitStanding, acts: Sequence[Acted], below: Sequence[UnitStanding], today: date
) -> UnitStanding:
    """The same with what its level has come to; one that only adds up is late while it is not approved."""
    last = [act.what for act in acts if act.what in _LEVELS]
    level = _LEVELS[_DONE[last[-1]]] if last else None
    if level is None:
        level = LevelState.READY if all(unit.done for unit in below) else LevelState.WAITING_BELOW
    over = one.internal_day is not None and today > one.internal_day
    waits = not one.unit.reports and level in _TO_APPROVE
    return one._replace(level=level, late=one.late or (over and waits))


def _deepest_first(units: Sequence[UnitFacts], below: Mapping[int, Sequence[int]]) -> list[int]:
    """The units with others below them, each after all of those."""
    ordered: list[int] = []
    waiting = [unit.pk for unit in units if unit.parent_id is None]
    while waiting:
        key = waiting.pop()
        ordered.append(key)
        waiting += below.get(key, ())
    return [key for key in reversed(ordered) if key in below]
