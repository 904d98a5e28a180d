"""What is a table that comes in: which columns has it, how is a row entered, and what is said of it?

A row has a key of its own, or is recognised as a whole: what came in once is there, however often its file
is brought. Who enters decides by the acts of its room; nothing goes past them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What
from gongkai_web.publishing.items.models import Batch


class Result(models.TextChoices):
    """What came of a row."""

    MADE = "made", "登记"
    THERE = "there", "已有"
    REFUSED = "refused", "没有登记"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: how it is called, whether each row must have it, how it is filled in, and with what.

    `also`: how tables of other systems call it.
    """

    key: str
    label: str
    required: bool = False
    hint: str = ""
    sample: str = ""
    options: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its line, and what stands in it by the keys of the columns."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a row. `subject`: the key of what it is now."""

    line: int
    key: str
    result: Result
    sentence: str = ""
    subject: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where rows go, and in whose name. `batch`: of past stock."""

    agency: Agency
    by: Person
    day: date
    batch: Batch | None = None


class Table(Protocol):
    """A kind of table. `needs`: the line of the table of who may do what; `stock`: it goes into a batch."""

    @property
    def code(self) -> str:
        """In addresses and on the command line."""
        ...

    @property
    def label(self) -> str:
        """What comes in."""
        ...

    @property
    def needs(self) -> What:
        """Who brings it."""
        ...

    @property
    def stock(self) -> bool:
        """Whether it goes into a batch of past stock."""
        ...

    def columns(self, day: date) -> tuple[Column, ...]:
        """Its head."""
        ...

    def enter(self, rows: Sequence[Row], where: Where) -> list[Came]:
        """Enters rows, by the acts of their room; what is wrong with one is said and the others go on."""
        ...

    def address(self, subject: int) -> str:
        """Where the office sees what came of a row."""
        ...
