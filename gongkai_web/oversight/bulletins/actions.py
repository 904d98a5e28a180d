"""How does a bulletin come to be: written, approved by another person, issued as approved, and signed for?

Its numbers follow the records until it is issued. What a leader approved is what goes out: where a number has
moved since, it is submitted again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval.actions import decide as approve_or_return
from gongkai_web.approval.actions import require_approved, require_unmoved
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.oversight.bulletins import queries
from gongkai_web.oversight.bulletins.content import Content, composed, digest_of, texts_of
from gongkai_web.oversight.bulletins.models import (
    SAID,
    Audience,
    Bulletin,
    BulletinDecision,
    Recipient,
    Status,
)
from gongkai_web.oversight.registers import words
from gongkai_web.oversight.registers.declared.guidance import BULLETINS
from gongkai_web.registers.actions import enter

_NEEDED = What.KEEP_OVERSIGHT
_WRITTEN = (Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.APPROVED)
_QUARTERS = {(1, 3), (4, 6), (7, 9), (10, 12)}


@transaction.atomic
def draft(
    *,
    by: Person,
    agency: Agency,
    today: date,
    kind: str,
    title: str,
    first: date,
    last: date,
    text: str,
    audience: str = Audience.UNITS,
    campaign: str = "",
) -> Bulletin:
    """Begins a bulletin of the days from `first` to `last`."""
    require(by, agency, _NEEDED, today, "起草通报")
    _require_days(kind, first, last, today)
    made = Bulletin(agency=agency, kind=kind, first=first, last=last, campaign=campaign.strip())
    _write(made, title, text, audience)
    made.author, made.drafted_on = by, today
    made.save()
    _line(by, made, "draft")
    return made


@transaction.atomic
def revise(*, bulletin: Bulletin, by: Person, today: date, title: str, text: str, audience: str) -> Bulletin:
    """Writes it anew: whoever did is its author, and what was decided before counts no more."""
    held = _kept(bulletin, by, today, "修改通报")
    _require_status(held, _WRITTEN, "修改")
    _write(held, title, text, audience)
    held.author, held.status, held.content_hash = by, Status.DRAFT, ""
    return _saved(held, by, "revise")


@transaction.atomic
def submit(*, bulletin: Bulletin, by: Person, today: date) -> Bulletin:
    """送审: with the numbers of today."""
    held = _kept(bulletin, by, today, "送审通报")
    _require_status(held, _WRITTEN, "送审")
    if held.last >= today:
        raise Refused(f"通报的期间到 {held.last} 才结束（今天是 {today}）；结束以后再送审。")
    held.status, held.content_hash = Status.SUBMITTED, digest_of(composed(held, today))
    return _saved(held, by, "submit")


@transaction.atomic
def decide(
    *, bulletin: Bulletin, by: Person, today: date, approve: bool, seen: str, note: str = ""
) -> Bulletin:
    """A leader, who is not its author, approves what was on the screen, or gives it back with the reason."""
    held = _locked(bulletin)
    now = digest_of(composed(held, today))
    row = BulletinDecision(bulletin=held)
    matter = queries.matter_of(held)
    approve_or_return(row, matter=matter, by=by, day=today, approve=approve, now=now, seen=seen, note=note)
    held.status = Status.APPROVED if approve else Status.RETURNED
    return _saved(held, by, "approve" if approve else "return", reason=note.strip())


@transaction.atomic
def issue(*, bulletin: Bulletin, by: Person, today: date, reference: str = "") -> Bulletin:
    """印发: freezes what was approved, sends it to the units, and enters it in the register of bulletins."""
    held = _kept(bulletin, by, today, "印发通报")
    _require_status(held, (Status.APPROVED,), "印发")
    content = composed(held, today)
    now = digest_of(content)
    require_unmoved(queries.WORDS, held.content_hash, now, then="印发")
    require_approved(queries.WORDS, [queries.LEADERS], held.decisions.all(), now, then="印发")
    told = queries.units(held.agency, today)
    if not told:
        raise Refused(f"{held.agency.name}下面没有所监督的单位，没有单位可以印发；请先登记主管关系。")
    for unit in told:
        Recipient.objects.create(bulletin=held, agency=unit)
    held.status, held.issued_on, held.reference = Status.ISSUED, today, reference.strip()
    held.frozen = content
    held.entry = _enter(held, by, today, content)
    return _saved(held, by, "issue")


@transaction.atomic
def receive(*, recipient: Recipient, by: Person, today: date) -> Recipient:
    """签收: somebody at the unit has read it."""
    held = Recipient.objects.select_for_update(of=("self",), no_key=True).select_related(
        "agency", "bulletin__agency"
    )
    found = held.get(pk=recipient.pk)
    require(by, found.agency, What.HANDLE, today, "签收通报")
    if found.received_on is not None:
        raise Refused(f"{found.agency.name}已经在 {found.received_on} 签收；不用再签收。")
    found.received_on, found.received_by = today, by
    found.save(update_fields=["received_on", "received_by"])
    record(
        actor=by,
        agency=found.agency,
        act="bulletins.receive",
        subject=f"bulletins.Recipient:{found.pk}",
        detail={"bulletin_id": found.bulletin_id, "received_on": today, "received_by_id": by.pk},
    )
    return found


@transaction.atomic
def drop(*, bulletin: Bulletin, by: Person, today: date, reason: str) -> Bulletin:
    """It will not be issued."""
    require_reason(reason, "不再印发通报")
    held = _kept(bulletin, by, today, "停止印发通报")
    _require_status(held, _WRITTEN, "停止印发")
    held.status, held.dropped = Status.DROPPED, reason.strip()
    return _saved(held, by, "drop", reason=held.dropped)


def _require_days(kind: str, first: date, last: date, today: date) -> None:
    if kind not in words.lists()["bulletin_kinds"]:
        known = "、".join(words.lists()["bulletin_kinds"].values())
        raise Refused(f"不认识的通报种类「{kind}」；可用：{known}。")
    if last < first:
        raise Refused(f"期间的最后一天 {last} 早于第一天 {first}；请核对日期。")
    if first > today:
        raise Refused(f"期间从 {first} 开始，还没有到（今天是 {today}）；请核对日期。")
    if kind == "quarterly" and not _is_quarter(first, last):
        raise Refused(f"季度通报应是一个完整的季度，{first} 至 {last} 不是；请改日期，或者改为专项通报。")


def _is_quarter(first: date, last: date) -> bool:
    whole = (first.month, last.month) in _QUARTERS and first.year == last.year
    return whole and first.day == 1 and (last.month, last.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}


def _write(bulletin: Bulletin, title: str, text: str, audience: str) -> None:
    if not title.strip():
        raise Refused("标题没有填写；请补上。")
    if audience not in Audience.values:
        raise Refused(f"不认识的公开范围「{audience}」；可用：{'、'.join(Audience.labels)}。")
    texts_of(text)
    bulletin.title, bulletin.text, bulletin.audience = title.strip(), text.strip(), audience


def _enter(bulletin: Bulletin, by: Person, today: date, content: Content) -> int:
    """Its line of the register, by which bulletins are counted."""
    sites = len(content["sites"])
    given: dict[str, Any] = {"title": bulletin.title, "kind": bulletin.kind}
    if sites:
        given |= {"units": sites, "qualified": content["qualified"]}
    made = enter(register=BULLETINS, by=by, agency=bulletin.agency, day=today, given=given, today=today)
    return int(made.pk)


def _locked(bulletin: Bulletin) -> Bulletin:
    rows = Bulletin.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    return rows.get(pk=bulletin.pk)


def _kept(bulletin: Bulletin, by: Person, today: date, doing: str) -> Bulletin:
    held = _locked(bulletin)
    require(by, held.agency, _NEEDED, today, doing)
    return held


def _require_status(bulletin: Bulletin, fitting: tuple[Status, ...], doing: str) -> None:
    if bulletin.status not in fitting:
        label = bulletin.get_status_display()
        raise Refused(f"这份通报现在是“{label}”，不能{doing}；请刷新页面，看现在的状态。")


def _saved(bulletin: Bulletin, by: Person, act: str, reason: str = "") -> Bulletin:
    bulletin.save()
    _line(by, bulletin, act, reason)
    return bulletin


def _line(by: Person, bulletin: Bulletin, act: str, reason: str = "") -> None:
    record(
        actor=by,
        agency=bulletin.agency,
        act=f"bulletins.{act}",
        subject=f"bulletins.Bulletin:{bulletin.pk}",
        detail={name: getattr(bulletin, name) for name in SAID},
        reason=reason,
    )
