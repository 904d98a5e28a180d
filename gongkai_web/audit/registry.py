"""What do the rooms keep that lines of the audit trail speak of?

Each room names its ledgers in a module of the settings (`LEDGERS`): what a line says was written, and what is
there now. The trail knows no room; `compare` holds the two against each other, both ways.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings

from gongkai_web.audit.models import canonical

# The fields of one record, as plain JSON.
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A line, as far as it speaks of records."""

    chain: str
    place: int
    actor_id: int | None
    actor_name: str
    agency_id: int | None
    agency_name: str
    act: str
    subject: str
    detail: Mapping[str, Any]


def same(_: str, told: Any, kept: Any) -> bool:
    """Whether a field is as it was told; days and decimals as JSON writes them."""
    return bool(told == kept) or json.loads(canonical(told)) == json.loads(canonical(kept))


def read_once(text: str) -> Any:
    """JSON as it stands in the table; a name that stands twice in one object makes it another value."""

    def pairs(found: list[tuple[str, Any]]) -> Any:
        given = dict(found)
        return given if len(given) == len(found) else {**given, "": [name for name, _ in found]}

    return json.loads(text, object_pairs_hook=pairs)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Records of one kind. `tell` takes a line into what was told so far: the fields by key of the record.

    `acts`: of which lines. `kept`: what is there now, by the same key. Only fields that were told are
    compared (by `same`): lines of version 0.1 told fewer.
    """

    name: str
    acts: frozenset[str] | str
    tell: Callable[[dict[str, dict[str, Any]], Told], None]
    kept: Callable[[], Iterable[tuple[str, Fields]]]
    same: Callable[[str, Any, Any], bool] = same

    def hears(self, act: str) -> bool:
        """Whether a line of that act may speak of these records; a text is how its acts begin."""
        return act.startswith(self.acts) if isinstance(self.acts, str) else act in self.acts


@functools.cache
def ledgers() -> tuple[Ledger, ...]:
    """The ledgers of all rooms (`LEDGERS`), read once."""
    return tuple(one for module in settings.LEDGERS for one in import_module(module).LEDGERS)
