"""Which agencies are there, and which stands below which? Read once for a page, however often it asks.

Within `remembered` – a request – they are asked of the database once; an action that changes them says so.
Outside, every question is asked anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from gongkai_web.agencies.models import Agency

PARENT, SUPERVISOR = "parent_id", "supervisor_id"
_KEPT: ContextVar[list[Agency] | None] = ContextVar("tree", default=None)
_WITHIN: ContextVar[bool] = ContextVar("within", default=False)


@contextmanager
def remembered() -> Iterator[None]:
    """Within the block the tree is read once."""
    within, kept = _WITHIN.set(True), _KEPT.set(None)
    try:
        yield
    finally:
        _KEPT.reset(kept)
        _WITHIN.reset(within)


def forget() -> None:
    """Called by the actions that change an agency."""
    _KEPT.set(None)


def known(keys: Collection[int]) -> list[Agency]:
    """The agencies of these keys, by name."""
    found = [agency for agency in _agencies() if agency.pk in keys] if keys else []
    return sorted(found, key=lambda agency: agency.name)


def below(roots: Iterable[int], link: str) -> set[int]:
    """The agencies that `roots` reach downwards over PARENT or SUPERVISOR, the roots included."""
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
    kept = _KEPT.get()
    if kept is None:
        kept = list(Agency.objects.order_by())
        if _WITHIN.get():
            _KEPT.set(kept)
    return kept
