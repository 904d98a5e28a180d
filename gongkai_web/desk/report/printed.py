"""How does a section stand on its page: as it is printed, its living numbers and what speaks against them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.checking.skeleton import MAY_BE_BARE
from gongkai.drafting.passage import Numbers, Said, said
from gongkai.drafting.references import Reference, Text
from gongkai.drafting.typed import Opposed, asked, opposed
from gongkai.form import form_of_year
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.models import SectionText
from gongkai_web.annual.naming import name_of
from gongkai_web.annual.numbers import address, counted, numbers, unknown
from gongkai_web.annual.prose import living


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
    told = against(agency, year, texts)
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
    told = against(agency, year, {number: text}).get(number, ())
    return Printed(number, heading, _lines(text, numbers(agency, year, [text]), agency, year, told))


def against(agency: Agency, year: int, texts: dict[int, Text]) -> dict[int, tuple[Opposed, ...]]:
    """By section the typed numbers that contradict the records; counted once for all."""
    day = date(year, 12, 31)
    if not any(isinstance(part, str) and part.strip() for text in texts.values() for part in text):
        return {}
    known = counted(agency, year, [one for one in asked(day) if not unknown(Reference(one))])
    return {number: tuple(opposed(text, known, day)) for number, text in texts.items()}


def _lines(
    text: Text, found: Numbers, agency: Agency, year: int, wrong: Sequence[Opposed]
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
    one: Said, agency: Agency, year: int, wrong: Sequence[Opposed], place: int
) -> Iterator[list[Piece]]:
    """Line by line; the first goes on with the line before."""
    if one.reference is None:
        yield from _lines_of(one.text, wrong, place)
        return
    figure = reverse("desk:figure", args=[one.reference.counted.figure])
    href = f"{figure}?{address(one.reference.counted, agency, year)}"
    yield [Piece(one.text, href, name_of(one.reference))]


def _lines_of(text: str, wrong: Sequence[Opposed], place: int) -> Iterator[list[Piece]]:
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
