"""Are several rows before one number, and figures of a list that belong to another whole, read as they are?

示范市教育局 2024 with 48 requests: four were not disclosed for internal affairs, six as drafts, three for the
rights of others, two as files of enforcement; 12 reconsiderations, four lawsuits direct and five after 复议.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.checking import check
from gongkai.checking.findings import NOTE
from gongkai.form import form
from gongkai.report import Section, completed
from tests.law.checking import builders as b

OPENING = "收到政府信息公开申请48件，上年结转4件，办结49件。"
COUNTS = {
    "table3.new_received.natural_person": 31,
    "table3.new_received.commercial_enterprise": 10,
    "table3.new_received.legal_service_agency": 5,
    "table3.new_received.other_organization": 2,
    "table3.carried_over_in.natural_person": 4,
    "table3.granted.natural_person": 11,
    "table3.partially_granted.natural_person": 5,
    "table3.denied_internal_affairs.natural_person": 4,
    "table3.denied_process_information.natural_person": 6,
    "table3.denied_enforcement_file.natural_person": 2,
    "table3.denied_third_party_rights.natural_person": 3,
    "table3.unavailable_not_held.commercial_enterprise": 7,
    "table3.unavailable_requires_creation.natural_person": 2,
    "table3.not_processed_petition_complaint.commercial_enterprise": 3,
    "table3.not_processed_duplicate.legal_service_agency": 2,
    "table3.other_correction_overdue.legal_service_agency": 2,
    "table3.other_misc.other_organization": 2,
    "table3.carried_over_out.natural_person": 2,
    "table3.carried_over_out.legal_service_agency": 1,
    "table4.reconsideration.upheld": 6,
    "table4.reconsideration.corrected": 3,
    "table4.reconsideration.other_outcome": 2,
    "table4.reconsideration.pending": 1,
    "table4.reconsideration.total": 12,
    "table4.litigation_direct.upheld": 4,
    "table4.litigation_direct.total": 4,
    "table4.litigation_after_reconsideration.upheld": 2,
    "table4.litigation_after_reconsideration.corrected": 1,
    "table4.litigation_after_reconsideration.pending": 2,
    "table4.litigation_after_reconsideration.total": 5,
}

RIGHT = [
    "因属内部事务信息、过程性信息不予公开10件。",
    "因属内部事务信息和过程性信息不予公开10件。",
    "因属内部事务信息以及过程性信息而不予公开的10件。",
    "因内部事务、过程性信息不予公开6件。",
    "不予公开内部事务信息、过程性信息10件。",
    "不予公开10件（内部事务信息、过程性信息）。",
    "属于内部事务信息与过程性信息，不予公开10件。",
    "因涉及内部事务、过程性信息、行政执法案卷不予公开12件。",
    "10件因属内部事务信息、过程性信息不予公开。",
    "因内部事务信息、过程性信息等不予公开10件。",
    "因内部事务信息、过程性信息等原因不予公开15件。",
    "因第三方合法权益、内部事务不予公开7件。",
    "因本机关不掌握、需另行制作无法提供9件。",
    "无法提供9件，原因是不掌握、需另行制作。",
    "信访举报投诉、重复申请不予处理5件。",
    "部分公开和予以公开16件。",
    "不予公开和无法提供的24件。",
    "商业企业、法律服务机构、其他组织申请17件。",
    "其中自然人31件，商业企业、法律服务机构、其他组织合计17件。",
]
WRONG = [
    "因属内部事务信息、过程性信息不予公开12件。",
    "因内部事务和过程性信息不予公开18件。",
    "因本机关不掌握、需另行制作无法提供8件。",
    "信访举报投诉、重复申请不予处理6件。",
    "商业企业及法律服务机构申请16件。",
]
OTHER_WHOLES = [
    "局门户网站公开信息500条，其中行政许可信息1877条、行政处罚信息264条另通过信用平台公示。",
    "局门户网站公开信息500条，其中行政许可信息377条、行政处罚信息264条另通过信用平台公示。",
    "主动公开信息500条，其中许可信息377条；处罚信息264条另在信用平台公示。",
    "主动公开信息500条，其中概况类20条、动态类300条、其他180条，短视频90条，图解12篇。",
    "主动公开信息500条，其中概况类20条、动态类300条，微信公众号推送600条，微博发布300条。",
    "发布信息120条，其中财政信息30条、人事信息20条，公示行政许可信息60条、行政处罚信息80条。",
]
APPEALS_RIGHT = [
    "行政诉讼9件，无直接败诉。",
    "行政复议和行政诉讼共21件。",
    "行政诉讼与行政复议合计21件，其中复议12件，诉讼9件。",
    "行政复议12件，其中维持、纠正9件，其他结果2件，未审结1件。",
    "行政复议12件，纠正及其他结果5件。",
    "未经复议直接起诉和复议后起诉9件。",
    "行政诉讼9件，其中未经复议直接起诉4件，无败诉；复议后起诉5件。",
]
APPEALS_WRONG = [
    "行政诉讼9件，无败诉。",
    "2024年行政诉讼12件、行政复议9件。",
    "行政复议12件，纠正及其他结果8件。",
]


def found(passage, number=1, opening=OPENING):
    made = b.office()
    made = replace(made, cells={**made.cells, **completed(form("2021"), COUNTS)})
    texts = {number: f"{opening}{passage}"}
    sections = tuple(Section(one.number, one.heading, texts.get(one.number, "")) for one in made.sections)
    told = check(replace(made, sections=sections))
    rules = ("prose.against_tables", "prose.parts_and_whole", "prose.percentage")
    return [one.message for one in told if one.rule in rules and one.severity != NOTE]


@pytest.mark.parametrize("passage", [*RIGHT, *OTHER_WHOLES])
def test_rows_that_share_a_number_and_figures_of_another_whole_are_not_called_wrong(passage):
    assert found(passage) == []


@pytest.mark.parametrize("passage", WRONG)
def test_a_number_that_is_not_the_sum_of_its_rows_is_found(passage):
    assert len(found(passage)) == 1


@pytest.mark.parametrize("passage", APPEALS_RIGHT)
def test_kinds_of_appeals_that_share_a_number_are_not_called_wrong(passage):
    assert found(passage, 4, "") == []


@pytest.mark.parametrize("passage", APPEALS_WRONG)
def test_appeals_that_changed_places_or_are_denied_are_found(passage):
    assert found(passage, 4, "")


def test_none_carried_over_is_held_against_the_table_beside_what_came_in():
    assert found("", opening="新收申请48件，无上年结转；办结49件。")
    assert found("", opening="新收申请48件，其中企业申请无上年结转。") == []


def test_a_result_far_from_the_table_is_found_where_all_others_fill_the_whole():
    """收到48件: with four carried over 49 were answered, 11 of them were disclosed."""
    others = "部分公开5件，不予公开15件，无法提供9件，不予处理5件，其他处理4件。"
    assert found(f"其中予以公开27件，{others}", opening="收到政府信息公开申请48件。")
    assert found(f"其中予以公开11件，{others}", opening="收到政府信息公开申请48件。") == []


def test_what_requests_ask_for_does_not_become_what_is_spoken_of():
    asked = "收到申请48件。申请内容集中在征地批文、规划许可等方面。办结49件，其中公开11件，不予公开{}件。"
    assert found("", opening=asked.format(15)) == []
    assert found("", opening=asked.format(51))
