"""What would the case say of this letter, were it issued that day?

Whoever drafts it reads what the head would be told at its issue: a third party not asked or within its term,
a disclosure against its will, a lapse without its notice. What the law makes impossible is said as well.
"""

from __future__ import annotations

from datetime import date

from gongkai_web.cases.actions.entry import would_break
from gongkai_web.errors import Refused
from gongkai_web.letters import content, given
from gongkai_web.letters.ground import Ground
from gongkai_web.letters.kinds import carried_act
from gongkai_web.letters.models import Letter

_ENTERS = {"reply": "replied", "reply_again": "replied_again"}


def foreseen(letter: Letter, known: Ground, day: date) -> tuple[str, ...]:
    """A sentence for every rule that the reply would break, or the one that makes it impossible."""
    if letter.event_id is not None:
        return ()
    kind = content.kind_of(letter, day)
    act = carried_act(kind, letter.act)
    if act not in _ENTERS:
        return ()
    data = given.event_data(kind, act, letter.values, letter.particulars, letter.number)
    try:
        broken = would_break(known.case.agency_id, list(known.facts), _ENTERS[act], day, data)
    except Refused as refusal:
        return (str(refusal),)
    return tuple(flag.message for flag in broken)
