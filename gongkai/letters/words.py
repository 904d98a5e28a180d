"""How does a template take its words, and when do two texts say the same?

A placeholder is `{name}`, `{phrase:name}` or `{term:name}`; braces with digits are left to the regular
expressions. `normal` takes away what a word processor, a page break or a keyboard may have changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*(?::[a-z_]+)?)\}")
_FULL = str.maketrans("(),:;!?", "（），：；！？")
_SPACE = re.compile(r"[\s\u200b\ufeff\ufffe\u00ad]+")


def placeholders(text: str) -> Iterator[str]:
    """The names of the placeholders, in order."""
    return (found[1] for found in PLACEHOLDER.finditer(text))


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with its words in place. Raises KeyError for a word that is not there."""
    return PLACEHOLDER.sub(lambda found: words[found[1]], text)


def normal(text: str) -> str:
    """Without white space, with one width for each sign: for comparing, never for printing."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_FULL)


def chinese_day(day: date | None) -> str:
    """2024年9月20日; empty where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def chinese_number(number: int) -> str:
    """六十 for 60; as it stands above 99."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    head = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")


def ended(text: str) -> str:
    """A value without the full stop at its end, for the template brings its own."""
    return text.strip().rstrip("。；;，,").rstrip()
