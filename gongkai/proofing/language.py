"""Is a character written that the office's own texts never have here, but always one that is much like it?

What was approved teaches how an office writes: the pairs, triples and fours of signs that occur in it. A
character that makes no known triple with its neighbours is asked about where another, that may be taken for
it, makes several. No dictionary: what is not known is not judged.
"""

from __future__ import annotations

import functools
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gongkai.proofing.alike import alike
from gongkai.proofing.finding import Finding
from gongkai.proofing.kinds import proofing_kinds
from gongkai.proofing.passage import Passage

KIND = "unlike_own"
_BITS = 16  # of a sign; four of them make one number
_MOST = (1 << _BITS) - 1
_BREAK = "\0"
_AROUND = 4


@dataclass(frozen=True, slots=True)
class Language:
    """What an office has written: its pairs, triples and fours as sorted numbers, forward and backward."""

    forward: array[int]
    backward: array[int]
    signs: int = 0  # how many it was learnt from

    def knows(self, signs: str) -> bool:
        """Whether these two to four signs stand in its texts."""
        return _held(self.forward, _number(signs))

    def after(self, two: str) -> set[str]:
        """The signs that follow these two."""
        return _third(self.forward, two)

    def before(self, two: str) -> set[str]:
        """The signs that stand before these two."""
        return _third(self.backward, two[::-1])


@dataclass(frozen=True, slots=True)
class Slip:
    """A character that may be another, and where it stands."""

    place: int
    written: str
    meant: str


def learnt(passages: Iterable[Passage]) -> Language:
    """The language of these texts."""
    forward: set[int] = set()
    backward: set[int] = set()
    signs = 0
    for passage in passages:
        text, _ = _normal(passage)
        signs += len(text)
        for unbroken in text.split(_BREAK):
            ones = [min(ord(sign), _MOST) for sign in unbroken]
            twos = [one << _BITS | two for one, two in pairwise(ones)]
            forward.update(twos)
            forward.update(two << _BITS | one for two, one in zip(twos, ones[2:], strict=False))
            forward.update(first << 2 * _BITS | last for first, last in zip(twos, twos[2:], strict=False))
            ones.reverse()
            back = [one << _BITS | two for one, two in pairwise(ones)]
            backward.update(two << _BITS | one for two, one in zip(back, ones[2:], strict=False))
    return Language(array("Q", sorted(forward)), array("Q", sorted(backward)), signs)


def unlike_own(passage: Passage, day: date, language: Language) -> Iterator[Finding]:
    """Every character that the office's own texts would have otherwise."""
    text, places = _normal(passage)
    for slip in slips(text, language):
        span = places[slip.place], places[slip.place] + 1
        around = text[max(0, slip.place - _AROUND) : slip.place + _AROUND + 1].replace(_BREAK, "")
        yield proofing_kinds()[KIND].finding(
            passage, span, day, quote=passage.written(*span), suggestion=slip.meant, reason=around
        )


def slips(text: str, language: Language) -> Iterator[Slip]:
    """The characters of a text that make no known triple, where another one makes several."""
    known = [language.knows(text[start : start + 3]) for start in range(len(text) - 2)]
    for place, written in enumerate(text):
        first = max(0, place - 2)
        if "\u4e00" <= written <= "\u9fff" and not any(known[first : place + 1]):
            meant = _meant(text, place, language)
            if meant:
                yield Slip(place, written, meant)


def _meant(text: str, place: int, language: Language) -> str:
    """The character that fits best, where one fits well enough; empty where none does."""
    written = text[place]
    fitting = (language.after(text[place - 2 : place]) if place > 1 else set()) | language.before(
        text[place + 1 : place + 3]
    )
    candidates = fitting & alike(written)
    if not candidates:
        return ""
    paired = _counts(text, place, written, language, 2)
    best, meant = (0, 0), ""
    for candidate in sorted(candidates):
        threes, fours = (_counts(text, place, candidate, language, length) for length in (3, 4))
        enough = fours >= 2 or (not paired and threes >= 2 and fours >= 1)
        if enough and paired < 2 and (fours, threes) > best:
            best, meant = (fours, threes), candidate
    return meant


def _counts(text: str, place: int, character: str, language: Language, length: int) -> int:
    """How many pieces of that length around the place are known, with that character at it."""
    found = 0
    for start in range(max(0, place - length + 1), min(place, len(text) - length) + 1):
        piece = text[start:place] + character + text[place + 1 : start + length]
        found += language.knows(piece)
    return found


def _normal(passage: Passage) -> tuple[str, Sequence[int]]:
    """The text in which every number is one sign: numbers differ, what is said about them does not."""
    text, places = passage.joined()
    signs: list[str] = []
    kept: list[int] = []
    for sign, place in zip(text, places, strict=True):
        number = sign.isdigit() or (sign in ".,%" and signs[-1:] == ["0"])
        if number and signs[-1:] == ["0"]:
            continue
        signs.append("0" if number else sign)
        kept.append(place)
    return "".join(signs), kept


@functools.lru_cache(maxsize=1 << 16)
def _number(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number << _BITS | min(ord(sign), _MOST)
    return number


def _held(numbers: array[int], number: int) -> bool:
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def _third(numbers: array[int], two: str) -> set[str]:
    """The third signs of the triples that begin with these two."""
    if len(two) != 2:
        return set()
    low = _number(two) << _BITS
    first, last = bisect_left(numbers, low), bisect_left(numbers, low + (1 << _BITS))
    return {chr(number & ((1 << _BITS) - 1)) for number in numbers[first:last]}
