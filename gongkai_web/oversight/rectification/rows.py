"""How does a finding become a row of a list, a table of facts or a timeline?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.files.models import StoredFile
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import MOST_SAID, Element, Link, TimelineEntry, WorkRow
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.facts import CLOSED, UNDER_WAY, Kind, Result, Status
from gongkai_web.oversight.rectification.models import Finding, FindingEvent

MACHINE = "自动巡查"
_SAID = {
    "agency_name": "改由", "due": "期限", "reference": "文号", "address": "位置", "words": "整改情况",
    "result": "结果", "note": "看到", "number": "并入", "reason": "理由",
}  # fmt: skip


def marks_of(finding: Finding, today: date) -> tuple[Mark, ...]:
    """How it stands today; what is repeated says so."""
    again = (Mark("warning", "反复出现"),) if finding.repeat_of_id else ()
    return (*_standing(finding, today), *again)


def _standing(finding: Finding, today: date) -> tuple[Mark, ...]:
    label = finding.get_status_display()
    match finding.status:
        case Status.OPEN:
            return due_marks(finding.due_on, today, calendar_of(finding.agency_id))
        case Status.PAUSED | Status.REPLIED:
            return (Mark("waiting", label),)
        case Status.NEW:
            return (Mark("open", label),)
        case status if status in CLOSED:
            late = "（逾期）" if finding.late else ""
            return (Mark("done", f"{label} {finding.closed_on}{late}"),)
    return (Mark("void", label),)


def work_row(
    finding: Finding, today: date, handled: Container[int], *, keeps: bool, why: str = ""
) -> WorkRow:
    """A finding as a line of a list. `handled`: the agencies for which they reply; `why`: `reason`."""
    marks = marks_of(finding, today)
    about = (finding.registry_number, finding.indicator, finding.get_source_display(), why)
    return WorkRow(
        title=finding.title,
        href=reverse("rectification:finding", args=[finding.pk]),
        marks=marks,
        due_on=finding.due_on,
        about=" · ".join(filter(None, about)),
        who=finding.agency.name,
        act=_next_act(finding, handled, keeps=keeps) or Link(finding.get_status_display()),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
        key=str(finding.pk),
        number=finding.registry_number,
    )


def work_rows(person: Person, findings: Sequence[Finding], today: date) -> list[WorkRow]:
    """What waits for this person; rights are asked for each agency once."""
    if not findings:
        return []
    handled = {agency.pk for agency in listed_where(person, What.HANDLE, today)}
    pairs = {(one.kept_by, one.agency) for one in findings}
    keeps = {pair for pair in pairs if queries.may_keep(person, *pair, today)}
    why = _reasons(findings)
    return [
        work_row(one, today, handled, keeps=(one.kept_by, one.agency) in keeps, why=why.get(one.pk, ""))
        for one in findings
    ]


def run_rows(runs: Sequence[Any]) -> list[WorkRow]:
    """Inspections whose faults nobody has taken into the ledger (`work.untaken`)."""
    return [
        WorkRow(
            title=f"{one.outlet}：检查完了，查出 {one.faults} 个问题",
            href=(href := reverse("inspection:run", args=[one.pk])),
            marks=(Mark("open", "待登记"),),
            due_on=None,
            about=f"{one.day} 检查 · 登记到台账以后才能通知整改",
            who=one.outlet.agency.name,
            act=Link("登记到整改台账", href),
        )
        for one in runs
    ]


def _reasons(findings: Sequence[Finding]) -> dict[int, str]:
    """`reason` of each that is under way, as much of it as a row holds; one question."""
    known: dict[int, list[FindingEvent]] = {one.pk: [] for one in findings if one.status in UNDER_WAY}
    for event in FindingEvent.objects.filter(finding__in=known).order_by("position") if known else ():
        known[event.finding_id].append(event)
    return {pk: Truncator(why).chars(MOST_SAID) for pk, events in known.items() if (why := reason(events))}


def reason(events: Sequence[FindingEvent]) -> str:
    """What was said last and still stands: by the unit, or by whoever gave it back, moved it or its day."""
    void = _void(events)
    said = [_said(event) for event in events if event.kind != Kind.VOIDED and event.pk not in void]
    return next(filter(None, reversed(said)), "")


def _said(event: FindingEvent) -> str:
    data = event.data
    match event.kind:
        case Kind.REPLIED:
            return f"{event.day} {event.person_name}回复：{data['words']}"
        case Kind.RECHECKED:
            who, result = event.person_name or MACHINE, Result(data["result"]).label
            return f"{event.day} {who}复核：{result}（{data['note']}）"
        case Kind.MOVED | Kind.PROLONGED | Kind.PAUSED:
            return f"{event.day} {event.get_kind_display()}：{data['reason']}"
    return ""


def _void(events: Iterable[FindingEvent]) -> set[int]:
    return {event.data["event"] for event in events if event.kind == Kind.VOIDED}


def _next_act(finding: Finding, handled: Container[int], *, keeps: bool) -> Link | None:
    """What this person does next: whoever keeps the ledger sends and looks again, the unit mends."""
    at = [finding.pk]
    match finding.status:
        case Status.NEW if keeps:
            return Link("发整改通知", f"{reverse('rectification:notify')}?finding={finding.pk}")
        case Status.OPEN | Status.PAUSED if finding.agency_id in handled:
            return Link("回复整改情况", reverse("rectification:reply", args=at))
        case Status.REPLIED if keeps:
            return Link("复核", reverse("rectification:recheck", args=at))
    return None


def elements(finding: Finding, seen: Container[int]) -> list[Element]:
    """What is seen of it at a glance, and the ones it repeats or went into, where the reader has them too."""
    found = [
        Element("编号", finding.registry_number),
        Element("来源", finding.get_source_display()),
        Element("指标", finding.indicator),
        Element("责任单位", finding.agency.name),
        Element("登记机关", finding.kept_by.name),
        Element("位置", finding.where),
        Element("发现", _found(finding)),
        Element("通知", str(finding.notified_on or "")),
        Element("整改期限", str(finding.due_on or "")),
        Element("退回", f"{finding.rounds} 次" if finding.rounds else ""),
        *_linked("以前的同一问题", finding.repeat_of, seen),
        *_linked("已并入", finding.merged_into, seen),
    ]
    return [one for one in found if one.value]


def _found(finding: Finding) -> str:
    return f"{finding.found_on}，共 {finding.times} 次" if finding.times > 1 else str(finding.found_on)


def _linked(label: str, other: Finding | None, seen: Container[int]) -> list[Element]:
    if other is None or other.pk not in seen:
        return []
    return [Element(label, str(other), reverse("rectification:finding", args=[other.pk]))]


def entries(
    events: Iterable[FindingEvent],
    files: Mapping[int, StoredFile],
    notices: Container[int],
    finding: Finding,
) -> list[TimelineEntry]:
    """The course, with the proof that was handed in and the notices that the reader may open."""
    known = list(events)
    void = _void(known)
    return [_entry(event, event.pk in void, files, notices, finding) for event in known]


def _entry(
    event: FindingEvent,
    void: bool,
    files: Mapping[int, StoredFile],
    notices: Container[int],
    finding: Finding,
) -> TimelineEntry:
    state = "void" if void or event.kind == Kind.VOIDED else ""
    papers = tuple(
        Link(files[key].name, reverse("rectification:file", args=[finding.pk, key]))
        for key in event.data.get("files", ())
        if key in files
    )
    if event.data.get("notice") in notices:
        papers += (Link("整改通知", reverse("rectification:notice", args=[event.data["notice"]])),)
    person = event.person_name or MACHINE
    return TimelineEntry(event.day, event.get_kind_display(), person, _note(event.data), state, papers)


def _note(data: Mapping[str, Any]) -> str:
    said = dict(data)
    if "result" in said:
        said["result"] = Result(said["result"]).label
    return "；".join(f"{_SAID[name]}：{said[name]}" for name in _SAID if said.get(name))
