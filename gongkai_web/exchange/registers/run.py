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

from gongkai.errors import GongkaiError
from gongkai_web.agencies.errors import Refused
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import staff_of
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.cases import actions, state
from gongkai_web.cases.actions.entry import require_handler
from gongkai_web.cases.facts import Fact
from gongkai_web.cases.machine import acts
from gongkai_web.cases.models import Case
from gongkai_web.exchange.registers.plan import KEY, Defaults, Planned, Step, place, planned
from gongkai_web.exchange.registers.sheet import Row, Table, read_register

# Acts that can have been done unlawfully on paper; the register says that they were.
_ON_PAPER = frozenset({"ask_correction", "extend", "reply", "dispatch", "serve"})
Chosen = Mapping[tuple[str, int], str]


class Result(TextChoices):
    """What comes, or came, of a row."""

    WILL = "will", "将登记"
    MADE = "made", "已登记"
    THERE = "there", "已经有"
    ASKED = "asked", "要选择结果"
    REFUSED = "refused", "不能登记"
    PASSED = "passed", "不必登记"
    LEFT = "left", "还没有轮到"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report: where it stands, what comes of it, the sentence, our number where it has one."""

    row: Row
    result: Result
    sentence: str = ""
    number: str = ""
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What comes of a file."""

    tables: tuple[Table, ...]
    lines: tuple[Line, ...]

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
    tables = read_register(data, name)
    rows = _plan(tables, agency, today, defaults or Defaults(), chosen or {})
    there, several = _there(rows, agency), len(tables) > 1
    lines = [_checked(one, agency, there, several) for one in rows]
    return Report(tuple(tables), tuple(lines))


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
    require_handler(by, agency, today)
    end = time.monotonic() + seconds if seconds is not None else None
    tables = read_register(data, name)
    rows = _plan(tables, agency, today, defaults or Defaults(), chosen or {})
    there, several = _there(rows, agency), len(tables) > 1
    lines = []
    for one in rows:
        line = _checked(one, agency, there, several)
        if line.result == Result.WILL:
            late = end is not None and time.monotonic() > end
            line = replace(line, result=Result.LEFT) if late else _made(one, line, agency, by, today)
        lines.append(line)
    report = Report(tuple(tables), tuple(lines))
    _note(report, name, agency, by)
    return report


# – before


def _plan(
    tables: Sequence[Table], agency: Agency, today: date, defaults: Defaults, chosen: Chosen
) -> list[Planned]:
    """All rows; the second of two that say the same is told."""
    found: list[Planned] = []
    first: dict[str, Row] = {}
    for row in (row for table in tables for row in table.rows):
        one = planned(row, slug=agency.slug, today=today, defaults=defaults, chosen=chosen)
        if one.key and one.key in first:
            before = place(first[one.key], len(tables) > 1)
            told = (
                f"{place(row)}与{before}的登记号、收到日期、申请人、内容都相同；确是两件的，请写不同的登记号"
            )
            one = replace(one, problems=(*one.problems, told))
        elif one.key:
            first[one.key] = row
        found.append(one)
    return found


def _there(rows: Sequence[Planned], agency: Agency) -> dict[str, Case]:
    """The cases that these rows are already: by the key of an earlier import, else by what the row says."""
    keys = [one.key for one in rows if one.key]
    found: dict[str, Case] = {}
    for at in range(0, len(keys), 500):
        for case in Case.objects.filter(submission_key__in=keys[at : at + 500]):
            found[str(case.submission_key)] = case
    days = {one.received_on for one in rows if one.received_on}
    ours = Case.objects.filter(agency=agency, received_on__in=days).exclude(submission_key__startswith=KEY)
    known = {(case.applicant_name, case.title, case.received_on): case for case in ours}
    for one in rows:
        if one.given and one.key not in found:
            case = known.get((one.given.applicants[0].name, one.given.title, one.received_on))
            if case:
                found[one.key] = case
    return found


def _checked(one: Planned, agency: Agency, there: Mapping[str, Case], several: bool) -> Line:
    row = one.row
    if one.key in there:
        case = there[one.key]
        told = f"已登记为 {case.registry_number}；后来的办理请在该件登记"
        return Line(row, Result.THERE, told, case.registry_number, case.pk)
    if one.passed_over:
        return Line(row, Result.PASSED, one.passed_over)
    if one.problems:
        return Line(row, Result.REFUSED, _placed("；".join(one.problems), row, several))
    if one.unknown_outcome:
        told = f"{place(row, several)}「办理结果」“{one.unknown_outcome}”对不上 21 种办理结果；请选择"
        return Line(row, Result.ASKED, told)
    try:
        after = state.of(_facts(one, agency))
        _check_agency(one, agency)
    except GongkaiError as problem:
        return Line(row, Result.REFUSED, f"{place(row, several)}：{problem}")
    told = [*(flag.message for flag in after.flags), *one.remarks]
    return Line(row, Result.WILL, "；".join(part.rstrip("。") for part in told))


def _placed(sentence: str, row: Row, several: bool) -> str:
    return f"工作表「{row.sheet}」：{sentence}" if several and row.sheet else sentence


def _facts(one: Planned, agency: Agency) -> list[Fact]:
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
            head = _head(agency, step.day)
            data |= {"approved_by": head.pk, "approved_by_name": head.display_name}
        plain = json.loads(canonical(data))
        facts.append(Fact(acts()[step.act].event, step.day, plain, 0, position, position))
    return facts


def _check_agency(one: Planned, agency: Agency) -> None:
    assert one.received_on is not None
    assert one.submitted_on is not None
    if not agency.open_on(one.received_on):
        raise Refused(f"{agency.name}在 {one.received_on} 尚未设立或已经撤销，不能登记申请。")
    if one.submitted_on > one.received_on:
        raise Refused(f"提交日期 {one.submitted_on} 晚于收到日期 {one.received_on}；请核对。")


def _head(agency: Agency, day: date) -> Person:
    """Who headed the disclosure office on that day and so agreed to the extension (第三十三条第二款)."""
    found = _heads(agency, day)
    if found is None:
        raise Refused(
            f"{day} 延期须经公开机构负责人同意，{agency.name}在这一天没有登记负责人；请先登记其任职起始日期。"
        )
    return found


def _heads(agency: Agency, day: date) -> Person | None:
    office = staff_of(agency, day).filter(role=Role.HEAD).order_by("since", "pk").first()
    return office.person if office else None


# – doing it


def _made(one: Planned, line: Line, agency: Agency, by: Person, today: date) -> Line:
    """The row as a case, or what the actions said; then nothing of it was written."""
    assert one.given is not None
    assert one.received_on is not None
    try:
        with transaction.atomic():
            case = actions.register_request(
                by=by,
                agency=agency,
                day=one.received_on,
                given=one.given,
                submitted_on=one.submitted_on,
                today=today,
                submission_key=one.key,
            )
            for step in one.steps:
                _do(step, case, by, today)
    except GongkaiError as problem:
        return replace(line, result=Result.REFUSED, sentence=f"{place(one.row)}：{problem}")
    return replace(line, result=Result.MADE, number=case.registry_number, case=case.pk)


def _do(step: Step, case: Case, by: Person, today: date) -> None:
    given: dict[str, Any] = {**step.data, "case": case, "by": by, "day": step.day, "today": today}
    if step.act == "extend":
        given["approved_by"] = _head(case.agency, step.day)
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
        )
