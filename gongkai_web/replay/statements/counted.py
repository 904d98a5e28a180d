"""What do the records give for a statement, and on which page do they open?"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gongkai_web.agencies.models import Agency
from gongkai_web.figures.counting import Asked, counts
from gongkai_web.figures.declared import Dimension, Figure
from gongkai_web.figures.period import Period, Scope
from gongkai_web.figures.registry import registry
from gongkai_web.replay.statements.statement import Rule, Statement


@dataclass(frozen=True, slots=True)
class Counted:
    """A statement, the number that the records give, and the address at which they open."""

    statement: Statement
    counted: int
    figure: str
    address: str

    @property
    def holds(self) -> bool:
        """Whether the records bear it out."""
        return self.statement.holds(self.counted)

    @property
    def sentence(self) -> str:
        """What is said where they do not."""
        rule = self.statement.rule
        return (
            f"正文“{rule.name}”（第 {rule.row} 行）：文件为 {self.statement.said}，由记录数出 {self.counted}"
        )

    @property
    def line(self) -> str:
        """As a list of statements has it."""
        rule = self.statement.rule
        said = f"第 {rule.row} 行 {rule.name}：{self.statement.said}，数出 {self.counted}"
        return f"{said}（{self.figure}）{self.address}"


def counted_for(statement: Statement, agency: Agency, year: int) -> Counted:
    """The number of the year, by the figure that the rule names."""
    rule = statement.rule
    figure = registry().named(rule.figure)
    only = {_dimension(figure, name): list(parts) for name, parts in rule.of.items()}
    asked = {"": Asked(figure, Period.of_year(year))}
    number = int(counts(asked, Scope.of(agency), only)[""] or 0)
    return Counted(statement, number, _named(figure, only), _address(rule, agency, year))


def _named(figure: Figure, only: dict[Dimension, list[str]]) -> str:
    parts = ["、".join(one.words().get(part, part) for part in found) for one, found in only.items()]
    return "，".join([figure.label, *parts])


def _address(rule: Rule, agency: Agency, year: int) -> str:
    asked = [("agency", agency.slug), ("year", str(year))]
    asked += [(name, part) for name, parts in rule.of.items() for part in parts]
    return f"{reverse('desk:figure', args=[rule.figure])}?{urlencode(asked)}"


def _dimension(figure: Figure, name: str) -> Dimension:
    return next(one for one in figure.by if one.id == name)
