"""Which findings follow from one and the same fault?

A wrong cell of table 三 breaks the sum of its row and those of its column; a wrong number in one column is
wrong in the column of totals too. Whoever mends the report wants the one place: the first finding of a fault
is its cause, the others say `because`. What cannot be told to be the same fault stays a finding of its own.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.checking.facts import Fact, Subject
from gongkai.checking.findings import Finding
from gongkai.checking.rules import Rule
from gongkai.form import TOTAL

ROW, BALANCE, RESULTS = "t3.row_total", "t3.balance", "t3.results_total"
_BY_COLUMN = (BALANCE, RESULTS, "years.carried_over")
_FLOWS = {"new_received", "carried_over_in", "results_total", "carried_over_out"}
_BLANK, _UNREADABLE = "cells.blank", "cells.unreadable"
FOLLOWS, ALIKE = "随之", "同类"
# What is said row by row or sentence by sentence, though one thing was done: the first stands for all.
GROUPED = {_BLANK, _UNREADABLE, "cells.sum_not_tested", "rows.missing", "form.year"}
_OWN_WORDS = re.compile(r"[\d「]")  # a reason that quotes what stands in the row is the row's own
_WITNESSES = {"years.carried_over", "ledger.tally"}
_NUMBERING = "sections.numbering"
_YEARS, _ANOTHER_AGENCY = "years.", "years.agency"
Found = Sequence[tuple[Rule, Fact]]


@dataclass(frozen=True, slots=True)
class Suspect:
    """The one cell that explains several failing sums, and what it would be in all of them."""

    cell: str
    right: int
    findings: tuple[int, ...]


def suspects(found: Found, subject: Subject) -> list[Suspect]:
    """The cells of table 三 where a failing row meets its failing columns and all ask for the same number.

    Where two cells would explain the same sum, neither is named.
    """
    rows = [number for number, (rule, _) in enumerate(found) if rule.id == ROW]
    columns = [number for number, (rule, _) in enumerate(found) if rule.id in {BALANCE, RESULTS}]
    agreeing: dict[str, set[int]] = {}
    for row in rows:
        for column in columns:
            for cell in found[row][1].repairs.keys() & found[column][1].repairs.keys():
                if found[row][1].repairs[cell] == found[column][1].repairs[cell] >= 0:
                    agreeing.setdefault(cell, set()).update({row, column})
    whole = {
        cell: numbers
        for cell, numbers in agreeing.items()
        if {found[number][0].id for number in numbers} == _sums_of(cell, subject)
    }
    claimed = [number for numbers in whole.values() for number in numbers]
    return [
        Suspect(cell, found[min(numbers)][1].repairs[cell], tuple(sorted(numbers)))
        for cell, numbers in whole.items()
        if all(claimed.count(number) == 1 for number in numbers)
    ]


def _sums_of(cell: str, subject: Subject) -> set[str]:
    """The sums of table 三 in which a cell takes part."""
    row = cell.split(".")[1]
    in_results = row in subject.result_rows or row == "results_total"
    return {ROW, *([BALANCE] if row in _FLOWS else ()), *([RESULTS] if in_results else ())}


def tie(cause: Finding, one: Finding) -> str:
    """How a finding hangs on its cause. Rows that are blank are a group; none follows from the other."""
    return ALIKE if one.rule == cause.rule and one.rule in GROUPED else FOLLOWS


def because(found: Found, named: Sequence[Suspect]) -> dict[int, int]:
    """The cause of each finding that follows from another, by their numbers."""
    links: dict[int, int] = {}
    for later, earlier in _links(found, named):
        if later != earlier and later not in links and _root(links, earlier) != later:
            links[later] = _root(links, earlier)
    return {later: _root(links, earlier) for later, earlier in links.items()}


def _root(links: dict[int, int], number: int) -> int:
    while number in links:
        number = links[number]
    return number


def _links(found: Found, named: Sequence[Suspect]) -> Iterator[tuple[int, int]]:
    for suspect in (*named, *_same_column(found)):
        yield from ((number, suspect.findings[0]) for number in suspect.findings[1:])
        yield from ((number, suspect.findings[0]) for number in _confirming(found, suspect))
    yield from _by_blanks(found, named)
    yield from _total_columns(found)
    yield from _by_another_agency(found)
    yield from _alike(found)


def _confirming(found: Found, suspect: Suspect) -> Iterator[int]:
    """What else says that this cell should be that number: the prose, last year's report, the records."""
    for number, (rule, fact) in enumerate(found):
        in_prose = rule.id.startswith("prose.")
        told = fact.actual if in_prose else fact.expected if rule.id in _WITNESSES else None
        if suspect.cell in fact.cells and told == suspect.right:
            yield number


def _by_blanks(found: Found, named: Sequence[Suspect]) -> Iterator[tuple[int, int]]:
    """A blank that a sum names as its one wrong cell, and what fails because cells hold no number."""
    suspected = {suspect.cell: suspect.findings[0] for suspect in named}
    blanks = {
        cell: number for number, (rule, fact) in enumerate(found) if rule.id == _BLANK for cell in fact.cells
    }
    yield from ((number, suspected[cell]) for cell, number in blanks.items() if cell in suspected)
    for number, (rule, fact) in enumerate(found):
        if rule.id != _BLANK:
            yield from (
                (number, blanks[cell])
                for cell in fact.cells
                if cell in blanks and _for_want_of(cell, rule, fact, found[blanks[cell]][1])
            )


def _for_want_of(cell: str, rule: Rule, fact: Fact, blank: Fact) -> bool:
    """Whether a finding would not be there, were the blank cell filled in."""
    if fact.repairs:
        return fact.softened or (cell in blank.repairs and fact.repairs.get(cell) == blank.repairs[cell])
    if not rule.id.startswith("prose.") or not isinstance(fact.actual, int) or not fact.actual:
        return False
    return fact.actual == blank.repairs[cell] if cell in blank.repairs else fact.cells[0] == cell


def _same_column(found: Found) -> Iterator[Suspect]:
    """（七）总计 of a column where both sums of the column ask for the same number."""
    balances = {_column(fact): number for number, (rule, fact) in enumerate(found) if rule.id == BALANCE}
    for number, (rule, fact) in enumerate(found):
        earlier = balances.get(_column(fact)) if rule.id == RESULTS else None
        if earlier is not None:
            other = found[earlier][1].repairs
            for cell in fact.repairs.keys() & other.keys():
                if fact.repairs[cell] == other[cell]:
                    yield Suspect(cell, other[cell], (earlier, number))


def _total_columns(found: Found) -> Iterator[tuple[int, int]]:
    """The column of totals, where the other columns that fail do so by as much."""
    for rule_id in _BY_COLUMN:
        failing = {_column(fact): number for number, (rule, fact) in enumerate(found) if rule.id == rule_id}
        total = failing.pop(TOTAL, None)
        gaps = [_gap(found[number][1]) or 0 for number in failing.values()]
        if total is not None and gaps and sum(gaps) == _gap(found[total][1]):
            yield total, next(iter(failing.values()))


def _by_another_agency(found: Found) -> Iterator[tuple[int, int]]:
    """What does not follow from last year's report, where that is another agency's."""
    named = [number for number, (rule, _) in enumerate(found) if rule.id == _ANOTHER_AGENCY]
    for number, (rule, _) in enumerate(found):
        if named and rule.id.startswith(_YEARS):
            yield number, named[0]


def _alike(found: Found) -> Iterator[tuple[int, int]]:
    """The same thing said of many rows, headings or sentences."""
    first: dict[Hashable, int] = {}
    for number, (rule, fact) in enumerate(found):
        sort = _sort(rule, fact)
        if sort is not None:
            yield number, first.setdefault((rule.id, sort), number)


def _sort(rule: Rule, fact: Fact) -> Hashable:
    """What makes two facts of a rule alike; None where each stands for itself."""
    if rule.id in GROUPED:
        _, _, reason = str(fact.words.get("problem", "")).partition("——")
        own = fact.repairs or (rule.id == _UNREADABLE and (not reason or _OWN_WORDS.search(reason)))
        return None if own else (fact.cells[0].split(".")[0] if fact.cells else "", reason)
    if rule.id == _NUMBERING:
        return _gap(fact)
    if rule.id.startswith("prose.") and fact.cells:
        return fact.cells, fact.actual
    return None


def _column(fact: Fact) -> str:
    return fact.cells[0].rpartition(".")[2]


def _gap(fact: Fact) -> int | None:
    if isinstance(fact.expected, int) and isinstance(fact.actual, int):
        return fact.expected - fact.actual
    return None
