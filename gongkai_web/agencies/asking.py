"""Who asks, on which day? A person – or anybody, while a question is written once for all who will ask it.

A condition takes what differs between them from a `Who`: of a person it gets the values, of ANYBODY the slots
that are filled with them (`prepared.Slot`). So it stands in one place, and nothing of a person stays in what
is kept.
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import keys_seen, keys_watched, keys_with, keys_working
from gongkai_web.prepared import Prepared, Slot, any_of


class Who(ABC):
    """Whoever asks; what they bring is a value of the database, or a list of keys."""

    @abstractmethod
    def of(self, told: Callable[[Asking], Any]) -> Any:
        """What is told of a person, or its slot."""

    def person(self) -> Any:
        """Their own key."""
        return self.of(lambda one: one.somebody.pk)

    def day(self, ahead: timedelta = timedelta()) -> Any:
        """The day on which they ask, or one so far ahead of it."""
        return self.of(lambda one: one.today + ahead)

    def moment(self, ago: timedelta) -> Any:
        """The moment so long before they ask."""
        return self.of(lambda one: one.now and one.now - ago)

    def at(self, what: What) -> Any:
        """The agencies for which they may do it by an office there."""
        return self.of(lambda one: keys_with(one.somebody, TABLE[what].roles, one.today))

    def holding(self, role: str) -> Any:
        """The agencies where they hold the role."""
        return self.of(lambda one: keys_with(one.somebody, {role}, one.today))

    def watched(self) -> Any:
        """The agencies that they supervise."""
        return self.of(lambda one: keys_watched(one.somebody, one.today))

    def working(self) -> Any:
        """The agencies whose records are their work."""
        return self.of(lambda one: keys_working(one.somebody, one.today))

    def scope(self) -> Any:
        """The agencies whose records they may see."""
        return self.of(lambda one: keys_seen(one.somebody, one.today))


@dataclass(frozen=True, slots=True)
class Asking(Who):
    """A person on a day. `now`: the moment, where a question goes by the hour."""

    somebody: Person
    today: date
    now: datetime | None = None

    def of(self, told: Callable[[Asking], Any]) -> Any:
        """What is told of this person."""
        return told(self)


class _Anybody(Who):
    def of(self, told: Callable[[Asking], Any]) -> Any:
        return Slot(told)


ANYBODY = _Anybody()


@dataclass(frozen=True, slots=True)
class Rare:
    """A list that is empty for most who ask and costs more to write than to read: it is written where it may
    have rows.

    `candidates`: all that can stand in it for whoever asks, and perhaps more; a function of a module, by
    which its question is kept. It says only whether to look: what a person sees is decided by `rows`.
    """

    who: Asking
    candidates: Callable[[Who], QuerySet[Any]]
    rows: Callable[[], QuerySet[Any]]
    most: int

    def written(self) -> Prepared:
        """Whether it may have any row, as asked for anybody; it can be written before anybody asks."""
        return _written(self.candidates)

    def asked(self) -> Prepared:
        """The same of this person."""
        return self.written().asked_by(self.who)

    def found(self) -> tuple[Any, ...]:
        """Its rows."""
        return tuple(self.rows()[: self.most])


@functools.cache
def _written(candidates: Callable[[Who], QuerySet[Any]]) -> Prepared:
    return any_of(candidates(ANYBODY))
