"""What changed between two texts? Field by field; in the running text by lines and words, the rest folded.

A second reader sees the difference first: a look at a small change takes ten seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lxml import html

from gongkai_web.publishing.items.content import FIELDS, Content, spoken
from gongkai_web.publishing.items.labels import lines_of

_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "caption", "figcaption", "tr")
_ALIKE = 0.5
_IN_FIGURE = re.compile(r"<figure>(<img [^>]*>)")
_PICTURE = re.compile(r'<img src="sha256:([0-9a-f]{8})[0-9a-f]{56}" alt="([^"]*)">')
_LINK = re.compile(r'<a href="(?!#)([^"]*)">(.*?)</a>', re.DOTALL)
_WORDS = re.compile(r"[A-Za-z0-9.%]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line: as they were, or taken out or put in."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A line on both sides; one of them may be missing. `folded`: so many lines without a change."""

    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that changed."""

    name: str
    label: str
    passages: tuple[Passage, ...]


def differences(old: Content, new: Content) -> list[Changed]:
    """The fields that differ, in the order of the text; against an empty text all that is filled in."""
    old, new = (spoken(one) for one in (old, new))
    return [
        Changed(name, field.label, tuple(_passages(_lines(old, name), _lines(new, name))))
        for name, field in FIELDS.items()
        if old.get(name, field.empty) != new.get(name, field.empty)
    ]


def lines_of_html(source: str) -> list[str]:
    """The text of a page as lines, one a paragraph, an item of a list or a row of a table."""
    if not source.strip():
        return []
    tree = html.fragment_fromstring(source, create_parent="div")
    found = [one for one in tree.iter(*_BLOCKS) if not any(True for _ in one.iterancestors("tr"))]
    told = [_text(one) for one in found if not any(True for _ in one.iterdescendants(*_BLOCKS[:-1]))]
    return [line for line in told if line] or [_text(tree)]


def _text(element: Any) -> str:
    cells = element.xpath("./td|./th")
    if cells:
        return "｜".join(" ".join(cell.text_content().split()) for cell in cells)
    return " ".join(element.text_content().split())


def _lines(content: Content, name: str) -> list[str]:
    value = content.get(name, FIELDS[name].empty)
    return lines_of_html(_spelt_out(value)) if name == "body" else lines_of(name, value)


def _spelt_out(body: str) -> str:
    """The text with its pictures and the targets of its links in words: another one is a difference, too."""
    framed = _IN_FIGURE.sub(r"<figure><p>\1</p>", body)
    shown = _PICTURE.sub(r"〔图 \1：\2〕", framed)
    return _LINK.sub(r"\2〔链接 \1〕", shown)


def _passages(old: list[str], new: list[str]) -> Iterator[Passage]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Passage(folded=i2 - i1)
            continue
        before, after = old[i1:i2], new[j1:j2]
        for place in range(max(len(before), len(after))):
            yield _pair(
                before[place] if place < len(before) else None, after[place] if place < len(after) else None
            )


def _pair(old: str | None, new: str | None) -> Passage:
    if old is None or new is None:
        return Passage(_whole(old), _whole(new))
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    words = SequenceMatcher(None, before, after, autojunk=False)
    if words.ratio() < _ALIKE:
        return Passage(_whole(old), _whole(new))
    left, right = [], []
    for kind, i1, i2, j1, j2 in words.get_opcodes():
        left.append(Piece("".join(before[i1:i2]), kind != "equal"))
        right.append(Piece("".join(after[j1:j2]), kind != "equal"))
    return Passage(tuple(one for one in left if one.text), tuple(one for one in right if one.text))


def _whole(line: str | None) -> tuple[Piece, ...]:
    return (Piece(line, True),) if line else ()
