"""What else can be said or asked beside 互动交流? A higher room says so as it starts.

Whoever wants to have a say looks there: the page leads to what is asked of everybody elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.module_loading import import_string

from gongkai_web.look.parts import Link

# The way there on that day; None where nothing stands behind it.
Way = Callable[[date], Link | None]
# Where the functions stand: they are loaded when the page is read.
_WAYS: list[str] = []


def offer(way: str) -> None:
    """Called once by a room that asks something of everybody. `way`: the name of a `Way`."""
    _WAYS.append(way)


def ways(day: date) -> list[Link]:
    """Where the page leads besides."""
    return [link for name in _WAYS if (link := import_string(name)(day))]
