"""How many are there of what a paragraph of the report names?

A reference (`gongkai.drafting`) names a figure and the values to which it is narrowed; here it is counted as
the figure itself is counted anywhere, so that the number in the prose and what it opens cannot differ.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from urllib.parse import urlencode

from gongkai.drafting.passage import Numbers
from gongkai.drafting.references import COMPARED, Counted, Reference, Text
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.former import counts_of
from gongkai_web.annual.tally import period_of
from gongkai_web.figures import named
from gongkai_web.figures.counting import Asked, Value
from gongkai_web.figures.named import unknown
from gongkai_web.figures.period import Scope
from gongkai_web.figures.registry import registry

__all__ = ["address", "counted", "counted_among", "numbers", "of_the_year_before", "unknown"]


def numbers(agency: Agency, year: int, texts: Iterable[Text]) -> Numbers:
    """All that these paragraphs need: of the year, and of the year before where they compare."""
    references = [part for text in texts for part in text if isinstance(part, Reference)]
    now = {one for reference in references for one in reference.asked}
    before = {reference.counted for reference in references if reference.style == COMPARED}
    return Numbers(
        counted(agency, year, now),
        of_the_year_before(agency, year, before),
        {one.figure: registry().named(one.figure).unit for one in now},
    )


def of_the_year_before(agency: Agency, year: int, asked: Collection[Counted]) -> dict[Counted, Value]:
    """Those of them that are known of the year before: as its report says, else by its records."""
    told, here = counts_of(agency, year - 1, asked)
    return {**(counted(agency, year - 1, set(asked) - set(told)) if here else {}), **told}


def counted(agency: Agency, year: int, asked: Collection[Counted]) -> dict[Counted, Value]:
    """Each of them for the year of the agency (`counted_among`)."""
    return counted_among(Scope.of(agency), year, asked)


def counted_among(scope: Scope, year: int, asked: Collection[Counted]) -> dict[Counted, Value]:
    """Each of them for the year (`named.counted_among`)."""
    period = period_of(year)
    return named.counted_among(scope, asked, lambda figure: Asked(figure, period))


def address(one: Counted, agency: Agency, year: int) -> str:
    """The query of the page on which the records behind the number stand."""
    return _address(one, agency.slug, year)


@functools.lru_cache(maxsize=1024)
def _address(one: Counted, slug: str, year: int) -> str:
    narrowed = [(dimension, value) for dimension, values in one.only for value in values]
    return urlencode([("agency", slug), ("year", year), *narrowed])
