"""救济: appeals from receipt to result, and the second reply."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from gongkai.deadlines import terms, workdays_of
from gongkai.procedure import checks
from gongkai.procedure.facts import AppealKind, AppealResult, Appellant, CourtPaper, Instance, Procedure
from gongkai.procedure.known import AppealState
from gongkai.procedure.machine import judged
from gongkai_web.cases.words import appeal_label
from gongkai_web.casework.act_forms.base import ActForm
from gongkai_web.casework.act_forms.replying import article_of, outcome_choices, outcome_meant, usual_articles
from gongkai_web.look.parts import Link
from gongkai_web.office.fields import choice, day, lines, text, truth, yes_or_no


class FileAppeal(ActForm):
    """A reconsideration or a lawsuit."""

    act = "file_appeal"
    lead = (
        "一审、二审、再审是同一件诉讼：这里登记一次，以后登记二审、再审，年报表四只计一件。"
        "针对还没有登记的旧件的，先补登旧件和它的答复（收到、答复都填当年的日期），再登记；"
        "表四计案件所在的年度，旧件不计入本年表三。"
    )
    day_label = "提起日期"
    ref = text("案号", "每个案件用各自的案号。", most=100)
    kind = choice("种类", AppealKind.choices)
    filed_by = choice(
        "谁提起的",
        [(one.value, one.label) for one in Appellant if one != Appellant.APPLICANT],
        "第三方不服公开决定的，选“第三方”：申请人自己的救济不受影响。",
        required=False,
        empty=Appellant.APPLICANT.label,
    )
    organ = text("复议机关、法院", required=False, most=200)
    procedure = choice("审理程序", Procedure.choices, required=False, empty="还不知道")
    received_on = day("收到申请书、起诉状副本的日期", required=False)
    answer_until = day(
        "答复举证期限", "复议机关、法院另定期限，或者法院准许延期的填写；不填的按法律计算。", required=False
    )
    accepted_on = day("复议机关受理的日期", "复议案件的决定期限从这一天起算。", required=False)
    decide_until = day("复议决定的期限", "延长的，填延长以后的最后一天；不填的按法律计算。", required=False)

    def prepare(self) -> None:
        """The terms of the answer by the law of the day."""
        on = self.subject.today
        ordinary, summary = workdays_of("evidence_ordinary", on), workdays_of("evidence_summary", on)
        self.set_hint(
            "received_on",
            f"自收到副本之日起答复举证：复议普通程序 {ordinary} 个、简易程序 {summary} 个工作日内，"
            f"诉讼 {workdays_of('evidence_litigation', on)} 日内。",
        )


class _About(ActForm):
    """About one of the appeals of the case."""

    ref = choice("哪一案件", [])

    def prepare(self) -> None:
        """Those still to do."""
        self.set_choices(
            "ref",
            [
                (one.ref, f"{appeal_label(one)} {one.ref}（{one.filed_on} 提起）")
                for one in self.subject.state.appeals
                if self.wanted(one)
            ],
        )

    def wanted(self, one: AppealState) -> bool:
        """Whether the appeal is on the list."""
        return one.pending


class NextInstance(_About):
    """The same lawsuit before a higher court, or tried anew."""

    act = "next_instance"
    day_label = "上诉、再审的日期"
    lead = "二审、再审是同一件诉讼的审级，不另计一件：年报表四以生效的结果为准，再审不改已公布的年度。"
    instance = choice("审级", [])
    number = text("本审级的案号", required=False, most=100)
    organ = text("法院", required=False, most=200)
    received_on = day("收到上诉状、再审申请书副本的日期", required=False)
    answer_until = day("答辩期限", "照法院的通知填写。", required=False)

    def prepare(self) -> None:
        """The lawsuits that were judged, and what may follow."""
        super().prepare()
        followers = dict.fromkeys(
            one for appeal in judged(self.subject.state.appeals) for one in Instance.after(appeal.instance)
        )
        self.set_choices("instance", [(one.value, one.label) for one in followers])

    def wanted(self, one: AppealState) -> bool:
        """Judged, and not for the last time."""
        return bool(judged([one]))


class AnswerAppeal(_About):
    """Answer and evidence."""

    act = "answer_appeal"
    on_paper = True
    day_label = "提交日期"
    content = lines("提交了什么", "答复书、证据目录。", required=False)

    def prepare(self) -> None:
        """Of each its last day and what being late means, by the law of its own procedure."""
        super().prepare()
        wanted = [one for one in self.subject.state.appeals if self.wanted(one)]
        self.lead = "".join(_owed(one) for one in wanted)
        self.cites = False  # each in its own sentence, by its own law
        pk = self.subject.case.pk
        self.ways = [
            Link(f"{one.ref}：证据成册", reverse("bundles:bundle", args=[pk, one.ref])) for one in wanted
        ]

    def wanted(self, one: AppealState) -> bool:
        """Neither answered nor concluded."""
        return not one.answered_on and one.pending


def _owed(one: AppealState) -> str:
    """By when, by which article, and what being late means; at a higher instance only what the court said."""
    until = f"应在 {one.answer_until} 前提交" if one.answer_until else ""
    key = checks.evidence_term_of(one)
    if key is None or one.received_on is None:
        return f"{appeal_label(one)} {one.ref}：{until}。" if until else ""
    term = terms()[key]
    by = f"（{term.dated.on(one.received_on).source}）"
    return f"{one.ref}：{f'{until}{by}；' if until else ''}逾期{term.lapse}{'' if until else by}。"


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
    decision_received_on = day("收到决定书、裁判文书的日期", "重新答复的期限从收到之日起算。", required=False)
    paper = choice("一审的裁判文书", CourtPaper.choices, required=False, empty="不是，或者不能上诉")
    effective_on = day(
        "裁判生效的日期",
        "选了一审裁判文书的不用填：按收到之日推算上诉期满之日，此前仍为尚未审结。双方收到的日期不同的，"
        "填较晚的期满之日；已上诉的登记二审。",
        required=False,
    )
    reply_until = day("重新答复的期限", required=False)

    def prepare(self) -> None:
        """How long the reply has where no day was set."""
        super().prepare()
        usual = checks.term_said("ordered_reply", self.subject.today)
        hint = f"决定书、裁判文书写明的日期；没有写明的不填，按收到之日起 {usual}计算。"
        self.set_hint("reply_until", hint)
        on = self.subject.today
        lengths = [checks.term_said(key, on) for key in ("appeal_of_judgment", "appeal_of_ruling")]
        self.set_hint("paper", "判决书送达之日起 {}内、裁定书 {}内可以上诉。".format(*lengths))

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
    reply_until = day("重新答复的期限", required=False)

    def prepare(self) -> None:
        """How long there is where the letter says nothing."""
        owed = self.subject.state.owed if self.subject.state.redo else None
        usual = workdays_of("reply_after_revocation", self.subject.today)
        until = f"{owed.called}应于 {owed.until} 前作出" if owed else f"自撤销之日起 {usual} 个工作日"
        self.set_hint("reply_until", f"撤销决定书写明期限的填写；没有写明的不填，{until}。")


class ReplyAgain(ActForm):
    """No new case; what was counted stays."""

    act = "reply_again"
    on_paper = True
    day_label = "重新答复日期"
    submit = "登记重新答复"
    prefill, prefill_after = "带出条款", "outcome"
    corrects = lines("更正了原答复的什么", "没有复议、诉讼而自行更正、撤销的必填。", required=False, rows=2)
    outcome = choice("办理结果", [])
    article = text("依据的条款", "除予以公开外必填。", required=False)
    reason = lines("理由", "除予以公开外必填。", required=False)
    letter_number = text("文号", required=False, most=100)

    def prepare(self) -> None:
        """The choices."""
        self.set_choices("outcome", outcome_choices(self.day_meant, str(self.data.get("outcome", ""))))
        owed = self.subject.state.owed if self.subject.state.redo else None
        until = f"{owed.called}应于 {owed.until} 前作出。" if owed and owed.until else ""
        self.lead = f"{until}重新答复不另计一件，年报仍按原答复计数。"

    def filled_in(self, data: QueryDict) -> QueryDict:
        """The article of the chosen outcome, where nothing else was written."""
        chosen = outcome_meant(self)
        filled = data.copy()
        if chosen and data.get("article", "").strip() in usual_articles():
            filled["article"] = article_of(chosen)
        return filled


FORMS: tuple[type[ActForm], ...] = (
    FileAppeal,
    NextInstance,
    AnswerAppeal,
    ConcludeAppeal,
    RevokeReply,
    ReplyAgain,
)
