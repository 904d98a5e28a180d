"""How does the list of a campaign become the units that are added up, level by level?

A unit with others below it is a level: they count once the level was accepted above. What a level froze as
its own sum is held against them. Last year's report is the one that the unit had in the campaign before, by
whatever of key, agency or name it is known again; else its filing on this platform.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.aggregation import Unit as Member
from gongkai.document import from_json
from gongkai.labels import normal
from gongkai.report import Report
from gongkai_web.annual.aggregation.models import CarryExplanation, Sum
from gongkai_web.annual.campaign.collecting import queries as collected
from gongkai_web.annual.campaign.collecting.models import Campaign, Submission, Unit
from gongkai_web.annual.campaign.collecting.standing import UnitStanding
from gongkai_web.annual.campaign.collecting.words import LevelState
from gongkai_web.annual.models import Filing

VERTICAL = "vertical_agency"


@dataclass(frozen=True, slots=True)
class Listed:
    """The units to be added for a level, and by their keys the unit and the submission behind each.

    `overtaken`: the keys of those whose public report is a later version than the one that is added.
    """

    members: tuple[Member, ...]
    units: Mapping[str, Unit]
    submissions: Mapping[str, int]
    overtaken: frozenset[str] = frozenset()


def listed(campaign: Campaign, level: Unit | None) -> Listed:
    """The units of a level, or of the whole campaign, with the reports that were accepted."""
    facts = _facts(campaign)
    if level is None:
        roots = [unit for unit in facts.units.values() if unit.parent_id is None]
        members = [member for unit in roots for member in _members(unit, facts)]
    else:
        top = facts.units[level.pk]
        facts = replace(facts, scope=facts.under(top))
        members = [*_own(top, facts), *(one for unit in facts.below(top) for one in _members(unit, facts))]
    keys = {key_of(unit): unit for unit in facts.units.values()}
    submissions = {key_of(facts.units[pk]): submission for pk, submission in facts.submissions.items()}
    overtaken = {key_of(facts.units[pk]) for pk, one in facts.standing.items() if one.outdated}
    return Listed(tuple(members), keys, submissions, frozenset(overtaken))


def key_of(unit: Unit) -> str:
    """The key of a unit over the years: the one that the office gave, else its agency's, else its own."""
    if unit.code:
        return unit.code
    return f"agency-{unit.agency_id}" if unit.agency_id else f"unit-{unit.pk}"


@dataclass(frozen=True, slots=True)
class _Facts:
    units: Mapping[int, Unit]
    standing: Mapping[int, UnitStanding]
    submissions: Mapping[int, int]
    reports: Mapping[int, Report]
    before: Mapping[int, Report]
    explained: Mapping[int, str]
    sums: Mapping[int, Report]
    scope: frozenset[int] = frozenset()
    children: Mapping[int, Sequence[Unit]] = field(default_factory=dict)
    merged: Mapping[int, Sequence[Unit]] = field(default_factory=dict)
    taken: Mapping[int, Sequence[Unit]] = field(default_factory=dict)

    def below(self, unit: Unit) -> Sequence[Unit]:
        return self.children.get(unit.pk, ())

    def under(self, unit: Unit) -> frozenset[int]:
        """The unit and all below it."""
        return frozenset({unit.pk}).union(*(self.under(one) for one in self.below(unit)))

    def elsewhere(self, unit: Unit) -> bool:
        """Whether it took over from, or gave work to, a unit that is not added here."""
        others = {unit.merged_into_id, unit.split_from_id} - {None}
        others |= {one.pk for one in (*self.merged.get(unit.pk, ()), *self.taken.get(unit.pk, ()))}
        return not others <= self.scope


def _facts(campaign: Campaign) -> _Facts:
    units = {unit.pk: unit for unit in Unit.objects.filter(campaign=campaign).select_related("agency")}
    standing = {one.unit.pk: one for one in collected.standing(campaign, date.max)}
    good = {pk: one.handed.pk for pk, one in standing.items() if one.accepted and one.handed}
    documents = dict(Submission.objects.filter(pk__in=good.values()).values_list("unit_id", "document"))
    explained = CarryExplanation.objects.filter(unit__campaign=campaign).order_by("pk")
    sums = Sum.objects.filter(campaign=campaign, level__isnull=False).order_by("pk")
    last = {pk: (document, fall) for pk, document, fall in sums.values_list("level_id", "document", "fall")}
    return _Facts(
        units=units,
        standing=standing,
        submissions=good,
        reports={pk: from_json(document) for pk, document in documents.items()},
        before=before(campaign, units.values()),
        explained=dict(explained.values_list("unit_id", "reason")),
        sums={pk: from_json(document) for pk, (document, fall) in last.items() if pk and not fall},
        children=_by(units.values(), lambda unit: unit.parent_id),
        merged=_by(units.values(), lambda unit: unit.merged_into_id),
        taken=_by(units.values(), lambda unit: unit.split_from_id),
        scope=frozenset(units),
    )


def _by(units: Iterable[Unit], key: Callable[[Unit], int | None]) -> dict[int, list[Unit]]:
    """The units by another one that each names; of those that name one."""
    found: dict[int, list[Unit]] = {}
    for unit in units:
        other = key(unit)
        if other is not None:
            found.setdefault(other, []).append(unit)
    return found


def _members(unit: Unit, facts: _Facts) -> Iterator[Member]:
    """A leaf; or a level: its own report, and those below it where the level was accepted."""
    below = facts.below(unit)
    if not below:
        yield _leaf(unit, facts)
        return
    parts = tuple(member for one in below for member in _members(one, facts))
    settled = facts.standing[unit.pk].level == LevelState.ACCEPTED_ABOVE
    frozen = facts.sums.get(unit.pk) if settled else None
    if frozen is not None:
        yield _sum(unit, frozen, (*_own(unit, facts), *parts))
        return
    yield from _own(unit, facts)
    yield from parts if settled else (_sum(unit, None, parts),)


def _sum(unit: Unit, frozen: Report | None, parts: tuple[Member, ...]) -> Member:
    """A level that adds up others; without its sum it holds up the one above."""
    return Member(f"{key_of(unit)}/sum", f"{unit.name}汇总", report=frozen, parts=parts, counted=True)


def _own(unit: Unit, facts: _Facts) -> Iterator[Member]:
    if unit.reports:
        yield _leaf(unit, facts)


def _leaf(unit: Unit, facts: _Facts) -> Member:
    former = [key_of(one) for one in facts.merged.get(unit.pk, ())]
    if unit.split_from_id is not None:
        former.append(key_of(facts.units[unit.split_from_id]))
    return Member(
        key=key_of(unit),
        name=unit.name,
        kind=VERTICAL if unit.vertical else unit.kind,
        report=facts.reports.get(unit.pk),
        previous=facts.before.get(unit.pk),
        predecessors=tuple(former),
        ended=unit.merged_into_id is not None or unit.ended,
        waived=unit.excused,
        explained=facts.explained.get(unit.pk, ""),
        counted=None if unit.vertical or unit.kind != VERTICAL else True,
        elsewhere=facts.elsewhere(unit),
    )


# – the year before


def before(campaign: Campaign, units: Iterable[Unit]) -> dict[int, Report]:
    """The reports of the year before, by unit."""
    known = list(units)
    found = _of_campaign(campaign, known)
    agencies = {unit.agency_id: unit.pk for unit in known if unit.agency_id and unit.pk not in found}
    filings = Filing.objects.filter(agency__in=agencies, year=campaign.year - 1).order_by("version")
    filed = dict(filings.values_list("agency_id", "document"))
    return found | {agencies[agency]: from_json(document) for agency, document in filed.items()}


def _of_campaign(campaign: Campaign, units: Iterable[Unit]) -> dict[int, Report]:
    former = Campaign.objects.filter(
        agency=campaign.agency, year=campaign.year - 1, kind=campaign.kind, practice=False
    ).first()
    if former is None:
        return {}
    by_word: dict[object, Report] = {}
    for one in collected.accepted_reports(former):
        by_word |= dict.fromkeys(_words(one.unit), one.report)
    found = {unit.pk: [by_word[word] for word in _words(unit) if word in by_word] for unit in units}
    return {pk: reports[0] for pk, reports in found.items() if reports}


def _words(unit: Unit) -> list[object]:
    """By what a unit is known again, the surest first."""
    names: list[object] = [normal(name) for name in (unit.name, *reversed(unit.former_names))]
    code: list[object] = [("code", unit.code)] if unit.code else []
    return [*code, *([("agency", unit.agency_id)] if unit.agency_id else []), *names]
