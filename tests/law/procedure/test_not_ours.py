"""Does a changed citation tell 不属于本机关负责 from 信息不存在 by data alone, from its day on?"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai import lawcheck
from gongkai.procedure import state
from tests.law.procedure.entered import entered
from tests.law.procedure.typed import SUBMITTED
from tests.lawfolder import LawFolder

NOTICE = "notice_of_2026:\n  name: 编的通知\n  short: 编的通知\n  number: 编\n  from: 2027-01-01\n"
VALUE = "    - {from: 2027-03-01, %s, source: {instrument: notice_of_2026, article: 第四条}}"
ELSEWHERE, NOT_THERE = "第四十条第（二）项", "第三十六条第（四）项"


@pytest.fixture
def law(tmp_path):
    """The law under which information of another agency is told by 第四十条第（二）项 from 2027-03-01 on."""
    made = LawFolder(tmp_path / "law")
    made.enter("instruments.yaml", NOTICE)
    made.add_value("letters/unavailable.yaml", "L13", VALUE % f"article: {ELSEWHERE}")
    made.add_value("outcomes.yaml", "unavailable_not_held", VALUE % "not_ours: {cited: [第四十条第（二）项]}")
    with made.installed():
        yield made


def unsearched(day: date, article: str, agency: str | None = None) -> bool:
    """Whether 李强's reply of that day, which cites that article, is noted to have no record of a search."""
    facts = [entered([], "submitted", date(2027, 2, 1), {**SUBMITTED, "channel": "counter"})]
    facts.append(entered(facts, "confirmed", date(2027, 2, 1), {}))
    reply = {"outcome": "unavailable_not_held", "reason": "由水利局制作", "article": article}
    facts.append(entered(facts, "replied", day, {**reply, "agency_named": agency}))
    return "not-searched" in [note.code for note in state.of(facts).notes]


def test_the_changed_citation_holds_from_its_day(law):
    assert unsearched(date(2027, 2, 26), ELSEWHERE)
    assert not unsearched(date(2027, 3, 1), ELSEWHERE)


def test_the_citation_that_it_replaces_holds_until_then(law):
    assert not unsearched(date(2027, 2, 26), "第三十六条第（五）项")
    assert unsearched(date(2027, 3, 1), "第三十六条第（五）项")


@pytest.mark.parametrize("article", [NOT_THERE, f"{NOT_THERE}、{ELSEWHERE}"])
def test_who_cites_that_it_is_not_there_owes_a_search_still(law, article):
    assert unsearched(date(2027, 3, 1), article)
    assert not unsearched(date(2027, 3, 1), article, "示范市水利局")


def test_letter_and_outcome_changed_together_are_sound(law):
    assert lawcheck.problems() == []
