"""Which paragraphs do the sections of a year's report have, and by what words is one known to be there?

`law/drafting/groups.yaml`. What the form requires is drafted with its lead, and missed by the check
(`sections.topics`) where no word of a report tells of it.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind

FILE = "drafting/groups.yaml"
GENERAL = 1  # 总体情况: the section of which the form names the topics


@dataclass(frozen=True, slots=True)
class Group(Kind):
    """A paragraph of a section. `lead`: the words that it opens with, or none.

    `required`: the form asks for it, so that it stands there also with nothing but its lead; `told`: then,
    by what it is known in whatever words.
    """

    section: int
    lead: str
    required: bool
    told: re.Pattern[str] | None


@functools.lru_cache
def groups(book: Lawbook | None = None) -> DatedList[Group]:
    """The paragraphs, in the order of the report. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed(FILE, "年报段落", functools.partial(_group, book))


@functools.lru_cache(maxsize=64)
def topics_of(year: int | None) -> tuple[Group, ...]:
    """What the general section of the report of that year must tell of; of years before, what came first."""
    known = groups()
    day = max(date(year or date.max.year, 12, 31), known.days[0])
    return tuple(one for one in known.on(day).values() if one.required and one.section == GENERAL)


def _group(book: Lawbook, code: str, node: Node) -> Group:
    required = "required" in node and node.flag("required")
    told = node.text("told", default="")
    if required != bool(told):
        raise node.refuse("told", "格式要求的（required: true）写明凭哪些字样认得出说到了它；别的段不写。")
    try:
        known_by = re.compile(told) if told else None
    except re.error as problem:
        raise node.refuse("told", f"「{told}」不是正则：{problem}。") from None
    about = (node.integer("section", least=1), node.text("lead", default=""), required, known_by)
    return Group(code, node.text("label"), book.source(node), *about)
