"""What rests on the reports of a campaign in the room above: sums that were handed in, frozen, published?

That room says so once. What falls with an approval is then shown before it is taken back, and done with it,
and how far a campaign is can be told, although this room knows no sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Protocol, cast

from gongkai_web.agencies.models import Person
from gongkai_web.annual.campaign.collecting.models import Act, Campaign, Submission, Unit

# Where the room above answers: it is loaded when it is needed, not when the site starts.
_TOLD: list[str] = []


@dataclass(frozen=True, slots=True)
class Resting:
    """A sum that was frozen: what it is called, and whether the public has it; then it stays, with a mark."""

    name: str
    published: bool


@dataclass(frozen=True, slots=True)
class PublicSum:
    """A sum that was published as a report of a government: `submission`, as which it was handed in."""

    day: date
    release: int
    version: int
    agency: int
    submission: int | None


class Above(Protocol):
    """How the room above answers. `submission`: the one report in question; None where all of the unit is."""

    def added_up(self, campaign: Campaign, level: Unit | None = None) -> bool:
        """Whether the whole campaign, or the level of that unit, was added up and frozen."""

    def to_publish(self, campaign: Campaign) -> tuple[int, int] | None:
        """The sum of the whole campaign that is frozen and waits to be published: its key and version."""

    def public_as(self, campaign: Campaign) -> Mapping[int, int]:
        """Of the sums that were handed in to the campaign: the version as which they are public."""

    def public_sums(self, campaign: Campaign, today: date) -> Iterable[PublicSum]:
        """The sums of the agencies that report in the campaign, as the public has them."""

    def handed_in(self, unit: Unit, submission: Submission | None) -> Iterable[Submission]:
        """The sums that hold it and were handed in to another campaign."""

    def resting(self, unit: Unit, submission: Submission | None) -> Iterable[Resting]:
        """The sums that hold it as they were frozen."""

    def fall(
        self,
        *,
        by: Person,
        unit: Unit,
        submission: Submission | None,
        reason: str,
        day: date,
        because: Act | None,
    ) -> None:
        """Makes void what was frozen and not published, and marks what was published."""


def tell(module: str) -> None:
    """Called once by the room above. `module`: the name of a module that is an `Above`."""
    _TOLD[:] = [module]


def above() -> list[Above]:
    """Whoever told."""
    return [cast(Above, import_module(name)) for name in _TOLD]
