"""Are title, period and the six sections found, whatever became of them on the way?"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.form import form
from gongkai.prose.sections import find_period, find_sections, find_title, heading_number

LAYOUT = form("2021")
HEADINGS = [heading.heading for heading in LAYOUT.sections]
TEXTS = ["办公室把公开做实。", "", "", "", "栏目更新偏慢。", "未收取信息处理费。"]
PLAIN = [line for heading, text in zip(HEADINGS, TEXTS, strict=True) for line in (heading, text) if line]
DOTTED = [f"{heading}……{page}" for page, heading in enumerate(HEADINGS, start=1)]
TITLE = "2024年政府信息公开工作年度报告"
TRADITIONAL = [
    "一、總體情況",
    "二、主動公開政府信息情況",
    "三、收到和處理政府信息公開申請情況",
    "四、政府信息公開行政復議、行政訴訟情況",
    "五、存在的主要問題及改進情況",
    "六、其他需要報告的事項",
]


def with_headings(change):
    return [change(line) if line in HEADINGS else line for line in PLAIN]


LAYOUTS = {
    "plain": PLAIN,
    "marked up at different levels": with_headings(lambda line: f"{'#' * (1 + len(line) % 4)} {line}"),
    "without numbers": with_headings(lambda line: line.split("、", 1)[1]),
    "numbered as parts": with_headings(lambda line: f"第{line[0]}部分 {line[2:]}"),
    "with spaces": with_headings(" ".join),
    "a table of contents first": [*HEADINGS, *PLAIN],
    "a table of contents with pages first": [*DOTTED, *PLAIN],
    "a table of contents on one line first": [" ".join(HEADINGS), *PLAIN],
    "everything in one paragraph": ["".join(h + t for h, t in zip(HEADINGS, TEXTS, strict=True))],
    "text behind the heading": ["一、总体情况　办公室把公开做实。", *PLAIN[2:]],
    "traditional": with_headings(lambda line: TRADITIONAL[HEADINGS.index(line)]),
    "a sub-heading like a heading": [
        PLAIN[0],
        PLAIN[1],
        "（二）主动公开政府信息情况",
        *PLAIN[2:],
    ],
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_six_sections_are_found(name):
    found = find_sections(LAYOUTS[name], LAYOUT)
    assert [section.number for section in found] == [1, 2, 3, 4, 5, 6]
    texts = [section.text.replace("\n（二）主动公开政府信息情况", "") for section in found]
    assert texts == TEXTS


@pytest.mark.parametrize("number", ["1.", "2、", "（一）"])
def test_a_numbered_sub_heading_under_section_one_is_no_section(number):
    sub = f"{number}主动公开政府信息情况"
    found = find_sections([PLAIN[0], sub, "公开328条。", *PLAIN[2:]], LAYOUT)
    assert [section.number for section in found] == [1, 2, 3, 4, 5, 6]
    assert found[0].text == f"{sub}\n公开328条。"
    assert found[1].heading == HEADINGS[1]


def test_sections_that_are_all_numbered_in_figures_are_sections():
    lines = [f"{HEADINGS.index(line) + 1}.{line[2:]}" if line in HEADINGS else line for line in PLAIN]
    assert [section.number for section in find_sections(lines, LAYOUT)] == [1, 2, 3, 4, 5, 6]


def test_all_titles_on_one_line_are_six_sections_without_text():
    found = find_sections([" ".join(HEADINGS)], LAYOUT)
    assert [(section.heading, section.text) for section in found] == [(heading, "") for heading in HEADINGS]


def test_a_wrong_number_stays_in_the_heading_and_does_not_mislead():
    found = find_sections([*PLAIN[:-2], "五、其他需要报告的事项", PLAIN[-1]], LAYOUT)
    assert (found[-1].number, found[-1].heading) == (6, "五、其他需要报告的事项")


@pytest.mark.parametrize(
    "line",
    ["（一）主动公开情况", "总体情况良好。", "一是总体情况向好", "六、联系方式", "情况", "详见总体情况部分"],
)
def test_running_text_is_no_heading(line):
    assert heading_number(line, LAYOUT) is None


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["示范市教育局 2024 年政府信息公开工作年度报告"], "示范市教育局", 2024),
        (["# 示范市教育局", "2024年度政府信息公开工作年度报告"], "示范市教育局", 2024),
        (["示范市教育局政府信息公开年报（2023年度）"], "示范市教育局", 2023),
        (["示范市教育局二〇二三年政府信息公开工作年度报告"], "示范市教育局", 2023),
        (["2024年示范县北山镇人民政府信息公开工作年度报告"], "示范县北山镇人民政府", 2024),
        (["示範市教育局2024年政府信息公開工作年度報告"], "示范市教育局", 2024),
        (
            ["示范市教育局政府信息公开工作年度报告", "一、总体情况", "2022年，我局照章办事。"],
            "示范市教育局",
            2022,
        ),
        (
            ["示范市教育局政府信息公开工作年度报告", "统计期限为2021年1月1日至2021年12月31日。"],
            "示范市教育局",
            2021,
        ),
    ],
)
def test_the_title_tells_agency_and_year(lines, agency, year):
    title = find_title(lines)
    assert (title.agency, title.year) == (agency, year)


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        (
            ["示范市临港高新技术产业开发区管理委员会自", "然资源和规划建设局", TITLE],
            "示范市临港高新技术产业开发区管理委员会自然资源和规划建设局",
        ),
        (
            ["示范市云溪区人民政府行政审批服务管理局2024年政府信息公", "开工作年度报告"],
            "示范市云溪区人民政府行政审批服务管理局",
        ),
        (["首页", "示范市档案馆", TITLE], "示范市档案馆"),
        (["当前位置：示范市政府信息公开平台 > 年报", "示范市档案馆", TITLE], "示范市档案馆"),
        (["示范市临港高新技术产业开发区管理委员会", "示范市档案馆", TITLE], "示范市档案馆"),
    ],
)
def test_a_name_broken_over_lines_is_put_together_and_nothing_else_is(lines, agency):
    title = find_title(lines)
    assert (title.agency, title.year) == (agency, 2024)


def test_a_notice_about_reports_is_no_title():
    assert find_title(["关于编制2024年政府信息公开工作年度报告的通知"]) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("统计期限自2024年1月1日起至2024年12月31日止", (date(2024, 1, 1), date(2024, 12, 31))),
        ("统计期间为 2023 年 1 月 1 日至 12 月 31 日", (date(2023, 1, 1), date(2023, 12, 31))),
        ("数据从20231月1日到12月31日", (date(2023, 1, 1), date(2023, 12, 31))),
        ("本报告期限为2024年1月1日至12月30日", (date(2024, 1, 1), date(2024, 12, 30))),
        ("2024年3月1日至2024年3月15日开展宣传", None),
        ("统计期间为2024年1月1日至2月30日", None),
    ],
)
def test_the_period_is_the_one_of_the_figures(text, period):
    assert find_period(text) == period
