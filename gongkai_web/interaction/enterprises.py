"""Which public enterprises can one complain of (第五十五条)? A room beside this one knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.utils.module_loading import import_string

if TYPE_CHECKING:  # read when the site starts: before the models
    from gongkai_web.agencies.models import Agency


class Enterprise(Protocol):
    """One that stands on the list of the department in charge of its sector: `agency`."""

    @property
    def pk(self) -> int:
        """Its key."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def sector(self) -> str:
        """Its sector, by its code."""

    @property
    def agency(self) -> Agency:
        """The department in charge."""


_known: list[str] = []


def enterprises_from(name: str) -> None:
    """Says by its dotted name which function knows what stands on the lists."""
    _known[:] = [name]


def enterprises_on(day: date) -> list[Enterprise]:
    """Those that stand on a list that day, by sector and name; none where no room keeps lists."""
    if not _known:
        return []
    asked: Callable[[date], Iterable[Enterprise]] = import_string(_known[0])
    return list(asked(day))
