"""With which indicators and grades does an office begin, before it has any of its own?"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gongkai.lawfile import Node, load
from gongkai_web.oversight.assessment.models import Rule, Source

FILE = Path(__file__).parent / "scheme.yaml"


@dataclass(frozen=True, slots=True)
class Given:
    """An indicator as it is declared or entered."""

    title: str
    points: Decimal
    source: str
    rule: str
    counted: str = ""
    whole: str = ""
    per: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """What is brought in: grades with the points from which they begin, and indicators."""

    bands: tuple[tuple[Decimal, str], ...]
    indicators: tuple[Given, ...]


@functools.cache
def scheme() -> Scheme:
    """What the file says."""
    node = load(FILE, FILE.parent)
    bands = tuple((Decimal(one.integer("least")), one.text("label")) for one in node.children("bands"))
    found = Scheme(bands, tuple(_given(one) for one in node.children("indicators")))
    node.done()
    return found


def _given(node: Node) -> Given:
    per = Decimal(node.integer("per", least=1)) if "per" in node else None
    found = Given(
        node.text("title"),
        Decimal(node.integer("points", least=1)),
        node.text("source", allowed=Source.values),
        node.text("rule", allowed=Rule.values),
        node.text("counted", default=""),
        node.text("whole", default=""),
        per,
    )
    node.done()
    return found
