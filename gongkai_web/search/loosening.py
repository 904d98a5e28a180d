"""What is asked for instead where nothing has all the words? The longest pieces of them that are found.

People ask in sentences, offices write in terms. Words of asking are left out; a run that nothing has as a
whole is cut into the longest pieces that something has. Where nothing has all pieces, they are cut into words
of two characters, from their beginnings, then from their ends; and where nothing has all of those, the most
pieces that are had together, the longest first. The page says what was asked for instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from heapq import merge
from itertools import combinations

from gongkai_web.search.grams import Query, asked

_ASKING = re.compile(
    r"请问|怎么办理|怎么办|怎么|怎样|如何|哪里|哪儿|哪些|什么时候|什么|多少钱|多少|几点|可不可以|能不能|可以|需要"
    r"|统一登记号|登记号|索引号|发文字号|文号|编号"  # what the thing is called by which they ask
    r"|现在|目前|有没有|了没有|是不是|为什么|想要|我要|我想|[吗呢吧啊呀了的]"
)
# So often is it asked whether something has a piece, and pieces together; so many pieces are tried together.
_MOST_PROBES, _MOST_TRIES, _MOST_PIECES = 40, 16, 5
# Another way of writing it is cut, too, with fewer looks.
_MOST_WAYS, _MOST_PROBES_OF_OTHERS = 3, 20
HasAny = Callable[[Query], bool]


def loosened(query: Query, has_any: HasAny) -> Query | None:
    """The pieces that are found together; None where there are none. `has_any`: whether a query finds."""
    known: dict[tuple[str, ...], bool] = {}
    probe, had = _limited(has_any, known, _MOST_PROBES), _limited(has_any, known, _MOST_TRIES)
    others = _limited(has_any, known, _MOST_PROBES_OF_OTHERS)
    ways = [
        _of_way(way.runs, others if place else probe) for place, way in enumerate(query.ways[:_MOST_WAYS])
    ]
    tries = (asked(" ".join(some)) for _, some in merge(*ways, key=lambda row: row[0]))
    return next((tried for tried in tries if tried.runs != query.runs and had(tried)), None)


def _of_way(runs: tuple[str, ...], probe: HasAny) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """What is tried of one way of writing it, with its place: by stage, then by how little is left out."""
    pieces = [piece for run in runs for part in _parts(run) for piece in _pieces(part, probe)]
    ends = [sign for run in runs for part in _parts(run) for sign in _end(part, pieces)]
    left_out = len("".join(runs)) - len("".join(pieces))
    together = _together(list(dict.fromkeys(pieces))[:_MOST_PIECES], list(dict.fromkeys(ends)))
    return (((stage, left_out), some) for stage, some in together)


def _together(pieces: list[str], ends: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What is tried, in this order: all pieces, all their words of two either way, then fewer pieces.

    First of all the pieces with the signs that end a part (停车费: 停车 and 费).
    """
    if not pieces:
        return
    if ends:
        yield 0, (*pieces, *ends)
    yield 1, tuple(pieces)
    for begin in (0, 1):
        yield 2 + begin, tuple(dict.fromkeys(word for piece in pieces for word in _words(piece, begin)))
    for dropped in range(1, len(pieces)):
        fewer = sorted(combinations(pieces, len(pieces) - dropped), key=lambda some: -len("".join(some)))
        yield from ((3 + dropped, some) for some in fewer)


def _words(piece: str, begin: int) -> list[str]:
    """Of an odd number of characters the last is left out, with `begin` the first: 边停, or 停车."""
    if piece.isascii():
        return [piece]
    odd = len(piece) % 2
    return [piece[place : place + 2] for place in range(begin * odd, len(piece) - 1, 2)]


def _parts(run: str) -> list[str]:
    if run.isascii():
        return [run]
    return [part for part in _ASKING.split(run) if len(part) > 1]


def _pieces(run: str, probe: HasAny) -> Iterator[str]:
    """From the left the longest that is found; what no piece begins with is passed over.

    A piece grows sign by sign, for what nothing has is in nothing longer: where none begins costs one look.
    A word in letters is looked for as a whole.
    """
    if run.isascii():
        yield from [run] if probe(asked(run)) else []
        return
    place = 0
    while place < len(run) - 1:
        end = place + 1
        while end < len(run) and probe(asked(run[place : end + 1])):
            end += 1
        if end > place + 1:
            yield run[place:end]
        place = end


def _end(part: str, pieces: list[str]) -> list[str]:
    """The last sign of a part, where all before it ends with a piece: it says what of the thing is meant."""
    return [part[-1]] if not part.isascii() and part[:-1].endswith(tuple(pieces)) else []


def _limited(has_any: HasAny, known: dict[tuple[str, ...], bool], most: int) -> HasAny:
    """Asks so often and no more; what is known already costs nothing."""
    left = most

    def probe(query: Query) -> bool:
        nonlocal left
        if query.runs not in known:
            if left <= 0:
                return False
            left -= 1
            known[query.runs] = has_any(query)
        return known[query.runs]

    return probe
