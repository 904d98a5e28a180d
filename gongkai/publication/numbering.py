"""Which index number does an item get, and is this 发文字号 written as it should be?

A 发文字号 has three parts: the word of the agency, the year in 六角括号, the number without leading
zeros. Orders are numbered without a year: 示范市人民政府令第12号.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.errors import UsageError
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.words import words_of

_PARTS = ("{agency}", "{year}", "{serial}")
_LABELS = {"index_number": "索引号", "document_number": "发文字号"}
_OPEN, _SHUT = "〔[(［（【〈﹝", "〕])］）】〉﹞"
_NUMBER = re.compile(
    rf"(?P<agency>.*?)\s*(?P<open>[{re.escape(_OPEN)}])\s*(?P<year>\d+)\s*年?\s*(?P<shut>[{re.escape(_SHUT)}])"
    r"\s*(?P<ordinal>第?)\s*(?P<serial>\d+)\s*号"
)
# As people type it who ask for one: without brackets, with 年, the year first, 文 or 文件 behind it.
_WORD, _YEAR, _SERIAL = (
    r"(?P<agency>(?![年第])[^\W\d]{2,20}?)",
    r"(?P<year>(?:19|20)\d\d)",
    r"第?\s*(?P<serial>\d{1,5})",
)
_TYPED = (
    re.compile(rf"{_WORD}\s*{_YEAR}\s*年?\s*{_SERIAL}\s*号"),
    re.compile(rf"{_YEAR}\s*年?\s*{_WORD}\s*{_SERIAL}\s*号"),
)
_BEHIND = re.compile(r"\s*(?:文件|文)$")
_ORDER = re.compile(r"(?P<agency>.+令)\s*[（(]?\s*第\s*(?P<serial>\d+)\s*号\s*[)）]?")


@dataclass(frozen=True, slots=True)
class NumberRule(Kind):
    """How a number is written: its `pattern` and to how many `digits` the serial is filled up."""

    pattern: str
    digits: int

    def written(self, agency: str, year: int, serial: int) -> str:
        """The number of these three parts."""
        return self.pattern.format(agency=agency, year=year, serial=f"{serial:0{self.digits}d}")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The parts of a 发文字号; `year` is None for an order."""

    agency: str
    year: int | None
    serial: int

    @property
    def said(self) -> str:
        """As it should be written."""
        if self.year is None:
            return f"{self.agency}第{self.serial}号"
        return f"{self.agency}〔{self.year}〕{self.serial}号"


@functools.lru_cache
def number_rules(book: Lawbook | None = None) -> DatedList[NumberRule]:
    """How index numbers and document numbers are written."""
    return words_of("numbering.yaml", "编号", _rule, book or lawbook())


def index_number(
    agency: str, formed_on: date, serial: int, *, pattern: str = "", book: Lawbook | None = None
) -> str:
    """The index number of the `serial`-th item that the agency formed in that year.

    `agency`: its code; `pattern`: another way of writing that the office has set for itself.
    """
    if not agency.strip():
        raise UsageError("本机关还没有填写机构代码，编不出索引号；请先在机关情况里填写。")
    if serial < 1:
        raise UsageError(f"索引号的流水从 1 起，不能是 {serial}。")
    rule = number_rules(book).at("index_number", formed_on)
    if pattern:
        rule = NumberRule(rule.code, rule.label, rule.source, _checked(pattern), rule.digits)
    return rule.written(agency.strip(), formed_on.year, serial)


def index_parts(number: str, day: date, *, pattern: str = "", book: Lawbook | None = None) -> DocumentNumber:
    """The parts of an index number as it was written on that day. Raises UsageError where it has none."""
    rule = number_rules(book).at("index_number", day)
    written = re.escape(pattern or rule.pattern)
    for part, shape in zip(_PARTS, (r"(?P<agency>.+?)", r"(?P<year>\d{4})", r"(?P<serial>\d+)"), strict=True):
        written = written.replace(re.escape(part), shape)
    found = re.fullmatch(written, number.strip())
    if not found:
        raise UsageError(f"索引号「{number}」不合写法「{pattern or rule.pattern}」；请核对。")
    return DocumentNumber(found["agency"], int(found["year"]), int(found["serial"]))


def document_number(text: str) -> DocumentNumber | None:
    """The parts of a 发文字号, however it is written; None where it is none."""
    plain = "".join(unicodedata.normalize("NFKC", one) if one.isdigit() else one for one in text.strip())
    found = _NUMBER.fullmatch(plain)
    if found and found["agency"].strip():
        return DocumentNumber(found["agency"].strip(), int(found["year"]), int(found["serial"]))
    order = _ORDER.fullmatch(plain)
    return DocumentNumber(order["agency"].strip(), None, int(order["serial"])) if order else None


def typed_number(text: str) -> DocumentNumber | None:
    """The parts of the 发文字号 that somebody asks for; how it should be written is not theirs to know."""
    plain = _BEHIND.sub("", unicodedata.normalize("NFKC", text).strip())
    if known := document_number(plain):
        return known
    found = next((one for shape in _TYPED if (one := shape.fullmatch(plain))), None)
    return DocumentNumber(found["agency"], int(found["year"]), int(found["serial"])) if found else None


def document_number_problems(
    text: str, formed_on: date | None = None, words: Collection[str] = ()
) -> tuple[str, ...]:
    """What is wrong with a 发文字号, each in a sentence; none where it is right.

    `words`: the words under which the agency numbers its documents, where they are known.
    """
    number = document_number(text)
    if number is None:
        return (f"「{text}」不是发文字号；应由机关代字、年份、序号三部分组成，例如 示政发〔2025〕12号。",)
    return tuple(_problems(text, number, formed_on, words))


def _problems(
    text: str, number: DocumentNumber, formed_on: date | None, words: Collection[str]
) -> Iterator[str]:
    if number.year is not None and not 1949 <= number.year <= 2999:
        yield f"发文字号「{text}」的年份应写四位数字；请核对。"
    elif text.strip() != number.said:
        yield f"发文字号「{text}」应写作「{number.said}」（年份用六角括号，序号不加“第”、不编虚位）。"
    if formed_on and number.year is not None and 1949 <= number.year != formed_on.year:
        yield f"发文字号「{text}」的年份是 {number.year}，成文日期是 {formed_on}；请核对。"
    if words and number.agency not in words:
        yield f"发文字号「{text}」的机关代字是「{number.agency}」，本机关用的是：{'、'.join(words)}；请核对。"


def _rule(book: Lawbook, code: str, node: Node) -> NumberRule:
    if code not in _LABELS:
        raise node.refuse("", f"不认识的编号「{code}」；可用：{'、'.join(_LABELS)}。")
    pattern = node.text("pattern")
    try:
        _checked(pattern)
    except UsageError as slip:
        raise node.refuse("pattern", str(slip)) from None
    digits = node.integer("digits", least=1)
    return NumberRule(code, _LABELS[code], book.source(node), pattern, digits)


def _checked(pattern: str) -> str:
    left = pattern
    for part in _PARTS:
        if pattern.count(part) != 1:
            raise UsageError(f"编号的写法「{pattern}」里应当有且只有一个 {part}。")
        left = left.replace(part, "")
    if "{" in left or "}" in left:
        raise UsageError(f"编号的写法「{pattern}」里只能有 {'、'.join(_PARTS)}，不能有别的花括号。")
    return pattern
