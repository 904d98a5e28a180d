"""Is a character written where the office's own texts would have another one that is much like it?

What was approved teaches how an office writes: how often each sign, pair, triple and four of signs occurs in
it, together with what every office writes alike (`baseline`). A character that makes no known triple with its
neighbours is asked about where another, that may be taken for it, makes the words around it so much likelier
that a slip is the better explanation. What was never written is likely by its shorter pieces only (Witten
and Bell), so that no dictionary is needed.
"""

from __future__ import annotations

import functools
import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gongkai.proofing.alike import alike
from gongkai.proofing.baseline import house_passages
from gongkai.proofing.finding import Finding
from gongkai.proofing.kinds import proofing_kinds
from gongkai.proofing.passage import Passage

KIND = "unlike_own"
LONGEST = 4  # signs in a piece
SLIP = 1 / 50_000  # how often a character is slipped: by so much the other has to be likelier
_BITS = 16  # of a sign; four of them make one number
_MOST = (1 << _BITS) - 1
_BREAK, _START, _END = "\0", 1, 2  # between two runs of signs, and what stands for it at both ends of one
_AROUND = 4
_CHARACTERS = 4000  # that are in use (GB 2312, first part)
# What a sign that was never met weighs beside one that was met once.
_UNMET, _UNMET_RARE = 0.5, 0.025
_RARE_FROM = 0xD8  # the row of GB 2312 from which its rare characters stand
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")


class Language:
    """How often each piece of one to four signs stands in what an office has written.

    `signs`: how many signs of its own it was learnt from, without those of every office.
    """

    def __init__(self, pieces: Counter[int], signs: int, every: int) -> None:
        self.signs, self.every = signs, every
        self._pieces = array("Q", sorted(pieces))
        self._counts = array("I", [pieces[one] for one in self._pieces])

    def count(self, piece: int) -> int:
        """How often the piece stands there."""
        place = bisect_left(self._pieces, piece)
        return self._counts[place] if place < len(self._pieces) and self._pieces[place] == piece else 0

    def followers(self, piece: int) -> int:
        """By how many different signs the piece is followed."""
        low = piece << _BITS
        return bisect_left(self._pieces, low + (1 << _BITS)) - bisect_left(self._pieces, low)


@dataclass(frozen=True, slots=True)
class Slip:
    """A character that may be another, and where it stands."""

    place: int
    written: str
    meant: str


def learnt(passages: Iterable[Passage]) -> Language:
    """The language of these texts, over that of every office."""
    return spoken(*taught(passages))


def spoken(pieces: Counter[int], signs: int) -> Language:
    """The same of what was counted before (`taught`)."""
    house, beside = _house()
    return Language(pieces + house, signs, signs + beside)


def taught(passages: Iterable[Passage]) -> tuple[Counter[int], int]:
    """How often each piece stands in these texts, and how many signs they have."""
    pieces, signs = Counter[int](), 0
    for passage in passages:
        text, _ = _normal(passage)
        signs += len(text)
        for _, run in _runs(text):
            twos = [one << _BITS | two for one, two in pairwise(run)]
            pieces.update(run)
            pieces.update(twos)
            pieces.update(two << _BITS | one for two, one in zip(twos, run[2:], strict=False))
            pieces.update(first << 2 * _BITS | last for first, last in zip(twos, twos[2:], strict=False))
    return pieces, signs


@functools.cache
def _house() -> tuple[Counter[int], int]:
    return taught(house_passages())


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
    """The characters of a text that make no known triple, where another makes all far likelier.

    What stands twice in the text itself is no slip.
    """
    likely = _Likely(language)
    runs = list(_runs(text))
    own = Counter(piece for _, run in runs for piece in _triples(run))
    for start, run in runs:
        new = [own[piece] < 2 and not language.count(piece) for piece in _triples(run)]
        for place in range(1, len(run) - 1):
            written = chr(run[place])
            if _judged(written) and all(new[max(0, place - 2) : place + 1]):
                meant = _meant(run, place, likely)
                if meant:
                    yield Slip(start + place - 1, written, meant)


def _judged(sign: str) -> bool:
    """Numerals are all possible everywhere."""
    return "\u4e00" <= sign <= "\u9fff" and sign not in _NUMERALS


def _meant(run: Sequence[int], place: int, likely: _Likely) -> str:
    """The character by which the words around are likelier than a slip is rare; empty where none is."""
    first, last = max(0, place - LONGEST + 1), min(len(run), place + LONGEST)
    before, written, after = run[first:place], run[place], run[place + 1 : last]
    fitting = [one for one in sorted(alike(chr(written))) if _judged(one) and likely.fits(before, one, after)]
    if not fitting:
        return ""
    wanted = likely.of(before, written, after) - math.log(SLIP)
    best, meant = max((likely.of(before, ord(one), after), one) for one in fitting)
    return meant if best > wanted else ""


class _Likely:
    """How likely a sign is after others, by what the office has written; each answer is kept."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._known: dict[tuple[int, int], float] = {}

    def fits(self, before: Sequence[int], sign: str, after: Sequence[int]) -> bool:
        """Whether it stands somewhere beside one of its two neighbours."""
        one, count = ord(sign), self._language.count
        return bool(count(before[-1] << _BITS | one) or count(one << _BITS | after[0]))

    def of(self, before: Sequence[int], sign: int, after: Sequence[int]) -> float:
        """The logarithm of how likely the sign is, and what follows it: the longest pieces first."""
        run = [*before, sign, *after]
        told = 0.0
        for place in range(len(before), len(run)):
            length = min(place + 1, LONGEST)
            told += math.log(self._after(_number(run[place - length + 1 : place + 1]), length))
        return told

    def _after(self, piece: int, length: int) -> float:
        """How likely the last sign of the piece is after the others."""
        known = self._known.get((piece, length))
        if known is None:
            known = self._known[piece, length] = self._counted(piece, length)
        return known

    def _counted(self, piece: int, length: int) -> float:
        language = self._language
        if length == 1:
            return (language.count(piece) + _unmet(piece)) / (language.every + _UNMET * _CHARACTERS)
        shorter = self._after(piece & ((1 << _BITS * (length - 1)) - 1), length - 1)
        before = piece >> _BITS
        followers = language.followers(before)
        if not followers:
            return shorter
        return (language.count(piece) + followers * shorter) / (language.count(before) + followers)


@functools.lru_cache(maxsize=1 << 13)
def _unmet(sign: int) -> float:
    """A rare character is met so much less often, before any was met at all."""
    try:
        written = chr(sign).encode("gb2312")
    except UnicodeEncodeError:
        return _UNMET_RARE
    return _UNMET_RARE if written[0] >= _RARE_FROM else _UNMET


def _runs(text: str) -> Iterator[tuple[int, list[int]]]:
    """From where the signs go on without a break, and the signs, with their start and their end."""
    start = 0
    for unbroken in text.split(_BREAK):
        if unbroken:
            yield start, [_START, *(min(ord(sign), _MOST) for sign in unbroken), _END]
        start += len(unbroken) + 1


def _triples(run: Sequence[int]) -> list[int]:
    return [_number(run[start : start + 3]) for start in range(len(run) - 2)]


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


def _number(signs: Sequence[int]) -> int:
    number = 0
    for sign in signs:
        number = number << _BITS | sign
    return number
