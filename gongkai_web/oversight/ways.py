"""Which rooms of oversight stand on its first page? Each says so in its `AppConfig.ready`."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai_web.addresses import address_of
from gongkai_web.look.parts import Element


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """A room: its word, what is done there, its address."""

    place: int
    label: str
    said: str
    url_name: str


_WAYS: dict[str, Way] = {}


def offer(label: str, url_name: str, said: str, *, place: int) -> None:
    """A room that the first page of oversight leads to."""
    _WAYS[url_name] = Way(place, label, said, url_name)


def rooms() -> list[Element]:
    """The rooms in their order, as the page lists them."""
    return [Element(one.label, one.said, address_of(one.url_name)) for one in sorted(_WAYS.values())]
