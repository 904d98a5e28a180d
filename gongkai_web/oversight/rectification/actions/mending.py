"""整改: what has the unit done, what does somebody see who looks again, and what was entered wrongly?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.rectification import usual_due
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import TABLE, What, require
from gongkai_web.agencies.queries import staff_of
from gongkai_web.errors import NotAllowed, Refused, require_reason
from gongkai_web.files.checks import Checked
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.oversight.rectification.actions.entry import (
    Seen,
    check_day,
    check_due,
    enter,
    files_kept,
    kept,
    locked,
    require_keeps,
)
from gongkai_web.oversight.rectification.facts import UNDER_WAY, Kind, Result, Status, standing
from gongkai_web.oversight.rectification.models import Finding, FindingEvent
from gongkai_web.oversight.rectification.refuting import tell_inspections


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
    check_day(day, today)
    if today and day < today:
        raise Refused(f"整改情况按回复的当天登记（今天是 {today}）；早已改好的写在整改情况里。")
    held, known = locked(finding)
    require(by, held.agency, What.HANDLE, today or day, doing="回复整改情况")
    if not words.strip():
        raise Refused("请写明怎样整改的、在哪里可以看到。")
    data = {"words": words.strip(), "files": files_kept(held, held.agency, file, by, day)}
    return enter(held, known, Kind.REPLIED, day, data, act="reply_to_finding", by=by)


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
        check_day(day, today)
        held, known = locked(finding)
    else:
        held, known = kept(finding, by, day, today)
        _require_other(held, by, today or day)
    if by is not None and not note.strip():
        raise Refused("请写明复核看到了什么。")
    data: dict[str, Any] = {"result": result, "note": note.strip()}
    if result == Result.REMAINS and held.status == Status.REPLIED:
        due = due_on or usual_due(day, calendar_of(held.agency_id))
        if due is None:
            raise Refused("退回的，请填写新的整改期限。")
        check_due(due, day)
        data["due"] = due
    if result == Result.UNFOUNDED and by is None:
        raise Refused("“不是问题”由人复核后认定。")
    data["files"] = files_kept(held, held.kept_by, file, by, day)
    made = enter(held, known, Kind.RECHECKED, day, data, act="recheck_finding", by=by, reason=note, seen=seen)
    if result == Result.UNFOUNDED:
        tell_inspections(held)
    return made


@transaction.atomic
def merge(
    *, finding: Finding, by: Person, day: date, into: Finding, reason: str = "", today: date | None = None
) -> FindingEvent:
    """Two findings are the same fault: this one is closed with the other."""
    # Both are held, in one order: two that are merged into each other at once would both be gone.
    list(Finding.objects.select_for_update(no_key=True).filter(pk__in=(finding.pk, into.pk)).order_by("pk"))
    held, known = kept(finding, by, day, today)
    other = Finding.objects.select_related("agency").filter(pk=into.pk, kept_by=held.kept_by).first()
    if other is None or other.pk == held.pk:
        raise Refused("要并入的问题不在同一本台账里，或者就是这一条；请核对编号。")
    if other.agency_id != held.agency_id:
        raise Refused(f"{other.registry_number}由{other.agency.name}整改，责任单位不同，不能合并。")
    if other.status not in UNDER_WAY:
        raise Refused(f"{other.registry_number}已经是“{other.get_status_display()}”；请并入还在办的一条。")
    if held.notified_on and not other.notified_on:
        raise Refused(
            f"{held.registry_number}已经通知{held.agency.name}整改，{other.registry_number}还没有：并入以后责任单位"
            f"看不到它，也没有期限。请先给{other.registry_number}发整改通知，或者把它并入{held.registry_number}。"
        )
    data = {"into": other.pk, "number": other.registry_number, "reason": reason.strip()}
    return enter(held, known, Kind.MERGED, day, data, act="merge_finding", by=by, reason=reason)


@transaction.atomic
def void_event(*, finding: Finding, by: Person, day: date, event: FindingEvent, reason: str) -> FindingEvent:
    """Declares an entry void; what remains must be possible, so the later ones go first."""
    require_reason(reason, "作废登记")
    held, known = locked(finding)
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
    if wrong.kind == Kind.FOUND and held.merged.exists():
        raise Refused("有别的问题并入了这一条，不能作废；请先作废那些并入。")
    data = {"event": wrong.id, "reason": reason.strip()}
    was_refuted = held.status == Status.UNFOUNDED
    made = enter(held, known, Kind.VOIDED, day, data, act="void_finding_event", by=by, reason=reason)
    if was_refuted:
        tell_inspections(held)
    return made


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
