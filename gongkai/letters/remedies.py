"""Which remedies are open against a letter, until when, and does the letter say so rightly?

`law/remedies.yaml` says, for each type of remedy and from which day, which ways are open and in which words
the letter tells of them; the lengths are those of `law/deadlines/`. The law of the day on which the letter
was made decides what it must say (实现约定); the terms run from the day on which it was served.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.deadlines import UNITS, Length, Term, terms
from gongkai.lawbook import Dated, Lawbook, Source, Value
from gongkai.lawfile import Node
from gongkai.letters.kinds import CHOSEN, LetterKind
from gongkai.letters.library import letter_kinds, letters_for_outcome
from gongkai.letters.refusals import LetterError
from gongkai.letters.remedy_starts import wrong_starts
from gongkai.letters.setting import SETTING_WORDS
from gongkai.letters.sources import letter_lawbook
from gongkai.letters.words import chinese_number, fill, normal, placeholders
from gongkai.workdays import Calendar, calendar

NONE = "none"
RECONSIDERATION, LITIGATION = "reconsideration", "litigation"
AFTER = "litigation_after_reconsideration"
AUTHORITIES = {
    "reconsideration_authority": "行政复议机关",
    "court": "有管辖权的人民法院",
    "any_court": "人民法院",
}
UNIT_LABELS = {"days": "日", "months": "个月"}
_NUMERALS = "0-9一二三四五六七八九十"
_TERM_TOLD = re.compile(rf"([{_NUMERALS}]+(?:日|个月))内[^。；]{{0,60}}(?:行政复议|行政诉讼)")
_WORDS = SETTING_WORDS | {"act"}


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way that is open. `last_day` is None where it runs from a decision that is not there yet.

    `part`: to which part of a letter it belongs (部分公开), else empty. `rolled_from`: the nominal last day
    where it fell on a day of rest. `channel`: the address where one applies over the internet.
    """

    key: str
    label: str
    authority: str
    last_day: date | None
    provisional: bool
    rolled_from: date | None
    note: str
    text: str
    part: str
    channel: str
    source: Source


@dataclass(frozen=True, slots=True)
class Way:
    """A way as the law has it. `rolls`: what is cited where its last day falls on a day of rest."""

    key: str
    label: str
    term: str
    authority: str
    starts: str
    rolls: Dated[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a letter of one type must say: ways in order, their parts, texts, signs that must (not) be."""

    ways: tuple[str, ...]
    parts: tuple[str, ...]
    texts: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    ways: dict[str, Way]
    types: dict[str, Dated[Telling]]
    internet: Dated[str]
    terms: dict[str, Term]
    earlier: dict[str, Term]

    def term(self, key: str, day: date) -> Term:
        """The term that is in force on that day; before its first value on file, the earlier one."""
        term = self.terms[key]
        earlier = self.earlier.get(key)
        return earlier if earlier and day < term.dated.values[0].since else term


def remedy_types(book: Lawbook | None = None) -> Mapping[str, Dated[Telling]]:
    """What a letter of each type must say, through time. Raises LawError where the file is malformed."""
    return _rules(book).types


def remedies_open(
    what: str,
    served_on: date,
    by_internet: bool = False,
    *,
    made_on: date | None = None,
    decided_on: date | None = None,
    words: Mapping[str, str] | None = None,
    reconsideration_authority: str = "",
    court: str = "",
    online_reconsideration_url: str = "",
    book: Lawbook | None = None,
) -> tuple[Remedy, ...]:
    """The remedies against a letter (`what`: its code, e.g. L09, or an outcome) served on `served_on`.

    `made_on`: the day of the letter, where it is another. `decided_on`: the day on which a reconsideration
    decision was received; from it the fifteen days run. `words`: what was chosen in the letter, where its
    remedies hang on that. Nothing for procedural letters. Raises LetterError
    for an unknown letter or outcome and NotInForce for a day before the law on file.
    """
    rules = _rules(book)
    telling = rules.types[_type_of(what, made_on or served_on, words or {}, book)].on(made_on or served_on)
    authorities = {
        "reconsideration_authority": reconsideration_authority or AUTHORITIES["reconsideration_authority"],
        "court": court or AUTHORITIES["court"],
        "any_court": AUTHORITIES["any_court"],
    }
    needed = rules.internet.on(made_on or served_on)
    channel = online_reconsideration_url if by_internet and needed.value else ""
    known = calendar(book)
    parts = telling.value.parts or ("",) * len(telling.value.ways)
    found = []
    for key, part in zip(telling.value.ways, parts, strict=True):
        way = rules.ways[key]
        found.append(
            _remedy(
                way,
                rules.term(way.term, served_on),
                decided_on if key == AFTER else served_on,
                known,
                authority=authorities[way.authority],
                part=part,
                channel=channel if key == RECONSIDERATION else "",
            )
        )
    return tuple(found)


def lawsuit_after_reconsideration(decided_on: date | None = None, *, book: Lawbook | None = None) -> Remedy:
    """Going to court against a decision on reconsideration, whatever the letter was.

    《行政诉讼法》第四十五条. `decided_on`: the day on which the decision was received; without it there is no
    last day yet. Raises NotInForce for a day before the law on file.
    """
    rules = _rules(book)
    way = rules.ways[AFTER]
    term = rules.term(way.term, decided_on) if decided_on else rules.terms[way.term]
    authority = AUTHORITIES[way.authority]
    return _remedy(way, term, decided_on, calendar(book), authority=authority, part="", channel="")


def _remedy(
    way: Way, term: Term, start: date | None, known: Calendar, *, authority: str, part: str, channel: str
) -> Remedy:
    value = term.dated.on(start) if start else term.dated.values[-1]
    length = f"{value.value.count}{UNIT_LABELS[value.value.unit]}"
    last, nominal = (term.end(known, start), term.end(_NoRest(), start)) if start else (None, None)
    rolled = nominal if nominal != last else None
    provisional = bool(nominal and last and (known.day(nominal).provisional or known.day(last).provisional))
    notes = []
    if rolled and start:
        rest = known.day(rolled)
        notes.append(
            f"{length}期限的最后一日 {rolled} 是{rest.name}，顺延到 {last}"
            f"（{way.rolls.on(start).value}；{rest.source}）。"
        )
    if provisional:
        notes.append("所涉年份的放假通知尚未收录，这一天是暂定的。")
    if not start:
        notes.append("从收到行政复议决定书之日起算，现在还没有最后一日。")
    act = way.label.rpartition("，")[2]
    text = f"{part and f'对{part}不服的，'}{way.starts}{length}内向{authority}{act}"
    text += f"；最后一日为 {last}" if last else ""
    text += f"；网上申请：{channel}" if channel else ""
    return Remedy(
        way.key,
        way.label,
        authority,
        last,
        provisional,
        rolled,
        "".join(notes),
        f"{text}。",
        part,
        channel,
        value.source,
    )


def remedy_type(kind: LetterKind, words: Mapping[str, str]) -> str:
    """A, B, A+B or none; where the letter leaves it open, what the clerk chose for the new decision.

    None too where the letter decides about a right only with a choice that was not made.
    """
    if kind.remedy_when and words.get(kind.remedy_when[0]) != kind.remedy_when[1]:
        return NONE
    return words.get("remedy", "A") if kind.remedy == CHOSEN else kind.remedy


def needed_words(kind: LetterKind, words: Mapping[str, str], day: date, *, by_internet: bool) -> list[str]:
    """The words of the setting without which the remedies cannot be told."""
    texts = _texts(remedy_type(kind, words), day, by_internet=by_internet)
    return [name for text in texts for name in placeholders(text) if name in SETTING_WORDS]


def remedy_paragraphs(
    kind: LetterKind, words: Mapping[str, str], day: date, *, by_internet: bool
) -> tuple[str, ...]:
    """The paragraphs that tell of the remedies in a letter of that day. Raises NotInForce."""
    texts = _texts(remedy_type(kind, words), day, by_internet=by_internet)
    return tuple(fill(text, {**words, **_lengths(text, day)}) for text in texts)


def _texts(kind: str, day: date, *, by_internet: bool) -> tuple[str, ...]:
    rules = _rules(None)
    texts = rules.types[kind].on(day).value.texts
    more = rules.internet.on(day).value
    return (*texts, more) if texts and by_internet and more else texts


def term_words(texts: tuple[str, ...], day: date) -> dict[str, str]:
    """The lengths that those texts ask for as `{term:…}`, by the law of that day."""
    return {name: number for text in texts for name, number in _lengths(text, day).items()}


def _lengths(text: str, day: date) -> dict[str, str]:
    rules = _rules(None)
    asked = [name.partition(":")[2] for name in placeholders(text) if name.startswith("term:")]
    return {f"term:{key}": str(rules.term(key, day).dated.on(day).value.count) for key in asked}


def remedy_faults(
    kind: LetterKind, words: Mapping[str, str], day: date, body: str, *, by_internet: bool
) -> Iterator[tuple[str, str, Source]]:
    """What the text says wrongly about remedies: code, sentence, source. `body` is normalised."""
    rules = _rules(None)
    name = remedy_type(kind, words)
    told = rules.types[name].on(day)
    yield from _forbidden(told, name, kind, day, body)
    missing = [sign for sign in told.value.must if not re.search(_ready(sign, day), body)]
    if missing:
        yield (
            "remedy-missing",
            f"《{kind.title}》应当告知救济权利（{rules.types[name].name}），文中没有写全；请补上。",
            told.source,
        )
        return
    yield from _wrong_lengths(rules, told, kind, day, body)
    yield from _wrong_starts(rules, told, kind, day, body)
    for code, word, label in (
        ("remedy-authority", "reconsideration_authority", "行政复议机关"),
        ("remedy-court", "court", "管辖法院"),
    ):
        needed = any(f"{{{word}}}" in text for text in told.value.texts)
        if needed and words.get(word) and normal(words[word]) not in body:
            yield code, f"《{kind.title}》写的{label}不是「{words[word]}」；请核对。", told.source
    more = rules.internet.on(day)
    if told.value.ways and by_internet and more.value:
        url = words.get("online_reconsideration_url", "")
        if not url or normal(url) not in body:
            yield (
                "remedy-channel",
                f"《{kind.title}》通过互联网送达，应当同时写明提交行政复议申请书的互联网渠道"
                f"{f'「{url}」' if url else '（机关设置里还没有填写网址）'}；请补上。",
                more.source,
            )


def _wrong_lengths(
    rules: _Rules, told: Value[Telling], kind: LetterKind, day: date, body: str
) -> Iterator[tuple[str, str, Source]]:
    """Terms that are not named, and named ones that the law does not have; digits and 六十 are both right."""
    allowed: set[str] = set()
    for key in dict.fromkeys(told.value.ways):
        term = rules.term(rules.ways[key].term, day)
        value = term.dated.on(day)
        count, unit = value.value.count, UNIT_LABELS[value.value.unit]
        written = {f"{count}{unit}", f"{chinese_number(count)}{unit}"}
        allowed |= written
        if not any(re.search(rf"(?<![{_NUMERALS}]){length}", body) for length in written):
            yield (
                "remedy-term",
                f"《{kind.title}》没有写明“{term.name}”的期限{count}{unit}，或者写成了别的期限；请改正。",
                value.source,
            )
    for found in _TERM_TOLD.finditer(body):
        if allowed and found[1] not in allowed:
            message = f"《{kind.title}》的救济告知写了“{found[1]}内”，法定期限里没有这一种；请改正。"
            yield "remedy-term", message, told.source


def _wrong_starts(
    rules: _Rules, told: Value[Telling], kind: LetterKind, day: date, body: str
) -> Iterator[tuple[str, str, Source]]:
    after: set[str] = set()
    if AFTER in told.value.ways:
        value = rules.term(rules.ways[AFTER].term, day).dated.on(day).value
        unit = UNIT_LABELS[value.unit]
        after = {f"{value.count}{unit}", f"{chinese_number(value.count)}{unit}"}
    for said in wrong_starts(body, after) if told.value.ways else ():
        message = (
            f"《{kind.title}》的救济期限{said}；应当自受文人收到文书（知道这一行为）之日起计算，"
            "复议以后起诉的自收到行政复议决定书之日起计算"
            "（《行政复议法》第二十条、《行政诉讼法》第四十五条、第四十六条），请改正。"
        )
        yield "remedy-start", message, told.source


def _forbidden(
    told: Value[Telling], name: str, kind: LetterKind, day: date, body: str
) -> Iterator[tuple[str, str, Source]]:
    if not any(re.search(_ready(sign, day), body) for sign in told.value.must_not):
        return
    if name == NONE:
        why = "没有对受文人的权利作出不利的处理" if kind.remedy_when else "是程序性文书"
        yield "remedy-unwanted", f"《{kind.title}》{why}，不写救济告知；请删去。", told.source
    elif AFTER in told.value.ways:
        since = told.since.isoformat()
        yield (
            "remedy-direct-suit",
            f"《{kind.title}》告知可以直接起诉；{since} 起不予公开的应当先申请行政复议，请改正。",
            told.source,
        )
    else:
        yield (
            "remedy-order",
            f"《{kind.title}》写成应当先申请行政复议；这种文书可以申请行政复议，也可以直接起诉，请改正。",
            told.source,
        )


def _ready(sign: str, day: date) -> str:
    return fill(sign, _lengths(sign, day))


def _type_of(what: str, day: date, words: Mapping[str, str], book: Lawbook | None) -> str:
    kinds = letter_kinds(book)
    found = (kinds.at(what, day),) if what in kinds else letters_for_outcome(what, day, book)
    if not found:
        raise LetterError(f"不认识「{what}」：{day} 既没有这种文书，也没有用于这种办理结果的文书；请核对。")
    return remedy_type(found[0], words)


class _NoRest(Calendar):
    """A calendar without days of rest: shows where a term would end if nothing rolled over."""

    def __init__(self) -> None:
        pass

    def next_workday(self, day: date) -> date:
        """That day itself."""
        return day


@functools.lru_cache
def _rules(book: Lawbook | None) -> _Rules:
    known = letter_lawbook(book)
    node = known.node("remedies.yaml")
    lengths = terms(known)
    rolls = {}
    for key, entry in node.child("rolls").entries():
        rolls[key] = known.dated(entry, entry.text("name"), lambda below: below.text("cited"))
        entry.done()
    ways = {key: _way(key, entry, lengths, rolls) for key, entry in node.child("ways").entries()}
    earlier = {}
    for key, entry in node.child("earlier").entries():
        if key not in lengths:
            raise entry.refuse("", f"deadlines/ 里没有名为「{key}」的期限；可用：{'、'.join(lengths)}。")
        now = lengths[key]
        dated = known.dated(entry, entry.text("name"), _length)
        earlier[key] = Term(key, now.number, dated.name, now.starts, now.pauses, now.lapse, dated)
        entry.done()
    types = {}
    for name, entry in node.child("types").entries():
        types[name] = known.dated(entry, entry.text("name"), lambda below: _telling(below, ways, lengths))
        entry.done()
    below = node.child("internet")
    internet = known.dated(below, "通过互联网渠道送达的附加告知", lambda entry: _internet(entry, lengths))
    below.done()
    node.done()
    return _Rules(ways, types, internet, lengths, earlier)


def _way(key: str, node: Node, lengths: Mapping[str, Term], rolls: Mapping[str, Dated[str]]) -> Way:
    way = Way(
        key,
        node.text("label"),
        node.text("term", allowed=list(lengths)),
        node.text("authority", allowed=list(AUTHORITIES)),
        node.text("starts"),
        rolls[node.text("rolls", allowed=list(rolls))],
    )
    node.done()
    return way


def _length(node: Node) -> Length:
    return Length(node.text("unit", allowed=UNITS), node.integer("amount", least=1), None, "none")


def _telling(node: Node, ways: Mapping[str, Way], lengths: Mapping[str, Term]) -> Telling:
    telling = Telling(
        node.texts("ways"),
        node.texts("parts", default=()),
        node.texts("texts"),
        node.texts("must"),
        node.texts("must_not"),
    )
    for key in telling.ways:
        if key not in ways:
            raise node.refuse("ways", f"没有名为「{key}」的救济途径；可用：{'、'.join(ways)}。")
    if telling.parts and len(telling.parts) != len(telling.ways):
        raise node.refuse("parts", "应与 ways 一一对应。")
    for name in ("texts", "must", "must_not"):
        for text in node.texts(name):
            _check_words(node, name, text, lengths)
    return telling


def _internet(node: Node, lengths: Mapping[str, Term]) -> str:
    if "required" in node and not node.flag("required"):
        return ""
    _check_words(node, "text", node.text("text"), lengths)
    return node.text("text")


def _check_words(node: Node, key: str, text: str, lengths: Mapping[str, Term]) -> None:
    for name in placeholders(text):
        if name not in _WORDS and name.removeprefix("term:") not in lengths:
            allowed = "、".join([*sorted(_WORDS), *(f"term:{term}" for term in lengths)])
            raise node.refuse(key, f"不认识占位符「{{{name}}}」；可用：{allowed}。")
