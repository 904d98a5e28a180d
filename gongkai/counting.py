"""By which rules are the records of a year counted into its report?

The rules are data (`law/counting.yaml`): each has its sentence, the policy in use, the policies allowed,
and its source. The office counts by them and shows them beside every number.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from gongkai.lawbook import Lawbook, Source, lawbook


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One rule: the question, the answer as a sentence, the policy that the program follows."""

    key: str
    question: str
    sentence: str
    policy: str
    source: Source
    allowed: tuple[str, ...]


@functools.lru_cache
def counting_rules(book: Lawbook | None = None) -> dict[str, CountingRule]:
    """All rules by key. Raises LawError where a policy is none of those allowed."""
    book = book or lawbook()
    found = {}
    for key, node in book.node("counting.yaml").entries():
        allowed = node.texts("allowed")
        policy = node.text("policy", allowed=allowed)
        found[key] = CountingRule(
            key, node.text("question"), node.text("sentence"), policy, book.source(node), allowed
        )
        node.done()
    return found


def rule_of(cell: str) -> CountingRule:
    """The rule by which that cell of the report is counted."""
    table, row, column = cell.split(".")
    rules = counting_rules()
    if table == "table4":
        return rules["appeals"]
    if table == "table2":
        named = {
            "issued_count": "documents_issued",
            "repealed_count": "documents_repealed",
            "effective_count": "documents_effective",
        }
        return rules[named.get(column, "entered")]
    return rules[row] if row in rules else rules["results"]
