"""How may a request end, who may ask, and what kinds of agency answer?

21 outcomes in 6 groups (rows of table 三), 6 kinds of applicant (its columns), 12 kinds of agency.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from gongkai.lawbook import Lawbook, Source, lawbook

REQUIREMENTS = ("none", "correction_received", "correction_lapsed", "fee_lapsed")


@dataclass(frozen=True, slots=True)
class Kind:
    """A word of a fixed list with its label and source."""

    code: str
    label: str
    source: Source


@dataclass(frozen=True, slots=True)
class ApplicantKind(Kind):
    """One of the six columns of table 三. `group` is `person` or `organisation`."""

    group: str


@dataclass(frozen=True, slots=True)
class Outcome(Kind):
    """One of the 21 results.

    `reason`: a reason and an article must be given. `requires`: what must have happened before.
    """

    short: str
    group: str
    reason: bool
    requires: str


@functools.lru_cache
def applicant_kinds(book: Lawbook | None = None) -> dict[str, ApplicantKind]:
    """The six kinds of applicant, in column order."""
    book = book or lawbook()
    found = {}
    for code, node in book.node("applicants.yaml").entries():
        group = node.text("group", allowed=("person", "organisation"))
        found[code] = ApplicantKind(code, node.text("label"), book.source(node), group)
        node.done()
    return found


@functools.lru_cache
def agency_kinds(book: Lawbook | None = None) -> dict[str, Kind]:
    """The twelve kinds of agency."""
    return _kinds("agencies.yaml", book)


@functools.lru_cache
def outcome_groups(book: Lawbook | None = None) -> dict[str, Kind]:
    """The six groups （一）–（六） of table 三."""
    return _kinds("outcome_groups.yaml", book)


@functools.lru_cache
def outcomes(book: Lawbook | None = None) -> dict[str, Outcome]:
    """The 21 outcomes, in row order."""
    book = book or lawbook()
    groups = outcome_groups(book)
    found = {}
    for code, node in book.node("outcomes.yaml").entries():
        found[code] = Outcome(
            code,
            node.text("label"),
            book.source(node),
            node.text("short"),
            node.text("group", allowed=list(groups)),
            node.flag("reason"),
            node.text("requires", default="none", allowed=REQUIREMENTS),
        )
        node.done()
    return found


def _kinds(file: str, book: Lawbook | None) -> dict[str, Kind]:
    book = book or lawbook()
    found = {}
    for code, node in book.node(file).entries():
        found[code] = Kind(code, node.text("label"), book.source(node))
        node.done()
    return found
