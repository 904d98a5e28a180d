"""Which words does the prose use, and what does each of them say?

The vocabulary is data (`law/prose/`): subjects and what is done to them, kinds of applicants, areas,
periods and signs. A word may have several senses; which one holds, the grammar decides by what stands
around it. Every group carries a worked example, into which each of its words is put (`examples`).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gongkai.form import forms
from gongkai.lawbook import Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.prose.wording import plain

GAP = "…"  # in a word: some characters that are no sign and no digit
SUBJECT, WEAK, ACT, APPLICANT, AREA, PERIOD, RATE = (
    "subject",
    "weak",
    "act",
    "applicant",
    "area",
    "period",
    "rate",
)
APPLICANTS = "applicants"
_SIGNS = {"areas": AREA, "periods": PERIOD, APPLICANTS: APPLICANT}  # every other group is a sign of its own
_REQUESTS = "cases"  # the subject of table 三, which the rows of a form belong to
_FILE_OF_SIGNS = "prose/signs.yaml"


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a word: what kind of word it is there, its key, and the subject whose act it is."""

    kind: str
    key: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to a subject, and the number that counts it.

    `flow`: a step of all cases, which says less than a result beside it. `part`: such words tell only a
    part of that number. `authority`: said of the appeals of others as well. `follows`: read only behind
    another result. `manner`: how the applicant was told, which gives way to a result beside it (属于行政查询,
    告知查询途径). `turns`: the number that a period or a sign beside the act makes of it.
    """

    about: str
    flow: bool = False
    part: bool = False
    authority: bool = False
    follows: bool = False
    noun: bool = False
    turns: Mapping[str, str] = field(default_factory=dict)
    manner: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number may be about; `default` is the number meant where nothing is said to be done to it.

    `by_unit`: the number that another unit makes of the default (12元 of charges that are told in 万元).
    `kind`: words in front of it say which kind is meant (占道费), so that it is a part of that number.
    `generic`: a noun that gives way to what is spoken of, where only that knows the act beside it
    (相关信息予以公开). `kinds`: the prose may tell it kind by kind (规划许可46件、施工许可12件).
    """

    key: str
    units: frozenset[str]
    default: str | None
    acts: Mapping[str, Act]
    by_unit: Mapping[str, str] = field(default_factory=dict)
    kind: bool = False
    generic: bool = False
    kinds: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with a name of its own: which number over which."""

    part: str
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which the word stands, and what it has to state: value by `about@applicant or area`."""

    where: str
    word: str
    text: str
    means: Mapping[str, object]


@dataclass(frozen=True)
class Vocabulary:
    """All words by their first character, longest first, and what they stand for."""

    subjects: Mapping[str, Subject]
    rates: Mapping[str, Rate]
    words: Mapping[str, tuple[Sense, ...]]
    gaps: Mapping[str, tuple[tuple[str, str], ...]]
    examples: tuple[Example, ...]
    borrowing: frozenset[str]  # subjects that have the acts of another one

    @functools.cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How long the words are that begin with a character, longest first."""
        found: dict[str, set[int]] = {}
        for word in (*self.words, *self.gaps):
            found.setdefault(word[0], set()).add(len(word))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}

    def act(self, sense: Sense) -> Act:
        """The act of that sense."""
        return self.subjects[sense.subject].acts[sense.key]


@functools.lru_cache(maxsize=8)
def vocabulary(book: Lawbook | None = None) -> Vocabulary:
    """The words on file. Raises LawError for a malformed file, an act or a subject that is not there."""
    return _Maker(book or lawbook()).made()


class _Maker:
    """Reads the files one by one; what a later one adds to a subject is added to it."""

    def __init__(self, book: Lawbook) -> None:
        self.book = book
        self.senses: dict[str, list[Sense]] = {}
        self.gaps: dict[str, list[tuple[str, str]]] = {}
        self.examples: list[Example] = []
        self.subjects: dict[str, Subject] = {}
        self.rates: dict[str, Rate] = {}
        self.borrowed: set[str] = set()

    def made(self) -> Vocabulary:
        nodes = self.book.nodes("prose")
        written = [entry for node in nodes if node.file != _FILE_OF_SIGNS for entry in node.entries()]
        names = [name for name, _ in written]
        borrowed = []
        for key, node in written:
            acts = self._acts(key, node)
            known = self.subjects.get(key)
            self.subjects[key] = _extended(known, acts) if known else self._subject(key, node, acts)
            if "acts_of" in node:
                borrowed.append((key, node.text("acts_of", allowed=names)))
            node.done()
        for key, lender in borrowed:
            self._borrow(key, lender)
        self._signs(self.book.node(_FILE_OF_SIGNS))
        self._rows_of_forms()
        return Vocabulary(
            self.subjects,
            self.rates,
            {word: tuple(dict.fromkeys(senses)) for word, senses in self.senses.items()},
            {head: tuple(tails) for head, tails in self.gaps.items()},
            tuple(self.examples),
            frozenset(self.borrowed),
        )

    # – subjects and acts

    def _subject(self, key: str, node: Node, acts: Mapping[str, Act]) -> Subject:
        node.text("name")
        default = node.text("default") if "default" in node else None
        self._words(node, "words", Sense(SUBJECT, key), default)
        if "weak" in node:
            self._words(node, "weak", Sense(WEAK, key), None, tried=False)
        by_unit = node.child("by_unit").written if "by_unit" in node else {}
        units = frozenset(node.texts("units"))
        units_of = {unit: str(about) for unit, about in by_unit.items()}
        return Subject(
            key,
            units,
            default,
            acts,
            units_of,
            _flag(node, "kind"),
            _flag(node, "generic"),
            _flag(node, "kinds"),
        )

    def _acts(self, subject: str, node: Node) -> dict[str, Act]:
        if "acts" not in node:
            return {}
        found = {}
        for key, entry in node.child("acts").entries():
            entry.text("name")
            act = Act(
                _whole_name(subject, entry.text("about", default=key)),
                _flag(entry, "flow"),
                _flag(entry, "part"),
                _flag(entry, "authority"),
                _flag(entry, "follows"),
                _flag(entry, "noun"),
                {name: str(about) for name, about in entry.child("with").written.items()}
                if "with" in entry
                else {},
                _flag(entry, "manner"),
            )
            self._words(entry, "words", Sense(ACT, key, subject), act.about)
            entry.done()
            found[key] = act
        return found

    def _borrow(self, key: str, lender: str) -> None:
        """The acts of another subject, each about this one."""
        lent = self.subjects[lender].acts
        acts = {name: _about_another(act, lender, key) for name, act in lent.items()}
        self.subjects[key] = _extended(self.subjects[key], acts)
        for senses in self.senses.values():
            senses += [Sense(ACT, sense.key, key) for sense in senses if sense.subject == lender]
        self.borrowed.add(key)

    # – signs

    def _signs(self, node: Node) -> None:
        for group, below in node.entries():
            for key, entry in below.entries():
                entry.text("name")
                if group == "rates":
                    self.rates[key] = Rate(entry.text("part"), entry.texts("base"))
                    sense = Sense(RATE, key)
                else:
                    kind = _SIGNS.get(group)
                    sense = Sense(kind, key) if kind else Sense(key, key)
                self._words(entry, "words", sense, None)
                entry.done()

    # – rows that a form brings along

    def _rows_of_forms(self) -> None:
        """The words of the prose for a row of its own (`prose` in the form): they mean that row alone."""
        for row in (row for form in forms(self.book).values() for row in form.result_rows if row.prose):
            key = Sense(ACT, row.key, _REQUESTS)
            about = Act(f"{_REQUESTS}.{row.key}")
            self.subjects[_REQUESTS] = _extended(self.subjects[_REQUESTS], {row.key: about})
            for word in map(plain, row.prose):
                others = [
                    one for one in self.senses.get(word, []) if (one.kind, one.subject) != (ACT, _REQUESTS)
                ]
                self.senses[word] = [*others, key]

    # – words

    def _words(self, node: Node, key: str, sense: Sense, about: str | None, *, tried: bool = True) -> None:
        means, text = (None, "") if not tried else self._example(node, about)
        for written in node.texts(key):
            word = GAP.join(map(plain, written.split(GAP)))
            if not word.replace(GAP, ""):
                raise node.refuse(key, "词不能为空。")
            self._add(word, sense)
            if means is not None:
                shown = word.replace(GAP, "")
                self.examples.append(
                    Example(f"{node.file} {node.path}", word, text.replace("{}", shown), means)
                )

    def _example(self, node: Node, about: str | None) -> tuple[Mapping[str, object], str]:
        below = node.child("example")
        text = below.text("text")
        if "{}" not in text:
            raise below.refuse("text", "算例里没有 {}；请用它标出词的位置。")
        means = below.take("means") if "means" in below else about
        below.done()
        if isinstance(means, dict):
            return means, text
        if not isinstance(means, str):
            raise below.refuse(
                "means", "应为读出来的数（about），或者 about 和值的对照；读不出数的写空文字。"
            )
        return ({means: None} if means else {}), text

    def _add(self, word: str, sense: Sense) -> None:
        head, gap, tail = word.partition(GAP)
        if gap:
            self.gaps.setdefault(head, []).append((tail, word))
        self.senses.setdefault(word, []).append(sense)


def _extended(known: Subject, acts: Mapping[str, Act]) -> Subject:
    return replace(known, acts={**known.acts, **acts})


def _whole_name(subject: str, about: str) -> str:
    """`granted+partially_granted` of cases in full; a name with a dot is whole already."""
    return "+".join(name if "." in name else f"{subject}.{name}" for name in about.split("+"))


def _about_another(act: Act, lender: str, subject: str) -> Act:
    return replace(act, about=act.about.replace(f"{lender}.", f"{subject}."))


def _flag(node: Node, key: str) -> bool:
    return node.flag(key) if key in node else False
