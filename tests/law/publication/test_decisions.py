"""Does the state of a major decision follow from what happened and the day, as the regulation says?"""

from __future__ import annotations

from typing import Any

import pytest

from gongkai import lawcheck
from gongkai.publication.decisions import Happened, decision_on
from tests.law.worked import Example, Facts, examples, holds
from tests.lawfolder import LawFolder


@pytest.mark.parametrize("example", examples("decisions.yaml"))
def test_decision(example: Example) -> None:
    holds(example, _answer)


def _answer(example: Example) -> Facts:
    found = decision_on([Happened(**fact) for fact in example["facts"]], example["day"])
    told = "".join(one.message for one in found.faults)
    wanted = example.get("expect", {}).get("told", [])
    return {
        "last": found.last.code if found.last else None,
        "open_until": found.open_until,
        "owed": {one.stage.code: one.last for one in found.owed},
        "overdue": [one.stage.code for one in found.owed if one.overdue],
        "faults": [one.code for one in found.faults],
        "told": [words for words in wanted if str(words) in told],
        "says": found.said,
    }


def test_the_order_in_which_facts_are_entered_does_not_matter() -> None:
    example = next(one.values[0] for one in examples("decisions.yaml") if "解读有期限" in str(one.id))
    facts = [Happened(**fact) for fact in example["facts"]]
    assert decision_on(facts, example["day"]) == decision_on(facts[::-1], example["day"])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("after: [listed]", "after: [list]", "list"),
        ("opinions: decision_opinions", "opinions: opinion", "opinion"),
        ("due: {after: draft, term: opinions_result}", "due: {after: draft, term: result}", "result"),
        ("least: 7", "leest: 7", "leest"),
        ("decision:\n", "decided:\n", "decision"),
    ],
)
def test_a_slip_is_told_with_its_file(tmp_path: Any, old: str, new: str, words: str) -> None:
    law = LawFolder(tmp_path / "law")
    law.replace("publication/decision_stages.yaml", old, new)
    with law.installed():
        told = lawcheck.problems()
    assert any("publication/decision_stages.yaml" in one and words in one for one in told), told
