"""What can be done to a finding? Found, sent, moved, paused, answered with proof, looked at again, merged.

Each act checks who and what stands, writes the event and the audit line, and the columns follow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.rectification import usual_due
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import TABLE, What, may, require
from gongkai_web.agencies.queries import staff_of
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.errors import NotAllowed, Refused, require_reason
from gongkai_web.files.actions import keep
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.oversight.rectification import queries
from gongkai_web.oversight.rectification.columns import COLUMNS, columns_of
from gongkai_web.oversight.rectification.facts import (
    UNDER_WAY,
    Happened,
    Kind,
    Result,
    Source,
    Status,
    standing,
)
from gongkai_web.oversight.rectification.models import (
    SAID,
    WORDS,
    Evidence,
    Finding,
    FindingEvent,
    Notice,
    Series,
)

SENT = "rectification.send_notice"


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence as it was taken: the address, the moment, an excerpt, the header, the digest of the bytes."""

    address: str = ""
    at: datetime | None = None
    excerpt: str = ""
    header: str = ""
    body_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A fault as it is registered. `rule`: the check or indicator; `origin`: the record it comes from."""

    source: str
    rule: str
    title: str
    place: str = ""
    text: str = ""
    suggestion: str = ""
    origin: str = ""
    seen: Seen | None = None


@transaction.atomic
def register_finding(
    *,
    by: Person | None,
    kept_by: Agency,
    agency: Agency,
    day: date,
    found: Found,
    file: Checked | None = None,
    today: date | None = None,
) -> Finding:
    """Registers a fault; `by` None: the inspection by machine. `file`: evidence that was examined.

    The same record taken over twice gives the row that is there. What is found again while it is being
    mended is evidence of the same finding; what was mended before is told as repeated (屡改屡犯).
    """
    _check_day(day, today)
    if found.source not in Source.values:
        raise Refused(f"不认识的来源「{found.source}」；可用：{'、'.join(Source.labels)}。")
    if by is not None:
        require_keeps(by, kept_by, agency, today or day)
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或已经撤销；请填现在负责的单位。")
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)  # two at a time find each other
    if found.origin:
        there = Finding.objects.filter(kept_by=kept_by, origin=found.origin).first()
        if there is not None:
            return there
    key = queries.key_of(agency, found.rule, found.place, found.title)
    going_on = queries.under_way(key, agency)
    if going_on is not None and going_on.kept_by_id == kept_by.pk:
        return _seen_again(going_on, by, day, found, file)
    made = Finding(
        kept_by=kept_by,
        told=agency,
        agency=agency,
        year=day.year,
        number=_next_number(day.year),
        key=key,
        repeat_of=queries.mended_before(key, agency),
        **{name: getattr(found, name) for name in ("source", "rule", "origin")},
        **{name: getattr(found, name).strip() for name in ("title", "place", "text", "suggestion")},
    )
    made.save()
    data = {"agency": agency.pk, "files": _files(made, kept_by, file, by, day)}
    _enter(made, [], Kind.FOUND, day, data, act="register_finding", by=by, seen=found.seen)
    return made


@transaction.atomic
def add_evidence(
    *,
    finding: Finding,
    by: Person,
    day: date,
    seen: Seen,
    file: Checked | None = None,
    today: date | None = None,
) -> FindingEvent:
    """It was seen once more, or something more was seen of it."""
    held, known = _kept(finding, by, day, today)
    if not (seen.address.strip() or seen.excerpt.strip()):
        raise Refused("证据须写明在哪里看到或者看到了什么。")
    data = {"address": seen.address, "files": _files(held, held.kept_by, file, by, day)}
    return _enter(held, known, Kind.SEEN_AGAIN, day, data, act="add_evidence", by=by, seen=seen)


@transaction.atomic
def notify(
    *,
    findings: Sequence[Finding],
    by: Person,
    day: date,
    due_on: date | None = None,
    reference: str = "",
    words: str = "",
    today: date | None = None,
) -> Notice:
    """整改通知: asks the one unit of these findings to mend them. Without a day the usual term."""
    if not findings:
        raise Refused("还没有选要通知的问题；请勾选同一单位的问题。")
    held = [_kept(one, by, day, today) for one in sorted(findings, key=lambda one: one.pk)]
    if len({(one.kept_by_id, one.agency_id) for one, _ in held}) > 1:
        raise Refused("一份整改通知只发给一个单位；请分单位勾选。")
    first = held[0][0]
    due = due_on or usual_due(day, calendar_of(first.agency_id))
    if due is None:
        raise Refused(f"{day} 没有约定的整改期限；请填写整改期限。")
    _check_due(due, day)
    notice = Notice(
        kept_by=first.kept_by,
        agency=first.agency,
        reference=reference.strip(),
        day=day,
        due_on=due,
        words=words.strip(),
        person=by,
    )
    notice.save()
    record(
        actor=by,
        agency=notice.kept_by,
        act=SENT,
        subject=f"rectification.Notice:{notice.pk}",
        detail={name: getattr(notice, name) for name in SAID},
    )
    data = {"notice": notice.pk, "due": due, "reference": notice.reference}
    for one, known in held:
        _enter(one, known, Kind.NOTIFIED, day, data, act="notify", by=by)
    return notice


@transaction.atomic
def move(
    *, finding: Finding, by: Person, day: date, to: Agency, reason: str, today: date | None = None
) -> FindingEvent:
    """Another unit answers for it: it gets a notice and a term of its own."""
    require_reason(reason, "改由其他单位整改")
    held, known = _kept(finding, by, day, today)
    if to.pk == held.agency_id:
        raise Refused(f"这条问题已经由{to.name}整改；请另选单位。")
    require_keeps(by, held.kept_by, to, today or day)
    data = {"agency": to.pk, "agency_name": to.name, "reason": reason.strip()}
    return _enter(held, known, Kind.MOVED, day, data, act="move_finding", by=by, reason=reason)


@transaction.atomic
def prolong(
    *, finding: Finding, by: Person, day: date, due_on: date, reason: str, today: date | None = None
) -> FindingEvent:
    """Sets another last day."""
    require_reason(reason, "改定整改期限")
    held, known = _kept(finding, by, day, today)
    _check_due(due_on, day)
    data = {"due": due_on, "reason": reason.strip()}
    return _enter(held, known, Kind.PROLONGED, day, data, act="prolong_finding", by=by, reason=reason)


@transaction.atomic
def pause(*, finding: Finding, by: Person, day: date, reason: str, today: date | None = None) -> FindingEvent:
    """The term rests from that day on."""
    require_reason(reason, "暂停计算期限")
    held, known = _kept(finding, by, day, today)
    data = {"reason": reason.strip()}
    return _enter(held, known, Kind.PAUSED, day, data, act="pause_finding", by=by, reason=reason)


@transaction.atomic
def resume(*, finding: Finding, by: Person, day: date, today: date | None = None) -> FindingEvent:
    """The term runs again; that day counts."""
    held, known = _kept(finding, by, day, today)
    return _enter(held, known, Kind.RESUMED, day, {}, act="resume_finding", by=by)


@transaction.atomic
def reply(
    *,
    finding: Finding,
    by: Person,
    day: date,
    words: str,
    file: Checked | None = None,
    today: date | None = None,
) -> FindingEvent:
    """The unit says what it has mended, with its proof (`file`: what was examined)."""
    _check_day(day, today)
    held, known = _locked(finding)
    require(by, held.agency, What.HANDLE, today or day, doing="回复整改情况")
    if not words.strip():
        raise Refused("请写明怎样整改的、在哪里可以看到。")
    data = {"words": words.strip(), "files": _files(held, held.agency, file, by, day)}
    return _enter(held, known, Kind.REPLIED, day, data, act="reply_to_finding", by=by)


@transaction.atomic
def recheck(
    *,
    finding: Finding,
    by: Person | None,
    day: date,
    result: str,
    note: str = "",
    due_on: date | None = None,
    seen: Seen | None = None,
    file: Checked | None = None,
    today: date | None = None,
) -> FindingEvent:
    """复核: what is seen now. Only this closes a finding; `by` None: the inspection by machine."""
    if result not in Result.values:
        raise Refused(f"不认识的复核结果「{result}」；可用：{'、'.join(Result.labels)}。")
    if by is None:
        _check_day(day, today)
        held, known = _locked(finding)
    else:
        held, known = _kept(finding, by, day, today)
        _require_other(held, by, today or day)
    if by is not None and not note.strip():
        raise Refused("请写明复核看到了什么。")
    data: dict[str, Any] = {"result": result, "note": note.strip()}
    if result == Result.REMAINS and held.status == Status.REPLIED:
        due = due_on or usual_due(day, calendar_of(held.agency_id))
        if due is None:
            raise Refused("退回的，请填写新的整改期限。")
        _check_due(due, day)
        data["due"] = due
    if result == Result.UNFOUNDED and by is None:
        raise Refused("“不是问题”由人复核后认定。")
    data["files"] = _files(held, held.kept_by, file, by, day)
    return _enter(
        held, known, Kind.RECHECKED, day, data, act="recheck_finding", by=by, reason=note, seen=seen
    )


@transaction.atomic
def merge(
    *, finding: Finding, by: Person, day: date, into: Finding, reason: str = "", today: date | None = None
) -> FindingEvent:
    """Two findings are the same fault: this one is closed with the other."""
    # Both are held, in one order: two that are merged into each other at once would both be gone.
    list(Finding.objects.select_for_update().filter(pk__in=(finding.pk, into.pk)).order_by("pk"))
    held, known = _kept(finding, by, day, today)
    other = Finding.objects.select_related("agency").filter(pk=into.pk, kept_by=held.kept_by).first()
    if other is None or other.pk == held.pk:
        raise Refused("要并入的问题不在同一本台账里，或者就是这一条；请核对编号。")
    if other.agency_id != held.agency_id:
        raise Refused(f"{other.registry_number}由{other.agency.name}整改，责任单位不同，不能合并。")
    if other.status not in UNDER_WAY:
        raise Refused(f"{other.registry_number}已经是“{other.get_status_display()}”；请并入还在办的一条。")
    data = {"into": other.pk, "number": other.registry_number, "reason": reason.strip()}
    return _enter(held, known, Kind.MERGED, day, data, act="merge_finding", by=by, reason=reason)


@transaction.atomic
def void_event(*, finding: Finding, by: Person, day: date, event: FindingEvent, reason: str) -> FindingEvent:
    """Declares an entry void; what remains must be possible, so the later ones go first."""
    require_reason(reason, "作废登记")
    held, known = _locked(finding)
    wrong = next((one for one in known if one.id == event.pk and one.kind != Kind.VOIDED), None)
    if wrong is None:
        raise Refused("要作废的登记不在这条问题里。")
    if wrong.kind == Kind.REPLIED:
        require(by, held.agency, What.HANDLE, day, doing="作废整改回复")
    else:
        require_keeps(by, held.kept_by, held.agency, day)
    left = standing(known)
    if wrong not in left:
        raise Refused(f"「{Kind(wrong.kind).label}」（{wrong.day}）已经作废。")
    if wrong != left[-1]:
        raise Refused(f"后面还有「{Kind(left[-1].kind).label}」（{left[-1].day}）；请先作废后面的。")
    data = {"event": wrong.id, "reason": reason.strip()}
    return _enter(held, known, Kind.VOIDED, day, data, act="void_finding_event", by=by, reason=reason)


def _seen_again(
    finding: Finding, by: Person | None, day: date, found: Found, file: Checked | None
) -> Finding:
    held, known = _locked(finding)
    last = standing(known)[-1].day
    data = {
        "address": found.place,
        "source": found.source,
        "origin": found.origin,
        "files": _files(held, held.kept_by, file, by, day),
    }
    _enter(held, known, Kind.SEEN_AGAIN, max(day, last), data, act="add_evidence", by=by, seen=found.seen)
    return held


def owner_of(finding: Finding | None) -> str:
    """How its files name it; None: one that is not registered yet."""
    return f"rectification.Finding:{finding.pk if finding else 0}"


def _files(finding: Finding, agency: Agency, file: Checked | None, by: Person | None, day: date) -> list[int]:
    """Keeps what was handed in; its key. Whoever may see the finding may have it (`queries.files_of`)."""
    if file is None:
        return []
    # Who supervises handles nothing there: the line of the finding says who it was.
    keeper = by if by is not None and may(by, agency, What.HANDLE, day) else None
    owner = owner_of(finding)
    kept = keep(agency=agency, owner=owner, purpose=Purpose.EVIDENCE, checked=file, by=keeper, day=day)
    return [kept.pk]


def _evidence(finding: Finding, seen: Seen) -> Evidence:
    made = Evidence(
        finding=finding,
        address=seen.address.strip(),
        seen_at=seen.at or timezone.now(),
        excerpt=seen.excerpt.strip(),
        header=seen.header,
        body_sha256=seen.body_sha256,
    )
    made.save()
    return made


def _next_number(year: int) -> int:
    Series.objects.get_or_create(year=year)
    series = Series.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def _check_day(day: date, today: date | None) -> None:
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")


def _check_due(due: date, day: date) -> None:
    if due <= day:
        raise Refused(f"整改期限 {due} 不晚于 {day}；请填以后的一天。")


def require_keeps(by: Person, kept_by: Agency, agency: Agency, day: date) -> None:
    """Raises NotAllowed where the person does not keep that ledger."""
    if not queries.may_keep(by, kept_by, agency, day):
        if kept_by.pk == agency.pk:
            require(by, agency, What.HANDLE, day, doing="登记自查的问题")
        require(by, agency, What.SUPERVISE, day, doing="登记、复核问题")
        raise NotAllowed(f"这条问题由{kept_by.name}登记，请由它的主管部门人员办理。")


def _require_other(finding: Finding, by: Person, day: date) -> None:
    """In an own check whoever replied does not say that all is mended, where a colleague can."""
    if not finding.own or finding.status != Status.REPLIED:
        return
    replied = FindingEvent.objects.filter(finding=finding, kind=Kind.REPLIED).last()
    if replied is None or replied.person_id != by.pk:
        return
    roles = TABLE[What.HANDLE].roles
    others = staff_of(finding.agency, day).filter(role__in=roles, person__is_active=True)
    if others.exclude(person=by).exists():
        raise NotAllowed("整改情况是您回复的，请由本单位另一人复核。")


def _locked(finding: Finding) -> tuple[Finding, list[Happened]]:
    """The finding, held until the act is done, with its events."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("agency", "kept_by", "told")
    held = rows.get(pk=finding.pk)
    return held, queries.happened(held)


def _kept(finding: Finding, by: Person, day: date, today: date | None) -> tuple[Finding, list[Happened]]:
    """The same for an act of whoever keeps the ledger."""
    _check_day(day, today)
    held, known = _locked(finding)
    require_keeps(by, held.kept_by, held.agency, today or day)
    return held, known


def _enter(
    finding: Finding,
    known: list[Happened],
    kind: Kind,
    day: date,
    data: Mapping[str, Any],
    *,
    act: str,
    by: Person | None,
    reason: str = "",
    seen: Seen | None = None,
) -> FindingEvent:
    """Checks the new state, writes event, evidence and audit line, rewrites the columns."""
    plain = json.loads(canonical({name: one for name, one in data.items() if one not in ("", None, [])}))
    fact = Happened(kind, day, plain, 0, len(known) + 1)
    state = queries.state_of(finding, [*known, fact])
    event = FindingEvent(
        finding=finding,
        position=fact.position,
        kind=kind,
        day=day,
        data=plain,
        person_id=by.pk if by else None,
        person_name=by.display_name if by else "",
    )
    event.save()
    for name, value in columns_of(finding, state).items():
        setattr(finding, name, value)
    finding.save(update_fields=COLUMNS)
    detail: dict[str, Any] = {"event": event.pk, "kind": kind, "day": day, "data": plain}
    if not known:
        detail |= {"number": finding.registry_number, "words": [getattr(finding, name) for name in WORDS]}
    if seen is not None:
        made = _evidence(finding, seen)
        detail["evidence"] = {"key": made.pk, "digest": made.digest}
    record(
        actor=by,
        agency=finding.kept_by,
        act=f"rectification.{act}",
        subject=f"rectification.Finding:{finding.pk}",
        detail=detail,
        reason=reason.strip(),
    )
    return event
