"""What is a case as the YAML tells it: who asks, what is done on which day, and where does it count?

A step is one form (`reply`, `intake` …), one look at the case page (`see`) or one wrong entry put right
(`void`, `replace`). `at` is the day on which somebody sits at the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.outcomes import applicant_kinds
from gongkai.procedure.machine import acts
from tests.written import read_yaml

FOLDER = Path(__file__).parent / "cases"
ONLINE = {"answer_correction_online": "correction", "withdraw_online": "withdraw", "remind_online": "remind"}
OWN_STEPS = frozenset({"intake", "apply", "see", "void", "replace", *ONLINE})
FEES = "fees"


@dataclass(frozen=True, slots=True)
class Step:
    """One form, filled in on a day.

    `of`: the title of the request that it is about (else the last one). `by`: who signs in. `refused`: words
    of the sentence by which the page must say no. `on_paper`: refused first, done with the tick 如实补登.
    """

    name: str
    at: date
    fields: Mapping[str, Any]
    of: str = ""
    by: str = "李强"
    refused: str = ""
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A named case: steps, and by year the cells that are not zero (totals aside) and the fee figures."""

    name: str
    article: str
    kind: str
    steps: tuple[Step, ...]
    expect: Mapping[int, Mapping[str, int]]
    fees: Mapping[int, tuple[int, int, int]]
    chapter: str = field(default="")

    @property
    def years(self) -> range:
        """The years that a step or an expectation names, and the one after them."""
        named = {step.at.year for step in self.steps} | set(self.expect)
        for step in self.steps:
            named |= {value.year for value in step.fields.values() if isinstance(value, date)}
        return range(min(named), max(named) + 2)


def stories() -> list[Story]:
    """All of them, in the order of the files. AssertionError names the first that is malformed."""
    found: list[Story] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        known = read_yaml(path)
        found += [_story(given, path.stem) for given in known]
    names = [story.name for story in found]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    return found


def _story(given: dict[str, Any], chapter: str) -> Story:
    name = given.pop("name")
    kind = given.pop("kind", "natural_person")
    steps = tuple(_step(name, one) for one in given.pop("steps"))
    expect = {year: dict(cells or {}) for year, cells in given.pop("expect").items()}
    fees = {year: tuple(cells.pop(FEES)) for year, cells in expect.items() if FEES in cells}
    story = Story(name, given.pop("article"), kind, steps, expect, fees, chapter)
    assert not given, f"{name}：不认识 {sorted(given)}"
    assert kind in applicant_kinds(), f"{name}：不认识的申请人类型「{kind}」"
    days = [step.at for step in steps]
    assert days == sorted(days), f"{name}：步骤没有按日期排列"
    return story


def _step(story: str, given: dict[str, Any]) -> Step:
    ((name, said),) = given.items()
    assert name in OWN_STEPS or name in acts(), f"{story}：没有「{name}」这一步"
    own = {key: said.pop(key) for key in ("at", "of", "by", "refused", "on_paper") if key in said}
    return Step(name, fields=said, **own)
