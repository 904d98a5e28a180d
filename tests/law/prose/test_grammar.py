"""Are sentences with scopes, parts, sums, movements and denials read as a person reads them?

Each sentence stands behind 收到政府信息公开申请52件, so that requests are spoken of. What is expected is
every statement behind it; a sentence with none has to leave its numbers alone.
"""

from __future__ import annotations

import pytest

from gongkai.prose.statements import find_statements
from gongkai.report import Section
from tests.law.prose.saying import AGENCY, stated

READ = {
    "答复66件：公开8件，不公开15件（案卷13件、查询2件），提供不了13件，其他3件。": {
        "cases.finished": 66,
        "cases.granted": 8,
        "cases.denied": 15,
        "cases.denied_enforcement_file": 13,
        "cases.denied_administrative_inquiry": 2,
        "cases.unavailable": 13,
        "cases.other": 3,
    },
    "公开30，部分公开8，不予公开12。": {
        "cases.granted": 30,
        "cases.partially_granted": 8,
        "cases.denied": 12,
    },
    "因商业秘密不予公开2件，属过程性信息不予公开4件。": {
        "cases.denied_third_party_rights": 2,
        "cases.denied_process_information": 4,
    },
    "予以公开及部分公开31件。": {"cases.granted+cases.partially_granted": 31},
    "予以公开、部分公开各1件。": {"cases.granted": 1, "cases.partially_granted": 1},
    "新收86件，加结转4件，计90件。": {
        "cases.new_received": 86,
        "cases.carried_over_in": 4,
        "cases.accepted_total": 90,
    },
    "另有3件申请按照规定顺延到下年度答复。": {"cases.carried_over_out": 3},
    "2件因征求第三方意见，结转至2025年。": {"cases.carried_over_out": 2},
    "无上年结转、无结转下年。": {"cases.carried_over_in": 0, "cases.carried_over_out": 0},
    "自然人占72.1%（62件）。": {
        "cases.new_received.share_percent@natural_person": 72,
        "cases.new_received@natural_person": 62,
    },
    "申请数由上年的88件降为67件，降幅23.9%。": {
        "cases.new_received.last_year": 88,
        "cases.new_received": 67,
        "cases.new_received.growth_percent": -23,
    },
    "行政复议3件，维持、纠正分别为1件、2件；诉讼2件，其中未经复议1件，经复议1件。": {
        "reconsiderations.total": 3,
        "reconsiderations.upheld": 1,
        "reconsiderations.corrected": 2,
        "lawsuits.total": 2,
        "lawsuits.direct.total": 1,
        "lawsuits.after_reconsideration.total": 1,
    },
    "复议、诉讼分别为15件、9件，分别比上年增加4件、减少1件。": {
        "reconsiderations.total": 15,
        "lawsuits.total": 9,
        "reconsiderations.total.difference": 4,
        "lawsuits.total.difference": -1,
    },
    "行政复议1件，均被维持。": {"reconsiderations.total": 1, "reconsiderations.upheld": 1},
    "复议、诉讼均为零。": {"reconsiderations.total": 0, "lawsuits.total": 0},
    "许可1203件，处罚87件，没有行政强制。": {
        "decisions.licensing": 1203,
        "decisions.penalty": 87,
        "decisions.coercion": 0,
    },
    "废止4件、新制定2件规范性文件，现行有效11件。": {
        "documents.repealed": 4,
        "documents.issued": 2,
        "documents.in_force": 11,
    },
    "行政事业性收费2135600元。": {"charges.yuan": 2135600},
    "二〇二三年收到申请四十一件，二〇二四年收到五十二件。": {
        "cases.new_received.last_year": 41,
        "cases.new_received": 52,
    },
}

LEFT_ALONE = [
    "评查不予公开案卷30件，办结案卷28件。",
    "全年形成公文320件，其中主动公开210件、依申请公开60件、不予公开50件。",
    "对不予公开的50份文件重新评估。",
    "其中网络提交39件，信函13件。",
    "其中土地征收类20件、规划许可类9件。",
    "涉及征地拆迁的20件，其中公开8件、不予公开12件。",
    "延期答复4件，补正9件。",
    "接诉即办平台受理群众诉求5120件，已办结5100件。",
    "处理信访事项312件，办结310件。",
    "12345热线办理工单3120件，办结3098件。",
    "各部门收到申请203件，各镇街收到81件。",
    "示范市水务局收到申请25件，办结24件。",
    "近三年收到申请分别为31件、41件、50件，累计122件。",
    "一季度收到申请10件、二季度12件。",
    "作为复议机关，审理政府信息公开复议31件，维持20件。",
    "受理行政复议申请130件，审结121件。",
    "当事人不服征收决定提起的复议12件，与信息公开无关。",
    "该行政复议件未被纠正，该诉讼件未被撤销。",
    "没有1件超期，没有1件被纠正。",
    "民事诉讼4件，其中驳回3件，未结1件。",
    "审核规范性文件41件，清理规范性文件42件，其中继续有效38件。",
    "行政许可受理1240件，不予许可5件。",
    "行政处罚信息公示87条。",
    "下属单位另有处罚312件，单独统计。",
    "不予公开决定被纠正1件。",
    "未收到申请人补充材料2份。",
    "满意率98%，比上年提高1.2个百分点。",
]


@pytest.mark.parametrize("text", READ)
def test_what_is_read(text):
    assert stated(text) == READ[text]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_left_alone(text):
    said = [about for about in stated(text) if not about.startswith(("mailbox", "proposals"))]
    assert [about for about in said if not about.endswith((".last_year", ".difference"))] == []


def test_a_wrapped_line_goes_on_in_the_next():
    text = (
        "上年结转政府信息公开\n申请 7 件，其中予以公\n开 8 件，结转下一\n年度 6 件。\n（三）管理情况\n处罚5件"
    )
    assert stated(text) == {
        "cases.carried_over_in": 7,
        "cases.granted": 8,
        "cases.carried_over_out": 6,
        "decisions.penalty": 5,
    }


def test_a_figure_of_the_district_and_one_of_the_office_keep_their_areas():
    sections = (
        Section(1, "一、总体情况", "全市共收到信息公开申请410件，其中我局收到52件，直属学校收到31件。"),
    )
    told = [(one.area, one.value) for one in find_statements(sections, 2024, AGENCY)]
    assert told == [("all", 410), ("own", 52)]
