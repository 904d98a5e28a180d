"""Is a number that cannot be right called wrong, and one whose scope is open only pointed at?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.checking import check
from gongkai.prose.statements import find_statements
from tests.law.checking import builders as b


def found(made, **given):
    return [(finding.rule, finding.severity) for finding in check(made, **given)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("申请40件", "申请41件"),
        ("上年结转4件", "上年结转5件"),
        ("办结41件", "办结14件"),
        ("结转下年3件", "结转下年30件"),
        ("自然人申请30件", "自然人申请29件"),
        ("企业申请10件", "企业申请11件"),
    ],
)
def test_each_number_on_requests_is_held_against_the_tables(old, new):
    made = b.rewritten(b.office(), old, new)
    assert ("prose.against_tables", "error") in found(made)


@pytest.mark.parametrize(
    "sentence",
    [
        "本年度未收到政府信息公开申请。",
        "我局共制发行政规范性文件5件。",
        "因政府信息公开被申请行政复议2件。",
        "因政府信息公开被申请行政复议1件，其中纠正1件。",
        "因政府信息公开被提起行政诉讼1件。",
        "没有因政府信息公开引起的行政复议。",
        "全年作出行政许可决定51件。",
        "全年共收到政府信息公开申请约700件。",
    ],
)
def test_a_sentence_against_the_tables(sentence):
    made = b.saying(b.office(), 1, b.ONE + sentence)
    assert [rule for rule, _ in found(made)] == ["prose.against_tables"]


def test_the_message_quotes_the_words_and_names_every_reading():
    (finding,) = check(b.rewritten(b.office(), "办结41件", "办结42件"))
    assert "办结42件" in finding.message
    assert "表三（七）总计41" in finding.message
    assert (finding.expected, finding.actual) == (41, 42)
    assert finding.cells == ("table3.results_total.total",)


def test_a_number_for_the_whole_city_in_an_offices_report_is_a_warning():
    made = b.rewritten(b.office(), "全年共收到政府信息公开申请40件", "全市共收到政府信息公开申请968件")
    assert ("prose.against_tables", "warning") in found(made)
    assert ("prose.against_tables", "error") not in found(made)


def test_the_text_as_it_stands_is_checked_and_not_what_was_read_of_it_before():
    made = b.office()
    read = replace(made, statements=find_statements(made.sections, made.year, made.agency))
    edited = b.rewritten(read, "办结41件", "办结42件")
    assert found(edited) == [("prose.against_tables", "error")]
    assert found(replace(edited, sections=())) == []


def test_a_cell_that_could_not_be_read_calls_nothing_wrong():
    made = b.with_lost(
        b.rewritten(b.office(), "结转下年3件", "结转下年30件"), "table3.carried_over_out.total"
    )
    assert "prose.against_tables" not in {rule for rule, _ in found(made)}


@pytest.mark.parametrize(
    "sentence",
    [
        "发布信息100条，其中动态类60条，公告类50条。",
        "推送稿件41篇，其中工作动态15篇，通知公告5篇，其他20篇。",
        "上报信息30条，分为两类：采编10条，原创15条。",
        "发布解读60篇，其中部门解读21篇、多样性解读8篇、媒体解读30篇。",
    ],
)
def test_parts_that_do_not_come_to_their_whole(sentence):
    assert ("prose.parts_and_whole", "error") in found(b.saying(b.office(), 1, b.ONE + sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "发布信息100条，其中动态类60条，公告类20条。",
        "推送稿件41篇，其中工作动态15篇（原创10篇，转载5篇），通知公告5篇，其他21篇。",
        "收到来信30封，其中咨询20封，办结30封，回访30封。",
        "举办培训3次，其中线上1次，参加人员200人次。",
    ],
)
def test_parts_that_may_stand_beside_their_whole(sentence):
    assert found(b.saying(b.office(), 1, b.ONE + sentence)) == []


def test_results_that_fall_short_of_the_whole_though_the_tables_fill_it():
    told = "办结政府信息公开申请41件，其中予以公开28件，部分公开2件，不掌握9件，其他处理2件。"
    assert found(b.saying(b.office(), 1, b.ONE + told)) == []
    wrong = b.saying(b.office(), 1, b.ONE + told.replace("予以公开28件", "告知已主动公开27件"))
    assert "prose.parts_and_whole" in {rule for rule, _ in found(wrong)}


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("发布信息300条，其中动态类100条，占33.3%。", False),
        ("发布信息300条，其中动态类100条，占33%。", False),
        ("发布信息300条，其中动态类100条，占30%。", True),
        ("发布信息300条，比上年增加60条，增长25%。", False),
        ("发布信息300条，比上年增加60条，增长20%。", True),
        ("发布信息300条，比上年减少100条，下降25%。", False),
        ("发布信息300条，比上年减少100条，下降33.3%。", True),
        ("网站访问量增长20%。", False),
        ("发布信息1120条，比上年的1000条增长12%。", False),
        ("发布信息1120条，比上年的1000条增长15%。", True),
        ("发布信息1120条，同比增长12%（上年为1000条）。", False),
        ("发布信息1120条，同比增长15%（上年为1000条）。", True),
        ("发布信息1120条（上年1000条），同比增长15%。", True),
        ("发布信息由上年的1000条增加到1120条，增长12%。", False),
        ("发布信息由上年的1000条增加到1120条，增长15%。", True),
        ("2023年发布信息1000条，2024年发布信息1120条，增长12.0%。", False),
        ("2023年发布信息1000条。2024年发布信息1120条，增长13.0%。", True),
        ("发布信息880条，比2023年的1000条下降12%。", False),
        ("发布信息880条，比2023年的1000条下降13%。", True),
        ("发布信息1120条，比2022年的1000条增长12%。", False),
        ("发布信息1120条，比上年的1000条增长12%，其中动态信息900条。", False),
        ("发布信息1120条，其中动态信息200条，比上年的150条增长33%。", False),
        ("2023年发布信息1000条，2024年公众号推送60条，同比增长20%。", False),
        ("发布信息1120条，解读稿件较上年的50条增长20%。", False),
        ("发布信息1120条，比上年增加120条，访问量增长30%。", False),
        ("发布信息约1100条，比上年的1000条增长30%。", False),
        ("2023年发布信息1000条，2024年发布信息1120条，其中网站发布信息900条，增长12%。", False),
    ],
)
def test_percentages_are_computed_again(sentence, wrong):
    rules = {rule for rule, _ in found(b.saying(b.office(), 1, b.ONE + sentence))}
    assert ("prose.percentage" in rules) is wrong


@pytest.mark.parametrize(("percent", "wrong"), [("25", False), ("20", True)])
def test_growth_is_held_against_last_years_report(percent, wrong):
    made = b.rewritten(b.office(), "申请40件，", f"申请40件，同比增长{percent}%，")
    before = b.year_before(made, table3__new_received__total=32)
    assert ("prose.percentage" in {rule for rule, _ in found(made, previous=before)}) is wrong


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (6, "2023年度发出收费通知2件，总金额60元，实际收取30元。"),
        (6, f"{b.SIX}统计期间为20241月1日至12月31日。"),
        (1, b.ONE.replace("现将全年情况报告如下", "现将2022年情况报告如下").replace("2024年，", "")),
        (1, b.ONE.replace("2024年，示范市教育局把公开做实，现将全年", "现将我局2023年政务公开工作的全年")),
        (1, f"{b.ONE}\n2023年网站发布信息320条。"),
        (3, "2022年，我局收到政府信息公开申请40件。"),
        (5, "2023年，政务公开工作仍存在栏目更新偏慢的问题。"),
    ],
)
def test_another_year_in_the_text(section, text):
    assert ("prose.year", "error") in found(b.saying(b.office(), section, text))


@pytest.mark.parametrize(
    "text",
    [
        b.ONE + "2022年印发的制度继续执行。",
        b.ONE + "\n2022年，我局开通公众号，由专人维护。",
        b.ONE.replace("2024年，示范市教育局", "2019年以来，示范市教育局"),
        b.ONE.replace("2024年，示范市教育局", "示范市教育局"),
    ],
)
def test_a_year_that_claims_nothing_is_let_stand(text):
    assert found(b.saying(b.office(), 1, text)) == []


@pytest.mark.parametrize(
    "text", ["全年的信息公开申请已全部办结。", "信息公开申请均已按期办结。", "依申请公开办结率100%。"]
)
def test_all_finished_beside_three_carried_over(text):
    one = b.ONE.replace("全年共收到政府信息公开申请40件，上年结转4件，办结41件，结转下年3件。", text)
    assert ("prose.all_finished", "warning") in found(b.saying(b.office(), 1, one))


def test_notices_fewer_than_requests_that_ended_unpaid():
    made = b.rewritten(b.office(), "发出收费通知2件，总金额60元，实际收取30元", "未发出收费通知，实际收取0元")
    assert ("prose.fee_statement", "warning") in found(made)


def test_an_explanation_lowers_a_finding_by_one_step():
    made = b.office()
    before = b.year_before(made, table2__administrative_licensing__decision_count=100)
    cell = "table2.administrative_licensing.decision_count"
    assert found(made, previous=before) == [("years.jump", "warning")]
    assert found(made, previous=before, explanations={cell: "审批权下放"}) == [("years.jump", "note")]


@pytest.mark.parametrize(("percent", "wrong"), [("28", False), ("12", True)])
def test_growth_of_a_figure_without_a_cell_is_held_against_last_years_prose(percent, wrong):
    made = b.rewritten(b.office(), "政府信息320条，", f"政府信息320条，同比增长{percent}%，")
    before = b.saying(b.year_before(made), 1, "2023年，全年发布政府信息250条。")
    assert check(made) == []
    told = [(x.rule, x.severity) for x in check(made, previous=before) if x.rule == "prose.percentage"]
    assert bool(told) is wrong
    assert told in ([], [("prose.percentage", "note")])


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("收到政府信息公开申请40件", "收到政府信息公开申请四十件", False),
        ("收到政府信息公开申请40件", "收到政府信息公开申请三十九件", True),
        ("办结41件", "办结四十一件", False),
        ("办结41件", "办结四十二件", True),
        ("结转下年3件", "结转下年三件", False),
        ("结转下年3件", "结转下年两件", True),
        ("结转下年3件", "结转下年零件", True),
    ],
)
def test_counts_in_chinese_numerals_are_held_against_the_tables(old, new, wrong):
    rules = {rule for rule, _ in found(b.rewritten(b.office(), old, new))}
    assert ("prose.against_tables" in rules) is wrong
    assert wrong or rules == set()


def test_a_cell_that_could_not_be_read_is_no_zero_in_any_reading_of_a_number():
    """44 is what came in with what was carried over; the latter is lost, so nothing can be said of it."""
    made = b.rewritten(b.office(), "申请40件", "申请44件")
    lost = b.with_lost(made, "table3.carried_over_in.total", "table3.carried_over_in.natural_person")
    assert [rule for rule, _ in found(lost) if rule == "prose.against_tables"] == []
    blank = b.with_cells(made, table3__carried_over_in__total=0)
    assert "prose.against_tables" in {rule for rule, _ in found(blank)}


def test_a_period_that_is_not_the_year_is_told_in_days_as_they_are_written():
    made = replace(b.office(), period=(date(2024, 1, 1), date(2024, 12, 20)))
    (told,) = [finding for finding in check(made) if finding.rule == "prose.year"]
    assert told.message == (
        "统计期间写的是2024年1月1日至2024年12月20日，2024年度应为2024年1月1日至2024年12月31日；请改正。"
    )
    assert (told.expected, told.actual) == ("2024-01-01至2024-12-31", "2024-01-01至2024-12-20")
