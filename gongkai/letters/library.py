"""How is the book of letters read from `law/letters/`, and what does it refuse?

It refuses what it does not know, so that a slip in a template is found when the program starts and not in a
letter. Phrases and common elements have days of their own: where one changes, every letter that uses it does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from gongkai.deadlines import terms
from gongkai.errors import UsageError
from gongkai.lawbook import Dated, DatedList, Lawbook, Value
from gongkai.lawfile import Node
from gongkai.letters.kinds import (
    ADDRESSEES,
    ARTICLE,
    COMPUTED,
    ELEMENT_MISSING,
    ENTERED,
    FIELD_KINDS,
    LAYOUTS,
    OFFERED,
    PAPERS,
    REMEDY_TYPES,
    SEVERAL,
    SUPPLIED,
    TITLE_WORD,
    Doubt,
    Element,
    Field,
    LetterKind,
    Paragraph,
    Told,
)
from gongkai.letters.setting import SETTING_WORDS
from gongkai.letters.sources import letter_lawbook
from gongkai.letters.words import PLACEHOLDER, placeholders
from gongkai.outcomes import outcomes

_BESIDE_LETTERS = ("common", "instruments")  # files of the folder that hold no letters
T = TypeVar("T")
OWN_WORDS = frozenset({"article", "act", "number", "day", "due_passed"})


def letter_kinds(book: Lawbook | None = None) -> DatedList[LetterKind]:
    """All letters by code, those of the procedure first. Raises LawError where a file is malformed."""
    return _library(book)[0]


def phrases(day: date, book: Lawbook | None = None) -> Mapping[str, str]:
    """The words that several letters share on that day, by their name."""
    return _library(book)[1].on(day)


def letters_for_outcome(outcome: str, day: date, book: Lawbook | None = None) -> tuple[LetterKind, ...]:
    """The letters that can carry that outcome on that day; none for an unknown one."""
    return tuple(kind for kind in letter_kinds(book).on(day).values() if outcome in kind.outcomes)


def paper(use: str, day: date, book: Lawbook | None = None) -> LetterKind:
    """The sheet that the program makes for that use on that day. Raises UsageError where there is none."""
    found = [kind for kind in letter_kinds(book).on(day).values() if kind.paper == use]
    if not found:
        raise UsageError(f"文书库里 {day} 没有用作「{use}」的表单；请在 gongkai/law/letters/ 里补上。")
    return found[0]


@functools.lru_cache
def _library(book: Lawbook | None) -> tuple[DatedList[LetterKind], DatedList[str]]:
    known = letter_lawbook(book)
    common = _Common(known)
    found: dict[str, Dated[LetterKind]] = {}
    for node in known.nodes("letters"):
        if node.file.removeprefix("letters/").removesuffix(".yaml") in _BESIDE_LETTERS:
            continue
        for code, entry in node.entries():
            if code in found:
                raise node.refuse(code, "另一个文件里已有这个代码的文书；请只写一处。")
            found[code] = _through_time(known, common, code, entry)
    order = sorted(found, key=lambda code: (not found[code].values[-1].value.procedural, code))
    return DatedList("文书", {code: found[code] for code in order}), common.phrases


def _through_time(book: Lawbook, common: _Common, code: str, node: Node) -> Dated[LetterKind]:
    """The letter through time: a value for each of its own, and for each day on which shared words change."""

    def parse(entry: Node) -> tuple[Node, LetterKind]:
        return entry, _kind(book, common, code, entry, entry.day("from"))

    own = book.dated(node, code, parse, changes=True)
    node.done()
    nexts = [*(value.since for value in own.values[1:]), own.ended.since if own.ended else date.max]
    values: list[Value[LetterKind]] = []
    for value, following in zip(own.values, nexts, strict=True):
        entry, kind = value.value
        values.append(Value(value.since, kind, value.source))
        for day in common.days:
            if value.since < day < following:
                values.append(Value(day, _kind(book, common, code, entry, day), value.source))
    return Dated(values[-1].value.name, tuple(values), own.before, own.ended)


class _Common:
    """What all letters share: phrases, and the elements by addressee; each with its days."""

    def __init__(self, book: Lawbook) -> None:
        node = book.node("letters/common.yaml")
        words = SETTING_WORDS | OWN_WORDS | {f"term:{key}" for key in terms(book)}
        self.words = frozenset(words)
        self.phrases = DatedList(
            "共同词句",
            {
                name: _dated(book, name, entry, lambda below: _phrase(below, self.words))
                for name, entry in node.child("phrases").entries()
            },
        )
        by_addressee = node.child("elements")
        self.elements: dict[str, DatedList[Element]] = {}
        for addressee in ADDRESSEES:
            below = by_addressee.child(addressee)
            self.elements[addressee] = DatedList(
                "共同要素",
                {key: _dated(book, key, one, self._element_of(book, key)) for key, one in below.entries()},
            )
        by_addressee.done()
        node.done()

    @property
    def days(self) -> list[date]:
        """The days on which something that letters share changes."""
        lists: tuple[DatedList[Any], ...] = (self.phrases, *self.elements.values())
        return sorted({day for listed in lists for day in listed.days})

    def known(self, day: date) -> frozenset[str]:
        """The placeholders that any letter of that day may use."""
        return self.words | {f"phrase:{name}" for name in self.phrases.on(day)}

    def _element_of(self, book: Lawbook, key: str) -> Callable[[Node], Element]:
        return lambda node: _element(book, key, node, self.known(node.day("from")))


def _dated(book: Lawbook, name: str, node: Node, parse: Callable[[Node], T]) -> Dated[T]:
    dated = book.dated(node, name, parse, changes=True)
    node.done()
    return dated


def _phrase(node: Node, known: frozenset[str]) -> str:
    text = node.text("text")
    _known_words(node, "text", text, known)
    return text


def _kind(book: Lawbook, common: _Common, code: str, node: Node, day: date) -> LetterKind:
    addressee = node.text("addressee", allowed=ADDRESSEES)
    fields = _fields(book, node)
    known = common.known(day) | {field.name for field in fields}
    remedy = node.child("remedy")
    kind = LetterKind(
        code=code,
        title=_title(node),
        name=node.text("name"),
        act=node.text("act"),
        layout=node.text("layout", default="letter", allowed=LAYOUTS),
        addressee=addressee,
        outcomes=_outcomes(book, node, day),
        article=node.text("article", default=""),
        remedy=remedy.text("type", allowed=REMEDY_TYPES),
        remedy_source=book.source(remedy),
        remedy_when=_choice_in(remedy, "when", fields) if "when" in remedy else None,
        fields=fields,
        needs=_needs(node),
        paragraphs=tuple(_paragraphs(node, known, fields)),
        elements=_elements(book, node, common.elements[addressee].on(day), known),
        attachments=node.texts("attachments", default=()),
        forbid=node.texts("forbid", default=()),
        doubts=_doubts(book, node, known),
        source=book.source(node),
        enters=_enters(node, fields),
        beside=node.texts("beside", default=()),
        paper=node.text("paper", allowed=PAPERS) if "paper" in node else "",
        sealed=node.flag("sealed") if "sealed" in node else True,
        proves=node.text("proves", default="答复的内容、理由和依据"),
        public_version=_public_version(node, fields),
        encloses=node.flag("encloses") if "encloses" in node else False,
    )
    remedy.done()
    return kind


def _title(node: Node) -> str:
    title = node.text("title")
    if TITLE_WORD not in title:
        raise node.refuse("title", f"「{title}」里没有“{TITLE_WORD}”；文书标题应当含有这几个字。")
    return title


def _outcomes(book: Lawbook, node: Node, day: date) -> tuple[str, ...]:
    served, known = node.texts("outcomes"), outcomes(book)
    for outcome in served:
        if outcome not in known:
            raise node.refuse("outcomes", f"「{outcome}」不是办理结果；可用：{'、'.join(known)}。")
        if not known.words[outcome].holds(day):
            raise node.refuse("outcomes", f"{day} 还没有或者不再有「{outcome}」这种办理结果；请核对起止日。")
    return served


def _needs(node: Node) -> tuple[str, ...]:
    needs = node.texts("needs", default=())
    for need in needs:
        if need not in SETTING_WORDS:
            raise node.refuse("needs", f"案件里没有「{need}」；可用：{'、'.join(sorted(SETTING_WORDS))}。")
    return needs


def _elements(
    book: Lawbook, node: Node, shared: Mapping[str, Element], known: frozenset[str]
) -> tuple[Element, ...]:
    """The common ones, that of the article, and its own; one of its own stands in place of a common one."""
    wanted = node.texts("common") if "common" in node else tuple(shared)
    found = [shared[key] for key in _allowed(node, wanted, shared)]
    if "article" in node:
        sign, source = re.escape(node.text("article")), book.source(node)
        found.append(Element(ARTICLE, "依据的条款", "case", (sign,), ARTICLE, source))
    own = [_whole_element(book, key, entry, known) for key, entry in node.child("elements").entries()]
    replaced = {element.key for element in own}
    return (*(element for element in found if element.key not in replaced), *own)


def _enters(node: Node, fields: tuple[Field, ...]) -> Mapping[str, Mapping[str, Told]]:
    """By act, the particulars that the letter tells: each the name of a field, or true or false."""
    if "enters" not in node:
        return {}
    named = [field.name for field in fields]
    found: dict[str, Mapping[str, Told]] = {}
    for act, below in node.child("enters").entries():
        told: dict[str, Told] = {}
        if act not in ENTERED:
            raise node.refuse(f"enters.{act}", f"签发文书登记不了这一步；可用：{'、'.join(ENTERED)}。")
        for name in below:
            if name not in ENTERED[act]:
                allowed = "、".join(ENTERED[act]) or "（没有）"
                raise below.refuse(name, f"这一步没有这项内容；可用：{allowed}。")
            value = below.take(name)
            told[name] = value if isinstance(value, bool) else below.text(name, allowed=named)
        found[act] = told
    return found


def _public_version(node: Node, fields: tuple[Field, ...]) -> tuple[str, str] | None:
    if "public_version" not in node:
        return None
    below = node.child("public_version")
    found = _choice_in(below, "unless", fields)
    below.done()
    return found


def _doubts(book: Lawbook, node: Node, known: frozenset[str]) -> tuple[Doubt, ...]:
    """The questions by their keys, each asked where its one pattern is found."""
    if "doubts" not in node:
        return ()
    found = []
    for key, below in node.child("doubts").entries():
        (pattern,) = _patterns(below, "signs", known)
        found.append(Doubt(key, pattern, below.text("question"), book.source(below)))
        below.done()
    return tuple(found)


def _allowed(node: Node, wanted: tuple[str, ...], shared: Mapping[str, Element]) -> Iterator[str]:
    for key in wanted:
        if key not in shared:
            allowed = "、".join(shared) or "（没有）"
            raise node.refuse("common", f"「{key}」不是共同要素；可用：{allowed}。")
        yield key


def _fields(book: Lawbook, node: Node) -> tuple[Field, ...]:
    found = []
    for name, entry in node.child("fields").entries():
        if name in SETTING_WORDS | OWN_WORDS:
            raise node.refuse(f"fields.{name}", "案件里已有这个名字的内容；请换一个名字。")
        kind = entry.text("kind", allowed=FIELD_KINDS)
        choices = entry.texts("choices") if kind in ("choice", SEVERAL) else ()
        found.append(
            Field(
                name,
                entry.text("label"),
                kind,
                entry.flag("required") if "required" in entry else True,
                entry.text("hint", default=""),
                choices,
                entry.text("term", allowed=list(terms(book))) if "term" in entry else "",
                entry.text("offered", allowed=OFFERED) if "offered" in entry else "",
                entry.text("usual", default=""),
                entry.text("computed", allowed=COMPUTED) if "computed" in entry else "",
                _only(entry, choices),
                entry.flag("past") if "past" in entry else False,
            )
        )
        entry.done()
    return tuple(found)


def _only(node: Node, choices: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """By act, what alone may be chosen."""
    if "only" not in node:
        return {}
    below = node.child("only")
    found = {act: below.texts(act) for act in below}
    for act, allowed in found.items():
        for choice in allowed:
            if choice not in choices:
                raise below.refuse(act, f"「{choice}」不在 choices 里；可用：{'、'.join(choices)}。")
    return found


def _paragraphs(node: Node, known: frozenset[str], fields: tuple[Field, ...]) -> Iterator[Paragraph]:
    raw = node.take("paragraphs")
    if not isinstance(raw, list) or not raw:
        raise node.refuse("paragraphs", "应为至少一段的列表。")
    for index, item in enumerate(raw):
        where = f"paragraphs[{index}]"
        found = Paragraph(item) if isinstance(item, str) else None
        if isinstance(item, dict):
            below = Node(node.file, f"{node.path}.{where}", item)
            unless = below.text("unless", allowed=sorted(known)) if "unless" in below else ""
            found = Paragraph(below.text("text"), unless, _when(below, fields))
            below.done()
        if found is None or not found.text.strip():
            raise node.refuse(where, "应为文字。")
        _known_words(node, where, found.text, known)
        yield found


def _when(node: Node, fields: tuple[Field, ...]) -> tuple[str, str] | None:
    return _choice_in(node, "when", fields) if "when" in node else None


def _choice_in(node: Node, key: str, fields: tuple[Field, ...]) -> tuple[str, str]:
    """A field of choices and one of them."""
    below = node.child(key)
    chosen = {field.name: field.choices for field in fields if field.choices}
    name = below.text("field", allowed=list(chosen))
    found = name, below.text("is", allowed=chosen[name])
    below.done()
    return found


def _whole_element(book: Lawbook, key: str, node: Node, known: frozenset[str]) -> Element:
    element = _element(book, key, node, known)
    node.done()
    return element


def _element(book: Lawbook, key: str, node: Node, known: frozenset[str]) -> Element:
    element = Element(
        key,
        node.text("label"),
        node.text("supplied", default="case", allowed=SUPPLIED),
        tuple(_patterns(node, "signs", known)),
        node.text("code", default=ELEMENT_MISSING),
        book.source(node),
    )
    if not element.signs:
        raise node.refuse("signs", "至少要有一种写法，否则无法核对这个要素。")
    return element


def _patterns(node: Node, key: str, known: frozenset[str]) -> Iterator[str]:
    for text in node.texts(key):
        for name in placeholders(text):
            if name not in known:
                raise node.refuse(key, f"不认识占位符「{{{name}}}」；可用：{'、'.join(sorted(known))}。")
        try:
            re.compile(PLACEHOLDER.sub("x", text))
        except re.error as problem:
            raise node.refuse(key, f"「{text}」不是正确的正则表达式（{problem}）；请改正。") from None
        yield text


def _known_words(node: Node, key: str, text: str, known: frozenset[str]) -> None:
    for name in placeholders(text):
        if name not in known:
            raise node.refuse(key, f"不认识占位符「{{{name}}}」；可用：{'、'.join(sorted(known))}。")
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        raise node.refuse(key, "花括号没有成对，或者里面不是小写字母；占位符应写成 {name} 的样子。")
