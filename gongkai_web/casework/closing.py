"""What is still open when a case is closed or put into the archive?

The complaints that the applicant can still bring, and the judgments that can still be appealed: nothing of
that is lost with the closing, and whoever closes should know that the file is not done with (第五十一条).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gongkai.procedure.duties import ENDS
from gongkai.procedure.facts import Fact
from gongkai.procedure.state import State
from gongkai_web.cases.redress import ways_left
from gongkai_web.cases.words import appeal_label
from gongkai_web.look.parts import NextAct

_NOTHING_LOST = "此后提起的，照样登记在本件；案卷留存备用。"


def still_open(facts: Iterable[Fact], state: State, today: date) -> str:
    """A sentence of what is open, or nothing where nobody can complain any more."""
    parts = [*_appeals(state, today), *_ways(facts, state, today)]
    return f"{'；'.join(parts)}。{_NOTHING_LOST}" if parts else ""


def with_open_ways(
    coming: NextAct | None, facts: Iterable[Fact], state: State, today: date
) -> NextAct | None:
    """The next act as it is, with what is still open where it ends the case."""
    if coming is None or state.next_act not in ENDS:
        return coming
    return replace(coming, note=" ".join(filter(None, [coming.note, still_open(facts, state, today)])))


def _appeals(state: State, today: date) -> list[str]:
    found = []
    for one in state.appeals:
        if one.pending:
            found.append(f"{appeal_label(one)} {one.ref} 尚未审结")
        elif one.effective_on and today < one.effective_on:
            found.append(f"{appeal_label(one)} {one.ref} 的上诉期到 {one.effective_on}，此前没有生效")
    return found


def _ways(facts: Iterable[Fact], state: State, today: date) -> list[str]:
    open_now = [
        f"{one.remedy.label}到 {one.remedy.last_day}"
        for one in ways_left(facts, state)
        if one.remedy.last_day and one.remedy.last_day >= today
    ]
    return [f"申请人的救济期限还没有届满：{'，'.join(open_now)}"] if open_now else []
