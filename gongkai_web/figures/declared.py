"""How does a domain declare what it counts?

A `Subject` is a kind of record: whose it is, who may see it, which records count at all, how they are listed.
A `Figure` is a number over it. Everything that counts, splits, lists or opens goes through `records`, so that
a number and what stands behind it cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, DateField, IntegerField, Model, Q, QuerySet, Sum, Transform
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from gongkai_web.figures.period import Period, Scope

if TYPE_CHECKING:  # the registry is read before the models are loaded
    from gongkai_web.agencies.asking import Who
    from gongkai_web.agencies.models import Person

Records = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, and what it says of a record (text, day or number).

    `on`: the same where it depends on the day for which the number stands.
    """

    head: str
    value: Callable[[Any], object]
    on: Callable[[Any, date], object] | None = None

    def says(self, record: Any, day: date) -> object:
        """The cell of that record, as it stood on that day."""
        return self.on(record, day) if self.on else self.value(record)


def itself(record: Model) -> Model:
    """The record as the one whose page is opened."""
    return record


@dataclass(frozen=True, slots=True)
class Listing:
    """How records become the rows of a list. `opens`: the record whose page the first column leads to."""

    caption: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    related: tuple[str, ...] = ()
    opens: Callable[[Any], Model] = itself


@dataclass(frozen=True, slots=True, eq=False)
class Dimension:
    """By what records fall apart: the column that says it, and the words for its values (numbers: none).

    `seen`: where the values are rows that somebody entered, the words of those that the person may see.
    """

    id: str
    label: str
    column: str
    words: Callable[[], Mapping[str, str]] = dict
    seen: Callable[[Person, date], Mapping[str, str]] | None = None

    def told(self, person: Person, day: date) -> Mapping[str, str]:
        """The words that the person may be told; a row that is not seen has none, like one that is absent."""
        return self.seen(person, day) if self.seen else self.words()


@DateField.register_lookup
class InMonth(Transform):
    """The month of a day, for a dimension.

    Django's own `month` calls Python for each row on SQLite, a million times for a million rows; there a day
    is kept as text, so the month is read out of it.
    """

    lookup_name = "in_month"
    function = "EXTRACT"
    template = "CAST(%(function)s(MONTH FROM %(expressions)s) AS INTEGER)"
    output_field = IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """Days are kept as 2018-03-01."""
        template = "CAST(SUBSTR(%(expressions)s, 6, 2) AS INTEGER)"
        sql, values = self.as_sql(compiler, connection, template=template, **extra_context)
        return sql, tuple(values)


def months() -> Mapping[str, str]:
    """The words of a dimension by month, as an address names it."""
    return {str(number): f"{number}月" for number in range(1, 13)}


def quarters() -> Mapping[str, str]:
    """The same by quarter."""
    return {str(number): f"第{word}季度" for number, word in enumerate("一二三四", 1)}


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A kind of record. `agency`: the way to whose it is; `visible`: the function that decides who sees it.

    `seen_by`: the same said of whoever is signed in, where it can be, so that it is written once for all of
    them. `counted`: what counts at all – a void record does not. `derived`: expressions that conditions may
    name. `agency_first`: the index by which a period is counted begins with the agency.
    """

    model: type[Model]
    agency: str
    visible: Callable[[Person, date], Records]
    listing: Listing
    counted: Q = field(default_factory=Q)
    derived: Mapping[str, Combinable] = field(default_factory=dict)
    seen_by: Callable[[Who], Records] | None = None
    agency_first: bool = False

    def records(self, scope: Scope) -> Records:
        """The records of the scope that count at all."""
        if scope.person is None or scope.today is None:
            return self.everything().filter(self.of(scope.agencies))
        return self.among(self.visible(scope.person, scope.today)).filter(self.of(scope.agencies))

    def everything(self) -> Records:
        """All that count."""
        return self.among(self.model._default_manager.all())

    def among(self, records: Records) -> Records:
        """Those of `records` that count at all, ready for the conditions of the figures."""
        counting: Records = records.alias(**self.derived).filter(self.counted)
        return counting

    def of(self, agencies: tuple[int, ...] | None) -> Q:
        """Those of the agencies. One agency is asked by equality, so that its index keeps its order.

        All of them are named, too, where the index begins with the agency: SQLite, which nobody told how
        few they are, would read the records of all years.
        """
        if agencies is None:
            all_of_them = apps.get_model("agencies.Agency").objects.values("pk")
            return Q(**{f"{self.agency}__in": all_of_them}) if self.agency_first else Q()
        if len(agencies) == 1:
            return Q(**{self.agency: agencies[0]})
        return Q(**{f"{self.agency}__in": agencies})


def standing(since: str, until: str, period: Period) -> Q:
    """What had begun and not ended at the end of the period; on the day of its end it stands no more."""
    ended = Q(**{until: None}) | Q(**{f"{until}__gt": period.last})
    return Q(**{f"{since}__lte": period.last}) & ended


def until_inclusive(since: str, until: str, period: Period) -> Q:
    """The same of what still stands on the day of its end, as a term of office does."""
    ended = Q(**{until: None}) | Q(**{f"{until}__gte": period.last})
    return Q(**{f"{since}__lte": period.last}) & ended


def nowhere(_: Period) -> str:
    """The records of the figure belong to their period by no single day."""
    return ""


@dataclass(frozen=True, slots=True)
class Nought:
    """A number that is nought: what a page says beside it. `untold`: nobody has told, which is no nought."""

    said: str = ""
    untold: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number: what it is called, in what unit, where it comes from, and which records it counts.

    `condition`: by the period and its policies alone; its SQL is kept under both (`counting`).
    `part_of`: the figure whose part it is; its own condition is asked among those records only. `sums`: the
    column that is added up, where records are not counted. `by`: how it may be split. `day`: the column by
    which its records belong to the period, where one does. `indexed`: an index answers its condition, which
    says more than the day, or has none. `over`: of its period only what was over before the day of asking is
    counted. `standing`: it says how the records of its period stand on the day of asking (`Period.now`).
    `said`: of a nought, where one that somebody stated differs from no record at all (`nought`).
    """

    id: str
    label: str
    unit: str
    source: str
    subject: Subject
    condition: Callable[[Period], Q]
    by: tuple[Dimension, ...] = ()
    sums: str = ""
    part_of: Figure | None = None
    day: Callable[[Period], str] = nowhere
    indexed: bool = False
    over: bool = False
    standing: bool = False
    said: Callable[[Scope, Period], Nought] | None = None

    def nought(self, number: int | Decimal | None, scope: Scope, period: Period) -> Nought:
        """What is to be said where the number is one; empty where there are records."""
        return self.said(scope, period) if self.said and not number else Nought()

    def holds(self, period: Period) -> Q:
        """Which records of the subject are counted in the period."""
        own = self.condition(period)
        return self.part_of.holds(period) & own if self.part_of else own

    @property
    def chain(self) -> tuple[Figure, ...]:
        """The figure of which this one is a part by whatever steps, then each part down to this one."""
        return (*self.part_of.chain, self) if self.part_of else (self,)

    @property
    def whole(self) -> Figure:
        """The first of them: itself where it is no part."""
        return self.part_of.whole if self.part_of else self

    def reach(self, period: Period) -> Q | None:
        """What an index answers and every record of the figure meets; None where nothing is known to."""
        if self.indexed:
            return self.condition(period)
        day = self.day(period)
        return Q(**{f"{day}__range": period.days}) if day else None

    def records(
        self, scope: Scope, period: Period, only: Mapping[Dimension, Collection[object]] | None = None
    ) -> Records:
        """The records behind the number, as one query; `only`: those with one of these values."""
        return self.subject.records(scope).filter(self.holds(period), narrowed(only or {}))

    def among(self, records: Records, period: Period) -> Records:
        """Those of `records` that the figure counts."""
        return self.subject.among(records).filter(self.holds(period))

    def measure(self, condition: Q | None = None) -> Count | Sum:
        """The number as an expression; `condition`: of the records for which it holds."""
        return Sum(self.sums, filter=condition) if self.sums else Count("pk", filter=condition)


def narrowed(only: Mapping[Dimension, Collection[object]]) -> Q:
    """The records with one of the given values in each dimension."""
    wanted = Q()
    for dimension, values in only.items():
        (*several,) = values
        wanted &= (
            Q(**{dimension.column: several[0]})
            if len(several) == 1
            else Q(**{f"{dimension.column}__in": several})
        )
    return wanted
