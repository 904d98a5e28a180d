"""How does an event come into the record? Checked, written, told to the trail, and the columns follow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit import vouched
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.errors import Refused
from gongkai_web.interaction import queries
from gongkai_web.interaction.columns import COLUMNS, columns_of, told_words, written
from gongkai_web.interaction.facts import Happened, Kind
from gongkai_web.interaction.models import Message, MessageEvent
from gongkai_web.search.actions import follow

SUBJECT = "messages"  # as the search knows them


def check_day(day: date, today: date | None) -> None:
    """Raises Refused for a day that is still to come."""
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")


def locked(message: Message) -> tuple[Message, list[Happened]]:
    """The message, held until the act is done, with its events."""
    found = Message.objects.select_for_update(of=("self",), no_key=True).select_related("agency", "came_to")
    held = found.get(pk=message.pk)
    return held, queries.happened(held)


def handled(message: Message, by: Person, day: date, today: date | None) -> tuple[Message, list[Happened]]:
    """The same for an act of whoever handles messages at its agency."""
    check_day(day, today)
    held, known = locked(message)
    require(by, held.agency, What.HANDLE, today or day, doing="办理这件留言")
    return held, known


def enter(
    message: Message,
    known: list[Happened],
    kind: Kind,
    day: date,
    data: Mapping[str, Any],
    *,
    act: str,
    by: Person | None,
    reason: str = "",
) -> MessageEvent:
    """Checks the new state, writes event and audit line, rewrites the columns, and the search follows."""
    plain = json.loads(canonical({name: one for name, one in data.items() if one not in ("", None)}))
    fact = Happened(kind, day, plain, 0, len(known) + 1)
    state = queries.state_of(message, [*known, fact])
    event = MessageEvent(
        message=message,
        position=fact.position,
        kind=kind,
        day=day,
        data=plain,
        person_id=by.pk if by else None,
        person_name=by.display_name if by else "",
    )
    event.save()
    was_public = message.public
    for name, value in columns_of(message, state).items():
        setattr(message, name, value)
    message.save(update_fields=COLUMNS)
    detail = {"event": event.pk, "kind": kind, "day": day, "data": told_words(plain)}
    if not known:
        detail["number"] = message.registry_number
    if not known or "words" in plain:
        detail["words"] = vouched.seal(written(message, [*known, fact]))
    record(
        actor=by,
        agency=message.came_to,
        act=f"interaction.{act}",
        subject=f"interaction.Message:{message.pk}",
        detail=detail,
        reason=reason,
    )
    if was_public or message.public:
        follow(SUBJECT, [message.pk])
    return event
