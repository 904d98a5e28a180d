"""留言: is each kind due when its term says, and does a file that makes no sense say so?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.errors import LawError
from gongkai.messages import (
    codes_of,
    due_day,
    ends,
    explained,
    message_types,
    red_line,
    templates,
    templates_for,
)
from gongkai.workdays import calendar
from tests.law.worked import Example, Facts, examples, holds
from tests.lawfolder import LawFolder


@pytest.mark.parametrize("example", examples("messages.yaml"))
def test_when_an_answer_is_due(example: Example) -> None:
    holds(example, _of)


def _of(example: Example) -> Facts:
    kind, day = example["kind"], example["received"]
    due = explained(kind, day, calendar())
    assert due is not None
    assert due.due == due_day(kind, day, calendar())
    counted = [step for step in due.steps if step.counted]
    return {
        "due": due.due,
        "red_line": red_line(kind, day),
        "counted": len(counted),
        "rests": sorted({step.reason for step in due.steps[1:] if not step.counted}),
        "says": due.sentence,
    }


def test_each_kind_has_a_beginning_for_each_end() -> None:
    day = date(2026, 6, 1)
    for code in message_types().on(day):
        begun = {end for one in templates_for(code, day).values() for end in one.ends}
        missing = set(ends().on(day)) - begun
        assert missing <= {"done", "partly"} - begun, code
        assert "unfounded" in begun


def test_what_is_no_claim_is_not_begun_as_untrue() -> None:
    """A question is answered or not, a suggestion taken up or not; neither is 不属实."""
    day = date(2026, 6, 1)
    for code, word in (("consultation", "不能解答"), ("suggestion", "未采纳"), ("fault", "不属实")):
        said = [one.label for one in templates_for(code, day).values() if "unfounded" in one.ends]
        assert said == [word] == [ends()["unfounded"].word(code)]


def test_what_an_answer_must_say_follows_from_kind_and_end() -> None:
    fault, question = message_types()["fault"], message_types()["consultation"]
    assert ends()["done"].needs(fault) == ("what", "where")
    assert ends()["done"].needs(question) == ()
    assert ends()["partly"].needs(fault) == ("what", "where", "reason")
    assert [ends()["done"].word(kind) for kind in ("fault", "consultation")] == ["已改", "已解答"]
    assert {"consultation", "suggestion"} <= set(codes_of("mailbox"))
    assert "fault" not in codes_of("mailbox")


@pytest.mark.parametrize(
    ("file", "was", "now", "said"),
    [
        ("types", "term: message_fault", "term: message_fruit", "没有名为「message_fruit」的期限"),
        ("ends", "requires: [first]", "requires: [last]", "没有「last」这一栏"),
        ("templates", "ends: [unfounded]", "ends: [forgotten]", "不认识「forgotten」"),
    ],
)
def test_a_slip_in_a_file_is_told(tmp_path: Path, file: str, was: str, now: str, said: str) -> None:
    law = LawFolder(tmp_path / "law")
    law.replace(f"messages/{file}.yaml", was, now)
    read = {"types": message_types, "ends": ends, "templates": templates}[file]
    with law.installed(), pytest.raises(LawError, match=said):
        read()
