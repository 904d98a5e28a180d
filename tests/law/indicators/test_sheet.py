"""Does the sheet of a year hold every indicator, and do its sums tell what does not hold?"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import python_calamine

from gongkai.checking import Finding, check
from gongkai.drafting.references import counted_of
from gongkai.indicators import Sheet, asked, kept, made, of_year, workbook
from gongkai.report import BLANK, Note
from tests.law.aggregation.made import YEAR, report

GROUPS = (
    *("发布", "转载", "解读", "上报", "新媒体", "公报", "规范性文件", "执法", "申请", "复议诉讼"),
    *("收费", "互动", "质量", "安全", "监督", "队伍", "网站"),
)
PUBLISHED = counted_of("items.published")


def sheet(parts: Any = None, **numbers: Any) -> Sheet:
    """The sheet of 2024 where everything counted is one, but for these."""
    own = replace(report("示范市档案馆", new=3, done=2, out=1), agency="示范市档案馆")
    counted = dict.fromkeys(asked(YEAR), 1)
    known = of_year(YEAR)
    for code, value in {"published": 4, "interpretations": 3, **numbers}.items():
        reference = known[code].counted
        assert reference
        counted[reference] = value
    return made(own, counted, parts or {}, check(own))


def failing(found: Sheet) -> list[str]:
    return [one.sentence for one in found.failing]


def test_all_groups_stand_in_the_order_of_the_handbook() -> None:
    assert tuple(dict.fromkeys(line.group for line in sheet().lines)) == GROUPS


def test_every_cell_of_tables_three_and_four_stands_on_it() -> None:
    cells = [line.cell for line in sheet().lines if line.cell]
    layout = report("甲").layout
    assert set(cells) == set(layout.cells)
    assert len(cells) == len(set(cells))


def test_a_sound_year_passes_every_check() -> None:
    found = sheet()
    assert failing(found) == []
    assert "主动公开信息总数4，概况类信息1＋政务动态信息1＋信息公开目录信息1＋其他信息1＝4：相符。" in [
        one.sentence for one in found.checks
    ]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (
            {"published": 5},
            "主动公开信息总数5，概况类信息1＋政务动态信息1＋信息公开目录信息1＋其他信息1＝4：相差1。",
        ),
        ({"interpretations": 2}, "政策解读总数2，部门解读1＋多样性解读1＋媒体解读1＝3：相差1。"),
        ({"adopted": 9}, "采用信息9，不多于上报信息1：多出8。"),
        ({"fee_collected": Decimal("2.50")}, "实际收取金额2.5，不多于通知总金额1：多出1.5。"),
        ({"sweep_mended": 3}, "排查整改3，不多于排查命中（错敏字、错链、个人信息）1：多出2。"),
        ({"opinions_adopted": 2}, "采纳的意见2，不多于征集到的意见1：多出1。"),
    ],
)
def test_a_sum_that_does_not_hold_is_told_with_its_numbers(numbers: dict[str, Any], told: str) -> None:
    assert failing(sheet(**numbers)) == [told]


def test_what_falls_apart_by_month_must_come_to_the_whole() -> None:
    months = [("1月", 1), ("2月", 2)]
    assert failing(sheet({(PUBLISHED, "month"): [*months, ("3月", 1)]})) == []
    assert failing(sheet({(PUBLISHED, "month"): months})) == [
        "主动公开信息总数4，各分项（2 项）之和＝3：相差1。"
    ]


def test_a_sum_of_which_a_part_is_not_known_neither_holds_nor_fails() -> None:
    known = of_year(YEAR)
    own = report("甲", new=3, done=3)
    counted = dict.fromkeys(asked(YEAR), 1)
    del counted[counted_of("items.published item_class=news")]
    assert known["published"].sum_of
    found = made(own, counted, {}, ())
    (told,) = (one for one in found.checks if one.sentence.startswith("主动公开信息总数"))
    assert (told.holds, told.sentence) == (None, "主动公开信息总数：有的数没有登记，不能核对。")


def test_a_cell_without_a_number_says_what_stands_there() -> None:
    own = report("甲", new=3, done=3)
    blank, stroke = "table2.rules.issued_count", "table2.rules.repealed_count"
    cells = {**own.cells, blank: None, stroke: None}
    own = replace(
        own, cells=cells, notes=(Note(BLANK, "空着", blank, ""), Note(BLANK, "写的是／", stroke, "／"))
    )
    found = {line.cell: line for line in made(own, dict.fromkeys(asked(YEAR), 0), {}, ()).lines}
    assert [(found[cell].value, found[cell].words) for cell in (blank, stroke)] == [
        (None, "空"),
        (None, "／"),
    ]


def test_a_rule_of_two_tables_is_told_beside_the_one_that_breaks_it() -> None:
    finding = replace(_whole_number(), cells=("table3.new_received.natural_person",))
    found = made(report("甲", new=3, done=3), dict.fromkeys(asked(YEAR), 0), {}, [finding])
    assert [one.group for one in found.failing] == ["申请"]


def _whole_number() -> Finding:
    own = report("甲", new=3, done=3)
    wrong = replace(own, cells={**own.cells, "table3.new_received.natural_person": 4})
    return replace(next(iter(check(wrong))), rule="cells.whole_numbers")


def test_the_rules_of_table_three_stand_among_the_checks() -> None:
    own = report("甲", new=3, done=3)
    wrong = replace(own, cells={**own.cells, "table3.new_received.natural_person": 4})
    found = made(wrong, dict.fromkeys(asked(YEAR), 0), {}, check(wrong))
    assert any("第一项" in one or "新收" in one for one in failing(found))
    assert {one.group for one in found.failing} == {"申请"}


def test_what_no_register_holds_is_no_zero() -> None:
    lines = {line.label: line for line in sheet().lines}
    assert (lines["责任追究"].value, lines["责任追究"].words) == (None, "未登记")
    assert (lines["采用率"].value, lines["采用率"].words) == (Decimal("100.0"), "")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({}, (None, "未报")),
        ({"leaks.happened": 2}, (2, "")),
        ({"zero-reports.stated register=leaks": 1}, (0, "")),
    ],
)
def test_a_nought_that_nobody_stated_is_not_reported(
    numbers: dict[str, int], told: tuple[int | None, str]
) -> None:
    counted = dict.fromkeys(asked(YEAR), 0) | {counted_of(name): one for name, one in numbers.items()}
    found = made(report("甲", new=3, done=3), counted, {}, ())
    (line,) = (one for one in found.lines if one.label == "失泄密事件")
    assert (line.value, line.words) == told


def test_a_study_is_no_meeting_and_a_scan_no_assessment_of_risk() -> None:
    held = {"meetings.held": 5, "meetings.met": 3, "assessments.made": 9, "assessments.risk": 8}
    counted = dict.fromkeys(asked(YEAR), 0) | {counted_of(name): one for name, one in held.items()}
    found = made(report("甲", new=3, done=3), counted, {}, ())
    values = {line.label: line.value for line in found.lines}
    assert (values["会议"], values["风险评估"]) == (3, 8)


def test_a_share_is_never_above_the_exact_value() -> None:
    lines = {line.label: line for line in sheet(adopted=2, reported_up=3).lines}
    assert lines["采用率"].value == Decimal("66.6")


def test_the_workbook_holds_the_sheet_with_its_checks() -> None:
    found = sheet(adopted=9)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook(found)))
    (name,) = book.sheet_names
    rows = book.get_sheet_by_name(name).to_python()
    assert [row[1].strip("　") for row in rows[2 : 2 + len(found.lines)]] == [
        line.label for line in found.lines
    ]
    values = [None if row[2] == "" else Decimal(str(row[2])) for row in rows[2 : 2 + len(found.lines)]]
    assert values == [None if line.value is None else Decimal(line.value) for line in found.lines]
    assert ["上报", "采用信息9，不多于上报信息1：多出8。", "不符"] in [row[:3] for row in rows]


def test_a_sheet_is_read_again_as_it_was_kept() -> None:
    found = sheet()
    assert any(isinstance(line.value, Decimal) for line in found.lines)
    read = kept.from_json(json.loads(json.dumps(kept.to_json(found))))
    assert read == replace(
        found, lines=tuple(replace(line, counted=None, code="", apart=False) for line in found.lines)
    )
