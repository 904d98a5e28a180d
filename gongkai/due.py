"""What goes into the reply clock, and what comes out?

Events go in; a `Due` comes out: the day, every calendar day on the way to it, and what the officer must know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.lawbook import Source
from gongkai.workdays import Why

EVENT_LABELS = {
    "correction.asked": "发出补正告知书",
    "correction.served": "申请人收到补正告知书",
    "correction.received": "收到补正",
    "third_party.asked": "发出征求第三方意见书",
    "third_party.served": "第三方收到征求意见书",
    "third_party.answered": "收到第三方意见",
    "agency.asked": "发函征求其他机关意见",
    "agency.served": "其他机关收到征求意见函",
    "agency.answered": "收到其他机关意见",
    "other_agency.asked": "发函会商其他机关",
    "other_agency.served": "其他机关收到会商函",
    "other_agency.answered": "收到其他机关的会商意见",
    "extended": "告知申请人延期答复",
    "fee.decided": "发出收费通知",
    "fee.served": "申请人收到收费通知",
    "fee.paid": "申请人缴清费用",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a request. `ref` tells several consultations of one kind apart.

    `until`: by when another agency was asked to answer, where the law leaves the term to the agency.
    `posted`: when what arrives that day was posted, which is what is in time by (《民事诉讼法》第八十五条).
    """

    name: str
    day: date
    ref: str = ""
    until: date | None = None
    posted: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One calendar day on the way. `number` counts the counted days from 1."""

    day: date
    counted: bool
    why: Why
    reason: str
    source: Source
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days that do not count: `first` to `last`, both included."""

    first: date
    last: date
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class Note:
    """What the officer must know besides the day. `code` is stable, `message` a sentence."""

    code: str
    message: str


# What is still to be entered before a provisional day is certain; else it is a year without its notice.
GAPS = {
    "consultation-not-served": "征求意见书的送达日期尚未登记",
    "consultation-open": "请对方回复的日期尚未登记",
}


@dataclass(frozen=True, slots=True)
class Due:
    """The answer. `due` is None while the applicant has to act; `waiting_for` then is correction or fee."""

    received: date
    due: date | None
    provisional: bool
    steps: tuple[Step, ...]
    spans: tuple[Span, ...]
    notes: tuple[Note, ...]
    limit: int
    extended_by: int = 0
    started: date | None = None
    waiting_for: str | None = None
    applicant_until: date | None = None

    @property
    def sentence(self) -> str:
        """The whole answer in one sentence."""
        if self.due is None:
            what = "等待申请人补正" if self.waiting_for == "correction" else "等待申请人缴费"
            until = f"，申请人的期限到 {self.applicant_until}" if self.applicant_until else ""
            if self.waiting_for == "fee" and not self.applicant_until:
                until = "（收费通知的送达日期尚未登记）"
            until += "（暂定：所涉年份的放假通知尚未收录）" if self.provisional else ""
            return f"{self.received} 收到；{what}{until}，此间不计答复期限。"
        parts = [f"{self.received} 收到"]
        if self.started and self.started != self.received:
            parts.append(f"{self.started} 起重新计算")
        excluded = [f"{span.reason} {span.first} 至 {span.last}" for span in self.spans]
        if excluded:
            counted = sum(
                step.why is Why.EXCLUDED and step.day > (self.started or self.received) for step in self.steps
            )
            parts.append(f"扣除{'、'.join(excluded)}，共 {counted} 个工作日")
        if self.extended_by:
            parts.append(f"延长 {self.extended_by} 个工作日")
        gaps = [GAPS[note.code] for note in self.notes if note.code in GAPS]
        gap = gaps[0] if gaps else "所涉年份的放假通知尚未收录"
        provisional = f"（暂定：{gap}）" if self.provisional else ""
        return f"应于 {self.due}（第 {self.limit} 个工作日，含当日）前答复{provisional}。{'；'.join(parts)}。"
