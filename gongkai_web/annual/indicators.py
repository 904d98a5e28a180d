"""What does the sheet of the year's indicators say of this agency, by its records as they stand?"""

from __future__ import annotations

from gongkai.drafting.references import Counted
from gongkai.indicators import Sheet, asked, made, of_year
from gongkai.indicators.sheet import Number
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import compose
from gongkai_web.annual.former import report_of
from gongkai_web.annual.numbers import counted
from gongkai_web.annual.tally import period_of
from gongkai_web.figures.counting import Asked, split
from gongkai_web.figures.period import Scope
from gongkai_web.figures.registry import registry

Parts = list[tuple[str, Number]]


def sheet_of(agency: Agency, year: int) -> Sheet:
    """The sheet: every number counted as its figure is counted anywhere, the report as it is composed."""
    report = compose.compose(agency, year)
    before = report_of(agency, year - 1)
    numbers = counted(agency, year, asked(year))
    return made(report, numbers, parts(Scope.of(agency), year), compose.findings(report, before))


def parts(scope: Scope, year: int) -> dict[tuple[Counted, str], Parts]:
    """How the numbers fall apart; one query each."""
    return {
        (one.counted, by.by): _parts(scope, year, one.counted, by.by)
        for one in of_year(year).values()
        if one.counted
        for by in one.splits
    }


def _parts(scope: Scope, year: int, one: Counted, by: str) -> Parts:
    figure = registry().named(one.figure)
    dimension = next(each for each in figure.by if each.id == by)
    groups = split({one: Asked(figure, period_of(year))}, scope, [dimension])
    words = {str(value): label for value, label in dimension.words().items()}
    found = {str(value): number[one] for (value,), number in groups.items()}
    ordered = [value for value in words if value in found] + sorted(
        value for value in found if value not in words
    )
    return [(words.get(value, value), found[value]) for value in ordered]
