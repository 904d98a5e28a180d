"""What do sentences of the kinds met in reports state, and what do they leave open?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.prose.statements import find_statements
from gongkai.report import Section

AGENCY = "示范市教育局"


def stated(text, section=1, year=2024, agency=AGENCY):
    return find_statements((Section(section, "一、总体情况", text),), year, agency)


def values(text, **where):
    """(about, applicant or area where it is not the plain one) → value."""
    found = {}
    for s in stated(text, **where):
        mark = s.applicant if s.applicant != "total" else s.area if s.area != "own" else ""
        found[f"{s.about}@{mark}" if mark else s.about] = s.value
    return found


FLOW = "全年共受理依申请公开 1376 条（含上年结转 43 条），办结 1267 条，结转下年办理 109 条。"

CASES = {
    FLOW: {
        "cases.accepted_total": 1376,
        "cases.carried_over_in": 43,
        "cases.finished": 1267,
        "cases.carried_over_out": 109,
    },
    "我局新收政府信息公开申请1,333件，其中自然人申请1121件、商业企业32件、法律服务机构180件。": {
        "cases.new_received": 1333,
        "cases.new_received@natural_person": 1121,
        "cases.new_received@commercial_enterprise": 32,
        "cases.new_received@legal_service_agency": 180,
    },
    "收到信息公开申请20件，予以公开8件，部分公开3件，不予公开2件，不掌握5件，重复申请1件，其他处理1件。": {
        "cases.new_received": 20,
        "cases.granted": 8,
        "cases.partially_granted": 3,
        "cases.denied": 2,
        "cases.unavailable_not_held": 5,
        "cases.not_processed_duplicate": 1,
        "cases.other_processing": 1,
    },
    "属于已主动公开范围的信息公开申请4件，信息不存在3件。": {
        "cases.granted_already_public": 4,
        "cases.unavailable_part": 3,
    },
    "2024年全区共收到依申请公开件30件，上年度结转办理件1件，共办结24件，结转到2025年办理7件。": {
        "cases.new_received@all": 30,
        "cases.carried_over_in@all": 1,
        "cases.finished@all": 24,
        "cases.carried_over_out@all": 7,
    },
    "（二）依申请公开情况。全年收到申请9件。办结9件。": {"cases.new_received": 9, "cases.finished": 9},
    "受理公民、法人和其他组织政府信息公开申请88件。": {"cases.accepted_total": 88},
    "因政府信息公开引发行政复议3件，其中维持2件、尚未审结1件；行政诉讼2件，结果维持1件。": {
        "reconsiderations.total": 3,
        "reconsiderations.upheld": 2,
        "reconsiderations.pending": 1,
        "lawsuits.total": 2,
        "lawsuits.upheld": 1,
    },
    "因信息公开被提起行政复议2件，未经复议直接起诉1件，复议后起诉4件。": {
        "reconsiderations.total": 2,
        "lawsuits.direct.total": 1,
        "lawsuits.after_reconsideration.total": 4,
    },
    "全年信息公开行政复议、行政诉讼均为0件。": {"reconsiderations.total": 0, "lawsuits.total": 0},
    "全年未收到政府信息公开申请，未发生因信息公开引起的行政复议和行政诉讼。": {
        "cases.new_received": 0,
        "reconsiderations.total": 0,
        "lawsuits.total": 0,
    },
    "制发行政规范性文件8件，废止3件，现行有效56件。": {
        "documents.issued": 8,
        "documents.repealed": 3,
        "documents.in_force": 56,
    },
    "全年作出行政处罚决定235件。": {"decisions.penalty": 235},
    "全年发布政府信息7474条，其中概况类信息198条，政务动态信息6466条。": {
        "published.total": 7474,
        "published.overview": 198,
        "published.news": 6466,
    },
    "发布政策解读60篇，其中部门解读21篇、多样性解读8篇、媒体解读31篇。": {
        "interpretations.total": 60,
        "interpretations.department": 21,
        "interpretations.diverse": 8,
        "interpretations.media": 31,
    },
    "上报省政府网站信息1496条，采用925条。": {"submitted.total": 1496, "submitted.adopted": 925},
    "公众号推送稿件41篇，举办培训3次，开展网络安全风险评估8次。": {
        "media.posts": 41,
        "training.sessions": 3,
        "assessments.risk": 8,
    },
    "处理“我为政府网站找错”留言28条，关闭政府网站2家，关停政务新媒体19家。": {
        "corrections.messages": 28,
        "sites.closed": 2,
        "media.closed": 19,
    },
    "收到信息公开申请约300件，网站发布信息2000余条。": {
        "cases.new_received.approximate": 300,
        "published.total.approximate": 2000,
    },
    "全市共收到政府信息公开申请2356件，其中市本级收到120件。": {
        "cases.new_received@all": 2356,
        "cases.new_received": 120,
    },
    "全年收到政府信息公開申請12件，結轉下年2件。": {"cases.new_received": 12, "cases.carried_over_out": 2},
}


CASES |= {
    "全年受理政府信息公开申请三件，办结二十一件，结转下年零件。": {
        "cases.accepted_total": 3,
        "cases.finished": 21,
        "cases.carried_over_out": 0,
    },
    "本年受理两件政府信息公开申请。": {"cases.accepted_total": 2},
    "收到政府信息公开申请一百零三件，其中自然人九十八件。": {
        "cases.new_received": 103,
        "cases.new_received@natural_person": 98,
    },
    "收到政府信息公开申请三十余件。": {"cases.new_received.approximate": 30},
    "收到政府信息公开申请零件。": {"cases.new_received": 0},
    "因信息公开引发行政复议两件，维持一件，尚未审结一件；行政诉讼零件。": {
        "reconsiderations.total": 2,
        "reconsiderations.upheld": 1,
        "reconsiderations.pending": 1,
        "lawsuits.total": 0,
    },
    "全年信息公开行政复议、行政诉讼均为零件。": {"reconsiderations.total": 0, "lawsuits.total": 0},
    "发布信息同比增长12%。": {"published.items.growth_percent": 12},
    "全年发布政府信息880条，同比下降12.5%。": {
        "published.total": 880,
        "published.total.growth_percent": Decimal("-12.5"),
    },
    "收到政府信息公开申请40件，较2023年增长25%。": {
        "cases.new_received": 40,
        "cases.new_received.growth_percent": 25,
    },
    "举办培训6次，比上年多50%。": {"training.sessions": 6, "training.sessions.growth_percent": 50},
}


@pytest.mark.parametrize("text", CASES)
def test_what_the_sentence_states(text):
    assert values(text) == CASES[text]


@pytest.mark.parametrize(
    "text",
    [
        "2023年收到政府信息公开申请30件。",
        "2025年，将办结依申请公开40件。",
        "一季度收到政府信息公开申请5件。",
        "近三年来累计收到政府信息公开申请102件。",
        "示范市水务局收到政府信息公开申请25件。",
        "其中网上提交的信息公开申请15件，信函申请12件。",
        "延期答复信息公开申请5件，要求补正3件，征求第三方意见2件。",
        "收到涉及征地拆迁类信息公开申请20件。",
        "示范市司法局审结行政复议案件300件。",
        "公开行政处罚信息230件。",
        "审核规范性文件25件。",
        "信息公开申请量比上年增加6件。",
        "信息公开被复议案件未发生纠正、败诉情形。",
        "办结率为100%。",
        "对信息公开申请做到受理一件、办结一件。",
        "推动依申请公开高效办成一件事。",
        "依申请公开共十条措施，公开三项制度。",
        "收到政府信息公开申请三五件。",
        "收到第三件政府信息公开申请。",
        "会同司法局对依申请公开办理一起。",
        "收到政府信息公开申请，较2020年增长25%。",
        "群众对依申请公开的满意度同比提高5%。",
    ],
)
def test_nothing_is_said_of_this_years_tables(text):
    families = {"cases", "reconsiderations", "lawsuits", "documents", "decisions"}
    beside = (".last_year", ".difference", ".share_percent", ".growth_percent")
    said = [s for s in stated(text) if s.about.split(".")[0] in families and not s.about.endswith(beside)]
    assert not said


def test_proposals_of_deputies_are_no_requests():
    assert values("收到人大代表建议12件，均已办结。答复政协提案20件。") == {"proposals.total": 20}


def test_a_statement_quotes_its_words():
    (first, *_) = stated(FLOW)
    assert (first.text, first.section, first.area) == ("全年共受理依申请公开1376条", 1, "own")


@given(
    st.text(alphabet="全年收到申请公开件条，。；（）0123456789%其中自然人复议未结转办结、 \n", max_size=120)
)
def test_no_text_breaks_the_reading_and_every_value_stands_in_it(text):
    for statement in stated(text):
        assert statement.value == 0 or str(statement.value) in text.replace(",", "").replace(" ", "").replace(
            "\n", ""
        )
