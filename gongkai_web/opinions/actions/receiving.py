"""收到: how does what somebody wrote become one opinion – while opinions are taken, and not a second longer?

On whatever address it comes, it comes through here: the last second is held against the moment at which the
request arrived, after the call is locked, so that a call that ends or is prolonged meanwhile is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.publication.clauses import WHOLE
from gongkai_web.agencies.models import Person
from gongkai_web.audit import vouched
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.opinions import contacts, queries
from gongkai_web.opinions.actions.entry import check_day, handled, line, locked, require_unsettled
from gongkai_web.opinions.kinds import Channel
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.publishing.items import queries as items
from gongkai_web.visitors import actions as visitors

MOST = 5000
UNKNOWN = "查询码和意见编号对不上；请核对两项后再试。"
_ASK = "请核对回执；查询码找不到了的，意见照样办理，采纳情况公布以后可以在征集的页面上看。"


class Closed(Refused):
    """Opinions are not taken now: before the first day, or after the last second."""


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    """What somebody thinks of a clause, "" for the whole. Name, telephone and mail only if they want."""

    text: str
    clause: str = WHOLE
    contact: dict[str, str] = field(default_factory=dict)
    channel: str = Channel.SITE


@dataclass(frozen=True, slots=True)
class Submitted:
    """The opinion; `again` where it was there already."""

    opinion: Opinion
    again: bool


@transaction.atomic
def submit_online(*, call: Call, now: datetime, given: OpinionGiven, submission_key: str) -> Submitted:
    """Somebody writes on the site; the code to follow it follows from the key of the form."""
    call, day = locked(call), timezone.localtime(now).date()
    if found := queries.submitted(submission_key):
        return Submitted(found, again=True)
    require_taken(call, day)
    _check(call, given)
    digest = queries.CODES.digest(queries.CODES.code_of(submission_key))
    made = _made(call, day, given, submission_key=submission_key, digest=digest)
    _line(made, call, None, "submit")
    return Submitted(made, again=False)


@transaction.atomic
def register_opinion(
    *, call: Call, by: Person, day: date, given: OpinionGiven, today: date | None = None
) -> Opinion:
    """The office enters what came another way – on paper, by telephone, at a hearing – on the day it came."""
    check_day(day, today)
    call = handled(call, by, today or day, "登记意见")
    require_unsettled(call, "登记意见")
    if given.channel == Channel.SITE or given.channel not in Channel.values:
        raise Refused("请选择意见的来源；本网站提的由提意见的人自己提交。")
    if not call.spans(day):
        raise Refused(
            f"收到日期 {day} 不在征求意见的 {call.opens_on} 至 {call.last_day} 之内；请核对。"
            "截止以后才收到而要采纳的，请先延长期限，理由一并公开。"
        )
    _check(call, given)
    made = _made(call, day, given, by=by)
    _line(made, call, by, "register")
    return made


@transaction.atomic
def register_opinions(
    *, call: Call, by: Person, day: date, given: Sequence[OpinionGiven], today: date | None = None
) -> list[Opinion]:
    """Several that came another way on the same day: all of them, or none. `given`: a line each."""
    if not given:
        raise Refused("没有要登记的意见；请每行写一条。")
    made = []
    for number, one in enumerate(given, 1):
        try:
            made.append(register_opinion(call=call, by=by, day=day, given=one, today=today))
        except NotAllowed:
            raise
        except Refused as problem:
            raise Refused(f"第 {number} 条：{problem}一条也没有登记；改好以后再交。") from problem
    return made


def require_taken(call: Call, day: date) -> None:
    """Raises Closed where no opinion is taken on that day; the one sentence of every address."""
    if not items.public(day).filter(pk=call.item_id).exists():
        raise Closed("这份草案已经撤下，不再收意见。")
    if day < call.opens_on:
        raise Closed(f"征求意见从 {call.opens_on} 开始，现在还不收意见。")
    if call.ended_on is not None:
        raise Closed(f"征求意见已于 {call.ended_on} 终止，不再收意见。")
    if not call.takes(day):
        raise Closed(f"征求意见已于 {call.until} 24 时截止，不再收意见。")


def open_opinion(*, code: str, number: str, address: str, now: datetime) -> Opinion:
    """The opinion of this code and number. Raises Refused, with one sentence for whatever was wrong."""
    found = queries.of_code(code, number)
    if found is None:
        visitors.fail(queries.COUNTS, code=code, address=address, now=now, wrong=UNKNOWN, ask=_ASK)
    visitors.forgive(queries.COUNTS, code=code)
    return found


def count(*, kind: str, address: str, now: datetime) -> None:
    """Counts that this was done once more from that address."""
    visitors.count(queries.COUNTS, kind=kind, address=address, now=now)


def words_of(opinion: Opinion) -> list[str] | str:
    """What was written, as lines vouch for it; nothing of what is sealed."""
    return [opinion.clause, opinion.text] if opinion.text else ""


def _check(call: Call, given: OpinionGiven) -> None:
    if not given.text.strip():
        raise Refused("意见没有填写；请写明您的意见。")
    if len(given.text) > MOST:
        raise Refused(f"意见有 {len(given.text)} 字，最多 {MOST} 字；请分几条提交。")
    if given.clause != WHOLE and given.clause not in call.keys:
        raise Refused("这份草案没有这一条；请从列表中另选一条，或者选全文。")


def _made(
    call: Call,
    day: date,
    given: OpinionGiven,
    *,
    submission_key: str | None = None,
    digest: str | None = None,
    by: Person | None = None,
) -> Opinion:
    call.last += 1
    call.save(update_fields=["last"])
    made = Opinion(
        call=call,
        number=call.last,
        clause=given.clause,
        text=given.text.strip(),
        contact=contacts.closed(given.contact),
        channel=given.channel,
        received_on=day,
        submission_key=submission_key,
        code_digest=digest,
        registered_by=by,
    )
    made.save()
    return made


def _line(made: Opinion, call: Call, by: Person | None, act: str) -> None:
    """What was written is personal: the line vouches for it and does not repeat it."""
    detail = {
        **{name: getattr(made, name) for name in ("number", "channel", "received_on")},
        "call": call.pk,
        "words": vouched.seal(words_of(made)),
        "contact": vouched.seal(contacts.opened(made.contact)),
    }
    line(by, call, act, detail, of=made)
