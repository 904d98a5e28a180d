"""Which kinds of fault are there, under which indicator do they count, and from which number on?

Dated data in `law/pages` (handbook 05 §2 and §3): the message and the mend belong to each kind.
"""

from __future__ import annotations

import functools
import string
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from gongkai.lawbook import Dated, DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.pages.facts import Found

PER = FINDING, PLACE, SITE = ("finding", "place", "site")
GROUPS = VETO, MEDIA, POINTS, BONUS = ("veto", "media", "points", "bonus")
BY = MACHINE, HAND = ("machine", "hand")


@dataclass(frozen=True, slots=True)
class KindOfFault:
    """A kind. `tenths`: of a point, for each `per`; `vetoes_at`: so many of it fail the site, with those of
    the same `together`; `codes`: the kinds of `proofing` that are this one.
    """

    code: str
    label: str
    message: str
    mend: str
    indicator: str
    tenths: int
    per: str
    vetoes_at: int
    together: str
    codes: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.label

    def said(self, found: Found) -> str:
        """What is wrong, as a sentence."""
        return self.message.format(what=found.what or found.excerpt)

    def mended(self, found: Found) -> str:
        """What to do about it."""
        return self.mend.format(what=found.what or found.excerpt)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the inspection. `most`: tenths of a point that may be lost by it, 0: none is.

    `is_service`: it is about services to the public, which an office that has none is not asked for.
    """

    code: str
    label: str
    group: str
    by: str
    most: int
    is_service: bool = False

    @property
    def name(self) -> str:
        """What it is called."""
        return self.label

    @property
    def mark(self) -> str:
        """Its code in the official list (V1, M2); others have none, theirs is a word of ours."""
        return self.code if self.code.isupper() else ""

    @property
    def title(self) -> str:
        """Its code and its name: some of sites and of accounts have one name."""
        return f"{self.mark} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the inspection, as the head of `law/pages/limits.yaml` explains them."""

    window_days: int
    times_a_day: int
    seconds: int
    percent: int
    home_days: int
    news_days: int
    media_days: int
    notice_months: int
    column_months: int
    few_updates: int
    message_months: int
    message_days: int
    guide_lacks: int
    dead_days: int
    certificate_days: int
    silent_months: int
    full: int
    passing: int
    adding: int
    service: int


WORDS = (
    "news", "notices", "not_renewed", "channels", "services", "published", "messages", "not_messages",
    "unanswered", "answered", "nothing_found", "nothing_here", "test_systems", "known_hosts", "state_hosts",
    "meta_site", "meta_column", "meta_article", "guide_parts",
)  # fmt: skip


@functools.lru_cache
def fault_kinds(book: Lawbook | None = None) -> DatedList[KindOfFault]:
    """All kinds. Raises LawError where the file is malformed or names an indicator that there is not."""
    known = indicators(book)

    def one(code: str, node: Node) -> KindOfFault:
        return KindOfFault(
            code,
            node.text("label"),
            _sentence(node, "message"),
            _sentence(node, "mend"),
            node.text("indicator", allowed=list(known)),
            node.integer("tenths") if "tenths" in node else 0,
            node.text("per", FINDING, allowed=PER),
            node.integer("vetoes_at") if "vetoes_at" in node else 0,
            node.text("together", code),
            node.texts("codes", ()),
        )

    return (book or lawbook()).listed("pages/kinds.yaml", "问题", one)


@functools.lru_cache
def indicators(book: Lawbook | None = None) -> DatedList[Indicator]:
    """All indicators, in the order of the list."""

    def one(code: str, node: Node) -> Indicator:
        allowed = node.text("group", allowed=GROUPS), node.text("by", allowed=BY)
        is_service = "service" in node and node.flag("service")
        return Indicator(code, node.text("label"), *allowed, node.integer("most"), is_service)

    return (book or lawbook()).listed("pages/indicators.yaml", "指标", one)


def limits(day: date, book: Lawbook | None = None) -> Limits:
    """The numbers of that day; before the first on file, those."""
    dated = dated_limits(book)
    return dated.on(max(day, dated.since)).value


@functools.lru_cache
def dated_limits(book: Lawbook | None = None) -> Dated[Limits]:
    """The numbers through time."""
    book = book or lawbook()
    node = book.node("pages/limits.yaml").child("site")
    return book.dated(
        node, node.text("label"), lambda value: Limits(*(value.integer(one.name) for one in fields(Limits)))
    )


@functools.lru_cache
def words(book: Lawbook | None = None) -> Mapping[str, tuple[str, ...]]:
    """The words by which things are recognised on a page."""
    node = (book or lawbook()).node("pages/words.yaml")
    found = {}
    for name in WORDS:
        below = node.child(name)
        found[name] = below.texts("words")
        below.done()
    node.done()
    return found


@functools.lru_cache
def kind_of_code(book: Lawbook | None = None) -> Mapping[str, str]:
    """Of which kind a finding of `proofing` is, by its code."""
    return {code: kind.code for kind in fault_kinds(book).values() for code in kind.codes}


def _sentence(node: Node, key: str) -> str:
    said = node.text(key)
    named = {name for _, name, _, _ in string.Formatter().parse(said) if name is not None}
    if named - {"what"}:
        raise node.refuse(key, f"不认识「{min(named - {'what'})}」；这里可以用：what。")
    return said
