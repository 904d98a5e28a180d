"""救济: appeals from receipt to result, and the second reply."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from gongkai.deadlines import workdays_of
from gongkai.procedure.facts import AppealKind, AppealResult, Procedure
from gongkai.procedure.known import AppealState
from gongkai_web.casework.act_forms.base import ActForm
from gongkai_web.casework.act_forms.replying import article_of, outcome_choices, outcome_meant, usual_articles
from gongkai_web.office.fields import choice, day, lines, text, truth, yes_or_no


class FileAppeal(ActForm):
    """A reconsideration or a lawsuit."""

    act = "file_appeal"
    day_label = "提起日期"
    ref = text("案号", "每个案件用各自的案号。", most=100)
    kind = choice("种类", AppealKind.choices)
    organ = text("复议机关、法院", required=False, most=200)
    procedure = choice("审理程序", Procedure.choices, required=False, empty="还不知道")
    received_on = day("收到申请书、起诉状副本的日期", required=False)
    answer_until = day("答复举证期限", "复议机关、法院另定期限的填写；诉讼案件照通知填写。", required=False)

    def prepare(self) -> None:
        """The terms of the answer by the law of the day."""
        on = self.subject.today
        ordinary, summary = workdays_of("evidence_ordinary", on), workdays_of("evidence_summary", on)
        self.set_hint(
            "received_on",
            f"复议案件自收到副本之日起：普通程序 {ordinary} 个、简易程序 {summary} 个工作日内答复举证。",
        )


class _About(ActForm):
    """About one of the appeals of the case."""

    ref = choice("哪一案件", [])

    def prepare(self) -> None:
        """Those still to do."""
        self.set_choices(
            "ref",
            [
                (one.ref, f"{AppealKind(one.kind).label} {one.ref}（{one.filed_on} 提起）")
                for one in self.subject.state.appeals
                if self.wanted(one)
            ],
        )

    def wanted(self, one: AppealState) -> bool:
        """Whether the appeal is on the list."""
        return not one.result


class AnswerAppeal(_About):
    """Answer and evidence."""

    act = "answer_appeal"
    on_paper = True
    day_label = "提交日期"
    lead = "逾期提交视为没有证据、依据（《行政复议法》第七十条）。"
    content = lines("提交了什么", "答复书、证据目录。", required=False)

    def wanted(self, one: AppealState) -> bool:
        """Neither answered nor concluded."""
        return not one.answered_on and not one.result


class ConcludeAppeal(_About):
    """How it ended."""

    act = "conclude_appeal"
    day_label = "审结日期"
    result = choice(
        "结果", AppealResult.choices, "按年报表四的三列；撤回、驳回起诉等按决定书、裁判文书判断。"
    )
    content = lines("决定、裁判的内容", required=False)
    redo = yes_or_no(
        "是否责令重新答复", "责令重新答复", "没有", "不选的，结果纠正按责令重新答复办理。", required=False
    )
    reply_until = day("重新答复的期限", "决定书、裁判文书写明的日期。", required=False)

    def arguments(self) -> dict[str, Any]:
        """Yes, no, or not said."""
        given = super().arguments()
        return {**given, "redo": truth(given["redo"])}


class RevokeReply(ActForm):
    """The reply is taken back; the new one comes with its own letter."""

    act = "revoke_reply"
    day_label = "撤销日期"
    submit = "登记撤销"
    lead = "撤销以后须重新答复。更正或者撤销的同时就写明新答复的，直接登记重新答复。"
    reason = lines("撤销的原因", "自行纠正的写明缘由；依复议决定、判决撤销的写明文号。", rows=2)
    letter_number = text("文号", required=False, most=100)


class ReplyAgain(ActForm):
    """No new case; what was counted stays."""

    act = "reply_again"
    day_label = "重新答复日期"
    submit = "登记重新答复"
    prefill, prefill_after = "带出条款", "outcome"
    lead = "重新答复不另计一件，年报仍按原答复计数。"
    corrects = lines("更正了原答复的什么", "没有复议、诉讼而自行更正、撤销的必填。", required=False, rows=2)
    outcome = choice("办理结果", [])
    article = text("依据的条款", "除予以公开外必填。", required=False)
    reason = lines("理由", "除予以公开外必填。", required=False)
    letter_number = text("文号", required=False, most=100)

    def prepare(self) -> None:
        """The choices."""
        self.set_choices("outcome", outcome_choices(self.day_meant, str(self.data.get("outcome", ""))))

    def filled_in(self, data: QueryDict) -> QueryDict:
        """The article of the chosen outcome, where nothing else was written."""
        chosen = outcome_meant(self)
        filled = data.copy()
        if chosen and data.get("article", "").strip() in usual_articles():
            filled["article"] = article_of(chosen)
        return filled


FORMS: tuple[type[ActForm], ...] = (FileAppeal, AnswerAppeal, ConcludeAppeal, RevokeReply, ReplyAgain)
