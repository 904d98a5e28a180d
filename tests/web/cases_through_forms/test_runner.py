"""Would a story that the pages do not carry be noticed? The runner itself is put to the test."""

from datetime import date

import pytest

from tests.web.cases_through_forms.counts import blank, broken
from tests.web.cases_through_forms.play import Play
from tests.web.cases_through_forms.stories import Step, Story

DAY = date(2024, 3, 4)
COUNTER = Step("intake", DAY, {"channel": "counter"})


def play(office, *steps: Step) -> None:
    Play(office, Story("试", "试", "natural_person", (COUNTER, *steps), {}, {})).run()


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (Step("reply", DAY, {"outcome": "granted", "purpose": "科研"}), "没有「purpose」一栏"),
        (Step("reply", DAY, {"outcome": "other_processing"}), "没有「other_processing」可选"),
        (Step("reply", DAY, {"reason": "理由"}), "必填的「outcome」没有填"),
        (Step("reply", DAY, {"outcome": "granted", "day": date(2024, 3, 5)}), "被拒绝：.*还没有到"),
        (Step("archive", DAY, {}), "没有给出这一步"),
        (Step("reply", DAY, {"outcome": "granted"}, refused="逾期"), "却登记了"),
        (Step("archive", DAY, {}, refused="逾期"), "说的是"),
        (Step("reply", DAY, {"outcome": "granted"}, on_paper=True), "没有先提示违反规定"),
        (Step("reply", DAY, {"outcome": "granted"}, of="另一件"), "没有名为「另一件」的件"),
        (Step("see", DAY, {"答复期限": date(2024, 3, 31)}), "「答复期限」是「2024-04-01」"),
        (Step("void", DAY, {"entry": "作出答复", "reason": "写错"}), "更正页没有「作出答复」"),
    ],
)
def test_what_the_page_does_not_offer_or_say_ends_the_story(office, step, sentence):
    with pytest.raises(AssertionError, match=f"第 2 步.*{sentence}"):
        play(office, step)


def test_each_identity_is_reckoned():
    cells = blank(2024)
    assert broken(2024, cells, cells) == []
    for cell, rule in (
        ("table3.granted.total", "R1"),
        ("table3.new_received.natural_person", "R2"),
        ("table3.granted.natural_person", "R3"),
        ("table4.reconsideration.upheld", "R6"),
    ):
        assert any(said.startswith(rule) for said in broken(2024, {**cells, cell: 1}, None))
    before = {**cells, "table3.carried_over_out.total": 1}
    assert "R5 total" in broken(2024, cells, before)
    assert any(said.startswith("R4") for said in broken(2024, {**cells, "table3.granted.total": -1}, None))
