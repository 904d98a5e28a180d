"""What can this text mean in a report of either form: a value, a row, a column head, a block, none of them?

Each distinct text is looked up once: a hundred thousand reports share the same few hundred labels. Which of
several meanings holds is for the reader of the tables to decide.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from gongkai.form import UNSPLIT_ROW, Form, Line, forms
from gongkai.labels import bare, normal
from gongkai.reading.values import looks_like_value

_LONGEST = 200  # a label with its notes; what is longer is prose
_FURNITURE = re.compile(
    r"信息内容|申请人情况|法人或其他|年度办理结果|不予公开|无法提供|不予处理|其他处理|[勾钩][稽嵇]|第二十条|行政诉讼|^项目$"
)
_ARTICLE = re.compile(r"第二十条")
_CUT_HEAD = re.compile(r"^本年新$")
_VAGUE = frozenset({"other_misc", "results_total"})  # 其他, 总计: heads and rows both


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
    cut_head: bool = False

    @property
    def vague(self) -> bool:
        """Whether the row is only meant inside table 三, after its first results."""
        return self.row3 in _VAGUE

    @property
    def known(self) -> bool:
        """Whether the label belongs to a report's tables at all."""
        return self is not NOTHING


NOTHING = Sense()


def sense(text: str) -> Sense | None:
    """What a cell's text means; None where it can only be a value (or is empty)."""
    return _sense(text) if len(text) <= _LONGEST else NOTHING  # long texts are neither labels nor remembered


@functools.lru_cache(maxsize=16384)
def _sense(text: str) -> Sense | None:
    if looks_like_value(text):
        return None
    if "。" in text:
        return NOTHING
    label = bare(text)
    found = Sense(
        row3=_best(_rows3(), label),
        row2=_best(_rows2(), label),
        head2=_best(_heads2(), label),
        head3=_best(_heads3(), label),
        head4=_best(_heads4(), label),
        block4=_best(_blocks4(), label),
        article=bool(_ARTICLE.search(label)),
        furniture=bool(_FURNITURE.search(label)),
        cut_head=bool(_CUT_HEAD.search(label)),
    )
    return NOTHING if found == NOTHING else found


def _best(lines: tuple[Line, ...], label: str) -> str | None:
    """The line whose core ends last in the label: a group's name stands in front of its item."""
    best, end = None, -1
    for line in lines:
        for pattern in line.core.patterns:
            match = pattern.search(label)
            if match and match.end() > end:
                best, end = line.key, match.end()
    return best


def heads2_in(text: str) -> list[str]:
    """All column heads of table 二 in a text where labels stand glued together, in their order."""
    label = bare(text)
    found = {}
    for line in _heads2():
        starts = [match.start() for pattern in line.core.patterns if (match := pattern.search(label))]
        if starts:
            found[line.key] = min(starts)
    return sorted(found, key=lambda key: found[key])


@functools.lru_cache
def row_order() -> dict[str, int]:
    """The rows of table 三 of both forms in printed order; the unsplit row stands where its parts would."""
    order = {row.key: index * 2 for index, row in enumerate(forms()["2021"].rows3)}
    order[UNSPLIT_ROW] = order["other_correction_overdue"] - 1
    return order


@functools.lru_cache
def row2_keys(layout_key: str) -> dict[str, int]:
    """Which block of table 二 holds each row, in that form."""
    layout = forms()[layout_key]
    return {row.key: index for index, block in enumerate(layout.blocks2) for row in block.rows}


def is_numbered(text: str) -> bool:
    """Whether the label carries its number (（七）总计, 3.其他), which a column head does not."""
    return normal(text) != bare(text)


def _distinct(lines: list[Line]) -> tuple[Line, ...]:
    return tuple({(line.key, line.core): line for line in lines}.values())


def _known() -> list[Form]:
    return list(forms().values())


@functools.lru_cache
def _rows3() -> tuple[Line, ...]:
    return _distinct([row for layout in _known() for row in layout.rows3])


@functools.lru_cache
def _rows2() -> tuple[Line, ...]:
    return _distinct([row for layout in _known() for block in layout.blocks2 for row in block.rows])


@functools.lru_cache
def _heads2() -> tuple[Line, ...]:
    return _distinct([column for layout in _known() for block in layout.blocks2 for column in block.columns])


@functools.lru_cache
def _heads3() -> tuple[Line, ...]:
    return _distinct([column for layout in _known() for column in layout.columns3])


@functools.lru_cache
def _heads4() -> tuple[Line, ...]:
    return _distinct([column for layout in _known() for column in layout.columns4])


@functools.lru_cache
def _blocks4() -> tuple[Line, ...]:
    return _distinct([block for layout in _known() for block in layout.blocks4])
