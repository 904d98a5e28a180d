"""Which rules does a report have to keep, and where do they come from?

Rules are data (`law/rules/`): id, sentence, message, severity, forms and source; `test` names the function
that tries them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.checking.findings import SEVERITIES
from gongkai.checking.tables import TESTS
from gongkai.form import forms
from gongkai.lawbook import Lawbook, Source, lawbook
from gongkai.lawfile import Node


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the check. `handbook` is its number there, R1–R6 and on."""

    id: str
    handbook: str
    sentence: str
    message: str
    severity: str
    forms: tuple[str, ...]
    test: str
    source: Source


@functools.lru_cache
def rules(book: Lawbook | None = None) -> Mapping[str, Rule]:
    """All rules by id, in written order. Raises LawError for a malformed file or an unknown test."""
    book = book or lawbook()
    found: dict[str, Rule] = {}
    for node in book.nodes("rules"):
        for key, entry in node.entries():
            if key in found:
                raise node.refuse(key, "另一个文件里已有同名的规则；请改名。")
            found[key] = _rule(book, key, entry)
    return found


def _rule(book: Lawbook, key: str, node: Node) -> Rule:
    known = list(forms(book))
    wanted = node.texts("forms")
    unknown = [form for form in wanted if form not in known]
    if unknown:
        raise node.refuse("forms", f"没有「{unknown[0]}」这种格式；可用：{'、'.join(known)}。")
    rule = Rule(
        key,
        node.text("handbook"),
        node.text("sentence"),
        node.text("message"),
        node.text("severity", allowed=SEVERITIES),
        wanted,
        node.text("test", allowed=list(TESTS)),
        book.source(node),
    )
    node.done()
    return rule
