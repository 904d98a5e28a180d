"""Which letters go out from the entries of a register? The words are data, with its blanks in braces."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gongkai.lawfile import Node
from gongkai_web.registers.models import Entry

AGENCY, DAY = "agency", "day"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. `needs`: the blanks without which there is none; `only`: by blank, the words that have it.

    `to` and `sign`: the blanks of whom it is for and who signs, else the agency; `dated`: of its day.
    """

    code: str
    label: str
    title: str
    lines: tuple[str, ...]
    needs: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    to: str = ""
    sign: str = ""
    dated: str = DAY
    number: str = ""

    @property
    def names(self) -> set[str]:
        """The blanks that it speaks of."""
        said = {name for one in (self.title, *self.lines) for name in blanks_in(one)}
        others = {self.to, self.sign, self.dated, self.number, *self.needs, *self.only}
        return (said | others) - {"", AGENCY, DAY}

    def is_of(self, entry: Entry) -> bool:
        """Whether this entry has it now."""
        filled = all(getattr(entry, name) not in (None, "") for name in self.needs)
        meant = all(getattr(entry, name) in words for name, words in self.only.items())
        return filled and meant and not entry.voided


def read(node: Node) -> tuple[Letter, ...]:
    """The letters of one register, as its file has them."""
    found = tuple(_letter(code, one) for code, one in node.entries())
    node.done()
    return found


def _letter(code: str, node: Node) -> Letter:
    only = node.child("only") if "only" in node else None
    found = Letter(
        code=code,
        label=node.text("label"),
        title=node.text("title"),
        lines=node.texts("lines"),
        needs=node.texts("needs", ()),
        only={name: only.texts(name) for name in only} if only else {},
        to=node.text("to", ""),
        sign=node.text("sign", ""),
        dated=node.text("dated", DAY),
        number=node.text("number", ""),
    )
    node.done()
    return found


def blanks_in(text: str) -> Iterator[str]:
    """The blanks that stand in a line."""
    return (name for _, name, _, _ in string.Formatter().parse(text) if name)
