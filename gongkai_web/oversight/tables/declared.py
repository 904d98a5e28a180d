"""Which cells have the two yearly tables, and what is counted in each?"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.drafting.references import Counted, counted_of
from gongkai.lawfile import Node, load

FILE = Path(__file__).parent / "tables.yaml"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `counted` None: no record tells it; `by_hand`: why, for whoever fills it in on paper.

    `parts`: the cells of its group of which it is the sum.
    """

    group: str
    label: str
    counted: Counted | None
    by_hand: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `over_units`: it is about all that the office supervises, not about the office alone.

    `due`: month and day of the next year by which it is public.
    """

    code: str
    label: str
    lead: str
    over_units: bool
    cells: tuple[Cell, ...]
    due: tuple[int, int]

    def due_on(self, year: int) -> date:
        """By when the table of that year is public: month and day of the next."""
        return date(year + 1, *self.due)


@functools.cache
def tables() -> Mapping[str, Table]:
    """Both by code."""
    node = load(FILE, FILE.parent)
    found = {code: _table(code, one) for code, one in node.entries()}
    node.done()
    return found


def _table(code: str, node: Node) -> Table:
    over = "over_units" in node and node.flag("over_units")
    cells = tuple(_cell(one) for one in node.children("cells"))
    due = date.fromisoformat(f"2000-{node.text('due')}")
    found = Table(code, node.text("label"), node.text("lead"), over, cells, (due.month, due.day))
    node.done()
    return found


def _cell(node: Node) -> Cell:
    counted = counted_of(node.text("counted")) if "counted" in node else None
    by_hand = "" if counted else node.text("by_hand")
    parts = tuple(node.texts("parts")) if "parts" in node else ()
    found = Cell(node.text("group"), node.text("label"), counted, by_hand, parts)
    node.done()
    return found
