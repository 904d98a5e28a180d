"""Are the words of table 三 – its rows, columns and groups – and the kinds of agency those of the form?"""

from __future__ import annotations

from datetime import date

from gongkai.outcomes import agency_kinds, applicant_kinds, outcome_groups, outcomes

PRINTED = date(2024, 12, 31)  # a report by the form of 2021
# The rows 3–23 of table 三 as printed (国办公开办函〔2021〕30号), each with its group.
ROWS = [
    ("granted", "（一）予以公开", "granted"),
    (
        "partially_granted",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "partially_granted",
    ),
    ("denied_state_secret", "1.属于国家秘密", "denied"),
    ("denied_prohibited_by_law", "2.其他法律行政法规禁止公开", "denied"),
    ("denied_security_stability", "3.危及“三安全一稳定”", "denied"),
    ("denied_third_party_rights", "4.保护第三方合法权益", "denied"),
    ("denied_internal_affairs", "5.属于三类内部事务信息", "denied"),
    ("denied_process_information", "6.属于四类过程性信息", "denied"),
    ("denied_enforcement_file", "7.属于行政执法案卷", "denied"),
    ("denied_administrative_inquiry", "8.属于行政查询事项", "denied"),
    ("unavailable_not_held", "1.本机关不掌握相关政府信息", "unavailable"),
    ("unavailable_requires_creation", "2.没有现成信息需要另行制作", "unavailable"),
    ("unavailable_unclear_after_correction", "3.补正后申请内容仍不明确", "unavailable"),
    ("not_processed_petition_complaint", "1.信访举报投诉类申请", "not_processed"),
    ("not_processed_duplicate", "2.重复申请", "not_processed"),
    ("not_processed_publication", "3.要求提供公开出版物", "not_processed"),
    ("not_processed_excessive", "4.无正当理由大量反复申请", "not_processed"),
    ("not_processed_reconfirmation", "5.要求行政机关确认或重新出具已获取信息", "not_processed"),
    (
        "other_correction_overdue",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "other",
    ),
    (
        "other_fee_overdue",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "other",
    ),
    ("other_misc", "3.其他", "other"),
]


def test_the_outcomes_are_the_printed_rows_in_their_order() -> None:
    known = outcomes().on(PRINTED).values()
    assert [(found.code, found.label, found.group) for found in known] == ROWS


def test_the_groups_are_the_printed_ones() -> None:
    assert {code: group.label for code, group in outcome_groups().items()} == {
        "granted": "（一）予以公开",
        "partially_granted": "（二）部分公开",
        "denied": "（三）不予公开",
        "unavailable": "（四）无法提供",
        "not_processed": "（五）不予处理",
        "other": "（六）其他处理",
    }


def test_the_kinds_of_applicant_are_the_printed_columns() -> None:
    assert [(code, kind.label, kind.group) for code, kind in applicant_kinds().items()] == [
        ("natural_person", "自然人", "person"),
        ("commercial_enterprise", "商业企业", "organisation"),
        ("research_institution", "科研机构", "organisation"),
        ("social_welfare_organization", "社会公益组织", "organisation"),
        ("legal_service_agency", "法律服务机构", "organisation"),
        ("other_organization", "其他", "organisation"),
    ]


def test_no_two_kinds_of_agency_have_one_name_and_dispatched_and_authorised_ones_are_there() -> None:
    labels = [kind.label for kind in agency_kinds().values()]
    assert len(labels) == len(set(labels))
    assert agency_kinds()["dispatched_agency"].label == "派出机构"
    assert agency_kinds()["authorised_organisation"].label == "法律、法规授权的组织"


def test_only_a_full_grant_goes_without_a_reason() -> None:
    assert [code for code, found in outcomes().items() if not found.reason] == ["granted"]


def test_three_outcomes_need_something_to_have_happened_before() -> None:
    assert {code: found.requires for code, found in outcomes().items() if found.requires != "none"} == {
        "unavailable_unclear_after_correction": "correction_received",
        "other_correction_overdue": "correction_lapsed",
        "other_fee_overdue": "fee_lapsed",
    }


def test_every_outcome_names_its_article() -> None:
    assert [code for code, found in outcomes().items() if "第" not in str(found.source)] == [
        "not_processed_reconfirmation",  # rows of the form without an article of the regulation
        "other_misc",
    ]
