"""Are records held against their lines field by field, both ways?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from gongkai_web.audit.compare import Comparison
from gongkai_web.audit.registry import Ledger, Told

TOLD = {"name": "王芳", "day": "2024-03-01"}


def found(
    kept: Mapping[str, Mapping[str, Any]], told: Mapping[str, Any] = TOLD
) -> list[tuple[str, str, Any]]:
    """The faults where a line told of record 1 and those are kept."""

    def tell(state: dict[str, dict[str, Any]], line: Told) -> None:
        state["1"] = dict(line.detail)

    comparison = Comparison([Ledger("登记", "room.", tell, kept.items)])
    line = dict.fromkeys(Told.__slots__) | {"act": "room.enter", "detail": told}
    comparison.hear(line)
    comparison.hear({**line, "act": "elsewhere.enter", "detail": {"name": "别人"}})
    return [(one.kind, one.key, one.fields) for one in comparison.faults()]


@pytest.mark.parametrize(
    ("kept", "wanted"),
    [
        ({"1": TOLD}, []),
        ({"1": {**TOLD, "since": "told of by no line of version 0.1"}}, []),
        ({"1": {**TOLD, "name": "陌生人"}}, [("differs", "1", ("name",))]),
        ({"1": {"name": "王芳"}}, [("differs", "1", ("day",))]),
        ({}, [("gone", "1", ())]),
        ({"1": TOLD, "2": TOLD}, [("untold", "2", ())]),
    ],
)
def test_what_is_kept_is_what_was_told(kept, wanted):
    assert found(kept) == wanted


def test_of_a_field_that_was_told_as_nothing_nothing_may_be_kept():
    assert found({"1": {"name": "王芳"}}, {"name": None}) == [("differs", "1", ("name",))]
