"""What is left of a text once numbers, names and signs are taken away, and where did it stand?

Two texts are compared by these: years and numbers may be brought up to date, a unit may put in its own name,
sentences may move – what is left the same was copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 10
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
_FIRST, _LAST = "\u4e00", "\u9fff"
_BASE, _MODULUS = 257, (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class Bones:
    """The characters that count, and the place of each in the text."""

    text: str
    signs: str
    places: tuple[int, ...]

    def passage(self, start: int, end: int) -> str:
        """The words of the text from one bone up to another, as they stand there."""
        return self.text[self.places[start] : self.places[end - 1] + 1]

    def shingles(self) -> Iterable[str]:
        """Every run of so many signs, in order."""
        return (self.signs[start : start + WIDTH] for start in range(len(self.signs) - WIDTH + 1))


def bones(text: str, names: Iterable[str] = ()) -> Bones:
    """The bones of a text; `names` are left out wherever they stand (the unit's own)."""
    gone: set[int] = set()
    for name in filter(None, names):
        start = text.find(name)
        while start >= 0:
            gone.update(range(start, start + len(name)))
            start = text.find(name, start + len(name))
    kept = [at for at, sign in enumerate(text) if _counts(sign) and at not in gone]
    return Bones(text, "".join(text[at] for at in kept), tuple(kept))


def sampled(signs: str, every: int) -> set[int]:
    """About one in `every` of the runs of so many signs, as numbers: the same runs of any text."""
    found: set[int] = set()
    value, top = 0, pow(_BASE, WIDTH, _MODULUS)
    for at, sign in enumerate(signs):
        value = (value * _BASE + ord(sign)) % _MODULUS
        if at >= WIDTH:
            value = (value - ord(signs[at - WIDTH]) * top) % _MODULUS
        if at >= WIDTH - 1 and (value * 0x9E3779B97F4A7C15 >> 40) % every == 0:
            found.add(value)
    return found


def _counts(sign: str) -> bool:
    return _FIRST <= sign <= _LAST and sign not in _NUMERALS
