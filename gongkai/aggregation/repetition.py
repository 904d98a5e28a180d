"""Whose prose is last year's, or another unit's?

Handbook 02 §1: reports that repeat each other. Of every text a sample of its runs of signs goes into one
index; who shares many of them is compared word by word with the one it shares most with. So the work grows
with the length of the texts, not with the number of pairs. What every report has to say is not counted.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.aggregation.bones import WIDTH, Bones, bones, sampled
from gongkai.aggregation.facts import Unit
from gongkai.drafting.blocks import Block, Choice, blocks
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.report import Report

LIMITS, PHRASES = "repetition.yaml", "boilerplate.yaml"
LAST_YEAR, AMONG_UNITS, AT_HANDING_IN = "last_year", "among_units", "at_handing_in"
_EVERY = 4  # one run of signs in so many goes into the index
_PARTNERS = 8  # with so many of those who share a run a unit is compared in the index
_MARGIN = 0.8  # a sample may tell less than there is: so much of the limit is worth a comparison


@dataclass(frozen=True, slots=True)
class Limit(Kind):
    """From when on a repetition is told: `percent` of at least `characters`; `passage`: the least shown.

    `shared`: so many characters at least are the same.
    """

    percent: int
    characters: int
    passage: int
    shared: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """One passage that stands in both texts, as each of them has it."""

    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """A unit whose text is largely that of another (`other`), or its own of last year (`other` is itself).

    `percent` of its `characters` that count; `passages` side by side, longest first.
    """

    unit: str
    other: str
    percent: int
    characters: int
    message: str
    passages: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A report, and the names of its unit, which do not count in it."""

    report: Report
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shared:
    """How much of a text stands in another one: `percent` of its `characters` that count."""

    percent: int
    characters: int
    passages: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """What is told in a year: the limit, and the runs of signs that do not count."""

    limit: Limit
    stock: frozenset[str]


@functools.lru_cache
def limits(book: Lawbook | None = None) -> DatedList[Limit]:
    """From when on a repetition is told. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(LIMITS, "雷同的界限", functools.partial(_limit, book))


@functools.lru_cache
def phrases(book: Lawbook | None = None) -> DatedList[Kind]:
    """What every report says. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(
        PHRASES, "法定用语", lambda code, node: Kind(code, node.text("label"), book.source(node))
    )


def with_last_year(units: Iterable[Unit], year: int) -> list[Repetition]:
    """The units whose text is largely that of their own report of the year before."""
    scale = _scale(LAST_YEAR, year)
    found: list[Repetition] = []
    for unit in units:
        if unit.report is not None and unit.previous is not None:
            own, before = (bones(_text(report), [unit.name]) for report in (unit.report, unit.previous))
            found += _compared(unit, unit, own, before, scale)
    return found


def among(units: Sequence[Unit], year: int) -> list[Repetition]:
    """The units whose text is largely that of another unit: each with the one that it shares most with."""
    scale = _scale(AMONG_UNITS, year)
    texts = {unit.key: bones(_text(unit.report), [unit.name]) for unit in units if unit.report is not None}
    known = {unit.key: unit for unit in units}
    near = _nearest(
        {key: _own(text, scale.stock) for key, text in texts.items()}, scale.limit.percent * _MARGIN
    )
    return [
        repetition
        for key, other in near.items()
        for repetition in _compared(known[key], known[other], texts[key], texts[other], scale)
    ]


def said_alone(report: Report, names: Iterable[str], year: int) -> str:
    """What the prose says without numbers, these names and what every report says: the bones of its own.

    Empty where too little is left to be compared, and for years in which no limit is set.
    """
    limit = limits().on(date(year, 12, 31)).get(AMONG_UNITS)
    if limit is None:
        return ""
    text = bones(_text(report), names)
    counted = _counted(text, _stock(year))
    return counted if len(counted) >= limit.characters else ""


def shared(own: Prose, other: Prose, which: str, year: int) -> Shared | None:
    """What the prose of a report shares with that of another one; `which`: by which of the limits.

    None where that is too little to be told, and for years in which no limit is set.
    """
    if which not in limits().on(date(year, 12, 31)):
        return None
    mine, theirs = (bones(_text(one.report), one.names) for one in (own, other))
    return _shared(mine, theirs, _scale(which, year))


def runs_of(prose: Prose, every: int, year: int) -> set[int]:
    """A sample of the runs of signs of what a report says by itself: one in `every`, the same of any text."""
    return sampled(_counted(bones(_text(prose.report), prose.names), _stock(year)), every)


def _nearest(samples: Mapping[str, Collection[int]], percent: float) -> dict[str, str]:
    """Of those who share so much with others: whom they share most with. One pass over the index."""
    index: defaultdict[int, list[str]] = defaultdict(list)
    for key, sample in samples.items():
        for run in sample:
            index[run].append(key)
    near: dict[str, str] = {}
    for key, sample in samples.items():
        partners = Counter(
            other for run in sample for other in _others(index[run], key) if len(index[run]) > 1
        )
        if partners:
            other, shared = min(partners.items(), key=lambda item: (-item[1], item[0]))
            if shared * 100 >= percent * len(sample):
                near[key] = other
    return near


def _others(keys: Sequence[str], own: str) -> Iterator[str]:
    return (key for key in keys[:_PARTNERS] if key != own)


def _own(text: Bones, stock: Collection[str]) -> set[int]:
    """A sample of the runs of a text, without those that every report has."""
    return sampled(_counted(text, stock), _EVERY)


def _counted(text: Bones, stock: Collection[str]) -> str:
    """The signs of a text without what every report has."""
    return "".join(sign for sign, kept in zip(text.signs, _not_stock(text, stock), strict=True) if kept)


def _compared(unit: Unit, other: Unit, own: Bones, theirs: Bones, scale: _Scale) -> Iterator[Repetition]:
    """What the two texts share, where it is enough to be told."""
    found = _shared(own, theirs, scale)
    if found is None:
        return
    whose = "本单位上年的" if unit is other else f"{other.name}的"
    told = (
        f"{unit.name}：正文 {found.characters} 字里有 {found.percent}% 与{whose}相同"
        "（数字、名称和法定用语不计）；请按本年本单位的情况改写。"
    )
    yield Repetition(unit.key, other.key, found.percent, found.characters, told, found.passages)


def _shared(own: Bones, theirs: Bones, scale: _Scale) -> Shared | None:
    """None where it is too little to be told."""
    limit, counted = scale.limit, _not_stock(own, scale.stock)
    characters = sum(counted)
    if characters < limit.characters:
        return None
    runs = _runs(own, theirs)
    covered = sum(counted[at] for start, end, _ in runs for at in range(start, end))
    percent = covered * 100 // characters
    if percent < limit.percent or covered < limit.shared:
        return None
    pairs = [
        Pair(own.passage(start, end), theirs.passage(there, there + end - start))
        for start, end, there in sorted(runs, key=lambda run: run[0] - run[1])
        if sum(counted[start:end]) >= limit.passage
    ]
    return Shared(percent, characters, tuple(pairs))


def _runs(own: Bones, theirs: Bones) -> list[tuple[int, int, int]]:
    """The longest stretches that stand in both: start and end here, start there; none overlaps another."""
    places: dict[str, int] = {}
    for at, shingle in enumerate(theirs.shingles()):
        places.setdefault(shingle, at)
    found, at, last = [], 0, len(own.signs) - WIDTH
    while at <= last:
        there = places.get(own.signs[at : at + WIDTH])
        if there is None:
            at += 1
            continue
        end, until = at + WIDTH, there + WIDTH
        while end < len(own.signs) and until < len(theirs.signs) and own.signs[end] == theirs.signs[until]:
            end, until = end + 1, until + 1
        found.append((at, end, there))
        at = end
    return found


def _not_stock(text: Bones, stock: Collection[str]) -> list[bool]:
    """Of each sign, whether it counts: those in runs that every report has do not."""
    counted = [True] * len(text.signs)
    for at, shingle in enumerate(text.shingles()):
        if shingle in stock:
            counted[at : at + WIDTH] = [False] * WIDTH
    return counted


def _scale(which: str, year: int) -> _Scale:
    return _Scale(limits().at(which, date(year, 12, 31)), _stock(year))


def _text(report: Report) -> str:
    return "\n".join(section.text for section in report.sections)


@functools.lru_cache
def _stock(year: int) -> frozenset[str]:
    """The runs of signs of all that every report has to say, or that this program writes into it."""
    day = date(year, 12, 31)
    said = [phrase.label for phrase in phrases().on(day).values()]
    said += [words for block in blocks().on(day).values() for words in (_words(block), block.zero)]
    return frozenset(shingle for words in said for shingle in bones(words).shingles())


def _words(block: Block) -> str:
    """The words of a text block without its numbers."""
    parts: list[object] = []
    for piece in block.text:
        if isinstance(piece, Choice):
            parts += [*piece.lead, *(part for entry in piece.entries for part in entry)]
        else:
            parts.append(piece)
    return "".join(part for part in parts if isinstance(part, str))


def _limit(book: Lawbook, code: str, node: Node) -> Limit:
    sizes = (node.integer("percent", least=1), node.integer("characters", least=1))
    passage = node.integer("passage", least=WIDTH)
    same = node.integer("shared", least=1) if "shared" in node else 0
    return Limit(code, node.text("label"), book.source(node), *sizes, passage, same)
