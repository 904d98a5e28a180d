"""答复、归档: the outcome and the letter's way, closing, the archive, looking again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from gongkai.form import form_of_year
from gongkai.outcomes import Outcome, by_group, outcomes
from gongkai.procedure import checks
from gongkai.procedure.facts import Status, Way
from gongkai.procedure.state import State
from gongkai_web.cases.models import Case
from gongkai_web.cases.similar import Similar, asked_before
from gongkai_web.cases.stored import current, facts_of
from gongkai_web.casework.act_forms.base import ActForm
from gongkai_web.casework.closing import still_open
from gongkai_web.office.fields import choice, day, lines, text, truth, yes_or_no


def row_of(code: str, day: date) -> str:
    """The row of an outcome in table 三 of the form of that year; empty where the form has none for it."""
    rows = [row.key for row in form_of_year(day.year).rows3]
    return str(rows.index(code) + 1) if code in rows else ""


def outcome_choices(day: date, chosen: str = "") -> list[tuple[str, Any]]:
    """The outcomes of that day by the groups of table 三, each with its row.

    `chosen`: what was chosen stays in the list, so that the action can say since when it is in force.
    """
    offered = outcomes().on(day)
    labels = {code: _in_table(one.label, row_of(code, day)) for code, one in offered.items()}
    if chosen in outcomes() and chosen not in offered:
        offered[chosen] = outcomes()[chosen]
        labels[chosen] = offered[chosen].label
    return [
        (group, [(one.code, labels[one.code]) for one in rows]) for group, rows in by_group(offered.values())
    ]


def _in_table(label: str, row: str) -> str:
    return f"{label}（表三第 {row} 行）" if row else label


def _usual(state: State, day: date) -> Outcome | None:
    """How a case ends that can end in one way only: withdrawn, or the applicant let a term lapse."""
    offered = outcomes().on(day).values()
    if state.status == Status.WITHDRAWN:
        return next((one for one in offered if one.after_withdrawal), None)
    lapsed = f"{state.waiting_for}_lapsed"
    return next((one for one in offered if state.waiting_for and one.requires == lapsed), None)


_WHILE_WAITING = (
    "正在等待申请人补正。已经查到信息的，可以不等补正直接提供（予以公开、部分公开）；"
    "逾期不补正的，期限届满以后再作出；其他答复应先登记收到补正。"
)


class Reply(ActForm):
    """One of the outcomes of the day."""

    act = "reply"
    on_paper = True
    day_label = "答复书日期"
    submit = "登记答复"
    prefill, prefill_after = "带出条款和理由", "outcome"
    outcome = choice("办理结果", [], "按表三的行选择，只能选一种；部分公开的不再计入不予公开。")
    article = text("依据的条款", "除予以公开、终止办理等外必填；选定结果后可以带出。", required=False)
    reason = lines("理由", "除予以公开外必填。", required=False)
    letter_number = text("文号", "答复书的文号。", required=False, most=100)
    agency_named = text(
        "负责公开的机关",
        "能够确定负责机关的，告知申请人其名称；由申请人另行提出，本机关不转送申请（第三十六条第（五）项）。",
        required=False,
    )
    agency_contact = text("该机关的联系方式", required=False)

    def prepare(self) -> None:
        """The choices; a case that can end in one way only shows it."""
        self.set_choices("outcome", outcome_choices(self.day_meant, str(self.data.get("outcome", ""))))
        state = self.subject.state
        if state.waiting_for == "correction":
            self.lead = _WHILE_WAITING
        forced = _usual(state, self.subject.today)
        if forced and not self.is_bound:
            usual = {"outcome": forced.code, "article": article_of(forced)}
            self.initial = {**usual, **self.initial}
        if state.due_on:
            self.set_hint("day", f"应在 {state.due_on} 前作出；默认今天，补登的填实际日期，不能晚于今天。")

    def filled_in(self, data: QueryDict) -> QueryDict:
        """Article and reason of the chosen outcome, where nothing else was written."""
        chosen = outcome_meant(self)
        if not chosen:
            return data
        filled = data.copy()
        if data.get("article", "").strip() in usual_articles():
            filled["article"] = article_of(chosen)
        if not data.get("reason", "").strip() and chosen.cites_earlier:
            filled["reason"] = self._earlier_reply()
        elif not data.get("reason", "").strip() and chosen.reason:
            filled["reason"] = f"您申请的信息属于：{chosen.short}。"
        return filled

    @property
    def earlier(self) -> list[Similar]:
        """The same applicant's earlier requests for the same."""
        case = self.subject.case
        return asked_before(case.agency, case.applicant_key, case.title, self.subject.today, but=case.pk)[:3]

    def _earlier_reply(self) -> str:
        answered = [one.case for one in self.earlier if one.case.concluded_on]
        if not answered:
            return ""
        return f"{said_earlier(answered[0])}，不再重复处理。"


def outcome_meant(form: ActForm) -> Outcome | None:
    """What was chosen, as it reads on the day of the reply; None where nothing of the law was."""
    code, day = str(form.data.get("outcome", "")), form.day_meant
    return outcomes().on(day).get(code) or outcomes().get(code)


def usual_articles() -> set[str]:
    """The articles that the form fills in by itself, of all times, and none."""
    through_time = (value.value for dated in outcomes().words.values() for value in dated.values)
    return {str(one.source) for one in through_time} | {""}


def article_of(outcome: Outcome) -> str:
    """The article of an outcome as letters cite it; none where the law has none (a withdrawal)."""
    return str(outcome.source) if outcome.article else ""


def said_earlier(case: Case) -> str:
    """An earlier request and how it was answered, in words."""
    number = letter_number_of(case)
    return (
        f"您此前就相同内容提出的申请（{case.registry_number}），本机关已于 {case.concluded_on} "
        f"答复{f'（{number}）' if number else ''}"
    )


def letter_number_of(case: Case) -> str:
    """The number of the letter that answered the case; empty where none was entered."""
    return current(case).letter_number


class Dispatch(ActForm):
    """By this day the agency is late or not."""

    act = "dispatch"
    on_paper = True
    day_label = "发出日期"
    submit = "登记发出"
    lead = "是否逾期看这一天：当面交付、交邮、到达对方系统之日（国办公开办函〔2016〕235号）。"
    way = choice("途径", Way.choices, "邮寄必须通过邮政企业。")
    number = text("邮件号", "挂号、EMS 的号码。", required=False, most=100)

    def prepare(self) -> None:
        """As the applicant asked."""
        self.fields["way"].initial = self.subject.state.way


class Serve(ActForm):
    """From this day the remedies run."""

    act = "serve"
    on_paper = True
    day_label = "申请人收到的日期"
    submit = "登记送达"
    lead = "申请人复议、诉讼的期限从这一天起算。"
    way = choice("途径", Way.choices)
    receiver = text("签收人", required=False, most=100)

    def prepare(self) -> None:
        """As the applicant asked, and who."""
        self.fields["way"].initial = self.subject.state.way
        self.fields["receiver"].initial = self.subject.state.applicant_name


class _Ends(ActForm):
    """Ends the case; says what is open all the same."""

    def prepare(self) -> None:
        """By the appeals, and by what the applicant can still bring."""
        subject = self.subject
        self.lead = still_open(facts_of(subject.case), subject.state, subject.today)


class Close(_Ends):
    """Nothing more is to be done."""

    act = "close"
    day_label = "结案日期"
    submit = "结案"
    content = lines("说明", required=False, rows=2)


class Archive(_Ends):
    """第四十五条."""

    act = "archive"
    day_label = "归档日期"
    submit = "归档"
    volume = text("案卷号", required=False, most=100)
    place = text("存放处", required=False, most=200)


class Reassess(ActForm):
    """第十八条."""

    act = "reassess"
    day_label = "评估日期"
    submit = "登记评估"
    open_now = yes_or_no("现在可以公开吗", "可以公开", "仍不能公开")
    content = lines("评估结论")
    next_on = day("下次评估日期", required=False)

    def prepare(self) -> None:
        """The usual next day."""
        following = checks.term_end_or_none("reassessment", self.subject.today)
        said = f"不填则到 {following}" if following else "请填写"
        self.set_hint("next_on", f"仍不能公开的，{said}。")

    def arguments(self) -> dict[str, Any]:
        """Yes or no."""
        given = super().arguments()
        return {**given, "open_now": truth(given["open_now"])}


FORMS: tuple[type[ActForm], ...] = (Reply, Dispatch, Serve, Close, Archive, Reassess)
