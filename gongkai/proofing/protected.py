"""Is a fixed phrase written with one wrong sign?

Each phrase is cut in two: one wrong, missing or additional sign leaves one half as it is, and two neighbours
that changed places at the cut are looked for as such. The halves are found in one pass; what stands beside a
half is compared with the other.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick

from gongkai.errors import UsageError
from gongkai.lawbook import Lawbook, lawbook
from gongkai.proofing.finding import Finding
from gongkai.proofing.kinds import proofing_kinds
from gongkai.proofing.passage import Passage
from gongkai.proofing.shaping import shaped
from gongkai.proofing.words import PROTECTED

KIND = "protected_phrase"
SHORTEST = 6
_FILE = f"words/{PROTECTED}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed phrase, from which day, and what differs from it by one sign and is something else."""

    text: str
    exceptions: tuple[str, ...] = ()
    since: date = date.min


@dataclass(frozen=True, slots=True)
class Phrases:
    """All of them, and the words whose last (first) sign may stand before (behind) a phrase a second time."""

    phrases: tuple[Phrase, ...]
    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slip:
    """A part of a text that should be the phrase, and the first sign that is not."""

    phrase: Phrase
    start: int
    end: int
    differs: int


@functools.lru_cache
def protected_phrases(book: Lawbook | None = None) -> Phrases:
    """The phrases of the law folder. Raises LawError where the file is malformed."""
    book = book or lawbook()
    file, found = book.node(_FILE), dict[str, Phrase]()
    before, behind = file.texts("doubled"), file.texts("following")
    for key in file:
        if key in {"doubled", "following"}:
            continue
        group = file.child(key)
        since = group.day("from")
        book.source(group)
        for node in group.children("phrases"):
            phrase = Phrase(node.text("phrase"), node.texts("except", ()), since)
            if len(phrase.text) < SHORTEST:
                raise node.refuse("phrase", f"「{phrase.text}」应有至少 {SHORTEST} 个字；短了会处处误报。")
            if phrase.text in found:
                raise node.refuse("phrase", f"「{phrase.text}」已经收在表里；一个表述只写一次。")
            node.done()
            found[phrase.text] = phrase
        group.done()
    return Phrases(tuple(found.values()), frozenset(before), frozenset(behind))


def own_phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    """An agency's own fixed phrases, e.g. its name. Raises UsageError for one that is too short."""
    found = []
    for text in map(str.strip, texts):
        if len(text) < SHORTEST:
            raise UsageError(f"固定表述「{text}」应有至少 {SHORTEST} 个字；短了会处处误报。")
        found.append(Phrase(text))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece that is looked for: of which phrase, and at which place of it the piece begins."""

    phrase: Phrase
    offset: int
    whole: bool = False  # the phrase itself with two neighbours changed at the cut


class Finder:
    """Phrases made ready to be found; made once, asked for every text."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        parts: dict[str, list[_Part]] = {}
        for phrase in phrases.phrases:
            for piece, part in _parts(phrase, "".join(map(shaped, phrase.text))):
                parts.setdefault(piece, []).append(part)
        self._patterns = list(parts)
        self._parts = [parts[piece] for piece in self._patterns]
        self._shapes = {phrase: "".join(map(shaped, phrase.text)) for phrase in phrases.phrases}
        self._by_shape = {shape: phrase for phrase, shape in self._shapes.items()}
        self._pass = AhoCorasick(self._patterns)
        self._exact = AhoCorasick(list(dict.fromkeys(self._shapes.values())))

    def slips(self, text: str, day: date) -> list[Slip]:
        """Every slip, one for a place: of the longest phrase that explains it."""
        exact = [
            (start, end) for _, start, end in self._exact.find_matches_as_indexes(text, overlapping=True)
        ]
        right = _covered(len(text), exact)
        found = [*self._near(text, right), *self._doubled(text, exact)]
        kept: list[Slip] = []
        for slip in sorted(found, key=lambda one: (one.start, one.start - one.end)):
            if slip.phrase.since <= day and not _excepted(text, slip):
                kept.append(slip)
        return _longest(kept)

    def _near(self, text: str, right: bytearray) -> Iterator[Slip]:
        for number, start, end in self._pass.find_matches_as_indexes(text, overlapping=True):
            for part in self._parts[number]:
                shape = self._shapes[part.phrase]
                windows = ((start, end),) if part.whole else _windows(len(shape), part.offset, start, end)
                for first, last in windows:
                    if first < 0 or last > len(text):
                        continue
                    written = text[first:last]
                    differs = difference(shape, written)
                    # what only holds the phrase, or part of it, is no slip
                    if differs is not None and shape not in written and not all(right[first:last]):
                        yield Slip(part.phrase, first, last, first + differs)

    def _doubled(self, text: str, exact: Iterable[tuple[int, int]]) -> Iterator[Slip]:
        """The first or the last sign twice, but where it is that of another word."""
        for start, end in exact:
            phrase = self._by_shape[text[start:end]]
            if start and text[start - 1] == text[start] and not self._belongs_before(text, start):
                yield Slip(phrase, start - 1, end, start - 1)
            if text[end : end + 1] == text[end - 1] and text[end : end + 2] not in self._phrases.behind:
                yield Slip(phrase, start, end + 1, end)

    def _belongs_before(self, text: str, start: int) -> bool:
        return any(text.endswith(word, 0, start) for word in self._phrases.before)


def _parts(phrase: Phrase, shape: str) -> Iterator[tuple[str, _Part]]:
    cut = len(shape) // 2
    yield shape[:cut], _Part(phrase, 0)
    yield shape[cut:], _Part(phrase, cut)
    changed = shape[: cut - 1] + shape[cut] + shape[cut - 1] + shape[cut + 1 :]
    yield changed, _Part(phrase, 0, whole=True)


def _windows(length: int, offset: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What may be the phrase around a half that was found: as long, one sign shorter, one longer."""
    for more in (0, -1, 1):
        yield (start, start + length + more) if offset == 0 else (end - length - more, end)


def difference(shape: str, written: str) -> int | None:
    """Where the two differ, if by one sign: another, a missing, an additional one, two changed neighbours."""
    first = 0
    while first < min(len(shape), len(written)) and shape[first] == written[first]:
        first += 1
    left, right = shape[first:], written[first:]
    last = 0
    while last < min(len(left), len(right)) and left[-1 - last] == right[-1 - last]:
        last += 1
    left, right = left[: len(left) - last], right[: len(right) - last]
    one = len(left) <= 1 and len(right) <= 1 and bool(left or right)
    changed = len(left) == 2 and left == right[::-1]
    return first if one or changed else None


def _covered(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    covered, until = bytearray(length), 0
    for start, end in sorted(spans):
        for place in range(max(start, until), end):
            covered[place] = 1
        until = max(until, end)
    return covered


def _excepted(text: str, slip: Slip) -> bool:
    """Whether what stands there is one of the exceptions of its phrase."""
    for exception in slip.phrase.exceptions:
        first = text.find(exception, max(0, slip.start - len(exception)), slip.end + len(exception))
        if first >= 0 and first < slip.end and slip.start < first + len(exception):
            return True
    return False


def _longest(slips: Iterable[Slip]) -> list[Slip]:
    """Of slips that overlap only that of the longest phrase; of one phrase that which comes first."""
    kept: list[Slip] = []
    for slip in slips:
        if kept and slip.start < kept[-1].end:
            if len(slip.phrase.text) > len(kept[-1].phrase.text):
                kept[-1] = slip
            continue
        kept.append(slip)
    return kept


@functools.lru_cache(maxsize=8)
def finder(own: tuple[Phrase, ...] = (), book: Lawbook | None = None) -> Finder:
    """The phrases of the law folder and an agency's own, ready."""
    kept = protected_phrases(book)
    return Finder(Phrases((*kept.phrases, *own), kept.before, kept.behind))


def slips(passage: Passage, day: date, own: tuple[Phrase, ...] = ()) -> Iterator[Finding]:
    """Every fixed phrase that is written with one wrong sign."""
    text, places = passage.joined()
    for slip in finder(own).slips(text, day):
        span = places[slip.start], places[slip.end - 1] + 1
        quote = passage.written(*span)
        yield proofing_kinds()[KIND].finding(passage, span, day, quote=quote, suggestion=slip.phrase.text)
