"""Are slips of writing found, and good Chinese left alone?"""

from __future__ import annotations

import pytest

from gongkai.prose.lint import gaps, remnants, repealed, repeated_words, says_nothing, unfinished
from gongkai.prose.repetition import share_taken_over

GOOD = "一是逐条逐条核对，大家讨论讨论再定，的的确确有用；二是进行了了解，方方面面都问到。三是年年如此。"


@pytest.mark.parametrize("text", ["加强政府政府信息公开", "提高公开的的质量", "及时更新栏目更新栏目"])
def test_words_that_stand_twice(text):
    assert list(repeated_words(text))


@pytest.mark.parametrize(
    "text",
    ["一是登记。三是答复。", "一是登记。二是答复。二是归档。", "二是登记。", "（一）登记。\n（三）归档。"],
)
def test_gaps_in_an_enumeration(text):
    assert list(gaps(text))


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "一是登记，二是答复。另一方面，一是归档；二是检索；三是统计。",
        "（四）平台建设 一是改版。二是检索。",
        "统一是关键。第二十条第（三）项。",
        "（一）登记。\n（二）答复。",
    ],
)
def test_good_chinese_is_left_alone(text):
    assert not list(gaps(text))
    assert not list(repeated_words(text))


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("今后将继续加强培训，", True),
        ("今后将继续加强培训，不断提高工作人员的业务水平", True),
        ("推进平台建设和", True),
        ("今后将继续加强培训。", False),
        ("今后将继续加强培训。\n示范市教育局\n2025年1月20日", False),
        ("无", False),
        ("没有需要报告的事项；", False),
    ],
)
def test_the_end_of_a_section(text, broken):
    assert bool(unfinished(text)) is broken


BEFORE = "各科室逐项核对栏目，发现空缺随即补齐。对来信询问的群众，先电话沟通再书面回复。全年培训3次。"


def test_what_was_taken_over_is_counted_without_figures_and_order():
    moved = "全年培训5次。对来信询问的群众，先电话沟通再书面回复。各科室逐项核对栏目，发现空缺随即补齐。"
    share, length = share_taken_over(moved, BEFORE)
    assert share > 0.85
    assert length == sum("一" <= sign <= "龥" for sign in moved)


def test_a_new_text_takes_nothing_over():
    assert share_taken_over("今年改写了指南，新设一个查阅点，并请群众代表评议。", BEFORE)[0] == 0
    assert share_taken_over("", BEFORE) == (0.0, 0)


def test_the_same_text_is_taken_over_whole_and_no_more():
    assert share_taken_over(BEFORE, BEFORE)[0] == 1


def test_one_gap_is_told_once():
    assert [slip.text for slip in gaps("一是登记。三是答复。四是归档。")] == ["三是"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("XX年，我局收到申请。", ["XX"]),
        ("收到申请××件。", ["××"]),
        ("【此处填写】", ["【此处填写】"]),
        ("（请补充具体数字）", ["(请补充具体数字)"]),
        ("培训___次。", ["___"]),
        ("示范市XX局", ["XX"]),
        ("二〇二四年收到申请，EXX项目。", []),
        ("《关于XX的通知》", []),
        ("【主动公开】公开信息12条。", []),
        ("（填写说明见附件）", []),
    ],
)
def test_what_a_template_left(text, left):
    assert [slip.text for slip in remnants(text)] == left


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("无。", True),
        ("（一）存在的主要问题。\n（二）改进情况。", True),
        ("一、存在问题\n二、下一步措施", True),
        ("（一）存在的主要问题。公开意识不强。\n（二）改进情况。", False),
        ("（一）公开意识不强。\n（二）改进情况。", False),
        ("（无）", True),
        ("暂无", True),
        ("无相关情况。", True),
        ("无人机巡查的信息公开不够。", False),
    ],
)
def test_a_section_that_says_only_none(text, nothing):
    assert says_nothing(text) is nothing


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。", ["国务院令第492号"]),
        ("收到申请后在15个工作日内答复申请人。", ["15个工作日内答复"]),
        ("均在十五个工作日内办结。", ["十五个工作日内办结"]),
        ("修订前的条例（国务院令第492号）已经废止。", []),
        ("第三方应当在15个工作日内答复。", []),
        ("在20个工作日内答复申请人。", []),
        ("信箱来信15个工作日内答复。", []),
    ],
)
def test_law_that_was_repealed(text, old):
    assert [slip.text for slip in repealed(text)] == old


def test_an_item_behind_a_full_stop_is_no_gap():
    assert list(gaps("特向社会公布。（一）主动公开。\n（二）依申请公开。")) == []
