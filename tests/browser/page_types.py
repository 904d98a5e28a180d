"""Which kinds of pages does the site have, and where is one of each?

A kind of page is a template that is a whole page. One town has something of everything; each person follows
the links from the home page and from the forms, and the first page of a kind that is met stands for its kind.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

import gongkai_web

ROOT = Path(gongkai_web.__file__).parent
WHOLE = re.compile(r'\{% extends "[\w/]+\.html" %\}')
# How many pages at the same kind of address are opened: the second may be of another kind, or lead further.
LOOKS = 3


@dataclass(frozen=True, slots=True)
class PageType:
    """A template, an address at which it is drawn, and its bytes."""

    template: str
    address: str
    content: bytes


def whole_pages() -> set[str]:
    """The names of all templates that are whole pages."""
    found = (path for path in ROOT.rglob("*.html") if "templates" in path.parts)
    return {
        str(path).rpartition("templates/")[2]
        for path in found
        if WHOLE.match(path.read_text("utf-8").lstrip())
    }


@dataclass(slots=True)
class Walk:
    """A walk through the site. `seen`: the kinds met; `looks`: how many pages of each address were opened."""

    seen: set[str] = field(default_factory=set)
    looks: Counter[str] = field(default_factory=Counter)

    def of(self, client: Client, starts: Iterable[str]) -> Iterator[PageType]:
        """The first page of each kind that nobody has met, by the links from `starts`."""
        kinds, refused = whole_pages(), Counter[str]()
        ahead = deque(starts)
        asked = set(ahead)
        while ahead:
            address = ahead.popleft()
            name = _name(address)
            if max(self.looks[name], refused[name]) >= LOOKS:
                continue
            answer = client.get(address)
            if not _is_page(answer):
                refused[name] += 1
                continue
            (self.looks if answer.status_code == 200 else refused)[name] += 1
            drawn = [one.name for one in answer.templates if one.name in kinds]
            if drawn and drawn[0] not in self.seen:
                yield PageType(drawn[0], address, answer.content)
            self.seen.update(drawn)  # with the page those that it extends
            fresh = [one for one in _links(address, answer.content) if one not in asked]
            asked.update(fresh)
            ahead.extend(fresh)


def _is_page(answer) -> bool:
    return not answer.streaming and bool(answer.content) and answer["Content-Type"].startswith("text/html")


def _name(address: str) -> str:
    try:
        return str(resolve(urlsplit(address).path).view_name)
    except Resolver404:
        return "nowhere"


def _links(address: str, content: bytes) -> Iterator[str]:
    for link in html.fromstring(content.decode()).xpath("//a/@href"):
        there = urlsplit(urljoin(address, link))
        if not there.netloc and "look=" not in there.query:
            yield there._replace(fragment="").geturl()
