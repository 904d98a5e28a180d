"""What do the records give for each cell of a table?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from urllib.parse import urlencode

from gongkai.drafting.references import Counted
from gongkai.drafting.rounding import exactly
from gongkai.richtext.out.work import Work
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.tree import SUPERVISOR, below
from gongkai_web.figures.counting import Asked
from gongkai_web.figures.named import counted_among
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.office.places import page_at
from gongkai_web.oversight.tables.declared import Cell, Table

HEADS = ("类别", "项目", "单位", "数", "说明")


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with its number; without one it is filled in by hand, or nobody has told it.

    `said`: what stands beside it – by whom it is filled in, who says that there was nothing, or that nobody
    does.
    """

    cell: Cell
    number: str = ""
    unit: str = ""
    href: str = ""
    said: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        """As it stands in a file."""
        return (self.cell.group, self.cell.label, self.unit, self.number, self.said)


def filled(table: Table, agency: Agency, year: int, person: Person, day: date) -> list[Filled]:
    """Each cell of the year, over the rows that its address shows to the person."""
    keys = tuple(sorted(below({agency.pk}, SUPERVISOR))) if table.over_units else (agency.pk,)
    period = Period.of_year(year)
    scope = Scope(keys, person, day)
    asked = [one.counted for one in table.cells if one.counted]
    numbers = counted_among(scope, asked, lambda figure: Asked.on(day, figure, period))
    found = []
    for one in table.cells:
        if one.counted is None:
            found.append(Filled(one, said=f"人工填写：{one.by_hand}"))
            continue
        figure, number = registry().named(one.counted.figure), numbers[one.counted]
        nought = figure.nought(number, scope, Asked.on(day, figure, period).period)
        shown, href = "" if nought.untold else exactly(number), _address(one.counted, table, agency, year)
        found.append(Filled(one, shown, figure.unit, href, nought.said))
    return [replace(one, said=unequal(one, found) or one.said) if one.cell.parts else one for one in found]


def unequal(total: Filled, cells: Sequence[Filled]) -> str:
    """手册05 §5: a total is the sum of its parts; where it is not, what is left to be sorted."""
    parts = [
        one for one in cells if one.cell.group == total.cell.group and one.cell.label in total.cell.parts
    ]
    whole = sum(int(one.number or 0) for one in parts)
    left = int(total.number or 0) - whole
    if not left:
        return ""
    added = "＋".join(one.number or "0" for one in parts)
    return (
        f"与分项不等：{added}＝{whole}，相差 {left}。"
        "报表要求总数等于各分项之和，公布以前请把没有归入这几类的归类，或者写明。"
    )


def work_of(table: Table, agency: Agency, year: int, cells: Sequence[Filled]) -> Work:
    """The table on paper."""
    head = "".join(f"<th>{one}</th>" for one in HEADS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(word)}</td>" for word in one.row) + "</tr>" for one in cells
    )
    html = f"<p>填报单位：{escape(agency.name)}（{year} 年度）</p>"
    html += f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return Work(html=html, title=table.label)


def _address(counted: Counted, table: Table, agency: Agency, year: int) -> str:
    asked = [("year", str(year))] if table.over_units else [("agency", agency.slug), ("year", str(year))]
    asked += [(name, value) for name, values in counted.only for value in values]
    return f"{page_at('figures.Figure', counted.figure)}?{urlencode(asked)}"
