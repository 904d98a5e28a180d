"""Which columns of a finding repeat its events?"""

from __future__ import annotations

from typing import Any

from gongkai_web.oversight.rectification.facts import State
from gongkai_web.oversight.rectification.models import Finding

_OF_STATE = (
    "status", "found_on", "notified_on", "due_on", "replied_on", "closed_on", "late", "rounds", "times",
)  # fmt: skip
COLUMNS = (*_OF_STATE, "agency_id", "merged_into_id")


def columns_of(finding: Finding, state: State) -> dict[str, Any]:
    """The columns as the events give them."""
    return {
        **{name: getattr(state, name) for name in _OF_STATE},
        "agency_id": state.agency or finding.told_id,
        "merged_into_id": state.into,
    }
