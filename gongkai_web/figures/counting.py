"""How many are there, and how do they fall apart?

Several figures over one kind of record are counted in one query, each by its own condition. Django takes
longer to write a query of so many than the database to answer it: the same question is written once.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.db.models import Q
from django.db.models import Value as Constant

from gongkai.counting import Reign
from gongkai_web.figures.declared import Dimension, Figure, Records, Subject, narrowed
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.policy import policies_until
from gongkai_web.prepared import BySql, Prepared, Row

K = TypeVar("K", bound=Hashable)
Value = int | Decimal
Values = tuple[object, ...]
Policies = tuple[tuple[tuple[Reign, ...], ...], ...]  # by period, by rule


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure in a period."""

    figure: Figure
    period: Period

    @classmethod
    def on(cls, today: date, figure: Figure, period: Period) -> Asked:
        """Asked today: what is not over yet is left out of a figure that counts what is."""
        meant = period.before(today) if figure.over else period
        return cls(figure, meant.asked(today) if figure.standing else meant)

    @property
    def whole(self) -> Asked:
        """The figure of which it is a part; of a whole that does not change with it the day is not asked."""
        whole = self.figure.whole
        return Asked(whole, self.period if whole.standing else self.period.asked(None))


def count(figure: Figure, scope: Scope, period: Period) -> Value:
    """The number."""
    number: Value | None = figure.records(scope, period).order_by().aggregate(n=figure.measure())["n"]
    return number or 0


def counts(
    asked: Mapping[K, Asked], scope: Scope, only: Mapping[Dimension, Collection[object]] | None = None
) -> dict[K, Value]:
    """Several numbers by key: one query for each kind of record."""
    found: dict[K, Value] = dict.fromkeys(asked, 0)
    for subject, of_it in _by_subject(asked).items():
        for _, *numbers in _rows(_among(subject, scope, only or {}), of_it, ()):
            found |= {key: number or 0 for key, number in zip(of_it, numbers, strict=True)}
    return found


def split(
    asked: Mapping[K, Asked],
    scope: Scope,
    by: Sequence[Dimension],
    only: Mapping[Dimension, Collection[object]] | None = None,
) -> dict[Values, dict[K, Value]]:
    """The numbers of each group of records with the same values in `by`: one query.

    ValueError where a figure may not be split so, or where they count different kinds of record.
    """
    if not asked:
        return {}
    (subject, *others) = _by_subject(asked)
    if others:
        raise ValueError("figures over different records cannot be split together")
    for one in asked.values():
        foreign = [dimension.id for dimension in by if dimension not in one.figure.by]
        if foreign:
            raise ValueError(f"{one.figure.id} cannot be split by {'、'.join(foreign)}")
    rows = _rows(_among(subject, scope, only or {}), asked, by)
    return {
        row[: len(by)]: {key: number or 0 for key, number in zip(asked, row[len(by) :], strict=True)}
        for row in rows
    }


def rolled_up(groups: Mapping[Values, Mapping[K, Value]], *places: int) -> dict[Values, dict[K, Value]]:
    """The groups of a split added up over all dimensions but those at these places."""
    found: dict[Values, dict[K, Value]] = {}
    for values, numbers in groups.items():
        sums = found.setdefault(tuple(values[place] for place in places), {})
        for key, number in numbers.items():
            sums[key] = sums.get(key, 0) + number
    return found


def _by_subject(asked: Mapping[K, Asked]) -> dict[Subject, dict[K, Asked]]:
    found: dict[Subject, dict[K, Asked]] = {}
    for key, one in asked.items():
        found.setdefault(one.figure.subject, {})[key] = one
    return found


@dataclass(frozen=True, slots=True)
class _Whole:
    """Records that are asked for whoever looks: the same where subject, agencies and values are."""

    subject: Subject
    agencies: tuple[int, ...] | None
    only: tuple[tuple[Dimension, frozenset[object]], ...]

    @property
    def records(self) -> Records:
        """As a queryset."""
        return self.subject.records(Scope(self.agencies)).filter(narrowed(dict(self.only)))


def _among(subject: Subject, scope: Scope, only: Mapping[Dimension, Collection[object]]) -> BySql | _Whole:
    """Among what is counted. What a person may see is known by its SQL alone."""
    if scope.person is None:
        values = tuple((dimension, frozenset(wanted)) for dimension, wanted in only.items())
        return _Whole(subject, scope.agencies, values)
    return BySql(subject.records(scope).filter(narrowed(only)))


def _rows(among: BySql | _Whole, asked: Mapping[K, Asked], by: Sequence[Dimension]) -> list[Row]:
    """The values in `by` and the numbers of each group; without `by` a constant and the numbers of all."""
    if isinstance(among, BySql) and among.never:
        return []
    periods = dict.fromkeys(one.period for one in asked.values())
    policies = tuple(policies_until(period) for period in periods)
    return _prepared(among, tuple(asked.values()), tuple(by), policies).rows()


@functools.lru_cache(maxsize=256)
def _prepared(
    among: BySql | _Whole, asked: tuple[Asked, ...], by: tuple[Dimension, ...], _policies: Policies
) -> Prepared:
    """The question as SQL. What a figure asks depends on its period and on the policies of it alone."""
    records = _found(among.records, asked).order_by()
    columns = [dimension.column for dimension in by]
    grouped = records.values(*columns) if by else records.annotate(all=Constant(1)).values("all")
    measures = {f"n{at}": one.figure.measure(one.figure.holds(one.period)) for at, one in enumerate(asked)}
    return Prepared.of(grouped.annotate(**measures))


def _found(records: Records, asked: Sequence[Asked]) -> Records:
    """What any of them counts; a part is found by its whole.

    Where an index answers for each, each is looked up by its own and no record is read that none counts: an
    OR of several would be answered by reading all.
    """
    wholes: list[Asked] = []
    for one in asked:
        if one.whole not in wholes:
            wholes.append(one.whole)
    reaches = [one.figure.reach(one.period) for one in wholes]
    known = [reach for reach in reaches if reach is not None]
    if len(wholes) == 1 or len(known) < len(wholes):
        return records.filter(_any([one.figure.condition(one.period) for one in wholes]))
    keys = [records.order_by().filter(reach).values("pk") for reach in known]
    subject = wholes[0].figure.subject
    return subject.among(subject.model._default_manager.filter(pk__in=keys[0].union(*keys[1:], all=True)))


def _any(conditions: Sequence[Q]) -> Q:
    """One of them; all records where one of them asks for nothing."""
    wanted = Q()
    for condition in conditions:
        wanted |= condition
    return wanted if all(conditions) else Q()
