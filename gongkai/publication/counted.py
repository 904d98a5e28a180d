"""As what is an item counted: which class of interpretation is it, and in which fields does it count?

The class of an interpretation is exclusive, so that the parts add up to the whole (handbook 06 §4). A field
rolls up into others: an item counts once in each of them, however many of its tags lead there.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.words import fields, plain, words_of


@dataclass(frozen=True, slots=True)
class InterpretationClass(Kind):
    """统计分类. It takes what is by one of `authors` or in one of `forms`; the last takes all the rest."""

    authors: tuple[str, ...]
    forms: tuple[str, ...]
    report: str

    def takes(self, author: str, form: str) -> bool:
        """Whether an interpretation by that author in that form belongs here."""
        return author in self.authors or form in self.forms or not (self.authors or self.forms)


@functools.lru_cache
def interpretation_authors(book: Lawbook | None = None) -> DatedList[Kind]:
    """By whom a policy is interpreted."""
    return words_of("interpretation_authors.yaml", "解读主体", plain, book or lawbook())


@functools.lru_cache
def interpretation_forms(book: Lawbook | None = None) -> DatedList[Kind]:
    """In which form a policy is interpreted."""
    return words_of("interpretation_forms.yaml", "解读形式", plain, book or lawbook())


@functools.lru_cache
def interpretation_classes(book: Lawbook | None = None) -> DatedList[InterpretationClass]:
    """The exclusive classes, in the order in which they are tried; the last takes what no other took."""
    book = book or lawbook()
    found = words_of("interpretation_classes.yaml", "解读统计分类", _class, book)
    catching = [code for code, one in found.items() if not (one.authors or one.forms)]
    if catching != list(found)[-1:]:
        raise book.node("publication/interpretation_classes.yaml").refuse(
            "", "最后一个、也只有最后一个分类不写 authors 和 forms，它收下其余的解读。"
        )
    return found


def interpretation_class(author: str, form: str, day: date, book: Lawbook | None = None) -> str:
    """The one class in which an interpretation counts. Raises UsageError for an unknown author or form."""
    interpretation_authors(book).at(author, day)
    interpretation_forms(book).at(form, day)
    tried = interpretation_classes(book).on(day)
    return next(code for code, one in tried.items() if one.takes(author, form))


def rolled_up(tags: Iterable[str], day: date, book: Lawbook | None = None) -> frozenset[str]:
    """The fields in which an item with these tags counts: the tags and all that they roll up into."""
    known = fields(book)
    found: set[str] = set()
    waiting = list(tags)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += known.at(code, day).within
    return frozenset(found)


def _class(book: Lawbook, code: str, node: Node) -> InterpretationClass:
    word = plain(book, code, node)
    authors, forms = node.texts("authors", default=()), node.texts("forms", default=())
    for key, given, words in (
        ("authors", authors, interpretation_authors(book)),
        ("forms", forms, interpretation_forms(book)),
    ):
        if unknown := [one for one in given if one not in words]:
            raise node.refuse(key, f"不认识「{unknown[0]}」；可用：{'、'.join(words)}。")
    return InterpretationClass(code, word.label, word.source, authors, forms, node.text("report", default=""))
