"""Which row do numbers belong to whose label stands around them, not beside them?

In PDF text and some conversions a long label runs over two or three lines and its numbers stand on any of
them, or on a line of their own (handbook 08 §1). Between two rows that carry their own label, the rows
missing there whose labels stand in the loose text are counted: as many as there are rows of numbers, and
they are taken in printed order; otherwise none of them is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.reading.blocks import GridCell
from gongkai.reading.vocabulary import is_numbered, row_order, sense_in

_LAST = 1000  # behind every row of the form


@dataclass(slots=True)
class Gap:
    """What stands between two labelled rows of table 三."""

    after: int
    before: int
    texts: list[str]
    numbers: list[list[GridCell]]


@dataclass(slots=True)
class Around:
    """Collects labelled rows, loose labels and bare rows of numbers of a form in reading order."""

    layout_key: str
    gaps: list[Gap] = field(default_factory=lambda: [Gap(-1, _LAST, [], [])])

    def row(self, key: str) -> None:
        """A row that carries its own label."""
        place = row_order(self.layout_key)[key]
        self.gaps[-1].before = place
        self.gaps.append(Gap(place, _LAST, [], []))

    def text(self, text: str) -> None:
        """A loose label, or a piece of one."""
        self.gaps[-1].texts.append(text)

    def numbers(self, cells: list[GridCell]) -> None:
        """A row of numbers without a label."""
        self.gaps[-1].numbers.append(cells)

    def solved(self, *forms: Sequence[str]) -> Iterator[tuple[str, list[GridCell]]]:
        """The rows whose numbers could be told; `forms` are the rows a form may have, in printed order."""
        for gap in self.gaps:
            if gap.numbers:
                yield from zip(self._found(gap, forms), gap.numbers, strict=False)

    def _found(self, gap: Gap, forms: Sequence[Sequence[str]]) -> list[str]:
        """As many rows as there are numbers, by the first form that explains them; else none."""
        named = self._named(gap.texts)
        for rows in forms:
            found = [key for key in self._between(gap, rows) if key in named]
            if len(found) == len(gap.numbers):
                return found
        return []

    def open_rows(self, *forms: Sequence[str]) -> list[str]:
        """The rows whose numbers stand there but cannot be told apart."""
        solved = {key for key, _ in self.solved(*forms)}
        places = [key for gap in self.gaps if gap.numbers for key in self._between(gap, forms[0])]
        return [key for key in places if key not in solved]

    def _between(self, gap: Gap, rows: Sequence[str]) -> list[str]:
        order = row_order(self.layout_key)
        return [key for key in rows if gap.after < order[key] < gap.before]

    def _named(self, texts: Sequence[str]) -> set[str]:
        """The rows whose labels stand in these pieces, each alone or several joined."""
        joined = [
            "".join(texts[start : start + size]) for size in (1, 2, 3, 4) for start in range(len(texts))
        ]
        found = set()
        for text in joined:
            meaning = sense_in(text, self.layout_key)
            if meaning.row3 and (not meaning.vague or is_numbered(text)):
                found.add(meaning.row3)
        return found
