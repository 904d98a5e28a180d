"""Which numbers can be taken into the text, and how many are there of each now?"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from gongkai.drafting.references import Counted
from gongkai.drafting.rounding import exactly
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.naming import names
from gongkai_web.annual.numbers import counted
from gongkai_web.figures.registry import registry


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure: how it is named in a text, its number, and the list of its parts, drawn."""

    name: str
    number: str
    parts: SafeString


def groups(agency: Agency, year: int) -> dict[str, list[Offered]]:
    """The figures by what they count, each with its number of this moment."""
    figures = registry().all()
    numbers = counted(agency, year, [Counted(one.id) for one in figures])
    found: dict[str, list[Offered]] = {}
    for figure in figures:
        whole, parts = names(figure)
        number = f"{exactly(numbers[Counted(figure.id)])}{figure.unit}"
        found.setdefault(figure.subject.listing.caption.removeprefix("所计"), []).append(
            Offered(whole, number, _drawn(parts))
        )
    return found


@functools.lru_cache(maxsize=1024)
def _drawn(parts: tuple[str, ...]) -> SafeString:
    """The parts as they are listed: drawn once for all who write, whatever the numbers are."""
    return render_to_string("report/parts.html", {"parts": parts})
