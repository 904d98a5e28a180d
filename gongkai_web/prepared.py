"""How often does Django write the same question as SQL? Once; after that only the database is asked.

Writing a question with many conditions takes several times as long as answering it. A `Prepared` is what a
queryset came to: text and values, never an answer. Whoever keeps one keeps it under everything that it was
written from, so that it cannot be out of date: conditions and figures as they are, a queryset by its own SQL
(`BySql`), the law by its policies. Of several lists that are mostly empty, one question asks which are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

Row = tuple[Any, ...]
Values = tuple[Any, ...]


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


@dataclass(frozen=True, slots=True)
class Read:
    """How a column of the answer becomes a value of Python."""

    place: int
    expression: Any
    by: Sequence[Callable[..., Any]]


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
class Short:
    """A list that is mostly empty: its rows in their order, of which at most so many are read."""

    rows: QuerySet[Any]
    most: int | None = None


def read(lists: Sequence[Short]) -> list[tuple[Any, ...]]:
    """The rows of several short lists: one query asks which have any, and only those are read."""
    filled = _filled(lists)
    return [tuple(one.rows[: one.most]) if number in filled else () for number, one in enumerate(lists)]


def _filled(lists: Sequence[Short]) -> set[int]:
    parts: list[str] = []
    given: list[Any] = []
    for number, one in enumerate(lists):
        try:
            sql, values = one.rows.order_by().values("pk")[:1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f'SELECT {number} FROM ({sql}) AS "list_{number}"')  # noqa: S608 – what was typed is in the values
        given += values
    return {number for (number,) in Prepared(" UNION ALL ".join(parts), tuple(given)).rows()}
