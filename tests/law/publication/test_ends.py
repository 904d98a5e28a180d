"""Which ends are there, what does each answer, and when does one leave the count?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.errors import LawError
from gongkai.lawbook import lawbook
from gongkai.publication.ends import FILE, ends, leaving
from tests.lawfolder import LawFolder
from tests.written import read_yaml

EXAMPLES = read_yaml(Path(__file__).parents[1] / "examples" / "ends.yaml")


@pytest.mark.parametrize("example", [pytest.param(one, id=one["name"]) for one in EXAMPLES])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    assert example["article"]
    day, wanted = example["day"], example["expect"]
    end = ends().at(example["end"], day)
    found = {"label": end.label, "answer": end.answer, "text": end.text, "said": end.said(day)}
    found |= {"counted": end.code not in leaving(day)}
    assert {key: found[key] for key in wanted} == wanted


def test_every_end_has_a_worked_example() -> None:
    assert set(ends()) == {example["end"] for example in EXAMPLES}


def test_another_rule_of_counting_holds_from_its_day_and_needs_no_program(tmp_path: Path) -> None:
    law = LawFolder(tmp_path / "law")
    later = "    - {from: 2028-01-01, counted: false, source: {instrument: convention, article: 口径}}\n"
    law.replace(FILE, "merged:", f"{later}merged:")
    book = lawbook(law.root)
    assert "replaced" not in leaving(date(2027, 12, 31), book)
    assert "replaced" in leaving(date(2028, 12, 31), book)


@pytest.mark.parametrize(
    ("was", "slip", "sentence"),
    [
        ("answer: 410", "answer: 404", "404"),
        ("text: hidden", "text: shown", "仍可读的才写 shown"),
        ("  sentence: 您要看的信息不存在或者已经撤下。\n", "", "已经撤下的写 sentence"),
        ("  listed: false", "  listed: true", "不能仍在栏目里"),
    ],
)
def test_a_slip_is_told_with_its_key(tmp_path: Path, was: str, slip: str, sentence: str) -> None:
    law = LawFolder(tmp_path / "law")
    law.replace(FILE, was, slip)
    with pytest.raises(LawError, match=f"{FILE}.*{sentence}"):
        ends(lawbook(law.root))
