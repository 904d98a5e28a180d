"""Of which clauses does a draft consist on which opinions are asked, and which of them is which in the next
version?

A draft in articles is taken article by article (第…条), any other paragraph by paragraph. A clause keeps its
key from version to version while its words remain much the same: an article that was put in before it changes
its number and not its key, so that what was said of it is still said of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import count, pairwise

WHOLE, WHOLE_LABEL = "", "全文"
BEFORE = "第一条以前"
# Two clauses of which so much is the same are one clause in two versions.
_ALIKE = 0.6
_HELD_AGAINST = 5  # former clauses, those with the most in common
_NUMBER = "[一二三四五六七八九十百千零〇两0-9０-９]+"
_ARTICLE = re.compile(rf"\s*(第{_NUMBER}条(?:之{_NUMBER})?)(?=[\s:：、（(【\[]|$)")
_CHAPTER = re.compile(rf"\s*第{_NUMBER}[编章节](?=\s|$)")
_FEWEST = 2  # articles; one alone is a word of some paragraph


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause. `label`: what it is called (第三条, 第 2 段); `text`: its words, a paragraph a line.

    `heading`: the headings of part and chapter that stand right before it; `key`: by which it is known.
    """

    label: str
    text: str
    heading: str = ""
    key: str = ""


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a plain text in their order, without keys; none where it has no words."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if sum(bool(_ARTICLE.match(line)) for line in lines) >= _FEWEST:
        return tuple(_articles(lines))
    return tuple(Clause(f"第 {at} 段", line) for at, line in enumerate(lines, 1))


def _articles(lines: Sequence[str]) -> Iterator[Clause]:
    label, said, heading, coming = BEFORE, list[str](), "", list[str]()
    for line in lines:
        if _CHAPTER.match(line):
            coming.append(line)
        elif found := _ARTICLE.match(line):
            if said:
                yield Clause(label, "\n".join(said), heading)
            label, said, heading, coming = found[1], [line], "\n".join(coming), []
        else:
            said += [*coming, line]  # no heading after all: an article would follow it
            coming = []
    if said or coming:
        yield Clause(label, "\n".join([*said, *coming]), heading)


def keyed(
    found: Iterable[Clause], former: Sequence[Clause] = (), taken: Collection[str] = ()
) -> tuple[Clause, ...]:
    """The clauses with their keys: those of `former`, the version before, where they are the same ones.

    `taken`: what was a key in any version before; such a one is given to nothing else.
    """
    known = list(found)
    kept = _kept(known, former)
    numbers = (f"c{number}" for number in count(1))
    used = {*taken, *(one.key for one in former)}
    fresh = (key for key in numbers if key not in used)
    return tuple(replace(one, key=kept.get(at) or next(fresh)) for at, one in enumerate(known))


def _kept(new: Sequence[Clause], former: Sequence[Clause]) -> dict[int, str]:
    """By place of the new clause, the key of the former one that it is: the same words, else the likest."""
    words, kept = [_words(one) for one in new], dict[int, str]()
    left = {at: _words(one) for at, one in enumerate(former)}
    places = defaultdict[str, deque[int]](deque)
    for place, said in left.items():
        places[said].append(place)
    for at, said in enumerate(words):
        if places[said]:
            place = places[said].popleft()
            kept[at] = former[place].key
            del left[place]
    changed = {at: said for at, said in enumerate(words) if at not in kept}
    for _, _, at, place in sorted(_pairs(changed, left), reverse=True):
        if at not in kept and place in left:
            kept[at] = former[place].key
            del left[place]
    return kept


def _pairs(changed: Mapping[int, str], left: Mapping[int, str]) -> Iterator[tuple[float, int, int, int]]:
    """Of each changed clause the former ones that it may be: how alike, how near, and the places of both.

    It is held against the few alone that have the most pairs of signs in common with it: every one against
    every other are 160 000 comparisons where four hundred articles are written anew.
    """
    parts = {place: set(pairwise(said)) for place, said in left.items()}
    with_part = defaultdict[tuple[str, str], list[int]](list)
    for place, held in parts.items():
        for part in held:
            with_part[part].append(place)
    for at, said in changed.items():
        own = set(pairwise(said))
        common = Counter(place for part in own for place in with_part.get(part, ()))
        likest = nlargest(
            _HELD_AGAINST,
            common,
            key=lambda place: (common[place] / (len(own) + len(parts[place])), -abs(at - place)),
        )
        matcher = SequenceMatcher(None, b=said, autojunk=False)
        for place in likest:
            matcher.set_seq1(left[place])
            if (ratio := _alike(matcher)) >= _ALIKE:
                yield ratio, -abs(at - place), at, place


def _words(one: Clause) -> str:
    """Its words without its number, which changes, and without spaces."""
    said = one.text.removeprefix(one.label) if _ARTICLE.match(one.label) else one.text
    return re.sub(r"\s", "", said)


def _alike(matcher: SequenceMatcher[str]) -> float:
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
