"""How may a column of a list with persons stand in public: as it is, masked, shortened, or not at all?

A column is known by its head (`law/publication/person_columns.yaml`). Who makes the list may choose a
stricter way where one is named, never a laxer one.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.errors import UsageError
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.words import plain, words_of

WAYS: Mapping[str, str] = {
    "keep": "照样",
    "surname": "只留姓",
    "identity": "遮盖证件号码",
    "phone": "遮盖电话",
    "account": "遮盖账号",
    "contact": "遮盖邮箱、社交账号",
    "town": "住址只到乡镇、街道",
    "year": "只留年份",
    "drop": "不公开",
}
KEEP, DROP = "keep", "drop"


@dataclass(frozen=True, slots=True)
class PersonColumn(Kind):
    """What stands in a column. `heads`: words of its head; `how`: one of WAYS; `choices`: stricter ones."""

    heads: tuple[str, ...]
    how: str
    choices: tuple[str, ...]


@functools.lru_cache
def person_columns(book: Lawbook | None = None) -> DatedList[PersonColumn]:
    """The columns in the order in which a head is held against them."""
    return words_of("person_columns.yaml", "名单的栏", _column, book or lawbook())


def column_of(head: str, day: date, book: Lawbook | None = None) -> PersonColumn | None:
    """Which column stands below this head; None for one that says nothing of a person by itself."""
    plain_head = "".join(head.split())
    known = person_columns(book).on(max(day, _first(book))).values()
    return next((one for one in known if any(word in plain_head for word in one.heads)), None)


def way_of(head: str, day: date, chosen: str = "", book: Lawbook | None = None) -> str:
    """How the column stands in public. Raises UsageError for a way that may not be chosen for it."""
    column = column_of(head, day, book)
    if not chosen or chosen == DROP:
        return chosen or (column.how if column else KEEP)
    allowed = (column.how, *column.choices) if column else (KEEP,)
    if chosen not in allowed:
        offered = "、".join(WAYS[one] for one in dict.fromkeys((*allowed, DROP)))
        raise UsageError(f"「{head}」这一栏不能“{WAYS.get(chosen, chosen)}”；可以{offered}。")
    return chosen


def _first(book: Lawbook | None) -> date:
    """The rules are those of today also for a list of before they were made."""
    return min(dated.since for dated in person_columns(book).words.values())


def _column(book: Lawbook, code: str, node: Node) -> PersonColumn:
    word = plain(book, code, node)
    how = node.text("how", allowed=[*WAYS])
    choices = node.texts("choices", default=())
    if unknown := [one for one in choices if one not in WAYS]:
        raise node.refuse("choices", f"不认识「{unknown[0]}」；可用：{'、'.join(WAYS)}。")
    return PersonColumn(code, word.label, word.source, node.texts("heads"), how, choices)
