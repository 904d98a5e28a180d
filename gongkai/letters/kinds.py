"""Which letters are there, and what must each of them say?

The 42 letters of handbook 04 (P01–P18, L01–L24) from `law/letters/`. An element is what the law demands in
the text; its `signs` are regular expressions over the normalised text, one of which must be found. The loader
refuses what it does not know, so that a slip in a template is found when the program starts and not in a
letter.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.deadlines import terms
from gongkai.lawbook import Lawbook, Source
from gongkai.lawfile import Node
from gongkai.letters.setting import SETTING_WORDS
from gongkai.letters.sources import letter_lawbook
from gongkai.letters.words import PLACEHOLDER, placeholders
from gongkai.outcomes import outcomes

FILES = ("procedure", "forms", "granting", "denial", "unavailable", "not_processed", "other")
ADDRESSEES = ("applicant", "third_party", "agency", "internal")
FIELD_KINDS = ("text", "lines", "day", "number", "choice")
LAYOUTS = ("letter", "form")
CHOSEN = "chosen"
REMEDY_TYPES = ("A", "B", "A+B", "none", CHOSEN)
SUPPLIED = ("case", "field")
OWN_WORDS = frozenset({"article", "act", "number", "day"})
TITLE_WORD = "政府信息公开"
ELEMENT_MISSING, ARTICLE = "element-missing", "article"


@dataclass(frozen=True, slots=True)
class Field:
    """What the clerk types. `term`: a key of the deadlines that a number may not exceed."""

    name: str
    label: str
    kind: str
    required: bool
    hint: str
    choices: tuple[str, ...]
    term: str


@dataclass(frozen=True, slots=True)
class Element:
    """What must stand in the text. `code` is that of the problem where it does not."""

    key: str
    label: str
    supplied: str
    signs: tuple[str, ...]
    code: str
    source: Source


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a template; left out where a word is empty or where `unless` is filled.

    `when`: a field and the choice with which alone the paragraph stands; empty for always.
    """

    text: str
    unless: str = ""
    when: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One of the 42. `remedy` is A, B, A+B, none or chosen (L24); `act` what the letter calls itself."""

    code: str
    key: str
    title: str
    name: str
    act: str
    layout: str
    addressee: str
    outcomes: tuple[str, ...]
    article: str
    remedy: str
    remedy_source: Source
    fields: tuple[Field, ...]
    needs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    elements: tuple[Element, ...]
    attachments: tuple[str, ...]
    forbid: tuple[str, ...]
    source: Source

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


def letter_kinds(book: Lawbook | None = None) -> Mapping[str, LetterKind]:
    """All letters by code, P01 to L24. Raises LawError where a file is malformed."""
    return _library(book)[0]


def phrases(book: Lawbook | None = None) -> Mapping[str, str]:
    """The words that several letters share, by their name."""
    return _library(book)[1]


def letters_for_outcome(outcome: str, book: Lawbook | None = None) -> tuple[LetterKind, ...]:
    """The letters that can carry that outcome; two for granted and for not held, none for an unknown one."""
    return tuple(kind for kind in letter_kinds(book).values() if outcome in kind.outcomes)


@functools.lru_cache
def _library(book: Lawbook | None) -> tuple[dict[str, LetterKind], dict[str, str]]:
    known = letter_lawbook(book)
    common = _Common(known)
    found: dict[str, LetterKind] = {}
    for file in FILES:
        node = known.node(f"letters/{file}.yaml")
        for code, entry in node.entries():
            if code in found:
                raise node.refuse(code, "另一个文件里已有这个代码的文书；请只写一处。")
            found[code] = _kind(known, common, code, entry)
    keys = [kind.key for kind in found.values()]
    for kind in found.values():
        if keys.count(kind.key) > 1:
            raise known.node(f"letters/{FILES[0]}.yaml").refuse(
                f"{kind.code}.key", f"「{kind.key}」不止一种文书在用；请改名。"
            )
    order = sorted(found, key=lambda code: (code[0] != "P", code))
    return {code: found[code] for code in order}, common.phrases


class _Common:
    """What all letters share: phrases, and the elements by addressee."""

    def __init__(self, book: Lawbook) -> None:
        node = book.node("letters/common.yaml")
        table = node.child("phrases")
        self.phrases = {name: table.text(name) for name in table}
        self.known = (
            SETTING_WORDS
            | OWN_WORDS
            | {f"phrase:{name}" for name in self.phrases}
            | {f"term:{key}" for key in terms(book)}
        )
        for name, text in self.phrases.items():
            _known_words(table, name, text, self.known)
        by_addressee = node.child("elements")
        self.elements: dict[str, dict[str, Element]] = {}
        for addressee in ADDRESSEES:
            below = by_addressee.child(addressee)
            self.elements[addressee] = {
                key: _element(book, key, entry, self.known) for key, entry in below.entries()
            }
        by_addressee.done()
        node.done()


def _kind(book: Lawbook, common: _Common, code: str, node: Node) -> LetterKind:
    addressee = node.text("addressee", allowed=ADDRESSEES)
    served = node.texts("outcomes")
    for outcome in served:
        if outcome not in outcomes(book):
            raise node.refuse("outcomes", f"「{outcome}」不是办理结果；可用：{'、'.join(outcomes(book))}。")
    fields = _fields(book, node)
    known = common.known | {field.name for field in fields}
    title = node.text("title")
    if TITLE_WORD not in title:
        raise node.refuse("title", f"「{title}」里没有“{TITLE_WORD}”；文书标题应当含有这几个字。")
    needs = node.texts("needs", default=())
    for need in needs:
        if need not in SETTING_WORDS:
            raise node.refuse("needs", f"案件里没有「{need}」；可用：{'、'.join(sorted(SETTING_WORDS))}。")
    remedy = node.child("remedy")
    article = node.text("article") if "article" in node else ""
    source = book.source(node)
    shared = node.texts("common") if "common" in node else tuple(common.elements[addressee])
    own = node.child("elements")
    elements = [common.elements[addressee][key] for key in _allowed(node, shared, common, addressee)]
    if article:
        elements.append(Element(ARTICLE, "依据的条款", "case", (re.escape(article),), ARTICLE, source))
    mine = [_element(book, key, entry, known) for key, entry in own.entries()]
    replaced = {element.key for element in mine}
    kind = LetterKind(
        code=code,
        key=node.text("key"),
        title=title,
        name=node.text("name"),
        act=node.text("act"),
        layout=node.text("layout", default="letter", allowed=LAYOUTS),
        addressee=addressee,
        outcomes=served,
        article=article,
        remedy=remedy.text("type", allowed=REMEDY_TYPES),
        remedy_source=book.source(remedy),
        fields=fields,
        needs=needs,
        paragraphs=tuple(_paragraphs(node, known, fields)),
        elements=(*(element for element in elements if element.key not in replaced), *mine),
        attachments=node.texts("attachments", default=()),
        forbid=tuple(_patterns(node, "forbid", known)) if "forbid" in node else (),
        source=source,
    )
    remedy.done()
    node.done()
    return kind


def _allowed(node: Node, shared: tuple[str, ...], common: _Common, addressee: str) -> Iterator[str]:
    for key in shared:
        if key not in common.elements[addressee]:
            allowed = "、".join(common.elements[addressee]) or "（没有）"
            raise node.refuse("common", f"「{key}」不是共同要素；可用：{allowed}。")
        yield key


def _fields(book: Lawbook, node: Node) -> tuple[Field, ...]:
    found = []
    for name, entry in node.child("fields").entries():
        if name in SETTING_WORDS | OWN_WORDS:
            raise node.refuse(f"fields.{name}", "案件里已有这个名字的内容；请换一个名字。")
        kind = entry.text("kind", allowed=FIELD_KINDS)
        term = entry.text("term", allowed=list(terms(book))) if "term" in entry else ""
        required = entry.flag("required") if "required" in entry else True
        choices = entry.texts("choices") if kind == "choice" else ()
        found.append(
            Field(name, entry.text("label"), kind, required, entry.text("hint", default=""), choices, term)
        )
        entry.done()
    return tuple(found)


def _paragraphs(
    node: Node, known: frozenset[str] | set[str], fields: tuple[Field, ...]
) -> Iterator[Paragraph]:
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
    if "when" not in node:
        return None
    below = node.child("when")
    chosen = {field.name: field.choices for field in fields if field.choices}
    name = below.text("field", allowed=list(chosen))
    found = name, below.text("is", allowed=chosen[name])
    below.done()
    return found


def _element(book: Lawbook, key: str, node: Node, known: frozenset[str] | set[str]) -> Element:
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
    node.done()
    return element


def _patterns(node: Node, key: str, known: frozenset[str] | set[str]) -> Iterator[str]:
    for text in node.texts(key):
        for name in placeholders(text):
            if name not in known:
                raise node.refuse(key, f"不认识占位符「{{{name}}}」；可用：{'、'.join(sorted(known))}。")
        try:
            re.compile(PLACEHOLDER.sub("x", text))
        except re.error as problem:
            raise node.refuse(key, f"「{text}」不是正确的正则表达式（{problem}）；请改正。") from None
        yield text


def _known_words(node: Node, key: str, text: str, known: frozenset[str] | set[str]) -> None:
    for name in placeholders(text):
        if name not in known:
            raise node.refuse(key, f"不认识占位符「{{{name}}}」；可用：{'、'.join(sorted(known))}。")
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        raise node.refuse(key, "花括号没有成对，或者里面不是小写字母；占位符应写成 {name} 的样子。")
