"""Which articles does a feed name: Atom 1.0 (RFC 4287), RSS 2.0 and its elders, RSS 1.0 (RDF)?

What a machine wrote for machines, on a server that nobody here knows: the bytes may be anything. A day is
told in Beijing time; where a feed says none, none is made up.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from lxml import etree

from gongkai.errors import UnsupportedFormat
from gongkai.pages.decoding import writable
from gongkai.reading.formats.package import parse_xml

_BEIJING = timezone(timedelta(hours=8))
_KINDS = {"feed": "entry", "rss": "item", "RDF": "item"}
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_TAG = re.compile(r"<[^<>]{1,500}>")
_LONGEST_TITLE = 300

Join = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article. `key`: the digest by which its feed names it; `day`: None where the feed says none.

    `link` is empty where none leads to a page of the web.
    """

    key: str
    title: str
    link: str
    day: date | None
    classes: tuple[str, ...]


def read_feed(body: bytes, address: str, join: Join) -> tuple[Entry, ...]:
    """The articles in the order of the feed, each once. Raises ReadingError where it is none.

    `join`: a link as it is written, with what the address before it leaves to be understood; it raises
    ValueError.
    """
    root = parse_xml(body.lstrip(), "订阅源", "XML", "订阅源")
    kind = _KINDS.get(_name(root))
    if kind is None:
        raise UnsupportedFormat("这不是 Atom 或者 RSS 订阅源；请核对网址，它应当是一个 XML 文件。")
    found: dict[str, Entry] = {}
    for node in root.iter("{*}" + kind):
        one = _entry(node, address, join, is_atom=kind == "entry")
        found.setdefault(one.key, one)
    return tuple(found.values())


def _entry(node: etree._Element, address: str, join: Join, *, is_atom: bool) -> Entry:
    parts: dict[str, list[etree._Element]] = {}
    for child in node.iterchildren(etree.Element):
        parts.setdefault(_name(child), []).append(child)
    title = _title(parts.get("title", []), is_atom=is_atom)
    link = ""
    if written := _written_link(parts, is_atom=is_atom):
        with suppress(ValueError):
            link = join(join(address, _base(node)), written)
    link = link if link.startswith(("http://", "https://")) else ""
    said = next((text for text in map(_text, (*parts.get("id", []), *parts.get("guid", []))) if text), "")
    about = next((str(value) for name, value in node.attrib.items() if str(name).endswith("}about")), "")
    day = _day_of(parts)
    named = said or about or link or f"{title} {day}"
    key = hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()
    return Entry(key, title, link, day, tuple(_classes(parts.get("category", []))))


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname


def _text(node: etree._Element) -> str:
    return " ".join(writable("".join(str(one) for one in node.itertext())).split())


def _title(nodes: list[etree._Element], *, is_atom: bool) -> str:
    """As it is read: what is written as HTML, which RSS never says, without its tags."""
    if not nodes:
        return ""
    text = _text(nodes[0])
    if not is_atom or nodes[0].get("type") == "html":
        text = html.unescape(_TAG.sub("", text))
    return " ".join(writable(text).split())[:_LONGEST_TITLE]


def _written_link(parts: dict[str, list[etree._Element]], *, is_atom: bool) -> str:
    links = parts.get("link", [])
    if is_atom:
        shown = (one for one in links if one.get("rel", "alternate") == "alternate")
        return next((str(one.get("href", "")).strip() for one in shown), "")
    written = next((text for text in map(_text, links) if text), "")
    lasting = (one for one in parts.get("guid", []) if one.get("isPermaLink") != "false")
    return written or next((text for text in map(_text, lasting) if text.startswith("http")), "")


def _base(node: etree._Element) -> str:
    """The address that the feed names as the one from which its links are told (xml:base)."""
    for one in (node, *node.iterancestors()):
        if one.get(_BASE):
            return str(one.get(_BASE)).strip()
    return ""


def _classes(nodes: list[etree._Element]) -> Iterator[str]:
    for one in nodes:
        yield from filter(None, (_text(one), str(one.get("label", "")), str(one.get("term", ""))))


def _day_of(parts: dict[str, list[etree._Element]]) -> date | None:
    """The day of publication; where only that of the last change is told, that."""
    for name in ("published", "pubDate", "date", "issued", "updated"):
        for node in parts.get(name, []):
            day = _day(_text(node))
            if day is not None:
                return day
    return None


def _day(written: str) -> date | None:
    """RFC 3339, else RFC 822; without a zone it is meant in Beijing."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError, OverflowError, IndexError):
            moment = read(written)
            return (moment.astimezone(_BEIJING) if moment.tzinfo else moment).date()
    return None
