"""Do sound reports stay silent, however they are written?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.checking import check
from gongkai.document import from_json, to_json
from gongkai.form import form
from gongkai.prose.statements import find_statements
from gongkai.reading import read
from gongkai.report import completed
from tests.law.checking import builders as b
from tests.samples import sample_files

# Sections one of the same office (handbook 02 §1 wants five topics), each in another manner.
STYLES = {
    "the office's own words": b.ONE,
    "one paragraph": b.ONE.replace("\n", ""),
    "accepted with what was carried over": b.ONE.replace(
        "收到政府信息公开申请40件，上年结转4件，办结41件，结转下年3件。",
        "受理政府信息公开申请44件（含上年结转4件），答复41件，其余3件结转下年继续办理，均在法定期限内。",
    ),
    "natural persons alone": b.ONE.replace("收到政府信息公开申请40件", "收到自然人政府信息公开申请30件"),
    "results": b.ONE.replace(
        "其中自然人申请30件，企业申请10件。",
        "办结的申请中，予以公开28件，部分公开2件，本机关不掌握9件，逾期未缴费不再处理1件，其他1件。",
    ),
    "results told in other terms": b.ONE.replace(
        "其中自然人申请30件，企业申请10件。",
        "其中告知已主动公开20件，信息不存在4件，不属于本机关职责5件。",
    ),
    "shares": b.ONE.replace("自然人申请30件，企业申请10件", "自然人申请30件，占75%；企业申请10件，占25.0%"),
    "growth told in itself": b.ONE.replace("40件，上年", "40件，比上年增加8件，增长25%，上年"),
    "growth against last year's figure": b.ONE.replace(
        "政府信息320条，其中概况类信息20条，政务动态信息240条，其他信息60条",
        "政府信息320条，比上年的256条增长25%，公众号推送量同比增长8.5%",
    ),
    "growth of figures with cells": b.ONE.replace(
        "发布前逐件做保密审查。",
        "全年制发行政规范性文件3件，同比增长50%；作出行政许可决定50件，同比下降5.7%；行政事业性收费同比减少3%。",
    ).replace("申请40件，", "申请40件，同比增长25%，"),
    "counts in Chinese numerals": b.ONE.replace("40件", "四十件")
    .replace("上年结转4件，办结41件，结转下年3件", "上年结转四件，办结四十一件，结转下年三件")
    .replace("自然人申请30件，企业申请10件", "自然人申请三十件，企业申请十件"),
    "mottos": b.ONE + "对依申请公开受理一件、办结一件，高效办成一件事，落实十项措施，办好三件实事。",
    "about": b.ONE.replace("发布政府信息320条", "发布政府信息300余条").replace(
        "，其中概况类信息20条，政务动态信息240条，其他信息60条", ""
    ),
    "the whole city beside the office": b.ONE.replace(
        "全年共收到", "全市各部门共收到政府信息公开申请968件，我局收到"
    ).replace("其中自然人申请30件，企业申请10件。", ""),
    "another year beside this one": b.ONE.replace(
        "全年共收到政府信息公开申请40件", "2023年收到政府信息公开申请32件，2024年收到40件"
    ).replace("其中自然人申请30件，企业申请10件。", ""),
    "other work with numbers": b.ONE
    + "办理人大代表建议12件、政协提案8件，均已办结。处理热线工单356件，办结率100%。"
    + "行政执法检查230次，作出行政许可决定50件。",
    "channels": b.ONE.replace("其中自然人申请30件，企业申请10件。", "其中网上提交25件，信函12件，当面3件。"),
    "documents": b.ONE.replace(
        "发布前逐件做保密审查。", "全年制发行政规范性文件3件，废止1件，现行有效12件，清理6件。"
    ),
    "appeals": b.ONE + "因政府信息公开被申请行政复议1件，结果维持1件；没有因政府信息公开被提起行政诉讼。",
    "topics without numbers": (
        "我局坚持以公开为常态。在主动公开方面，更新目录。对群众申请公开的事项逐件答复。"
        "文件管理上，起草时定公开属性。办好门户网站和公众号。加强考核和培训。"
    ),
    "headings on lines of their own": b.ONE.replace("公开。", "公开。\n").replace("建设。", "建设\n"),
    "a topic that denies in one sentence": b.ONE.replace(
        "（四）平台建设。调整网站栏目两处，公众号推送稿件25篇。", "（四）本单位没有网站和新媒体平台。"
    ),
    "plans": b.ONE + "2025年，我局将举办培训6次，力争依申请公开办结率达到100%。",
    "a date and a document": b.ONE + "2022年印发的《公开办法》（示教〔2022〕15号）于2024年3月1日修订。",
}


@pytest.mark.parametrize("style", STYLES)
def test_the_office_hears_nothing(style):
    assert check(b.saying(b.office(), 1, STYLES[style])) == []


@pytest.mark.parametrize("make", [b.office, b.town, b.trial])
def test_nothing_is_wrong_with_the_year_before_either(make):
    made = make()
    assert check(made, b.year_before(made)) == []


@pytest.mark.parametrize("make", [b.office, b.town, b.trial])
def test_a_report_that_went_through_a_document_is_as_sound(make):
    made = make()
    told = replace(made, statements=find_statements(made.sections, made.year, made.agency))
    again = from_json(to_json(told))
    assert again.statements == told.statements
    assert check(again) == []


@pytest.mark.parametrize(
    "six",
    [
        b.ZERO_SIX,
        "没有其他需要报告的事项。2024年度发出收费通知0件，总金额0元，实际收取0元。",
        "一、收费情况。本年度未发出收费通知，未收取信息处理费。\n二、其他。无。",
    ],
)
def test_an_empty_year_in_several_manners(six):
    assert check(b.saying(b.town(), 6, six)) == []


@pytest.mark.parametrize(
    ("agency_kind", "day"),
    [(None, date(2025, 1, 31)), ("department", date(2025, 1, 31)), ("government", date(2025, 3, 31))],
)
def test_the_last_day_of_publication_is_in_time(agency_kind, day):
    found = check(b.office(), published_on=day, agency_kind=agency_kind)
    assert "report.published_late" not in {finding.rule for finding in found}


def test_a_government_has_until_the_end_of_march_by_its_name():
    assert check(b.town(), published_on=date(2025, 3, 31)) == []
    assert [found.rule for found in check(b.town(), published_on=date(2025, 4, 1))] == [
        "report.published_late"
    ]


def test_a_ledger_that_agrees_is_silent():
    made = b.office()
    ledger = {cell: value for cell, value in made.cells.items() if cell.startswith("table3.")}
    assert check(made, ledger=ledger | {"split_twice": 0}) == []


def test_a_lawsuit_without_any_denial_is_no_fault():
    made = b.with_cells(
        b.office(),
        table3__partially_granted__natural_person=0,
        table3__partially_granted__total=0,
        table3__granted__natural_person=22,
        table3__granted__total=30,
        table4__litigation_direct__upheld=1,
        table4__litigation_direct__total=1,
    )
    assert check(made) == []


def test_a_lawsuit_of_2023_needed_no_reconsideration():
    made = b.with_cells(b.office(), table4__litigation_direct__upheld=1, table4__litigation_direct__total=1)
    earlier = replace(
        made,
        year=2023,
        title="示范市教育局2023年政府信息公开工作年度报告",
        period=(date(2023, 1, 1), date(2023, 12, 31)),
        sections=tuple(replace(s, text=s.text.replace("2024年", "2023年")) for s in made.sections),
    )
    assert [found.rule for found in check(made)] == ["t4.reconsideration_first"]
    assert check(earlier) == []


def test_the_samples_have_at_most_slips_of_writing():
    found = {path.name: check(read(path)) for path in sample_files()}
    assert len(found) == 5
    assert {
        name: [one.message for one in some if one.severity != "note"] for name, some in found.items()
    } == {name: [] for name in found}


LEAVES = [f"table3.{row.key}.{kind.key}" for row in form("2021").result_rows for kind in form("2021").kinds3]


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(LEAVES), st.integers(0, 400), max_size=30), st.integers(0, 9))
def test_prose_written_from_any_tables_agrees_with_them(counts, late):
    """Whatever came in, was answered and is left: the sentence that tells it truly is never called wrong."""
    counts = dict(counts)
    for kind in form("2021").kinds3:
        done = sum(value for cell, value in counts.items() if cell.endswith(kind.key))
        counts[f"table3.new_received.{kind.key}"] = done + late
        counts[f"table3.carried_over_out.{kind.key}"] = late
    cells = {**b.office().cells, **completed(form("2021"), counts)}
    n = {row.key: cells[f"table3.{row.key}.total"] for row in form("2021").rows3}
    denied = sum(value for key, value in n.items() if key.startswith("denied_"))
    told = (
        f"全年共收到政府信息公开申请{n['new_received']}件，办结{n['results_total']}件，结转下年{n['carried_over_out']}件。"
        f"其中予以公开{n['granted']}件，部分公开{n['partially_granted']}件，不予公开{denied}件。"
    )
    one = b.ONE.replace("全年共收到政府信息公开申请40件，上年结转4件，办结41件，结转下年3件。", told).replace(
        "其中自然人申请30件，企业申请10件。", ""
    )
    made = b.saying(replace(b.office(), cells=cells), 1, one)
    about_prose = [
        found for found in check(made) if found.rule.startswith("prose.") and "fee" not in found.rule
    ]
    assert about_prose == []


@pytest.mark.parametrize(("year", "silent"), [(2020, True), (2021, False)])
def test_the_fee_is_reported_from_the_year_on_in_which_it_may_be_taken(year, silent):
    """《信息处理费管理办法》 is in force from 2021-01-01: the report of 2020 has nothing to tell."""
    made = b.saying(replace(b.trial(), year=year), 6, "没有其他需要报告的事项。")
    assert ("prose.fee_statement" not in {finding.rule for finding in check(made)}) is silent
