"""办理: who takes a message over, who else gets it, and what was entered wrongly?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, may
from gongkai_web.errors import Refused, require_reason
from gongkai_web.interaction.actions.entry import enter, handled
from gongkai_web.interaction.facts import STAYS, Kind
from gongkai_web.interaction.models import Message, MessageEvent


@transaction.atomic
def assign(
    *, message: Message, by: Person, day: date, handler: Person, unit: str = "", today: date | None = None
) -> MessageEvent:
    """Somebody of the agency takes it over, or is given it. `unit`: the office inside that sees to it."""
    message, known = handled(message, by, day, today)
    if not may(handler, message.agency, What.HANDLE, today or day):
        raise Refused(f"{handler.display_name}不办理{message.agency.name}的留言；请另选一人。")
    data = {"handler": handler.pk, "name": handler.display_name, "unit": unit.strip()}
    return enter(message, known, Kind.ASSIGNED, day, data, act="assign_message", by=by)


@transaction.atomic
def transfer(
    *, message: Message, by: Person, day: date, to: Agency, reason: str, today: date | None = None
) -> MessageEvent:
    """Another agency on this site gets it, with its number and its term: neither begins anew."""
    require_reason(reason, "转其他机关")
    message, known = handled(message, by, day, today)
    if to.pk == message.agency_id:
        raise Refused(f"这件留言已经在{to.name}；请另选机关。")
    if to.pk == message.about_id:  # 第四十七条第二款：whoever stands above it sees to it
        raise Refused(f"这件投诉举报的是{to.name}，不能转给它办理；请转它的主管部门或者上一级机关。")
    if not to.open_on(day):
        raise Refused(f"{to.name}在 {day} 尚未设立或已经撤销，不能转去；请另选机关。")
    data = {"agency": to.pk, "agency_name": to.name, "reason": reason.strip()}
    return enter(
        message, known, Kind.TRANSFERRED, day, data, act="transfer_message", by=by, reason=reason.strip()
    )


@transaction.atomic
def note_changed(
    *, message: Message, by: Person, day: date, looked: str = "", today: date | None = None
) -> MessageEvent:
    """What the answer promised is done, and somebody has looked. `looked`: what they saw; inside only."""
    message, known = handled(message, by, day, today)
    data = {"looked": looked.strip()}
    return enter(message, known, Kind.CHANGED, day, data, act="note_changed", by=by)


@transaction.atomic
def void_event(*, message: Message, by: Person, day: date, event: MessageEvent, reason: str) -> MessageEvent:
    """Declares an entry void on `day`; what remains must be possible, so the later ones go first.

    With the receipt the message itself is void: it is counted no more, and its number stays taken.
    """
    require_reason(reason, "作废登记")
    message, known = handled(message, by, day, day)
    wrong = next((one for one in known if one.id == event.pk and one.kind != Kind.VOIDED), None)
    if wrong is None:
        raise Refused("要作废的登记不在本件里。")
    if any(one.kind == Kind.VOIDED and one.data["event"] == wrong.id for one in known):
        raise Refused(f"「{Kind(wrong.kind).label}」（{wrong.day}）已经作废。")
    if wrong.kind in STAYS:
        raise Refused(f"「{Kind(wrong.kind).label}」{STAYS[wrong.kind]}")
    data = {"event": wrong.id, "reason": reason.strip()}
    return enter(message, known, Kind.VOIDED, day, data, act="void_message_event", by=by, reason=reason)
