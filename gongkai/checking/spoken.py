"""Which numbers of the prose contradict the tables? For whoever writes it, at the place where they stand.

`check` says the same of the whole report; here nothing but the words and the cells is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checking.against import SECTIONS
from gongkai.checking.facts import Fact, Subject
from gongkai.checking.rules import rules
from gongkai.report import Report

_RULE = "prose.against_tables"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clause of a section with a number to which no reading of the tables comes."""

    section: int
    clause: str
    number: str
    told: str

    @property
    def message(self) -> str:
        """What to do, for whoever writes."""
        advice = "请改为引用的数；记录不对的，请更正记录"
        return f"这里写的是{self.number}，按记录{self.told}；{advice}。"


def spoken_against(report: Report) -> Iterator[Spoken]:
    """In the order of the text; nothing for a form that the rule does not know."""
    rule = rules()[_RULE]
    if rule.applies(report.form, report.year):
        yield from map(_spoken, rule.facts(Subject(report)))


def _spoken(fact: Fact) -> Spoken:
    section, clause, told = (str(fact.words[name]) for name in ("section", "text", "told"))
    return Spoken(SECTIONS.index(section), clause, str(fact.actual), told)
