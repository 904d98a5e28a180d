"""基层政务公开事项标准目录: which columns has it, which head is which, and what is wrong with a row?

国办发〔2019〕54号; handbook 06 §7. The columns stand in `law/publication/standard_columns.yaml`.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.words import plain, words_of

_MARKS = str.maketrans("", "", " \u3000\t\n\r*＊（）()：:、/／")
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


@functools.lru_cache
def standard_columns(book: Lawbook | None = None) -> DatedList[StandardColumn]:
    """The columns of the standard catalogue, in their order."""
    return words_of("standard_columns.yaml", "标准目录的栏", _column, book or lawbook())


def headed(heads: Sequence[str], day: date, book: Lawbook | None = None) -> dict[str, int]:
    """Which column stands at which place of a sheet, by its heads; the first place where it stands twice."""
    known = standard_columns(book).on(day)
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        code = next((code for code, column in known.items() if column.is_headed(head)), None)
        if code is not None:
            found.setdefault(code, place)
    return found


def lacking_heads(places: Collection[str], day: date, book: Lawbook | None = None) -> list[str]:
    """The labels of the required columns that a sheet does not have."""
    known = standard_columns(book).on(day).items()
    return [column.label for code, column in known if column.required and code not in places]


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
        unknown = [one for one in apart(value) if column.choices and one not in column.choices]
        if unknown:
            yield f"「{column.label}」写的是「{unknown[0]}」；可用：{'、'.join(column.choices)}。"


def _bare(head: str) -> str:
    return unicodedata.normalize("NFKC", head).translate(_MARKS)


def _column(book: Lawbook, code: str, node: Node) -> StandardColumn:
    word = plain(book, code, node)
    told = (node.flag("required"), node.texts("choices", default=()), node.texts("accepted", default=()))
    return StandardColumn(code, word.label, word.source, *told)
