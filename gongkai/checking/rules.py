"""Which rules does a report have to keep, and where do they come from?

Rules are data (`law/rules/`): id, sentence, message, severity, forms and source; `test` names the function
that tries them, `limits` the numbers it goes by, `from` the day on which the rule came into force. `forms`
names the form since which a rule holds, and the last one where it has ended: a new form keeps all the rules
that still hold, and no rule has to be touched for it.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai import __version__
from gongkai.checking import (
    against,
    figures,
    filing,
    head,
    meaning,
    percentages,
    prose,
    skeleton,
    tables,
    text,
    years,
)
from gongkai.checking.facts import Fact, LimitedTest, Limits, Subject, Test
from gongkai.checking.findings import CLASSES, CONSISTENCY, SEVERITIES
from gongkai.form import forms
from gongkai.lawbook import Lawbook, Source, lawbook
from gongkai.lawfile import Node

TESTS: dict[str, Test] = {
    **tables.TESTS,
    **years.TESTS,
    **meaning.TESTS,
    **against.TESTS,
    **figures.TESTS,
    **percentages.TESTS,
    **prose.TESTS,
    **head.TESTS,
    **skeleton.TESTS,
    **text.TESTS,
    **filing.TESTS,
}
# Tests that go by numbers of the rule, and the names of these numbers.
LIMITED: dict[str, tuple[LimitedTest, tuple[str, ...]]] = {**years.LIMITED}
# What a finding may rest on: the rules, what they look at, and the words by which prose is understood.
_RESTS_ON = (
    *("rules/*.yaml", "forms/*.yaml", "prose/*.yaml"),
    *("drafting/groups.yaml", "deadlines/publication.yaml"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the check. `handbook` is its number there, R1–R6, S1–S6 and on; `forms` newest first.

    `class_` is what its fault takes away: accuracy, completeness, existence or consistency. `any_text`: it
    holds of the reports before 2019 too, which had no form.
    """

    id: str
    handbook: str
    sentence: str
    message: str
    severity: str
    class_: str
    forms: tuple[str, ...]
    test: str
    source: Source
    since: date | None = None
    limits: Limits = field(default_factory=dict)
    any_text: bool = False

    def applies(self, form: str, year: int | None) -> bool:
        """Whether a report of that form and year has to keep the rule."""
        in_force = self.since is None or (year is not None and self.since <= date(year, 12, 31))
        return in_force and form in self.forms

    def facts(self, subject: Subject) -> Iterator[Fact]:
        """What fails on that report."""
        if self.test in LIMITED:
            return LIMITED[self.test][0](subject, self.limits)
        return TESTS[self.test](subject)


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


@functools.lru_cache
def rules_version(book: Lawbook | None = None) -> str:
    """Which rule set this is: the program's version and a digest of all files that a finding may rest on."""
    book = book or lawbook()
    digest = hashlib.sha256()
    for pattern in _RESTS_ON:
        for path in sorted(book.root.glob(pattern)):
            digest.update(path.read_bytes())
    return f"{__version__}-{digest.hexdigest()[:12]}"


def _rule(book: Lawbook, key: str, node: Node) -> Rule:
    test = node.text("test", allowed=[*TESTS, *LIMITED])
    rule = Rule(
        key,
        node.text("handbook"),
        node.text("sentence"),
        node.text("message"),
        node.text("severity", allowed=SEVERITIES),
        node.text("class", default=CONSISTENCY, allowed=CLASSES),
        _forms(book, node.child("forms")),
        test,
        book.source(node),
        node.day("from") if "from" in node else None,
        _limits(node, LIMITED[test][1]) if test in LIMITED else {},
        "any_text" in node and node.flag("any_text"),
    )
    node.done()
    return rule


def _forms(book: Lawbook, node: Node) -> tuple[str, ...]:
    known = forms(book)
    first = known[node.text("since", allowed=list(known))].since
    last = known[node.text("until", allowed=list(known))].since if "until" in node else date.max
    if last < first:
        raise node.refuse("until", "这个格式早于 since 的格式。")
    node.done()
    return tuple(key for key, form in reversed(known.items()) if first <= form.since <= last)


def _limits(node: Node, names: tuple[str, ...]) -> Limits:
    below = node.child("limits")
    limits = {name: below.integer(name, least=1) for name in names}
    below.done()
    return limits
