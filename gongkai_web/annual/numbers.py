"""How many are there of what a paragraph of the report names?

A reference (`gongkai.drafting`) names a figure and the values to which it is narrowed; here it is counted as
the figure itself is counted anywhere, so that the number in the prose and what it opens cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import product
from urllib.parse import urlencode

from gongkai.drafting.passage import Numbers
from gongkai.drafting.references import COMPARED, Counted, Reference, Text
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.former import counts_of
from gongkai_web.annual.tally import period_of
from gongkai_web.figures.counting import Asked, Value, Values, counts_at_once, rolled_up, split
from gongkai_web.figures.declared import Dimension, Figure, Subject
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry


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
    """Each of them for the year; one query, and one for each kind of record and each way of narrowing it.

    KeyError for a figure, ValueError for a dimension that there is not (`unknown` tells of both).
    """
    period = period_of(year)
    whole = {one: Asked(registry().named(one.figure), period) for one in asked if not one.only}
    found = counts_at_once(whole, scope)
    for dimensions, narrowed in _by_dimensions(asked).items():
        found |= _narrowed(narrowed, dimensions, scope, period)
    return found


def unknown(reference: Reference) -> str:
    """Why the reference cannot be counted, as a sentence; empty where it can."""
    return next(filter(None, map(_unknown, reference.asked)), "")


def address(one: Counted, agency: Agency, year: int) -> str:
    """The query of the page on which the records behind the number stand."""
    narrowed = [(dimension, value) for dimension, values in one.only for value in values]
    return urlencode([("agency", agency.slug), ("year", year), *narrowed])


def _unknown(one: Counted) -> str:
    figure = registry().find(one.figure)
    if figure is None:
        return f"没有「{one.figure}」这个指标；请从指标里重新选用。"
    for name, values in one.only:
        dimension = next((each for each in figure.by if each.id == name), None)
        if dimension is None:
            return f"「{figure.label}」不能按「{name}」细分；请从指标里重新选用。"
        if absent := [value for value in values if value not in dimension.words()]:
            return f"「{figure.label}」的{dimension.label}没有「{absent[0]}」；请从指标里重新选用。"
    return ""


def _by_dimensions(
    asked: Collection[Counted],
) -> Mapping[tuple[Subject, tuple[Dimension, ...]], list[Counted]]:
    """Those that are narrowed, by kind of record and by what narrows them."""
    found: dict[tuple[Subject, tuple[Dimension, ...]], list[Counted]] = defaultdict(list)
    for one in asked:
        if one.only:
            figure = registry().named(one.figure)
            found[figure.subject, tuple(_dimension(figure, name) for name, _ in one.only)].append(one)
    return found


def _dimension(figure: Figure, name: str) -> Dimension:
    found = next((one for one in figure.by if one.id == name), None)
    if found is None:
        raise ValueError(f"{figure.id} cannot be split by {name}")
    return found


def _narrowed(
    asked: Collection[Counted], of: tuple[Subject, tuple[Dimension, ...]], scope: Scope, period: Period
) -> dict[Counted, Value]:
    _, dimensions = of
    figures = {one.figure: Asked(registry().named(one.figure), period) for one in asked}
    groups = rolled_up(split(figures, scope, dimensions), *range(len(dimensions)))
    return {one: _sum(one, groups) for one in asked}


def _sum(one: Counted, groups: Mapping[Values, Mapping[str, Value]]) -> Value:
    wanted = product(*(values for _, values in one.only))
    return sum((groups[values][one.figure] for values in wanted if values in groups), 0)
