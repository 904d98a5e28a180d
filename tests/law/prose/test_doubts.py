"""Does a number stay unblamed where it may count something else, and is a slip of it still found?

示范市教育局 2024 has 40 requests, 41 results, one reconsideration (维持) and no lawsuit, 50 permits. Each
kind stands for a way in which sentences are misread; a passage of its own is put behind the report's.
"""

from __future__ import annotations

import pytest

from gongkai.checking import check
from tests.law.checking import builders as b

QUIET = {
    "a clause about some of them stands behind the number": [
        "1件因12月底收到，结转下年答复。",
        "2件申请人未到场领取，已改为邮寄。",
        "1件由于系统故障于次日登记受理。",
        "3件2023年收到的申请已于年初办结。",
        "发出收费通知2件，1件申请人未按期交来凭证。",
    ],
    "permits and penalties are told as information that was published": [
        "公开环评审批16项、排污许可38项、处罚信息21条。",
        "全年公示行政许可31条、行政处罚12条。",
        "主动公开信息82条，包括政策文件39条、行政审批结果31条、其他12条。",
        "向信用平台归集行政许可187条，行政处罚信息60条。",
        "网站公布行政处罚21条、行政许可33条。",
    ],
    "what happened is told of both blocks, or of the other subject": [
        "全年信息公开行政诉讼0件：直接起诉0件、复议后起诉0件，其中维持1件的说法是误传。",
        "行政复议1件，行政诉讼0件，其中行政复议维持1件、纠正0件。",
        "信息公开类行政复议、行政诉讼案件中，维持1件，纠正0件。",
        "行政复议1件、行政诉讼0件，结果维持1件。",
        "诉讼0件，复议1件。其中维持1件。",
    ],
    "the number is far from all that it could be, and does not say what it counts": [
        "全年接到各类来件三百余件次，已答复312件。",
        "窗口收件1208件，办结1190件。",
        "热线转来事项，收到96件，答复95件。",
        "以上共办理500件，结转12件。",
        "全年审结行政复议案件268件，其中维持31件。",
    ],
    "none of those who are spoken of did not": [
        "行政复议1件，其中未起诉的0件。",
        "没有一件申请超期，没有一件是科研机构提出的（0件）。",
        "其中未按期答复的0件。",
        "复议1件，未维持的0件。",
        "申请中未注明联系方式的0件。",
    ],
    "a sum is told with what is added to it": [
        "新收40件，加上年结转共44件。",
        "收到申请40件，连同上年结转共44件。",
        "收到申请40件，加上结转共计44件。",
        "本年收到申请40件，加上年结转合计44件。其中当面9件，网上35件。",
        "新收申请40件，算上上年结转总计44件。",
    ],
    "signs number the items of a list, and each line is an entry": [
        "①予以公开28件；②部分公开2件；③不掌握9件。",
        "收到申请：40件（2023年：32件；变化：+8件，+25%）\n上年结转：4件\n办结：41件\n结转下年：3件",
        "·予以公开28件\n·部分公开2件\n·不掌握9件",
        "予以公开28件／部分公开2件／不掌握9件／其他1件",
        "❶予以公开28件❷部分公开2件",
    ],
    "a share was told last, and what follows is of its part": [
        "企业申请占新收的25%，数量比上年8件多2件，增长25%。",
        "自然人占75%，比上年的24件增加6件。",
        "本机关不掌握的占办结总数的22%，数量比上年的6件多3件，增长50%。",
        "部分公开占4.9%，比上年的1件多1件。",
        "予以公开占68.3%，数量比上年的20件多8件，增长40%。",
    ],
    "the parts are those of a figure beside the one in front of 其中": [
        "收到申请40件，加上上年结转4件，共44件。其中网上30件，邮寄14件。",
        "新收40件，共办理44件。其中自然人34件，企业10件。",
        "本年收到申请40件，应办44件，其中网上提交30件、信函14件。",
        "收到申请40件，含结转共44件。从渠道看，网上30件，当面14件。",
        "受理申请40件，应答复44件，其中一季度14件、二至四季度30件。",
    ],
    "some of them, by time, by channel, by matter, by who asked": [
        "41件中，在10个工作日内答复的38件。",
        "法定期限内答复39件，经批准延期答复2件。",
        "按期办结40件，另有1件延期后办结。",
        "当日办结5件，当月办结31件。",
        "其中涉及教师招聘的28件，涉及学区划分的9件。",
        "通过平台答复38件，通过邮寄答复3件。",
        "收到申请后，与申请人电话沟通39件次。",
        "申请人对答复满意的38件，不满意的1件。",
        "12月收到的3件结转下年。",
        "从申请人看，初次申请的37件，多次申请的3件。",
        "从内容看，要求公开文件的29件，要求公开数据的11件。",
        "予以公开的28件中，邮寄送达26件，当面领取2件。",
        "不掌握的9件中，告知向其他机关申请的7件。",
        "无法提供的情形中，信息不存在8件，非本机关职责1件。",
        "申请人中女性18人，外地申请人3人。",
        "3名申请人提出12件申请，占比30%。",
        "同一申请人提出11件，占27.5%。",
        "企业申请占25%，其中国有企业3件。",
        "自然人申请29件，另有1件为个体工商户。",
    ],
    "others than the office": [
        "我局作为复议机关受理复议申请2件，维持2件。",
        "全市教育系统收到申请44件，办结43件。",
        "各县区教育局共收到政府信息公开申请43件。",
        "直属学校收到申请3件，均已答复。",
        "上级机关转办申请2件，已办结。",
    ],
    "other matters than requests": [
        "受理信访事项38件，办结37件。",
        "受理信访和信息公开申请43件。",
        "收到12345热线转办件42件，办结42件。",
        "办理人大建议、政协提案共39件。",
        "网站留言收到41件，答复42件。",
        "教师资格认定49件，民办学校审批2件。",
        "行政许可信息公示51条，行政处罚公示2条。",
        "上报行政规范性文件备案4件，合法性审核5件。",
        "清理规范性文件13件，拟废止2件。",
        "转发上级规范性文件2件。",
        "参与起草市政府规范性文件2件，印发一般性文件31件。",
        "主动公开规范性文件及解读11件。",
        "收费项目2项，收费标准公开3次。",
        "信息处理费收取2次，共计29元。",
        "因教师招聘引发行政复议2件，维持1件，撤销1件。",
        "人事争议仲裁2件，行政诉讼2件均与信息公开无关。",
    ],
    "other times than the year": [
        "上一年度复议2件，今年1件。",
        "近三年累计收到申请112件，年均37件。",
        "去年收到申请39件，办结38件，今年分别为40件和41件。",
        "2023年受理39件，2024年受理41件。",
        "上半年收到申请21件，下半年19件。",
        "截至6月底收到申请22件，办结20件。",
        "第三季度收到38件。",
        "计划2025年收到的申请全部按期办结，力争办结42件。",
        "预计明年收到申请45件。",
        "比计划多办2件。",
        "申请量较2020年的35件增长14.3%。",
        "申请量连续三年增长，分别增长5%、8%、25%。",
    ],
    "other numbers beside the figures": [
        "表格统计与平台导出数据相差1件，平台显示收到39件。",
        "平均每件用时9个工作日，最长19个工作日。",
        "依申请公开答复率100%，及时率97.6%。",
        "公开率68.3%，部分公开率4.9%。",
    ],
}

SLIPS = [
    "②部分公开3件。",
    "收到申请40件，加上年结转共45件。",
    "新收申请：41件（2023年：32件）\n上年结转：4件",
    "因政府信息公开引起的行政复议1件，其中纠正1件。",
    "企业申请占新收的28%。",
    "申请中自然人申请33件。",
    "作出行政许可决定5件。",
    "全年收到政府信息公开申请400件。",
]


def told(passage):
    findings = check(b.saying(b.office(), 1, f"{b.ONE}\n{passage}"))
    return [finding.message for finding in findings if finding.rule.startswith("prose.")]


@pytest.mark.parametrize(
    "passage", [pytest.param(one, id=f"{kind}: {one}") for kind, all_of in QUIET.items() for one in all_of]
)
def test_what_may_count_something_else_is_not_called_wrong(passage):
    assert told(passage) == []


@pytest.mark.parametrize("passage", SLIPS)
def test_a_slip_is_found(passage):
    assert told(passage)
