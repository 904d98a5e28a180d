"""Was a normative document reviewed for legality as it must be before it is deliberated on?

《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》: the review cannot be left out; only what
was found legal goes on; as a rule it takes neither less nor more than so many working days.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import Dated, DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.words import plain, words_of
from gongkai.workdays import Calendar, calendar


@dataclass(frozen=True, slots=True)
class Conclusion(Kind):
    """A conclusion of the review. `passes`: the document may be handed to the deliberation."""

    passes: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Working days: as a rule not fewer, at the longest."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Making:
    """What is known of how a document came to be; the days in the order in which they must follow."""

    conclusion: str = ""
    sent_on: date | None = None
    reviewed_on: date | None = None
    deliberated_on: date | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with the making of a document. `blocks`: it cannot be issued so; else it is asked about.

    `about`: the field of Making.
    """

    about: str
    blocks: bool
    message: str


_REVIEW = {"conclusion": "合法性审核结论", "reviewed_on": "合法性审核日期"}


@functools.lru_cache
def legality_conclusions(book: Lawbook | None = None) -> DatedList[Conclusion]:
    """The conclusions of the review."""
    return words_of("legality_conclusions.yaml", "合法性审核结论", _conclusion, book or lawbook())


@functools.lru_cache
def legality_term(book: Lawbook | None = None) -> Dated[Span]:
    """How long the review takes as a rule."""
    book = book or lawbook()
    for _, node in book.node("publication/legality_term.yaml").entries():
        label = node.text("label")
        found = book.dated(node, label, _span)
        node.done()
        return found
    raise book.node("publication/legality_term.yaml").refuse("", "缺少合法性审核的时间。")


def flaws(making: Making, *, known: Calendar | None = None, book: Lawbook | None = None) -> tuple[Flaw, ...]:
    """What the law of its day finds wrong, in the order of the work. `known`: the calendar that counts.

    Of a document from before that law nothing is asked.
    """
    if making.issued_on is not None and not legality_term(book).holds(making.issued_on):
        return ()
    return (*_of_the_review(making, known or calendar(book), book), *_of_the_order(making))


def _of_the_review(making: Making, known: Calendar, book: Lawbook | None) -> Iterator[Flaw]:
    if not making.conclusion or making.reviewed_on is None:
        given = {"conclusion": making.conclusion, "reviewed_on": making.reviewed_on}
        missing = {name: label for name, label in _REVIEW.items() if not given[name]}
        said = f"没有写明{'、'.join(missing.values())}；合法性审核必经，未经审核的不得提交集体审议、印发。"
        yield Flaw(next(iter(missing)), True, said)
        return
    found = legality_conclusions(book)[making.conclusion]
    if not found.passes:
        told = f"合法性审核的结论是“{found.label}”{found.source.cited}"
        said = f"{told}，不得提交集体审议、印发；改好以后重新审核。"
        yield Flaw("conclusion", True, said)
    if making.sent_on is not None and making.sent_on <= making.reviewed_on:
        yield from _of_its_length(making.sent_on, making.reviewed_on, known, book)


def _of_its_length(sent: date, reviewed: date, known: Calendar, book: Lawbook | None) -> Iterator[Flaw]:
    if not legality_term(book).holds(reviewed):
        return
    value = legality_term(book).on(reviewed)
    took, span = known.count(sent, reviewed), value.value
    if not span.least <= took <= span.most:
        said = (
            f"合法性审核用了 {took} 个工作日，一般不少于 {span.least} 个、最长不超过 {span.most} 个工作日"
            f"{value.source.cited}；是应急等例外情形的请说明。"
        )
        yield Flaw("reviewed_on", False, said)


def _of_the_order(making: Making) -> Iterator[Flaw]:
    """Sent, reviewed, deliberated on, issued."""
    if making.deliberated_on is None:
        yield Flaw("deliberated_on", False, "没有写明集体审议的日期；请填写，不经集体审议的请说明。")
    steps = (
        ("reviewed_on", "合法性审核日期", making.reviewed_on, "送审日期", making.sent_on),
        ("deliberated_on", "集体审议日期", making.deliberated_on, "合法性审核日期", making.reviewed_on),
        ("issued_on", "成文日期", making.issued_on, "集体审议日期", making.deliberated_on),
    )
    for about, label, after, before_label, before in steps:
        if after is not None and before is not None and after < before:
            yield Flaw(about, True, f"{label} {after} 早于{before_label} {before}；请核对。")


def _conclusion(book: Lawbook, code: str, node: Node) -> Conclusion:
    word = plain(book, code, node)
    return Conclusion(code, word.label, word.source, node.flag("passes"))


def _span(node: Node) -> Span:
    return Span(node.integer("least", least=1), node.integer("most", least=1))
