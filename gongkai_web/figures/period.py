"""Of which days, and of whose records, is a number?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the registry is read before the models are loaded
    from gongkai_web.agencies.models import Agency, Person


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day. `policies`: by rule of `counting.yaml`, where not the law's is asked.

    A figure of one moment (what is in force, what is open) is counted at the end of the last day; one that
    says how records of the period stand today, on the day of asking (`asked_on`).
    """

    first: date
    last: date
    policies: Mapping[str, str] = field(default_factory=dict, hash=False)
    asked_on: date | None = None

    @classmethod
    def of_year(cls, year: int, **policies: str) -> Period:
        """From 1 January to 31 December."""
        return cls(date(year, 1, 1), date(year, 12, 31), policies)

    @classmethod
    def of_day(cls, day: date) -> Period:
        """One day."""
        return cls(day, day)

    def before(self, day: date) -> Period:
        """As much of it as was over before that day."""
        return replace(self, last=min(self.last, day - timedelta(days=1)))

    def asked(self, day: date | None) -> Period:
        """The same, asked on that day."""
        return self if day == self.asked_on else replace(self, asked_on=day)

    @property
    def now(self) -> date:
        """The day of asking; the last day where none was given."""
        return self.asked_on or self.last

    @property
    def days(self) -> tuple[date, date]:
        """Both ends, for `__range`."""
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records: of these agencies (None: of all), and only those that `person` may see on `today`.

    Without a person the office itself counts, for a report or for the public: numbers, never a record.
    """

    agencies: tuple[int, ...] | None = None
    person: Person | None = None
    today: date | None = None

    @classmethod
    def of(cls, *agencies: Agency) -> Scope:
        """All records of these agencies."""
        return cls(tuple(agency.pk for agency in agencies))

    def seen_by(self, person: Person, today: date) -> Scope:
        """The same, of what the person may see."""
        return Scope(self.agencies, person, today)


EVERYWHERE = Scope()
