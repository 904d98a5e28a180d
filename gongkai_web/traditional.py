"""How does a page read in traditional characters?

Whoever chose 繁體 (`look.modes`) gets the finished page of the public site with its words converted, last of
all. What a form sends back – the values of its fields, what was typed – stays as it is, and so do scripts,
addresses and the office. The dictionaries are loaded for the first such page, not at the start.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from gongkai_web.caching import SHUT
from gongkai_web.look.modes import TRADITIONAL
from gongkai_web.search.spelling import Converter

# Tags, and whatever is no word of the page: scripts, styles, what was typed in a large field.
_KEPT = re.compile(r"(<(?:script|style|textarea)\b.*?</(?:script|style|textarea)>|<[^>]*>)", re.DOTALL)
# What a tag says to a reader.
_SAID = re.compile(r'(?<=\s)(?:alt|title|aria-label|placeholder|data-(?:on|off|aloud|quiet))="[^"]*"')
_LANGUAGE = ('<html lang="zh-Hans"', '<html lang="zh-Hant"')
_BETWEEN = "\x00"
# Where the dictionary takes the other of two characters: words of the law, and what is read everywhere.
_OURS = (("複議", "復議"), ("覈", "核"), ("爲", "為"))


class TraditionalMiddleware:
    """Converts the pages of the public site for whoever reads traditional characters."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        chosen = TRADITIONAL in getattr(request, "look", ())
        if chosen and _is_page(response) and not request.path.startswith(SHUT):
            response.content = traditional(response.content.decode()).encode()
            # A character may take fewer bytes than its other form: the length that was said first is void.
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _is_page(response: HttpResponse) -> bool:
    return not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")


def traditional(page: str) -> str:
    """The page with its words in traditional characters."""
    pieces = _KEPT.split(page.replace(_BETWEEN, "").replace(*_LANGUAGE))
    words = _converted(_BETWEEN.join(pieces[::2])).split(_BETWEEN)
    tags = [_said(tag) for tag in pieces[1::2]]
    return "".join(part for pair in zip(words, [*tags, ""], strict=True) for part in pair)


def _said(tag: str) -> str:
    return _SAID.sub(lambda found: _converted(found[0]), tag)


def _converted(text: str) -> str:
    changed = _converter().convert(text)
    for theirs, ours in _OURS:
        changed = changed.replace(theirs, ours)
    return changed


@functools.lru_cache
def _converter() -> Converter:
    made: Converter = import_string("opencc.OpenCC")("s2t")
    return made
