"""答复: who drafts it, who reviews it, and what is public of it then?

The draft is decided on as any text that goes out: bound to the digest of what was on the screen, by somebody
else than its author where there is one.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval import actions as approval
from gongkai_web.errors import Refused, require_reason
from gongkai_web.interaction import draft, queries
from gongkai_web.interaction.actions.entry import check_day, enter, handled, locked
from gongkai_web.interaction.draft import AnswerGiven
from gongkai_web.interaction.facts import Kind, Status
from gongkai_web.interaction.models import Message, MessageDecision, MessageEvent


@transaction.atomic
def draft_answer(
    *, message: Message, by: Person, day: date, given: AnswerGiven, today: date | None = None
) -> MessageEvent:
    """Drafts the answer and hands it in. Whoever drafts what nobody has taken over takes it over."""
    message, known = handled(message, by, day, today)
    first = draft.check(message, given, day)
    if message.status == Status.NEW:
        data = {"handler": by.pk, "name": by.display_name}
        enter(message, known, Kind.ASSIGNED, day, data, act="assign_message", by=by)
        known = queries.happened(message)
    data = {**draft.data_of(given), "author": by.pk}
    if first is not None:
        data["first"] = first.registry_number
    return enter(message, known, Kind.DRAFTED, day, data, act="draft_answer", by=by)


@transaction.atomic
def decide_answer(
    *,
    message: Message,
    by: Person,
    day: date,
    approve: bool,
    opinion: str = "",
    seen: str | None = None,
    today: date | None = None,
) -> MessageEvent:
    """Approves the draft, which is the answer then, or gives it back and says why.

    `seen`: the digest of what was on the screen, by default of what stands there now.
    """
    check_day(day, today)
    message, known = locked(message)
    matter = queries.matter(message, queries.state_of(message, known), today or day)
    approval.require_turn(matter, by, today or day)
    decision = approval.decide(
        MessageDecision(message=message),
        matter=matter,
        by=by,
        day=day,
        approve=approve,
        now=matter.content,
        seen=matter.content if seen is None else seen,
        note=opinion,
        entered_on=today,
    )
    data = {"decision": decision.pk, "opinion": decision.note}
    kind, act = (Kind.ANSWERED, "answer_message") if approve else (Kind.RETURNED, "return_answer")
    return enter(message, known, kind, day, data, act=act, by=by, reason=decision.note)


@transaction.atomic
def withdraw_answer(*, message: Message, by: Person, day: date, reason: str) -> MessageEvent:
    """What must be gone at once is gone from page, search and list; whoever wrote still reads the answer."""
    require_reason(reason, "撤下公开的答复")
    message, known = locked(message)
    require(by, message.agency, What.WITHDRAW_ITEM, day, doing="撤下公开的答复")
    if not message.public:
        raise Refused("这件留言没有公开的答复，没有可以撤下的。")
    data = {"reason": reason.strip()}
    return enter(
        message, known, Kind.WITHDRAWN, day, data, act="withdraw_answer", by=by, reason=reason.strip()
    )
