"""李强 opens the report in January: does its prose tell what was recorded, and follow the records?"""

from datetime import date

import pytest

from gongkai_web.annual import actions, compose, prose
from gongkai_web.annual.models import SectionText
from gongkai_web.desk.report import printed
from gongkai_web.errors import Refused
from tests.people import answer, check_report, found, receive
from tests.web.annual.test_file import ENTERED, enter

YEAR, JANUARY = 2024, date(2025, 1, 20)


@pytest.fixture
def drafted(town):
    """One request was answered; the prose stands as it was drafted."""
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    for cell in ENTERED:
        enter(town, cell, 0)
    actions.write_draft(**by(town))
    return town


def by(town):
    return {"by": town.li_qiang, "agency": town.district, "year": YEAR, "day": JANUARY}


def section(town, number):
    """As it is printed."""
    return next(one.text for one in compose.compose(town.district, YEAR).sections if one.number == number)


def test_the_draft_tells_the_five_topics_and_the_fees(drafted):
    first = section(drafted, 1)
    assert "（二）依申请公开。全年新收政府信息公开申请1件，共受理1件，办结1件。" in first
    assert "办理结果：予以公开1件。" in first
    assert first.count("\n") == 4
    assert "均为0" in section(drafted, 6)


def test_a_government_is_asked_for_what_only_it_has_to_tell(town):
    government = found(town.operator, "示范市云溪区人民政府", "yunxi-gov", "government")
    told = prose.first_draft(government, YEAR)[1]
    for topic in ("工作考核", "社会评议", "责任追究"):
        assert f"{topic}结果：【此处填写】" in told
        assert topic not in prose.first_draft(town.district, YEAR)[1]


def test_a_place_that_is_left_to_fill_in_keeps_the_report_from_being_checked(drafted):
    actions.write_section(**by(drafted), number=1, text="（五）监督保障。工作考核结果：【此处填写】。")
    with pytest.raises(Refused, match="「一、总体情况」里还有1处【此处填写】"):
        check_report(drafted, drafted.district, YEAR, JANUARY)


def test_a_topic_of_which_only_the_heading_is_drafted_is_told_at_the_check(drafted):
    assert "（四）政府信息公开平台建设。\n" in section(drafted, 1)
    told = [one.message for one in compose.open_points(drafted.district, YEAR)]
    others = {one: "已核实" for one in told if "只有标题" not in one}
    with pytest.raises(Refused, match="「（四）政府信息公开平台建设」只有标题，下面没有文字；请补写"):
        actions.check_report(**by(drafted), answers=others)


def test_the_problems_are_drafted_when_there_are_any(drafted):
    assert section(drafted, 5) == ""
    actions.enter_problem(**by(drafted), text="政策解读的形式还比较单一")
    actions.write_draft(**by(drafted))
    assert "（一）存在的主要问题。政策解读的形式还比较单一。" in section(drafted, 5)


def test_a_number_follows_the_records_until_it_is_frozen(drafted):
    check_report(drafted, drafted.district, YEAR, JANUARY)
    filing = actions.file_report(by=drafted.sun_li, agency=drafted.district, year=YEAR, day=JANUARY)
    receive(drafted, date(2024, 12, 30))
    assert "新收政府信息公开申请2件" in section(drafted, 1)
    assert "新收政府信息公开申请1件" in filing.document["sections"][0]["text"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年收到政府信息公开申请12件。", ["12"]),
        ("全年收到政府信息公开申请1件。", []),
        ("全年收到政府信息公开申请{cases.new_received}件，上年结转2件。", ["2"]),
        ("共转载信息12条，收到政府信息公开申请12件。", ["12条", "12"]),
    ],
)
def test_a_typed_number_that_contradicts_the_tables_is_marked_while_it_is_typed(drafted, text, wrong):
    seen = printed.preview(drafted.district, YEAR, 1, prose.living(text))
    assert [piece.text for line in seen.lines for piece in line if piece.wrong] == wrong
    assert all("按记录" in one for one in seen.against)


def test_the_draft_leaves_alone_what_somebody_wrote(drafted):
    actions.write_section(**by(drafted), number=1, text="（一）主动公开。按要求公开。")
    actions.write_draft(**by(drafted))
    assert section(drafted, 1) == "（一）主动公开。按要求公开。"
    actions.write_draft(**by(drafted), sections=frozenset({1}))
    assert "（二）依申请公开。" in section(drafted, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共{items.nothing}条", "没有「items.nothing」这个指标"),
        ("共{items.published colour=red}条", "不能按「colour」细分"),
        ("共{items.published item_class=red}条", "没有「red」"),
        ("共{条", "单独的「{」"),
    ],
)
def test_what_cannot_be_counted_is_not_written(drafted, text, told):
    with pytest.raises(Refused, match=told):
        actions.write_section(**by(drafted), number=1, text=text)


def test_a_text_with_braces_from_before_stays_as_it_is(town):
    text = "共{3}件，{cases.new_received}件"
    SectionText.objects.create(agency=town.district, year=YEAR, number=1, text=text)
    assert section(town, 1) == text


def test_a_comparison_counts_the_year_before_too(town):
    receive(town, date(2023, 5, 4))
    receive(town, date(2023, 5, 5))
    receive(town, date(2024, 5, 6))
    actions.write_section(**by(town), number=1, text="新收{cases.new_received compared}。")
    assert section(town, 1) == "新收比上年减少1件。"


def test_several_values_of_a_dimension_are_added(town):
    text = "{appeals.total appeal_kind=litigation_direct|litigation_after_reconsideration}"
    actions.write_section(**by(town), number=1, text=text)
    assert section(town, 1) == "0"


def test_last_years_problem_stands_beside_what_was_done_about_it(town):
    given = {"by": town.li_qiang, "day": JANUARY}
    before = actions.enter_problem(
        **given, agency=town.district, year=YEAR - 1, text="政策解读形式单一", measure="多用图表"
    )
    actions.improve_problem(**given, problem=before, improved="本年图解、视频解读已占三成")
    actions.enter_problem(**by(town), text="专职人员不足", measure="充实人员")
    dropped = actions.enter_problem(**by(town), text="重复的一条")
    actions.drop_problem(**given, problem=dropped, reason="与上一条重复")
    assert prose.problems(town.district, YEAR) == {
        "problems": "专职人员不足。",
        "improvements": "针对上年政策解读形式单一，本年图解、视频解读已占三成。下一步，充实人员。",
    }
    actions.write_draft(**by(town))
    assert "（一）存在的主要问题。专职人员不足。" in section(town, 5)


def test_every_number_of_the_law_is_one_that_is_counted(db):
    texts = [
        part for block in prose.blocks_for("department", date(YEAR, 12, 31)).values() for part in block.asked
    ]
    assert texts
    assert [prose.why_uncountable(one) for one in texts if prose.why_uncountable(one)] == []
