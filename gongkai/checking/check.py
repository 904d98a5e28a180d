"""How do the rules become findings, and which single cell explains them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from gongkai.checking.facts import DEPARTMENT, GOVERNMENT, Fact, Subject
from gongkai.checking.findings import SEVERITIES, Finding, Where
from gongkai.checking.rules import Rule, rules
from gongkai.errors import UsageError
from gongkai.lawbook import Lawbook
from gongkai.report import Report

_ROW_RULE, _COLUMN_RULES = "t3.row_total", {"t3.balance", "t3.results_total"}


def check(
    report: Report,
    previous: Report | None = None,
    explanations: Mapping[str, str] | None = None,
    *,
    published_on: date | None = None,
    agency_kind: str | None = None,
    ledger: Mapping[str, int] | None = None,
    book: Lawbook | None = None,
) -> list[Finding]:
    """The findings, in the order of the rules; [] for a sound report.

    `previous` is the report of the year before. `explanations` maps a cell to the recorded reason why it may
    differ; such a difference counts one step less. `published_on` is the day of publication, `agency_kind`
    `department` or `government` (else told from the name). `ledger` maps cells to the counts of the records;
    its key `split_twice` is the number of cases recorded both under （二）部分公开 and under （三）不予公开.
    Raises UsageError where `previous` is of another year or `agency_kind` is unknown.
    """
    _refuse(report, previous, agency_kind)
    subject = Subject(report, previous, explanations or {}, published_on, agency_kind, ledger)
    fitting = [rule for rule in rules(book).values() if rule.applies(report.form, report.year)]
    found = [(rule, fact) for rule in fitting for fact in rule.facts(subject)]
    suspect = _suspect(found)
    return [_finding(report, rule, fact, suspect) for rule, fact in found]


def worst(findings: Iterable[Finding]) -> str | None:
    """The gravest severity among the findings; None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)


def _refuse(report: Report, previous: Report | None, agency_kind: str | None) -> None:
    if previous and report.year and previous.year and previous.year != report.year - 1:
        raise UsageError(
            f"「上年报告」是 {previous.year} 年度的，不是 {report.year - 1} 年度的；请给出上一年度的报告。"
        )
    if agency_kind not in {None, DEPARTMENT, GOVERNMENT}:
        raise UsageError(f"不认识的机关类别「{agency_kind}」；可用：{DEPARTMENT}、{GOVERNMENT}。")


def _suspect(found: Iterable[tuple[Rule, Fact]]) -> str | None:
    """The cell where the only failing row meets the only failing column of table 三."""
    rows, columns = set(), set()
    for rule, fact in found:
        if rule.id == _ROW_RULE:
            rows.add(fact.cells[0].split(".")[1])
        elif rule.id in _COLUMN_RULES:
            columns.add(fact.cells[0].split(".")[2])
    return f"table3.{rows.pop()}.{columns.pop()}" if len(rows) == len(columns) == 1 else None


def _finding(report: Report, rule: Rule, fact: Fact, suspect: str | None) -> Finding:
    named = suspect if suspect in fact.cells else None
    words = {"expected": fact.expected, "actual": fact.actual, **fact.words}
    if isinstance(fact.expected, int) and isinstance(fact.actual, int):
        words["difference"] = abs(fact.expected - fact.actual)
    if named:
        words["suspect"] = report.layout.name(named)
    step = SEVERITIES.index(rule.severity) + fact.softened
    finding = Finding(
        rule.id,
        SEVERITIES[min(step, len(SEVERITIES) - 1)],
        fact.cells,
        fact.expected,
        fact.actual,
        rule.message.format(**words),
        str(rule.source),
        suspect=named,
    )
    place = report.layout.cells.get(named or (fact.cells[0] if fact.cells else ""))
    return replace(finding, where=Where(place.table, place.row, place.column)) if place else finding
