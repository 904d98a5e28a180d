"""In which other words may the same be written? In those that say the same, and with numbers in other signs.

`law/synonyms.yaml` says which words those are on a day; 第11期 is 第十一期. One place for all engines: they
hear of the other ways in the query. What stands in quotation marks stays as it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, product

from gongkai.synonyms import others_of
from gongkai_web.search.grams import QUOTED, Query, folded, runs_of

MOST_WAYS = 6
_DIGITS = "零一二三四五六七八九"
_COUNTED = "期|批|届|轮|号|月|季度"
# 一号, 三月, 第二批 are numbers; 一批, 一轮 alone are none.
_ARABIC = rf"(?<![0-9])第?[1-9][0-9]?(?:{_COUNTED})"
_CHINESE = rf"(?:第[一二三四五六七八九十]{{1,3}}(?:{_COUNTED})|[一二三四五六七八九十]{{1,3}}(?:号|月|季度))"
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def widened(query: Query, day: date) -> Query:
    """The query with the other ways in which it may be written on that day; itself where there is none.

    A document number is meant as it is.
    """
    if query.number or query.is_empty:
        return query
    pieces = list(parts(folded(query.written or query.typed), day))
    texts = ("".join(way) for way in islice(product(*pieces), 1, MOST_WAYS))
    others = dict.fromkeys(runs for text in texts if (runs := runs_of(text)) != query.runs)
    if not others:
        return query
    also = dict.fromkeys(word for piece in pieces for word in piece[1:])
    return replace(query, others=tuple(others), also=tuple(also))


def parts(text: str, day: date) -> Iterator[tuple[str, ...]]:
    """The text in pieces; each as it was typed, then what else says it."""
    done = 0
    for quoted in QUOTED.finditer(text):
        yield from _unquoted(text[done : quoted.start()], day)
        yield (quoted[0],)
        done = quoted.end()
    yield from _unquoted(text[done:], day)


def _unquoted(text: str, day: date) -> Iterator[tuple[str, ...]]:
    words, found = _known(day)
    done = 0
    for match in found.finditer(text):
        yield (text[done : match.start()],)
        typed = match[0]
        yield (typed, *words.get(typed, ())) if typed in words else (typed, _other_number(typed))
        done = match.end()
    yield (text[done:],)


@functools.lru_cache(maxsize=8)
def _known(day: date) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """The words as they are compared, and how they are found: the longest first, words in letters whole."""
    words = {folded(word): tuple(map(folded, others)) for word, others in others_of(day).items()}
    longest = sorted(words, key=len, reverse=True)
    whole = (rf"(?<![a-z0-9]){word}(?![a-z0-9])" if word.isascii() else word for word in longest)
    return words, re.compile("|".join([*whole, _ARABIC, _CHINESE]))


def _other_number(text: str) -> str:
    """11期 for 十一期 and the other way."""
    arabic = re.sub(r"[0-9]+", lambda found: _chinese(int(found[0])), text)
    if arabic != text:
        return arabic
    tens = _TENS.sub(lambda found: f"{_digit(found[1], 1)}{_digit(found[2], 0)}", text)
    return re.sub(f"[{_DIGITS}]", lambda found: str(_DIGITS.index(found[0])), tens)


def _chinese(number: int) -> str:
    """A number below a hundred as it is written out."""
    tens, ones = divmod(number, 10)
    written = f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"
    return written or _DIGITS[0]


def _digit(sign: str, otherwise: int) -> int:
    return _DIGITS.index(sign) if sign else otherwise
