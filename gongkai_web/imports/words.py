"""Which words do registers use, and what do they mean? Nothing is guessed (`register_words.yaml`)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from gongkai.lawfile import Node, load
from gongkai.naming import DOT, plain_name
from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import Channel, Medium, Way
from gongkai.reading.formats.xlsx import Value
from gongkai.registers.cells import CellError, said

FILE = Path(__file__).with_name("register_words.yaml")
_ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_BRACKETS = re.compile(r"[(（)）\[\]【】]")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[）)]?[.．、]?")
# 收到申请时间, 收到申请之日, 收到申请日期; 申请公开的内容, 申请公开内容.
_SAME = (("时间", "日期"), ("之日", "日期"), ("的", ""))
_PARTS = re.compile(r"[，,；;、。/／\s]+")
_LONGEST_END = 8
# What parts the names of those who ask together, and what is written behind them.
_BETWEEN_NAMES = ("、", "，", ",", "；", ";", "/", "\n", "和", "与", " ", "\u3000")
_HOW_MANY = r"等?(?:\d{1,2}|[两二三四五六七八九十])人"
_AND_OTHERS = re.compile(rf"(?:{_HOW_MANY}|等)?[（(]?(?:共同|联合)申请[）)]?$|{_HOW_MANY}$|等$")
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,2}")  # behind the surname


# What 延期 “是” means where the register says neither how long nor when the applicant was told.
EXTENDED = {
    "full": "延期：没有写天数的按最长的天数，没有写告知日期的按原期限最后一天",
    "aside": "不登记延期，只记在“确认收到”的登记里",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the file, each reduced by `plain`.

    `together`: columns whose cells hold several facts, by label; `rank`: how surely a word names its column,
    the surest first; `several`: words that stand for any outcome of a group, by how its codes begin.
    """

    labels: Mapping[str, str]
    together: Mapping[str, str]
    rank: Mapping[str, int]
    columns: Mapping[str, str]
    loose: Mapping[str, str]
    required: tuple[str, ...]
    undecided: frozenset[str]
    outcomes: Mapping[str, str]
    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    ways: Mapping[str, str]
    media: Mapping[str, str]
    consent: Mapping[str, bool]
    yes: frozenset[str]
    no: frozenset[str]
    sums: frozenset[str]
    noise: frozenset[str]
    several: Mapping[str, str]
    organisations: frozenset[str]
    name_ends: Mapping[str, str]
    surnames: frozenset[str]

    def column(self, label: str) -> str:
        """The field of a column by its label: as the file writes it, else as good as that; empty for none."""
        word = plain(label)
        return self.columns.get(word) or self.loose.get(_loosened(word), "")

    def label(self, key: str) -> str:
        """What a column is called."""
        return self.labels.get(key) or self.together[key]


def plain(text: str) -> str:
    """A word as it is compared: half-width, without space, punctuation and what stands in brackets."""
    normal = _ASIDE.sub("", unicodedata.normalize("NFKC", text)).upper()
    return "".join(sign for sign in normal if sign.isalnum())


def _loosened(word: str) -> str:
    for one, other in _SAME:
        word = word.replace(one, other)
    return word


def _loose(columns: Mapping[str, str]) -> dict[str, str]:
    """The columns by their loosened words, without those that then stand for two."""
    found: dict[str, set[str]] = {}
    for word, key in columns.items():
        found.setdefault(_loosened(word), set()).add(key)
    return {word: next(iter(keys)) for word, keys in found.items() if len(keys) == 1}


@functools.cache
def words() -> Words:
    """The words. Raises LawError where the file is malformed or a word stands for two things."""
    node = load(FILE, FILE.parent)
    columns: dict[str, str] = {}
    rank: dict[str, int] = {}
    labels, together = (_columns(node.child(name), columns, rank) for name in ("columns", "together"))
    ready = Words(
        labels=labels,
        together=together,
        rank=rank,
        columns=columns,
        loose=_loose(columns),
        required=node.texts("required"),
        undecided=_set(node, "undecided"),
        outcomes=_outcomes(node.child("outcomes")),
        kinds=_by_word(node.child("kinds"), {code: one.label for code, one in applicant_kinds().items()}),
        channels=_by_word(node.child("channels"), dict(Channel.choices)),
        ways=_by_word(node.child("ways"), dict(Way.choices)),
        media=_by_word(node.child("media"), dict(Medium.choices)),
        consent={
            plain(word): said
            for key, said in (("agreed", True), ("objected", False))
            for word in node.texts(key)
        },
        yes=_set(node, "yes"),
        no=_set(node, "no"),
        sums=_set(node, "sums"),
        noise=_set(node, "noise"),
        several=_listed(node.child("several")),
        organisations=_set(node, "organisations"),
        name_ends=_listed(node.child("name_ends")),
        surnames=frozenset(node.texts("surnames")),
    )
    node.done()
    return ready


def _columns(table: Node, columns: dict[str, str], rank: dict[str, int]) -> dict[str, str]:
    """The labels of the columns by key; their words go to `columns`, how sure they are to `rank`."""
    labels: dict[str, str] = {}
    for key, entry in table.entries():
        labels[key] = entry.text("label")
        for place, word in enumerate(entry.texts("words")):
            if columns.setdefault(plain(word), key) != key:
                raise table.refuse(key, f"「{word}」已经是另一列的名字。")
            rank.setdefault(plain(word), place)
        entry.done()
    return labels


def _set(node: Node, key: str) -> frozenset[str]:
    return frozenset(map(plain, node.texts(key)))


def _listed(node: Node) -> dict[str, str]:
    """To which key each word belongs."""
    found = {plain(word): key for key in node for word in node.texts(key)}
    node.done()
    return found


def _outcomes(node: Node) -> dict[str, str]:
    """By synonym, by short name, and by the label of table 三 with and without its number."""
    found = _by_word(node, {code: one.short for code, one in outcomes().items()})
    for code, one in outcomes().items():
        found[plain(one.label)] = code
        found.setdefault(plain(_NUMBERING.sub("", one.label)), code)
    return found


def _by_word(node: Node, labels: Mapping[str, str]) -> dict[str, str]:
    found = {plain(str(label)): str(code) for code, label in labels.items()}
    for code in node:
        if code not in labels:
            raise node.refuse(code, f"不认识这个代码；可用：{'、'.join(labels)}。")
        for word in node.texts(code):
            if found.setdefault(plain(word), code) != code:
                raise node.refuse(code, f"「{word}」已经是另一种的名字。")
    node.done()
    return found


# – cells


def word_in(value: Value | None, known: Mapping[str, str], label: str) -> str:
    """The code of a word; empty for an empty cell. Raises CellError for an unknown one."""
    text = said(value)
    if not text:
        return ""
    # First with what stands in brackets: 不予公开（过程性信息）.
    for word in (plain(_BRACKETS.sub("", text)), plain(text)):
        if word in known:
            return known[word]
    raise CellError(f"“{text}”不是认得的{label}")


def outcome_in(text: str) -> str:
    """The one outcome that the parts of a cell name (已答复，予以公开); empty for none, or for two."""
    parts = [plain(part) for part in _PARTS.split(text)]
    telling = {part for part in parts if part} - words().noise
    codes = {words().outcomes.get(part, "") for part in telling}
    return next(iter(codes)) if len(codes) == 1 else ""


def outcome_of_group(text: str, beside: Iterable[str]) -> str:
    """The outcome of a word that can be several (不予公开), as what stands beside it says which."""
    group = group_of(text)
    if not group:
        return ""
    inside = _BRACKETS.split(text)[1:]
    told = {words().outcomes.get(plain(one), "") for cell in (*inside, *beside) for one in _PARTS.split(cell)}
    codes = {code for code in told if code.startswith(f"{group}_")}
    return next(iter(codes)) if len(codes) == 1 else ""


def group_of(text: str) -> str:
    """How the codes of the outcomes begin that the word can be; empty for a word of its own."""
    telling = {plain(part) for part in _PARTS.split(text)} - words().noise - {""}
    groups = {words().several[one] for one in telling if one in words().several}
    return next(iter(groups)) if len(groups) == 1 else ""


def names_in(cell: str) -> list[str]:
    """The names of those who ask together in one cell; the whole where not every part is surely a name.

    Each part has to tell a kind of applicant by itself: so “张 三” and “李和平” stay one name. “等三人”
    behind the names, and “共同申请”, name nobody and are left out.
    """
    told = _AND_OTHERS.sub("", cell.strip())
    for between in _BETWEEN_NAMES:
        parts = [part.strip() for part in told.split(between) if part.strip()]
        if len(parts) > 1 and all(kind_of_name(part) for part in parts):
            return list(dict.fromkeys(parts))
    return [cell]


def kind_of_name(name: str) -> str:
    """The kind of applicant that a name tells by its end, or as a person's; empty where it tells none."""
    word = plain(name)
    ends = words().name_ends
    for size in range(min(len(word), _LONGEST_END), 0, -1):
        if word[-size:] in ends:
            return ends[word[-size:]]
    surname = 2 if word[:2] in words().surnames else int(word[:1] in words().surnames)
    person = surname and _PERSON.fullmatch(word[surname:])
    dotted = DOT in plain_name(name).strip(DOT)
    return _a_person() if person or dotted else ""


def _a_person() -> str:
    """The kind of applicant that is no organisation."""
    return next(code for code, kind in applicant_kinds().items() if kind.group == "person")


def labels_of(name: str) -> dict[str, str]:
    """The words on offer for a column of fixed words, by code."""
    return {
        "applicant_kind": {code: one.label for code, one in applicant_kinds().items()},
        "outcome": {code: one.short for code, one in outcomes().items()},
        "channel": {str(code): str(label) for code, label in Channel.choices},
        "way": {str(code): str(label) for code, label in Way.choices},
        "medium": {str(code): str(label) for code, label in Medium.choices},
        "extended": dict(EXTENDED),
    }[name]
