"""How do the rules become findings, and which single cell explains them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gongkai.checking.facts import Fact, Subject
from gongkai.checking.findings import ERROR, SEVERITIES, WARNING, Finding, Where
from gongkai.checking.rules import Rule, rules
from gongkai.checking.tables import TESTS
from gongkai.lawbook import Lawbook
from gongkai.report import Report

_ROW_RULE, _COLUMN_RULES = "t3.row_total", {"t3.balance", "t3.results_total"}


def check(
    report: Report,
    previous: Report | None = None,
    explanations: Mapping[str, str] | None = None,
    book: Lawbook | None = None,
) -> list[Finding]:
    """The findings, in the order of the rules; [] for a sound report.

    `previous` is the report of the year before (rule R5). `explanations` maps a cell to the recorded reason
    why it may differ; such a difference is a warning. Raises UsageError where `previous` is of another year.
    """
    subject = Subject(report, previous, explanations or {})
    fitting = [rule for rule in rules(book).values() if report.form in rule.forms]
    found = [(rule, fact) for rule in fitting for fact in TESTS[rule.test](subject)]
    suspect = _suspect(found)
    return [_finding(report, rule, fact, suspect) for rule, fact in found]


def worst(findings: Iterable[Finding]) -> str | None:
    """The gravest severity among the findings; None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)


def _suspect(found: Iterable[tuple[Rule, Fact]]) -> str | None:
    """The cell where the only failing row meets the only failing column of table 三."""
    rows, columns = set(), set()
    for rule, fact in found:
        _, row, column = (fact.cells[0] if fact.cells else "..").split(".")
        if rule.id == _ROW_RULE:
            rows.add(row)
        elif rule.id in _COLUMN_RULES:
            columns.add(column)
    return f"table3.{rows.pop()}.{columns.pop()}" if len(rows) == len(columns) == 1 else None


def _finding(report: Report, rule: Rule, fact: Fact, suspect: str | None) -> Finding:
    named = suspect if suspect in fact.cells else None
    words = {"expected": fact.expected, "actual": fact.actual, **fact.words}
    if isinstance(fact.expected, int) and isinstance(fact.actual, int):
        words["difference"] = abs(fact.expected - fact.actual)
    if named:
        words["suspect"] = report.layout.name(named)
    severity = WARNING if rule.severity == ERROR and fact.softened else rule.severity
    finding = Finding(
        rule.id,
        severity,
        fact.cells,
        fact.expected,
        fact.actual,
        rule.message.format(**words),
        str(rule.source),
        suspect=named,
    )
    place = report.layout.cells.get(named or (fact.cells[0] if fact.cells else ""))
    return replace(finding, where=Where(place.table, place.row, place.column)) if place else finding
