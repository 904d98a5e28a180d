"""How does what a figure counts become SQL? Each condition is written once, whoever asks and beside whatever.

A question of fifty numbers is put together: the frame – whose records, split by what – is written by Django
with blanks in it, and what fills them was written alone before. Conditions know no scope: those of a day can
be written before anybody asks (`prepare`), and the database is asked nothing for it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, Field, IntegerField, Model, Q
from django.db.models import Value as Constant
from django.db.models.expressions import Col, Combinable
from django.db.models.sql.compiler import SQLCompiler

from gongkai.counting import Reign
from gongkai_web.figures.declared import Figure, Records, Subject
from gongkai_web.figures.period import Period
from gongkai_web.prepared import Prepared, Read, Values

Written = tuple[str, tuple[str | int, ...]]  # of an expression: its SQL and its values
Policies = tuple[tuple[Reign, ...], ...]  # by rule
_CONDITION, _NUMBERS = "§condition§", "§numbers§"
_BLANK = re.compile(f"({_CONDITION}|{_NUMBERS})")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of SQL and its values; as a condition without text it asks for nothing."""

    sql: str
    values: Values = ()


EVERYTHING, NEVER = Part(""), Part("0 = 1")


def all_of(parts: Iterable[Part]) -> Part:
    """All conditions."""
    asked = [one for one in parts if one.sql]
    return Part(" AND ".join(f"({one.sql})" for one in asked), _values(asked))


def any_of(parts: Sequence[Part]) -> Part:
    """One of the conditions; everything where one of them asks for nothing."""
    if not all(one.sql for one in parts):
        return EVERYTHING
    return Part(" OR ".join(f"({one.sql})" for one in parts), _values(parts))


def _values(parts: Iterable[Part]) -> Values:
    return tuple(value for one in parts for value in one.values)


# – what a figure says of a record


def holds(figure: Figure, period: Period, policies: Policies) -> Part:
    """Which records are counted in the period, by these policies (`Figure.holds`)."""
    return all_of(_own(one, period, policies) for one in figure.chain)


def narrows(figure: Figure, period: Period, policies: Policies) -> Part:
    """Which of the records of its whole are counted."""
    return all_of(_own(one, period, policies) for one in figure.chain[1:])


@functools.lru_cache(maxsize=4096)
def _own(figure: Figure, period: Period, _policies: Policies) -> Part:
    return written(figure.subject, figure.condition(period))


@functools.lru_cache(maxsize=4096)
def reach(figure: Figure, period: Period, _policies: Policies) -> Part | None:
    """What an index answers (`Figure.reach`)."""
    found = figure.reach(period)
    return None if found is None else written(figure.subject, found)


def written(subject: Subject, condition: Q) -> Part:
    """The condition about a record of the subject."""
    return of_rows(subject.model, condition, subject.derived)


def of_rows(
    model: type[Model], condition: Q, derived: Mapping[str, Combinable] = MappingProxyType({})
) -> Part:
    """The condition about a row of the table. One that asks other tables by joining them asks by key."""
    if not condition:
        return EVERYTHING
    found = model._default_manager.alias(**derived).filter(condition)
    query = found.query
    try:
        if sum(map(bool, query.alias_refcount.values())) > 1:  # others were joined and are not needed
            sql, values = found.order_by().values("pk").query.sql_with_params()
            return Part(f"{_key(model)} IN ({sql})", values)
        sql, values = query.get_compiler(DEFAULT_DB_ALIAS).compile(query.where)
    except EmptyResultSet:
        return NEVER
    except FullResultSet:
        return EVERYTHING
    return Part(sql, tuple(values))


def key_among(subject: Subject, keys: Sequence[Part]) -> Part:
    """The records whose keys are among those that these questions answer."""
    asked = [one for one in keys if one.sql]
    if not asked:
        return NEVER
    return Part(f"{_key(subject.model)} IN ({' UNION ALL '.join(one.sql for one in asked)})", _values(asked))


def _key(model: type[Model]) -> str:
    return _column(model, model._meta.pk)


def _column(model: type[Model], field: Field[Any, Any]) -> str:
    quoted = connection.ops.quote_name
    return f"{quoted(model._meta.db_table)}.{quoted(str(field.column))}"


# – the question


def number(figure: Figure, condition: Part) -> Part:
    """The figure as a column: `Figure.measure`, of the records for which the condition holds."""
    model = figure.subject.model
    measured = f"SUM({_column(model, _summed(figure))})" if figure.sums else f"COUNT({_key(model)})"
    asked = f" FILTER (WHERE {condition.sql})" if condition.sql else ""
    return Part(f"{measured}{asked}", condition.values)


def _summed(figure: Figure) -> Field[Any, Any]:
    field = figure.subject.model._meta.get_field(figure.sums)
    assert isinstance(field, Field)
    return field


def read_number(figure: Figure, place: int) -> Read | None:
    """How that column is read, where not as it comes: a sum of what the database keeps in its own form."""
    if not figure.sums:
        return None
    column = Col(figure.subject.model._meta.db_table, _summed(figure))
    by = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    return Read(place, column, by) if by else None


class Blank(Expression):
    """Where the condition is filled in; querysets are filtered by it."""

    conditional = True

    def __init__(self) -> None:
        super().__init__(output_field=BooleanField())

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Written:  # noqa: ARG002
        """As `_BLANK` finds it."""
        return _CONDITION, ()


class _Numbers(Expression):
    """Where the numbers of each group are filled in: one column to Django, any number of them then."""

    contains_aggregate = True

    def __init__(self) -> None:
        super().__init__(output_field=IntegerField())

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Written:  # noqa: ARG002
        """As `_BLANK` finds it."""
        return _NUMBERS, ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A question with blanks."""

    asked: Prepared

    @classmethod
    def of_groups(cls, records: Records, columns: Sequence[str]) -> Frame:
        """Numbers of the records by these columns; without any a constant and the numbers of all."""
        found = records.filter(Blank()).order_by()
        grouped = found.values(*columns) if columns else found.annotate(all=Constant(1)).values("all")
        return cls(Prepared.of(grouped.annotate(numbers=_Numbers())))

    @classmethod
    def of_keys(cls, records: Records) -> Frame:
        """The keys of the records."""
        return cls(Prepared.of(records.filter(Blank()).order_by().values("pk")))

    def read_groups(self, count: int) -> tuple[Read, ...]:
        """How the first columns are read."""
        return tuple(one for one in self.asked.read if one.place < count)

    def asking(self, condition: Part) -> Prepared:
        """As a question of its own, of the records that meet the condition."""
        filled = self.filled(condition)
        return Prepared(filled.sql, filled.values, self.asked.read)

    def filled(self, condition: Part, numbers: Part = EVERYTHING) -> Part:
        """With these in its blanks; without text where it can have no row."""
        asked = Part(f"({condition.sql})", condition.values) if condition.sql else Part("1 = 1")
        blanks = {_CONDITION: asked, _NUMBERS: numbers}
        text: list[str] = []
        values: list[Any] = []
        left = iter(self.asked.values)
        for piece in _BLANK.split(self.asked.sql):
            if piece in blanks:
                text.append(blanks[piece].sql)
                values += blanks[piece].values
            else:
                text.append(piece)
                values += [next(left) for _ in range(piece.replace("%%", "").count("%s"))]
        return Part("".join(text), tuple(values))


def joined(parts: Sequence[Part]) -> Part:
    """Columns one after another."""
    return Part(", ".join(one.sql for one in parts), _values(parts))
