"""Where does a request stand after such events, and what is next? The worked examples say it.

`tests/law/examples/` (procedure, appeals, third_party, terms); each carries a Chinese name and its article.
Pure: no database.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.procedure import state
from gongkai.procedure.facts import Fact
from gongkai.procedure.refusals import Refused
from tests.law.procedure.entered import entered
from tests.written import read_yaml

FOLDER = Path(__file__).parents[1] / "examples"
WRITTEN: list[dict[str, Any]] = [
    one
    for name in ("procedure", "appeals", "third_party", "terms")
    for one in read_yaml(FOLDER / f"{name}.yaml")
]
EXAMPLES: dict[str, dict[str, Any]] = {one["name"]: one for one in WRITTEN}


@pytest.mark.parametrize("name", EXAMPLES)
def test_where_it_stands(name: str) -> None:
    example = EXAMPLES[name]
    assert example["article"]
    assert ("expect" in example) != ("refused" in example), "an example expects a state or a refusal"
    facts = _facts(example)
    if "refused" in example:
        state.of(facts[:-1])
        with pytest.raises(Refused) as refusal:
            state.of(facts)
        assert [words for words in example["refused"] if str(words) not in str(refusal.value)] == []
        return
    found = _told(state.of(facts))
    expected = dict(example["expect"])
    assert [words for words in expected.pop("says", []) if str(words) not in found["says"]] == []
    assert [words for words in expected.pop("warns", []) if str(words) not in found["warns"]] == []
    assert [words for words in expected.pop("silent", []) if str(words) in found["warns"]] == []
    assert {key: found[key] for key in expected} == expected


def test_every_example_has_a_name_of_its_own() -> None:
    assert len(EXAMPLES) == len(WRITTEN)


def _facts(example: dict[str, Any]) -> list[Fact]:
    facts = _facts(EXAMPLES[example["after"]]) if "after" in example else _came(example)
    for event in example.get("events", []):
        (kind, day), *particulars = event.items()
        facts.append(entered(facts, kind, day, dict(particulars)))
    return facts


def _came(example: dict[str, Any]) -> list[Fact]:
    """王芳's request: received by registered post on that day, or only submitted."""
    asked = {
        "applicant_kind": "natural_person",
        "applicant_name": "王芳",
        "channel": example.get("channel", "registered_post"),
        "title": "云溪路拓宽工程的征地补偿方案",
        "medium": example.get("medium"),
    }
    if "submitted" in example:
        return [entered([], "submitted", example["submitted"], asked)]
    came = [entered([], "submitted", example["received"], asked)]
    return [*came, entered(came, "confirmed", example["received"], {})]


def _told(now: state.State) -> dict[str, Any]:
    return {
        "status": now.status,
        "due": now.due_on,
        "next": [now.next_act, now.next_on, now.waits_for],
        "flags": [flag.code for flag in now.flags],
        "notes": [note.code for note in now.notes],
        "says": "".join(note.message for note in now.notes),
        "warns": "".join(flag.message for flag in now.flags),
        "appeals": [[one.ref, one.instance, one.result, one.concluded_on] for one in now.appeals],
        "organs": [one.organ for one in now.appeals],
        "reassess": now.reassess_on,
        "used": now.days_used,
        "outcome": now.outcome,
    }
