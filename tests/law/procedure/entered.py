"""How does an event follow those entered before it, where no database keeps them?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gongkai.procedure.facts import EVENT_KINDS, Fact


def entered(known: Sequence[Fact], kind: str, day: date, data: Mapping[str, Any]) -> Fact:
    """王芳's next event: its particulars as plain JSON, as the office would keep them."""
    assert set(data) <= set(EVENT_KINDS[kind].particulars), (kind, data)
    plain = json.loads(
        json.dumps({name: value for name, value in data.items() if value is not None}, default=str)
    )
    position = len(known) + 1
    return Fact(kind, day, plain, position, position, position)
