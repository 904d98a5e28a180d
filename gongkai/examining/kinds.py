"""What follows when something of a kind is found in a file that is to leave the house?

Dated data in `law/outgoing.yaml`: `block` (cleaned or replaced first), `ask` (somebody looks and gives a
reason), `tell` (said, and no more).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node

BLOCK, ASK, TELL = SEVERITIES = ("block", "ask", "tell")


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """One kind: its name on the screen, whether `clean` takes it out, what else to do, and what follows."""

    code: str
    label: str
    cleaned: bool
    todo: str
    dated: Dated[str]

    def severity(self, day: date) -> str:
        """What follows on that day; before the first rule on file, what that rule says."""
        return self.dated.on(max(day, self.dated.since)).value


@functools.lru_cache
def kinds_of_finding(book: Lawbook | None = None) -> dict[str, KindOfFinding]:
    """All kinds by code, in the order of the screen. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {}
    for code, node in book.node("outgoing.yaml").entries():
        label = node.text("label")
        found[code] = KindOfFinding(
            code, label, node.flag("cleaned"), node.text("todo"), book.dated(node, label, _severity)
        )
        node.done()
    return found


def _severity(node: Node) -> str:
    return node.text("severity", allowed=SEVERITIES)
