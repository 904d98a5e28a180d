"""咨询、建议、找错、投诉举报、申诉: which kinds of message are there, when is each due, how does it end?

Words of the law folder (`law/messages/`, `deadlines/messages.yaml`) and pure functions over them. A message
is no request for information: it has no row in the tables of the report.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.deadlines import add_months, terms
from gongkai.due import Due, Step
from gongkai.errors import GongkaiError
from gongkai.lawbook import DatedList, Lawbook, lawbook
from gongkai.lawfile import Node
from gongkai.outcomes import Kind
from gongkai.workdays import Calendar, Why, days

GROUPS: Mapping[str, str] = {
    "mailbox": "信箱和咨询",
    "faults": "网站找错",
    "complaints": "投诉举报",
    "appeals": "公共企事业单位申诉",
}
ABOUT = ("nothing", "page", "agency", "enterprise")
HANDLED_BY = ("agency", "above")
PUBLISHED = RULED, ASKED, NEVER = ("ruled", "asked", "never")
BLANKS: Mapping[str, str] = {
    "what": "改了什么",
    "where": "在哪里可以看到",
    "reason": "理由",
    "elsewhere": "转到哪个单位、怎样联系",
    "first": "与哪一件重复",
}
# What a template leaves to whoever answers: words in square brackets. Numbers of documents have digits there.
_LEFT_OPEN = re.compile(r"\[[^\[\]]*[\u4e00-\u9fff][^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class MessageType(Kind):
    """A kind of message. `group`: with which others it is counted; `term`, `red_line`: terms by their keys.

    `about`: what it must name besides; `handled_by`: the agency itself, or the one above the agency it is
    about; `changes`: its answer says what was changed; `published`: whether the answer becomes public.
    """

    hint: str
    group: str
    term: str
    red_line: str
    about: str
    handled_by: str
    changes: bool
    published: str


@dataclass(frozen=True, slots=True)
class End(Kind):
    """How a message ends. `words`: what it is called for a type; `requires`, `changed`: blanks to be filled.

    `withheld`: its answer need not be public although those of its type are.
    """

    words: Mapping[str, str]
    requires: tuple[str, ...]
    changed: tuple[str, ...]
    withheld: bool

    def word(self, kind: str) -> str:
        """What it is called for a message of that type."""
        return self.words.get(kind, self.label)

    def needs(self, kind: MessageType) -> tuple[str, ...]:
        """The blanks that an answer with this end must fill."""
        return (*(self.changed if kind.changes else ()), *self.requires)


@dataclass(frozen=True, slots=True)
class Template(Kind):
    """The beginning of an answer. `types`, `ends`: for which it is meant; no types: for all."""

    types: tuple[str, ...]
    ends: tuple[str, ...]
    text: str

    def filled(self, **words: str) -> str:
        """With what is known of the message; what stands in brackets is left to whoever answers."""
        return self.text.format(**words)


@functools.lru_cache
def message_types(book: Lawbook | None = None) -> DatedList[MessageType]:
    """The kinds of message. Raises LawError where the file is malformed."""
    book = book or lawbook()
    return book.listed("messages/types.yaml", "留言种类", functools.partial(_type, book))


@functools.lru_cache
def ends(book: Lawbook | None = None) -> DatedList[End]:
    """The ends."""
    book = book or lawbook()
    return book.listed("messages/ends.yaml", "办结方式", functools.partial(_end, book))


@functools.lru_cache
def templates(book: Lawbook | None = None) -> DatedList[Template]:
    """The beginnings of answers."""
    book = book or lawbook()
    return book.listed("messages/templates.yaml", "答复样稿", functools.partial(_template, book))


def templates_for(kind: str, day: date) -> dict[str, Template]:
    """Those that can be used for a message of that type on that day."""
    return {code: one for code, one in templates().on(day).items() if not one.types or kind in one.types}


def left_open(answer: str) -> tuple[str, ...]:
    """What of a template nobody has filled in yet, as it stands in the answer."""
    return tuple(dict.fromkeys(_LEFT_OPEN.findall(answer)))


def codes_of(group: str) -> tuple[str, ...]:
    """The types, past ones too, that are counted together."""
    return tuple(code for code, one in message_types().items() if one.group == group)


def due_day(kind: str, start: date, calendar: Calendar) -> date | None:
    """The last day on which the answer is in time; None where no rule of that day is on file."""
    return _end_of(message_types()[kind].term, start, calendar)


def red_line(kind: str, received: date) -> date | None:
    """The last day before an inspection counts it against the site; None where there is none.

    By months of the calendar: an inspection asks for how long nobody answered, and no party has to act on the
    last day, so that it moves for no holiday (unlike a term by 《民法典》第二百零三条).
    """
    term = message_types()[kind].red_line
    try:
        return add_months(received, terms()[term].dated.on(received).value.count) if term else None
    except GongkaiError:
        return None


def explained(kind: str, start: date, calendar: Calendar, received: date | None = None) -> Due | None:
    """Every day from the start to the last one: whether it counts, why, and where that stands.

    `received`: when it came in, where the term started anew afterwards.
    """
    last = due_day(kind, start, calendar)
    if last is None:
        return None
    term = terms()[message_types()[kind].term]
    steps = [Step(start, False, Why.START, term.starts, term.dated.on(start).source)]
    number = 0
    for day in days(start, last):
        known = calendar.day(day)
        number += known.working
        counted = number if known.working else None
        steps.append(Step(day, known.working, known.why, known.name, known.source, counted))
    provisional = any(calendar.day(step.day).provisional for step in steps)
    limit = term.dated.on(start).value.count
    return Due(received or start, last, provisional, tuple(steps), (), (), limit, started=start)


def said(kind: str, day: date) -> str:
    """How long an answer takes, as a sentence has it; empty where no rule of that day is on file."""
    try:
        return terms()[message_types()[kind].term].dated.on(day).value.said
    except GongkaiError:
        return ""


def _end_of(term: str, start: date, calendar: Calendar) -> date | None:
    try:
        return terms()[term].end(calendar, start)
    except GongkaiError:
        return None


def _type(book: Lawbook, code: str, node: Node) -> MessageType:
    return MessageType(
        code,
        node.text("label"),
        book.source(node),
        node.text("hint"),
        node.text("group", allowed=list(GROUPS)),
        _term(book, node, "term", node.text("term")),
        _term(book, node, "red_line", node.text("red_line", default="")),
        node.text("about", default=ABOUT[0], allowed=ABOUT),
        node.text("handled_by", default=HANDLED_BY[0], allowed=HANDLED_BY),
        "changes" in node and node.flag("changes"),
        node.text("published", allowed=PUBLISHED),
    )


def _term(book: Lawbook, node: Node, key: str, named: str) -> str:
    if named and named not in terms(book):
        raise node.refuse(key, f"没有名为「{named}」的期限；见 deadlines/。")
    return named


def _end(book: Lawbook, code: str, node: Node) -> End:
    known = message_types(book)
    words = {}
    if "words" in node:
        below = node.child("words")
        words = {kind: below.text(kind) for kind in below}
        if unknown := [kind for kind in words if kind not in known]:
            raise below.refuse(unknown[0], "不是留言的种类；见 messages/types.yaml。")
    requires, changed = (_blanks(node, key) for key in ("requires", "changed"))
    withheld = "withheld" in node and node.flag("withheld")
    return End(code, node.text("label"), book.source(node), words, requires, changed, withheld)


def _blanks(node: Node, key: str) -> tuple[str, ...]:
    found = node.texts(key, default=())
    if unknown := [one for one in found if one not in BLANKS]:
        raise node.refuse(key, f"没有「{unknown[0]}」这一栏；可用：{'、'.join(BLANKS)}。")
    return found


def _template(book: Lawbook, code: str, node: Node) -> Template:
    types, of = node.texts("types", default=()), node.texts("ends")
    for key, found, known in (("types", types, message_types(book)), ("ends", of, ends(book))):
        if unknown := [one for one in found if one not in known]:
            raise node.refuse(key, f"不认识「{unknown[0]}」；可用：{'、'.join(known)}。")
    return Template(code, node.text("label"), book.source(node), types, of, node.text("text"))
