"""Which words of the kept lists stand in a text, and what is right instead?

Dated data in `law/words/`: wrong forms, names of bodies, wording about regions, each with its right form, a
reason and exceptions; an agency adds its own. All are found in one pass over the text (Aho-Corasick).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick

from gongkai.errors import UsageError
from gongkai.lawbook import Lawbook, Source, lawbook
from gongkai.lawfile import Node
from gongkai.proofing.finding import LEVELS, Finding
from gongkai.proofing.kinds import KindOfFinding, proofing_kinds
from gongkai.proofing.passage import Passage
from gongkai.proofing.shaping import shaped

OWN = "own_word"
PROTECTED = "protected.yaml"
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A wrong form: of which kind, what is right, why, from when to when, and where it is no fault.

    `level` is that of its kind where it says none itself; `exceptions` are longer pieces of text that hold it
    and are right; `in_titles`: whether it is wrong in the name of a document, too.
    """

    kind: str
    wrong: str
    right: str
    reason: str
    level: str = ""
    exceptions: tuple[str, ...] = ()
    since: date = date.min
    until: date = date.max
    in_titles: bool = True
    source: Source | None = None

    def holds(self, day: date) -> bool:
        """Whether it is a fault on that day."""
        return self.since <= day <= self.until


@functools.lru_cache
def kept_words(book: Lawbook | None = None) -> tuple[Word, ...]:
    """Every word of the lists. Raises LawError where a file is malformed or a word stands there twice."""
    book = book or lawbook()
    found: dict[str, Word] = {}
    for file in book.nodes("words"):
        if file.file.endswith(PROTECTED):
            continue
        for _, group in file.entries():
            for word, node in _of_group(book, group):
                if word.wrong in found:
                    raise node.refuse("wrong", f"「{word.wrong}」已经收在表里；一个词只写一次。")
                found[word.wrong] = word
    return tuple(found.values())


def _of_group(book: Lawbook, group: Node) -> Iterator[tuple[Word, Node]]:
    kind = group.text("kind", allowed=list(proofing_kinds(book)))
    reason, since, source = group.text("reason"), group.day("from"), book.source(group)
    in_titles = group.flag("titles") if "titles" in group else True
    for node in group.children("words"):
        word = Word(
            kind,
            node.text("wrong"),
            node.text("right"),
            node.text("reason", default=reason),
            node.text("level", default="", allowed=LEVELS) if "level" in node else "",
            node.texts("except", ()),
            node.day("from") if "from" in node else since,
            node.day("until") if "until" in node else date.max,
            in_titles,
            source,
        )
        problem = _problem(word)
        if problem:
            raise node.refuse("wrong", problem)
        node.done()
        yield word, node
    group.done()


def _problem(word: Word) -> str:
    """What is wrong with an entry; empty where nothing is."""
    if not 2 <= len(word.wrong) <= _LONGEST:
        return f"「{word.wrong}」应为二至 {_LONGEST} 个字；一个字的会处处误报。"
    if word.wrong == word.right:
        return f"「{word.wrong}」和对的写法一样；请改正其中一个。"
    if word.wrong in word.right:
        return f"对的写法「{word.right}」含有「{word.wrong}」，改了还会报；请把「{word.wrong}」写长一些。"
    for one in word.exceptions:
        if word.wrong not in one or word.wrong == one:
            return f"例外「{one}」应当含有「{word.wrong}」并且更长；请改正。"
    return ""


def own_words(rows: Iterable[Mapping[str, str]]) -> tuple[Word, ...]:
    """An agency's own list: `wrong`, `right`, and where given `reason`, `level`, `except` (parted by commas).

    Raises UsageError with the number of the row and what is to be mended.
    """
    found = []
    for number, row in enumerate(rows, 1):
        exceptions = tuple(
            filter(None, row.get("except", "").replace("、", ",").replace("，", ",").split(","))
        )
        level = row.get("level", "")
        word = Word(
            OWN,
            row.get("wrong", "").strip(),
            row.get("right", "").strip(),
            row.get("reason", "").strip() or "本机关的词表",
            level,
            tuple(one.strip() for one in exceptions),
        )
        problem = _problem(word) or ("" if word.right else f"「{word.wrong}」没有写对的写法。")
        if level and level not in LEVELS:
            problem = f"「{level}」不在允许的值之内：{'、'.join(LEVELS)}。"
        if problem:
            raise UsageError(f"词表第 {number} 行：{problem}")
        found.append(word)
    return tuple(found)


class Finder:
    """Words made ready to be found; made once, asked for every text."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words: dict[str, Word] = {}
        for word in words:
            self._words[_shape(word.wrong)] = word  # an agency's own word stands for that of the list
        self._within = _places_within(self._words)
        self._patterns = [*self._words, *(self._within.keys() - self._words.keys())]
        self._pass = AhoCorasick(self._patterns)

    def matches(self, text: str) -> Iterator[tuple[Word, int, int]]:
        """Each word that stands there, from where to where, but where it is part of an exception."""
        found = [
            (self._patterns[number], start, end)
            for number, start, end in self._pass.find_matches_as_indexes(text, overlapping=True)
        ]
        right: dict[str, list[tuple[int, int]]] = {}
        for pattern, start, end in found:
            if pattern in self._within:
                right.setdefault(pattern, []).append((start, end))
        spared = self._spared(right)
        until = 0
        for pattern, start, end in sorted(found, key=lambda one: (one[1], -one[2])):
            fault = pattern in self._words and (pattern, start) not in spared
            if fault and end > until:  # a word inside a longer one is told with it
                until = end
                yield self._words[pattern], start, end

    def _spared(self, right: Mapping[str, list[tuple[int, int]]]) -> set[tuple[str, int]]:
        """The places at which a word is part of one of its exceptions."""
        return {
            (pattern, start + inside)
            for exception, places in right.items()
            for pattern, inside in self._within[exception]
            for start, _ in places
        }


def _places_within(words: Mapping[str, Word]) -> Mapping[str, list[tuple[str, int]]]:
    """By exception, which words stand in it and where: found once, not for every text."""
    found: dict[str, list[tuple[str, int]]] = {}
    for pattern, word in words.items():
        for exception in map(_shape, word.exceptions):
            found.setdefault(exception, []).append((pattern, exception.find(pattern)))
    return found


def _shape(text: str) -> str:
    return "".join(map(shaped, text))


@functools.lru_cache(maxsize=8)
def finder(own: tuple[Word, ...] = (), book: Lawbook | None = None) -> Finder:
    """The lists and an agency's own words, ready."""
    return Finder((*kept_words(book), *own))


def wrong_words(passage: Passage, day: date, own: tuple[Word, ...] = ()) -> Iterator[Finding]:
    """Every word of the lists that stands there and holds on that day."""
    kinds = proofing_kinds()
    titles = _titles(passage.text)
    for word, start, end in finder(own).matches(passage.text):
        if word.holds(day) and (word.in_titles or not titles[start]):
            yield _finding(passage, kinds[word.kind], word, (start, end), day)


def _finding(passage: Passage, kind: KindOfFinding, word: Word, span: tuple[int, int], day: date) -> Finding:
    quote = passage.written(*span)
    found = kind.finding(passage, span, day, quote=quote, suggestion=word.right, reason=word.reason)
    return found.at_level(word.level) if word.level else found


def _titles(text: str) -> bytearray:
    """For each sign whether it stands in the name of a document, 《…》."""
    inside, depth = bytearray(len(text)), 0
    for place, sign in enumerate(text):
        depth = min(depth + 1, 3) if sign == "《" else max(depth - 1, 0) if sign in "》\n" else depth
        inside[place] = depth > 0
    return inside
