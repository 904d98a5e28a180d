"""How does a section stand on its page: as it is printed, its living numbers and what speaks against them?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.checking.skeleton import MAY_BE_BARE
from gongkai.checking.spoken import Spoken, spoken_against
from gongkai.drafting.passage import Numbers, Said, printed, said
from gongkai.drafting.references import Reference, Text
from gongkai.drafting.typed import asked, opposed
from gongkai.form import form_of_year
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.compose import in_words
from gongkai_web.annual.models import SectionText
from gongkai_web.annual.naming import name_of
from gongkai_web.annual.numbers import address, counted, numbers, unknown
from gongkai_web.annual.prose import living

_DIGITS, _CLAUSE = re.compile(r"[0-9]"), re.compile(r"[，。；：、！？,;:\n]")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A stretch of a section as it is written, and what speaks against it."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. `href`: where the records behind a living number stand; `name`: which it is.

    `wrong`: what speaks against a number that somebody typed.
    """

    text: str
    href: str = ""
    name: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A section: its lines in pieces."""

    number: int
    heading: str
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def against(self) -> tuple[str, ...]:
        """A sentence for each typed number that contradicts the records."""
        return tuple(piece.wrong for line in self.lines for piece in line if piece.wrong)

    @property
    def tabular(self) -> bool:
        """Whether it is a table, which needs no words."""
        return self.number in MAY_BE_BARE

    @property
    def written(self) -> bool:
        """Whether anything stands in it."""
        return any(self.lines)


def sections(agency: Agency, year: int) -> list[Printed]:
    """The six sections of the report as they stand."""
    kept = dict(SectionText.objects.filter(agency=agency, year=year).values_list("number", "text"))
    texts = {number: living(text) for number, text in kept.items()}
    found = numbers(agency, year, texts.values())
    told = against(agency, year, texts, found)
    return [
        Printed(
            one.number,
            one.heading,
            _lines(texts.get(one.number, ()), found, agency, year, told.get(one.number, ())),
        )
        for one in form_of_year(year).sections
    ]


def preview(agency: Agency, year: int, number: int, text: Text) -> Printed:
    """One section as it would be printed."""
    heading = next(one.heading for one in form_of_year(year).sections if one.number == number)
    found = numbers(agency, year, [text])
    told = against(agency, year, {number: text}, found).get(number, ())
    return Printed(number, heading, _lines(text, found, agency, year, told))


def against(
    agency: Agency, year: int, texts: Mapping[int, Text], found: Numbers
) -> dict[int, tuple[Wrong, ...]]:
    """By section the typed numbers that contradict the records or the tables; counted once for all."""
    day = date(year, 12, 31)
    if not any(isinstance(part, str) and _DIGITS.search(part) for text in texts.values() for part in text):
        return {}
    known = counted(agency, year, [one for one in asked(day) if not unknown(Reference(one))])
    words = {number: printed(text, found) for number, text in texts.items()}
    tables = list(spoken_against(in_words(agency, year, words)))
    told: dict[int, tuple[Wrong, ...]] = {}
    for number, text in texts.items():
        of_figures = [Wrong(one.start, one.end, one.message) for one in opposed(text, known, day)]
        of_tables = [place for one in tables if one.section == number for place in _place(one, text)]
        told[number] = _apart([*of_figures, *of_tables])
    return told


def _place(one: Spoken, text: Text) -> Iterator[Wrong]:
    """Where the number was typed: where the words before it are those of its clause."""
    number = re.compile(rf"(?<![0-9]){re.escape(one.number)}(?![0-9])")
    place = 0
    for part in text:
        written = str(part)
        for typed in () if isinstance(part, Reference) else number.finditer(written):
            if _CLAUSE.split(written[: typed.end()])[-1].strip() in one.clause:
                yield Wrong(place + typed.start(), place + typed.end(), one.message)
                return
        place += len(written)


def _apart(found: Sequence[Wrong]) -> tuple[Wrong, ...]:
    """In order of their place; of two that overlap, the first."""
    apart: list[Wrong] = []
    for one in sorted(found, key=lambda each: (each.start, each.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(apart)


def _lines(
    text: Text, found: Numbers, agency: Agency, year: int, wrong: Sequence[Wrong]
) -> tuple[tuple[Piece, ...], ...]:
    """`wrong`: places in the paragraph as it is written, which goes on by the length of each part."""
    lines: list[list[Piece]] = [[]]
    place = 0
    for part, one in zip(text, said(text, found), strict=True):
        length = len(str(part))
        here = [each for each in wrong if place <= each.start < place + length]
        first, *further = _pieces(one, agency, year, here, place)
        lines[-1] += first
        lines += further
        place += length
    return tuple(tuple(line) for line in lines if any(piece.text.strip() for piece in line))


def _pieces(
    one: Said, agency: Agency, year: int, wrong: Sequence[Wrong], place: int
) -> Iterator[list[Piece]]:
    """Line by line; the first goes on with the line before."""
    if one.reference is None:
        yield from _lines_of(one.text, wrong, place)
        return
    figure = reverse("desk:figure", args=[one.reference.counted.figure])
    href = f"{figure}?{address(one.reference.counted, agency, year)}"
    yield [Piece(one.text, href, name_of(one.reference))]


def _lines_of(text: str, wrong: Sequence[Wrong], place: int) -> Iterator[list[Piece]]:
    """What was typed, with the numbers that are wrong apart. No number runs over the end of a line."""
    for line in text.split("\n"):
        pieces, done = list[Piece](), 0
        for each in wrong:
            start, end = each.start - place, each.end - place
            if 0 <= start < len(line):
                pieces += [Piece(line[done:start]), Piece(line[start:end], wrong=each.message)]
                done = end
        yield [piece for piece in (*pieces, Piece(line[done:])) if piece.text]
        place += len(line) + 1
