"""Who is told when a person judged an indicator of a site? A room above says so in its `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gongkai_web.agencies.models import Person
from gongkai_web.oversight.registers.models import Judgement

_HEARD: list[Callable[[Judgement], None]] = []


def heard_by(act: Callable[[Judgement], None]) -> None:
    """That room writes anew what follows from it, in the same transaction."""
    if act not in _HEARD:
        _HEARD.append(act)


def tell(entry: Judgement, _: Person, __: date) -> None:
    """One was entered, or is void."""
    for act in _HEARD:
        act(entry)
