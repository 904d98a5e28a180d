"""Which third parties must still be told that what they spoke against is disclosed (第三十二条)?

Whom to tell, and for whom the reply waits, is dated data (`law/telling.yaml`). The telling is part of the
agency's own time: no term rests for it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gongkai.lawbook import Dated, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.procedure.known import Untold

if TYPE_CHECKING:
    from gongkai.procedure.course.known import Course

OBJECTING, SILENT = "objecting", "silent"


@dataclass(frozen=True, slots=True)
class Telling:
    """Whom to tell, by what they said, and for which of them the reply waits."""

    told: frozenset[str]
    awaited: frozenset[str]


@functools.lru_cache
def telling(book: Lawbook | None = None) -> Dated[Telling]:
    """The rule, each day. Raises LawError where the file is malformed."""
    book = book or lawbook()
    node = book.node("telling.yaml").child("third_party")
    found = book.dated(node, node.text("name"), _telling, changes=True)
    node.done()
    return found


def _telling(node: Node) -> Telling:
    found = Telling(frozenset(node.texts("told")), frozenset(node.texts("awaited")))
    for name, words in (("told", found.told), ("awaited", found.awaited)):
        if strange := sorted(words - {OBJECTING, SILENT}):
            raise node.refuse(name, f"不认识「{strange[0]}」；可用：{OBJECTING}、{SILENT}。")
    if unsaid := sorted(found.awaited - found.told):
        raise node.refuse("awaited", f"答复等待「{unsaid[0]}」，told 却没有它；请两处都写。")
    return found


def untold(course: Course) -> tuple[Untold, ...]:
    """The third parties whose letters are known and who were not told of a decision, by their numbers.

    Whoever objected and for whose rights a part is kept back is heeded, not overridden (第三十二条).
    """
    heeded = _heeded(course)
    objecting = course.objecting - heeded
    return tuple(
        Untold(ref, objects=ref in objecting, consents=ref in course.consenting or ref in heeded)
        for ref in sorted(course.asked_third - course.told_third)
    )


def _heeded(course: Course) -> set[str]:
    if not course.withholds:
        return set()
    return course.objecting if course.spares_third else course.partly


def to_tell(course: Course) -> tuple[Untold, ...]:
    """Those who must be told before or after the disclosure that was decided."""
    return _of(course, "told")


def awaited(course: Course) -> tuple[Untold, ...]:
    """Those before whose telling the reply does not leave."""
    return _of(course, "awaited")


def _of(course: Course, which: str) -> tuple[Untold, ...]:
    day = _decided_on(course)
    if day is None or not course.discloses or not telling().holds(day):
        return ()
    rule: Telling = telling().on(day).value
    words = rule.told if which == "told" else rule.awaited
    return tuple(
        one for one in untold(course) if not one.consents and (OBJECTING if one.objects else SILENT) in words
    )


def _decided_on(course: Course) -> date | None:
    return course.replied_again_on or course.concluded_on
