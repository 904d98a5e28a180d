"""What is a point that is told at once, and how is it said in it whose report another one is?

Which other unit it is, is said to the office that decides and to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.labels import normal
from gongkai_web.annual.campaign.collecting.models import Submission, Unit


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is said at once. `blocks`: it is not taken; else whoever hands in has to answer it."""

    code: str
    message: str
    blocks: bool = False


def whose(unit: Unit, one: Submission, *, names: bool) -> str:
    """Whose report that is, as it is said to the unit; `names`: to its office."""
    if one.unit_id == unit.pk:
        return f"本单位 {one.day} 第 {one.number} 次交的"
    other_year = one.unit.campaign_id != unit.campaign_id
    who = f"“{one.unit.name}”" if names else "另一个单位"
    if other_year and same_unit(one.unit, unit):
        who = "本单位"
    when = f" {one.unit.campaign.year} 年度" if other_year else f" {one.day} " if names else ""
    return f"{who}{when}交的"


def same_unit(one: Unit, other: Unit) -> bool:
    """Whether both rows are of one unit, of different years."""
    return bool(one.code and one.code == other.code) or normal(one.name) == normal(other.name)
