"""Does the report agree with the records behind it, and was it published in time?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.checking.facts import DEPARTMENT, Fact, Subject, Test
from gongkai.deadlines import terms
from gongkai.form import COUNTED_ONCE, TOTAL

SPLIT_TWICE = "split_twice"
_FIRST_YEAR = 2019  # the regulation in force sets both days; reports before it are not judged


def tally(subject: Subject) -> Iterator[Fact]:
    """S1: each cell that the records count otherwise."""
    for cell, counted in (subject.ledger or {}).items():
        stated = subject.report.cells.get(cell)
        if cell != SPLIT_TWICE and stated is not None and stated != counted:
            words = {"cell": subject.layout.name(cell)}
            yield Fact((cell,), counted, int(stated), words, cell in subject.explanations)


def split_once(subject: Subject) -> Iterator[Fact]:
    """S4: a partly granted case counts there only."""
    twice = (subject.ledger or {}).get(SPLIT_TWICE, 0)
    if twice:
        cells = tuple(f"table3.{row}.{TOTAL}" for row in subject.layout.marked(COUNTED_ONCE))
        yield Fact(cells, 0, twice, {"twice": twice})


def published_late(subject: Subject) -> Iterator[Fact]:
    """Departments publish by 31 January, governments by 31 March of the next year (article 49)."""
    year, day = subject.report.year, subject.published_on
    if year is None or day is None or subject.kind is None or year < _FIRST_YEAR:
        return
    department = subject.kind == DEPARTMENT
    term = terms()["department_report" if department else "government_report"]
    last = date.fromisoformat(f"{year + 1}-{term.dated.on(date(year, 12, 31)).value.day}")
    if day > last:
        words = {
            "day": day,
            "last": last,
            "late": (day - last).days,
            "who": "部门" if department else "本级政府",
        }
        yield Fact((), str(last), str(day), words)


TESTS: dict[str, Test] = {"tally": tally, "split_once": split_once, "published_late": published_late}
