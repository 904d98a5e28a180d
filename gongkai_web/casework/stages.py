"""登记、审核、办理、答复、归档: how far is the case in the five stages (《条例》第四十五条)?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.procedure.facts import Fact, Status, standing
from gongkai.procedure.machine import acts
from gongkai.procedure.state import State
from gongkai_web.look.marks import Mark

STAGES = ("登记", "审核", "办理", "答复", "归档")
_NOW = {
    Status.SUBMITTED: "登记",
    Status.RECEIVED: "审核",
    Status.WAITING_CORRECTION: "审核",
    Status.IN_PROCESS: "办理",
    Status.CONSULTING: "办理",
    Status.WAITING_FEE: "办理",
    Status.WITHDRAWN: "答复",
    Status.REPLIED: "答复",
    Status.DISPATCHED: "答复",
    Status.SERVED: "归档",
    Status.CLOSED: "归档",
}


@dataclass(frozen=True, slots=True)
class StageView:
    """One of the five: its events by day, and whether it is done, the present one, or ahead."""

    name: str
    mark: Mark
    events: tuple[tuple[date, str], ...]


def five_stages(facts: Iterable[Fact], state: State) -> list[StageView]:
    """The five stages of the case."""
    of_event = {act.event: act.stage for act in acts().values()} | {"submitted": "登记"}
    known = [fact for fact in standing(facts) if fact.kind != "talked"]
    now = _NOW.get(Status(state.status))
    reached = STAGES.index(now) if now else len(STAGES)
    return [
        StageView(
            name,
            _mark(index, reached, state),
            tuple((fact.day, fact.label) for fact in known if of_event.get(fact.kind) == name),
        )
        for index, name in enumerate(STAGES)
    ]


def _mark(index: int, reached: int, state: State) -> Mark:
    if state.status in (Status.SPLIT, Status.VOIDED):
        return Mark("void", Status(state.status).label)
    if index < reached:
        return Mark("done")
    return Mark("open", "现在") if index == reached else Mark("waiting", "未到")
