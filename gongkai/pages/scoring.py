"""What does a site get for what was found, and where does each point come from?

Handbook 05 §3.1: one case of a veto fails it and nothing else is scored; less than sixty fails; above eighty
what is added begins, which people judge. What could not be told takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.pages.law import HAND, PLACE, POINTS, SITE, VETO, Indicator, KindOfFault, fault_kinds, indicators
from gongkai.pages.law import limits as numbers_of

FAILED, PASSED, ADDING = VERDICTS = ("failed", "passed", "adding")
LABELS = {FAILED: "不合格", PASSED: "合格", ADDING: "合格，进入加分环节"}


@dataclass(frozen=True, slots=True)
class Counted:
    """A fault as it counts: of which kind, how often it weighs, on how many pages."""

    kind: str
    weight: int = 1
    places: int = 1


@dataclass(frozen=True, slots=True)
class Explained:
    """An indicator with what it came to. `lost`: points; `said`: how each came about."""

    indicator: Indicator
    lost: Decimal
    is_vetoed: bool
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The result. `points` is None where a veto ended it."""

    verdict: str
    points: Decimal | None
    lines: tuple[Explained, ...]

    @property
    def label(self) -> str:
        """The verdict as people say it."""
        return LABELS[self.verdict]


def score(found: Iterable[Counted], day: date, untold: Sequence[tuple[str, str]] = ()) -> Score:
    """What all of them come to on that day. `untold`: indicators with what could not be told of them."""
    every = list(found)
    limits = numbers_of(day)
    lines = tuple(_explained(one, every, untold) for one in indicators().values())
    if any(one.is_vetoed for one in lines):
        return Score(FAILED, None, lines)
    points = limits.full - sum((one.lost for one in lines), Decimal(0))
    verdict = FAILED if points < limits.passing else ADDING if points > limits.adding else PASSED
    return Score(verdict, points, lines)


def _explained(one: Indicator, found: list[Counted], untold: Sequence[tuple[str, str]]) -> Explained:
    kinds = {code: kind for code, kind in fault_kinds().items() if kind.indicator == one.code}
    said = ["由人检查，不在本结果之内。"] if one.by == HAND else []
    vetoed, lost = False, Decimal(0)
    if one.group == VETO:
        vetoed, told = _vetoed(kinds, found)
        said += told
    if one.group == POINTS:
        lost, told = _lost(one, kinds, found)
        said += told
    said += [f"看不出，不扣分：{why}" for code, why in untold if code == one.code]
    return Explained(one, lost, vetoed, tuple(said))


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


def _lost(one: Indicator, kinds: dict[str, KindOfFault], found: list[Counted]) -> tuple[Decimal, list[str]]:
    total, said = 0, []
    for code, kind in kinds.items():
        times = _times(kind, [each for each in found if each.kind == code])
        if not times:
            continue
        total += kind.tenths * times
        each = (
            f"每个扣 {Decimal(kind.tenths) / 10} 分，计 {Decimal(kind.tenths * times) / 10} 分"
            if kind.tenths
            else "不扣分"
        )
        said.append(f"{kind.label}：{times} 个，{each}。")
    lost = min(total, one.most)
    if total > one.most and one.most:
        said.append(f"本项最多扣 {Decimal(one.most) / 10} 分。")
    return Decimal(lost) / 10, said


def _times(kind: KindOfFault, found: list[Counted]) -> int:
    if kind.per == SITE:
        return min(1, len(found))
    return sum(one.weight * (one.places if kind.per == PLACE else 1) for one in found)
