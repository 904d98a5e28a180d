"""Of which clauses does a draft consist on which opinions are asked, and which of them is which in the next
version?

A draft in articles is taken article by article (第…条), any other paragraph by paragraph. A clause keeps its
key from version to version while its words remain much the same: an article that was put in before it changes
its number and not its key, so that what was said of it is still said of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count

WHOLE, WHOLE_LABEL = "", "全文"
BEFORE = "第一条以前"
# Two clauses of which so much is the same are one clause in two versions.
_ALIKE = 0.6
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
    for at, said in enumerate(words):
        same = next((place for place, before in left.items() if before == said), None)
        if same is not None:
            kept[at] = former[same].key
            del left[same]
    pairs = (
        (_alike(words[at], before), -abs(at - place), at, place)
        for at in range(len(new))
        if at not in kept
        for place, before in left.items()
    )
    for ratio, _, at, place in sorted(pairs, reverse=True):
        if ratio >= _ALIKE and at not in kept and place in left:
            kept[at] = former[place].key
            del left[place]
    return kept


def _words(one: Clause) -> str:
    """Its words without its number, which changes, and without spaces."""
    said = one.text.removeprefix(one.label) if _ARTICLE.match(one.label) else one.text
    return re.sub(r"\s", "", said)


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
