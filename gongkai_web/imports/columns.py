"""Which line of a sheet is its head, and which column is what?

The line, or the two or three lines put together, that name the most columns. What nobody knows is left to the
clerk, who says it once (`meanings.Defaults.columns`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.reading.formats.xlsx import Value
from gongkai.registers.cells import CellError, is_tick, said
from gongkai.registers.days import written_day
from gongkai_web.imports.words import plain, words

HEAD_WITHIN = 15
FEWEST_COLUMNS = 3
_LONGEST_LABEL = 30
_TICKED = ("applicant_kind", "channel", "outcome")
TOGETHER = {
    "organisation": ("applicant_name",),
    "applicant": ("applicant_name", "phone"),
    "reply": ("replied_on", "letter_number", "outcome"),
}

Cells = Sequence[Value | None]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands above a column: of a group and of its own, and both together as it is compared."""

    text: str
    group: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as understood.

    `key`: under what its meaning is kept; `tick`: the word that its ticks stand for; `stands_in`: it is read
    as the day of receipt for want of another.
    """

    index: int
    label: str
    key: str
    field: str = ""
    tick: str = ""
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a sheet, and the index of the first row below it."""

    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    below: int

    @property
    def fields(self) -> dict[int, str]:
        """The columns that are read, by index."""
        return {one.index: one.field for one in self.columns if one.field}

    @property
    def missing(self) -> tuple[str, ...]:
        """What no column gives, though no request is without it."""
        fields = set(self.fields.values())
        given = fields.union(*(TOGETHER.get(one, ()) for one in fields))
        return tuple(key for key in words().required if key not in given)

    @property
    def complete(self) -> bool:
        """Whether rows can be read below it."""
        return not self.missing and len(self.fields) >= FEWEST_COLUMNS


def head_of(rows: Sequence[Cells], chosen: Mapping[str, str]) -> Head | None:
    """The head of the sheet; None where no line looks like one."""
    lines = [[said(cell) for cell in cells] for cells in rows[:HEAD_WITHIN]]
    tried = [
        Head(tuple(one.text for one in labels), _columns(labels, rows[below:], chosen), below)
        for labels, below in _candidates(lines)
        if below < len(rows)
    ]
    known = [head for head in tried if len(head.fields) >= FEWEST_COLUMNS]
    if known:
        return max(known, key=lambda head: (not head.missing, len(head.fields), len(head.columns)))
    single = [head for head in tried if _reads_as_head(lines[head.below - 1])]
    return max(single, key=lambda head: len(head.columns), default=None)


def _candidates(lines: Sequence[list[str]]) -> Iterable[tuple[list[Label], int]]:
    """Each line, each two and each three of them as a head, and where the rows below begin."""
    single = [[Label(text, "", text) for text in line] for line in lines]
    pairs = [_put_together(upper, lower) for upper, lower in pairwise(single)]
    yield from ((line, at + 1) for at, line in enumerate(single))
    yield from ((pair, at + 2) for at, pair in enumerate(pairs))
    yield from ((_put_together(pair, single[at + 2]), at + 3) for at, pair in enumerate(pairs[:-1]))


def _put_together(upper: list[Label], lower: list[Label]) -> list[Label]:
    """A head of two lines: what stands above a group goes before each of its columns."""
    made, group = [], ""
    for index in range(max(len(upper), len(lower))):
        above = upper[index].text if index < len(upper) else ""
        below = lower[index].text if index < len(lower) else ""
        group = above or (group if below else "")
        made.append(Label(_joined(group, below), group if below else "", below or above))
    return made


def _joined(above: str, below: str) -> str:
    """The lower line alone where that is a name of its own and the two together are none."""
    if not below or not above:
        return above or below
    both = above + below
    return both if words().column(both) or not words().column(below) else below


def _reads_as_head(line: Sequence[str]) -> bool:
    """Whether a line that names no column known to anybody can still be a head."""
    texts = [text for text in line if text]
    return len(texts) >= FEWEST_COLUMNS and not any(
        len(text) > _LONGEST_LABEL or _is_value(text) for text in texts
    )


def _is_value(text: str) -> bool:
    try:
        return text.isdecimal() or written_day(text, 2000) is not None
    except CellError:
        return False


# – what each column is


def _columns(
    labels: Sequence[Label], below: Sequence[Cells], chosen: Mapping[str, str]
) -> tuple[Column, ...]:
    seen: Counter[str] = Counter()
    found = []
    for index, label in enumerate(labels):
        if not label.text:
            continue
        word = plain(label.text)
        seen[word] += 1
        key = word if seen[word] == 1 else f"{word}#{seen[word]}"
        found.append(_column(index, label, key, below, chosen))
    return tuple(_stood_in(_without_rivals(found, chosen), chosen))


def _column(index: int, label: Label, key: str, below: Sequence[Cells], chosen: Mapping[str, str]) -> Column:
    if key in chosen:
        return Column(index, label.text, key, chosen[key])
    ticked = _ticked(label)
    if ticked and _only_ticks(index, below):
        return Column(index, label.text, key, ticked, tick=label.own)
    return Column(index, label.text, key, words().column(label.text))


def _without_rivals(columns: Sequence[Column], chosen: Mapping[str, str]) -> list[Column]:
    """Of several columns with one meaning the one that says it best; the clerk's choice before all."""
    best: dict[str, Column] = {}
    for one in columns:
        if one.field and not one.tick:
            other = best.get(one.field)
            if other is None or _surety(one, chosen) < _surety(other, chosen):
                best[one.field] = one
    return [
        one if not one.field or one.tick or best[one.field] is one else Column(one.index, one.label, one.key)
        for one in columns
    ]


def _surety(one: Column, chosen: Mapping[str, str]) -> tuple[bool, int, int]:
    return one.key not in chosen, words().rank.get(plain(one.label), HEAD_WITHIN * HEAD_WITHIN), one.index


def _stood_in(columns: Sequence[Column], chosen: Mapping[str, str]) -> list[Column]:
    """A register with one day of the request only calls it 申请日期: it is the day of receipt."""
    if any(one.field == "received_on" for one in columns):
        return list(columns)
    return [
        Column(one.index, one.label, one.key, "received_on", stands_in=True)
        if one.field == "submitted_on" and one.key not in chosen
        else one
        for one in columns
    ]


def _ticked(label: Label) -> str:
    """The column of words of which this one ticks a single word; empty for none."""
    group, own = words().column(label.group) if label.group else "", plain(label.own)
    if group in _TICKED:
        return group
    known = words()
    for name, found in (
        ("applicant_kind", {*known.kinds, *known.organisations}),
        ("channel", known.channels),
        ("outcome", {*known.outcomes, *known.several}),
    ):
        if own in found:
            return name
    return ""


def _only_ticks(index: int, below: Sequence[Cells]) -> bool:
    texts = [said(cells[index]) for cells in below if index < len(cells)]
    written = [text for text in texts if text]
    return bool(written) and all(is_tick(text) or text.isdecimal() for text in written)
