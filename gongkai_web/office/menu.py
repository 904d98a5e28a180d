"""Which words of navigation does the office have? Each room of pages brings its own; all pages draw them.

A room registers in its `AppConfig.ready`. `place` is the order in which the words stand; `needs` names a
line of the table of who may do what, where the page behind the word does not open for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from gongkai_web.addresses import address_of
from gongkai_web.look.parts import Link, NavItem
from gongkai_web.office.places import home


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A word that leads to a list."""

    place: int
    label: str
    url_name: str
    needs: str = ""

    @property
    def link(self) -> Link:
        return Link(self.label, address_of(self.url_name))


_MENU: dict[str, Entry] = {}
_ASIDE: dict[str, Entry] = {}


def offer(label: str, url_name: str, *, place: int) -> None:
    """A word of the navigation on every page of the office."""
    _MENU[url_name] = Entry(place, label, url_name)


def offer_aside(label: str, url_name: str, *, place: int, needs: str = "") -> None:
    """A register or a setting that is not asked for every day: listed at the foot of the office's home."""
    _ASIDE[url_name] = Entry(place, label, url_name, needs)


def aside() -> list[Entry]:
    """其他登记和设置, in their order."""
    return sorted(_ASIDE.values())


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `office_url` and `office_nav`, where the entry above the page is current."""
    start = home()
    entries = [start, *(one.link for one in sorted(_MENU.values()))]
    under = [one for one in entries if one != start and request.path.startswith(one.href)]
    here = under[0] if under else next((one for one in entries if one.href == request.path), None)
    items = [NavItem(one.label, one.href, one == here) for one in entries]
    return {"office_nav": items, "office_url": start.href}
