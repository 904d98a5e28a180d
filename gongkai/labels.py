"""Is this text in a report that label of the form?

Labels differ in width, spaces, quotes, numbering and notes (handbook 08 §3). Both sides are brought to one
shape, and the form names the core that identifies a row or a column.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.errors import LawError

_DROPPED = re.compile(r"[\s\u200b-\u200f\u2028\u2029\ufeff\u00ad\"'“”‘’#*]+")
_NUMBERING = re.compile(r"^(?:\((?:[一二三四五六七八九十]+|\d+)\)|(?:[一二三四五六七八九十]+|\d{1,2})[、.:])")


def normal(text: str) -> str:
    """One shape for matching: half-width, no white space, no quotes, no mark-up signs."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


@functools.lru_cache(maxsize=4096)  # the same few hundred labels in every report
def bare(text: str) -> str:
    """The normal shape without the numbering in front: （七）总计 → 总计."""
    return _NUMBERING.sub("", normal(text))


@dataclass(frozen=True, slots=True)
class Core:
    """What identifies a label: any of several patterns; `…` any text, `=` the whole label."""

    patterns: tuple[re.Pattern[str], ...]

    def matches(self, text: str) -> bool:
        """Whether the label, in any of its variants, is meant."""
        label = bare(text)
        return any(pattern.search(label) for pattern in self.patterns)


def core(written: Iterable[str]) -> Core:
    """A core from the form's file. Raises LawError where an entry is empty."""
    return Core(tuple(_pattern(entry) for entry in written))


def _pattern(entry: str) -> re.Pattern[str]:
    parts = [re.escape(normal(part)) for part in entry.removeprefix("=").split("…")]
    if not any(parts):
        raise LawError("forms", "core", "核心字样不能为空。")
    pattern = ".*?".join(parts)
    return re.compile(f"^{pattern}$" if entry.startswith("=") else pattern)
