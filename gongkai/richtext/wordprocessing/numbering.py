"""What number stands in front of a paragraph that Word counts itself, and is that number part of the text?

Points, and numbers like 1. a. i., are lists, which a page counts as well. Every other number – 一、 （一）
第一条 1.1 （1） ① – is how a text is quoted, and becomes text. So do all levels of a numbering that has one
in Chinese: there 1. stands below （一）, and what stands below it has no list around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.formats.wordstyles import attribute, local, value_of
from gongkai.richtext.wordprocessing.properties import Said, child, is_on, whole

_PLACE = re.compile(r"%([1-9])")
_PLAIN = re.compile(r"%([1-9])[.．]")
_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "ideographDigital", "koreanDigital2", "japaneseDigitalTenThousand"),
    }
)
_LISTS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_ROMANS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CJK = re.compile(r"[\u4e00-\u9fff]$")
_CLOSED = "、.．)）]】：:"


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False  # all numbers in it as digits
    paragraph_style: str = ""


@dataclass(slots=True)
class _Counted:
    levels: dict[int, _Level]
    counters: dict[int, int]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    """What stands in front: the label, its level from 0, and of a list its kind (empty for points) and value.

    `listed`: a page counts it; else the label is text.
    """

    label: str
    level: int
    kind: str = ""
    value: int = 0
    listed: bool = False


class Numbering:
    """The numberings of one document; counts on with each paragraph that it is asked about."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _Counted] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        if root is None:
            return
        abstract = {
            attribute(one, "abstractNumId"): _levels(one) for one in root if local(one) == "abstractNum"
        }
        shared: dict[str, dict[int, int]] = {}
        for one in root:
            if local(one) == "num":
                self._add(one, abstract, shared)

    def _add(
        self,
        one: etree._Element,
        abstract: dict[str | None, dict[int, _Level]],
        shared: dict[str, dict[int, int]],
    ) -> None:
        named = child(one, "abstractNumId")
        base = (value_of(named) or "") if named is not None else ""
        levels = dict(abstract.get(base, {}))
        starts: dict[int, int] = {}
        for override in (inner for inner in one if local(inner) == "lvlOverride"):
            level = whole(attribute(override, "ilvl") or "")
            start, own = child(override, "startOverride"), child(override, "lvl")
            if own is not None:
                levels[level] = _level(own)
            if start is not None:
                starts[level] = whole(value_of(start) or "", 1)
        key = attribute(one, "numId") or ""
        counters = {} if starts else shared.setdefault(base, {})
        self._lists[key] = _Counted(levels, counters, starts)
        for number, level_of in levels.items():
            if level_of.paragraph_style:
                self._by_style.setdefault(level_of.paragraph_style, (key, number))

    def number(self, said: Said, style: str) -> Number | None:
        """The number of a paragraph of which that is said, with the id of its style; None for one without."""
        key = said.get("numPr.numId", "")
        level = min(whole(said.get("numPr.ilvl", "")), 8)
        if key and style in self._by_style and self._by_style[style][0] == key and "numPr.ilvl" not in said:
            level = self._by_style[style][1]
        counted = self._lists.get(key)
        if counted is None or level not in counted.levels:
            return None
        own = counted.levels[level]
        if own.style == "none":
            return None
        start = counted.starts.get(level, own.start)
        value = counted.counters.get(level, start - 1) + 1
        counted.counters[level] = value
        for deeper in [one for one in counted.counters if one > level]:
            del counted.counters[deeper]
        return _number(counted, level, value)


def _number(counted: _Counted, level: int, value: int) -> Number:
    own = counted.levels[level]
    if own.style == "bullet":
        return Number("", level, listed=True)
    label = _PLACE.sub(lambda hit: _written(counted, int(hit[1]) - 1, own), own.text)
    plain = _PLAIN.fullmatch(own.text)
    of_text = any(
        one.style in _CHINESE or re.search(r"[\u4e00-\u9fff]", one.text) for one in counted.levels.values()
    )
    if plain and int(plain[1]) == level + 1 and own.style in _LISTS and value > 0 and not of_text:
        return Number(label, level, _LISTS[own.style], value, listed=True)
    return Number(apart(label), level)


def apart(label: str) -> str:
    """The label with a blank behind it, where it would run into the text."""
    if not label or label[-1] in _CLOSED or label[-1].isspace():
        return label
    return label + ("\u3000" if _CJK.search(label) else " ")


def _written(counted: _Counted, level: int, asking: _Level) -> str:
    own = counted.levels.get(level, _Level())
    value = counted.counters.get(level, counted.starts.get(level, own.start))
    return in_style(value, "decimal" if asking.legal else own.style)


def in_style(value: int, style: str) -> str:
    """A number as a format of Word writes it."""
    if style in _CHINESE:
        return chinese(value, _DIGITS) if 0 < value < 10_000 else str(value)
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return chinese(value, _FORMAL, "拾佰仟") if 0 < value < 10_000 else str(value)
    if style in ("lowerLetter", "upperLetter") and 0 < value <= 26 * 20:
        letter = chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < value < 4_000:
        roman = _roman(value)
        return roman if style == "lowerRoman" else roman.upper()
    return _of_signs(value, style)


def _of_signs(value: int, style: str) -> str:
    if style == "decimalZero":
        return f"{value:02}"
    if style == "decimalFullWidth":
        return str(value).translate({48 + one: 0xFF10 + one for one in range(10)})
    ranges = {
        "decimalEnclosedCircle": (0x2460, 20),
        "decimalEnclosedCircleChinese": (0x2460, 20),
        "decimalEnclosedParen": (0x2474, 20),
        "decimalEnclosedFullstop": (0x2488, 20),
        "ideographEnclosedCircle": (0x3220, 10),
    }
    first, most = ranges.get(style, (0, 0))
    if 0 < value <= most:
        return chr(first + value - 1)
    rows = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}
    row = rows.get(style, "")
    return row[(value - 1) % len(row)] if row and value > 0 else str(value)


def chinese(value: int, digits: str, units: str = "十百千") -> str:
    """1 to 9999 in Chinese: 十二, 二十, 一百零五."""
    written = ""
    gap = False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            written += (
                (digits[0] if gap and written else "") + digits[digit] + (units[place - 1] if place else "")
            )
        gap = not digit
    one_ten = digits[1] + units[0]
    return written.removeprefix(digits[1]) if digits == _DIGITS and written.startswith(one_ten) else written


def _roman(value: int) -> str:
    written = ""
    for worth, signs in _ROMANS:
        written += signs * (value // worth)
        value %= worth
    return written


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {whole(attribute(one, "ilvl") or ""): _level(one) for one in element if local(one) == "lvl"}


def _level(element: etree._Element) -> _Level:
    told = {local(one): value_of(one) or "" for one in element}
    return _Level(
        told.get("numFmt", "decimal"),
        told.get("lvlText", ""),
        whole(told.get("start", ""), 1),
        "isLgl" in told and is_on(told["isLgl"] or "1"),
        told.get("pStyle", ""),
    )
