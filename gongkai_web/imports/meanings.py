"""What did a clerk say of a register: what its columns and words mean, what holds where it is silent?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai_web.imports.words import plain

REPLIED = "replied"  # a letter without a day of dispatch left on the day of the reply


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the clerk says of rows that do not say it; empty: they are refused, or asked.

    `kind`, `channel`: where none is written. `year`: of days that are written without one. `columns`: the
    field of a column by its key, "" for one that is left out. `words`: codes by `word_key`. `past`: whether
    what an earlier year has concluded is taken too. `sent`: REPLIED, or nothing is said of the dispatch.
    `fill`: whether an empty cell of the applicant means the one above it.
    """

    kind: str = ""
    channel: str = ""
    year: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    past: bool = False
    sent: str = ""
    fill: bool = False

    def word(self, name: str, text: str) -> str:
        """The code that the clerk chose for a word of a column; empty for none."""
        return self.words.get(word_key(name, text), "")


def word_key(name: str, text: str) -> str:
    """Under what the meaning of a word of a column is kept."""
    return f"{name}:{plain(text)}"
