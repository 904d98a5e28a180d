"""Which labels stand in the two forms? Written out here again, so that a slip in the product's list shows."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = [
    ("natural_person", "自然人"),
    ("commercial_enterprise", "商业企业"),
    ("research_institution", "科研机构"),
    ("social_welfare_organization", "社会公益组织"),
    ("legal_service_agency", "法律服务机构"),
    ("other_organization", "其他"),
    ("total", "总计"),
]
OUTCOMES = [
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other_outcome", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
]
BLOCKS = [
    ("reconsideration", "行政复议"),
    ("litigation_direct", "未经复议直接起诉"),
    ("litigation_after_reconsideration", "复议后起诉"),
]
RESULTS = "三、本年度办理结果"
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True)
class Row:
    """A row of table three: key, label, the group that spans it, whether it is a result."""

    key: str
    label: str
    group: str = ""
    result: bool = False


_HEAD = [
    Row("new_received", "一、本年新收政府信息公开申请数量"),
    Row("carried_over_in", "二、上年结转政府信息公开申请数量"),
]
_LEAVES = [
    Row("granted", "（一）予以公开", "", True),
    Row("partially_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "", True),
    *[
        Row(f"denied_{key}", label, "（三）不予公开", True)
        for key, label in [
            ("state_secret", "1.属于国家秘密"),
            ("prohibited_by_law", "2.其他法律行政法规禁止公开"),
            ("security_stability", "3.危及“三安全一稳定”"),
            ("third_party_rights", "4.保护第三方合法权益"),
            ("internal_affairs", "5.属于三类内部事务信息"),
            ("process_information", "6.属于四类过程性信息"),
            ("enforcement_file", "7.属于行政执法案卷"),
            ("administrative_inquiry", "8.属于行政查询事项"),
        ]
    ],
    *[
        Row(f"unavailable_{key}", label, "（四）无法提供", True)
        for key, label in [
            ("not_held", "1.本机关不掌握相关政府信息"),
            ("requires_creation", "2.没有现成信息需要另行制作"),
            ("unclear_after_correction", "3.补正后申请内容仍不明确"),
        ]
    ],
    *[
        Row(f"not_processed_{key}", label, "（五）不予处理", True)
        for key, label in [
            ("petition_complaint", "1.信访举报投诉类申请"),
            ("duplicate", "2.重复申请"),
            ("publication", "3.要求提供公开出版物"),
            ("excessive", "4.无正当理由大量反复申请"),
            ("reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
        ]
    ],
]
_SPLIT = [
    Row(
        "other_correction_overdue",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "（六）其他处理",
        True,
    ),
    Row(
        "other_fee_overdue",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "（六）其他处理",
        True,
    ),
    Row("other_misc", "3.其他", "（六）其他处理", True),
]
_UNSPLIT = [Row("other_processing_unsplit", "（六）其他处理", "", True)]
_TAIL = [Row("results_total", "（七）总计"), Row("carried_over_out", "四、结转下年度继续办理")]

ROWS = {
    "2021": [*_HEAD, *_LEAVES, *_SPLIT, *_TAIL],
    "2019": [*_HEAD, *_LEAVES, *_UNSPLIT, *_TAIL],
    "2021-unsplit": [*_HEAD, *_LEAVES, *_UNSPLIT, *_TAIL],
}

_ISSUED = [
    ("issued_count", "本年制发件数"),
    ("repealed_count", "本年废止件数"),
    ("effective_count", "现行有效件数"),
]
_MADE = [
    ("newly_produced_count", "本年新制作数量"),
    ("newly_published_count", "本年新公开数量"),
    ("total_published_count", "对外公开总数量"),
]
_CHANGE = [
    ("previous_year_item_count", "上一年项目数量"),
    ("net_change", "本年增/减"),
    ("decision_count", "处理决定数量"),
]
_DECISIONS = [("decision_count", "本年处理决定数量")]

# article, columns, rows
TABLE2 = {
    "2021": [
        ("第二十条第（一）项", _ISSUED, [("rules", "规章"), ("normative_documents", "行政规范性文件")]),
        ("第二十条第（五）项", _DECISIONS, [("administrative_licensing", "行政许可")]),
        (
            "第二十条第（六）项",
            _DECISIONS,
            [("administrative_penalty", "行政处罚"), ("administrative_coercion", "行政强制")],
        ),
        (
            "第二十条第（八）项",
            [("amount_wan_yuan", "本年收费金额（单位：万元）")],
            [("administrative_charges", "行政事业性收费")],
        ),
    ],
    "2019": [
        ("第二十条第（一）项", _MADE, [("rules", "规章"), ("normative_documents", "规范性文件")]),
        (
            "第二十条第（五）项",
            _CHANGE,
            [("administrative_licensing", "行政许可"), ("other_external_services", "其他对外管理服务事项")],
        ),
        (
            "第二十条第（六）项",
            _CHANGE,
            [("administrative_penalty", "行政处罚"), ("administrative_coercion", "行政强制")],
        ),
        ("第二十条第（八）项", _CHANGE[:2], [("administrative_charges", "行政事业性收费")]),
        (
            "第二十条第（九）项",
            [("procurement_item_count", "采购项目数量"), ("procurement_total_amount", "采购总金额（万元）")],
            [("centralized_procurement", "政府集中采购")],
        ),
    ],
}
TABLE2["2021-unsplit"] = TABLE2["2021"]
MONEY = {"amount_wan_yuan", "procurement_total_amount"}
SIGNED = {"net_change"}

HEADINGS = {
    "2021": [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ],
}
HEADINGS["2021-unsplit"] = HEADINGS["2021"]
HEADINGS["2019"] = [
    *HEADINGS["2021"][:4],
    "五、政府信息公开工作存在的主要问题及改进情况",
    HEADINGS["2021"][5],
]
