"""Does a part keep to the day on which it was split off?

Of a request that was split, the first part carries on; the others begin with the split: table 三 then
counts them as new. None of them was answered before.
"""

from __future__ import annotations

from gongkai.procedure.facts import standing
from gongkai.procedure.state import State
from gongkai_web.cases import stored
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused


def check(case: Case, after: State) -> None:
    """Refuses the reply of a part before its split; a split itself is never moved to another day."""
    if case.parent_id is None or after.concluded_on is None:
        return
    whole = standing(stored.facts_of(Case(pk=case.parent_id)))
    split = next((fact for fact in whole if fact.kind == "split"), None)
    if split and split.data["cases"][0] != case.pk and after.concluded_on < split.day:
        raise Refused(
            f"{case.registry_number} 是 {split.day} 拆分出来的，不可能在 {after.concluded_on} 就已经答复；"
            "请核对日期。拆分以前的答复，登记在继续办理的第一件上。"
        )
