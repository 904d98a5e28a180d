"""What is asked for instead where nothing has all the words? The same words, each with its weight.

People ask in sentences, offices write in terms. Words of asking weigh nothing. Every other word of two
characters weighs the more, the fewer entries have it; words that say the same weigh as one. Of a run a single
sign weighs, too, but half, where nothing has it together with its neighbours (停车费: 停车 and 费).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from heapq import nlargest
from itertools import pairwise
from math import ceil, log

from gongkai_web.search.engines.weights import Weighed
from gongkai_web.search.grams import Query, folded, is_beginning, runs_of, wanted
from gongkai_web.search.widening import parts

_ASKING = re.compile(
    r"请问|怎么办理|怎么办|怎么样|怎么回事|怎么|怎样|咋办|咋|如何|为什么|为何|为啥|找谁|问谁|谁"
    r"|哪里|哪儿|哪些|哪个|哪家|哪天|哪|什么时候|什么时间|什么|啥时候|啥|几点|几号|几天"
    r"|多少钱|多少|多久|多长时间|多长|多大|多高|可不可以|能不能|能否|可否|可以|会不会|要不要|用不用|需不需要|需要"
    r"|该不该|行不行|好不好|是不是|是否|有没有|有无|了没有|没有|了没|想要|想知道|想问|我要|我想|我们|我家|你们|我|你|您"
    r"|统一登记号|登记号|索引号|发文字号|文号|编号"  # what the thing is called by which they ask
    r"|现在|目前|[吗呢吧啊呀嘛么了的]"
)
# So many words are looked up, and so many at most are asked for: the heaviest.
_MOST_LOOKS, _MOST_WORDS = 40, 12
_ENOUGH = Fraction(1, 4)
_UNIT = 100  # weights are whole numbers, for all engines add them up alike
Frequencies = Callable[[Sequence[Query]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words with their weights, and how they are said to whoever asked for others."""

    said: str
    each: tuple[Weighed, ...]

    @property
    def enough(self) -> int:
        """So much of the weight of all is enough."""
        return ceil(sum(word.weight for word in self.each) * _ENOUGH)

    def shown(self) -> Query:
        """As what a hit shows of them: each of the words, in any of its ways."""
        queries = [word.query for word in self.each]
        runs = tuple(dict.fromkeys(run for query in queries for run in query.runs))
        others = tuple(runs for query in queries for runs in query.others)
        also = dict.fromkeys(word for query in queries for word in query.also)
        return Query(self.said, runs, others=others, also=tuple(also))

    def together_in(self, text: str) -> str:
        """Those that the text has, as they are typed by whoever wants all of them."""
        return " ".join(word.query.typed for word in self.each if word.stands_in(text))


@dataclass(frozen=True, slots=True)
class _Run:
    """Signs that stand together; `whole`: looked for as they stand, with what says the same."""

    text: str
    whole: Query | None = None

    @property
    def is_sign(self) -> bool:
        """Whether it is a single one: it says little, and is looked for where nothing else is left."""
        return is_beginning(self.text)

    def words(self) -> list[Query]:
        """What is looked up of it, in its order."""
        return [self.whole] if self.whole else [_word(gram) for gram in wanted(self.text)]


def words_of(
    query: Query, day: date, frequencies: Frequencies, entries: int, *, signs: bool = True
) -> Words | None:
    """The words of the query that say something; None where no entry has any.

    `entries`: how many there are; `signs`: single ones are words, too.
    """
    weights: dict[Query, int] = {}

    def look(words: Iterable[Query]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in weights]
        new = new[: max(0, _MOST_LOOKS - len(weights))]
        weights.update((word, _weight(n, entries)) for word, n in zip(new, frequencies(new), strict=True))

    runs = list(_runs(query, day))
    look(word for run in runs for word in run.words() if not run.is_sign)
    runs = [one for run in runs for one in _apart(run, weights)]
    look(word for run in runs for word in run.words() if not run.is_sign)
    if signs:
        look(word for run in runs for _, word in _bare(run, weights))
    if signs and not any(weights.values()):
        look(_word(run.text) for run in runs if run.is_sign)
    return _heaviest([list(_found(run, weights)) for run in runs])


def _weight(number: int, entries: int) -> int:
    """That of a word which so many have: as BM25 has it; nothing, where none or all have it."""
    return round(_UNIT * log(1 + (entries - number + 0.5) / (number + 0.5))) if 0 < number <= entries else 0


def _runs(query: Query, day: date) -> Iterator[_Run]:
    """The runs of what was typed, without the words of asking."""
    for part in parts(folded(query.written or query.typed), day):
        typed, *others = part
        if others:
            whole = Query(typed, runs_of(typed), others=tuple(map(runs_of, others)), also=tuple(others))
            yield _Run(typed, whole)
        else:
            yield from (_Run(run) for piece in _ASKING.split(typed) for run in runs_of(piece))


def _apart(run: _Run, weights: dict[Query, int]) -> list[_Run]:
    """Words that nothing has in any way may be had in part."""
    return [run] if run.whole is None or weights.get(run.whole) else list(map(_Run, runs_of(run.text)))


def _bare(run: _Run, weights: dict[Query, int]) -> list[tuple[int, Query]]:
    """Signs of a run, with their places, that nothing has together with a neighbour of theirs."""
    if run.whole or run.text.isascii() or run.is_sign:
        return []
    had = [False, *(bool(weights.get(word)) for word in run.words()), False]
    return [(place, _word(run.text[place])) for place, near in enumerate(pairwise(had)) if not any(near)]


def _found(run: _Run, weights: dict[Query, int]) -> Iterator[tuple[int, int, Weighed]]:
    """The words of the run that something has, each from where to where it stands."""
    for place, word in enumerate(run.words()):
        if weight := weights.get(word):
            yield place, place + len(word.typed), Weighed(word, weight)
    for place, sign in _bare(run, weights):
        if weight := weights.get(sign):
            yield place, place + 1, Weighed(sign, weight // 2)


def _heaviest(found: Sequence[Sequence[tuple[int, int, Weighed]]]) -> Words | None:
    every = {word.query: word for run in found for _, _, word in run}
    most = set(nlargest(_MOST_WORDS, every.values(), key=lambda word: word.weight))
    if not most:
        return None
    said = [text for run in found for text in _said(sorted(run, key=lambda row: row[:2]), most)]
    return Words(" ".join(dict.fromkeys(said)), tuple(word for word in every.values() if word in most))


def _said(run: Sequence[tuple[int, int, Weighed]], most: set[Weighed]) -> list[str]:
    """The words of one run, those that overlap as one: 优待 and 待证 are 优待证."""
    said: list[str] = []
    done = 0
    for start, end, word in run:
        if word not in most:
            continue
        if said and start < done:
            said[-1] += word.query.typed[done - start :]
        else:
            said.append(word.query.typed)
        done = end
    return said


def _word(text: str) -> Query:
    return Query(text, (text,))
