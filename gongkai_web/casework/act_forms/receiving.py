"""登记、审核: confirming, assigning, talking, splitting, and the correction notice."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from gongkai.deadlines import workdays_of
from gongkai.procedure import checks
from gongkai.procedure.facts import RECEIVED_AT_ONCE, ApplicantRole, Channel
from gongkai_web.cases.actions import Part
from gongkai_web.casework.act_forms.base import ActForm, LateNews, TermForm, named, people
from gongkai_web.office.fields import choice, day, lines, number, text

HOW_CONFIRMED = [
    ("电话", "电话"),
    ("当面", "当面"),
    ("书面", "书面"),
    ("电子邮件", "电子邮件"),
    ("在线", "在线"),
]
HOW_TALKED = [
    ("电话", "电话"),
    ("当面", "当面"),
    ("书面", "书面"),
    ("电子邮件", "电子邮件"),
    ("网络", "网络"),
]
PARTS_SHOWN, PARTS_MOST = 4, 40


class ConfirmReceipt(ActForm):
    """The day of receipt."""

    act = "confirm_receipt"
    day_label = "收到申请之日"
    submit = "确认收到"
    lead = "所有期限从这一天起算。"
    how = choice(
        "怎样确认", HOW_CONFIRMED, "平常信函、传真、电子邮件、在线提交的须与申请人确认。", required=False
    )
    with_whom = text("与谁确认", "申请人姓名、所用电话。", required=False, most=100)
    reason = lines("迟收的原因", required=False, rows=2)

    def prepare(self) -> None:
        """The law says which day it is, by the channel."""
        state = self.subject.state
        channel = Channel(state.channel)
        if channel in RECEIVED_AT_ONCE:
            self.fields["day"].initial = state.submitted_on
            self.set_hint(
                "day",
                f"{channel.label}的，以提交之日 {state.submitted_on} 为收到之日（第三十一条第（一）项）。",
            )
            del self.fields["how"], self.fields["with_whom"]
        elif channel == Channel.REGISTERED_POST:
            self.fields["day"].initial = state.submitted_on
            self.set_hint("day", "需签收的邮寄，以签收之日为收到之日（第三十一条第（二）项）。")
            del self.fields["how"], self.fields["with_whom"]
        else:
            self._with_the_applicant(channel)
        self._ask_why_late(channel)

    def _ask_why_late(self, channel: Channel) -> None:
        """Only where it is late already, or may become so by the day that is typed."""
        until = checks.receipt_late_after(channel, self.subject.state.submitted_on)
        if until is None or self.subject.today <= until:
            del self.fields["reason"]
            return
        said = "到达以后为什么没有及时登记收到；主管部门可以看到"
        self.set_hint("reason", f"收到之日晚于 {until} 的必填：{said}。")

    def _with_the_applicant(self, channel: Channel) -> None:
        """Both sides confirm: how and with whom proves the day."""
        said = "双方确认之日为收到之日（第三十一条第（三）项）；提交不等于收到。"
        if channel == Channel.ORDINARY_POST:
            said = "平常信函应于收到当日与申请人确认，确认之日为收到之日（第三十一条第（二）项）。"
        self.set_hint("day", said)
        for name in ("how", "with_whom"):
            self.fields[name].required = True
        self.fields["with_whom"].initial = " ".join(filter(None, self._contact()))

    def _contact(self) -> tuple[str, str]:
        """Whom to call: the agent where there is one, else the applicant."""
        people = self.subject.case.applicants.exclude(role=ApplicantRole.JOINT).order_by("position")
        last = people.last()
        return (last.name, last.phone) if last else (self.subject.state.applicant_name, "")


class Assign(ActForm):
    """Who sees to it."""

    act = "assign"
    submit = "分派"
    person = choice("经办人", [])
    stand_in = choice("代班人", [], "经办人不在时由谁办。", required=False, empty="不指定")
    reason = text("说明", required=False)

    def prepare(self) -> None:
        """The people of the agency."""
        self.found = people(self.subject)
        for name, empty in (("person", "请选择"), ("stand_in", "不指定")):
            self.set_choices(name, named(self.found), empty=empty)
        self.fields["person"].initial = self.subject.state.handler_id
        self.fields["stand_in"].initial = self.subject.state.stand_in_id

    def arguments(self) -> dict[str, Any]:
        """People for keys."""
        given = super().arguments()
        return {
            **given,
            "person": self.found[given["person"]],
            "stand_in": self.found.get(given["stand_in"]),
        }


class NoteTalk(ActForm):
    """What was said with the applicant."""

    act = "note_talk"
    lead = "与申请人沟通的记录归入本件案卷。"
    how = choice("方式", HOW_TALKED)
    with_whom = text("与谁", required=False, most=100)
    content = lines("内容", "谈了什么，申请人怎样答复。")

    def prepare(self) -> None:
        """The applicant first."""
        self.fields["with_whom"].initial = self.subject.state.applicant_name


class SplitCase(ActForm):
    """Into several, each with its own number."""

    act = "split_case"
    submit = "拆分"
    prefill, prefill_after = "再加一件", "reason"
    lead = "一事一申请：每一部分成为单独一件，各有登记号，承接已经发生的一切；原件不再计数，作废才能撤回。"
    reason = lines("拆分的理由", rows=2)

    def prepare(self) -> None:
        """Rows for the parts: as many as were sent, at least some."""
        for index in range(1, self._shown() + 1):
            needed = index <= 2
            self.fields[f"title_{index}"] = text(f"第 {index} 件所需信息", required=needed)
            self.fields[f"description_{index}"] = lines(f"第 {index} 件特征描述", required=False, rows=2)
        self.order_fields(["day", *[name for name in self.fields if name != "day"][1:], "reason"])

    def _shown(self) -> int:
        """As many rows as were sent, within bounds."""
        numbers = [name.removeprefix("title_") for name in (*self.data, *self.initial) if "title_" in name]
        sent = max((int(number) for number in numbers if number.isdecimal()), default=0)
        return max(PARTS_SHOWN, min(sent, PARTS_MOST))

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows shown."""
        return [int(name.removeprefix("title_")) for name in self.fields if name.startswith("title_")]

    def filled_in(self, data: QueryDict) -> QueryDict:
        """One more row."""
        more = data.copy()
        more[f"title_{len(self.rows) + 1}"] = ""
        return more

    def arguments(self) -> dict[str, Any]:
        """The filled rows as parts."""
        given = self.cleaned_data
        parts = [
            Part(given[f"title_{index}"], given.get(f"description_{index}", ""))
            for index in self.rows
            if given.get(f"title_{index}", "").strip()
        ]
        return {"parts": parts, "reason": given["reason"]}


class AskCorrection(TermForm):
    """Once, within seven working days."""

    act, bounds = "ask_correction", "correction_by_applicant"
    day_label = "补正告知书日期"
    items = lines("需补正的事项", "说明哪里不明确、应当怎样补正，给予指导和释明（《条例》第三十条）。")
    term_days = number("补正期限（工作日）")
    until = day("补正期限届满日", required=False)

    def prepare(self) -> None:
        """Both terms by the law of the day."""
        super().prepare()
        received = self.subject.state.received_on
        if received:
            until = checks.term_end_or_none("correction_notice", received)
            most = workdays_of("correction_notice", received)
            self.set_hint("day", f"只能告知一次，收到申请之日起 {most} 个工作日内（{until} 前）作出。")
        usual = checks.term_end_or_none("correction_by_applicant", self.subject.today)
        said = f"；今天送达的，默认到 {usual}" if usual else ""
        self.fields["term_days"].required = False
        self.set_hint(
            "term_days",
            "合理期限，自申请人收到告知书之日起算；登记送达以后，页面写明最后一天。"
            f"不填则从送达起按默认期限计算{said}。",
        )
        self.set_hint("until", "告知书写明了届满日的填这一项，不填工作日数。")


class ServeCorrection(LateNews):
    """The applicant's term begins."""

    act = "serve_correction"
    day_label = "申请人收到补正告知书的日期"
    lead = "送达之日起计算申请人的补正期限；没有送达，不能按逾期不补正处理。"


class ReceiveCorrection(LateNews):
    """The term of the reply starts anew; after a reply that said that none came, there is another to give."""

    act = "receive_correction"
    day_label = "收到补正的日期"
    lead = "答复期限自收到补正的申请之日起重新计算（《条例》第三十条）。"
    title = text(
        "补正后的所需信息", "照申请人所写；以后的文书引用它，并写明经补正。", required=False, most=300
    )
    description = lines("补正后的描述", "照申请人所写。", required=False)
    posted_on = day(
        "补正材料交邮的日期", "邮寄的填邮戳日期：补正期限届满以前交邮的，不算逾期。", required=False
    )

    def prepare(self) -> None:
        """What stands so far."""
        if self.subject.state.concluded_on:
            self.lead = (
                "本件已经答复。补正期限届满以前提出、交邮的，不算逾期：按逾期不补正终止办理的，"
                "自收到补正之日起重新答复（《条例》第三十条）。"
            )
        self.fields["title"].initial = self.subject.state.title
        self.fields["description"].initial = self.subject.state.description


class Withdraw(ActForm):
    """The applicant gives up."""

    act = "withdraw"
    day_label = "申请人撤回的日期"
    submit = "登记撤回"
    lead = "已经收到的申请撤回后，还要作出终止办理的答复（其他处理 3.其他）。"
    reason = lines("申请人说明的理由", required=False, rows=2)


class HandleReminder(ActForm):
    """What the supervising office did."""

    act = "handle_reminder"
    submit = "登记处理情况"
    lead = "申请人反映逾期未答复（《条例》第四十七条第二款、第五十一条）：查实的督促整改或者通报批评。"
    content = lines("处理情况", "督促、通报，或者查明没有逾期的说明。")


FORMS: tuple[type[ActForm], ...] = (
    ConfirmReceipt,
    Assign,
    NoteTalk,
    SplitCase,
    AskCorrection,
    ServeCorrection,
    ReceiveCorrection,
    Withdraw,
    HandleReminder,
)
