"""The deadline strip says the same as the clock, day by day."""

from datetime import date

import pytest

from gongkai.clock import Event, due
from gongkai_web.look.strip import strip
from tests.web.look.trees import find, text


def day(text):
    return date.fromisoformat(text)


def consulted():
    """王芳's request, with a third party heard around the National Day holidays."""
    return due(
        day("2024-09-20"),
        [
            Event("third_party.asked", day("2024-10-08")),
            Event("third_party.served", day("2024-10-08")),
            Event("third_party.answered", day("2024-10-14")),
        ],
    )


def corrected():
    """王芳 took ten weeks to correct her request, over New Year."""
    events = [Event("correction.asked", day("2024-12-26")), Event("correction.received", day("2025-03-05"))]
    return due(day("2024-12-24"), events)


def cells(tree):
    return {cell.xpath("string(.//time/@datetime)"): cell for cell in find(tree, "table.strip td[title]")}


@pytest.mark.parametrize("answer", [consulted(), corrected(), due(day("2026-12-20"))])
def test_each_counted_day_stands_once_in_its_order(draw, answer):
    tree = draw("{% deadline_strip due %}", due=answer)
    numbers = [cell.text for cell in find(tree, "table.strip td b")]
    assert numbers == [str(number) for number in range(1, answer.limit + 1)]
    assert len(cells(tree)) == len(find(tree, "table.strip td[title]"))
    for step in answer.steps:
        if step.number:
            cell = cells(tree)[step.day.isoformat()]
            assert find(cell, "b")[0].text == str(step.number)
            assert "counted" in cell.classes


def test_the_due_day_alone_is_framed_and_says_so(draw):
    tree = draw("{% deadline_strip due %}", due=consulted())
    framed = find(tree, "table.strip td.due")
    assert [cell.xpath("string(.//time/@datetime)") for cell in framed] == ["2024-10-30"]
    assert find(framed[0], "small")[0].text == "到期"
    assert "第 20 个工作日，到期日" in framed[0].get("title")


def test_the_sentence_of_the_clock_stands_above_with_its_days_marked(draw):
    answer = consulted()
    said = find(draw("{% deadline_strip due %}", due=answer), "p.say")[0]
    assert said.text_content() == answer.sentence
    assert [time.text for time in find(said, "time")][:2] == ["2024-10-30", "2024-09-20"]


def test_holidays_carry_their_name_once_and_in_every_title(draw):
    found = cells(draw("{% deadline_strip due %}", due=consulted()))
    named = [
        iso
        for iso, cell in found.items()
        if any("国庆" in (small.text or "") for small in find(cell, "small"))
    ]
    assert named == ["2024-10-01"]
    for number in range(1, 8):
        cell = found[f"2024-10-0{number}"]
        assert "rest" in cell.classes
        assert cell.get("title") == f"2024-10-0{number} 国庆，不计"


def test_a_weekend_worked_is_counted_and_marked(draw):
    cell = cells(draw("{% deadline_strip due %}", due=consulted()))["2024-09-29"]
    assert find(cell, "b")[0].text == "6"
    assert find(cell, "small")[0].text == "班"


def test_excluded_days_stand_in_one_bracket_with_their_reason(draw):
    tree = draw("{% deadline_strip due %}", due=consulted())
    assert [text(cell)[:1] for cell in find(tree, "td.opens, td.closes")] == ["9", "1"]
    assert {iso for iso, cell in cells(tree).items() if "within" in cell.classes} == {
        f"2024-10-{number:02}" for number in range(9, 15)
    }
    assert cells(tree)["2024-10-13"].classes >= {"rest", "within"}
    assert "不计：征求第三方意见 2024-10-09 至 2024-10-14" in text(find(tree, "ul.strip-key")[0])


def test_many_idle_weeks_are_folded_into_one_line(draw):
    tree = draw("{% deadline_strip due %}", due=corrected())
    assert [cell.text for cell in find(tree, "td.folded")] == ["2024-12-30 至 2025-03-02 共 9 周，都不计入"]
    assert len(find(tree, "details tbody tr")) == len(corrected().steps)


def test_while_the_applicant_must_act_no_day_is_framed(draw):
    waiting = due(day("2024-09-20"), [Event("correction.asked", day("2024-09-24"))])
    tree = draw("{% deadline_strip due %}", due=waiting)
    assert waiting.due is None
    assert not find(tree, ".due")
    assert "等待申请人补正" in find(tree, "p.say")[0].text_content()


def test_a_provisional_day_says_so(draw):
    said = find(draw("{% deadline_strip due %}", due=due(day("2026-12-20"))), "p.say")[0]
    assert [mark.text_content() for mark in find(said, ".mark.provisional")] == ["◌ 暂定"]


def test_today_is_named_on_the_strip(draw):
    tree = draw("{% deadline_strip due today %}", due=consulted(), today=day("2024-10-25"))
    assert [find(cell, "small")[0].text for cell in find(tree, "td.today")] == ["今天"]


def test_months_label_the_weeks_in_which_they_begin():
    labels = [week.label for week in strip(consulted()).weeks]
    assert labels == ["2024年9月", "", "10月", "", "", "", ""]
    assert [week.label for week in strip(corrected()).weeks][:3] == ["2024年12月", "", "2025年3月"]


def test_every_line_has_a_head_that_can_be_heard(draw):
    for reckoned in (consulted(), corrected()):
        heads = find(draw("{% deadline_strip due %}", due=reckoned), "table.strip th")
        assert all(head.text_content().strip() for head in heads)
    week = strip(consulted()).weeks[1]
    assert week.said == f"{week.cells[0].day:%m-%d} 起的一周"


def test_every_step_gives_its_source_in_the_table_below(draw):
    rows = find(draw("{% deadline_strip due %}", due=consulted()), "details tbody tr")
    assert [find(row, "time")[0].text for row in rows] == [step.day.isoformat() for step in consulted().steps]
    assert all(find(row, "td")[-1].text.strip() for row in rows)
