"""公布草案，征求意见: on which version, until when, by which rule – and when does it last longer?

As a rule not shorter than the law says; shorter only with a reason that everybody reads (《重大行政决策程序
暂行条例》第十五条). Days on which nobody could write here are no days of the term: a begin in the past needs
that reason, too. A call that is over can be opened again: the same act, as public. One with which nobody goes
on – the draft is dropped – is stopped, with a reason, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Model

from gongkai.booktitle import in_marks
from gongkai.publication.terms import publication_due
from gongkai_web.addresses import address_of
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused, require_reason
from gongkai_web.opinions import proofs, queries, texts
from gongkai_web.opinions.actions.entry import check_day, handled, line, require_unsettled
from gongkai_web.opinions.models import TERMS, Call, Prolonged
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.catalogue.actions.keeping_back import Written, keep_back
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.models import Item

_DECISION = TERMS[0]


@transaction.atomic
def open_call(
    *,
    item: Item,
    by: Person,
    day: date,
    until: date,
    reads: str,
    reason: str = "",
    term: str = "",
    decision: MajorDecision | None = None,
    today: date | None = None,
) -> Call:
    """Asks for opinions on what the public reads of the draft now, from `day` to `until`.

    `term`: the rule by which it lasts; of a major decision it is that of its regulation. The decision is
    told that its draft is public.
    """
    check_day(day, today)
    require(by, item.agency, What.PUBLISH_ITEM, today or day, doing="公开征求意见")
    stand_in_line(item.agency)
    found = items.public(today or day).select_related("agency", "live__text").filter(pk=item.pk).first()
    snapshot = found.live if found and found.published_on and found.published_on <= day else None
    if found is None or snapshot is None:
        raise Refused(f"{in_marks(item)}在 {day} 还没有公开，或者已经撤下；请先审查、发布草案，再征求意见。")
    item = found
    if decision is not None and decision.agency_id != item.agency_id:
        raise Refused("这件重大行政决策不是本机关的；请核对。")
    _require_alone(item, day)
    call = Call(agency=item.agency, item=item, snapshot=snapshot, decision=decision)
    call.opens_on, call.until, call.term = day, until, _DECISION if decision else term
    call.reason, call.reads = reason.strip(), reads.strip()
    _check(call, today or day)
    call.keys = texts.keys_for(item, snapshot)
    if not call.keys:
        raise Refused(f"{in_marks(item)}没有正文，不能按条征求意见；请把草案写在正文里，再审查、发布。")
    call.results_due_on = queries.results_due(call, until)
    call.save()
    detail = {name: getattr(call, name) for name in ("keys", "term", "opens_on", "until")}
    detail |= {"item": item.pk, "snapshot": snapshot.pk, "decision": call.decision_id}
    detail |= {"reads_hash": hashed(call.reads), "reason_hash": hashed(call.reason)}
    line(by, call, "open", detail, reason=call.reason)
    keep_words_back(call, call, by, today or day, {"reads": call.reads, "reason": call.reason})
    if decision is not None:
        _tell(call, decision, by=by, day=day, today=today or day, reason=call.reason)
    return call


@transaction.atomic
def prolong(
    *, call: Call, by: Person, day: date, until: date, reason: str, today: date | None = None
) -> Prolonged:
    """It lasts until a later day, or is open again after its end; everybody reads why."""
    check_day(day, today)
    require_reason(reason, "延长征求意见的期限")
    call = handled(call, by, today or day, "延长征求意见的期限", What.PUBLISH_ITEM)
    require_unsettled(call, "延长")
    if call.ended_on is not None:
        raise Refused(f"这次征集已于 {call.ended_on} 终止，不能延长；要再征求意见的，请另外公开征求。")
    if until <= call.until or until < (today or day):
        raise Refused(
            f"新的截止日期 {until} 应晚于原来的 {call.until}，也不能已经过去；征求意见只能延长，不能缩短。"
        )
    proofs.require_showable("理由", reason, call.agency, day)
    made = Prolonged(
        call=call, day=day, before=call.until, until=until, reason=reason.strip(), person_id=by.pk
    )
    made.person_name = by.display_name
    made.save()
    call.until, call.results_due_on = until, queries.results_due(call, until)
    call.save(update_fields=["until", "results_due_on"])
    detail = {"prolonged": made.pk, "day": day, "before": made.before, "until": until}
    line(by, call, "prolong", detail, reason=made.reason)
    keep_words_back(call, made, by, today or day, {"reason": made.reason})
    if call.decision is not None:
        _tell(call, call.decision, by=by, day=day, today=today or day, reason=made.reason)
    return made


@transaction.atomic
def stop(*, call: Call, by: Person, day: date, reason: str) -> Call:
    """终止征集: from now on nothing is taken, and no results are owed; everybody reads why.

    What was written stays, is looked at and can be answered; results may still be drafted. The decision is
    told: it owes no results, and its draft anew.
    """
    require_reason(reason, "终止征集")
    call = handled(call, by, day, "终止征集", What.PUBLISH_ITEM)
    require_unsettled(call, "终止")
    if call.is_over(day):
        raise Refused(f"征求意见已于 {call.last_day} 结束，不用终止。")
    proofs.require_showable("理由", reason, call.agency, day)
    call.ended_on, call.end_reason, call.ended_by, call.results_due_on = day, reason.strip(), by, None
    call.save(update_fields=["ended_on", "end_reason", "ended_by", "results_due_on"])
    detail = {"day": day, "end_reason_hash": hashed(call.end_reason)}
    line(by, call, "stop", detail, reason=call.end_reason)
    keep_words_back(call, call, by, day, {"end_reason": call.end_reason})
    if call.decision is not None:
        decisions.asking_is_stopped(
            decision=call.decision,
            by=by,
            day=day,
            untils={call.until, *call.prolonged.values_list("before", flat=True)},
            link=address_of("opinions:call", call.pk),
        )
    return call


def keep_words_back(
    call: Call, row: Model, by: Person, day: date, words: Mapping[str, str], *, anew: bool = False
) -> None:
    """What was typed waits for a second person, where there is one; the days hold at once."""
    about = f"意见征集 {call.pk}" + (f"（延长到 {row.until}）" if isinstance(row, Prolonged) else "")
    written = Written(row, about, f"{call._meta.label}:{call.pk}", queries.WORDS)
    agency, kind = call.agency, HeldKind.CALL
    keep_back(by=by, agency=agency, day=day, kind=kind, written=written, words=words, anew=anew)


def _require_alone(item: Item, day: date) -> None:
    other = Call.objects.filter(item=item, until__gte=day, ended_on=None).first()
    if other is not None:
        raise Refused(f"{in_marks(item)}正在征求意见，到 {other.until} 止；要改期限的请延长那一次。")


def _check(call: Call, today: date) -> None:
    if call.until < call.opens_on:
        raise Refused(f"截止日期 {call.until} 早于开始日期 {call.opens_on}；请核对。")
    if call.until < today:
        raise Refused(f"截止日期 {call.until} 已经过去（今天是 {today}），没有人还能提意见；请改正。")
    if not call.reads:
        raise Refused("请写明由谁看意见；公众要知道写给谁。")
    if call.term and call.term not in TERMS:
        raise Refused("没有这一种期限；请从列表中选一项。")
    for label, text in (("由谁看意见", call.reads), ("期限不足的理由", call.reason)):
        proofs.require_showable(label, text, call.agency, call.opens_on)
    if call.reason:
        return
    if call.opens_on < today:
        raise Refused(
            f"开始日期 {call.opens_on} 早于今天（{today}），公众今天才能在这里提意见；请从今天开始，"
            "以前已经在别处征求的，请写明在哪里、为什么，理由一并公开。"
        )
    due = publication_due(call.opens_on, call.term) if call.term else None
    if due is not None and due.last is not None and call.until < due.last:
        raise Refused(
            f"自 {call.opens_on} 到 {call.until} 不足 {due.length.said}，"
            f"至少应到 {due.last}{due.source.cited}；确需缩短的，请写明理由，理由一并公开。"
        )


def _tell(call: Call, decision: MajorDecision, *, by: Person, day: date, today: date, reason: str) -> None:
    """The decision has it as its stage; what was entered there before is not entered twice."""
    decisions.draft_is_public(
        decision=decision,
        by=by,
        day=day,
        until=call.until,
        reason=reason,
        link=address_of("opinions:call", call.pk),
        today=today,
    )
