"""Which slips of writing stand in a passage: words twice, gaps in a list, a sentence without its end?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.prose.wording import paragraphs, plain

_NUMERALS = "一二三四五六七八九十"
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_SMALL_TWICE = re.compile(r"的的(?!确)|在在|与与|及及|了了(?!解|结|然)|是是(?!非)|和和(?!气|睦)")
# Verbs and measures that are doubled in good Chinese: 研究研究, 一件一件, 逐条逐条.
_MAY_STAND_TWICE = re.compile(r"[一逐][\u4e00-\u9fff]|研究|讨论|商量|学习|考虑|交流|督促|人人|年年")
_POINT = re.compile(
    r"(?:(?<![之唯统第同万逐单专])(?=一)|(?<=^)|(?<=[。;,:、!?)]))([一二三四五六七八九十])是(?!否)"
)
_ITEM = re.compile(r"^\(([一二三四五六七八九十])\)")
_SIGNATURE = re.compile(
    r"^(?:20\d\d年\d{1,2}月\d{1,2}日|20\d\d-\d\d-\d\d|[^,。]{2,30}(?:政府|办公[厅室]|[局委厅院]|委员会|管委会|中心|街道办事处))$"
    r"|^(?:附件|附表|注|来源|责任编辑|扫一扫|打印|分享|关闭|上一篇|下一篇|相关)|https?:|版权|备案"
)
_BROKEN_END = re.compile(r"[,、]$|(?:以及|并且|或者|因为|由于|对于|关于|通过|和|与|及|把|被|将|的)$")
_SHORT = 15  # shorter lines are headings


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip and the words where it stands."""

    text: str
    where: str = ""


def repeated_words(text: str) -> Iterator[Slip]:
    """政府政府, 的的: words that stand twice in a row."""
    for paragraph in paragraphs(text):
        for found in (*_TWICE.finditer(paragraph), *_SMALL_TWICE.finditer(paragraph)):
            word = found[0][: len(found[0]) // 2]
            if not _MAY_STAND_TWICE.fullmatch(word[:2]):
                yield Slip(found[0], paragraph[max(0, found.start() - 6) : found.end() + 6])


def gaps(text: str) -> Iterator[Slip]:
    """Enumerations that leave a number out, name one twice, or stop at the first: 一是…三是."""
    shaped = paragraphs(text)
    yield from _gaps([mark for line in shaped for mark in _POINT.findall(line)], "{}是")
    items = [found[1] for line in shaped if (found := _ITEM.match(line))]
    if len(items) > 1:
        yield from _gaps(items, "（{}）")


def _gaps(marks: list[str], shape: str) -> Iterator[Slip]:
    expected = 1
    for mark in marks:
        number = _NUMERALS.index(mark) + 1
        if number == 1:
            expected = 2
        elif number == expected:
            expected += 1
        else:
            before = shape.format(_NUMERALS[expected - 2]) if expected > 1 else "开头"
            yield Slip(shape.format(mark), before)
            expected = number + 1


def unfinished(text: str) -> Slip | None:
    """The end of the section, where its last sentence has no full stop or breaks off."""
    lines = [line for line in text.split("\n") if line.strip()]
    while lines and _SIGNATURE.search(plain(lines[-1])):
        lines.pop()
    if not lines:
        return None
    last = lines[-1].rstrip(' \t　"”’*_')
    broken = _BROKEN_END.search(plain(last))
    if last and (broken or (len(last) >= _SHORT and last[-1] not in "。！？；：…!?;:)）》」』】.")):
        return Slip(plain(last)[-16:])
    return None
