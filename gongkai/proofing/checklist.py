"""发布前清单: what is to be mended or confirmed before this item goes out, all points at once?

One function for form, API, batch and command. It takes the item as it is and the day; it asks nobody else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.errors import NotInForce
from gongkai.lawbook import Lawbook, lawbook
from gongkai.proofing.finding import Finding, ordered
from gongkai.proofing.kinds import proofing_kinds
from gongkai.proofing.language import Language, unlike_own
from gongkai.proofing.links import links
from gongkai.proofing.markup import page_passage
from gongkai.proofing.passage import Passage, plain_passage
from gongkai.proofing.personal import personal_data, without_numbers
from gongkai.proofing.protected import Phrase, slips
from gongkai.proofing.words import Word, wrong_words
from gongkai.publication.elements import element_lists, missing
from gongkai.publication.terms import GENERAL, publication_due

_BODY = "正文"
_ANNEX = re.compile(r"附件[一二三四五六七八九十0-9]{0,3}[:：]|(?:详见|见|参见)附件")


@dataclass(frozen=True, slots=True)
class Habits:
    """What an agency has of its own: words, fixed phrases, the ends of its inner hosts, its language."""

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    intranet: tuple[str, ...] = ()
    language: Language | None = None


NO_HABITS = Habits()


@dataclass(frozen=True, slots=True)
class Part:
    """One text of an item: its field, what people call it, and whether it is a page of HTML."""

    field: str
    label: str
    text: str
    page: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes out with the item; `text` is None where it could not be read."""

    key: str
    name: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """An item before it is published.

    `kind` names a list of elements in `publication/elements.yaml`, `elements` is what is filled in, by key;
    `term` names the term within which it must be public, from `formed_on`.
    """

    title: str
    body: str = ""
    summary: str = ""
    document_number: str = ""
    others: tuple[Part, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    kind: str = ""
    elements: Mapping[str, object] = field(default_factory=dict)
    formed_on: date | None = None
    term: str = GENERAL


def item_of(content: Mapping[str, Any], texts: Mapping[str, str | None], *, kind: str = "") -> Item:
    """The item of its canonical content; `texts`: what its attachments say, by digest."""
    attachments = [
        Attachment(one["sha256"], one.get("name", ""), texts.get(one["sha256"]))
        for one in content.get("attachments", [])
    ]
    formed_on = content.get("formed_on")
    return Item(
        title=content.get("title", ""),
        body=content.get("body", ""),
        summary=content.get("summary", ""),
        document_number=content.get("document_number", ""),
        attachments=tuple(attachments),
        kind=kind,
        elements=content,
        formed_on=date.fromisoformat(formed_on) if formed_on else None,
    )


def checklist(item: Item, day: date, habits: Habits = NO_HABITS) -> tuple[Finding, ...]:
    """All open points of an item on that day: the gravest first, then as one reads."""
    parts = list(_parts(item))
    found = [*_missing(item, day), *_late(item, day), *_annexes(item, day)]
    for part in parts:
        found += _looked_through(part, day, habits)
    known = [] if not item.kind else list(element_lists()[item.kind].elements)
    return ordered(found, dict.fromkeys([*(part.field for part in parts), *known, "formed_on", *_keys(item)]))


def proof(parts: Sequence[Part], day: date, habits: Habits = NO_HABITS) -> tuple[Finding, ...]:
    """The same for texts alone, of which no more is known."""
    found = [one for part in parts for one in _looked_through(part, day, habits)]
    return ordered(found, [part.field for part in parts])


def _parts(item: Item) -> Iterator[Part]:
    yield Part("title", "标题", item.title)
    yield Part("document_number", "文号", item.document_number)
    yield Part("summary", "内容概述", item.summary)
    yield Part("body", _BODY, item.body, page=True)
    yield from item.others
    for one in item.attachments:
        yield Part(f"attachment_name:{one.key}", "附件的名称", one.name)
        if one.text is not None:
            yield Part(f"attachment:{one.key}", _named(one), one.text)


def _named(one: Attachment) -> str:
    return f"附件《{without_numbers(one.name)}》"


def _keys(item: Item) -> list[str]:
    return [f"attachment:{one.key}" for one in item.attachments]


def _looked_through(part: Part, day: date, habits: Habits) -> list[Finding]:
    if not part.text:
        return []
    look = _kept_findings if len(part.text) <= _SHORT else _findings
    found = list(look(part, day, habits.words, habits.phrases, habits.intranet, lawbook()))
    if habits.language is not None:
        told = {place for one in found for place in range(one.start, one.end)}
        found += (one for one in unlike_own(_passage(part), day, habits.language) if one.start not in told)
    return found


def _findings(
    part: Part,
    day: date,
    words: tuple[Word, ...],
    phrases: tuple[Phrase, ...],
    intranet: tuple[str, ...],
    _: Lawbook,
) -> tuple[Finding, ...]:
    """What the lists find, by the law folder that is in use."""
    passage = _passage(part)
    return (
        *personal_data(passage, day),
        *wrong_words(passage, day, words),
        *slips(passage, day, phrases),
        *links(passage, day, part.text if part.page else None, intranet),
    )


# The rows of a batch are looked at as they come and as they are handed in, and much in them is the same.
_SHORT, _KEPT = 1000, 4096
_kept_findings = functools.lru_cache(maxsize=_KEPT)(_findings)


def _passage(part: Part) -> Passage:
    return (_page if part.page else plain_passage)(part.field, part.label, part.text)


# The body is read for each thing that is looked for in it.
_page = functools.lru_cache(maxsize=2)(page_passage)


def _body(item: Item) -> Passage:
    return _page("body", _BODY, item.body)


def _missing(item: Item, day: date) -> Iterator[Finding]:
    """The elements that the law of that day requires and the item lacks."""
    if not item.kind:
        return
    said = _body(item).text
    for one in missing(item.kind, day, item.elements, said):
        yield proofing_kinds()["missing_element"].at(
            one.key, one.label, (0, 0), day, quote="", reason=one.message
        )


def _late(item: Item, day: date) -> Iterator[Finding]:
    """The last day of article 26, or of a special term, is over."""
    if item.formed_on is None or item.formed_on > day:
        return
    try:
        due = publication_due(item.formed_on, item.term)
    except NotInForce:  # formed under the Regulations as they were before: the term is not in the law folder
        return
    if due.last is not None and day > due.last and due.term.bound == "within":
        yield proofing_kinds()["late_publication"].at(
            "formed_on", "生成日期", (0, 0), day, quote=str(due.last), reason=due.sentence
        )


def _annexes(item: Item, day: date) -> Iterator[Finding]:
    """Attachments that cannot be read, and those of which the text speaks and which are not there."""
    for one in item.attachments:
        if one.text is None or not one.text.strip():
            yield proofing_kinds()["attachment_unread"].at(
                f"attachment:{one.key}", _named(one), (0, 0), day, quote=""
            )
    passage = _body(item)
    told = _ANNEX.search(passage.text)
    if told and not item.attachments:
        yield proofing_kinds()["attachment_absent"].finding(passage, told.span(), day, quote=told[0])
