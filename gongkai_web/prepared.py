"""How often does Django write the same question as SQL? Once; after that only the database is asked.

Writing a question with many conditions takes several times as long as answering it. A `Prepared` is what a
queryset came to: text and values, never an answer. Whoever keeps one keeps it under everything that it was
written from, so that it cannot be out of date: conditions and figures as they are, a queryset by its own SQL
(`BySql`), the law by its policies; or it is written with a `Slot` for whatever differs between those who ask,
and keeps nothing of any of them. Of several lists that are mostly empty, one question asks which are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, ForeignKey, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import Join

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
        for piece in _PLACE.split(self.sql):
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


def stacked_groups(questions: Sequence[Prepared]) -> Prepared:
    """Questions of a value and its number as one: each row after its question's number, values as text."""
    asked = [(number, one) for number, one in enumerate(questions) if one.sql]
    if not asked:
        return NOTHING
    named = ", ".join(f'"part_{number}" ("value", "number") AS ({one.sql})' for number, one in asked)
    rows = " UNION ALL ".join(
        f'SELECT {number}, CAST("value" AS text), "number" FROM "part_{number}"'  # noqa: S608 – what was typed is in the values
        for number, _ in asked
    )
    return Prepared(f"WITH {named} {rows}", tuple(value for _, one in asked for value in one.values))


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
    """A list that is mostly empty: its rows in their order, of which at most so many are read."""

    rows: QuerySet[Any]
    most: int | None = None

    def asked(self) -> Prepared:
        """Whether it has any row."""
        return any_of(self.rows)

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
