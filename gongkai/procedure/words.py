"""How is a fixed list of words written, each with what it is called in Chinese?

The members are plain strings, so that they can be stored and compared as such; `choices` are what a form or a
column offers.
"""

from __future__ import annotations

from enum import EnumMeta, StrEnum
from typing import cast


class _List(EnumMeta):
    """Adds what one asks of a list as a whole."""

    @property
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of word and Chinese label, in order."""
        return [(one.value, one.label) for one in cls._members()]

    @property
    def values(cls) -> list[str]:
        """The words, in order."""
        return [one.value for one in cls._members()]

    @property
    def labels(cls) -> list[str]:
        """What they are called, in order."""
        return [one.label for one in cls._members()]

    def _members(cls) -> list[Words]:
        return cast("list[Words]", list(cls))


class Words(StrEnum, metaclass=_List):
    """A list of words: `COUNTER = "counter", "当面提交"`."""

    _label: str

    def __new__(cls, value: str, label: str = "") -> Words:
        """The word itself is the string."""
        word = str.__new__(cls, value)
        word._value_ = value
        word._label = label
        return word

    @property
    def label(self) -> str:
        """What it is called."""
        return self._label
