"""Which pages are the same for everybody who asks, and by which parameters do they differ?

A view says so itself. Such a page shows nothing of who asks: no session, no token of a form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "public_page"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a view says. `kept`: the page is kept as it was made; a file is only not sent twice."""

    parameters: frozenset[str]
    kept: bool


def public_page(*parameters: str, kept: bool = True) -> Callable[[View], View]:
    """Decorator of a view. `parameters`: those that it reads; a page asked with others is made each time."""

    def marked(view: View) -> View:
        setattr(view, _MARK, Declared(frozenset(parameters), kept))
        return view

    return marked


def make_each_time(request: HttpRequest) -> None:
    """Said by a view of this one page: it is counted how often it is made."""
    vars(request).update(declared=None)


def declared(view: Callable[..., Any]) -> Declared | None:
    """What the view says; None where its pages are not the same for everybody."""
    found: Declared | None = getattr(view, _MARK, None)
    return found
