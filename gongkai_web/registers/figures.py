"""How is a register counted? By its day, without what is void; each number opens its entries."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months, until_inclusive
from gongkai_web.figures.period import Period
from gongkai_web.registers import queries
from gongkai_web.registers.declared import Blank, Register, Takes

AGENCY = Dimension("agency", "机关", "agency")
MONTH = Dimension("month", "月份", "day__in_month", months)


def subject_of(register: Register) -> Subject:
    """The entries of a register as something that can be counted, listed with its blanks."""
    shown = tuple(Column(one.label, _value(one)) for one in register.blanks if one.takes is not Takes.LINES)
    return Subject(
        model=register.model,
        agency="agency",
        visible=queries.seen_by(register.model),
        counted=queries.COUNTED,
        listing=Listing(
            caption=f"所计{register.label}",
            columns=(Column(register.day, lambda entry: entry.day), *shown),
            order=("day", "pk"),
        ),
    )


def splits(register: Register, by_day: str = "day") -> tuple[Dimension, ...]:
    """By agency, by month of the day, and by every blank that takes one of a list or a row."""
    month = MONTH if by_day == "day" else Dimension("month", "月份", f"{by_day}__month", months)
    return (AGENCY, month, *_chosen(register))


def counted(
    register: Register,
    key: str,
    label: str,
    unit: str,
    *,
    subject: Subject,
    condition: Callable[[Period], Q] = lambda _: Q(),
    part_of: Figure | None = None,
    sums: str = "",
    standing: bool = False,
    by_day: str = "day",
) -> Figure:
    """A number of the register. `condition`: which of the entries of the period; without it, all of them.

    `by_day`: the blank with the day by which it is counted, where that is not the day of the entry.
    """
    counted_on = register.day if by_day == "day" else register.blank(by_day).label
    return Figure(
        f"{register.code}.{key}",
        label,
        unit,
        f"台账“{register.label}”：{counted_on}在本期的",
        subject,
        lambda period: Q(**{f"{by_day}__range": period.days}) & condition(period),
        splits(register, by_day),
        part_of=part_of,
        sums=sums,
        day=lambda _: by_day,
        standing=standing,
        said=None if register.until else functools.partial(queries.nought_said, register),
    )


def in_force(register: Register, key: str, label: str, unit: str, *, subject: Subject) -> Figure:
    """How many entries stand at the end of the period; on the last day of its term one still does."""
    ended = register.blank(register.until).label
    return Figure(
        f"{register.code}.{key}",
        label,
        unit,
        f"台账“{register.label}”：期末没有{ended}，或者还没有到的",
        subject,
        functools.partial(until_inclusive, "day", register.until),
        (AGENCY, *_chosen(register)),
    )


def _chosen(register: Register) -> Iterator[Dimension]:
    for one in register.blanks:
        if one.words is not None:
            yield Dimension(f"{register.code}_{one.name}", one.label, one.name, _latest(one.words))
        elif one.takes is Takes.ROW:
            words, seen = _rows_of(register, one), _rows_seen(register, one)
            yield Dimension(f"{register.code}_{one.name}", one.label, one.name, words, seen)


def _latest(words: Callable[[date], Any]) -> Callable[[], Any]:
    return lambda: words(date.max)


def _rows_of(register: Register, blank: Blank) -> Callable[[], Mapping[str, str]]:
    """The rows that the blank may name, by key as an address writes it."""
    return lambda: _named(_rows(register, blank))


def _rows_seen(register: Register, blank: Blank) -> Callable[[Person, date], Mapping[str, str]]:
    """The same of the agencies in the person's scope, and of what their entries name, whosever it is now."""

    def seen(person: Person, day: date) -> Mapping[str, str]:
        named = queries.seen_by(register.model)(person, day).values(blank.name)
        return _named(_rows(register, blank).filter(Q(agency__in=scope(person, day)) | Q(pk__in=named)))

    return seen


def _rows(register: Register, blank: Blank) -> QuerySet[Any]:
    model = register.model._meta.get_field(blank.name).related_model
    assert isinstance(model, type)
    return model._default_manager.all()


def _named(rows: QuerySet[Any]) -> Mapping[str, str]:
    return {str(row.pk): str(row) for row in rows}


def _value(blank: Blank) -> Callable[[Any], object]:
    return lambda entry: blank.shown(getattr(entry, blank.name), entry.day)
