"""Which numbers can be taken into the text, and how many are there of each now?"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.drafting.references import Counted
from gongkai.drafting.rounding import exactly
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.naming import name_of, options
from gongkai_web.annual.numbers import counted
from gongkai_web.figures.registry import registry


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure: how it is named in a text, its number, and the names of its parts."""

    name: str
    number: str
    parts: tuple[str, ...]


def groups(agency: Agency, year: int) -> dict[str, list[Offered]]:
    """The figures by what they count, each with its number of this moment."""
    figures = registry().all()
    numbers = counted(agency, year, [Counted(one.id) for one in figures])
    found: dict[str, list[Offered]] = {}
    for figure in figures:
        whole, *parts = [name_of(one) for one in options(figure)]
        number = f"{exactly(numbers[Counted(figure.id)])}{figure.unit}"
        found.setdefault(figure.subject.listing.caption.removeprefix("所计"), []).append(
            Offered(whole, number, tuple(parts))
        )
    return found
