"""What elements does a stranger's HTML hold, once nothing dangerous is in it?

nh3 reads it as a browser does and leaves out every element, attribute and comment that is not named here:
scripts, styles, vector pictures, formulas, forms, frames and templates go with what is in them. The names
are more than the vocabulary – what Word, WPS and old pages write has its meaning read from them –, but none
of them is written again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from gongkai.richtext.vocabulary import ATTRIBUTES, VOID

INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("tt", "u", "var", "br", "img"),
    }
)
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("main", "nav", "p", "pre", "section", "summary"),
    }
)
_STRUCTURE = frozenset(
    {
        *("ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)
_HOLDING = frozenset({"li", "caption", "td", "th"})
# Gone with all that is in them. What else nh3 does not know leaves its text.
_GONE = frozenset(
    {
        *("script", "style", "svg", "math", "template", "noscript", "noembed", "noframes", "iframe"),
        *("object", "embed", "applet", "title", "textarea", "select", "xmp", "plaintext", "audio"),
        *("video", "canvas", "map", "frameset", "button", "datalist", "option", "optgroup"),
    }
)
_DEEPEST = 150  # elements in each other; no program writes more for a reader
_READ = frozenset({"class", "style", "align", "id", "name", "bgcolor", "color"})
_ATTRIBUTES = {
    **{name: set(_READ) for name in INLINE | BLOCKS | _STRUCTURE},
    "a": {*_READ, "href"},
    "img": {*_READ, "src", "alt", "title", "width", "height"},
    "ol": {*_READ, "start", "type"},
    "ul": {*_READ, "type"},
    "li": {*_READ, "value"},
    "td": {*_READ, "colspan", "rowspan", "scope"},
    "th": {*_READ, "colspan", "rowspan", "scope"},
}
# Addresses are judged where they are read: a picture that cannot come along must be named.
_SCHEMES = {
    "http",
    "https",
    "mailto",
    "tel",
    "sha256",
    "file",
    "data",
    "blob",
    "cid",
    "webkit-fake-url",
    "about",
}
_CLEANER = nh3.Cleaner(
    tags=set(INLINE | BLOCKS | _STRUCTURE),
    clean_content_tags=set(_GONE),
    attributes=_ATTRIBUTES,
    link_rel=None,
    url_schemes=_SCHEMES,
)
_STRICT = nh3.Cleaner(
    tags=set(ATTRIBUTES),
    clean_content_tags=set(_GONE),
    attributes={name: set(some) for name, some in ATTRIBUTES.items() if some},
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel", "sha256"},
)


@dataclass(slots=True, eq=False)
class Element:
    """An element with what is in it: texts and elements."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute; empty where there is none."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """The elements right below it."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """It and every element below it, in order."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(list(one.elements())))

    def text(self) -> str:
        """All characters in it."""
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                parts.append(one)
            else:
                waiting.extend(reversed(one.children))
        return "".join(parts)


def tree_of(html: str) -> Element:
    """The elements of some HTML, under a root of our own."""
    builder = _Builder()
    builder.feed(_CLEANER.clean(html))
    builder.close()
    return builder.root


def strictly(html: str) -> str:
    """The HTML with nothing but the vocabulary, as nh3 writes it: a text of ours is equal to that."""
    return _STRICT.clean(html)


class _Builder(HTMLParser):
    """Reads what nh3 wrote: every element closed, no comment, no element whose content is not text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [("body", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = self._open[-1][1]
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag in VOID or tag == "hr":
            around.children.append(element)
        elif len(self._open) > _DEEPEST and around.name not in _STRUCTURE - _HOLDING:
            # Its content stands in what is around it, which holds text.
            self._open.append((tag, around))
        else:
            around.children.append(element)
            self._open.append((tag, element))

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1][1].children.append(data)
