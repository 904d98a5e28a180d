"""Are agency and year found where the title fails, and is nobody's name made up?"""

from __future__ import annotations

import pytest

from gongkai.prose.head import find_head, opening

TITLE = "示范市教育局2024年政府信息公开工作年度报告"
PERIOD = "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"


@pytest.mark.parametrize(
    "lines",
    [
        [f"{TITLE} 根据《中华人民共和国政府信息公开条例》要求，编制本报告。"],
        [f"{TITLE}根据有关规定，本局编制了本报告，全文包括六个部分。{PERIOD}"],
        [f"标题：{TITLE}"],
        [f"首页 > 信息公开年报 > {TITLE} 发布时间：2025-01-20"],
        ["政府信息公开年报", "首页", TITLE],
        [f"2024年，我局认真落实《条例》。现形成《{TITLE}》，{PERIOD}"],
        ["政府信息公开工作年度报告", "发布机构：示范市教育局 发布日期：2025-01-20", PERIOD],
        ["政府信息公开工作年度报告", PERIOD, "一、总体情况", "示范市教育局", "2025年1月20日"],
        ["政府信息公开工作年度报告", PERIOD, "2024年，示范市教育局认真贯彻落实《条例》。"],
        ["2024年政府信息公开工作年度报告", "本报告由示范市教育局根据《条例》编制。"],
        ["2024年，示范市教育局坚持以公开为常态。", PERIOD],
        [f"索 引 号：SF-2025-001 发布机构：示范市教育局 发文日期：2025-01-20 名 称：{TITLE}", PERIOD],
        [f"当前位置：首页>政务公开>年报 {TITLE} 来源：示范市教育局 发布时间：2025-01-20 一、总体情况"],
        [f"【年报】{TITLE}", PERIOD],
        [f"{TITLE}_示范市人民政府门户网站", PERIOD],
        ["2024年政府信息公开工作年度报告", "（示范市教育局）", PERIOD],
        ["2024年政府信息公开工作年度报告-示范市教育局", PERIOD],
        ["政府信息公开年报", "根据《条例》，由示范市教育局编制的2024年度政府信息公开年度报告。", PERIOD],
        ["2024年政府信息公开工作年度报告", PERIOD, "六、其他需要报告的事项", "示范市教育局 2025年1月20日"],
        ["2024年政府信息公开工作年度报告", "索引号 发布机构 示范市教育局 生成日期 2025-01-20", PERIOD],
        ["2024年政府信息公开工作年度报告", "2024年，在市委领导下，示范市教育局（以下简称“我局”）照章办事。"],
        ["2024年政府信息公开年度报告", "如有疑问，请与示范市教育局办公室联系（地址：公园路1号）。", PERIOD],
        ["政府信息公开工作年度报告", "示范市教育局编制2024年度政府信息公开工作年度报告。", PERIOD],
        [
            "政府信息公开工作年度报告",
            "根据《条例》，示范市教育局编制2024年度政府信息公开工作年度报告。",
            PERIOD,
        ],
        ["政府信息公开工作年度报告", "示范市教育局按照规定编制了本报告。", PERIOD],
        ["政府信息公开工作年度报告", "按照规定，示范市教育局编制了本报告。", PERIOD],
        ["政府信息公开工作年度报告", "现将示范市教育局2024年度政府信息公开工作年度报告公布如下。", PERIOD],
        [
            "2024年政府信息公开工作年度报告",
            "根据规定，示范市教育局向社会公布2024年度政府信息公开工作年度报告。",
        ],
        ["信息公开年报", "按照有关规定，示范市教育局现将2024年政府信息公开工作情况报告如下。", PERIOD],
    ],
)
def test_agency_and_year_are_found_where_the_page_states_them(lines):
    head = find_head(lines)
    assert (head.agency, head.year) == ("示范市教育局", 2024)


@pytest.mark.parametrize(
    "lines",
    [
        ["2024年，县政府坚持以公开为常态。", PERIOD],
        ["2024年，在市委的领导下，我局认真贯彻落实《条例》。", PERIOD],
        ["政府信息公开工作年度报告", "市公安局", "2025年1月20日", PERIOD],
        ["根据《示范市政府信息公开规定》编制本报告。", PERIOD],
        ["我局编制了本报告，县政府向社会公布2024年度报告。", PERIOD],
        ["按照国务院办公厅印发的格式，编制2024年度报告。", PERIOD],
        ["示范市人民政府", "首页", "机构概况", "通知公告", "2024年政府信息公开工作年度报告", PERIOD],
    ],
)
def test_a_name_that_does_not_say_whose_it_is_is_no_agency(lines):
    head = find_head(lines)
    assert (head.agency, head.year) == (None, 2024)


@pytest.mark.parametrize(
    "lines",
    [
        ["示范市教育局", "2024年政府信息公开工作年度报告"],
        ["示范市教育局2024年", "政府信息公开工作年度报告"],
        ["示范市教育局2024年度", "政府信息公开工作年度报告"],
    ],
)
def test_a_title_that_is_broken_before_or_behind_the_year_is_one(lines):
    found = find_head([*lines, "一、总体情况", PERIOD])
    assert (found.text, found.agency, found.year) == ("".join(lines), "示范市教育局", 2024)


def test_a_name_above_a_title_without_a_year_is_no_part_of_it():
    found = find_head(["示范市教育局", "政府信息公开工作年度报告", PERIOD])
    assert (found.text, found.agency, found.year) == ("政府信息公开工作年度报告", "示范市教育局", 2024)


def test_a_report_named_in_a_sentence_about_another_year_is_not_this_one():
    head = find_head([TITLE, "对照《示范市教育局2023年政府信息公开工作年度报告》，数量上升。"])
    assert head.year == 2024


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([TITLE, "2023年，我局认真贯彻落实《条例》。", "一、总体情况"], "2023年"),
        ([TITLE, "一、总体情况", "2025年，我局认真贯彻落实《条例》。"], "2025年"),
        (
            [TITLE, "一、总体情况", "2023年，我局认真贯彻落实《条例》。"],
            None,
        ),  # found by the check of the prose
        ([TITLE, "2024年，我局认真贯彻落实《条例》。"], None),
        ([TITLE, "2019年，新修订的《条例》施行以来，我局照章办事。"], None),
        ([TITLE, "2023年印发的《示范市公开办法》实施以来，我局照章办事。"], None),
        ([TITLE, "2023年，我局公开12条，2024年增加到20条。"], None),
    ],
)
def test_a_first_sentence_of_another_year_than_the_title_is_told(lines, said):
    told = opening(lines, 2024)
    assert told is None if said is None else told is not None and told.said.startswith(said)


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("根据《条例》第五十条规定，现公布示范市教育局2023年度政府信息公开工作年度报告。", 2023),
        ("现公布示范市教育局2023年度政府信息公开工作年度报告。统计期限自2024年1月1日起。", 2023),
        ("根据条例规定，现发布2023年政府信息公开工作年度报告。", 2023),
        ("本年度报告由示范市教育局编制，全文为2023年度报告。", 2023),
        ("现公布示范市教育局2024年度政府信息公开工作年度报告。", None),
        ("按时公布2023年度政府信息公开工作年度报告。", None),
        ("实现公开2023年度政府信息公开工作年度报告全覆盖。", None),
        ("现公布2024年度政府信息公开工作年度报告，对照2023年度报告改进。", None),
    ],
)
@pytest.mark.parametrize("heading", [[], ["一、总体情况"]])
def test_a_report_announced_as_that_of_another_year_than_the_title_is_told(heading, sentence, year):
    told = opening([TITLE, *heading, sentence], 2024)
    assert (told and told.year) == year


def test_a_sentence_about_reports_is_no_title():
    head = find_head(["关于做好2024年政府信息公开工作年度报告编制的通知"])
    assert (head.text, head.agency) == ("", None)
