"""Which words of the field say the same thing, so that who looks for one of them also finds the others?

`law/synonyms.yaml`: formal names with their abbreviations and what people call them, dated as all of the law.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node

FILE, _BETWEEN, _LEAST = "synonyms.yaml", "＝", 2


@dataclass(frozen=True, slots=True)
class Subject:
    """The groups of one subject; each is its words, the formal one first."""

    name: str
    groups: tuple[tuple[str, ...], ...]


@functools.lru_cache
def synonyms(book: Lawbook | None = None) -> DatedList[Subject]:
    """The groups by subject. Raises LawError where the file is malformed or a word stands in two groups."""
    book = book or lawbook()
    found = book.listed(FILE, "同义词", _subject)
    known: dict[str, str] = {}
    for code, dated in found.words.items():
        for group in dated.values[-1].value.groups:
            for word in group:
                if word in known:
                    raise book.node(FILE).refuse(code, f"「{word}」已经在另一组里；一个词只写在一组。")
                known[word] = code
    return found


@functools.lru_cache(maxsize=8)
def others_of(day: date) -> Mapping[str, tuple[str, ...]]:
    """By each word the others that say the same on that day."""
    subjects = synonyms().on(day).values()
    groups = [group for subject in subjects for group in subject.groups]
    return {word: tuple(other for other in group if other != word) for group in groups for word in group}


def _subject(code: str, node: Node) -> Subject:
    return Subject(code, tuple(_group(node, line) for line in node.texts("groups")))


def _group(node: Node, line: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in line.split(_BETWEEN))
    if len(words) < _LEAST or any(len(word) < _LEAST for word in words):
        raise node.refuse("groups", f"「{line}」应是两个以上的词，每个两个字以上，用“{_BETWEEN}”隔开。")
    inside = next((one for one in words for other in words if one != other and one in other), "")
    if inside:
        raise node.refuse(
            "groups", f"「{line}」里「{inside}」是同组另一个词的一部分，本来就找得到；请去掉它。"
        )
    return words
