"""基层政务公开事项标准目录: which columns has it, which head is which, and what is wrong with a row?

国办发〔2019〕54号; handbook 06 §7. The columns stand in `law/publication/standard_columns.yaml`.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.words import plain, words_of

_MARKS = str.maketrans("", "", " \u3000\t\n\r*＊（）()：:、/／")
_LEAST_HEADS = 4
_APART = "、，,；;/／\n■□√☑●○"


@dataclass(frozen=True, slots=True)
class StandardColumn(Kind):
    """A column. `choices`: what may stand in it, anything where empty; `accepted`: other heads met."""

    required: bool
    choices: tuple[str, ...]
    accepted: tuple[str, ...]

    def is_headed(self, head: str) -> bool:
        """Whether a head of a sheet names this column."""
        return _bare(head) in {_bare(one) for one in (self.label, *self.accepted)}


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the columns of a sheet stand. `ticks`: of a column, under which place each choice is ticked.

    `below`: the first row under the head.
    """

    places: Mapping[str, int]
    ticks: Mapping[str, Mapping[str, int]]
    below: int


@functools.lru_cache
def standard_columns(book: Lawbook | None = None) -> DatedList[StandardColumn]:
    """The columns of the standard catalogue, in their order."""
    return words_of("standard_columns.yaml", "标准目录的栏", _column, book or lawbook())


def heads_within(
    rows: Sequence[Sequence[str]], day: date, book: Lawbook | None = None, *, most: int = 10
) -> Heads | None:
    """The head of a sheet among its first rows; None where nothing looks like one.

    It may stand in two rows: 公开对象 above 全社会 and 特定群众, which then are ticked.
    """
    known = standard_columns(book).on(day)
    for at, row in enumerate(rows[:most]):
        places = _headed(row, known)
        if len(places) >= _LEAST_HEADS:
            below = rows[at + 1] if at + 1 < len(rows) else ()
            return _with_second_row(places, below, at + 1, known)
    return None


def lacking_heads(heads: Heads, day: date, book: Lawbook | None = None) -> list[str]:
    """The labels of the required columns that a sheet does not have."""
    known = standard_columns(book).on(day).items()
    there = {*heads.places, *heads.ticks}
    return [column.label for code, column in known if column.required and code not in there]


def values_of(row: Sequence[str], heads: Heads, is_tick: Callable[[str], bool]) -> dict[str, str]:
    """What a row says, by column; what is ticked is said in the words of its head."""
    found = {code: row[place] if place < len(row) else "" for code, place in heads.places.items()}
    for code, choices in heads.ticks.items():
        ticked = [word for word, place in choices.items() if place < len(row) and is_tick(row[place])]
        found[code] = "、".join(ticked)
    return found


def chosen(column: StandardColumn, value: str) -> tuple[list[str], list[str]]:
    """The choices that a cell names, and what it names that is none: 主动公开 names 主动."""
    found: list[str] = []
    unknown: list[str] = []
    for one in apart(value):
        fitting = [choice for choice in column.choices if one.startswith(choice)]
        (found if fitting else unknown).append(fitting[0] if fitting else one)
    return found, unknown


def row_problems(row: Mapping[str, str], day: date, book: Lawbook | None = None) -> tuple[str, ...]:
    """What is wrong with a row, each in a sentence; none where it can be taken."""
    return tuple(_problems(row, day, book))


def apart(text: str) -> list[str]:
    """The entries of a cell that holds several."""
    for mark in _APART:
        text = text.replace(mark, "\x1f")
    return [one.strip() for one in text.split("\x1f") if one.strip()]


def _problems(row: Mapping[str, str], day: date, book: Lawbook | None) -> Iterator[str]:
    for code, column in standard_columns(book).on(day).items():
        value = row.get(code, "").strip()
        if not value and column.required:
            yield f"「{column.label}」没有填写。"
        unknown = chosen(column, value)[1] if column.choices else []
        if unknown:
            yield f"「{column.label}」写的是「{unknown[0]}」；可用：{'、'.join(column.choices)}。"


def _headed(row: Sequence[str], known: Mapping[str, StandardColumn]) -> dict[str, int]:
    """Which column stands at which place, by the heads; the first place where it stands twice."""
    found: dict[str, int] = {}
    for place, head in enumerate(row):
        code = next((code for code, column in known.items() if column.is_headed(head)), None)
        if code is not None:
            found.setdefault(code, place)
    return found


def _with_second_row(
    places: dict[str, int], row: Sequence[str], below: int, known: Mapping[str, StandardColumn]
) -> Heads:
    """The head with its second row, where that row says nothing but heads."""
    own, ticks = _headed(row, known), _ticked(row, known)
    told = len(own) + sum(len(choices) for choices in ticks.values())
    if not told or told < sum(bool(cell.strip()) for cell in row):
        return Heads(places, {}, below)
    kept = {code: place for code, place in places.items() if code not in ticks}
    return Heads({**kept, **own}, ticks, below + 1)


def _ticked(row: Sequence[str], known: Mapping[str, StandardColumn]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for place, head in enumerate(row):
        for code, column in known.items():
            choice = next((one for one in column.choices if _bare(head).startswith(one)), None)
            if choice is not None:
                found.setdefault(code, {}).setdefault(choice, place)
    return found


def _bare(head: str) -> str:
    return unicodedata.normalize("NFKC", head).translate(_MARKS)


def _column(book: Lawbook, code: str, node: Node) -> StandardColumn:
    word = plain(book, code, node)
    told = (node.flag("required"), node.texts("choices", default=()), node.texts("accepted", default=()))
    return StandardColumn(code, word.label, word.source, *told)
