"""How do the rules become findings, and which of them follow from one fault?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from gongkai.checking.causes import Suspect, because, suspects
from gongkai.checking.facts import DEPARTMENT, GOVERNMENT, Fact, Subject
from gongkai.checking.findings import SEVERITIES, Finding, Where
from gongkai.checking.rules import Rule, rules, rules_version
from gongkai.errors import UsageError
from gongkai.lawbook import Lawbook
from gongkai.report import Report


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
    fitting = [rule for rule in rules(book).values() if _applies(rule, report)]
    found = [(rule, fact) for rule in fitting for fact in rule.facts(subject)]
    named = suspects(found, subject)
    explained = {number: suspect for suspect in named for number in suspect.findings}
    causes, version = because(found, named), rules_version(book)
    return [
        replace(
            _finding(report, rule, fact, explained.get(number)),
            id=_id(number),
            because=_id(causes[number]) if number in causes else None,
            rules_version=version,
        )
        for number, (rule, fact) in enumerate(found)
    ]


def _applies(rule: Rule, report: Report) -> bool:
    """A report of the years before the forms has to keep what holds of any text."""
    return rule.any_text if report.narrative else rule.applies(report.form, report.year)


def _wrong_year(report: Report, previous: Report) -> str:
    """Which of the two is the wrong one: named, and what to give instead."""
    year, before = report.year or 0, previous.year or 0
    checked, given = f"核对的是 {_named(report)}", f"「上年报告」是 {_named(previous)}"
    if before == year:
        return (
            f"{checked}，给的{given}，两份是同一年度的；"
            f"请给出 {year - 1} 年度的报告，或者核对 {year + 1} 年度的报告。"
        )
    if before == year + 1:
        return f"{checked}，给的{given}，两份给反了；请把 {before} 年度的作为要核对的报告。"
    return f"{checked}，给的{given}；请给出 {year - 1} 年度的报告。"


def _named(report: Report) -> str:
    return f"{report.agency or '（机关不明）'} {report.year} 年度的"


def _id(number: int) -> str:
    return f"f{number + 1}"


def worst(findings: Iterable[Finding]) -> str | None:
    """The gravest severity among the findings; None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)


def _refuse(report: Report, previous: Report | None, agency_kind: str | None) -> None:
    if previous and report.year and previous.year and previous.year != report.year - 1:
        raise UsageError(_wrong_year(report, previous))
    if agency_kind not in {None, DEPARTMENT, GOVERNMENT}:
        raise UsageError(f"不认识的机关类别「{agency_kind}」；可用：{DEPARTMENT}、{GOVERNMENT}。")


def _finding(report: Report, rule: Rule, fact: Fact, suspect: Suspect | None) -> Finding:
    words = {"expected": fact.expected, "actual": fact.actual, **fact.words}
    if isinstance(fact.expected, int) and isinstance(fact.actual, int):
        words["difference"] = abs(fact.expected - fact.actual)
    stated = None if suspect is None else _stated(report, suspect.cell)
    if suspect:
        words["suspect"] = f"{report.layout.name(suspect.cell)}：填的是「{stated}」，应为{suspect.right}"
    step = SEVERITIES.index(rule.severity) + fact.softened
    finding = Finding(
        rule.id,
        SEVERITIES[min(step, len(SEVERITIES) - 1)],
        fact.cells,
        fact.expected,
        fact.actual,
        rule.message.format(**words),
        str(rule.source),
        suspect=suspect.cell if suspect else None,
        stated=stated,
        right=suspect.right if suspect else None,
        class_=rule.class_,
    )
    cell = suspect.cell if suspect else fact.cells[0] if fact.cells else ""
    place = report.layout.cells.get(cell)
    return replace(finding, where=Where(place.table, place.row, place.column)) if place else finding


def _stated(report: Report, cell: str) -> str:
    """The cell's own text: its number, else what its note keeps."""
    value = report.cells.get(cell)
    if value is not None:
        return str(value)
    return next((note.stated for note in report.notes_on([cell]) if note.stated), "空")
