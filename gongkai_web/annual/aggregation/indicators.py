"""What does the sheet of the year's indicators (手册00 §七) say of a sum, and of each unit in it?

Its tables are those of the sum. What only registers hold is counted over the units that work on this
platform, those that ended during the year too, and said to be: of a unit outside only its report is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongkai.aggregation import Aggregation
from gongkai.checking import check
from gongkai.drafting.references import Counted
from gongkai.indicators import Sheet, asked, made, of_year
from gongkai.report import Report
from gongkai_web.agencies.models import Agency
from gongkai_web.annual import indicators
from gongkai_web.annual.aggregation import queries
from gongkai_web.annual.aggregation.units import Listed
from gongkai_web.annual.indicators import Parts
from gongkai_web.annual.tally import period_of
from gongkai_web.figures.counting import Asked, split
from gongkai_web.figures.declared import Dimension, Figure, Subject
from gongkai_web.figures.period import Scope
from gongkai_web.figures.registry import registry

_UNIT = "agency"  # the dimension by which every figure of an agency's records may be split


def sheet_of_sum(listed: Listed, total: Aggregation) -> Sheet:
    """The sheet of what a level comes to today."""
    agencies, outside = queries.agencies_behind(listed, total)
    return sheet_of(total.report, agencies, _about(len(agencies), len(total.leaves), outside))


def sheet_of(report: Report, agencies: Sequence[Agency], about: str) -> Sheet:
    """The sheet of a sum with the registers of these agencies. `about`: what is said of both."""
    year = report.year or 0
    scope = Scope.of(*agencies)
    numbers, parts = indicators.counted_with_parts(scope, year) if agencies else ({}, {})
    stated = {one.stated for one in of_year(year).values() if one.stated}
    queries.hold_back_noughts(numbers, stated, agencies)
    return made(
        report,
        numbers,
        parts,
        check(report),
        by_unit=_by_unit(agencies, year),
        about=about,
    )


def _about(here: int, units: int, outside: int) -> str:
    """`here`: so many registers are counted, also of units that ended; `outside`: so many units have none."""
    tables = f"表二、表三、表四是 {units} 个单位的合计。"
    if not here:
        return f"{tables}其余各项由登记数出，各单位都不在本平台，没有登记。"
    without = f"，另外 {outside} 个单位不在本平台，没有计入" if outside else ""
    return f"{tables}其余各项由在本平台的 {here} 个机关的登记数出{without}。"


def _by_unit(agencies: Sequence[Agency], year: int) -> dict[Counted, Parts]:
    """Whose each number is, the largest first; one query for each kind of record."""
    names = {agency.pk: agency.name for agency in agencies}
    found: dict[Counted, Parts] = {}
    for (_, by), wanted in _by_subject(one for one in asked(year) if not one.only).items():
        figures = {one: Asked(registry().named(one.figure), period_of(year)) for one in wanted}
        groups = split(figures, Scope.of(*agencies), [by]) if agencies else {}
        for one in wanted:
            told = [(names[pk], numbers[one]) for (pk,), numbers in groups.items() if isinstance(pk, int)]
            found[one] = sorted((each for each in told if each[1]), key=lambda each: (-each[1], each[0]))
    return found


def _by_subject(asked: Iterable[Counted]) -> dict[tuple[Subject, Dimension], list[Counted]]:
    found: dict[tuple[Subject, Dimension], list[Counted]] = defaultdict(list)
    for one in asked:
        figure = registry().named(one.figure)
        by = _unit_of(figure)
        if by is not None:
            found[figure.subject, by].append(one)
    return found


def _unit_of(figure: Figure) -> Dimension | None:
    return next((one for one in figure.by if one.id == _UNIT), None)
