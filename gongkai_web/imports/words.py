"""Which words do registers use, and what do their cells say? Nothing is guessed (`register_words.yaml`)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gongkai.lawfile import Node, load
from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import Channel, Medium, Way
from gongkai.reading.formats.xlsx import Value, shown

FILE = Path(__file__).with_name("register_words.yaml")
_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_BRACKETS = re.compile(r"[(（)）\[\]【】]")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[）)]?[.．、]?")
_DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NO_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
# 收到申请时间, 收到申请之日, 收到申请日期; 申请公开的内容, 申请公开内容.
_SAME = (("时间", "日期"), ("之日", "日期"), ("的", ""))
_SERIAL = range(30_000, 60_000)


class CellError(Exception):
    """What is wrong with a cell, without its place."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the file, each reduced by `plain`."""

    labels: Mapping[str, str]
    columns: Mapping[str, str]
    loose: Mapping[str, str]
    required: tuple[str, ...]
    undecided: frozenset[str]
    outcomes: Mapping[str, str]
    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    ways: Mapping[str, str]
    media: Mapping[str, str]
    consent: Mapping[str, bool]
    no: frozenset[str]
    sums: frozenset[str]

    def column(self, label: str) -> str:
        """The field of a column by its label: as the file writes it, else as good as that; empty for none."""
        word = plain(label)
        return self.columns.get(word) or self.loose.get(_loosened(word), "")


def plain(text: str) -> str:
    """A word as it is compared: half-width, without space, punctuation and what stands in brackets."""
    normal = _ASIDE.sub("", unicodedata.normalize("NFKC", text)).upper()
    return "".join(sign for sign in normal if sign.isalnum())


def _loosened(word: str) -> str:
    for one, other in _SAME:
        word = word.replace(one, other)
    return word


def _loose(columns: Mapping[str, str]) -> dict[str, str]:
    """The columns by their loosened words, without those that then stand for two."""
    found: dict[str, set[str]] = {}
    for word, key in columns.items():
        found.setdefault(_loosened(word), set()).add(key)
    return {word: next(iter(keys)) for word, keys in found.items() if len(keys) == 1}


@functools.cache
def words() -> Words:
    """The words. Raises LawError where the file is malformed or a word stands for two things."""
    node = load(FILE, FILE.parent)
    table = node.child("columns")
    labels: dict[str, str] = {}
    columns: dict[str, str] = {}
    for key, entry in table.entries():
        labels[key] = entry.text("label")
        for word in entry.texts("words"):
            if columns.setdefault(plain(word), key) != key:
                raise table.refuse(key, f"「{word}」已经是另一列的名字。")
        entry.done()
    ready = Words(
        labels,
        columns,
        _loose(columns),
        node.texts("required"),
        frozenset(map(plain, node.texts("undecided"))),
        _outcomes(node.child("outcomes")),
        _by_word(node.child("kinds"), {code: one.label for code, one in applicant_kinds().items()}),
        _by_word(node.child("channels"), dict(Channel.choices)),
        _by_word(node.child("ways"), dict(Way.choices)),
        _by_word(node.child("media"), dict(Medium.choices)),
        {
            plain(word): said
            for key, said in (("agreed", True), ("objected", False))
            for word in node.texts(key)
        },
        frozenset(map(plain, node.texts("no"))),
        frozenset(map(plain, node.texts("sums"))),
    )
    node.done()
    return ready


def _outcomes(node: Node) -> dict[str, str]:
    """By synonym, by short name, and by the label of table 三 with and without its number."""
    found = _by_word(node, {code: one.short for code, one in outcomes().items()})
    for code, one in outcomes().items():
        found[plain(one.label)] = code
        found.setdefault(plain(_NUMBERING.sub("", one.label)), code)
    return found


def _by_word(node: Node, labels: Mapping[str, str]) -> dict[str, str]:
    found = {plain(str(label)): str(code) for code, label in labels.items()}
    for code in node:
        if code not in labels:
            raise node.refuse(code, f"不认识这个代码；可用：{'、'.join(labels)}。")
        for word in node.texts(code):
            if found.setdefault(plain(word), code) != code:
                raise node.refuse(code, f"「{word}」已经是另一种的名字。")
    node.done()
    return found


# – cells


def said(value: Value | None) -> str:
    """A cell as text, as a person sees it; empty for an empty one and for strokes."""
    text = "" if value is None else " ".join(shown(value).split())
    return "" if text in {"-", "—", "——", "/", "／", "无"} else text


def day_in(value: Value | None, year: int | None = None) -> date | None:
    """A day: a date of Excel, 2024.3.5, 2024年3月5日, 20240305. Raises CellError; None for an empty cell.

    `year`: in which year a day without one lies, where the clerk said so. Text only: 3.10 as a number is 3.1.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = unicodedata.normalize("NFKC", said(value))
    if not text:
        return None
    found = _DAY.fullmatch(text) or _PLAIN_DAY.fullmatch(text)
    if found:
        return _day(text, *(int(part) for part in found.groups()))
    short = _NO_YEAR.fullmatch(text)
    if short and year and isinstance(value, str):
        return _day(text, year, *(int(part) for part in short.groups()))
    if short:
        raise CellError(f"{text} 没有写年份；请写成 2024-03-05 的样子，或者在导入时说明是哪一年")
    if text.isdecimal() and int(text) in _SERIAL:
        raise CellError(f"{text} 像是没有设成日期格式的 Excel 日期；请把这一列设为日期格式")
    raise CellError(f"{text} 不是日期；请写成 2024-03-05 的样子")


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f"{text} 不是日期") from None


def word_in(value: Value | None, known: Mapping[str, str], label: str) -> str:
    """The code of a word; empty for an empty cell. Raises CellError for an unknown one."""
    text = said(value)
    if not text:
        return ""
    # First with what stands in brackets: 不予公开（过程性信息）.
    for word in (plain(_BRACKETS.sub("", text)), plain(text)):
        if word in known:
            return known[word]
    raise CellError(f"“{text}”不是认得的{label}")


def labels_of(name: str) -> dict[str, str]:
    """The words on offer for a column of fixed words, by code."""
    return {
        "applicant_kind": {code: one.label for code, one in applicant_kinds().items()},
        "outcome": {code: one.short for code, one in outcomes().items()},
        "channel": {str(code): str(label) for code, label in Channel.choices},
        "way": {str(code): str(label) for code, label in Way.choices},
        "medium": {str(code): str(label) for code, label in Medium.choices},
    }[name]
