"""What does a paragraph say by the numbers of this moment?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.drafting.references import ABOUT, COMPARED, OVER, SHARE, Counted, Reference, Text
from gongkai.drafting.rounding import Number, about, exactly, over, percent

EQUAL, MORE, LESS = "与上年持平", "比上年增加", "比上年减少"
NONE_BEFORE = "上年没有数可比"
_SAID: Mapping[str, Callable[[Number], str]] = {OVER: over, ABOUT: about}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was counted for the year and for the one before; `units`: by figure, what its number counts."""

    now: Mapping[Counted, Number]
    before: Mapping[Counted, Number]
    units: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of the printed paragraph; `reference`: where it is a number that follows the records."""

    text: str
    reference: Reference | None = None


def said(parts: Text, numbers: Numbers) -> tuple[Said, ...]:
    """The paragraph in print, its living numbers apart. KeyError for a number that was not counted."""
    return tuple(Said(part) if isinstance(part, str) else Said(number(part, numbers), part) for part in parts)


def printed(parts: Text, numbers: Numbers) -> str:
    """The paragraph in print."""
    return "".join(one.text for one in said(parts, numbers))


def number(reference: Reference, numbers: Numbers) -> str:
    """What stands in print for the reference. Only a comparison says its unit by itself."""
    found = numbers.now[reference.counted]
    if reference.style == SHARE and reference.whole:
        return percent(found, numbers.now[reference.whole]) or "0%"
    if reference.style == COMPARED:
        return _compared(reference.counted, found, numbers)
    return _SAID.get(reference.style, exactly)(found)


def _compared(counted: Counted, found: Number, numbers: Numbers) -> str:
    before = numbers.before.get(counted)
    if before is None:
        return NONE_BEFORE
    if found == before:
        return EQUAL
    word = MORE if found > before else LESS
    difference: Number = max(found, before) - min(found, before)
    return f"{word}{exactly(difference)}{numbers.units[counted.figure]}"


def asked(paragraphs: Iterable[Text]) -> tuple[Counted, ...]:
    """All that must be counted for these paragraphs, once each, in order."""
    found = (
        counted
        for parts in paragraphs
        for part in parts
        if isinstance(part, Reference)
        for counted in part.asked
    )
    return tuple(dict.fromkeys(found))
