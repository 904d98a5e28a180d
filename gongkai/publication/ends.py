"""How may something that is public end, what does its address answer then, and is it still counted?

A closed list (`law/publication/ends.yaml`). Whether an end leaves the count of its year is dated: a period is
counted by the rule at its end.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.lawbook import DatedList, Lawbook, Source, lawbook
from gongkai.lawfile import Node

READABLE, ELSEWHERE, GONE = ANSWERS = (200, 301, 410)
SHOWN, HIDDEN, SEALED = TEXTS = ("shown", "hidden", "sealed")
FILE = "publication/ends.yaml"


@dataclass(frozen=True, slots=True)
class End:
    """One way to end. `answer`: the status of its old address; `text`: one of TEXTS.

    `mark`: what stands above a text that can still be read; `sentence`: what is said where it is gone.
    `basis`: by what it ended must be said. `urgent`: whoever is there may do it at once. `again`: it can
    become public again by a new review. `counted`: it stays in the count.
    """

    code: str
    label: str
    answer: int
    text: str
    listed: bool
    mark: str
    sentence: str
    basis: bool
    urgent: bool
    again: bool
    counted: bool
    source: Source

    @property
    def needs_successor(self) -> bool:
        """Its address leads to another item."""
        return self.answer == ELSEWHERE

    @property
    def effects(self) -> tuple[str, ...]:
        """What it does, for whoever chooses it: to its address, its page and the count, and afterwards."""
        lists = "仍在栏目、检索里" if self.listed else "不再列在栏目、检索里"
        text = {SHOWN: "正文照样可读", HIDDEN: "正文不再提供", SEALED: "正文封存，只有保密审查员能看"}
        address = {READABLE: "网址照样打开", ELSEWHERE: "网址转到另一条", GONE: "网址说明已经撤下"}
        told = (self.mark or self.sentence).format(day="办理当天").rstrip("。")
        counted = "仍计入公开数" if self.counted else "不再计入公开数，另行分列"
        again = "经审查可以再公开" if self.again else "不能再公开"
        return (
            f"{address[self.answer]}，{text[self.text]}，{lists}",
            *([f"页面上写“{told}”"] if told else []),
            counted,
            *([again] if self.text != SHOWN else []),
        )

    def said(self, day: date) -> str:
        """What the page says of it."""
        return (self.mark or self.sentence).format(day=day)


@functools.lru_cache
def ends(book: Lawbook | None = None) -> DatedList[End]:
    """All ways to end. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {}
    for code, node in book.node(FILE).entries():
        fixed = _fixed(node)
        dated = book.dated(node, fixed["label"], functools.partial(_end, book, code, fixed))
        node.done()
        found[code] = dated
    return DatedList("终止方式", found)


def leaving(day: date, book: Lawbook | None = None) -> tuple[str, ...]:
    """The ends that leave the count of a period that is over on that day."""
    known = ends(book)
    return tuple(code for code, end in known.on(max(day, _first(known))).items() if not end.counted)


def _first(known: DatedList[End]) -> date:
    return min(dated.since for dated in known.words.values())


def _end(book: Lawbook, code: str, fixed: Mapping[str, Any], node: Node) -> End:
    return End(code, counted=node.flag("counted"), source=book.source(node), **fixed)


def _fixed(node: Node) -> dict[str, Any]:
    """What of it does not change by day."""
    answer, text = node.integer("answer"), node.text("text", allowed=TEXTS)
    if answer not in ANSWERS:
        raise node.refuse("answer", f"「{answer}」不在允许的值之内：{'、'.join(map(str, ANSWERS))}。")
    if (text == SHOWN) != (answer == READABLE):
        raise node.refuse("text", f"answer 是 {answer}，正文不能是「{text}」；仍可读的才写 shown。")
    mark, sentence = node.text("mark", default=""), node.text("sentence", default="")
    if bool(mark) != (answer == READABLE) or bool(sentence) != (answer == GONE):
        raise node.refuse("mark", "仍可读的写 mark，已经撤下的写 sentence，转到别处的都不写。")
    flags = {name: node.flag(name) for name in ("listed", "basis", "urgent", "again")}
    if flags["listed"] and answer != READABLE:
        raise node.refuse("listed", "不再提供正文的不能仍在栏目里。")
    told = {"label": node.text("label"), "mark": mark, "sentence": sentence}
    return {"answer": answer, "text": text, **told, **flags}
