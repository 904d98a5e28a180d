"""Which records would bear these statements out?

Pure: the same statements give the same records. The statements come from the small to the great: what a
smaller one asked for counts in the greater of which it is part, and only what is missing there is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.publication.counted import rolled_up
from gongkai_web.errors import Refused
from gongkai_web.replay.statements.statement import Rule, Statement

# How an item comes to be: with the past stock, by its own review, or further.
STOCK, REVIEWED, UPDATED, ENDED, INSIDE = "stock", "reviewed", "updated", "ended", "inside"
CLEANED = "cleaned"  # the result of a clean-up of documents
WEBSITE, ON_SITE = "website", ("website",)
NEWS, OTHER, CATALOGUE = "news", "other", "catalogue"
_ITEMS = ("items.", "interpretations.", "documents.clean_ups")
_INTERPRETED, _DOCUMENTS = "interpretations.published", "other_documents"
_BY_FIELD, _BY_CHANNEL, _TOTAL = "items.published_by_field", "items.published_by_channel", "items.published"
_OF_ONE_COLUMN = {"items.guide_updated": "guide", "documents.clean_ups": "normative_documents"}
_LIVES = {
    "items.guide_updated": UPDATED,
    "documents.clean_ups": CLEANED,
    "items.ended": ENDED,
    "items.kept_inside": INSIDE,
    "items.reviewed": REVIEWED,
    "items.secrecy_reviews": REVIEWED,
    "items.in_time": REVIEWED,
}


@dataclass(frozen=True, slots=True)
class Group:
    """So many items of one kind. `ending`: how they end, where they do."""

    count: int
    item_class: str = CATALOGUE
    column: str = ""
    fields: tuple[str, ...] = ()
    channels: tuple[str, ...] = ON_SITE
    reposted: bool = False
    attribute: str = "proactive"
    life: str = STOCK
    ending: str = ""
    interpretation: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """What is made for a report. `others`: by figure and its parts, how many of all that is no item."""

    groups: tuple[Group, ...]
    others: tuple[tuple[str, tuple[str, ...], int], ...]

    def wanted(self, figure: str, *, among: tuple[str, ...] = ()) -> int:
        """How many records the figure shall count, or one of its parts."""
        return max((count for one, parts, count in self.others if (one, parts) == (figure, among)), default=0)

    def parts(self, figure: str) -> dict[str, int]:
        """How many of each part."""
        return {parts[0]: count for one, parts, count in self.others if one == figure and parts}


def records_for(statements: Sequence[Statement], year: int) -> Records:
    """The records. Raises Refused where two statements cannot both be true."""
    day, groups = date(year, 12, 31), list[Group]()
    news_stated = any("news" in one.rule.of.get("item_class", ()) for one in statements)
    filler = OTHER if news_stated else NEWS
    for one in statements:
        if one.rule.figure.startswith(_ITEMS):
            groups += _missing(one, groups, day, filler)
    others = tuple(
        (one.rule.figure, tuple(part for parts in one.rule.of.values() for part in parts), one.wanted)
        for one in statements
        if not one.rule.figure.startswith((*_ITEMS, "documents."))
    )
    return Records(tuple(groups), others)


def _missing(statement: Statement, groups: Sequence[Group], day: date, filler: str) -> Iterator[Group]:
    """What must be added so that the statement holds."""
    rule = statement.rule
    there = sum(measured(group, rule, day) for group in groups)
    missing = statement.wanted - there
    if rule.figure == _INTERPRETED and not any(_is_document(group) for group in groups):
        yield Group(1, column=_DOCUMENTS, life=REVIEWED)  # what they interpret
    if statement.number is None:
        missing = max(0, missing)
    if missing < 0:
        raise Refused(
            f"没有任何记录能得出这份报告，不能重演：正文的“{rule.name}”写 {statement.said}，"
            f"其中已经写明的各项合计 {there}；请核对正文。"
        )
    kinds = list(_kinds(rule, filler))
    for number, group in enumerate(kinds):
        count = missing // len(kinds) + (number < missing % len(kinds))
        if count:
            yield replace(group, count=count)


def _kinds(rule: Rule, filler: str) -> Iterator[Group]:
    """A group for each part of the figure that the rule names."""
    life = _LIVES.get(rule.figure, STOCK)
    of = rule.of
    if rule.figure == _INTERPRETED:
        for kind in of.get("interpretation_class", ("department",)):
            yield Group(1, column="interpretations", interpretation=kind)
        return
    if rule.figure in _OF_ONE_COLUMN:
        yield Group(1, column=_OF_ONE_COLUMN[rule.figure], life=life)
        return
    for column in of.get("column", ()):
        yield Group(1, column=column, life=life)
    for field in of.get("field", ()):
        yield Group(1, fields=(field,))
    for channel in of.get("channel", ()):
        channels = ON_SITE if channel == WEBSITE else (WEBSITE, channel)
        yield Group(1, item_class=filler, channels=channels)
    for item_class in of.get("item_class", ()):
        yield Group(1, item_class=item_class)
    for attribute in of.get("attribute", ()):
        yield Group(1, attribute=attribute, life=life)
    for ending in of.get("ended_how", ()):
        yield Group(1, life=life, ending=ending)
    if not of:
        reposted = rule.figure == "items.reposted"
        yield Group(1, item_class=filler if life == STOCK else CATALOGUE, reposted=reposted, life=life)


def measured(group: Group, rule: Rule, day: date) -> int:
    """How many records the figure of the rule counts in that group."""
    if rule.figure == "items.kept_inside":
        meant = group.life == INSIDE and group.attribute in rule.of.get("attribute", ())
        return group.count if meant else 0
    if group.life == INSIDE:
        return 0
    if rule.figure == _BY_FIELD:
        return group.count * len(rolled_up(group.fields, day) & set(rule.of["field"]))
    if rule.figure == _BY_CHANNEL:
        return group.count * len(set(group.channels) & set(rule.of["channel"]))
    return group.count if _is_meant(group, rule) else 0


def _is_meant(group: Group, rule: Rule) -> bool:
    own: Mapping[str, str] = {
        "column": group.column,
        "item_class": group.item_class,
        "ended_how": group.ending,
        "interpretation_class": group.interpretation,
    }
    told = all(own[name] in parts for name, parts in rule.of.items())
    return told and _MEANT.get(rule.figure, _always)(group)


def _is_document(group: Group) -> bool:
    return group.column == _DOCUMENTS and group.life == REVIEWED


def _always(_: Group) -> bool:
    return True


_MEANT: Mapping[str, Callable[[Group], bool]] = {
    "items.reposted": lambda group: group.reposted,
    "items.guide_updated": lambda group: group.life == UPDATED,
    "documents.clean_ups": lambda group: group.life == CLEANED,
    "interpretations.published": lambda group: bool(group.interpretation),
    "items.ended": lambda group: group.life == ENDED,
    "items.reviewed": lambda group: group.life != STOCK,
    "items.secrecy_reviews": lambda group: group.life != STOCK,
    "items.in_time": lambda group: group.life != STOCK,
}
