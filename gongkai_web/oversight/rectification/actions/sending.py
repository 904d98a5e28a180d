"""通知: who is asked to mend it until when, and what moves that day?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai.rectification import usual_due
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.oversight.rectification.actions.entry import check_due, enter, kept, require_keeps
from gongkai_web.oversight.rectification.facts import Kind
from gongkai_web.oversight.rectification.models import SAID, Finding, FindingEvent, Notice

SENT = "rectification.send_notice"


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
    held = [kept(one, by, day, today) for one in sorted(findings, key=lambda one: one.pk)]
    if len({(one.kept_by_id, one.agency_id) for one, _ in held}) > 1:
        raise Refused("一份整改通知只发给一个单位；请分单位勾选。")
    first = held[0][0]
    due = due_on or usual_due(day, calendar_of(first.agency_id))
    if due is None:
        raise Refused(f"{day} 没有约定的整改期限；请填写整改期限。")
    check_due(due, day)
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
        enter(one, known, Kind.NOTIFIED, day, data, act="notify", by=by)
    return notice


@transaction.atomic
def move(
    *, finding: Finding, by: Person, day: date, to: Agency, reason: str, today: date | None = None
) -> FindingEvent:
    """Another unit answers for it: it gets a notice and a term of its own."""
    require_reason(reason, "改由其他单位整改")
    held, known = kept(finding, by, day, today)
    if to.pk == held.agency_id:
        raise Refused(f"这条问题已经由{to.name}整改；请另选单位。")
    require_keeps(by, held.kept_by, to, today or day)
    data = {"agency": to.pk, "agency_name": to.name, "reason": reason.strip()}
    return enter(held, known, Kind.MOVED, day, data, act="move_finding", by=by, reason=reason)


@transaction.atomic
def prolong(
    *, finding: Finding, by: Person, day: date, due_on: date, reason: str, today: date | None = None
) -> FindingEvent:
    """Sets another last day."""
    require_reason(reason, "改定整改期限")
    held, known = kept(finding, by, day, today)
    check_due(due_on, day)
    data = {"due": due_on, "reason": reason.strip()}
    return enter(held, known, Kind.PROLONGED, day, data, act="prolong_finding", by=by, reason=reason)


@transaction.atomic
def pause(*, finding: Finding, by: Person, day: date, reason: str, today: date | None = None) -> FindingEvent:
    """The term rests from that day on."""
    require_reason(reason, "暂停计算期限")
    held, known = kept(finding, by, day, today)
    data = {"reason": reason.strip()}
    return enter(held, known, Kind.PAUSED, day, data, act="pause_finding", by=by, reason=reason)


@transaction.atomic
def resume(*, finding: Finding, by: Person, day: date, today: date | None = None) -> FindingEvent:
    """The term runs again; that day counts."""
    held, known = kept(finding, by, day, today)
    return enter(held, known, Kind.RESUMED, day, {}, act="resume_finding", by=by)
