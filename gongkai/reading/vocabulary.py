"""What can this text mean in a report of any form: a value, a row, a column head, a block, none of them?

Each distinct text is looked up once: a hundred thousand reports share the same few hundred labels. Which of
several meanings holds is for the reader of the tables to decide. Once the form is known its own labels come
first (`sense_in`), so that the words of one form never change what another one says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.form import Form, Line, forms
from gongkai.labels import bare, normal
from gongkai.reading.values import looks_like_value

_LONGEST = 200  # a label with its notes; what is longer is prose
_FURNITURE = re.compile(
    r"信息内容|申请人情况|法人或其他|年度办理结果|不予公开|无法提供|不予处理|其他处理|[勾钩][稽嵇]|第二十条|行政诉讼|^项目$"
)
_ARTICLE = re.compile(r"第二十条")


@dataclass(frozen=True, slots=True)
class Sense:
    """The meanings of one label: keys of the forms, or None."""

    row3: str | None = None
    row2: str | None = None
    head2: str | None = None
    head3: str | None = None
    head4: str | None = None
    block4: str | None = None
    article: bool = False
    furniture: bool = False
    cut2: str | None = None  # a head of table 二 of which only this is left

    @property
    def vague(self) -> bool:
        """Whether the row is only meant inside table 三, after its first results: 其他, 总计."""
        return self.row3 in vague_rows()

    @property
    def known(self) -> bool:
        """Whether the label belongs to a report's tables at all."""
        return self is not NOTHING


NOTHING = Sense()


def sense(text: str) -> Sense | None:
    """What a cell's text means; None where it can only be a value (or is empty)."""
    return _sense(text) if len(text) <= _LONGEST else NOTHING  # long texts are neither labels nor remembered


@functools.lru_cache(maxsize=16384)
def sense_in(text: str, layout_key: str) -> Sense:
    """What the label means in a report of that form; what only other forms say of it stands behind."""
    known = sense(text) or NOTHING
    if known is NOTHING:
        return NOTHING
    own = _meant(bare(text), _words(layout_key))
    first = {name: key for name in MEANINGS if (key := getattr(own, name)) != getattr(known, name) and key}
    return replace(known, **first) if first else known  # the same object: nearly all labels of a report


MEANINGS = ("row3", "row2", "head2", "head3", "head4", "block4", "cut2")


@functools.lru_cache(maxsize=16384)
def own_sense(text: str, layout_key: str) -> Sense:
    """What the label means by the words of that form alone."""
    return _meant(bare(text), _words(layout_key)) if sense(text) not in {None, NOTHING} else NOTHING


@functools.lru_cache(maxsize=16384)
def _sense(text: str) -> Sense | None:
    if looks_like_value(text):
        return None
    if "。" in text:
        return NOTHING
    found = _meant(bare(text), _words(""))
    return NOTHING if found == NOTHING else found


def _meant(label: str, words: _Words) -> Sense:
    return Sense(
        row3=_best(words.rows3, label),
        row2=_best(words.rows2, label),
        head2=_best(words.heads2, label),
        head3=_best(words.heads3, label),
        head4=_best(words.heads4, label),
        block4=_best(words.blocks4, label),
        article=bool(_ARTICLE.search(label)),
        furniture=bool(_FURNITURE.search(label)),
        cut2=next((line.key for line in words.heads2 if line.cut.found_in(label)), None),
    )


def _best(lines: tuple[Line, ...], label: str) -> str | None:
    """The line whose core ends last in the label: a group's name stands in front of its item."""
    best, end = None, -1
    for line in lines:
        for pattern in line.core.patterns:
            match = pattern.search(label)
            if match and match.end() > end:
                best, end = line.key, match.end()
    return best


@functools.lru_cache(maxsize=16384)
def heads2_in(text: str, layout_key: str = "") -> list[str]:
    """All column heads of table 二 in a text where labels stand glued together, in their order."""
    label = bare(text)
    found = {}
    for line in _words(layout_key).heads2:
        starts = [match.start() for pattern in line.core.patterns if (match := pattern.search(label))]
        if starts:
            found[line.key] = min(starts)
    return sorted(found, key=lambda key: found[key])


@functools.lru_cache
def row_order(layout_key: str) -> dict[str, int]:
    """The rows of table 三 of a form in printed order; an unsplit row stands where its parts would."""
    layout = forms()[layout_key]
    order = {row.key: index * 2 for index, row in enumerate(layout.rows3)}
    return order | {line.key: order[line.sum_of[0]] - 1 for line in layout.unsplit3}


@functools.lru_cache
def vague_rows() -> frozenset[str]:
    """The rows of table 三 whose label, without its number, is that of a column too (其他, 总计)."""
    every = _words("")
    return frozenset(row.key for row in every.rows3 if any(_same(row, head) for head in every.heads3))


@functools.lru_cache
def vague_heads() -> frozenset[str]:
    """The columns of table 三 whose label is that of a row too."""
    every = _words("")
    return frozenset(head.key for head in every.heads3 if any(_same(row, head) for row in every.rows3))


def _same(row: Line, head: Line) -> bool:
    return head.core.matches(row.label)


@functools.lru_cache
def row2_keys(layout_key: str) -> dict[str, int]:
    """Which block of table 二 holds each row, in that form."""
    layout = forms()[layout_key]
    return {row.key: index for index, block in enumerate(layout.blocks2) for row in block.rows}


def is_numbered(text: str) -> bool:
    """Whether the label carries its number (（七）总计, 3.其他), which a column head does not."""
    return normal(text) != bare(text)


@dataclass(frozen=True, slots=True)
class _Words:
    """The labels of one form, or of all of them."""

    rows3: tuple[Line, ...]
    rows2: tuple[Line, ...]
    heads2: tuple[Line, ...]
    heads3: tuple[Line, ...]
    heads4: tuple[Line, ...]
    blocks4: tuple[Line, ...]


@functools.lru_cache
def _words(layout_key: str) -> _Words:
    """The labels of that form; of all forms for ""."""
    known: list[Form] = [forms()[layout_key]] if layout_key else list(forms().values())
    return _Words(
        _distinct(row for layout in known for row in (*layout.rows3, *layout.unsplit3)),
        _distinct(row for layout in known for block in layout.blocks2 for row in block.rows),
        _distinct(column for layout in known for block in layout.blocks2 for column in block.columns),
        _distinct(column for layout in known for column in layout.columns3),
        _distinct(column for layout in known for column in layout.columns4),
        _distinct(block for layout in known for block in layout.blocks4),
    )


def _distinct(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple({(line.key, line.core): line for line in lines}.values())
