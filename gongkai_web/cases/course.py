"""Can this have happened next, and what does it change?

The walk through the standing events of one case, in order of their days. The impossible is refused with a
sentence; the unlawful that can have happened is taken and flagged. Pure: no database, no today.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai import clock
from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai.outcomes import applicant_kinds, outcomes
from gongkai_web.cases import checks
from gongkai_web.cases.errors import Refused
from gongkai_web.cases.facts import RECEIVED_AT_ONCE, AppealKind, AppealResult, Channel, Fact, Flag

# Notes of the clock that say that the agency broke a rule; the others only inform.
UNLAWFUL = frozenset({"correction-twice", "correction-late", "extension-twice", "extension-late", "fee-late"})
BEFORE_RECEIPT = frozenset({"submitted", "confirmed", "withdrawn"})
AFTER_REPLY = frozenset(
    {
        "third_party.answered",
        "agency.answered",
        "dispatched",
        "served",
        "appeal.filed",
        "appeal.concluded",
        "replied_again",
    }
)


class Course:
    """What is known of the case so far. `take` the facts in order, then read the attributes."""

    def __init__(self) -> None:
        self.submitted_on: date | None = None
        self.applicant_kind = self.applicant_name = self.channel = self.title = self.description = ""
        self.received_on: date | None = None
        self.handled = self.split = False
        self.withdrawn_on: date | None = None
        self.replied_on: date | None = None
        self.outcome = self.reason = self.article = self.letter_number = ""
        self.dispatched_on: date | None = None
        self.served_on: date | None = None
        self.replied_again_on: date | None = None
        self.outcome_again = ""
        self.fee_noticed_on: date | None = None
        self.fee_amount = 0
        self.fee_served_on: date | None = None
        self.fee_paid_on: date | None = None
        self.open_consultations: dict[tuple[str, str], dict[str, date | None]] = {}
        self.appeals: dict[str, dict[str, Any]] = {}
        self._correction: dict[str, date | None] = {}
        self._corrected = False
        self._extended_by: int | None = None
        self._again: dict[str, date] = {}
        self._ticks: list[clock.Event] = []
        self._reply_due: clock.Due | None = None
        self._own_flags: list[Flag] = []

    @property
    def closed(self) -> bool:
        """Nobody waits for the applicant any more."""
        return self.replied_on is not None or self.split or self.withdrawn_on is not None

    def take(self, fact: Fact) -> None:
        """Takes the next fact. Raises Refused where it cannot have happened here."""
        self._in_time(fact)
        self._STEPS[fact.kind](self, fact)
        if fact.kind in clock.EVENT_LABELS and not self.replied_on:
            self._ticks.append(clock.Event(fact.kind, fact.day, fact.ref))
        if fact.kind not in BEFORE_RECEIPT:
            self.handled = True

    def due(self) -> clock.Due | None:
        """The clock's answer, as of the reply where there is one. None before the receipt, or once split."""
        if self._reply_due or self.received_on is None or self.split:
            return self._reply_due
        try:
            return clock.due(
                self.received_on,
                self._ticks,
                extend=self._extended_by,
                applicant_until=self._correction_until(),
            )
        except GongkaiError as error:
            raise Refused(str(error)) from error

    def flags(self, due: clock.Due | None) -> tuple[Flag, ...]:
        """The rules that were broken."""
        noted = [Flag(note.code, note.message) for note in due.notes if note.code in UNLAWFUL] if due else []
        return (*noted, *self._own_flags)

    def notes(self, due: clock.Due | None) -> tuple[Flag, ...]:
        """What the officer should know besides."""
        if not due:
            return ()
        return tuple(Flag(note.code, note.message) for note in due.notes if note.code not in UNLAWFUL)

    # – what holds for all events

    def _in_time(self, fact: Fact) -> None:
        if fact.kind not in self._STEPS:
            raise Refused(f"不认识的办理事项「{fact.kind}」。")
        what = f"「{fact.label}」登记在 {fact.day}"
        if fact.kind != "submitted" and self.submitted_on is None:
            raise Refused(f"{what}，此前没有提交申请的登记；请核对日期。")
        if fact.kind not in BEFORE_RECEIPT and self.received_on is None:
            raise Refused(f"{what}，此前申请尚未确认收到；请先确认收到，或核对日期。")
        if self.split:
            raise Refused(f"{what}，但本件已拆分办理；请登记到拆分出的各件上。")
        if self.replied_on and fact.kind not in AFTER_REPLY:
            raise Refused(
                f"{what}，但本件已于 {self.replied_on} 答复；请核对日期，答复登记有误的请作废后另记。"
            )
        if self.withdrawn_on and fact.kind not in AFTER_REPLY | {"replied"}:
            raise Refused(
                f"{what}，但申请人已于 {self.withdrawn_on} 撤回申请；请作出终止办理的答复（其他处理）。"
            )

    # – submission and receipt (第二十九条、第三十一条)

    def _submitted(self, fact: Fact) -> None:
        if self.submitted_on:
            raise Refused("本件已有提交申请的登记；写错的请作废后另记。")
        given = fact.data
        if given.get("applicant_kind") not in applicant_kinds():
            raise Refused(
                f"不认识的申请人类型「{given.get('applicant_kind')}」；可用：{'、'.join(applicant_kinds())}。"
            )
        if given.get("channel") not in Channel.values:
            raise Refused(f"不认识的提交方式「{given.get('channel')}」；可用：{'、'.join(Channel.values)}。")
        for name, label in (
            ("applicant_name", "申请人姓名或者名称"),
            ("title", "所需政府信息的名称或特征描述"),
        ):
            if not str(given.get(name) or "").strip():
                raise Refused(f"缺少{label}（《条例》第二十九条）；请填写。")
        self.submitted_on = fact.day
        self.applicant_kind, self.applicant_name = given["applicant_kind"], given["applicant_name"]
        self.channel, self.title = given["channel"], given["title"]
        self.description = given.get("description") or ""

    def _confirmed(self, fact: Fact) -> None:
        if self.received_on:
            raise Refused(f"本件已于 {self.received_on} 确认收到；写错的请作废后另记。")
        if self.channel in RECEIVED_AT_ONCE and fact.day != self.submitted_on:
            raise Refused(
                f"{Channel(self.channel).label}的申请以提交之日为收到之日（《条例》第三十一条第（一）项），"
                f"应为 {self.submitted_on}，不是 {fact.day}。"
            )
        self.received_on = fact.day

    def _withdrawn(self, fact: Fact) -> None:
        self.withdrawn_on = fact.day

    # – correction (第三十条)

    def _correction_asked(self, fact: Fact) -> None:
        until = checks.day_in(fact.data.get("until"))
        if until and until < fact.day:
            raise Refused(f"补正期限 {until} 早于发出补正告知书的 {fact.day}；请核对。")
        self._correction = {"asked": fact.day, "until": until, "served": None, "received": None}

    def _correction_served(self, fact: Fact) -> None:
        if not self._correction or self._correction["served"] or self._correction["received"]:
            raise Refused(f"{fact.day} 登记补正告知书送达，此前却没有待送达的补正告知书；请核对日期。")
        self._correction["served"] = fact.day

    def _correction_received(self, fact: Fact) -> None:
        if not self._correction or self._correction["received"]:
            raise Refused(f"{fact.day} 登记收到补正，此前却没有发出补正告知书；请核对日期。")
        self._correction["received"] = fact.day
        self._corrected = True
        self.description = fact.data.get("description") or self.description

    def _correction_until(self) -> date | None:
        """The applicant's day: as set in the notice, else the default counted from its service."""
        start = self._correction.get("served") or self._correction.get("asked")
        return self._correction.get("until") or (start and checks.term_end("correction_by_applicant", start))

    # – consultations (第三十二条、第三十四条)

    def _asked(self, fact: Fact) -> None:
        if not fact.ref:
            raise Refused(f"「{fact.label}」须写明征求意见书的编号，以便与答复对应。")
        if _consultation(fact) in self.open_consultations:
            raise Refused(
                f"编号「{fact.ref}」的征求意见还没有收到答复，不能再次发出；另征求一方的请用另一个编号。"
            )
        self.open_consultations[_consultation(fact)] = {"asked": fact.day, "served": None}

    def _asked_served(self, fact: Fact) -> None:
        found = self._open_consultation(fact)
        if found["served"]:
            raise Refused(f"编号「{fact.ref}」的征求意见书已于 {found['served']} 送达；写错的请作废后另记。")
        found["served"] = fact.day

    def _answered(self, fact: Fact) -> None:
        self._open_consultation(fact)
        if not isinstance(fact.data.get("consent"), bool):
            raise Refused("请写明对方是否同意公开。")
        del self.open_consultations[_consultation(fact)]

    def _open_consultation(self, fact: Fact) -> dict[str, date | None]:
        if _consultation(fact) not in self.open_consultations:
            raise Refused(
                f"{fact.day} 登记「{fact.label}」，此前却没有编号「{fact.ref}」的征求意见待答复；"
                "请核对编号和日期。"
            )
        return self.open_consultations[_consultation(fact)]

    # – extension (第三十三条第二款)

    def _extended(self, fact: Fact) -> None:
        days = fact.data.get("days")
        most = terms()["extension"].dated.on(self._received).value.count
        if not isinstance(days, int) or not 1 <= days <= most:
            raise Refused(
                f"延长 {days} 个工作日不合法：延期最短 1 个、最长不超过 {most} 个工作日"
                "（《条例》第三十三条）。"
            )
        if self._extended_by is None:
            self._extended_by = days

    # – fee (《信息处理费管理办法》)

    def _fee_decided(self, fact: Fact) -> None:
        if self.fee_noticed_on:
            raise Refused(
                f"本件已于 {self.fee_noticed_on} 发出收费通知；每件申请只按一种标准收一次费（第三条）。"
            )
        if self._correction and not self._correction["received"]:
            raise Refused("本件还在等待补正；请先收到补正，再决定是否收费。")
        amount = checks.fee_amount(fact.data, fact.day)
        if fact.data.get("amount") != amount:
            raise Refused(f"按标准应收 {amount} 元，登记的是 {fact.data.get('amount')} 元；请核对。")
        if not amount:
            raise Refused("按标准不收费，不必发出收费通知。")
        self.fee_noticed_on, self.fee_amount = fact.day, amount

    def _fee_served(self, fact: Fact) -> None:
        if not self.fee_noticed_on:
            raise Refused(f"{fact.day} 登记收费通知送达，此前却没有发出收费通知；请核对日期。")
        if self.fee_served_on:
            raise Refused(f"收费通知已于 {self.fee_served_on} 送达；写错的请作废后另记。")
        self.fee_served_on = fact.day

    def _fee_paid(self, fact: Fact) -> None:
        if not self.fee_served_on:
            raise Refused(f"{fact.day} 登记缴费，此前却没有送达收费通知；请核对日期。")
        if self.fee_paid_on:
            raise Refused(f"费用已于 {self.fee_paid_on} 缴清；写错的请作废后另记。")
        if fact.data.get("amount") != self.fee_amount:
            raise Refused(f"应缴 {self.fee_amount} 元，登记缴纳 {fact.data.get('amount')} 元；缴清后再登记。")
        self.fee_paid_on = fact.day

    # – split

    def _split(self, fact: Fact) -> None:
        if len(fact.data.get("cases") or ()) < 2:
            raise Refused("拆分办理至少要拆成两件。")
        if self.fee_noticed_on or self.appeals:
            raise Refused("本件已发出收费通知或已有复议、诉讼，不能再拆分。")
        self.split = True

    # – reply (第三十六至三十九条)

    def _replied(self, fact: Fact) -> None:
        due = self.due()
        checks.outcome(fact)
        self._check_waiting(due, fact)
        requires = outcomes()[fact.data["outcome"]].requires
        if requires == "correction_received":
            checks.corrected(self._corrected, fact)
        if requires == "correction_lapsed":
            checks.correction_lapsed(self._correction, self._correction_until(), fact.day)
        if requires == "fee_lapsed":
            checks.fee_lapsed(None if self.fee_paid_on else self.fee_served_on, fact.day)
        if due and due.due and fact.day > due.due:
            self._flag("reply-late", f"答复应于 {due.due} 前作出，实际为 {fact.day}，已经逾期。")
        self._check_consultations(fact)
        self.replied_on, self.outcome, self._reply_due = fact.day, fact.data["outcome"], due
        self.reason, self.article = fact.data.get("reason") or "", fact.data.get("article") or ""
        self.letter_number = fact.data.get("letter_number") or ""

    def _check_waiting(self, due: clock.Due | None, fact: Fact) -> None:
        outcome = fact.data["outcome"]
        if self.withdrawn_on:
            if outcome != "other_misc":
                raise Refused("申请人已撤回申请，只能作出终止办理的答复（其他处理 3.其他）。")
        elif due and due.waiting_for == "correction" and outcome != "other_correction_overdue":
            raise Refused("本件在等待申请人补正；请先登记收到补正，逾期不补正的选「逾期不补正」。")
        elif due and due.waiting_for == "fee" and outcome != "other_fee_overdue":
            raise Refused("本件在等待申请人缴费；请先登记缴费，逾期未缴的选「逾期未缴费」。")

    def _check_consultations(self, fact: Fact) -> None:
        """Giving out what a third party may still object to breaks 第三十二条."""
        if not str(fact.data["outcome"]).endswith("granted"):
            return
        for (kind, ref), found in self.open_consultations.items():
            start = found["served"] or found["asked"]
            if kind == "third_party" and start and fact.day <= checks.term_end("third_party_opinion", start):
                self._flag(
                    "consultation-open",
                    f"第三方（{ref}）的意见期限尚未届满就决定公开（《条例》第三十二条）。",
                )

    def _dispatched(self, fact: Fact) -> None:
        letter = self._letter("dispatched", fact)
        if letter is not None:
            letter["dispatched"] = fact.day
            return
        if self.served_on or self.dispatched_on:
            raise Refused(f"答复已于 {self.dispatched_on or self.served_on} 发出；写错的请作废后另记。")
        self.dispatched_on = fact.day
        self._check_dispatch(fact.day)

    def _served(self, fact: Fact) -> None:
        letter = self._letter("served", fact)
        if letter is not None:
            letter["served"] = fact.day
            return
        if self.served_on:
            raise Refused(f"答复已于 {self.served_on} 送达；写错的请作废后另记。")
        self.served_on = fact.day
        if not self.dispatched_on:
            self.dispatched_on = fact.day
            self._check_dispatch(fact.day)

    def _letter(self, what: str, fact: Fact) -> dict[str, date] | None:
        """The letter that is on its way: the re-reply where there is one (its days change no column)."""
        if not self.replied_on:
            raise Refused(f"{fact.day} 登记「{fact.label}」，此前却没有作出答复；请核对日期。")
        if not self.replied_again_on:
            return None
        if what in self._again:
            raise Refused(f"重新答复的「{fact.label}」已登记在 {self._again[what]}；写错的请作废后另记。")
        return self._again

    def _check_dispatch(self, day: date) -> None:
        """The day of posting or service tells whether the agency is late (国办公开办函〔2016〕235号)."""
        due, replied = self._reply_due and self._reply_due.due, self.replied_on
        if due and replied and replied <= due < day:
            self._flag("dispatch-late", f"答复应于 {due} 前发出，实际 {day} 才发出，已经逾期。")

    # – appeals, and the reply after them

    def _appeal_filed(self, fact: Fact) -> None:
        kind = fact.data.get("kind")
        if kind not in AppealKind.values:
            raise Refused(f"不认识的复议、诉讼种类「{kind}」；可用：{'、'.join(AppealKind.values)}。")
        if not fact.ref or fact.ref in self.appeals:
            raise Refused(f"案号「{fact.ref}」为空或已经登记；每个复议、诉讼案件用各自的案号。")
        after = kind == AppealKind.LITIGATION_AFTER_RECONSIDERATION
        if after and not any(other["kind"] == AppealKind.RECONSIDERATION for other in self.appeals.values()):
            raise Refused(
                f"「{AppealKind(kind).label}」须先登记本件的行政复议；没有经过复议的选未经复议直接起诉。"
            )
        self.appeals[fact.ref] = {"ref": fact.ref, "kind": kind, "filed_on": fact.day}

    def _appeal_concluded(self, fact: Fact) -> None:
        found = self.appeals.get(fact.ref)
        if not found or "result" in found:
            raise Refused(f"案号「{fact.ref}」没有在 {fact.day} 之前提起、尚未审结的登记；请核对案号和日期。")
        if fact.data.get("result") not in AppealResult.values:
            raise Refused(
                f"不认识的结果「{fact.data.get('result')}」；可用：{'、'.join(AppealResult.values)}。"
            )
        found["concluded_on"], found["result"] = fact.day, fact.data["result"]

    def _replied_again(self, fact: Fact) -> None:
        if not self.replied_on or not self.appeals:
            raise Refused("重新答复须在答复并有复议、诉讼之后；本件不是这样。")
        checks.outcome(fact)
        self.replied_again_on, self.outcome_again, self._again = fact.day, fact.data["outcome"], {}

    def _flag(self, code: str, message: str) -> None:
        self._own_flags.append(Flag(code, message))

    @property
    def _received(self) -> date:
        if self.received_on is None:
            raise Refused("申请尚未确认收到，不计算任何期限。")
        return self.received_on

    _STEPS = {  # noqa: RUF012 – the one table of transitions, never changed
        "submitted": _submitted,
        "confirmed": _confirmed,
        "correction.asked": _correction_asked,
        "correction.served": _correction_served,
        "correction.received": _correction_received,
        "third_party.asked": _asked,
        "third_party.served": _asked_served,
        "third_party.answered": _answered,
        "agency.asked": _asked,
        "agency.served": _asked_served,
        "agency.answered": _answered,
        "extended": _extended,
        "fee.decided": _fee_decided,
        "fee.served": _fee_served,
        "fee.paid": _fee_paid,
        "split": _split,
        "withdrawn": _withdrawn,
        "replied": _replied,
        "dispatched": _dispatched,
        "served": _served,
        "appeal.filed": _appeal_filed,
        "appeal.concluded": _appeal_concluded,
        "replied_again": _replied_again,
    }


def _consultation(fact: Fact) -> tuple[str, str]:
    return fact.kind.split(".")[0], fact.ref
