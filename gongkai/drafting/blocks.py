"""Which sentences does a first draft consist of, and which of them has a year something to say in?

The paragraphs are those of `gongkai.topics`; `law/drafting/blocks.yaml` holds the sentences in them, with
their numbers as references. A sentence about nothing is left out, or says that there was nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.drafting.references import COMPARED, Counted, Part, Reference, Text, parse, references, written
from gongkai.drafting.rounding import Number
from gongkai.errors import UsageError
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind, agency_kinds, outcome_groups, outcomes
from gongkai.topics import Group, groups

FOLDER = "drafting"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_GROUP = re.compile(r"(?<=outcome=)@([a-z_]+)")
# Where the office writes what no record tells; a report with such a place left is not finished.
TO_FILL_IN = "【此处填写】"
_BETWEEN = "、"  # between the entries of a list in running text


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be left out: a passage (one entry, no lead), or the entries of a list after its lead."""

    lead: Text
    entries: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Block(Kind):
    """A sentence of a group. `zero`: what it says where there was nothing (empty: then it is left out).

    `stated`: the number of those who said that there was nothing; without one of them the sentence is left
    out, for no record is no nought.

    A sentence that counts nothing leaves a place to fill in.

    `agencies`: the kinds of agency that it is for (none: all); `required`: the form asks for it.
    """

    group: str
    text: tuple[Part | Choice, ...]
    zero: str
    agencies: tuple[str, ...]
    required: bool
    stated: Counted | None = None

    @property
    def told(self) -> tuple[Counted, ...]:
        """What it says."""
        return tuple(dict.fromkeys(one for ref in self._references for one in ref.asked))

    @property
    def asked(self) -> tuple[Counted, ...]:
        """All that must be counted to decide and to say it."""
        return (*self.told, self.stated) if self.stated else self.told

    @property
    def compared(self) -> tuple[Counted, ...]:
        """What it compares with the year before."""
        return tuple(dict.fromkeys(ref.counted for ref in self._references if ref.style == COMPARED))

    @property
    def _references(self) -> Iterator[Reference]:
        texts = (text for part in self.text for text in _texts(part))
        return (ref for text in texts for ref in references(text))


@functools.lru_cache
def blocks(book: Lawbook | None = None) -> DatedList[Block]:
    """The sentences, in the order in which they stand. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(f"{FOLDER}/blocks.yaml", "文字块", functools.partial(_block, book))


def blocks_for(kind: str, day: date) -> dict[str, Block]:
    """The sentences that an agency of that kind may use on that day."""
    return {code: one for code, one in blocks().on(day).items() if not one.agencies or kind in one.agencies}


def drafted(block: Block, numbers: Mapping[Counted, Number]) -> Text:
    """The sentence by these numbers, with what is left out left out; empty where it says nothing.

    KeyError where a number of the block was not counted.
    """
    if block.told and not any(numbers[one] for one in block.told):
        said = block.zero and (block.stated is None or numbers[block.stated])
        return (block.zero,) if said else ()
    return tuple(part for piece in block.text for part in _chosen(piece, numbers))


def paragraphs(
    kind: str, day: date, numbers: Mapping[Counted, Number], before: Collection[Counted] = ()
) -> dict[str, Text]:
    """The first draft: by group, its lead and the sentences that have something to say.

    `before`: what is known of the year before; a sentence that compares with anything else is left out, and
    so is one of which a number is not known. Where that leaves nothing to say, a place to fill in stands.
    """
    known = set(before)
    usable = [one for one in blocks_for(kind, day).values() if known.issuperset(one.compared)]
    return {
        code: _paragraph(group, [one for one in usable if one.group == code], numbers)
        for code, group in groups().on(day).items()
    }


def _paragraph(group: Group, meant: Iterable[Block], numbers: Mapping[Counted, Number]) -> Text:
    said: list[Part] = []
    unknown: list[Block] = []
    for block in meant:
        if all(one in numbers for one in block.asked):
            said += drafted(block, numbers)
        else:
            unknown.append(block)
    lead = [group.lead] if group.lead else []
    if not said and (any(one.required for one in unknown) or (unknown and group.required)):
        said = [f"{TO_FILL_IN}。"]
    return (*lead, *said)


def _chosen(piece: Part | Choice, numbers: Mapping[Counted, Number]) -> Iterator[Part]:
    if not isinstance(piece, Choice):
        yield piece
        return
    told = [entry for entry in piece.entries if any(numbers[one] for one in _asked(entry))]
    if told:
        yield from piece.lead
    for place, entry in enumerate(told):
        if place:
            yield _BETWEEN
        yield from entry


def _asked(text: Text) -> Iterator[Counted]:
    return (one for reference in references(text) for one in reference.asked)


def _texts(piece: Part | Choice) -> Iterable[Text]:
    return (piece.lead, *piece.entries) if isinstance(piece, Choice) else ((piece,),)


def _block(book: Lawbook, code: str, node: Node) -> Block:
    group = node.text("group", allowed=list(groups(book)))
    kinds = node.texts("agencies", default=())
    if unknown := [kind for kind in kinds if kind not in agency_kinds(book)]:
        raise node.refuse("agencies", f"「{unknown[0]}」不是公开主体的类型；见 agencies.yaml。")
    required = "required" in node and node.flag("required")
    zero = node.text("zero", default="")
    pieces = _pieces(book, node)
    if required and not zero and any(isinstance(one, Reference | Choice) for one in pieces):
        raise node.refuse("zero", "必须写明的，没有发生也要写；请写上都是零时的句子。")
    label = f"{groups(book)[group].label}：{code}"
    return Block(code, label, book.source(node), group, pieces, zero, kinds, required, _stated(node))


def _stated(node: Node) -> Counted | None:
    text = node.text("stated", default="")
    if not text:
        return None
    try:
        (found,) = references(parse(f"{{{text}}}"))
    except (UsageError, ValueError):
        problem = f"「{text}」不是一个指标；应写成 zero-reports.stated register=leaks 的样子。"
        raise node.refuse("stated", problem) from None
    return found.counted


def _outcomes_of(book: Lawbook, node: Node, named: re.Match[str]) -> str:
    """Every outcome that ever stood in the group: those that are added later are counted with it."""
    if named[1] not in outcome_groups(book):
        raise node.refuse("text", f"「@{named[1]}」不是办理结果的组；见 outcome_groups.yaml。")
    return "|".join(code for code, one in outcomes(book).items() if one.group == named[1])


def _pieces(book: Lawbook, node: Node) -> tuple[Part | Choice, ...]:
    text = _GROUP.sub(functools.partial(_outcomes_of, book, node), node.text("text"))
    found: list[Part | Choice] = []
    end = 0
    try:
        for choice in _CHOICE.finditer(text):
            found += [*parse(text[end : choice.start()]), _choice(node, choice[1])]
            end = choice.end()
        found += parse(text[end:])
    except UsageError as problem:
        raise node.refuse("text", str(problem)) from None
    counts = any(True for piece in found for one in _texts(piece) for _ in references(one))
    if not counts and TO_FILL_IN not in text:
        raise node.refuse("text", f"没有引用的数；文字块至少引用一个指标，或者留出{TO_FILL_IN}。")
    return tuple(found)


def _choice(node: Node, inside: str) -> Choice:
    """The lead stands before the first stroke; the stroke between values of a reference is none."""
    lead, *entries = (parse(one) for one in _split(inside))
    if not entries:
        lead, entries = (), [lead]
    if silent := [one for one in entries if not any(True for _ in references(one))]:
        raise node.refuse("text", f"方括号里的「{written(silent[0])}」没有引用的数，无从决定写不写。")
    return Choice(lead, tuple(entries))


def _split(inside: str) -> list[str]:
    return re.split(r"\|(?![^{}]*\})", inside)
