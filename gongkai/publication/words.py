"""Which words may be chosen of a piece of information – attribute, theme, genre, channel, field – on a day?

Each list is a file of `law/publication/`; what was recorded keeps its word when the list changes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from gongkai.lawbook import DatedList, Lawbook, N, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.elements import element_lists
from gongkai.publication.terms import publication_terms

FOLDER = "publication"
MEDIA = ("site", "account", "press", "place", "person", "handover")
CYCLE_UNITS = ("days", "months", "on_change")


@dataclass(frozen=True, slots=True)
class Attribute(Kind):
    """主动公开, 依申请公开, 不予公开. `footnote` is printed below the document.

    `reason`: a reason and its article must be given; `reassessed`: it is looked at again (第十八条).
    """

    reason: bool
    reassessed: bool
    footnote: str


@dataclass(frozen=True, slots=True)
class Genre(Kind):
    """体裁. What one of this genre goes by, before what its column says.

    `elements`: what it must say, by its list in `elements.yaml`; `term`: within which it must be public.
    Either may be empty.
    """

    elements: str
    term: str


@dataclass(frozen=True, slots=True)
class Theme(Kind):
    """主题分类. `within`: the theme above it, or empty."""

    within: str


@dataclass(frozen=True, slots=True)
class Channel(Kind):
    """渠道. `medium`: one of MEDIA; an item may go out by any number of them."""

    medium: str


@dataclass(frozen=True, slots=True)
class Field(Kind):
    """领域. `within`: the fields into which it rolls up."""

    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cycle(Kind):
    """更新周期. `amount` in `unit`; with `on_change` there is nothing to count."""

    unit: str
    amount: int


@dataclass(frozen=True, slots=True)
class InformationClass(Kind):
    """信息大类. `report`: its entry in the yearly statement of a site, or empty."""

    report: str


@functools.lru_cache
def attributes(book: Lawbook | None = None) -> DatedList[Attribute]:
    """The attributes of disclosure."""
    return _words("attributes.yaml", "公开属性", _attribute, book)


@functools.lru_cache
def themes(book: Lawbook | None = None) -> DatedList[Theme]:
    """The themes, each after the one that it belongs to."""
    return _words("themes.yaml", "主题分类", _theme, book)


@functools.lru_cache
def genres(book: Lawbook | None = None) -> DatedList[Genre]:
    """The genres."""
    return _words("genres.yaml", "体裁", _genre, book)


@functools.lru_cache
def levels(book: Lawbook | None = None) -> DatedList[Kind]:
    """The levels of government by which article 21 adds to what is published."""
    return _words("levels.yaml", "层级", plain, book)


@functools.lru_cache
def channels(book: Lawbook | None = None) -> DatedList[Channel]:
    """The channels, online and off."""
    return _words("channels.yaml", "公开渠道", _channel, book)


@functools.lru_cache
def fields(book: Lawbook | None = None) -> DatedList[Field]:
    """The field tags, each after those into which it rolls up."""
    return _words("fields.yaml", "领域", _field, book)


@functools.lru_cache
def grassroots_fields(book: Lawbook | None = None) -> DatedList[Kind]:
    """The fields of grassroots disclosure."""
    return _words("grassroots.yaml", "基层公开领域", plain, book)


@functools.lru_cache
def sectors(book: Lawbook | None = None) -> DatedList[Kind]:
    """The sectors of public enterprises (第五十五条)."""
    return _words("sectors.yaml", "公共企事业单位的领域", plain, book)


@functools.lru_cache
def cycles(book: Lawbook | None = None) -> DatedList[Cycle]:
    """The update cycles of columns."""
    return _words("cycles.yaml", "更新周期", _cycle, book)


@functools.lru_cache
def information_classes(book: Lawbook | None = None) -> DatedList[InformationClass]:
    """The classes of the yearly statement of a site."""
    return _words("classes.yaml", "信息大类", _class, book)


@functools.lru_cache
def article_classes(book: Lawbook | None = None) -> DatedList[Kind]:
    """The classes of articles on new-media accounts; together they are all."""
    return _words("article_classes.yaml", "稿件分类", plain, book)


def words_of(file: str, what: str, parse: Callable[[Lawbook, str, Node], N], book: Lawbook) -> DatedList[N]:
    """A list of `law/publication/`."""
    return book.listed(f"{FOLDER}/{file}", what, functools.partial(parse, book))


def _words(
    file: str, what: str, parse: Callable[[Lawbook, str, Node], N], book: Lawbook | None
) -> DatedList[N]:
    return words_of(file, what, parse, book or lawbook())


def above(book: Lawbook, node: Node, code: str) -> list[str]:
    """The words that stand above this one in its file, so that nothing can belong to itself."""
    written = list(book.node(node.file))
    return written[: written.index(code)]


def plain(book: Lawbook, code: str, node: Node) -> Kind:
    """A word with nothing but its label."""
    return Kind(code, node.text("label"), book.source(node))


def _attribute(book: Lawbook, code: str, node: Node) -> Attribute:
    word = plain(book, code, node)
    told = (node.flag("reason"), node.flag("reassessed"), node.text("footnote"))
    return Attribute(code, word.label, word.source, *told)


def _genre(book: Lawbook, code: str, node: Node) -> Genre:
    word = plain(book, code, node)
    elements = node.text("elements", default="", allowed=["", *element_lists(book)])
    term = node.text("term", default="", allowed=["", *publication_terms(book)])
    return Genre(code, word.label, word.source, elements, term)


def _theme(book: Lawbook, code: str, node: Node) -> Theme:
    word = plain(book, code, node)
    within = node.text("within", default="", allowed=["", *above(book, node, code)])
    return Theme(code, word.label, word.source, within)


def _channel(book: Lawbook, code: str, node: Node) -> Channel:
    word = plain(book, code, node)
    return Channel(code, word.label, word.source, node.text("medium", allowed=MEDIA))


def _field(book: Lawbook, code: str, node: Node) -> Field:
    word, known = plain(book, code, node), above(book, node, code)
    within = node.texts("within", default=())
    if unknown := [one for one in within if one not in known]:
        raise node.refuse("within", f"「{unknown[0]}」不是写在前面的领域；上级要写在前面。")
    return Field(code, word.label, word.source, within)


def _cycle(book: Lawbook, code: str, node: Node) -> Cycle:
    word, unit = plain(book, code, node), node.text("unit", allowed=CYCLE_UNITS)
    amount = 0 if unit == "on_change" else node.integer("amount", least=1)
    return Cycle(code, word.label, word.source, unit, amount)


def _class(book: Lawbook, code: str, node: Node) -> InformationClass:
    word = plain(book, code, node)
    return InformationClass(code, word.label, word.source, node.text("report", default=""))
