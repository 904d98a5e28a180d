"""Which words tell what a number of the prose is about?

Three small vocabularies: nouns that open a topic, labels inside a topic, and words that forbid to read the
number as a figure of this year's tables. All are written for the shape of `wording.plain`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from gongkai.form import forms


@dataclass(frozen=True, slots=True)
class Words:
    """An ordered vocabulary: the term that ends last in a text wins, of equals the first listed."""

    terms: tuple[tuple[str, re.Pattern[str]], ...]
    any: re.Pattern[str]

    def last(self, text: str) -> str | None:
        """The key of the term that stands nearest to the end; None where none stands."""
        if not self.any.search(text):
            return None
        best, key = -1, None
        for name, pattern in self.terms:
            for found in pattern.finditer(text):
                if found.end() > best:
                    best, key = found.end(), name
        return key

    def all(self, text: str) -> list[str]:
        """The keys of all terms that stand in the text, in listed order."""
        if not self.any.search(text):
            return []
        return [name for name, pattern in self.terms if pattern.search(text)]


def _words(terms: dict[str, str]) -> Words:
    compiled = tuple((key, re.compile(pattern)) for key, pattern in terms.items())
    return Words(compiled, re.compile("|".join(terms.values())))


# What a sentence is about. Of topics that end at the same place the first wins.
TOPICS = _words(
    {
        "litigation_direct": (
            r"未经(?:行政)?复议.{0,6}?(?:起诉|诉讼)|直接(?:起诉|提起(?:行政)?诉讼)|未经(?:行政)?复议"
        ),
        "litigation_after": r"(?:复议|复议之|复议以)后.{0,4}?(?:起诉|诉讼)",
        "reconsideration": r"复议(?!后)",
        "litigation": r"诉讼|起诉",
        "fee": r"收费通知|处理费|收费金额",
        "interpretation": r"解读",
        "documents": r"规范性文件",
        "rules": r"规章(?!制度)",
        "licensing": r"行政许可",
        "penalty": r"行政处罚",
        "coercion": r"行政强制",
        "charges": r"行政事业性收费",
        "proposals": r"建议|提案",
        "corrections": r"找错|纠错",
        "mailbox": r"信箱|咨询|来信|留言|互动|网民|热线|12345|投诉|举报",
        "training": r"培训|讲座|练兵",
        "meetings": r"会议|例会|座谈",
        "assessment": r"风险评估|安全检测|漏洞",
        "media": r"公众号|微信|微博|新媒体|抖音|头条号?|视频号",
        "gazette": r"公报",
        "collection": r"意见征集|征集|听证",
        "inspection": r"检查|巡查|督查|监测|通报|问责|追究",
        "submitted": r"上报|报送",
        "reposted": r"转载",
        "cases": (
            r"依申请|信息公开(?:的)?申请|公开申请|申请公开|信息申请|申请件|申请人"
            r"|(?:收到|接到|公民|群众|自然人)申请"
        ),
        "published": r"(?:发布|公开|公布|更新|刊发).{0,14}?(?:信息|稿件|内容|文章|动态|公告|消息)",
    }
)

# What is counted inside the topic of requests. Results come before flows: 结转…办理, 不予处理 hold a flow.
_CASES = {
    "partially_granted": r"部分(?:同意|予以|准予|依法|信息)?(?:公开|提供)|区分处理",
    "denied": r"(?:不予|不同意|不宜|不准予)公开",
    "granted_already_public": (
        r"已(?:经|依法)?主动公开|主动公开(?:的)?(?:范围|信息)|告知(?:获取)?(?:方式|途径)"
    ),
    "granted": r"(?:(?<!不)予以|(?<!部分)(?<!不)同意|全部|(?<!不)准予|依法|给予)公开",
    "denied_state_secret": r"国家秘密",
    "denied_prohibited_by_law": r"法规禁止",
    "denied_security_stability": r"三安全",
    "denied_third_party_rights": r"第三方(?:合法)?权益",
    "denied_internal_affairs": r"内部(?:事务|管理)",
    "denied_process_information": r"过程性",
    "denied_enforcement_file": r"执法案卷",
    "denied_administrative_inquiry": r"行政查询",
    "unavailable_not_held": r"不掌握|(?:不属于|非)(?:本|我)?[^,;。]{0,6}掌握",
    "unavailable_part": (
        r"(?:信息|材料)?不存在|非本机关"
        r"|(?:不属于|不由|非)(?:本|我)[^,;。]{0,8}?(?:职责|负责|公开|制作|职权|范围)"
    ),
    "unavailable_requires_creation": r"没有现成|另行制作|加工、?分析",
    "unavailable_unclear_after_correction": r"仍不明确",
    "unavailable": r"无法提供",
    "not_processed_petition_complaint": r"信访(?:、?举报)?(?:、?投诉)?",
    "not_processed_duplicate": r"重复申请",
    "not_processed_publication": r"出版物",
    "not_processed_excessive": r"大量反复",
    "not_processed_reconfirmation": r"重新出具",
    "not_processed": r"不予处理",
    "other_correction_overdue": r"逾期[^,;。]{0,4}补正",
    "other_fee_overdue": r"逾期[^,;。]{0,12}缴",
    "other_processing": r"其他处理",
    "carried_over_in": (
        r"(?:上一?年|上一?年度|去年|往年|前一年度?|20\d\d年度?)度?结转(?!下|至20|到20)(?:申请|办理)?"
        r"|结转自?上一?年度?(?:申请)?"
    ),
    "carried_over_out": (
        r"结转(?:至|到|入)?(?:下|次|明|20\d\d)[^,;()]{0,12}|转(?:至|到|入)?(?:下一?年|次年|20\d\d年)[^,;()]{0,8}"
        r"|(?:正在|仍在|尚在|尚未|还在)(?:办理|处理|办结)(?:中)?|未办结|在办"
    ),
    "carried_over": r"结转(?!自|上|下|至|到|入)",
    "finished": r"办结|答复|办理完毕|处理完毕|回复",
    "accepted_total": r"受理|登记",
    "handled": r"办理|(?<!不予)(?<!其他)(?<!不再)处理(?!费|完)",
    "new_received": r"收到|新收|接收|接到|新增|收件",
}


@functools.lru_cache
def cases() -> Words:
    """The words above; before them those that a form brings along for a row of its own (`prose`)."""
    own = {row.key: row.prose for form in forms().values() for row in form.result_rows if row.prose}
    return _words(own | {key: pattern for key, pattern in _CASES.items() if key not in own})


# How a reconsideration or a lawsuit ended.
APPEALS = _words(
    {
        "upheld": r"维持|胜诉",
        "corrected": r"纠正|撤销|确认违法|败诉|责令",
        "other_outcome": r"其他结果",
        "pending": r"(?:尚未|未|还未)(?:审结|办结|结案)|正在(?:审理|办理)|审理中|未结|在审",
        "elsewhere": r"驳回|撤回|撤诉|终止|和解|调解|不予受理|出庭|答辩|已?审结|终结|参加",
    }
)

# What happened to rules and normative documents.
DOCUMENTS = _words(
    {
        "issued": r"制发|(?:新)?制定|出台|印发",
        "repealed": r"废止|失效",
        "in_force": r"现行有效|继续有效|现有有效",
        "elsewhere": r"审查|审核|备案|修[订改]|清理|发布|公开|公布|解读|部门|各|拟|保留|目录|评估",
    }
)

# Figures that have no cell in the tables.
OTHERS = _words(
    {
        "interpretations.department": r"部门解读|文字解读",
        "interpretations.diverse": r"多样(?:性|化)?(?:形式)?解读|图(?:片|表|文)?解读|图解|视频解读|动漫解读",
        "interpretations.media": r"媒体解读|媒体评论",
        "interpretations.total": r"解读(?:信息|材料|稿件|产品|文章)?",
        "submitted.adopted": r"采用|录用",
        "submitted.total": r"上报|报送",
        "published.overview": r"概况类?(?:信息)?",
        "published.news": r"(?:政务|工作)?动态类?(?:信息)?",
        "published.catalogue": r"目录类?(?:信息)?",
        "published.reposted": r"转载",
        "sites.closed": r"(?:关闭|关停)[^,;。]{0,4}网站",
        "media.closed": r"(?:关停|注销|关闭)[^,;。]{0,4}(?:新媒体|账号|公众号)",
        "media.posts": (
            r"(?:公众号|微信|微博|新媒体|抖音|视频号)[^,;。]{0,16}(?:发布|公开|推送|推出|信息|稿件|文章)"
        ),
        "training.sessions": r"培训",
        "assessments.risk": r"风险评估",
        "corrections.messages": r"找错[^;。]*|处理留言",
        "mailbox.messages": r"(?:信箱|咨询|来信|留言)[^,;。]{0,10}",
        "proposals.total": r"(?:建议|提案)[^,;。]{0,6}",
        "meetings.total": r"会议",
        "published.items": (
            r"类(?:信息|稿件)|(?:发布|公开|公布|更新)[^,;。]{0,16}(?:信息|稿件|内容|文章|消息)"
        ),
    }
)

APPLICANTS = _words(
    {
        "natural_person": r"自然人|公民个人|公民|个人",
        "organizations": r"法人(?:和|或|及|、)(?:者)?其他组织|法人及其他|法人(?!或|和|及|、)|企事业单位",
        "commercial_enterprise": r"商业企业|企业",
        "research_institution": r"科研机构",
        "social_welfare_organization": r"社会公益|公益组织",
        "legal_service_agency": r"法律服务|律师事务所",
        "other_organization": r"其他组织(?!申请)",
    }
)
FLOWS = frozenset(
    {
        "new_received",
        "accepted_total",
        "handled",
        "finished",
        "carried_over",
        "carried_over_in",
        "carried_over_out",
    }
)

ALL_AREA = re.compile(
    r"[全][市区县省州盟旗镇乡]|各级(?!各类)|各部门|各单位|各(?:乡|镇|县|区|街道)|[市区县]直|全系统|本级及"
)
OWN_AREA = re.compile(
    r"[本我](?:办|局|委|厅|中心|院|单位|机关|部门|馆|处|所|街道|镇|乡|会|大队|队)|办公室本级|本级"
)
OTHER_AGENCY = re.compile(
    r"([\u4e00-\u9fff]{2,10}(?:局|委|厅|镇|乡|街道|办事处|中心|公司|集团))(?:全年|年内|共|共计|新|累计)*(?:收到|受理|办理|接收)"
)
FUTURE = re.compile(
    r"(?<!现)将(?!.{0,12}(?:报告|公布)如下)|计划|力争|拟(?!制)|下一步|下一?年(?!度?(?:继续)?(?:办理|处理))|明年"
)
OTHER_TIME = re.compile(
    r"(?:上年|去年|上一年|同期|往年|历年|近[三五两十]年|年来|以来|季度|上半年|下半年|前年)(?!度?结转|度?转入)"
)
CHANGE = re.compile(
    r"增长|增加|增多|上升|提[高升]|减少|下降|降低|增幅|降幅|同比|环比|相比|较(?:上|去|20)|比(?:上|去|20)|[减多少增]$"
)
UP = re.compile(r"增长|增加|上升|提高|增幅|多")
DOWN = re.compile(r"下降|减少|降低|降幅|少")
LAST_YEAR = re.compile(r"同比|上年|去年|上一年|前一年|同期|20\d\d年")
QUALIFIED = re.compile(
    r"超期|超时|延期|延长|未按|催办|退回|补正(?!后)|撤回|撤销|(?<!结)转办|协助|指导|平均|日均|最[多高]|人均|类申请|涉及(?!依申请|政府信息)"
    r"|关于[^,]{2,}的(?:申请|信息)|征求|第三方意见|咨询|便民|一般|建议|当场|其中[^,]{0,4}(?:征地|拆迁|城建|社保)"
)
CHANNEL = re.compile(r"网上|网络|网站|在线|线上|平台|信函|邮寄|来信|当面|现场|窗口|传真|邮件|邮箱|线下|信件")
EXEMPT_FROM_QUALIFIED = frozenset({"other_correction_overdue", "unavailable_unclear_after_correction"})
