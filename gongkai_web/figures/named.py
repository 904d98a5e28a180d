"""How many are there of what a text names: a figure, narrowed to some values of some dimensions?

A reference (`gongkai.drafting`) is counted as the figure itself is counted anywhere, so that the number in
prose and what it opens cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import product

from django.db.models.constants import LOOKUP_SEP

from gongkai.drafting.references import Counted, Reference
from gongkai_web.figures.counting import Asked, Value, Values, counts_at_once, rolled_up, split
from gongkai_web.figures.declared import Dimension, Figure, Subject
from gongkai_web.figures.period import Scope
from gongkai_web.figures.registry import registry

# A figure as it is asked for: in which period, on which day.
Asking = Callable[[Figure], Asked]


def counted_among(scope: Scope, asked: Collection[Counted], asking: Asking) -> dict[Counted, Value]:
    """Each of them; one query, and one for each kind of record that is narrowed by what it belongs to.

    KeyError for a figure, ValueError for a dimension that there is not (`unknown` tells of both).
    """
    only = {one: only_of(one) for one in asked}
    by_themselves = {one: values for one, values in only.items() if all(map(_own_column, values))}
    found = counts_at_once(
        {
            one: replace(
                asking(registry().named(one.figure)),
                only=tuple((by, frozenset(wanted)) for by, wanted in values.items()),
            )
            for one, values in by_themselves.items()
        },
        scope,
    )
    for dimensions, narrowed in _by_dimensions(only.keys() - by_themselves.keys()).items():
        found |= _narrowed(narrowed, dimensions, scope, asking)
    return found


def _own_column(dimension: Dimension) -> bool:
    """Whether the record says it itself; by what it belongs to all that belong there would be looked up."""
    return LOOKUP_SEP not in dimension.column


def unknown(reference: Reference) -> str:
    """Why the reference cannot be counted, as a sentence; empty where it can."""
    return next(filter(None, map(unknown_count, reference.asked)), "")


def unknown_count(one: Counted) -> str:
    """The same of one count."""
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


def only_of(one: Counted) -> dict[Dimension, tuple[str, ...]]:
    """To which values of which dimensions it is narrowed. ValueError for one that there is not."""
    figure = registry().named(one.figure)
    return {_dimension(figure, name): values for name, values in one.only}


def _by_dimensions(
    asked: Collection[Counted],
) -> Mapping[tuple[Subject, tuple[Dimension, ...]], list[Counted]]:
    """By kind of record and by what narrows them."""
    found: dict[tuple[Subject, tuple[Dimension, ...]], list[Counted]] = defaultdict(list)
    for one in asked:
        found[registry().named(one.figure).subject, tuple(only_of(one))].append(one)
    return found


def _dimension(figure: Figure, name: str) -> Dimension:
    found = next((one for one in figure.by if one.id == name), None)
    if found is None:
        raise ValueError(f"{figure.id} cannot be split by {name}")
    return found


def _narrowed(
    asked: Collection[Counted], of: tuple[Subject, tuple[Dimension, ...]], scope: Scope, asking: Asking
) -> dict[Counted, Value]:
    _, dimensions = of
    figures = {one.figure: asking(registry().named(one.figure)) for one in asked}
    groups = rolled_up(split(figures, scope, dimensions), *range(len(dimensions)))
    # A text names the values in words, also those that are numbers: a month, a quarter.
    told: dict[Values, dict[str, Value]] = {
        tuple(map(str, values)): numbers for values, numbers in groups.items()
    }
    return {one: _sum(one, told) for one in asked}


def _sum(one: Counted, groups: Mapping[Values, Mapping[str, Value]]) -> Value:
    wanted = product(*(values for _, values in one.only))
    return sum((groups[values][one.figure] for values in wanted if values in groups), 0)
