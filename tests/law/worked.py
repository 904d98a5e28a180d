"""How is a worked example – Chinese name, article, what is expected – held against its answer?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.errors import GongkaiError
from tests.written import read_yaml

FOLDER = Path(__file__).parent / "examples"

Example = dict[str, Any]
Facts = dict[str, Any]


def examples(file: str) -> list[Any]:
    """The examples of a file below `examples/`, each under its own name."""
    found = read_yaml(FOLDER / file)
    return [pytest.param(example, id=example["name"]) for example in found]


def holds(example: Example, answer: Callable[[Example], Facts]) -> None:
    """The answer is as expected, or refused with the words that are named."""
    assert example["article"]
    assert ("expect" in example) != ("refused" in example), "an example expects an answer or a refusal"
    if "refused" in example:
        with pytest.raises(GongkaiError) as refusal:
            answer(example)
        missing = [words for words in example["refused"] if str(words) not in str(refusal.value)]
        assert not missing, str(refusal.value)
        return
    found = answer(example)
    says = example["expect"].pop("says", [])
    assert {key: found[key] for key in example["expect"]} == example["expect"]
    assert [words for words in says if str(words) not in found["says"]] == []
