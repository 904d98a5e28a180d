"""Which days in a letter are the case's to say, and does the letter say them as the case does?

A letter that tells when a third party was asked, a notice served or a request withdrawn tells what happened.
Who finds a day missing enters what happened; nobody makes one up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.letters import LetterKind
from gongkai.procedure.facts import event_label, standing
from gongkai_web.letters.ground import Ground

THIRD_PARTY = "第三方"
# By what a field is offered (`gongkai.letters.kinds.OFFERED`): the events that give the day.
_EVENTS = {
    "third_party_asked_on": ("third_party.asked",),
    "consulted_on": ("third_party.asked", "agency.asked"),
    "correction_asked_on": ("correction.asked",),
    "correction_received_on": ("correction.received",),
    "correction_served_on": ("correction.served",),
    "reason_asked_on": ("reason.asked",),
    "fee_served_on": ("fee.served",),
    "withdrawn_on": ("withdrawn",),
    "reply_day": ("replied", "replied_again"),
}


def untold(kind: LetterKind, ground: Ground, values: Mapping[str, str]) -> Iterator[str]:
    """A sentence for every day that the letter says and the case does not."""
    for field in kind.fields:
        said = values.get(field.name, "")
        if not said or field.kind != "day" or field.offered not in _EVENTS:
            continue
        kinds = _asked(kind, values) if field.offered == "consulted_on" else _EVENTS[field.offered]
        days = [fact.day.isoformat() for fact in standing(ground.facts) if fact.kind in kinds]
        if said in days:
            continue
        what = "、".join(event_label(one) for one in kinds)
        known = f"登记的是 {'、'.join(days)}" if days else "没有这项登记"
        yield f"“{field.label}”写的是 {said}，本件「{what}」{known}；请改正文书，漏登的请先补登。"


def _asked(kind: LetterKind, values: Mapping[str, str]) -> tuple[str, ...]:
    """The event of whoever the letter says was asked."""
    named = next((field.name for field in kind.fields if field.offered == "consulted"), "")
    return ("third_party.asked",) if values.get(named) == THIRD_PARTY else ("agency.asked",)
