"""How often does Django write the same question as SQL? Once; after that only the database is asked.

Writing a question with many conditions takes several times as long as answering it. A `Prepared` is what a
queryset came to: text and values, never an answer. Whoever keeps one keeps it under everything that it was
written from, so that it cannot be out of date: conditions and figures as they are, a queryset by its own SQL
(`BySql`), the law by its policies; or it is written with a `Slot` for whatever differs between those who ask,
and keeps nothing of any of them. Of several lists that are mostly empty, one question asks which are not.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Generic, Protocol, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, ForeignKey, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import Join

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]
Values = tuple[Any, ...]
Told = Callable[[Any], Any]  # of who asks, what a slot is filled with
_PLACE = re.compile("(%%|%s)")


@dataclass(frozen=True, slots=True, init=False)
class BySql:
    """A queryset that is another's equal where both come to the same SQL. `never`: it can have no row."""

    records: QuerySet[Any, Any] = field(compare=False)
    sql: str
    values: Values

    def __init__(self, records: QuerySet[Any, Any]) -> None:
        object.__setattr__(self, "records", records)
        try:
            sql, values = records.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            sql, values = "", ()
        object.__setattr__(self, "sql", sql)
        object.__setattr__(self, "values", tuple(values))

    @property
    def never(self) -> bool:
        """Whether no record can be among them, whatever the database holds."""
        return not self.sql


def once_each(records: QuerySet[Any, Any]) -> bool:
    """Whether no record is found more than once: it is joined to what it belongs to, and to nothing else."""
    joins = (one.join_field for one in records.query.alias_map.values() if isinstance(one, Join))
    return all(isinstance(one, ForeignKey) for one in joins)


@dataclass(frozen=True, slots=True)
class Read:
    """How a column of the answer becomes a value of Python."""

    place: int
    expression: Any
    by: Sequence[Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class _Open:
    """Among the values of a question: one that whoever asks brings."""

    told: Told


class Slot(Expression):
    """Where a value is filled in that whoever asks brings; as what something is `__in`, any number of values.

    Querysets are filtered by it. Not within a negation: where there are no values, nothing is among them.
    """

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:  # noqa: ARG002
        """As `Prepared.asked_by` finds it."""
        return "%s", (_Open(self.told),)


def slots(count: int) -> tuple[Slot, ...]:
    """A slot for each of so many values that are brought together, in their order."""
    return tuple(Slot(itemgetter(place)) for place in range(count))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as the database takes it, and how its columns are read."""

    sql: str
    values: Values
    read: tuple[Read, ...] = ()

    @classmethod
    def of(cls, asked: QuerySet[Any, Any]) -> Prepared:
        """Of a queryset of `values`: its columns in their order."""
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, values = compiler.as_sql()
        except EmptyResultSet:
            return NOTHING
        columns = [expression for expression, _, _ in compiler.select]
        reading = compiler.get_converters(columns)
        return cls(sql, tuple(values), tuple(Read(place, one, by) for place, (by, one) in reading.items()))

    def asked_by(self, who: object) -> Prepared:
        """With the values of whoever asks in its slots."""
        text: list[str] = []
        values: list[Any] = []
        left = iter(self.values)
        for piece in _pieces(self.sql):
            if piece != "%s" or not isinstance(value := next(left), _Open):
                text.append(piece)
                values += [value] if piece == "%s" else []
                continue
            given = _brought(value.told(who))
            text.append(", ".join(["%s"] * len(given)))
            values += given
        return Prepared("".join(text), tuple(values), self.read)

    def rows(self) -> list[Row]:
        """What the database answers now."""
        found = self.raw()
        return list(self.as_python(found)) if self.read else found

    def raw(self) -> list[Row]:
        """The same as the driver gives it (a day may be a text), for whoever keeps a few of many rows."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values)
            found: list[Row] = cursor.fetchall()
        return found

    def as_python(self, found: Iterable[Row]) -> Iterator[Row]:
        """Rows of `raw` as Django would give them."""
        for row in found:
            values = list(row)
            for column in self.read:
                for convert in column.by:
                    values[column.place] = convert(values[column.place], column.expression, connection)
            yield tuple(values)


NOTHING = Prepared("", ())


@dataclass(frozen=True, slots=True)
class PreparedRecords(Generic[M]):
    """A question whose rows are records of a model, without what is left out of them."""

    model: type[M]
    names: tuple[str, ...]
    question: Prepared

    @classmethod
    def of(cls, asked: QuerySet[M], *left_out: str) -> PreparedRecords[M]:
        """Of a queryset that may have slots. `left_out`: fields that are read only where they are used."""
        fields = [one.attname for one in asked.model._meta.concrete_fields if one.name not in left_out]
        return cls(asked.model, tuple(fields), Prepared.of(asked.values(*fields)))

    def told(self, who: object) -> list[M]:
        """The records that there are now, with what `who` brings in the slots."""
        rows = self.question.asked_by(who).rows()
        return [self.model.from_db(DEFAULT_DB_ALIAS, self.names, row) for row in rows]


def stacked(questions: Sequence[tuple[Prepared, int]]) -> Prepared:
    """Questions of so many columns each, the widest first, as one: each row after the number of its question.

    The columns are as the driver gives them; the one that asked reads them.
    """
    parts: list[str] = []
    values: list[Any] = []
    widest = max((width for _, width in questions), default=0)
    for number, (one, width) in enumerate(questions):
        if one.sql:
            blank = ", NULL" * (widest - width)
            parts.append(f'SELECT {number}, "part_{number}".*{blank} FROM ({one.sql}) AS "part_{number}"')  # noqa: S608 – what was typed is in the values
            values += one.values
    return Prepared(" UNION ALL ".join(parts), tuple(values))


def stacked_groups(questions: Sequence[tuple[Prepared, int, int]]) -> Prepared:
    """Questions of so many values and so many numbers as one: each row after its question's number.

    All values come first, as text, then all numbers; what a question has fewer of is filled up.
    """
    asked = [(number, *one) for number, one in enumerate(questions) if one[0].sql]
    if not asked:
        return NOTHING
    most = max(values for _, _, values, _ in asked), max(numbers for *_, numbers in asked)
    named = ", ".join(
        f'"part_{number}" ({_names("v", values)}, {_names("n", numbers)}) AS ({one.sql})'
        for number, one, values, numbers in asked
    )
    rows = " UNION ALL ".join(
        f'SELECT {number}, {_filled_up(values, numbers, *most)} FROM "part_{number}"'  # noqa: S608 – what was typed is in the values
        for number, _, values, numbers in asked
    )
    return Prepared(f"WITH {named} {rows}", tuple(value for _, one, *_ in asked for value in one.values))


def _names(letter: str, many: int) -> str:
    return ", ".join(f'"{letter}{place}"' for place in range(many))


def _filled_up(values: int, numbers: int, most_values: int, most_numbers: int) -> str:
    told = [f'CAST("v{place}" AS text)' if place < values else "''" for place in range(most_values)]
    counted = [f'"n{place}"' if place < numbers else "0" for place in range(most_numbers)]
    return ", ".join((*told, *counted))


@functools.lru_cache(maxsize=1024)
def _pieces(sql: str) -> tuple[str, ...]:
    """A question between its values, which stand among them: the same whoever asks."""
    return tuple(_PLACE.split(sql))


def _brought(value: Any) -> list[Any]:
    """What fills a slot, as the database takes it; of no values one that nothing equals."""
    if isinstance(value, datetime):
        return [connection.ops.adapt_datetimefield_value(value)]
    if isinstance(value, date):
        return [connection.ops.adapt_datefield_value(value)]
    if isinstance(value, list):
        return value or [None]
    return [value]


@dataclass(frozen=True, slots=True)
class Short:
    """A list that is mostly empty: its rows in their order, of which at most so many are read.

    `gate`: the question whether it has any, where that was written before.
    """

    rows: QuerySet[Any]
    most: int | None = None
    gate: Prepared | None = None

    def asked(self) -> Prepared:
        """Whether it has any row."""
        return any_of(self.rows) if self.gate is None else self.gate

    def found(self) -> tuple[Any, ...]:
        """Its rows."""
        return tuple(self.rows[: self.most])


class Listed(Protocol):
    """A short list as it is read together with others."""

    def asked(self) -> Prepared:
        """Whether it may have any row."""

    def found(self) -> tuple[Any, ...]:
        """Its rows."""


def any_of(rows: QuerySet[Any]) -> Prepared:
    """The question whether there is any."""
    return Prepared.of(rows.order_by().values("pk")[:1])


def read(lists: Sequence[Listed]) -> list[tuple[Any, ...]]:
    """The rows of several short lists: one query asks which have any, and only those are read."""
    filled = _filled([one.asked() for one in lists])
    return [one.found() if number in filled else () for number, one in enumerate(lists)]


def _filled(asked: Sequence[Prepared]) -> set[int]:
    parts: list[str] = []
    given: list[Any] = []
    for number, one in enumerate(asked):
        if one.sql:
            parts.append(f'SELECT {number} FROM ({one.sql}) AS "list_{number}"')  # noqa: S608 – what was typed is in the values
            given += one.values
    return {number for (number,) in Prepared(" UNION ALL ".join(parts), tuple(given)).rows()}
