"""How may a request end, who may ask, and what kinds of agency answer – on which day?

The outcomes in their groups (rows of table 三), the kinds of applicant (its columns), the kinds of agency.
Each has its days: what may be chosen depends on the day of the act, what was recorded keeps its word.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from gongkai.lawbook import DatedList, Lawbook, Source, lawbook
from gongkai.lawfile import Node

REQUIREMENTS = ("none", "correction_received", "correction_lapsed", "fee_lapsed")
DENIED = ("none", "part", "all")
PROOFS = ("none", "search", "reasons", "third_party")


@dataclass(frozen=True, slots=True)
class Kind:
    """A word of a fixed list with its label and source."""

    code: str
    label: str
    source: Source

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return self.label


@dataclass(frozen=True, slots=True)
class ApplicantKind(Kind):
    """One of the columns of table 三. `group` is `person` or `organisation`."""

    group: str


@dataclass(frozen=True, slots=True)
class AgencyKind(Kind):
    """One of the kinds of agency. `asked`: it answers requests itself (第三条、第四条)."""

    asked: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """What an article given as ground says by what it cites: any of `cited`, and nothing of `besides`."""

    cited: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    def meant_by(self, article: str) -> bool:
        """Whether the article cites this and nothing beside it."""
        return any(one in article for one in self.cited) and not any(one in article for one in self.besides)


@dataclass(frozen=True, slots=True)
class Outcome(Kind):
    """One of the results.

    `told`: what the applicant reads, where the row of the annual report says too little.
    `reason`: a reason must be given; `article`: and an article, where the law has one for it.
    `requires`: what must have happened before. `discloses`: something is given out. `denies`: how much is
    withheld, and looked at again in its turn (第十八条). `proof`: what the file should hold for it: a search,
    that the applicant was asked for reasons, or a third party for its opinion.
    `third_party`: by which citation it rests on the rights of a third party.
    `published`: by which citation it only tells where the information is published already.
    `not_ours`: by which citation it says that another agency holds the information: no search proves that.
    `after_withdrawal`: how a request that was withdrawn ends. `cites_earlier`: it points to an earlier reply.
    """

    short: str
    told: str
    group: str
    reason: bool
    article: bool
    requires: str
    discloses: bool
    denies: str
    proof: str
    not_ours: Citation
    third_party: Citation
    published: Citation
    after_withdrawal: bool
    cites_earlier: bool

    @property
    def name(self) -> str:
        """Its short label."""
        return self.short

    def rests_on_third_party(self, article: str) -> bool:
        """Whether something is withheld for the rights of a third party (第十五条)."""
        return self.proof == "third_party" or self.third_party.meant_by(article)


K = TypeVar("K", bound=Kind)


@functools.lru_cache
def applicant_kinds(book: Lawbook | None = None) -> DatedList[ApplicantKind]:
    """The kinds of applicant, in column order."""
    book = book or lawbook()
    return book.listed("applicants.yaml", "申请人类型", functools.partial(_applicant_kind, book))


@functools.lru_cache
def agency_kinds(book: Lawbook | None = None) -> DatedList[AgencyKind]:
    """The kinds of agency."""
    book = book or lawbook()
    return book.listed("agencies.yaml", "机关类型", functools.partial(_agency_kind, book))


def by_group(found: Iterable[Outcome]) -> list[tuple[str, list[Outcome]]]:
    """The outcomes under the names of the groups of table 三, in the order of the table; none is empty."""
    known = list(found)
    grouped = [
        (group.label, [one for one in known if one.group == group.code])
        for group in outcome_groups().values()
    ]
    return [(label, rows) for label, rows in grouped if rows]


@functools.lru_cache
def outcome_groups(book: Lawbook | None = None) -> DatedList[Kind]:
    """The groups （一）, （二）… of the results of table 三."""
    book = book or lawbook()
    return book.listed("outcome_groups.yaml", "办理结果的组", functools.partial(_kind, book))


@functools.lru_cache
def outcomes(book: Lawbook | None = None) -> DatedList[Outcome]:
    """The outcomes, in row order."""
    book = book or lawbook()
    return book.listed("outcomes.yaml", "办理结果", functools.partial(_outcome, book, outcome_groups(book)))


def _kind(book: Lawbook, code: str, node: Node) -> Kind:
    return Kind(code, node.text("label"), book.source(node))


def _agency_kind(book: Lawbook, code: str, node: Node) -> AgencyKind:
    asked = node.flag("asked") if "asked" in node else True
    return AgencyKind(code, node.text("label"), book.source(node), asked)


def _applicant_kind(book: Lawbook, code: str, node: Node) -> ApplicantKind:
    group = node.text("group", allowed=("person", "organisation"))
    return ApplicantKind(code, node.text("label"), book.source(node), group)


def _outcome(book: Lawbook, groups: DatedList[Kind], code: str, node: Node) -> Outcome:
    group = node.text("group", allowed=list(groups))
    if not groups.words[group].holds(node.day("from")):
        raise node.refuse(
            "group", f"「{groups[group].label}」在 {node.day('from')} 不是办理结果的组；请核对起止日。"
        )
    return Outcome(
        code,
        node.text("label"),
        book.source(node),
        node.text("short"),
        node.text("told", default=node.text("short")),
        group,
        node.flag("reason"),
        node.flag("article") if "article" in node else node.flag("reason"),
        node.text("requires", default="none", allowed=REQUIREMENTS),
        "discloses" in node and node.flag("discloses"),
        node.text("denies", default="none", allowed=DENIED),
        node.text("proof", default="none", allowed=PROOFS),
        _citation(node, "not_ours"),
        _citation(node, "third_party"),
        _citation(node, "published"),
        "after_withdrawal" in node and node.flag("after_withdrawal"),
        "cites_earlier" in node and node.flag("cites_earlier"),
    )


def _citation(node: Node, key: str) -> Citation:
    if key not in node:
        return Citation()
    below = node.child(key)
    found = Citation(below.texts("cited"), below.texts("besides", default=()))
    if not all((*found.cited, *found.besides)) or not found.cited:
        raise below.refuse("cited", "至少要写一种引用的写法，写法不能是空的。")
    below.done()
    return found
