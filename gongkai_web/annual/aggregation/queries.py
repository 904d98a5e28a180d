"""Which sums may this person see, what do they come to today, and who stands behind a cell?

A sum belongs to the office that adds it up: of the whole campaign the one that collects, of a level its own.
`levels` is the one place that decides who sees which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from gongkai.aggregation import Aggregation, Problem, ProblemKind, State, aggregate
from gongkai.aggregation import Unit as Member
from gongkai.aggregation.adding import state_of
from gongkai.aggregation.facts import STATE_LABELS
from gongkai.aggregation.policies import in_force
from gongkai.document import from_json
from gongkai.drafting.references import Counted
from gongkai.drafting.rounding import Number
from gongkai.owed import agencies_of
from gongkai.report import CellValue
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import own_agencies
from gongkai_web.annual.aggregation.models import Sum, SumFall, SumRelease
from gongkai_web.annual.aggregation.units import Listed, listed
from gongkai_web.annual.campaign.collecting import queries as collected
from gongkai_web.annual.campaign.collecting.models import Campaign, Submission, Unit
from gongkai_web.annual.campaign.collecting.queries import office_of
from gongkai_web.annual.campaign.collecting.standing import UnitFacts
from gongkai_web.annual.campaign.collecting.words import REPORTS, Kind
from gongkai_web.annual.models import Filing
from gongkai_web.annual.queries import government_name
from gongkai_web.approval import standing


@dataclass(frozen=True, slots=True)
class Level:
    """What is added up: a campaign whole (`unit` None), or what stands at and below one of its units."""

    campaign: Campaign
    unit: Unit | None

    @property
    def office(self) -> Agency:
        """Who adds it up."""
        if self.unit is None:
            return self.campaign.agency
        return self.unit.agency or office_of(self.unit)

    @property
    def name(self) -> str:
        """Whose report the sum is: the government's, not its office's."""
        if self.unit is not None and self.unit.agency is None:
            return self.unit.name
        return government_name(self.office)


@dataclass(frozen=True, slots=True)
class Behind:
    """A unit behind a cell: what it gave, or in words why that is no number."""

    name: str
    value: CellValue
    words: str
    submission: Submission | None
    agency: Agency | None


def levels(person: Person | AnonymousUser, day: date) -> list[Level]:
    """What the person's offices add up, newest first."""
    own = own_agencies(person, day)
    whole = Campaign.objects.filter(agency__in=own).select_related("agency")
    parts = (
        Unit.objects.filter(Exists(Unit.objects.filter(parent=OuterRef("pk"))))
        .filter(Q(agency__in=own) | Q(agency=None, campaign__agency__in=own))
        .select_related("campaign__agency", "agency", "parent__agency")
    )
    found = [Level(one, None) for one in whole] + [Level(one.campaign, one) for one in parts]
    return sorted(
        found, key=lambda one: (-one.campaign.year, -one.campaign.pk, one.unit.pk if one.unit else 0)
    )


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Sum]:
    """The frozen sums of what the person's offices add up, and of the levels below that they collect."""
    own = own_agencies(person, day)
    found = Sum.objects.filter(Q(agency__in=own) | Q(campaign__agency__in=own))
    return found.select_related("campaign__agency", "level", "agency")


def frozen(level: Level) -> QuerySet[Sum]:
    """What was frozen of a level, newest first; without the sums themselves."""
    rows = Sum.objects.filter(campaign=level.campaign, level=level.unit).select_related("fall", "release")
    return rows.defer("document", "members", "middles", "told", "sheet").order_by("-version")


def summed(level: Level) -> tuple[Listed, Aggregation]:
    """What a level comes to by the reports accepted today. Raises UsageError where none is there yet."""
    found = listed(level.campaign, level.unit)
    year, office = level.campaign.year, level.office
    government = any(one.needed and office.kind in one.kinds for one in in_force(year))
    own = next(
        (key for key, unit in found.units.items() if unit.agency_id == office.pk), f"agency-{office.pk}"
    )
    if level.unit is not None and level.unit.agency_id is None:
        own = ""  # added up for an office outside this platform: its report is known by the kind of the unit
    return found, aggregate(found.members, level.name, year, government=government, office=own)


def above(one: Sum) -> QuerySet[Unit]:
    """The units of campaigns above as whose report a frozen sum may be handed in: those of its own office."""
    found = Unit.objects.filter(agency=one.agency, campaign__year=one.campaign.year, campaign__practice=False)
    found = found.filter(campaign__kind=Kind.GOVERNMENT)
    return found.exclude(campaign=one.campaign).select_related("campaign")


def moved(one: Sum) -> list[str]:
    """The units whose accepted report is not the one that was added: what was frozen is not their sum.

    Also those of which a report is waited for since, because the list was changed.
    """
    states = {each.unit.pk: each for each in collected.standing(one.campaign, date.max)}
    counted = {pk: each.handed.pk for pk, each in states.items() if each.accepted and each.handed}
    added = [(unit, name, key) for unit, name, _, key, _ in one.members]
    added += [(unit, name, None) for unit, name, _ in one.absent]
    told = {unit for unit, *_ in (*added, *one.left_out)}
    below = _below(one.level_id, [each.unit for each in states.values()])
    come = [each.unit.name for pk, each in states.items() if each.unit.expected and pk in below - told]
    return [name for unit, name, key in added if counted.get(unit) != key] + come


def fall_of(one: Sum) -> SumFall | None:
    """That what it adds up was taken back, where it was."""
    return SumFall.objects.filter(sum=one).first()


def later(one: Sum, *, public: bool = False) -> Sum | None:
    """The last version after this one; or the last of them that was published."""
    rows = Sum.objects.filter(campaign=one.campaign_id, level=one.level_id, pk__gt=one.pk)
    if public:
        rows = rows.filter(release__isnull=False)
    return rows.only("pk", "version").order_by("pk").last()


def to_correct(one: Sum) -> bool:
    """Whether the public has it, an approval in it was taken back, and nothing has mended that yet."""
    return release_of(one) is not None and later(one, public=True) is None and bool(moved(one))


def unmended(filing: Filing) -> SumFall | None:
    """That an approval was taken back in the sum that the filing is, where nothing has mended it."""
    fall = SumFall.objects.filter(sum__release__filing=filing).select_related("sum__campaign").first()
    return fall if fall is not None and to_correct(fall.sum) else None


def _below(level: int | None, units: Iterable[UnitFacts]) -> set[int]:
    """The units that are added up at the level; all of them where it is none of a unit."""
    known = list(units)
    if level is None:
        return {unit.pk for unit in known}
    found, fresh = {level}, {level}
    while fresh:
        fresh = {unit.pk for unit in known if unit.parent_id in fresh} - found
        found |= fresh
    return found


def government_of(one: Sum) -> Agency | None:
    """Whose report the sum is: of the office itself, or of its government (第四十九条第二款).

    None where that is no agency here, and where it was added up for somebody outside: they publish it.
    """
    if one.level is not None and one.level.agency_id is None:
        return None
    kinds = agencies_of(REPORTS[Kind.GOVERNMENT], one.campaign.year)
    if one.agency.kind in kinds:
        return one.agency
    named = Agency.objects.filter(kind__in=kinds, name=Level(one.campaign, one.level).name)
    return named.filter(closed_on=None).first()


def release_of(one: Sum) -> SumRelease | None:
    """Its publication, where it was published."""
    found = SumRelease.objects.filter(sum=one)
    return found.select_related("filing__agency", "filing__release").defer("filing__document").first()


def digest(one: Sum) -> str:
    """SHA-256 (hex) of a sum with all that was kept beside it."""
    parts = [one.document, one.members, one.absent, one.left_out, one.middles, one.told]
    return standing.digest([*parts, one.sheet] if one.sheet else parts)  # earlier ones kept no sheet


def problems(one: Sum) -> list[Problem]:
    """What stood beside a sum when it was frozen."""
    return [
        Problem(ProblemKind(kind), unit, message, tuple(cells)) for kind, unit, message, cells in one.told
    ]


def members_of(found: Listed, sum_: Aggregation) -> list[list[object]]:
    """The leaves as they are kept: unit, name, kind, submission and its digest."""
    keys = [found.submissions[unit.key] for unit in sum_.leaves]
    digests = dict(Submission.objects.filter(pk__in=keys).values_list("pk", "digest"))
    return [
        [found.units[unit.key].pk, unit.name, unit.kind, key, digests[key]]
        for unit, key in zip(sum_.leaves, keys, strict=True)
    ]


def members(one: Sum) -> tuple[Member, ...]:
    """The units behind a frozen sum with their reports, by the key of their row; one query."""
    rows = Submission.objects.filter(pk__in=[member[3] for member in one.members])
    documents = dict(rows.values_list("pk", "document"))
    return tuple(
        Member(str(unit), name, kind, report=from_json(documents[key]))
        for unit, name, kind, key, _ in one.members
    )


def units_of(one: Sum) -> dict[str, Unit]:
    """The rows of those units, by the same key."""
    rows = Unit.objects.filter(pk__in=[member[0] for member in one.members])
    return {str(row.pk): row for row in rows.select_related("agency")}


def behind_live(found: Listed, sum_: Aggregation, cell: str) -> list[Behind]:
    """The units behind a cell of what a level comes to today, the largest first."""
    keys = [found.submissions[unit.key] for unit in sum_.leaves]
    rows = _submissions(keys)
    told = []
    for one in sum_.behind(cell):
        pk = found.submissions.get(one.unit.key)
        unit = found.units.get(one.unit.key)
        words = STATE_LABELS[one.state]
        told.append(
            Behind(
                one.unit.name,
                None if words else one.value,
                words,
                rows.get(pk or 0),
                unit.agency if unit else None,
            )
        )
    return sorted(told, key=_largest_first)


def agencies_behind(found: Listed, sum_: Aggregation) -> tuple[list[Agency], int]:
    """Whose registers are counted with the sum, in the order of the list; and how many units have none here.

    Those of a unit that was merged or split up during the year count with it where one that took over its
    work is added: that one's report tells of both (手册02 §6).
    """
    rows = {unit.pk: unit for unit in found.units.values()}
    known = {unit.pk for one in sum_.leaves if (unit := found.units.get(one.key)) is not None}
    lost, fresh = len(sum_.leaves) - len(known), set(known)
    while fresh:
        merged = {unit.pk for unit in rows.values() if unit.merged_into_id in fresh}
        split = {rows[pk].split_from_id for pk in fresh}
        ended = {pk for pk in split if pk is not None and rows[pk].ended}
        fresh = (merged | ended) - known
        known |= fresh
    here = [unit.agency for pk, unit in rows.items() if pk in known and unit.agency is not None]
    return here, len(known) + lost - len(here)


def hold_back_noughts(
    numbers: dict[Counted, Number], stated: Iterable[Counted], agencies: Sequence[Agency]
) -> None:
    """That there was nothing (零报告) counts for a sum where each of these registers has it said.

    `stated`: the figures that count who said so, among the `numbers`.
    """
    numbers |= {one: 0 for one in stated if numbers.get(one, 0) < len(agencies)}


def behind(one: Sum, cell: str) -> list[Behind]:
    """The same of a frozen sum: of each report behind it that one cell is read, nothing else."""
    table, row, column = cell.split(".")
    keys = [member[3] for member in one.members]
    path = KeyTransform(column, KeyTransform(row, KeyTransform(table, "document")))
    rows = _submissions(keys)
    values = dict(Submission.objects.filter(pk__in=keys).annotate(v=path).values_list("pk", "v"))
    units = Unit.objects.filter(pk__in=[member[0] for member in one.members])
    agencies = dict(units.values_list("pk", "agency"))
    known = Agency.objects.in_bulk([agency for agency in agencies.values() if agency])
    told = [
        Behind(
            name,
            *_stated(values.get(key), rows.get(key), cell),
            rows.get(key),
            known.get(agencies.get(unit) or 0),
        )
        for unit, name, _, key, _ in one.members
    ]
    told += [Behind(name, None, STATE_LABELS[State.NOT_REPORTED], None, None) for _, name, _ in one.absent]
    return sorted(told, key=_largest_first)


def _stated(value: object, row: Submission | None, cell: str) -> tuple[CellValue, str]:
    """A number as it stands, or why there is none: then that one report is read."""
    if isinstance(value, int | str):
        return (Decimal(value), "") if isinstance(value, str) else (value, "")
    if row is None:
        return None, STATE_LABELS[State.NOT_REPORTED]
    report = from_json(Submission.objects.values_list("document", flat=True).get(pk=row.pk))
    state = state_of(report, cell)
    return (report.amount(cell), "") if state is State.NUMBER else (None, STATE_LABELS[state])


def _submissions(keys: Iterable[int]) -> Mapping[int, Submission]:
    rows = Submission.objects.filter(pk__in=list(keys)).defer("document")
    return {row.pk: row for row in rows.select_related("filing__agency")}


def _largest_first(one: Behind) -> tuple[bool, object]:
    return one.value is None, -(one.value or 0)
