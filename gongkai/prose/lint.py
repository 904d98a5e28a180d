"""Which slips of writing stand in a passage: words twice, gaps, what a template left, repealed law?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.prose.wording import paragraphs, plain, sentences

_NUMERALS = "一二三四五六七八九十"
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_SMALL_TWICE = re.compile(r"的的(?!确)|在在|与与|及及|了了(?!解|结|然)|是是(?!非)|和和(?!气|睦)")
# Verbs and measures that are doubled in good Chinese: 研究研究, 一件一件, 逐条逐条.
_MAY_STAND_TWICE = re.compile(r"[一逐][\u4e00-\u9fff]|研究|讨论|商量|学习|考虑|交流|督促|人人|年年")
_POINT = re.compile(
    r"(?:(?<![之唯统第同万逐单专])(?=一)|(?<=^)|(?<=[。;,:、!?)]))([一二三四五六七八九十])是(?!否)"
)
_ITEM = re.compile(r"(?:^|(?<=[。;]))\(([一二三四五六七八九十])\)")
_SIGNATURE = re.compile(
    r"^(?:20\d\d年\d{1,2}月\d{1,2}日|20\d\d-\d\d-\d\d|[^,。]{2,30}(?:政府|办公[厅室]|[局委厅院]|委员会|管委会|中心|街道办事处))$"
    r"|^(?:附件|附表|注|来源|责任编辑|扫一扫|打印|分享|关闭|上一篇|下一篇|相关)|https?:|版权|备案"
)
_BROKEN_END = re.compile(r"[,、]$|(?:以及|并且|或者|因为|由于|对于|关于|通过|和|与|及|把|被|将|的)$")
_REMNANT = re.compile(
    r"(?<![A-Za-z])[XxＸ×*]{2,}(?=年|月|日|市|县|区|镇|乡|街道|局|办|委|件|条|次|人|篇|个|万?元|%)"
    r"|[【\[(](?:此处|请|待)[^】\])。]{0,12}(?:填写|补充|填|核实|插入|修改|删除|更新)[^】\])。]{0,8}[】\])]"
    r"|[_＿]{3,}(?=年|月|日|件|条|次|人|元)|(?:20)?[○〇□]{2,}(?=年|件|条|次)"
)
_ONLY_HEADED = re.compile(
    r"(?:[（(]?[一二三][）)]?[、.．]?)?(?:本年度?)?(?:存在的?(?:主要)?问题|改进(?:情况|措施)|下一步(?:工作)?(?:打算|措施))[。.：:]?"
)
_NOTHING_SAID = re.compile(r"\(?(?:无|没有|暂无)(?:此类|相关)?(?:问题|情况|内容)?\)?[。.!]?")
_REPEALED_ORDER = re.compile(r"(?:国务院令?)?第?492号")
_SUPERSEDED = re.compile(r"修订前|修改前|原|旧|废止|修订|711")
_OLD_TERM = re.compile(
    r"(?:(?:15|十五)个?工作日|(?:15|十五)日)(?:的?期限)?(?:之?内|以内)?[^。;]{0,12}?(?:答复|回复|办结|办理完毕|作出答复)"
    r"|(?:答复|回复|办结|办理)[^。;]{0,10}(?:15|十五)个工作日"
)
_OTHER_TERM = re.compile(
    r"第三方|征求|征询|其他机关|补正|送达|报备|备案|举证|公示|信访|投诉|建议|提案|信箱|留言|咨询|来信"
)
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
    items = [mark for line in shaped for mark in _ITEM.findall(line)]
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


def remnants(text: str) -> Iterator[Slip]:
    """XX年, 【此处填写】: what a template left to be filled in."""
    for paragraph in paragraphs(text):
        for found in _REMNANT.finditer(paragraph):
            yield Slip(found[0], paragraph[max(0, found.start() - 6) : found.end() + 6])


def says_nothing(text: str) -> bool:
    """Whether a section says only 无, or has only the headings under which something was to be said."""
    shaped = paragraphs(text)
    if len(shaped) == 1 and _NOTHING_SAID.fullmatch(shaped[0]):
        return True
    return bool(shaped) and all(_ONLY_HEADED.fullmatch(one) for one in shaped)


def repealed(text: str) -> Iterator[Slip]:
    """The regulation of 2007 named as the law in force; its fifteen working days said of the reply."""
    for paragraph in paragraphs(text):
        for sentence in sentences(paragraph):
            order = _REPEALED_ORDER.search(sentence)
            if order and not _SUPERSEDED.search(sentence):
                yield Slip(order[0])
            term = _OLD_TERM.search(sentence)
            if term and not _OTHER_TERM.search(sentence):
                yield Slip(term[0])


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
