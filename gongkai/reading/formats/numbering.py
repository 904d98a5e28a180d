"""What number does Word print in front of a paragraph that it counts itself?

In many reports 一、 in front of 总体情况 is not typed but counted: it stands in `numbering.xml`, not in the
text. Without it a heading is no heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "chineseLegalSimplified",
}


@dataclass(slots=True)
class _Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document; counts on with each paragraph that it is asked about."""

    def __init__(self, root: etree._Element | None) -> None:
        self.lists: dict[str, _List] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        if root is None:
            return
        abstract = {
            _attribute(element, "abstractNumId"): _levels(element) for element in _named(root, "abstractNum")
        }
        counters: dict[str | None, dict[int, int]] = {}
        for element in _named(root, "num"):
            base = _value(element, "abstractNumId")
            # Lists of the same abstract definition go on counting together unless they override the start.
            own = counters.setdefault(base, {}) if not list(_named(element, "lvlOverride")) else {}
            self.lists[_attribute(element, "numId") or ""] = _List(abstract.get(base, {}), own)

    def learn_styles(self, root: etree._Element | None) -> None:
        """Which paragraph styles carry a number of their own."""
        for style in _named(root, "style") if root is not None else ():
            for properties in _named(style, "pPr"):
                for number in _named(properties, "numPr"):
                    key = _attribute(style, "styleId") or ""
                    self.styles[key] = (_value(number, "numId") or "", _whole(_value(number, "ilvl")))

    def label(self, paragraph: etree._Element) -> str:
        """The printed number of this paragraph, e.g. 一、; "" for one without."""
        if not self.lists:
            return ""
        number, level = self._place(paragraph)
        found = self.lists.get(number)
        if found is None or level not in found.levels:
            return ""
        found.counters[level] = found.counters.get(level, found.levels[level].start - 1) + 1
        for deeper in [key for key in found.counters if key > level]:
            del found.counters[deeper]
        return _PLACEHOLDER.sub(lambda hit: found_number(found, int(hit[1]) - 1), found.levels[level].text)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        for properties in _named(paragraph, "pPr"):
            for number in _named(properties, "numPr"):
                return _value(number, "numId") or "", _whole(_value(number, "ilvl"))
            return self.styles.get(_value(properties, "pStyle") or "", ("", 0))
        return "", 0


def found_number(counted: _List, level: int) -> str:
    """The present number of that level in its style."""
    style = counted.levels.get(level, _Level())
    number = counted.counters.get(level, style.start)
    return _chinese(number) if style.style in _CHINESE else str(number)


def _levels(element: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in _named(element, "lvl"):
        index = _whole(_attribute(level, "ilvl"))
        style = _value(level, "numFmt") or "decimal"
        text = "" if style in ("bullet", "none") else _value(level, "lvlText") or ""
        found[min(index, _LEVELS)] = _Level(style, text, _whole(_value(level, "start"), 1))
    return found


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name)


def _attribute(element: etree._Element, name: str) -> str | None:
    found = (value for key, value in element.items() if str(key).rpartition("}")[2] == name)
    return next((str(value) for value in found), None)


def _value(element: etree._Element, name: str) -> str | None:
    return next((_attribute(child, "val") for child in _named(element, name)), None)


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _chinese(number: int) -> str:
    """1–99 in Chinese: 十, 十二, 二十; larger numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
