"""Which agencies are there, and which stands below which? Read once for a page, however often it asks."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable

from gongkai_web.agencies.models import Agency
from gongkai_web.asked_once import forget, once
from gongkai_web.prepared import PreparedRecords

PARENT, SUPERVISOR, SUCCESSOR = "parent_id", "supervisor_id", "successor_id"

# Called by the actions that change an agency.
__all__ = ["PARENT", "SUCCESSOR", "SUPERVISOR", "below", "forget", "known"]


def known(keys: Collection[int]) -> list[Agency]:
    """The agencies of these keys, by name."""
    found = [agency for agency in _agencies() if agency.pk in keys] if keys else []
    return sorted(found, key=lambda agency: agency.name)


def below(roots: Iterable[int], link: str) -> set[int]:
    """The agencies that `roots` reach downwards over PARENT, SUPERVISOR or SUCCESSOR, the roots
    included.
    """
    children: dict[int | None, list[int]] = defaultdict(list)
    for agency in _agencies():
        children[getattr(agency, link)].append(agency.pk)
    found, waiting = set(roots), list(roots)
    while waiting:
        fresh = [pk for pk in children[waiting.pop()] if pk not in found]
        found |= set(fresh)
        waiting += fresh
    return found


def _agencies() -> list[Agency]:
    return once(Agency, lambda: _all().told(None))


@functools.cache
def _all() -> PreparedRecords[Agency]:
    """Every agency: most pages of the office ask for them."""
    return PreparedRecords.of(Agency.objects.order_by())
