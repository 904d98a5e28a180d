"""Is a plain contradiction found in the reports of offices with few requests, and what is right left alone?

Where every number is small each of them is near every other, and much that is wrong looks like something
else: the natural persons alone, a figure beside it, a change of the same size. A passage of its own is put
behind the opening of 示范市教育局 2024: forty requests, thirty of them from natural persons, three left over.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.checking import check
from gongkai.checking.findings import NOTE
from gongkai.form import form
from gongkai.report import completed
from tests.law.checking import builders as b

OPENING = "2024年，示范市教育局把公开做实。"


def audit_office():
    """示范市审计局 2024: three requests, one of them from an enterprise."""
    counts = {
        "table3.new_received.natural_person": 2,
        "table3.new_received.commercial_enterprise": 1,
        "table3.partially_granted.natural_person": 1,
        "table3.denied_process_information.natural_person": 1,
        "table3.unavailable_not_held.commercial_enterprise": 1,
    }
    return _small("示范市审计局", counts)


def township():
    """示范县柳林乡人民政府 2024: five requests, all from natural persons."""
    counts = {
        "table3.new_received.natural_person": 5,
        "table3.granted.natural_person": 2,
        "table3.partially_granted.natural_person": 1,
        "table3.unavailable_not_held.natural_person": 2,
    }
    return _small("示范县柳林乡人民政府", counts)


def sued():
    """示范县柳林乡人民政府 2024 with three reconsiderations and three lawsuits, one of them direct."""
    cells = {
        "table4.reconsideration.upheld": 2,
        "table4.reconsideration.corrected": 1,
        "table4.reconsideration.total": 3,
        "table4.litigation_direct.upheld": 1,
        "table4.litigation_direct.total": 1,
        "table4.litigation_after_reconsideration.upheld": 1,
        "table4.litigation_after_reconsideration.pending": 1,
        "table4.litigation_after_reconsideration.total": 2,
    }
    made = township()
    return replace(made, cells={**made.cells, **cells})


def found_in_four(passage):
    told = check(b.saying(sued(), 4, passage))
    return [
        one.message
        for one in told
        if one.rule.startswith("prose.") and one.severity != NOTE and "第四部分" in one.message
    ]


def _small(agency, counts):
    layout = form("2021")
    table2 = {cell: 0 for cell, place in layout.cells.items() if place.table == 2}
    return b.report("2021", table2 | completed(layout, counts), b.sections(), agency, 2024)


def found(passage, made=None, opening=OPENING):
    told = check(b.saying(made or b.office(), 1, f"{opening}\n{passage}"))
    return [one.message for one in told if one.rule.startswith("prose.") and one.severity != NOTE]


CHANGES = {  # right, and the same the wrong way round
    "收到政府信息公开申请40件，较上年50件下降20%。": ("下降20%", "增长20%"),
    "收到政府信息公开申请40件，同比下降20.0%（上年50件），全部来自社会。": ("下降20.0%", "增长20.0%"),
    "收到政府信息公开申请40件，比上年的32件增长25%。": ("增长25%", "下降25%"),
    "收到政府信息公开申请40件，比上年的50件减少10件。": ("减少10件", "增加10件"),
    "收到政府信息公开申请40件，比上年增加8件（上年32件）。": ("增加8件", "减少8件"),
    "作出行政许可50件，较上年40件增长25%。": ("增长25%", "下降25%"),
    "作出行政许可50件，较上年的80件下降37.5%。": ("下降37.5%", "上升37.5%"),
}


RIGHT_CHANGES = [
    "收到申请40件，较上年50件负增长20%。",
    "收到申请40件，较上年50件增幅为-20%。",
    "收到申请40件，同比-20%（上年50件）。",
    "收到申请40件，比上年50件变化-10件。",
    "收到申请40件，较上年50件不增反降20%。",
    "收到申请40件，上年50件比今年多10件。",
    "收到申请40件，上年32件比今年少8件。",
    "收到申请40件，去年32件，去年比今年少8件。",
    "收到申请40件，上年32件，较之少8件。",
]


@pytest.mark.parametrize("passage", RIGHT_CHANGES)
def test_a_change_told_from_the_other_side_is_right(passage):
    assert found(passage) == []


@pytest.mark.parametrize("right", CHANGES)
def test_a_rise_that_is_told_as_a_fall_is_found(right):
    told, turned = CHANGES[right]
    assert found(right) == []
    [message] = found(right.replace(told, turned))
    assert turned.strip("件%") in message, message


def test_the_message_on_a_turned_change_says_both_ways():
    [message] = found("作出行政许可50件，较上年80件增长37.5%。")
    assert "写的是增长37.5%，按从80到50算是下降37.5%" in message


CHANGED_PLACES = [
    ("申请人中自然人30件，商业企业10件。", "申请人中自然人10件，商业企业30件。"),
    ("收到申请40件，其中自然人申请30件，企业申请10件。", "收到申请40件，其中自然人申请10件，企业申请30件。"),
    ("办理结果为予以公开28件、部分公开2件。", "办理结果为予以公开2件、部分公开28件。"),
    ("办理结果：不掌握9件，部分公开2件。", "办理结果：不掌握2件，部分公开9件。"),
]


@pytest.mark.parametrize(("right", "wrong"), CHANGED_PLACES)
def test_two_figures_that_changed_places_are_both_found(right, wrong):
    assert found(right) == []
    assert len(found(wrong)) == 2


LISTED_TWICE = [
    "申请人中自然人30件，企业10件；2023年自然人10件，企业30件。",
    "其中自然人30件，企业10件，上年自然人20件，企业12件。",
    "予以公开28件、部分公开2件；上年予以公开2件、部分公开28件。",
    "上半年自然人10件、企业30件。",
]


@pytest.mark.parametrize("passage", LISTED_TWICE)
def test_the_same_list_of_another_time_has_changed_no_places(passage):
    assert found(passage) == []


PARTS = [
    ("其中部分公开一件、不予公开一件、不掌握一件。", "三", "两"),
    ("其中部分公开1件，不予公开1件，无法提供1件。", "3", "2"),
    ("部分公开1件、不予公开1件、本机关不掌握1件。", "3", "4"),
]


@pytest.mark.parametrize(("parts", "right", "wrong"), PARTS)
def test_parts_that_come_to_the_total_are_held_against_a_whole_that_is_less(parts, right, wrong):
    assert found(f"2024年收到申请{right}件，{parts}", audit_office()) == []
    assert found(f"2024年收到申请{wrong}件，{parts}", audit_office())


ALL_NATURAL = [
    "共收到政府信息公开申请5件，全部为自然人申请，主要涉及土地确权；其中予以公开2件，部分公开1件，本机关不掌握{}件。",
    "收到政府信息公开申请5件，均来自自然人，其中予以公开2件、部分公开1件、不掌握{}件。",
    "收到政府信息公开申请5件，均为自然人提出。予以公开2件，部分公开1件，不掌握{}件。",
]


@pytest.mark.parametrize("passage", ALL_NATURAL)
def test_the_results_of_requests_that_are_all_of_one_kind_are_those_of_all(passage):
    assert found(passage.format(2), township()) == []
    assert found(passage.format(1), township())


FINISHED = [
    "当年全部办结。",
    "当年均已办结。",
    "本年全部办结。",
    "当年收到的申请均已办结。",
    "全部申请当年都已办结。",
]


@pytest.mark.parametrize("ending", FINISHED)
def test_all_finished_within_the_year_is_held_against_what_is_left_over(ending):
    """Three are left over; the township has nothing left."""
    passage = "依申请公开方面：全年收到政府信息公开申请{}件，其中1件属信访事项不予处理；"
    assert any("办结" in message for message in found(passage.format(40) + ending))
    assert not any("办结" in message for message in found(passage.format(5) + ending, township()))


HISTORY = [
    "全年新收申请40件，办结41件。2022年收到申请26件，近三年申请量总体呈上升趋势。",
    "全年新收申请40件。2022年收到申请21件。",
    "收到申请40件。自2008年《条例》施行以来累计收到申请213件。",
    "收到申请40件。自2019年新《条例》施行至今，共受理申请386件。",
    "2008年《条例》施行以来，累计受理申请213件。",
    "收到申请40件。2021年收到申请11件，2022年收到申请21件，申请量逐年上升。",
    "收到申请40件。2020年受理申请12件，连续四年增长。",
    "自2019年建成专栏起，共发布信息3200条，历年信息均可查阅。",
]


@pytest.mark.parametrize("passage", HISTORY)
def test_a_year_before_the_reports_is_right_in_a_history(passage):
    assert found(passage) == []


@pytest.mark.parametrize(
    "passage", ["2023年收到政府信息公开申请40件，办结41件。", "2022年度收到政府信息公开申请40件。"]
)
def test_last_years_year_left_in_is_found(passage):
    assert any("写的是202" in message for message in found(passage, opening="把公开做实。"))


OF_NOTHING = [
    "设备采购投诉处理9件，其中成立2件，与政府信息公开申请无关。",
    "收到来信3件，与信息公开申请没有关系。",
    "上述诉讼与政府信息公开没有关系。",
    "热线来电12次，与依申请公开无关。",
    "教师资格投诉3件，与政府信息公开工作无关。",
    "以上数据与申请办理无关。",
    "平台改版与申请办理没有直接关系。",
]


@pytest.mark.parametrize("passage", OF_NOTHING)
def test_what_has_nothing_to_do_with_requests_says_nothing_of_their_number(passage):
    assert found(passage) == []


ONE_KIND = ["均来自企业。", "全部来自商业企业。", "均为法人申请。"]


@pytest.mark.parametrize("ending", ONE_KIND)
def test_whose_all_requests_are_is_held_against_the_columns(ending):
    passage = f"收到政府信息公开申请5件，{ending}"
    assert found(passage, township())


@pytest.mark.parametrize(
    "ending",
    ["均来自自然人。", "均来自本地居民。", "均由律师代理提出。", "均来自企业职工。", "全部涉及企业搬迁。"],
)
def test_who_stands_behind_all_requests_is_not_called_wrong(ending):
    assert found(f"收到政府信息公开申请5件，{ending}", township()) == []


@pytest.mark.parametrize("ending", ["没有企业提出的申请。", "无企业申请。", "未收到企业的申请。"])
def test_of_whom_there_were_no_requests_is_held_against_the_columns(ending):
    """示范市审计局 2024: one of three requests came from an enterprise."""
    passage = f"收到政府信息公开申请3件，{ending}"
    assert found(passage, audit_office())
    assert found(passage.replace("3", "5"), township()) == []


@pytest.mark.parametrize("ending", ["上季度没有企业申请。", "没有企业申请延期。", "没有企业搬迁类申请。"])
def test_of_whom_there_were_none_of_some_sort_is_not_called_wrong(ending):
    assert found(f"收到政府信息公开申请3件，{ending}", audit_office()) == []


def last_year(requests):
    counts = {"table3.new_received.natural_person": requests, "table3.granted.natural_person": requests}
    return _small("示范市教育局", counts)


@pytest.mark.parametrize(
    ("before", "passage", "wrong"),
    [
        (40, "收到政府信息公开申请40件，比上年增加6件。", True),
        (34, "收到政府信息公开申请40件，比上年增加6件。", False),
    ],
)
def test_a_rise_where_there_was_none_is_found_by_last_years_report(before, passage, wrong):
    made = replace(last_year(before), year=2023)
    told = check(b.saying(b.office(), 1, f"{OPENING}\n{passage}"), made)
    prose = [one for one in told if one.rule.startswith("prose.") and one.severity != NOTE]
    assert bool(prose) == wrong, [one.message for one in prose]


APPEALS_DENIED = [
    "没有发生行政复议。",
    "未发生行政复议、行政诉讼案件。",
    "本年度无行政复议、行政诉讼情况。",
    "行政复议3件，无纠正。",
    "行政复议3件，均未被纠正。",
    "行政复议3件，均维持。",
    "行政复议3件，全部维持。",
    "复议后起诉2件，均已审结。",
]
APPEALS_RIGHT = [
    "行政复议3件，无其他结果；行政诉讼3件，无纠正。",
    "行政诉讼3件，已审结的均维持。",
    "行政复议3件，均已审结。",
    "未发生行政复议败诉案件。",
    "未发生因信息公开引发的群体性行政复议。",
    "没有涉及政府信息公开的国家赔偿诉讼。",
    "下属学校无行政复议案件。",
    "此外无行政复议。",
    "未再发生行政复议。",
    "无行政赔偿诉讼。",
    "没有行政诉讼再审案件。",
    "上年未发生行政复议，本年3件。",
    "行政复议3件，均未提起行政诉讼。",
    "未作为第三人参加行政诉讼。",
]


@pytest.mark.parametrize("passage", APPEALS_DENIED)
def test_appeals_that_are_denied_in_their_own_section_are_held_against_table_four(passage):
    assert found_in_four(passage)


@pytest.mark.parametrize("passage", APPEALS_RIGHT)
def test_a_denial_of_some_appeals_is_not_one_of_all(passage):
    assert found_in_four(passage) == []
