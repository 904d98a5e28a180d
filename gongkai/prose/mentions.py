"""Which numbers does the prose state, and in which words?

A `Mention` is a number with its unit and the words in front of it, back to the number or sentence before.
It carries its meaning where the words tell it; the rest keep `about` None and are only summed and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.prose import numerals

_NUMBER = re.compile(
    r"(?<![\d.A-Za-z〔\[第-])"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)?"
    r"(?P<wan>万(?!元))?(?P<over>余|多|来)?(?:个)?(?P<unit>件次|人次|场次|条次|篇次|万元|[件条项篇份次家个期场起宗例部元幅册批封%户名])"
    r"(?P<about>左右|以上|以内)?"
)
_ZERO = re.compile(r"(?:为|是|:)(?P<zero>零|0)(?=[,。;)]|$)|(?:均|都|全部)为零(?P<unit>[件条项次]?)")
_NEARLY = re.compile(r"(?:约|近|超|超过|逾|大约|将近|接近|突破|至少|最多|不少于|不低于|达到?近)$")
COUNT_WORDS = re.compile(r"[零〇一二两三四五六七八九十百千][余多]?[件起宗]")
_WAN = 10_000
_SHORTEST_CLAUSE = 2  # shorter ones say nothing without the clause before
COUNTED = frozenset("件条项份宗起") | {"件次", "条次"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of the prose. `lead` are the words in front of it, `clause` the words since the last comma.

    `paragraph` and `sentence` number its place in the section from 0; `start` and `end` are offsets in the
    sentence. `decimals` is how many places after the point are printed.
    """

    value: int | Decimal
    unit: str
    decimals: int
    approximate: bool
    lead: str
    section: int
    paragraph: int
    sentence: int
    whole_sentence: str
    start: int
    end: int
    bracketed: bool

    @property
    def text(self) -> str:
        """The clause of the number, as it is quoted in messages."""
        lead = self.lead.strip(",、;:)(。")
        clause = lead[max(lead.rfind(sign) for sign in ",:(") + 1 :]
        return (clause if len(clause) >= _SHORTEST_CLAUSE else lead) + self.whole_sentence[
            self.start : self.end
        ]


def mentions(sentence: str, section: int, paragraph: int, number: int) -> Iterator[Mention]:
    """The numbers of a sentence in the shape of `wording.plain`, in order."""
    last = 0
    for found in _found(sentence):
        start = _start(found)
        lead = sentence[last:start]
        unit = found["unit"] or ""
        value, decimals = _value(found)
        groups = found.groupdict()
        near = bool(_NEARLY.search(lead)) or bool(groups.get("over") or groups.get("about"))
        bracketed = sentence.count("(", 0, start) > sentence.count(")", 0, start)
        yield Mention(
            value,
            unit,
            decimals,
            near,
            lead,
            section,
            paragraph,
            number,
            sentence,
            start,
            found.end(),
            bracketed,
        )
        last = found.end()


def _found(sentence: str) -> list[re.Match[str]]:
    numbers = list(_NUMBER.finditer(sentence))
    if COUNT_WORDS.search(sentence):
        numbers += _others(numbers, list(numerals.counts(sentence)))
    if "零" in sentence or "为0" in sentence or ":0" in sentence:
        numbers += _others(numbers, list(_ZERO.finditer(sentence)))
    return sorted(numbers, key=_start)


def _others(known: list[re.Match[str]], more: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those that do not stand where a known one stands."""
    taken = {place for found in known for place in range(_start(found), found.end())}
    return [found for found in more if taken.isdisjoint(range(_start(found), found.end()))]


def _start(found: re.Match[str]) -> int:
    """Where the number begins: the words that a Chinese numeral needs before it are no part of it."""
    return found.start("chinese") if "chinese" in found.groupdict() else found.start()


def _value(found: re.Match[str]) -> tuple[int | Decimal, int]:
    groups = found.groupdict()
    if "chinese" in groups:
        return numerals.value(found["chinese"]) or 0, 0
    if "digits" not in groups:
        return 0, 0
    digits, decimals = str(groups["digits"]).replace(",", ""), str(groups["decimals"] or "")
    number: int | Decimal = Decimal(digits + decimals) if decimals else int(digits)
    if groups["wan"]:
        number = int(number * _WAN) if (number * _WAN) % 1 == 0 else number * _WAN
    return number, max(0, len(decimals) - 1)
