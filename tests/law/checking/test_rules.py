"""Is each rule found broken by a report that breaks only it, and by no other?"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from gongkai.checking import check, rules
from gongkai.document import to_json
from gongkai.reading import read_bytes
from gongkai.report import (
    CUT_BY_OWN_SUM,
    MISSING_TABLE,
    NOT_WHOLE,
    OTHER_YEAR,
    TRACKED,
    TWO_REPORTS,
    UNSPLIT,
    Note,
    Place,
    Section,
)
from tests.law.checking import builders as b

LONG = "各科室逐项核对栏目内容，发现空缺随即补齐；对来信询问的群众，先电话沟通再书面回复。" * 6
HEAD = "（一）主动公开、（二）依申请公开、（三）政府信息管理、（四）平台建设、（五）监督保障都有专人。"


def noted(made, code, message, cell=None, stated=None):
    return replace(made, notes=(*made.notes, Note(code, message, cell, stated)))


def misread():
    """表三 has a row that resembles one of the form, which was not found."""
    cells = b.office().layout.row3("unavailable_unclear_after_correction")
    return b.with_row(b.with_lost(b.office(), *cells), 3, "补正以后内容仍然不明", *([0] * 7))


def without(made, row):
    """示范市教育局 with a row of table 三 left out, as a document that does not hold it says it."""
    own = made.layout.row3(row)
    return replace(made, cells={cell: None if cell in own else value for cell, value in made.cells.items()})


def swapped():
    """五 and 六 in each other's place."""
    *first, five, six = b.office().sections
    return replace(b.office(), sections=(*first, six, five))


def headed(number, heading):
    """示范市教育局 with another heading of that section."""
    made = b.office()
    return replace(
        made, sections=tuple(replace(s, heading=heading) if s.number == number else s for s in made.sections)
    )


def early_lawsuit():
    """A denial of 2024, and a lawsuit started at once."""
    return b.with_cells(
        b.office(),
        table3__granted__natural_person=19,
        table3__granted__total=27,
        table3__denied_internal_affairs__natural_person=1,
        table3__denied_internal_affairs__total=1,
        table4__litigation_direct__upheld=1,
        table4__litigation_direct__total=1,
    )


def copied():
    """This year's section five is last year's, under another heading there."""
    made = b.saying(b.office(), 5, LONG)
    before = b.year_before(made)
    return made, replace(before, sections=(*before.sections[:4], Section(5, "五、问题", LONG)))


UNREADABLE_ROW = b.office().layout.row3("other_misc")

# rule → report, and what else is given; the report breaks this rule and no other.
CASES = {
    "t3.row_total": lambda: (
        b.with_cells(
            b.town(),
            table3__granted__total=1,
            table3__results_total__total=1,
            table3__carried_over_in__total=1,
        ),
        {},
    ),
    "t3.balance": lambda: (
        b.with_cells(b.office(), table3__carried_over_in__natural_person=5, table3__carried_over_in__total=5),
        {"text": ("上年结转4件", "上年结转5件")},
    ),
    "t3.results_total": lambda: (
        b.with_cells(b.office(), table3__other_misc__natural_person=1, table3__other_misc__total=2),
        {},
    ),
    "cells.whole_numbers": lambda: (
        noted(
            b.with_cells(b.town(), table2__administrative_penalty__decision_count=None),
            NOT_WHOLE,
            "不是整数",
            "table2.administrative_penalty.decision_count",
            "1.5",
        ),
        {},
    ),
    "t4.block_total": lambda: (b.with_cells(b.office(), table4__reconsideration__total=2), {}),
    "cells.blank": lambda: (b.with_blank(b.town(), "table3.granted.natural_person", 0), {}),
    "cells.unreadable": lambda: (b.with_lost(b.office(), *UNREADABLE_ROW), {}),
    "years.agency": lambda: (
        b.office(),
        {"previous": replace(b.year_before(b.office()), agency="示范市科学技术局")},
    ),
    "years.carried_over": lambda: (
        b.office(),
        {
            "previous": b.year_before(
                b.office(), table3__carried_over_out__natural_person=6, table3__carried_over_out__total=6
            )
        },
    ),
    "years.documents_in_force": lambda: (
        b.office(),
        {"previous": b.year_before(b.office(), table2__normative_documents__effective_count=11)},
    ),
    "years.items": lambda: (
        b.trial(),
        {"previous": b.year_before(b.trial(), table2__administrative_licensing__net_change=3)},
    ),
    "years.jump": lambda: (
        b.office(),
        {"previous": b.year_before(b.office(), table2__administrative_licensing__decision_count=100)},
    ),
    "years.pending_appeals": lambda: (
        b.office(),
        {
            "previous": b.year_before(
                b.office(), table4__litigation_direct__pending=2, table4__litigation_direct__total=2
            )
        },
    ),
    "text.taken_over": lambda: (copied()[0], {"previous": copied()[1]}),
    "t2.another_meaning": lambda: (
        b.with_cells(b.trial(), table2__administrative_licensing__decision_count=18),
        {},
    ),
    "t2.documents": lambda: (b.with_cells(b.office(), table2__normative_documents__issued_count=82), {}),
    "t2.rules_competence": lambda: (b.with_cells(b.town(), table2__rules__effective_count=2), {}),
    "form.year": lambda: (noted(b.office(), UNSPLIT, "没有分项", "table3.other_misc.total"), {}),
    "rows.missing": lambda: (without(b.office(), "denied_state_secret"), {}),
    "rows.reworded": lambda: (misread(), {"also": {"cells.unreadable"}}),
    "rows.added": lambda: (b.with_row(b.office(), 2, "其他主动公开文件", 1, 0, 7), {}),
    "t4.reconsideration_first": lambda: (early_lawsuit(), {}),
    "prose.against_tables": lambda: (b.rewritten(b.office(), "办结41件", "办结42件"), {}),
    "prose.parts_and_whole": lambda: (b.rewritten(b.office(), "媒体解读2篇", "媒体解读3篇"), {}),
    "prose.percentage": lambda: (b.rewritten(b.office(), "自然人申请30件", "自然人申请30件，占72%"), {}),
    "prose.year": lambda: (b.rewritten(b.office(), "2024年，示范市教育局", "2023年，示范市教育局"), {}),
    "title.year": lambda: (replace(b.office(), title="示范市教育局政府信息公开工作年度报告"), {}),
    "title.agency": lambda: (
        replace(b.office(), agency=None, title="2024年政府信息公开工作年度报告"),
        {},
    ),
    "title.stated": lambda: (replace(b.office(), title="示范市教育局2023年政府信息公开工作年度报告"), {}),
    "prose.all_finished": lambda: (b.rewritten(b.office(), "办结41件，结转下年3件", "均已按期办结"), {}),
    "prose.fee_statement": lambda: (b.saying(b.office(), 6, "没有其他需要报告的事项。"), {}),
    "prose.fee_figures": lambda: (b.saying(b.town(), 6, "本年度未收取信息处理费。"), {}),
    "prose.fee_amounts": lambda: (b.rewritten(b.office(), "实际收取30元", "实际收取90元"), {}),
    "prose.fee_notices": lambda: (
        b.rewritten(b.office(), "总金额60元，实际收取30元", "总金额0元，实际收取0元"),
        {},
    ),
    "prose.fees_in_charges": lambda: (
        b.rewritten(b.office(), "总金额60元，实际收取30元", "总金额600元，实际收取300元"),
        {},
    ),
    "sections.missing": lambda: (
        replace(b.office(), sections=b.office().sections[:4] + b.office().sections[5:]),
        {},
    ),
    "sections.empty": lambda: (b.saying(b.office(), 5, ""), {}),
    "sections.numbering": lambda: (headed(6, "五、其他需要报告的事项"), {}),
    "sections.order": lambda: (swapped(), {}),
    "sections.heading": lambda: (headed(5, "五、问题和下一步打算"), {}),
    "sections.topics": lambda: (
        b.rewritten(b.office(), "（五）监督保障。组织培训3次，年底对各科室做了考核。", ""),
        {},
    ),
    "sections.bare": lambda: (b.rewritten(b.office(), "调整网站栏目两处，公众号推送稿件25篇。", ""), {}),
    "sections.evaluation": lambda: (b.rewritten(b.town(), "社会评议没有异议，", ""), {}),
    "text.repeated_words": lambda: (b.rewritten(b.office(), "个别栏目", "个别栏目栏目"), {}),
    "text.enumeration": lambda: (b.rewritten(b.office(), "二是答复", "三是答复"), {}),
    "text.unfinished": lambda: (b.rewritten(b.office(), "将继续培训。", "将继续培训，不断提高"), {}),
    "text.remnant": lambda: (b.rewritten(b.office(), "个别栏目更新偏慢", "XX栏目更新偏慢，【此处填写】"), {}),
    "text.repealed": lambda: (
        b.rewritten(b.office(), "把公开做实，", "依据《政府信息公开条例》（国务院令第492号）把公开做实，"),
        {},
    ),
    "text.personal_data": lambda: (
        b.rewritten(b.office(), "已明确到人", "由张三（11010519491231002X）负责"),
        {},
    ),
    "cells.sum_not_tested": lambda: (
        noted(b.office(), CUT_BY_OWN_SUM, "表四「行政复议」：只能按合计切开。", "table4.reconsideration"),
        {},
    ),
    "cells.two_reports": lambda: (noted(b.office(), TWO_REPORTS, "左右并排着两份报告；只读了左边一份。"), {}),
    "cells.tracked": lambda: (noted(b.office(), TRACKED, "表三里有没有接受的修订：删去“12”。"), {}),
    "title.first_sentence": lambda: (
        noted(b.office(), OTHER_YEAR, "标题写的是2024年度，正文第一句写的是2025年。", stated="2025年，本局"),
        {},
    ),
    "ledger.tally": lambda: (b.office(), {"ledger": {"table3.granted.natural_person": 21}}),
    "t3.split_once": lambda: (b.office(), {"ledger": {"split_twice": 1}}),
    "report.published_late": lambda: (b.office(), {"published_on": date(2025, 2, 3)}),
}


def findings(rule):
    made, given = CASES[rule]()
    given = dict(given)
    also = given.pop("also", set())
    if "text" in given:
        made = b.rewritten(made, *given.pop("text"))
    return [found for found in check(made, **given) if found.rule not in also]


@pytest.mark.parametrize("rule", sorted(CASES))
def test_the_report_breaks_this_rule_alone(rule):
    found = findings(rule)
    assert {finding.rule for finding in found} == {rule}
    assert all(finding.source and "{" not in finding.message for finding in found)
    assert all(finding.message.endswith("。") for finding in found)


@pytest.mark.parametrize("rule", sorted(CASES))
def test_the_severity_is_the_one_of_the_rule(rule):
    assert rules()[rule].severity in {finding.severity for finding in findings(rule)}


def test_no_rule_is_without_a_report_that_breaks_only_it():
    assert set(rules()) == set(CASES)


def test_a_table_that_was_lost_is_said_once():
    made = replace(b.office(), notes=(Note(MISSING_TABLE, "表四没有读到：没有当作零。"),))
    assert [finding.rule for finding in check(made)] == ["cells.unreadable"]


@pytest.mark.parametrize(
    ("topic", "left"),
    [
        ("（四）平台建设。调整网站栏目两处，公众号推送稿件25篇。", "（四）平台建设。"),
        ("（四）平台建设。调整网站栏目两处，公众号推送稿件25篇。", "(四) 政府信息公开平台建设情况："),
        ("（五）监督保障。组织培训3次，年底对各科室做了考核。", "（五）监督保障"),
    ],
)
def test_a_topic_that_is_only_headed_is_told(topic, left):
    """Although the words of the heading stand there; by handbook 02 §1 no topic may be left out."""
    (found,) = check(b.rewritten(b.office(), topic, left))
    assert found.rule == "sections.bare"
    assert left.rstrip("。：") in found.message


def test_a_section_one_without_a_word_is_said_once():
    assert [finding.rule for finding in check(b.saying(b.office(), 1, ""))] == ["sections.empty"]


def test_figures_read_from_a_file_without_any_section_are_told_of_and_counted_ones_are_not():
    counted = replace(b.office(), sections=())
    assert check(counted) == []
    read = replace(counted, places={"table3.granted.total": Place("年报.xlsx", 3, 1, 1)})
    assert [finding.rule for finding in check(read)] == ["sections.missing"]


@pytest.mark.parametrize(
    ("six", "told"),
    [
        ("发出收费通知2件，总金额0元，实际收取0元。", "收费通知2件，总金额0元"),
        ("发出收费通知0件，总金额60元，实际收取0元。", "收费通知0件，总金额60元"),
        ("发出收费通知2件，总金额60元，实际收取0元。", ""),
        ("发出收费通知2件，实际收取0元。", ""),
    ],
)
def test_notices_without_an_amount_and_an_amount_without_notices_are_asked_about(six, told):
    """手册03 §3: each notice states its amount; what is collected may be of the year before (§5)."""
    found = [one for one in check(b.saying(b.office(), 6, six)) if one.rule == "prose.fee_notices"]
    assert [(one.severity, told in one.message) for one in found] == ([("warning", True)] if told else [])


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("示范市教育局2023年政府信息公开工作年度报告", ["年度是「2024」，标题里是「2023」"]),
        ("示范市体育局2024年政府信息公开工作年度报告", ["机关是「示范市教育局」，标题里是「示范市体育局」"]),
        ("市教育局2024年政府信息公开工作年度报告", []),
        ("2024年度政府信息公开工作年度报告", []),
        ("政府信息公开的一年", []),
    ],
)
def test_a_json_report_whose_title_contradicts_it_is_told_with_both(title, told):
    document = {**to_json(b.office()), "title": title}
    read = read_bytes(json.dumps(document, ensure_ascii=False).encode(), "年报.json")
    found = [one.message for one in check(read) if one.rule == "title.stated"]
    assert [text in message for text, message in zip(told, found, strict=True)] == [True] * len(told)


@pytest.mark.parametrize(
    ("number", "text", "told"),
    [
        (
            1,
            b.ONE.replace("（五）监督保障。组织培训3次，年底对各科室做了考核。", "（五）监督保障情况："),
            ["监督保障情况"],
        ),
        (1, "主动公开情况\n依申请公开情况\n信息管理、平台建设、监督保障照旧。", ["主动公开情况"]),
        (
            1,
            "（一）主动公开。（二）依申请公开工作情况。（三）做好信息管理、平台和监督。",
            ["主动公开", "依申请公开工作情况"],
        ),
        (5, "（一）存在的主要问题。\n（二）改进情况。将继续培训。", ["存在的主要问题"]),
        (5, "（一）存在的主要问题\n一是更新偏慢。\n（二）改进措施\n已明确到人。", []),
        (1, "（三）信息管理\n（一）保密审查。逐件审查；主动公开、依申请公开、平台、监督照旧。", []),
        (
            1,
            "围绕（一）主动公开、（二）依申请公开、（三）信息管理、（四）平台建设、（五）监督保障开展工作。",
            [],
        ),
    ],
)
def test_a_heading_within_a_section_has_words_under_it(number, text, told):
    found = [one for one in check(b.saying(b.office(), number, text)) if one.rule == "sections.bare"]
    assert [all(f"{one}」" in each.message for one in told) for each in found] == [True] * bool(told)


@pytest.mark.parametrize(
    ("agency", "severity"),
    [("示范县北山镇人民政府", "warning"), ("示范经济开发区管理委员会", "note"), ("示范县教育局", None)],
)
def test_of_a_peoples_government_alone_its_assessment_appraisal_and_accountability_are_asked(
    agency, severity
):
    """手册02 §1: 各级人民政府的年报须包含; it weighs as much as the five topics."""
    silent = b.rewritten(b.town(), "年度考核合格，社会评议没有异议，没有责任追究的情形", "组织检查")
    found = [one for one in check(replace(silent, agency=agency)) if one.rule == "sections.evaluation"]
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all("没有找到工作考核、社会评议、责任追究的情况" in one.message for one in found)
    assert rules()["sections.topics"].severity == "warning"


@pytest.mark.parametrize(
    ("agency", "told"),
    [
        ("示范市云溪区人民政府", True),
        ("示范市白石自治县人民政府", True),
        ("示范市教育局", True),
        ("示范省示范市莲池镇人民政府", True),
        ("示范省教育厅", True),
        ("示范市人民政府", False),
        ("示范省示范市人民政府办公室", False),
        ("示范自治州人民政府", False),
        ("示范省人民政府", False),
        ("国家示范总局", False),
    ],
)
def test_rules_are_made_by_governments_from_the_city_with_districts_upwards(agency, told):
    made = b.with_cells(replace(b.office(), agency=agency), table2__rules__effective_count=2)
    assert ("t2.rules_competence" in {one.rule for one in check(made)}) == told
