"""What does a site get for what was found, and where does each point come from?

Handbook 05 §3.1: one case of a veto fails it and nothing else is scored; less than sixty fails; above eighty
what is added begins, which people judge. What could not be told takes nothing away. Of an office that serves
nobody outside the services are not looked at: what is left of 75 points counts for 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from gongkai.pages.facts import Verdict
from gongkai.pages.law import (
    BONUS,
    HAND,
    MEDIA,
    PLACE,
    POINTS,
    SITE,
    VETO,
    Indicator,
    KindOfFault,
    fault_kinds,
    indicators,
)
from gongkai.pages.law import limits as numbers_of

FAILED, PASSED, ADDING = VERDICTS = ("failed", "passed", "adding")
_SAID = {Verdict.FAULT: "有问题", Verdict.FINE: "没有问题", Verdict.UNTOLD: "看不出"}
_CENT = Decimal("0.01")
LABELS = {FAILED: "不合格", PASSED: "合格", ADDING: "合格，进入加分环节"}


@dataclass(frozen=True, slots=True)
class Counted:
    """A fault as it counts: of which kind, how often it weighs, on how many pages."""

    kind: str
    weight: int = 1
    places: int = 1


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person says of an indicator. `points`: how many are lost by it, or – of a bonus – added.

    `exempt`: it is not asked of this site; said of one of the services it holds for all of them.
    """

    indicator: str
    verdict: Verdict
    points: Decimal = Decimal(0)
    said: str = ""
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """An indicator with what it came to. `lost`, `added`: points; `said`: how each came about.

    `awaits`: people look at it, and nobody has yet.
    """

    indicator: Indicator
    lost: Decimal
    is_vetoed: bool
    said: tuple[str, ...]
    added: Decimal = Decimal(0)
    awaits: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The result. `points` is None where a veto ended it, and of an account on a platform."""

    verdict: str
    points: Decimal | None
    lines: tuple[Explained, ...]

    @property
    def label(self) -> str:
        """The verdict as people say it."""
        return LABELS[self.verdict]


def score(
    found: Iterable[Counted],
    day: date,
    untold: Sequence[tuple[str, str]] = (),
    judged: Sequence[Judged] = (),
) -> Score:
    """What all of them come to on that day. `untold`: indicators with what could not be told of them."""
    every = list(found)
    limits = numbers_of(day)
    asked = [one for one in indicators().values() if one.group != MEDIA]
    exempt = _exempt(judged)
    lines = tuple(
        _not_asked(one, exempt) if exempt and one.is_service else _explained(one, every, untold, judged)
        for one in asked
    )
    if any(one.is_vetoed for one in lines):
        return Score(FAILED, None, lines)
    of = limits.full - limits.service if exempt else limits.full
    left = max(Decimal(0), of - sum((one.lost for one in lines), Decimal(0)))
    points = (left * limits.full / of).quantize(_CENT, ROUND_HALF_UP) if exempt else left
    if points > limits.adding:
        return Score(ADDING, points + sum((one.added for one in lines), Decimal(0)), lines)
    return Score(FAILED if points < limits.passing else PASSED, points, lines)


def _exempt(judged: Sequence[Judged]) -> Judged | None:
    """Who says that the office serves nobody outside, and why."""
    known = indicators()
    return next((one for one in judged if one.exempt and known[one.indicator].is_service), None)


def _not_asked(one: Indicator, exempt: Judged) -> Explained:
    said = f"没有对外服务职能，不查办事服务，其余的得分乘以 4/3。{exempt.said}"
    return Explained(one, Decimal(0), False, (said,))


def account_score(judged: Sequence[Judged], untold: Sequence[tuple[str, str]] = ()) -> Score:
    """What people found of an account on a platform: one veto fails it, points are not given."""
    lines = tuple(_explained(one, [], untold, judged) for one in indicators().values() if one.group == MEDIA)
    return Score(FAILED if any(one.is_vetoed for one in lines) else PASSED, None, lines)


def _explained(
    one: Indicator, found: list[Counted], untold: Sequence[tuple[str, str]], judged: Sequence[Judged]
) -> Explained:
    kinds = {code: kind for code, kind in fault_kinds().items() if kind.indicator == one.code}
    by_hand = [each for each in judged if each.indicator == one.code]
    awaits = one.by == HAND and not by_hand
    said = ["由人检查，还没有登记，不在本结果之内。"] if awaits else []
    points = sum((each.points for each in by_hand), Decimal(0))
    vetoed, lost, added = False, Decimal(0), Decimal(0)
    if one.group in {VETO, MEDIA}:
        vetoed, told = _vetoed(kinds, found)
        vetoed = vetoed or any(each.verdict == Verdict.FAULT for each in by_hand)
        said += told
    said += [f"人工检查：{_SAID[each.verdict]}。{each.said}" for each in by_hand]
    if one.group == POINTS:
        lost, told = _lost(one, kinds, found, points)
        said += told
    if one.group == BONUS:
        added = min(points, Decimal(one.most) / 10)
        said += [f"加 {added} 分。"] if added else []
    said += [f"看不出，不扣分：{why}" for code, why in untold if code == one.code]
    return Explained(one, lost, vetoed, tuple(said), added, awaits)


def _vetoed(kinds: dict[str, KindOfFault], found: list[Counted]) -> tuple[bool, list[str]]:
    counted: dict[tuple[str, int], int] = {}
    labels: dict[tuple[str, int], list[str]] = {}
    for code, kind in kinds.items():
        key = (kind.together, kind.vetoes_at)
        counted[key] = counted.get(key, 0) + sum(one.weight for one in found if one.kind == code)
        labels.setdefault(key, []).append(kind.label)
    said, vetoed = [], False
    for (together, at), times in counted.items():
        if times:
            reached = bool(at) and times >= at
            vetoed = vetoed or reached
            name = "，".join(labels[together, at])
            said.append(
                f"{name}：{times} 个，到 {at} 个即单项否决，{'已经达到' if reached else '没有达到'}。"
            )
    return vetoed, said


def _lost(
    one: Indicator, kinds: dict[str, KindOfFault], found: list[Counted], by_hand: Decimal
) -> tuple[Decimal, list[str]]:
    total, said = by_hand, [f"人工检查扣 {by_hand} 分。"] if by_hand else []
    for code, kind in kinds.items():
        times = _times(kind, [each for each in found if each.kind == code])
        if not times:
            continue
        points = Decimal(kind.tenths * times) / 10
        total += points
        each = f"每个扣 {Decimal(kind.tenths) / 10} 分，计 {points} 分" if kind.tenths else "不扣分"
        said.append(f"{kind.label}：{times} 个，{each}。")
    most = Decimal(one.most) / 10
    if total > most and one.most:
        said.append(f"本项最多扣 {most} 分。")
    return min(total, most), said


def _times(kind: KindOfFault, found: list[Counted]) -> int:
    if kind.per == SITE:
        return min(1, len(found))
    return sum(one.weight * (one.places if kind.per == PLACE else 1) for one in found)
