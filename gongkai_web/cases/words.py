"""In which words does the page speak of the particulars of an event?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import (
    OBTAINED_BY,
    AppealKind,
    AppealResult,
    Appellant,
    Channel,
    CourtPaper,
    Instance,
    Medium,
    Procedure,
    Way,
    obtained_by,
    standing,
)
from gongkai.procedure.known import AppealState
from gongkai.procedure.words import Words
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import facts_of

WORDS = {
    "applicant_name": "申请人",
    "applicant_kind": "申请人类型",
    "channel": "提交方式",
    "title": "所需信息",
    "description": "特征描述",
    "earlier_number": "原登记号",
    "medium": "获取方式",
    "person_name": "经办人",
    "stand_in_name": "代班人",
    "how": "方式",
    "with_whom": "与谁",
    "places": "范围",
    "methods": "方法",
    "keywords": "关键词",
    "items": "需补正",
    "facts": "事实",
    "until": "期限",
    "term_days": "期限（自收到之日起，工作日）",
    "name": "对象",
    "ref": "编号",
    "co_producer": "共同制作机关",
    "consent": "意见",
    "partly": "部分同意",
    "outcome": "办理结果",
    "result": "结果",
    "content": "内容",
    "reason": "理由",
    "reasonable": "理由是否合理",
    "article": "依据",
    "letter_number": "文号",
    "agency_named": "负责公开的机关",
    "agency_contact": "联系方式",
    "way": "途径",
    "number": "号码",
    "receiver": "签收人",
    "days": "延长工作日",
    "approved_by_name": "同意人",
    "agreed_on_paper": "纸面上同意，本站没有记录",
    "basis": "计费方式",
    "count": "数量",
    "amount": "金额（元）",
    "position": "按登记的第几件",
    "posted_on": "交邮",
    "term_reason": "所定期限的理由",
    "kind": "种类",
    "filed_by": "提起人",
    "organ": "复议机关、法院",
    "procedure": "审理程序",
    "redo": "责令重新答复",
    "reply_until": "重新答复期限",
    "received_on": "收到副本",
    "answer_until": "答复举证期限",
    "accepted_on": "受理",
    "decide_until": "复议决定期限",
    "instance": "审级",
    "decision_received_on": "收到决定书、裁判文书",
    "paper": "一审的裁判文书",
    "effective_on": "上诉期满、生效之日",
    "corrects": "更正",
    "open_now": "可以公开",
    "next_on": "下次评估",
    "volume": "案卷号",
    "place": "存放处",
}
PARTLY = "部分同意"
BASES = {"items": "按件", "pages": "按量"}
_TRUTH = {True: "是", False: "否"}
_ASKED = {"third_party.asked": "third_party", "agency.asked": "agency"}


def choices_of(kind: str, name: str) -> dict[str, str]:
    """The words that this particular may be, by code; empty where it is free text."""
    if name == "result" and kind != "appeal.concluded":
        return {}
    if name == "way" and kind == "submitted":
        return OBTAINED_BY
    return _CHOICES[name]() if name in _CHOICES else {}


def _labels(words: type[Words]) -> dict[str, str]:
    return {str(code): str(label) for code, label in words.choices}


# Made where it is asked for: a page names a few of them, and the lists of the law are long.
_CHOICES: dict[str, Callable[[], dict[str, str]]] = {
    "applicant_kind": lambda: {code: one.label for code, one in applicant_kinds().items()},
    "channel": lambda: _labels(Channel),
    "medium": lambda: _labels(Medium),
    "way": lambda: _labels(Way),
    "outcome": lambda: {code: one.short for code, one in outcomes().items()},
    "result": lambda: _labels(AppealResult),
    "kind": lambda: _labels(AppealKind),
    "filed_by": lambda: _labels(Appellant),
    "procedure": lambda: _labels(Procedure),
    "instance": lambda: _labels(Instance),
    "paper": lambda: _labels(CourtPaper),
    "basis": lambda: BASES,
}


def said(kind: str, name: str, value: Any) -> str:
    """A particular in words."""
    if isinstance(value, bool):
        return ("同意" if value else "不同意") if name == "consent" else _TRUTH[value]
    if name == "way" and kind == "submitted":
        return obtained_by(str(value))
    return choices_of(kind, name).get(str(value), str(value))


def consulted(case: Case) -> dict[tuple[str, str], str]:
    """Whom the letters of the case asked for an opinion, by kind and the number of the letter."""
    asked = (fact for fact in standing(facts_of(case)) if fact.kind in _ASKED)
    return {(_ASKED[fact.kind], fact.ref): str(fact.data.get("name") or "") for fact in asked}


def appeal_label(appeal: AppealState) -> str:
    """Reconsideration or lawsuit, with the instance where it is not the first."""
    kind = AppealKind(appeal.kind).label
    if appeal.instance == Instance.FIRST:
        return kind
    return f"{kind} {Instance(appeal.instance).label} {appeal.instance_ref}".strip()


def note(kind: str, data: Mapping[str, Any]) -> str:
    """What an event says, in one line."""
    if data.get("partly"):
        data = {**data, "consent": PARTLY, "partly": None}
    return "；".join(
        f"{word}：{said(kind, name, data[name])}"
        for name, word in WORDS.items()
        if data.get(name) not in (None, "")
    )
