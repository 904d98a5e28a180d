"""Is a normative document in force on a day, and until when does it hold by itself?

The states of handbook 06 §1.2. How long a document holds is set locally: the law folder has a default, an
office or a document its own.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.deadlines import add_months
from gongkai.errors import UsageError
from gongkai.lawbook import Dated, DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.publication.words import plain, words_of

ENDINGS = ("repealed", "declared_invalid", "expired")
NEEDED = ("in_force", "not_yet_effective", "amended", *ENDINGS)


@dataclass(frozen=True, slots=True)
class Validity(Kind):
    """A state. `binding`: the document still binds; `marked`: its page says so in sight (05 §2.3).

    `said`: as a page says it of a document.
    """

    said: str
    binding: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a document holds by itself, and how many days before that its keeper is reminded."""

    months: int
    reminder: int


@dataclass(frozen=True, slots=True)
class ValidityTerm:
    """A term of validity. `signs`: words of a title to which it belongs; none for all others."""

    key: str
    label: str
    signs: tuple[str, ...]
    dated: Dated[Lasting]


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a document's life. On `ended_on` it is no longer in force; on `expires_on` it is."""

    issued_on: date
    effective_from: date
    amended_on: Collection[date] = ()
    expires_on: date | None = None
    ended_on: date | None = None
    ending: str = ""


@functools.lru_cache
def validity_states(book: Lawbook | None = None) -> DatedList[Validity]:
    """The states in which a document can be."""
    book = book or lawbook()
    found = words_of("validity.yaml", "有效性", _validity, book)
    for code in NEEDED:
        if code not in found:
            raise book.node("publication/validity.yaml").refuse(code, "缺少这种有效性，计算要用到它。")
    return found


@functools.lru_cache
def validity_terms(book: Lawbook | None = None) -> dict[str, ValidityTerm]:
    """The terms of validity by key; the first whose words stand in the title is that of a document."""
    book = book or lawbook()
    found = {}
    for key, node in book.node("publication/validity_terms.yaml").entries():
        label = node.text("label")
        signs = node.texts("signs", default=())
        found[key] = ValidityTerm(key, label, signs, book.dated(node, label, _lasting))
        node.done()
    return found


def validity(life: Life, day: date) -> str:
    """The state of the document at the end of that day. Raises UsageError for a day before its issue."""
    if day < life.issued_on:
        raise UsageError(f"{day} 早于成文日期 {life.issued_on}，那一天还没有这份文件。")
    if life.ending and life.ending not in ENDINGS:
        raise UsageError(f"不认识的失效方式「{life.ending}」；可用：{'、'.join(ENDINGS)}。")
    if life.ended_on and life.ended_on <= day:
        return life.ending or "repealed"
    if life.expires_on and life.expires_on < day:
        return "expired"
    if day < life.effective_from:
        return "not_yet_effective"
    return "amended" if any(amended <= day for amended in life.amended_on) else "in_force"


def ended(endings: Iterable[tuple[date, str]], last: date | None) -> tuple[date | None, str]:
    """From which day a document is no longer in force, and how it ended; (None, "") where it has no end.

    `endings`: the acts that end it; `last`: the day until which it holds by itself. What comes first counts.
    """
    by_itself = [] if last is None else [(last + timedelta(days=1), "expired")]
    return min([*endings, *by_itself], key=lambda one: one[0], default=(None, ""))


def expires_on(
    title: str, effective_from: date, *, months: int | None = None, book: Lawbook | None = None
) -> date:
    """The last day on which the document holds by itself. `months`: the local term, in place of ours."""
    lasting = months if months is not None else _lasting_of(title, effective_from, book).months
    if lasting < 1:
        raise UsageError(f"有效期至少 1 个月，不能是 {lasting} 个月。")
    return add_months(effective_from, lasting) - timedelta(days=1)


def reminder_on(
    title: str, effective_from: date, last: date, *, days: int | None = None, book: Lawbook | None = None
) -> date:
    """The day on which the keeper of the document is told that `last` comes near."""
    before = days if days is not None else _lasting_of(title, effective_from, book).reminder
    return last - timedelta(days=before)


def longest_reminder(day: date, book: Lawbook | None = None) -> int:
    """How many days before its last a keeper is told at the earliest; 0 before there was any term."""
    known = [term.dated for term in validity_terms(book).values() if term.dated.holds(day)]
    return max((dated.on(day).value.reminder for dated in known), default=0)


def _lasting_of(title: str, day: date, book: Lawbook | None) -> Lasting:
    known = list(validity_terms(book).values())
    fitting = [term for term in known if any(sign in title for sign in term.signs)]
    plain_ones = [term for term in known if not term.signs]
    return (fitting or plain_ones)[0].dated.on(day).value


def _validity(book: Lawbook, code: str, node: Node) -> Validity:
    word = plain(book, code, node)
    said = node.text("said")
    return Validity(code, word.label, word.source, said, node.flag("binding"), node.flag("marked"))


def _lasting(node: Node) -> Lasting:
    return Lasting(node.integer("months", least=1), node.integer("reminder", least=1))
