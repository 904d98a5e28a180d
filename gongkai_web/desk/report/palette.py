"""Which numbers can be taken into the text, and how many are there of each now?

There are thousands: what is counted stands on the page, the numbers of one kind are drawn once somebody opens
it, and the parts of a number once they are asked for. Whoever asks sends what they have typed along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.drafting.references import Counted
from gongkai.drafting.rounding import exactly
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.naming import names
from gongkai_web.annual.numbers import counted
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.registry import registry

OFFER, PARTS = "offer", "parts"  # what is sent to open a kind, and the parts of a number


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure: its id, how it is named in a text, its number, and its parts where they are asked for."""

    id: str
    name: str
    number: str
    splits: bool
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one kind. `key`: the id of its first; `offered` is empty until it is opened."""

    key: str
    caption: str
    offered: tuple[Offered, ...] = ()


def groups(agency: Agency, year: int, sent: Mapping[str, str]) -> list[Group]:
    """The figures by what they count; of what was `sent` to be opened each with its number of this moment."""
    split = sent.get(PARTS, "")
    wanted = split or sent.get(OFFER, "")
    found: dict[str, list[Figure]] = {}
    for figure in registry().all():
        found.setdefault(figure.subject.listing.caption.removeprefix("所计"), []).append(figure)
    return [
        Group(
            some[0].id,
            caption,
            _offered(agency, year, some, split) if wanted in {one.id for one in some} else (),
        )
        for caption, some in found.items()
    ]


def _offered(agency: Agency, year: int, figures: Sequence[Figure], split: str) -> tuple[Offered, ...]:
    numbers = counted(agency, year, [Counted(one.id) for one in figures])
    return tuple(
        Offered(
            one.id,
            one.label,
            f"{exactly(numbers[Counted(one.id)])}{one.unit}",
            splits=bool(one.by),
            parts=names(one)[1] if one.id == split else (),
        )
        for one in figures
    )
