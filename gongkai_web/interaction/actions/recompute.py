"""重新计算: which messages have another last day once the calendar has learned a new notice?

As with a case, the day follows from the events, the rule and the calendar; its column is a cache.
"""

from __future__ import annotations

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.audit.actions import record
from gongkai_web.interaction import queries
from gongkai_web.interaction.facts import UNDER_WAY
from gongkai_web.interaction.models import Message
from gongkai_web.turns import give_way


def recompute_messages(*, by: Person | None, reason: str) -> int:
    """Reckons the last day of each message under way anew and returns how many moved.

    Each message is a transaction of its own: nobody waits for a lock of all of them.
    """
    waiting = Message.objects.filter(status__in=UNDER_WAY).order_by("agency_id", "pk")
    moved = 0
    for key in list(waiting.values_list("pk", flat=True)):
        moved += _recomputed(key, by, reason)
        give_way()
    return moved


@transaction.atomic
def _recomputed(key: int, by: Person | None, reason: str) -> bool:
    message = (
        Message.objects.select_for_update(of=("self",), no_key=True).select_related("came_to").get(pk=key)
    )
    before, state = message.due_on, queries.state_of(message, queries.happened(message))
    if state.due_on == before:
        return False
    message.due_on = state.due_on
    message.save(update_fields=["due_on"])
    record(
        actor=by,
        agency=message.came_to,
        act="interaction.recompute",
        subject=f"interaction.Message:{message.pk}",
        detail={"due_on": [before, state.due_on]},
        reason=reason,
    )
    return True
