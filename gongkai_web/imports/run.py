"""Row by row: what will be made, what is there already, what cannot be and why; and then, doing it?

The dry run computes the state of each planned case by the rules of the course, without touching a table.
The import goes through the actions, a transaction a row, with the days of the register and today as today.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import TextChoices

from gongkai.booktitle import in_marks
from gongkai.errors import GongkaiError
from gongkai.procedure.facts import Fact
from gongkai.procedure.machine import acts
from gongkai.registers.cells import said
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.cases import actions, stored
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from gongkai_web.holidays.queries import reckoned
from gongkai_web.imports.again import Again, found_again
from gongkai_web.imports.heads import Heads
from gongkai_web.imports.keys import earlier_number, key_of, number_key
from gongkai_web.imports.lines import Row
from gongkai_web.imports.meanings import Defaults
from gongkai_web.imports.plans import Planned, Step
from gongkai_web.imports.rows import place, planned
from gongkai_web.imports.sheets import Table, read_register
from gongkai_web.imports.words import plain

# Acts that can have been done unlawfully on paper; the register says that they were.
_ON_PAPER = frozenset({"ask_correction", "extend", "reply", "dispatch", "serve"})
Chosen = Mapping[tuple[str, int], str]


class Result(TextChoices):
    """What comes, or came, of a row."""

    WILL = "will", "将登记"
    MADE = "made", "已登记"
    THERE = "there", "已经有"
    ASKED = "asked", "要选择"
    REFUSED = "refused", "不能登记"
    PASSED = "passed", "不必登记"
    LEFT = "left", "还没有轮到"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report: where it stands, what comes of it, the sentence, our number where it has one.

    `plan`: how it was read.
    """

    row: Row
    result: Result
    sentence: str = ""
    number: str = ""
    case: int | None = None
    plan: Planned | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What comes of a file. `unread`: a sentence for each sheet that is no register.

    `untold`: the tables whose columns must be told before they have rows.
    """

    tables: tuple[Table, ...]
    lines: tuple[Line, ...]
    unread: tuple[str, ...] = ()
    untold: tuple[Table, ...] = ()

    @property
    def counts(self) -> dict[Result, int]:
        """How many rows of each result."""
        found = Counter(line.result for line in self.lines)
        return {result: found[result] for result in Result if found[result]}

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """Columns that nobody knows; they are not taken over."""
        return tuple(dict.fromkeys(label for table in self.tables for label in table.unknown))


def check_register(
    data: bytes,
    name: str,
    *,
    agency: Agency,
    today: date,
    defaults: Defaults | None = None,
    chosen: Chosen | None = None,
) -> Report:
    """What would come of each row; nothing is written. Raises Refused or ReadingError for a bad file."""
    register = read_register(data, name, defaults)
    rows = _plan(register.tables, agency, today, defaults or Defaults(), chosen or {})
    several, heads = len(register.tables) > 1, Heads(agency)
    lines = [_checked(one, heads, several) for one in found_again(rows, agency)]
    return Report(register.tables, tuple(lines), register.unread, register.untold)


def import_register(
    data: bytes,
    name: str,
    *,
    agency: Agency,
    by: Person,
    today: date,
    defaults: Defaults | None = None,
    chosen: Chosen | None = None,
    seconds: float | None = None,
) -> Report:
    """Makes the cases of the rows that can be. `seconds`: begins no further row after so long; they are LEFT.

    Raises NotAllowed where the person handles no cases of the agency, and as `check_register`.
    """
    require(by, agency, What.HANDLE, today)
    end = time.monotonic() + seconds if seconds is not None else None
    register = read_register(data, name, defaults)
    rows = _plan(register.tables, agency, today, defaults or Defaults(), chosen or {})
    several, heads = len(register.tables) > 1, Heads(agency)
    lines = []
    for one in found_again(rows, agency):
        line = _checked(one, heads, several)
        if line.result == Result.WILL:
            late = end is not None and time.monotonic() > end
            line = replace(line, result=Result.LEFT) if late else _made(one.row, line, heads, by, today)
        lines.append(line)
    report = Report(register.tables, tuple(lines), register.unread, register.untold)
    _note(report, name, agency, by)
    return report


# – before


def _plan(
    tables: Sequence[Table], agency: Agency, today: date, defaults: Defaults, chosen: Chosen
) -> list[Planned]:
    """All rows; the second of two that say the same is told, and so is one with the number of another.

    Without a number of the agency's own, two lines with different 序号 are two requests.
    """
    found: list[Planned] = []
    seen: dict[str, list[Row]] = {}
    numbered: dict[str, Row] = {}
    for row in (row for table in tables for row in table.rows):
        with reckoned(agency.pk):
            one = planned(row, slug=agency.slug, today=today, defaults=defaults, chosen=chosen)
        if one.key and one.received_on:
            same = seen.setdefault(one.key, [])
            one = _told_apart(one, same, agency, len(tables) > 1)
            same.append(row)
        if one.number and one.received_on:
            number = number_key(one.number, agency.slug, one.received_on.year)
            before = numbered.setdefault(number, row)
            if before is not row and not one.problems:
                told = f"登记号与{place(before, len(tables) > 1)}相同，内容不同，各登记一件"
                one = replace(one, remarks=(*one.remarks, told))
        found.append(one)
    return found


def _told_apart(one: Planned, same: Sequence[Row], agency: Agency, several: bool) -> Planned:
    """The row beside those above it that say the same."""
    if not same:
        return one
    serials = [said(row.cells.get("serial")) for row in (*same, one.row)]
    if not one.number and all(serials) and len(set(serials)) == len(serials):
        assert one.received_on is not None
        return replace(one, key=key_of(one.row, agency.slug, one.received_on, len(same) + 1))
    told = (
        f"{place(one.row)}与{place(same[0], several)}的登记号、收到日期、申请人、内容都相同；"
        "确是两件的，请写不同的登记号"
    )
    return replace(one, problems=(*one.problems, told))


def _there(one: Planned, case: Case, changed: bool) -> str:
    """What a row that is a case already is told."""
    if changed:
        return (
            f"登记号「{one.number}」已登记为 {case.registry_number}，收到日期、申请人或者内容却改过；"
            "要更正的在该件“更正、作废登记”，确是另一件的请写不同的登记号"
        )
    told = f"已登记为 {case.registry_number}；后来的办理请在该件登记"
    if one.number and case.earlier_number and plain(earlier_number(one.number)) != plain(case.earlier_number):
        told += (
            f"（该件的原登记号是「{case.earlier_number}」，这一行是「{one.number}」，"
            "因收到日期、申请人、内容都相同看作同一件；确是另一件的请单独登记）"
        )
    return told


def _clash(one: Planned, case: Case) -> str:
    """What a row is told whose number another case bears."""
    return (
        f"{place(one.row)}登记号「{one.number}」已用于另一件 {case.registry_number}{in_marks(case.title)}"
        f"（{case.applicant_name}，{case.received_on}）；确是另一件的请写不同的登记号，是同一件的请在该件更正"
    )


def _checked(again: Again, heads: Heads, several: bool) -> Line:
    one, row, case = again.row, again.row.row, again.case
    if case is not None:
        told = _there(one, case, again.changed)
        return Line(row, Result.THERE, told, case.registry_number, case.pk)
    if one.passed_over:
        return Line(row, Result.PASSED, one.passed_over)
    problems = (*one.problems, *([_clash(one, again.clash)] if again.clash else ()))
    if problems:
        return Line(row, Result.REFUSED, _placed("；".join(problems), row, several))
    if one.asked:
        told = "；".join(asked.said for asked in one.asked)
        return Line(row, Result.ASKED, f"{place(row, several)}{told}", plan=one)
    try:
        after = stored.state_of(heads.agency.pk, _facts(one, heads))
        _check_agency(one, heads.agency)
    except GongkaiError as problem:
        return Line(row, Result.REFUSED, f"{place(row, several)}：{problem}")
    remarks = (*one.remarks, *again.remarks)
    told = "；".join(part.rstrip("。") for part in (*(flag.message for flag in after.flags), *remarks))
    return Line(row, Result.WILL, told, plan=one)


def _placed(sentence: str, row: Row, several: bool) -> str:
    return f"工作表「{row.sheet}」：{sentence}" if several and row.sheet else sentence


def _facts(one: Planned, heads: Heads) -> list[Fact]:
    """The events that the actions would enter."""
    given = one.given
    assert given is not None
    assert one.submitted_on is not None
    first = {
        "applicant_kind": given.applicant_kind,
        "applicant_name": given.applicants[0].name,
        "channel": given.channel,
        "title": given.title,
        "description": given.description,
    }
    if given.medium:
        first["medium"] = given.medium
    facts = [Fact("submitted", one.submitted_on, first, 0, 1, 1)]
    for position, step in enumerate(one.steps, start=2):
        data = {key: value for key, value in step.data.items() if value is not None}
        if step.act == "extend":
            head = heads.on(step.day)
            data |= {"approved_by": head.pk, "approved_by_name": head.display_name}
        kept = json.loads(canonical(data))
        facts.append(Fact(acts()[step.act].event, step.day, kept, 0, position, position))
    return facts


def _check_agency(one: Planned, agency: Agency) -> None:
    assert one.received_on is not None
    assert one.submitted_on is not None
    if not agency.open_on(one.received_on):
        raise Refused(f"{agency.name}在 {one.received_on} 尚未设立或已经撤销，不能登记申请。")
    if one.submitted_on > one.received_on:
        raise Refused(f"提交日期 {one.submitted_on} 晚于收到日期 {one.received_on}；请核对。")


# – doing it


def _made(one: Planned, line: Line, heads: Heads, by: Person, today: date) -> Line:
    """The row as a case, or what the actions said; then nothing of it was written."""
    assert one.given is not None
    assert one.received_on is not None
    try:
        with transaction.atomic():
            case = actions.register_request(
                by=by,
                agency=heads.agency,
                day=one.received_on,
                given=one.given,
                submitted_on=one.submitted_on,
                today=today,
                submission_key=one.key,
            )
            for step in one.steps:
                _do(step, case, heads, by, today)
    except GongkaiError as problem:
        return replace(line, result=Result.REFUSED, sentence=f"{place(one.row)}：{problem}")
    return replace(line, result=Result.MADE, number=case.registry_number, case=case.pk)


def _do(step: Step, case: Case, heads: Heads, by: Person, today: date) -> None:
    given: dict[str, Any] = {**step.data, "case": case, "by": by, "day": step.day, "today": today}
    if step.act == "extend":
        given["approved_by"] = heads.on(step.day)
    if step.act in _ON_PAPER:
        given["on_paper"] = True
    getattr(actions, step.act)(**given)


def _note(report: Report, name: str, agency: Agency, by: Person) -> None:
    counts = {str(result): count for result, count in report.counts.items()}
    with transaction.atomic():
        record(
            actor=by,
            agency=agency,
            act="exchange.import_register",
            subject=f"agencies.Agency:{agency.pk}",
            detail={"file": name, "counts": counts},
            reason=f"由登记簿《{name}》登记",
        )
