"""What is each kind of finding called, how is it said, and what follows?

Dated data in `law/proofing.yaml`: `block`, `ask` or `note`, and the sentence.
"""

from __future__ import annotations

import functools
import string
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.proofing.finding import LEVELS, Finding
from gongkai.proofing.passage import Passage

# What tells something of a person. A sweep for personal data looks for these; where a text cannot be mended
# or has no review of its own, none of them goes out.
PERSONAL = frozenset(
    {
        "identity_number", "passport", "bank_card", "mobile_number", "home_telephone", "email", "account",
        "home_address", "birth_date", "number_plate", "health", "marriage", "family_planning", "property",
        "relations", "half_masked",
    }
)  # fmt: skip
_PLACEHOLDERS = frozenset({"where", "label", "quote", "suggestion", "reason"})


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """One kind: its name, its sentence, the words and heads of columns that tell it, and what follows."""

    code: str
    label: str
    message: str
    words: tuple[str, ...]
    headers: tuple[str, ...]
    dated: Dated[str]

    def level(self, day: date) -> str:
        """What follows on that day; before the first rule on file, what that rule says."""
        return self.dated.on(max(day, self.dated.since)).value

    def finding(
        self,
        passage: Passage,
        span: tuple[int, int],
        day: date,
        *,
        quote: str,
        suggestion: str | None = None,
        reason: str = "",
    ) -> Finding:
        """A finding of this kind at a part of the passage."""
        place = passage.place(*span)
        return self.at(
            passage.field, passage.label, place, day, quote=quote, suggestion=suggestion, reason=reason
        )

    def at(
        self,
        field: str,
        where: str,
        place: tuple[int, int],
        day: date,
        *,
        quote: str,
        suggestion: str | None = None,
        reason: str = "",
    ) -> Finding:
        """A finding of this kind at a place of a field, which is called `where`."""
        message = self.message.format(
            where=where, label=self.label, quote=quote, suggestion=suggestion, reason=reason
        )
        return Finding(self.code, self.level(day), message, field, *place, quote, suggestion)


@functools.lru_cache
def proofing_kinds(book: Lawbook | None = None) -> dict[str, KindOfFinding]:
    """All kinds by code, in the order of the list. Raises LawError where the file is malformed."""
    book = book or lawbook()
    found = {}
    for code, node in book.node("proofing.yaml").entries():
        label = node.text("label")
        found[code] = KindOfFinding(
            code,
            label,
            _message(node),
            node.texts("words", ()),
            node.texts("headers", ()),
            book.dated(node, label, _level),
        )
        node.done()
    return found


def _level(node: Node) -> str:
    return node.text("level", allowed=LEVELS)


def _message(node: Node) -> str:
    message = node.text("message")
    named = {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
    if named - _PLACEHOLDERS:
        allowed = "、".join(sorted(_PLACEHOLDERS))
        raise node.refuse("message", f"不认识「{min(named - _PLACEHOLDERS)}」；这里可以用：{allowed}。")
    return message
