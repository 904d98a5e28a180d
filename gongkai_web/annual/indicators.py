"""What does the sheet of the year's indicators say of this agency, by its records as they stand?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from gongkai.drafting.references import Counted
from gongkai.indicators import Sheet, asked, made, of_year
from gongkai.indicators.sheet import Number
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import compose
from gongkai_web.annual.former import report_of
from gongkai_web.annual.numbers import counted_among
from gongkai_web.annual.tally import period_of
from gongkai_web.figures.counting import Asked, Value, splits_at_once
from gongkai_web.figures.declared import Dimension
from gongkai_web.figures.period import Scope
from gongkai_web.figures.registry import registry

Parts = list[tuple[str, Number]]


def sheet_of(agency: Agency, year: int, apart: Collection[str] | None = None) -> Sheet:
    """The sheet: every number counted as its figure is counted anywhere, the tables as they are composed.

    `apart`: the codes of the indicators of which it tells how they fall apart; None of all.
    """
    report = compose.in_tables(agency, year)
    before = report_of(agency, year - 1)
    numbers, parts = counted_with_parts(Scope.of(agency), year, apart)
    return made(report, numbers, parts, compose.findings(report, before))


def counted_with_parts(
    scope: Scope, year: int, apart: Collection[str] | None = None
) -> tuple[dict[Counted, Number], dict[tuple[Counted, str], Parts]]:
    """The numbers, and how they fall apart: one query for all wholes, and one for all parts.

    A whole is counted by itself, so that it can differ from what its parts come to.
    """
    splits = {
        (one.counted, by.by): (one.counted.figure, by.by)
        for one in of_year(year).values()
        if one.counted and (apart is None or one.code in apart)
        for by in one.splits
    }
    numbers: dict[Counted, Number] = dict(counted_among(scope, year, asked(year)))
    found = _groups(scope, year, set(splits.values()))
    return numbers, {key: _named(found[split], *split) for key, split in splits.items()}


def _groups(
    scope: Scope, year: int, splits: Collection[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, Value]]:
    """The number of each value, by figure and what it falls apart by."""
    period = period_of(year)
    wanted = {
        (figure, by): (Asked(registry().named(figure), period), _dimension(figure, by))
        for figure, by in splits
    }
    return splits_at_once(wanted, scope)


def _named(found: Mapping[str, Value], figure: str, by: str) -> Parts:
    """By the words for the values, in their order; what has none stands last."""
    words = {str(value): label for value, label in _dimension(figure, by).words().items()}
    ordered = [value for value in words if value in found] + sorted(set(found) - set(words))
    return [(words.get(value, value), found[value]) for value in ordered]


def _dimension(figure: str, by: str) -> Dimension:
    return next(each for each in registry().named(figure).by if each.id == by)
