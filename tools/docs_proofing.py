"""What is looked for in a text before it is published? Tables for the docs, from the law folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby

from gongkai.proofing.finding import LEVEL_LABELS
from gongkai.proofing.kinds import KindOfFinding, proofing_kinds
from gongkai.proofing.protected import protected_phrases
from gongkai.proofing.words import Word, kept_words
from tools.docs_tables import table


def kinds() -> str:
    """Every kind of finding and what follows, as of its latest value."""
    rows = [(f"`{kind.code}`", kind.label, _level(kind)) for kind in proofing_kinds().values()]
    return table(("code", "查出什么", "怎样办"), rows)


def _level(kind: KindOfFinding) -> str:
    level = kind.level(date.max)
    return f"`{level}` {LEVEL_LABELS[level]}"


def words() -> str:
    """The kept lists, by their reasons."""
    rows = []
    for (kind, reason), group in groupby(kept_words(), key=lambda word: (word.kind, word.reason)):
        rows.append((proofing_kinds()[kind].label, reason, "、".join(map(_word, group))))
    return table(("类", "理由", "写错的→对的"), rows)


def _word(word: Word) -> str:
    return f"{word.wrong}→{word.right}" + (f"（{LEVEL_LABELS[word.level]}）" if word.level else "")


def phrases() -> str:
    """The fixed phrases."""
    return "\n".join(f"- {phrase.text}" for phrase in protected_phrases().phrases)


TABLES: dict[str, Callable[[], str]] = {
    "proofing-kinds": kinds,
    "proofing-phrases": phrases,
    "proofing-words": words,
}
