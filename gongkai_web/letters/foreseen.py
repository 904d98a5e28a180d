"""What would the case say of this letter, were it issued, or sent, that day?

Whoever drafts it reads what the head would be told at its issue: a third party not asked or within its term,
a disclosure against its will, a lapse without its notice, a notice after its term. What the law makes
impossible is said as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai.letters import LetterKind
from gongkai.procedure import checks
from gongkai.procedure.machine import acts
from gongkai_web.cases.actions.entry import would_break
from gongkai_web.errors import Refused
from gongkai_web.letters import content, given
from gongkai_web.letters.ground import Ground
from gongkai_web.letters.kinds import SETS_A_TERM, carried_act
from gongkai_web.letters.models import Letter

# Nobody has signed a draft. What is told of it is what stands whoever signs: the head's consent is taken for
# given, the reason for an unusual term is not.
_AGREED = {"approved_by": 1, "approved_by_name": "-"}
# A draft has no number yet; what is asked goes by it.
_UNNUMBERED = "-"


def foreseen(letter: Letter, known: Ground, day: date) -> tuple[str, ...]:
    """A sentence for every rule that its act would break, or the one that makes the act impossible."""
    if letter.event_id is not None:
        return ()
    kind = content.kind_of(letter, day)
    act = carried_act(kind, letter.act)
    if not act:
        return ()
    try:
        data = _entered(kind, act, letter, day)
        broken = would_break(known.case.agency_id, list(known.facts), acts()[act].event, day, data)
    except Refused as refusal:
        return (str(refusal),)
    return tuple(flag.message for flag in broken)


def _entered(kind: LetterKind, act: str, letter: Letter, day: date) -> Mapping[str, Any]:
    """The particulars of its event, as far as they are known before anybody signs."""
    data = given.event_data(kind, act, letter.values, letter.particulars, letter.number or _UNNUMBERED)
    if act == "extend":
        return data | _AGREED
    if act in SETS_A_TERM:
        return data | _AGREED | {"term_reason": letter.particulars.get("term_reason", "")}
    if act == "decide_fee":
        return data | {"amount": checks.fee_amount(data, day)}
    return data
