"""How many planted wrong characters are found by an office's own language, and how many alarms are false?

Each text is left out in turn: the others are what the office has approved. Into the one left out wrong
characters are planted, one at a time, that sound or look like the right one: any character, or (harder) one
that the texts use themselves. Every alarm on the text as it is counts as false.

Two houses are measured: the texts of the sample city – those written for it alone, and with as many of its
records as the site learns from – and the reports of the tests, more and in other hands. How much likelier the
other character has to be was settled by looking at one half of each (`held`); the other half is measured.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from gongkai.proofing.alike import alike
from gongkai.proofing.checklist import Habits, Part, proof
from gongkai.proofing.language import Language, learnt, taught, unlike_own
from gongkai.proofing.passage import plain_passage
from gongkai.reading import read
from gongkai_web.replay.statements.planning import records_for
from gongkai_web.replay.statements.statement import statements_of
from gongkai_web.replay.statements.texts import content_of
from tests.law.prose import marked
from tests.samples import folder

DAY = date(2024, 9, 20)
PLANTED = 20  # in each text
REACH = 8  # signs on both sides of a planted one that are read with it
SEED = 11
SPLIT_SEED = 5  # by which the half that is measured was set apart
RECORDS = 300  # of the city's, as many as the site learns from (`items.own_language`)
_CITY = Path(__file__).parent.parent / "gongkai_web" / "replay"
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out: wrong characters planted and found, false alarms, and the signs of the corpus."""

    texts: int
    signs: int
    taught: int
    beside: int  # of the words of every office
    planted: int
    found: int
    righted: int
    alarms: int

    @property
    def share(self) -> float:
        """Found of planted."""
        return self.found / max(self.planted, 1)

    @property
    def alarms_per_thousand(self) -> float:
        """False alarms in a thousand signs."""
        return 1000 * self.alarms / max(self.signs, 1)


def corpus() -> list[str]:
    """The sample reports where they are there, and the prose that examiners marked for the tests."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder().glob("*.txt"))]
    for one in marked.folders():
        for path in sorted(one.glob("*.json")):
            sections = json.loads(path.read_text(encoding="utf-8"))["sections"]
            texts.append("\n".join(_said(sections)))
    return texts


def city_written() -> list[str]:
    """The texts written for the sample city, one by one: its reports and what it published lately."""
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in _reports()]
    texts = ["\n".join(section["text"] for section in one["sections"]) for one in reports]
    items = yaml.safe_load((_CITY / "living" / "items.yaml").read_text(encoding="utf-8"))["items"]
    return texts + ["\n".join([one["title"], one["summary"], *one["body"]]) for one in items]


def city_records(most: int = RECORDS) -> list[str]:
    """So many of the items that the city's records are made of, drawn evenly."""
    every = list(_records())
    return every[:: max(1, len(every) // most)][:most]


def _records() -> Iterator[str]:
    for path in _reports():
        report, day = read(path), date(int(path.stem[-4:]), 3, 1)
        for group in records_for(statements_of(report), day.year).groups:
            for number in range(group.count):
                formed = day + timedelta(days=number % 200)
                text = content_of(group, number, formed_on=formed, column=group.column, issuer="示范市")
                yield f"{text['title']}\n{_TAG.sub(chr(10), text['body'])}"


def _reports() -> list[Path]:
    return sorted((_CITY / "city").glob("*.json"))


def _said(sections: Any) -> Iterator[str]:
    for section in sections.values() if isinstance(sections, dict) else sections:
        yield section if isinstance(section, str) else section["text"]


def held(texts: Sequence[str]) -> list[int]:
    """The half that nobody looked at when the language was made: numbers of texts."""
    order = list(range(len(texts)))
    random.Random(SPLIT_SEED).shuffle(order)
    return sorted(order[len(order) // 2 :])


def measured(
    texts: Sequence[str], over: Collection[int], planted: int = PLANTED
) -> tuple[Measured, Measured]:
    """Each of those texts left out in turn; with any character planted, and with those that the texts use.

    `planted`: how many in each text.
    """
    chance = random.Random(SEED)
    used = frozenset("".join(texts))
    passages = [plain_passage("body", "正文", text) for text in texts]
    whole = learnt(passages)
    counts: dict[frozenset[str] | None, Counter[str]] = {None: Counter(), used: Counter()}
    alarms = 0
    for at in sorted(over):
        language = _Without(whole, *taught([passages[at]]))
        alarms += len(list(unlike_own(passages[at], DAY, language)))
        for place in _places(texts[at], chance, planted):
            for choice, count in counts.items():
                count.update(_planted(texts[at], place, choice, language, chance))
    signs = sum(len(passages[at].joined()[0]) for at in over)
    beside = whole.every - whole.signs
    any_, common = (
        Measured(len(over), signs, whole.signs, beside, one["planted"], one["found"], one["righted"], alarms)
        for one in counts.values()
    )
    return any_, common


class _Without(Language):
    """The language of all texts but one."""

    def __init__(self, whole: Language, own: Counter[int], signs: int) -> None:
        self._whole, self._own = whole, own
        self.signs, self.every = whole.signs - signs, whole.every - signs
        self._gone = Counter(piece >> 16 for piece, count in own.items() if whole.count(piece) == count)

    def count(self, piece: int) -> int:
        return self._whole.count(piece) - self._own[piece]

    def followers(self, piece: int) -> int:
        return self._whole.followers(piece) - self._gone[piece]


def _planted(
    text: str, place: int, choice: frozenset[str] | None, language: Language, chance: random.Random
) -> list[str]:
    """What is to be counted of one wrong character: that it was planted, found, and put right."""
    wrong = _wrong(text[place], choice, chance)
    if not wrong:
        return []
    meant = _found(text, place, wrong, language)
    return ["planted", *(["found"] if meant else []), *(["righted"] if meant == text[place] else [])]


def _places(text: str, chance: random.Random, planted: int) -> list[int]:
    places = [place for place, sign in enumerate(text) if "\u4e00" <= sign <= "\u9fff"]
    return sorted(chance.sample(places, min(planted, len(places))))


def _wrong(sign: str, used: frozenset[str] | None, chance: random.Random) -> str:
    choice = sorted(alike(sign) if used is None else alike(sign) & used)
    return chance.choice(choice) if choice else ""


def _found(text: str, place: int, wrong: str, language: Language) -> str | None:
    """What is said to be meant at the planted place; None where nothing is said."""
    first = max(0, place - REACH)
    around = text[first:place] + wrong + text[place + 1 : place + REACH + 1]
    passage = plain_passage("body", "正文", around)
    told = {one.start + first: one.suggestion for one in unlike_own(passage, DAY, language)}
    return told.get(place)


def run() -> list[tuple[str, str]]:
    """(what, measured) for the bench's table."""
    written, records, reports = city_written(), city_records(), corpus()
    apart = held(written)
    whole = [*apart, *range(len(written), len(written) + len(records))]
    return [
        *_rows("示范市公开的", [*written, *records], whole),
        *_rows("其中单独写成的", written, apart),
        *_rows("测试用的年报", reports, held(reports)),
        speed(reports),
    ]


def _rows(whose: str, texts: Sequence[str], over: Collection[int]) -> Iterator[tuple[str, str]]:
    kinds = (("任何形近音近的字", "要求 ≥ 50%"), ("文中用过的形近音近的字", "看看"))
    for (what, wanted), one in zip(kinds, measured(texts, over), strict=True):
        taught_by = f"学自 {one.taught} 字和法规数据的 {one.beside} 字"
        corpus_said = f"没有看过的 {one.texts} 份共 {one.signs} 字逐份留出，{taught_by}"
        found = f"种 {one.planted} 个，找到 {one.found} 个（{one.share:.1%}，{wanted}）"
        alarms = f"误报 {one.alarms} 处（每千字 {one.alarms_per_thousand:.2f}，要求 ≤ 0.3）"
        yield f"{whose}，种下{what}，{corpus_said}", f"{found}，改得对的 {one.righted} 个；{alarms}"


def speed(texts: Sequence[str]) -> tuple[str, str]:
    """All checks over a hundred thousand signs of prose, and of what never was taught."""
    habits = Habits(language=learnt(plain_passage("body", "正文", text) for text in texts))
    text = "".join(texts)
    whole = (text * (100_000 // len(text) + 1))[:100_000]
    began = time.perf_counter()
    proof([Part("body", "正文", whole)], DAY, habits)
    return "全部检查 10 万字", f"{time.perf_counter() - began:.1f} 秒"
