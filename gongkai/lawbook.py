"""What is the law on a given day, and where does it say so?

The folder `law/` is the only place where a number of the law stands. This module opens it: instruments,
sources, and values by the day from which they apply. Each subject reads its own file through it
(`workdays`, `clock`, `tariff`, `outcomes`, `form`, `checking`), so that a new notice, tariff or form is a
file and a worked example, and no Python. The setting GONGKAI_LAW names another folder: a copy in which a new
row of the law is tried before it is kept.
"""

from __future__ import annotations

import functools
import hashlib
import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from gongkai import lawfile
from gongkai.errors import NotInForce, UsageError
from gongkai.lawfile import Node

T = TypeVar("T")


class Named(Protocol):
    """A word of the law: it says what it is called in a sentence."""

    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)

FOLDER_SETTING = "GONGKAI_LAW"
CONVENTION = "convention"  # the instrument of what no law says
STATUSES = ("verified", "unverified", "convention")
FOR_REVIEWERS = ("未核实", "实现约定", "手册")  # words that stand nowhere but in notes
STATUS_LABELS = {"verified": "", "unverified": "未核实", "convention": "实现约定"}


@dataclass(frozen=True, slots=True)
class Instrument:
    """A document that makes rules: an act, a regulation, a notice, or our own convention.

    `note`: what a reviewer should know of it.
    """

    key: str
    name: str
    short: str
    number: str
    since: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands. `status` says how sure we are: verified, unverified or our convention.

    As text it is what anybody may read, in a letter, a case, on a public page. How sure we are and `note` are
    for reviewers: `reviewed` says them, in the documents and to whoever runs the system.
    """

    instrument: Instrument
    article: str
    status: str = "verified"
    note: str = ""

    def __str__(self) -> str:
        gap = "" if self.instrument.short.endswith("》") or not self.article else " "
        return f"{self.instrument.short}{gap}{self.article}"

    @property
    def cited(self) -> str:
        """The same in brackets, behind what is said; nothing for a rule of ours, which binds nobody."""
        return "" if self.instrument.key == CONVENTION else f"（{self}）"

    @property
    def reviewed(self) -> str:
        """The same with what a reviewer should know."""
        marks = (STATUS_LABELS[self.status], self.note, self.instrument.note)
        said = "；".join(dict.fromkeys(filter(None, marks)))
        return f"{self}（{said}）" if said else str(self)


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """One value and the day from which it applies."""

    since: date
    value: T
    source: Source


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A rule through time, oldest value first. `before` is the sentence for days before the first.

    `ended`: the first day on which it no longer holds, with the source that ended it; None while it holds.
    """

    name: str
    values: tuple[Value[T], ...]
    before: str = ""
    ended: Value[None] | None = None

    @property
    def since(self) -> date:
        """The first day on which it holds."""
        return self.values[0].since

    @property
    def last(self) -> date | None:
        """The last day on which it holds; None while nothing has ended it."""
        return self.ended.since - timedelta(days=1) if self.ended else None

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it changes: of each value, and of its end."""
        return (*(value.since for value in self.values), *([self.ended.since] if self.ended else []))

    def holds(self, day: date) -> bool:
        """Whether a value is in force on that day."""
        return self.since <= day and (self.last is None or day <= self.last)

    def on(self, day: date) -> Value[T]:
        """The value in force on that day. Raises NotInForce before the first one and after the end."""
        if not self.holds(day):
            raise NotInForce(f"「{self.name}」在 {day} 没有可用的规则：{self._why_not(day)}。")
        return [value for value in self.values if value.since <= day][-1]

    def _why_not(self, day: date) -> str:
        if self.ended and day >= self.ended.since:
            return f"自 {self.ended.since} 起不再适用（{self.ended.source}）"
        return self.before or f"收录的规则自 {self.since} 起施行"


class DatedList(Mapping[str, T], Generic[T]):
    """A list of the law through time.

    As a mapping it holds every word that ever stood in it, in its latest wording: for labels, filters and
    what was recorded. What may be chosen on a day is asked by `on` and `at`.
    """

    def __init__(self, what: str, words: Mapping[str, Dated[T]]) -> None:
        self.what, self.words = what, words
        self._changes = sorted({day for dated in words.values() for day in dated.days})
        self._between: dict[int, dict[str, T]] = {}  # what stands in it, between two of those days

    def __getitem__(self, code: str) -> T:
        return self.words[code].values[-1].value

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def on(self, day: date) -> dict[str, T]:
        """The words in force on that day, as they read on it, in written order."""
        place = bisect_right(self._changes, day)
        if place not in self._between:
            held = ((code, dated) for code, dated in self.words.items() if dated.holds(day))
            self._between[place] = {code: dated.on(day).value for code, dated in held}
        return dict(self._between[place])

    def during(self, first: date, last: date) -> dict[str, T]:
        """The words in force on any day from `first` to `last`, as they read at the end of it."""
        return {
            code: dated.on(min(last, dated.last or last)).value
            for code, dated in self.words.items()
            if dated.since <= last and (dated.last is None or first <= dated.last)
        }

    def at(self, code: str, day: date) -> T:
        """The word of that code as it reads on that day.

        Raises UsageError for an unknown code, and NotInForce, with dates and source, where it was not in
        force on that day.
        """
        if code not in self.words:
            raise UsageError(f"不认识的{self.what}「{code}」；可用：{'、'.join(self.on(day))}。")
        dated = self.words[code]
        if not dated.holds(day):
            raise NotInForce(f"{self.what}「{dated.name}」{_days(dated)}，{day} 不能选用。")
        return dated.on(day).value

    @property
    def days(self) -> tuple[date, ...]:
        """Every day on which the list changes, in order."""
        return tuple(sorted({day for dated in self.words.values() for day in dated.days}))


def _days(dated: Dated[T]) -> str:
    """From when to when, and where it is said: 自 2027-01-01 起施行（《…》第三条）."""
    start = f"自 {dated.since} 起施行（{dated.values[0].source}）"
    return start + (f"，自 {dated.ended.since} 起不再适用（{dated.ended.source}）" if dated.ended else "")


class Lawbook:
    """One law folder, read on demand and then kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._written: dict[str, object] = {}
        self.instruments = self._instruments()

    def node(self, name: str) -> Node:
        """The file of that name, e.g. `deadlines/reply.yaml`. Raises LawError where it is malformed."""
        if name not in self._written:
            self._written[name] = lawfile.written(self.root / name, name)
        return Node(name, "", self._written[name])

    def nodes(self, folder: str) -> list[Node]:
        """All files of a folder, by name."""
        return [
            self.node(path.relative_to(self.root).as_posix())
            for path in sorted((self.root / folder).glob("*.yaml"))
        ]

    def source(self, node: Node) -> Source:
        """The reference inside a value; a value without one is refused."""
        below = node.child("source")
        key = below.text("instrument", allowed=list(self.instruments))
        source = Source(
            self.instruments[key],
            below.text("article", default="" if key == CONVENTION else None),
            below.text("status", default="verified", allowed=STATUSES),
            below.text("note", default=""),
        )
        below.text("earlier", default="")  # why it holds before its own day too: for `lawcheck` and readers
        below.done()
        return source

    def dated(self, node: Node, name: str, parse: Callable[[Node], T], *, changes: bool = False) -> Dated[T]:
        """The list `values` of a rule, each with its day and its source, in order of their days.

        The last may say `ended: true`: from its day on the rule holds no longer. `changes`: a later value
        says only what changes, all else stands as in the value before (never its source).
        """
        values: list[Value[T]] = []
        ended: Value[None] | None = None
        earlier: Node | None = None
        for entry in node.children("values"):
            since = entry.day("from")
            if values and since <= values[-1].since:
                raise entry.refuse(
                    "from", f"{since} 不晚于前一个值的 {values[-1].since}；各值须按施行日先后排列。"
                )
            if ended:
                raise entry.refuse("from", f"前一个值写明自 {ended.since} 起不再适用，后面不能再有值。")
            if values and "ended" in entry and entry.flag("ended"):
                ended = Value(since, None, self.source(entry))
                entry.done()
                continue
            whole = entry.over(earlier) if changes and earlier else entry
            values.append(Value(whole.day("from"), parse(whole), self.source(whole)))
            whole.done()
            earlier = whole
        return Dated(name, tuple(values), node.text("before", default="").rstrip("。"), ended)

    def listed(self, file: str, what: str, parse: Callable[[str, Node], N]) -> DatedList[N]:
        """A file of words by code, each with its `values`. `what`: what such a word is called.

        A later value says only what changes.
        """
        found = {}
        for code, node in self.node(file).entries():
            dated = self.dated(node, code, functools.partial(parse, code), changes=True)
            node.done()
            found[code] = replace(dated, name=dated.values[-1].value.name)
        return DatedList(what, found)

    def _instruments(self) -> dict[str, Instrument]:
        found: dict[str, Instrument] = {}
        for key, node in self.node("instruments.yaml").entries():
            since = node.day("from") if "from" in node else None
            said = (node.text("name"), node.text("short"), node.text("number"))
            found[key] = Instrument(key, *said, since, node.text("note", default=""))
            node.done()
        return found


@functools.lru_cache(maxsize=8)
def lawbook(root: Path | None = None) -> Lawbook:
    """The law of this installation, or of another folder. Raises LawError where its files are malformed."""
    return Lawbook(root or Path(os.environ.get(FOLDER_SETTING) or Path(__file__).parent / "law"))


@functools.lru_cache(maxsize=8)
def law_digest(book: Lawbook | None = None) -> str:
    """SHA-256 (hex) of every file of the folder with its name: which version of the rules this is."""
    root, found = (book or lawbook()).root, hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()
