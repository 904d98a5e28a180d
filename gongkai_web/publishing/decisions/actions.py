"""How does a major decision come onto the list, pass its stages, and lose a wrong entry?

Lock, who, rule, row, audit line, cached columns – in one transaction. What happened is never refused because
it broke the rule: it is told on the page, with its article. Refused is what cannot have been.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.publication.decisions import ADOPTION, DRAFT, LISTED, decision_stages
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.errors import Refused, require_reason
from gongkai_web.holidays.queries import reckoned
from gongkai_web.publishing.catalogue.actions.keeping_back import Written, keep_back
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.decisions import stored
from gongkai_web.publishing.decisions.models import STOPPED, VOIDED, DecisionEvent, MajorDecision
from gongkai_web.publishing.wording.showing import require_showable
from gongkai_web.search.actions import follow

_SUBJECT = "decisions"  # to the search
_NOBODY = "系统"  # as the trail calls it: what went out at its time
_MAKES_PUBLIC = (LISTED, DRAFT)
# What everybody reads of it as it was typed, and what each is called.
_WORDS = {
    "title": "决策事项",
    "unit": "承办单位",
    "summary": "主要内容",
    "reason": "缩短的理由",
    "link": "公布的网址",
}


@dataclass(frozen=True, slots=True)
class Opinions:
    """How many opinions were taken, and what became of them: each of them is one of the three."""

    received: int = 0
    adopted: int = 0
    partly: int = 0
    refused: int = 0


@transaction.atomic
def open_decision(
    *, by: Person, agency: Agency, day: date, title: str, unit: str, summary: str = ""
) -> MajorDecision:
    """Enters a matter that is to be decided; it is on no list before that stage is entered."""
    require(by, agency, What.WRITE_ITEM, day, "登记重大行政决策")
    if not title.strip() or not unit.strip():
        raise Refused("请写明决策事项和承办单位。")
    stand_in_line(agency)
    if MajorDecision.objects.filter(agency=agency, title=title.strip(), decided_on=None).exists():
        raise Refused(f"「{title.strip()}」已经登记，还没有作出决定；请在那一件里继续。")
    made = MajorDecision(agency=agency, title=title.strip(), unit=unit.strip(), summary=summary.strip())
    require_showable(agency, day, {_WORDS[one]: getattr(made, one) for one in ("title", "unit", "summary")})
    made.opened_by = by
    made.save()
    _line(by, made, "open", {"title": made.title, "unit": made.unit, "summary": made.summary})
    return made


@transaction.atomic
def enter_stage(
    *,
    decision: MajorDecision,
    by: Person,
    day: date,
    stage: str,
    until: date | None = None,
    since: date | None = None,
    reason: str = "",
    link: str = "",
    opinions: Opinions | None = None,
    today: date | None = None,
    ours: Collection[str] = (),
) -> DecisionEvent:
    """Enters that a stage was passed on `day`; what was typed of it is read once somebody else agreed.

    `until`: the last day for opinions; `since`: when the papers were handed in or served; `reason`: why the
    time was cut, as it was published; `link`: where it was published; `opinions`: what became of them.
    `ours`: which of the words nobody typed here.
    """
    decision = _locked(decision, by, today or day)
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    _require_second(decision, by, stage)
    require_showable(decision.agency, today or day, {_WORDS["reason"]: reason, _WORDS["link"]: link})
    known = decision_stages().on(day)
    if stage not in known:
        raise Refused(
            f"{day} 没有「{stage}」这个阶段；可用：{'、'.join(one.label for one in known.values())}。"
        )
    data: dict[str, Any] = {"until": until, "since": since, "reason": reason.strip(), "link": link.strip()}
    if stage == ADOPTION:
        data |= _counted(opinions or Opinions())
    made = _enter(decision, by, stage, day, data, act="enter")
    words = {name: str(made.data.get(name, "")) for name in ("reason", "link") if name not in ours}
    _keep_back(made, by, today or day, words)
    return made


@transaction.atomic
def draft_is_public(
    *, decision: MajorDecision, by: Person, day: date, until: date, reason: str, link: str, today: date
) -> None:
    """For the act that asks the public for opinions: the stage, where the staff has not entered it before."""
    held = _locked(decision, by, today)
    for one in stored.entries(held.events.all()):
        known = one.event
        if not one.void and known.kind == DRAFT and known.data.get("until") == until.isoformat():
            return
    enter_stage(
        decision=held,
        by=by,
        day=day,
        stage=DRAFT,
        until=until,
        reason=reason,
        link=link,
        today=today,
        ours=("link",),
    )


@transaction.atomic
def asking_is_stopped(
    *, decision: MajorDecision, by: Person, day: date, untils: Collection[date], link: str
) -> None:
    """For the act that stops asking for opinions; who may, it has asked. No results are owed any more.

    `untils`, `link`: by which its drafts are known: one that the staff entered before has another link.
    """
    held = _locked(decision, None, day)
    ends = {until.isoformat() for until in untils}
    events = [one.event for one in stored.entries(held.events.all()) if not one.void]
    drafts = [one for one in events if one.kind == DRAFT]
    ours = [one.pk for one in drafts if one.data.get("link") == link or one.data.get("until") in ends]
    if ours:
        _enter(held, by, STOPPED, day, {"events": ours, "link": link}, act="stop")


@transaction.atomic
def adoption_is_public(
    *, decision: MajorDecision, by: Person | None, day: date, opinions: Opinions, link: str
) -> None:
    """For the act that publishes what became of the opinions; who may, it has asked. `by` None: the clock.

    The numbers are those of all that was asked on the decision: those entered last stand.
    """
    held = _locked(decision, None, day)
    _enter(held, by, ADOPTION, day, {"link": link, **_counted(opinions)}, act="enter")


@transaction.atomic
def void_stage(
    *, decision: MajorDecision, by: Person, day: date, event: DecisionEvent, reason: str
) -> DecisionEvent:
    """Takes a wrong entry back; it stays in sight of the staff."""
    require_reason(reason, "作废登记")
    decision = _locked(decision, by, day)
    wrong = next((one for one in stored.entries(decision.events.all()) if one.event.pk == event.pk), None)
    if wrong is None or wrong.event.kind == VOIDED:
        raise Refused("要作废的登记不在这件决策里。")
    if wrong.event.kind == STOPPED:
        raise Refused("终止征求意见是在“意见征集”里办的，不能在这里作废；要再征求意见的，请另外公开征求。")
    if wrong.void:
        raise Refused(f"{wrong.event.day} 的这条登记已经作废。")
    return _enter(
        decision, by, VOIDED, day, {"event": event.pk, "reason": reason.strip()}, act="void", reason=reason
    )


def _keep_back(event: DecisionEvent, by: Person, day: date, words: Mapping[str, str]) -> None:
    """What was typed waits for a second person, where there is one."""
    decision, label = event.decision, decision_stages().on(event.day)[event.kind].label
    page = f"decisions.MajorDecision:{decision.pk}"
    written = Written(event, f"重大行政决策 {decision.pk} 的“{label}”", page, _WORDS)
    agency, kind = decision.agency, HeldKind.DECISION
    keep_back(by=by, agency=agency, day=day, kind=kind, written=written, words=words)


def _require_second(decision: MajorDecision, by: Person, stage: str) -> None:
    """Raises Refused where whoever entered it would make it public alone: what everybody reads was looked at
    by somebody who did not write it.
    """
    is_public = decision.listed_on is not None or decision.opinions_from is not None
    if is_public or stage not in _MAKES_PUBLIC or decision.opened_by_id != by.pk:
        return
    raise Refused(
        f"这件决策是{by.display_name}登记的；列入目录、公布草案以后，公众就看得到它的名称和内容，"
        "请由另一个人看过以后登记这一步。"
    )


def _counted(given: Opinions) -> dict[str, int]:
    parts = given.adopted + given.partly + given.refused
    if parts != given.received:
        raise Refused(
            f"采纳 {given.adopted}、部分采纳 {given.partly}、未采纳 {given.refused} 合计 {parts}，"
            f"与收到意见 {given.received} 条相差 {abs(parts - given.received)}；请核对。"
        )
    return {one: getattr(given, one) for one in stored.OPINIONS}


def _locked(decision: MajorDecision, by: Person | None, day: date) -> MajorDecision:
    held = (
        MajorDecision.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=decision.pk)
    )
    if by is not None:
        require(by, held.agency, What.WRITE_ITEM, day, "登记决策经过")
    return held


def _enter(
    decision: MajorDecision,
    by: Person | None,
    kind: str,
    day: date,
    data: Mapping[str, Any],
    *,
    act: str,
    reason: str = "",
) -> DecisionEvent:
    """Writes the event, checks that it can have been, rewrites columns, line and what is found."""
    plain = json.loads(canonical({name: value for name, value in data.items() if value not in ("", None)}))
    event = DecisionEvent(
        decision=decision,
        position=decision.events.count() + 1,
        kind=kind,
        day=day,
        data=plain,
        person_id=by.pk if by else None,
        person_name=by.display_name if by else _NOBODY,
    )
    event.save()
    with reckoned(decision.agency_id):
        columns = stored.columns_of(decision.events.all())
    for column, value in columns.items():
        setattr(decision, column, value)
    decision.save(update_fields=stored.COLUMNS)
    _line(
        by,
        decision,
        act,
        {"event": event.pk, "position": event.position, "kind": kind, "day": day, "data": plain},
        reason,
    )
    follow(_SUBJECT, [decision.pk])
    return event


def _line(
    by: Person | None, decision: MajorDecision, act: str, detail: Mapping[str, Any], reason: str = ""
) -> None:
    record(
        actor=by,
        agency=decision.agency,
        act=f"decisions.{act}",
        subject=f"decisions.MajorDecision:{decision.pk}",
        detail=detail,
        reason=reason,
    )
