"""What does the sheet of the year's indicators say of this agency, by its records as they stand?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

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


def sheet_of(agency: Agency, year: int) -> Sheet:
    """The sheet: every number counted as its figure is counted anywhere, the report as it is composed."""
    report = compose.compose(agency, year)
    before = report_of(agency, year - 1)
    numbers, parts = counted_with_parts(Scope.of(agency), year)
    return made(report, numbers, parts, compose.findings(report, before))


def counted_with_parts(
    scope: Scope, year: int
) -> tuple[dict[Counted, Number], dict[tuple[Counted, str], Parts]]:
    """The numbers, and how they fall apart: one query for all wholes, and one for all parts."""
    splits = [(one.counted, by.by) for one in of_year(year).values() if one.counted for by in one.splits]
    wanted = asked(year)
    whole = [one for one in wanted if len(one.only) != 1]  # by itself, or narrowed by several
    narrowed = {one: _split(one, *one.only[0]) for one in wanted if len(one.only) == 1}
    of_splits = {(one, by): (one.figure, by) for one, by in splits}
    found = _groups(
        scope, year, {*of_splits.values(), *((figure, by) for figure, by, _ in narrowed.values())}
    )
    numbers: dict[Counted, Number] = dict(counted_among(scope, year, whole))
    numbers |= {
        one: sum((found[figure, by].get(value, 0) for value in values), 0)
        for one, (figure, by, values) in narrowed.items()
    }
    return numbers, {key: _named(found[split], *split) for key, split in of_splits.items()}


def _split(one: Counted, by: str, values: Sequence[str]) -> tuple[str, str, Sequence[str]]:
    return one.figure, by, values


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
