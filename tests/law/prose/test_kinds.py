"""Are the ways of telling a number read in any words, and not only in those in which they were met?

Each kind has sentences of its own; what is expected is every statement behind the opening one.
"""

from __future__ import annotations

import pytest

from tests.law.prose.saying import stated

READ = {
    "last year's items of the trial form, and how many came or went": {
        "行政许可上一年项目数量57项，本年减少3项，作出处理决定1864件。": {
            "decisions.licensing.last_year": 57,
            "decisions.licensing.difference": -3,
            "decisions.licensing": 1864,
        },
        "行政处罚上年项目230项，新增15项，处理决定数量726件。": {
            "decisions.penalty.last_year": 230,
            "decisions.penalty.difference": 15,
            "decisions.penalty": 726,
        },
        "行政许可上一年度项目12项，本年取消2项。": {
            "decisions.licensing.last_year": 12,
            "decisions.licensing.difference": -2,
        },
        "行政处罚上一年项目31项，净增4项。": {
            "decisions.penalty.last_year": 31,
            "decisions.penalty.difference": 4,
        },
        "其他对外管理服务事项上一年项目数量9项，精简1项，处理决定数量80件。": {
            "decisions.external_services.last_year": 9,
            "decisions.external_services.difference": -1,
            "decisions.external_services": 80,
        },
    },
    "this year's figure against last year's": {
        "申请量：52件对48件，增8.3%。": {
            "cases.new_received": 52,
            "cases.new_received.last_year": 48,
            "cases.new_received.growth_percent": 8,
        },
        "予以公开20件对16件。": {"cases.granted": 20, "cases.granted.last_year": 16},
        "不予公开9件对11件，降18.2%。": {
            "cases.denied": 9,
            "cases.denied.last_year": 11,
            "cases.denied.growth_percent": -18,
        },
        "申请量同比+8件，+18.2%。": {
            "cases.new_received.difference": 8,
            "cases.new_received.growth_percent": 18,
        },
        "办结48件，比上年翻了一番。": {"cases.finished": 48, "cases.finished.growth_percent": 100},
    },
    "a figure told again exactly": {
        "办结近50件，具体为48件。": {"cases.finished.approximate": 50, "cases.finished": 48},
        "行政处罚110余件（准确数118件）。": {
            "decisions.penalty.approximate": 110,
            "decisions.penalty": 118,
        },
        "自然人申请占96.8%，为30件。": {
            "cases.new_received.share_percent@natural_person": 96,
            "cases.new_received@natural_person": 30,
        },
        "一季度办结6件、二季度11件、下半年28件，全年45件。": {"cases.finished": 45},
        "申请量增长两成以上，达到25.7%。": {"cases.new_received.growth_percent": 25},
    },
    "several numbers under one head": {
        "不予公开24件，分别为商业秘密13件、内部事务信息3件、行政执法案卷8件。": {
            "cases.denied": 24,
            "cases.denied_third_party_rights": 13,
            "cases.denied_internal_affairs": 3,
            "cases.denied_enforcement_file": 8,
        },
        "作其他处理（含1件逾期未缴费、2件逾期未补正）6件。": {
            "cases.other_fee_overdue": 1,
            "cases.other_correction_overdue": 2,
            "cases.other_processing": 6,
        },
        "予以公开和部分公开共13件，前者8件，后者5件。": {
            "cases.granted+cases.partially_granted": 13,
            "cases.granted": 8,
            "cases.partially_granted": 5,
        },
        "公开2件、不公开（查无依据）1件、无法提供2件。": {
            "cases.granted": 2,
            "cases.denied": 1,
            "cases.unavailable": 2,
        },
        "自然人36件、企业15件、其他1件。": {
            "cases.new_received@natural_person": 36,
            "cases.new_received@commercial_enterprise": 15,
            "cases.new_received@other_organization": 1,
        },
    },
    "outcomes of appeals in few words": {
        "行政复议5件：3维持、1撤销、1终止。": {
            "reconsiderations.total": 5,
            "reconsiderations.upheld": 3,
            "reconsiderations.corrected": 1,
            "reconsiderations.other_outcome": 1,
        },
        "5件复议无一被纠正。": {"reconsiderations.total": 5, "reconsiderations.corrected": 0},
        "复议1件，诉讼1件，均被维持。": {
            "reconsiderations.total": 1,
            "lawsuits.total": 1,
            "reconsiderations.upheld": 1,
            "lawsuits.upheld": 1,
        },
        "诉讼24件，直接起诉9件、复议后起诉15件，维持14件。": {
            "lawsuits.total": 24,
            "lawsuits.direct.total": 9,
            "lawsuits.after_reconsideration.total": 15,
            "lawsuits.upheld": 14,
        },
        "复议1件，尚未审结；诉讼未发生。": {
            "reconsiderations.total": 1,
            "reconsiderations.pending": 1,
            "lawsuits.total": 0,
        },
    },
    "what some of them were stands behind the number": {
        "2件因需要加工分析、没有现成信息不能提供。": {"cases.unavailable_requires_creation": 2},
        "3件资料缺失无法提供。": {"cases.unavailable": 3},
        "其中2件为企业商业秘密。": {"cases.denied_third_party_rights": 2},
        "1件因12月底收到，结转至2025年办理。": {"cases.carried_over_out": 1},
        "受理的申请中2件是上年结转的。": {"cases.carried_over_in": 2},
    },
    "zero of several": {
        "行政复议和行政诉讼0件。": {"reconsiderations.total": 0, "lawsuits.total": 0},
        "上年结转数和结转下年数都是0。": {"cases.carried_over_in": 0, "cases.carried_over_out": 0},
        "规范性文件新制作数量、对外公开总数均为0。": {"documents.issued": 0, "documents.in_force": 0},
        "许可、处罚处理决定均为0。": {"decisions.licensing": 0, "decisions.penalty": 0},
        "行政诉讼4件，均未败诉。": {"lawsuits.total": 4, "lawsuits.corrected": 0},
    },
    "as most reports tell it": {
        "其他处理3件：逾期不补正1件，逾期未按收费通知要求缴纳费用1件，其他1件。": {
            "cases.other_processing": 3,
            "cases.other_correction_overdue": 1,
            "cases.other_fee_overdue": 1,
            "cases.other": 1,
        },
        "共有53件申请得到答复，其中18件予以公开、6件部分公开。": {
            "cases.finished": 53,
            "cases.granted": 18,
            "cases.partially_granted": 6,
        },
        "行政复议被申请6件次；行政诉讼应诉4件次，败诉1件。": {
            "reconsiderations.total": 6,
            "lawsuits.total": 4,
            "lawsuits.corrected": 1,
        },
        "企业申请翻了一番，由2件增至4件。": {
            "cases.new_received.growth_percent@commercial_enterprise": 100,
            "cases.new_received.last_year@commercial_enterprise": 2,
            "cases.new_received@commercial_enterprise": 4,
        },
        "复议诉讼案件共10件，其中复议6件、诉讼4件。": {
            "reconsiderations.total+lawsuits.total": 10,
            "reconsiderations.total": 6,
            "lawsuits.total": 4,
        },
        "办出50件，留2件。": {"cases.finished": 50, "cases.carried_over_out": 2},
        "行政许可类决定1203件，行政处罚类决定87件。": {"decisions.licensing": 1203, "decisions.penalty": 87},
        "办结48件，公开类20件，非公开类28件。": {
            "cases.finished": 48,
            "cases.granted+cases.partially_granted": 20,
        },
        "复议6（维持4、纠正2），诉讼3。": {
            "reconsiderations.total": 6,
            "reconsiderations.upheld": 4,
            "reconsiderations.corrected": 2,
            "lawsuits.total": 3,
        },
        "告知申请人向其他机关申请8件，告知信息不存在2件。": {"cases.unavailable_part": 2},
        "依申请公开收文27封，比上一年多收9封。": {
            "cases.new_received": 27,
            "cases.new_received.difference": 9,
        },
    },
    "of another year": {
        "2023年受疫情影响，全年收到152件。": {"cases.new_received.last_year": 152},
        "2022年底，全年办结31件。": {},
        "上一年度未收到申请。": {},
        "公开率由51.4%升至52.5%。": {
            "cases.granted+cases.partially_granted.share_percent.last_year": 51,
            "cases.granted+cases.partially_granted.share_percent": 52,
        },
        "予以公开20件（上年予以公开16件）。": {"cases.granted": 20, "cases.granted.last_year": 16},
    },
}


@pytest.mark.parametrize(
    ("text", "means"),
    [pytest.param(*one, id=f"{kind}: {one[0]}") for kind, all_of in READ.items() for one in all_of.items()],
)
def test_a_way_of_telling_is_read_in_other_words(text, means):
    assert stated(text) == means
