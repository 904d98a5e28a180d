"""What is the law on a given day, and where does it say so?

The folder `law/` is the only place where a number of the law stands. This module opens it: instruments,
sources, and values by the day from which they apply. Each subject reads its own file through it
(`workdays`, `clock`, `tariff`, `outcomes`, `form`, `checking`), so that a new notice, tariff or form is a
file and a worked example, and no Python. The setting GONGKAI_LAW names another folder: a copy in which a new
row of the law is tried before it is kept.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from gongkai import lawfile
from gongkai.errors import NotInForce
from gongkai.lawfile import Node

T = TypeVar("T")

FOLDER_SETTING = "GONGKAI_LAW"
STATUSES = ("verified", "unverified", "convention")
STATUS_LABELS = {"verified": "", "unverified": "未核实", "convention": "实现约定"}


@dataclass(frozen=True, slots=True)
class Instrument:
    """A document that makes rules: an act, a regulation, a notice, or our own convention."""

    key: str
    name: str
    short: str
    number: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands. `status` says how sure we are: verified, unverified or our convention."""

    instrument: Instrument
    article: str
    status: str = "verified"

    def __str__(self) -> str:
        gap = "" if self.instrument.short.endswith("》") else " "
        mark = STATUS_LABELS[self.status]
        mark = "" if not mark or mark in self.instrument.short else f"（{mark}）"
        return f"{self.instrument.short}{gap}{self.article}{mark}"


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """One value and the day from which it applies."""

    since: date
    value: T
    source: Source


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A rule through time, oldest value first. `before` is the sentence for days before the first."""

    name: str
    values: tuple[Value[T], ...]
    before: str = ""

    def on(self, day: date) -> Value[T]:
        """The value in force on that day. Raises NotInForce before the first one."""
        in_force = [value for value in self.values if value.since <= day]
        if not in_force:
            first = self.values[0].since
            raise NotInForce(
                f"「{self.name}」在 {day} 没有可用的规则：{self.before or f'收录的规则自 {first} 起施行'}。"
            )
        return in_force[-1]


class Lawbook:
    """One law folder, read on demand and then kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.instruments = self._instruments()

    def node(self, name: str) -> Node:
        """The file of that name, e.g. `deadlines/reply.yaml`. Raises LawError where it is malformed."""
        return lawfile.load(self.root / name, self.root)

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
            below.text("article"),
            below.text("status", default="verified", allowed=STATUSES),
        )
        below.done()
        return source

    def dated(self, node: Node, name: str, parse: Callable[[Node], T]) -> Dated[T]:
        """The list `values` of a rule, each with its day and its source, in order of their days."""
        values: list[Value[T]] = []
        for entry in node.children("values"):
            since = entry.day("from")
            if values and since <= values[-1].since:
                raise entry.refuse(
                    "from", f"{since} 不晚于前一个值的 {values[-1].since}；各值须按施行日先后排列。"
                )
            values.append(Value(since, parse(entry), self.source(entry)))
            entry.done()
        return Dated(name, tuple(values), node.text("before", default="").rstrip("。"))

    def _instruments(self) -> dict[str, Instrument]:
        found: dict[str, Instrument] = {}
        for key, node in self.node("instruments.yaml").entries():
            since = node.day("from") if "from" in node else None
            found[key] = Instrument(key, node.text("name"), node.text("short"), node.text("number"), since)
            node.done()
        return found


@functools.lru_cache(maxsize=8)
def lawbook(root: Path | None = None) -> Lawbook:
    """The law of this installation, or of another folder. Raises LawError where its files are malformed."""
    return Lawbook(root or Path(os.environ.get(FOLDER_SETTING) or Path(__file__).parent / "law"))
