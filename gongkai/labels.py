"""Is this text in a report that label of the form?

Labels differ in width, spaces, quotes, numbering, notes and script (handbook 08 §3). Both sides are brought
to one shape, and the form names the core that identifies a row or a column.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import opencc

from gongkai.errors import LawError

_DROPPED = re.compile(r"[\s\u200b-\u200f\u2028\u2029\ufeff\u00ad\"'“”‘’#*]+")
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_NUMBERING = re.compile(r"^(?:\((?:[一二三四五六七八九十]+|\d+)\)|(?:[一二三四五六七八九十]+|\d{1,2})[、.:])")
_PINYIN = re.compile(r"\([a-zA-Z\u00c0-\u024f]+\)")
# The characters of the forms' labels that are written otherwise in traditional script.
_TRADITIONAL = frozenset(
    "係內冊動務區問單國執報審對屬廢強後採據數於會條業構標樣機權決沒況減為無爲獲現異當發確祕穩範籤糾納組結經維編總織"
    "繳繼續罰與舉萬處號補製複覆見規計訟訪許訴詢試認請議護費購轉辦這進過錄開關項題額類體"
)


def normal(text: str) -> str:
    """One shape for matching: half-width, no white space, no quotes, no mark-up signs."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def closed_up(text: str) -> str:
    """The text without the spaces between two ideographs that a break of the line left there."""
    return _BETWEEN.sub("", text)


@functools.lru_cache(maxsize=4096)  # the same few hundred labels in every report
def bare(text: str) -> str:
    """The normal shape in simplified script, without stray pinyin and numbering: （七）總計 → 总计."""
    label = _NUMBERING.sub("", _PINYIN.sub("", normal(text)))
    return label if _TRADITIONAL.isdisjoint(label) else _simplified(label)


def _simplified(label: str) -> str:
    return str(_converter().convert(label))


@functools.lru_cache
def _converter() -> opencc.OpenCC:
    """Made when the first traditional label is met: its dictionaries take some milliseconds to load."""
    return opencc.OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Core:
    """What identifies a label: any of several patterns; `…` any text, `=` the whole label but for notes."""

    patterns: tuple[re.Pattern[str], ...]

    def matches(self, text: str) -> bool:
        """Whether the label, in any of its variants, is meant."""
        return self.found_in(bare(text))

    def found_in(self, label: str) -> bool:
        """The same of a label that is bare already."""
        return any(pattern.search(label) for pattern in self.patterns)


def core(written: Iterable[str]) -> Core:
    """A core from the form's file. Raises LawError where an entry is empty."""
    return Core(tuple(_pattern(entry) for entry in written))


def _pattern(entry: str) -> re.Pattern[str]:
    parts = [re.escape(normal(part)) for part in entry.removeprefix("=").split("…")]
    if not any(parts):
        raise LawError("forms", "core", "核心字样不能为空。")
    pattern = ".*?".join(parts)
    return re.compile(rf"^{pattern}(?:\([^()]*\))*$" if entry.startswith("=") else pattern)
