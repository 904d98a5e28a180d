"""What has this page asked already? Within `remembered` – a request – it is asked for once.

Outside, every question is asked anew. Who changes what is kept here says so with `forget`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("asked_once", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Within the block nothing is asked twice."""
    before = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(before)


def once(question: Hashable, ask: Callable[[], T]) -> T:
    """What `ask` answers. `question`: what it is known by, with all that it depends on."""
    kept = _KEPT.get()
    if kept is None:
        return ask()
    if question not in kept:
        kept[question] = ask()
    answer: T = kept[question]
    return answer


def forget() -> None:
    """Called by whoever changes something that may have been asked."""
    kept = _KEPT.get()
    if kept is not None:
        kept.clear()
