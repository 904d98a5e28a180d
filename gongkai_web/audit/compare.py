"""Is what the rooms keep what the lines say was written, and is there a line for everything that is kept?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongkai_web.audit.findings import Fault
from gongkai_web.audit.registry import Ledger, Told


class Comparison:
    """Hears every line once, in the order of its chain, then looks at the records."""

    def __init__(self, ledgers: Iterable[Ledger]) -> None:
        self._told: list[tuple[Ledger, dict[str, dict[str, Any]]]] = [(ledger, {}) for ledger in ledgers]
        self.compared = 0

    def hear(self, line: Mapping[str, Any]) -> None:
        """Takes a line in."""
        told = None
        for ledger, state in self._told:
            if ledger.hears(line["act"]):
                told = told or Told(**{name: line[name] for name in Told.__slots__})
                ledger.tell(state, told)

    def faults(self) -> Iterator[Fault]:
        """Records that differ from their lines, that have none, and lines whose records are gone."""
        for ledger, state in self._told:
            for key, kept in ledger.kept():
                self.compared += 1
                told = state.pop(key, None)
                if told is None:
                    yield Fault("untold", ledger=ledger.name, key=key)
                elif different := _different(ledger, told, kept):
                    yield Fault("differs", ledger=ledger.name, key=key, fields=different)
            for key in state:
                yield Fault("gone", ledger=ledger.name, key=key)


def _different(ledger: Ledger, told: Mapping[str, Any], kept: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in told.items() if not ledger.same(name, value, kept.get(name)))
