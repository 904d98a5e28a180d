"""By which day must this request be answered, and why that day?

The reply clock (《条例》第三十至三十四条): the day of receipt, the events since, the law of the day and the
calendar give the due day. Every calendar day on the way is accounted for, with its source. Pure: the same
events give the same answer for ever; nothing here knows today's date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.consultations import opinions
from gongkai.deadlines import Term, terms
from gongkai.due import EVENT_LABELS, Due, Event, Note, Span, Step
from gongkai.errors import ImpossibleEvents, UsageError
from gongkai.lawbook import Lawbook, lawbook
from gongkai.workdays import ONE_DAY, Calendar, Why, calendar, days

_SOUGHT = frozenset({"third_party.asked", "agency.asked", "other_agency.asked"})

__all__ = ["EVENT_LABELS", "Due", "Event", "Note", "Span", "Step", "due"]


def due(
    received: date,
    events: Iterable[Event] = (),
    *,
    extend: int | None = None,
    applicant_until: date | None = None,
    delayed_until: date | None = None,
    book: Lawbook | None = None,
) -> Due:
    """The due day of the reply to a request received on `received`.

    `extend`: working days of the extension (《条例》第三十三条第二款, at most 20). `applicant_until`: the day
    that the correction notice set. `delayed_until`: the day that the agency set under 第三十五条 and told the
    applicant; it replaces an earlier due day. Raises NotInForce for a receipt before the law on file,
    ImpossibleEvents for events that contradict each other, UsageError for an unknown event, an impossible
    extension or a day so late that the term would leave the calendar.
    """
    reckoning = _Reckoning(received, _in_order(received, events), book or lawbook())
    try:
        return reckoning.answer(extend, applicant_until, delayed_until)
    except OverflowError:
        raise UsageError(
            f"{received} 收到的申请，期限超出历法的最后一天 {date.max}；请核对各个日期的年份。"
        ) from None


def _in_order(received: date, events: Iterable[Event]) -> list[Event]:
    ordered = sorted(events, key=lambda event: (event.day, list(EVENT_LABELS).index(_known(event.name))))
    for event in ordered:
        if event.day < received:
            raise ImpossibleEvents(
                f"「{EVENT_LABELS[event.name]}」登记在 {event.day}，早于收到申请的 {received}；"
                "请核对两个日期。"
            )
    return ordered


def _known(name: str) -> str:
    if name not in EVENT_LABELS:
        raise UsageError(f"不认识的事件「{name}」；可用的事件：{'、'.join(EVENT_LABELS)}。")
    return name


@dataclass
class _Reckoning:
    """The work of one answer: spans, restarts and notes as they come to light."""

    received: date
    events: Sequence[Event]
    book: Lawbook
    notes: list[Note] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    provisional: bool = False

    def __post_init__(self) -> None:
        self.calendar: Calendar = calendar(self.book)
        self.terms: dict[str, Term] = terms(self.book)
        self.limit = self.terms["reply"].dated.on(self.received).value.count
        self.started = self.received

    def answer(self, extend: int | None, applicant_until: date | None, delayed_until: date | None) -> Due:
        self._refuse_impossible(extend)
        sought = opinions(self.received, self.events, self.terms, self.calendar)
        self.spans, self.provisional = list(sought.spans), sought.provisional
        self.notes += sought.notes
        applicant_until = applicant_until or self._from_service()
        if self._correction_is_open(applicant_until):
            return self._waiting("correction", self._of("correction.asked")[0].day, applicant_until)
        unpaid, pay_until = self._fee(extend, delayed_until)
        if unpaid:
            return self._waiting("fee", unpaid, pay_until)
        extended_by = self._extension(extend)
        limit = self.limit + extended_by
        steps = self._steps(limit)
        self._note_gainless(steps[-1].day)
        if delayed_until and delayed_until > steps[-1].day:
            limit, steps = self._delayed(steps[-1].day, delayed_until)
        return Due(
            self.received,
            steps[-1].day,
            self.provisional or any(self.calendar.day(step.day).provisional for step in steps),
            tuple(steps),
            tuple(self._spans_within(steps[-1].day)),
            tuple(self.notes),
            limit,
            extended_by,
            self.started,
        )

    def _refuse_impossible(self, extend: int | None) -> None:
        most = self._longest_extension()
        if extend is not None and not 1 <= extend <= most:
            raise UsageError(
                f"延长 {extend} 个工作日不合法：延期最短 1 个、最长不超过 {most} 个工作日"
                "（《条例》第三十三条）。"
            )
        asked, corrected = self._of("correction.asked"), self._of("correction.received")
        if corrected and (not asked or corrected[0].day < asked[0].day):
            raise ImpossibleEvents(
                f"登记了 {corrected[0].day} 收到补正，此前却没有发出补正告知书；请核对补正告知的日期。"
            )
        notified = self._of("correction.served")
        if notified and (not asked or notified[0].day < asked[0].day):
            raise ImpossibleEvents(
                f"登记了 {notified[0].day} 申请人收到补正告知书，此前却没有发出；请核对补正告知的日期。"
            )
        sent, served, paid = self._of("fee.decided"), self._of("fee.served"), self._of("fee.paid")
        if sent and served and served[0].day < sent[0].day:
            raise ImpossibleEvents(
                f"登记了 {served[0].day} 收到收费通知，此前却没有发出；请核对收费通知的日期。"
            )
        if paid and (not served or paid[0].day < served[0].day):
            raise ImpossibleEvents(
                f"登记了 {paid[0].day} 缴清费用，此前却没有送达收费通知；请核对收费通知的日期。"
            )

    # – correction (第三十条): asked once, within seven working days; the clock starts anew

    def _correction_is_open(self, applicant_until: date | None) -> bool:
        asked, answered = self._of("correction.asked"), self._of("correction.received")
        if not asked:
            return False
        if len(asked) > 1:
            self._note(
                "correction-twice",
                f"补正只能一次性告知（《条例》第三十条）；{asked[1].day} 的第二次告知不影响答复期限。",
            )
        notice = self.terms["correction_notice"]
        latest = notice.end(self.calendar, self.received)
        if asked[0].day > latest:
            self._note(
                "correction-late",
                f"补正告知应在 {latest} 前作出（收到之日起 {notice.dated.on(self.received).value.said}内），"
                f"实际为 {asked[0].day}；"
                "答复期限仍自收到申请之日起算。",
            )
            return False
        if not answered:
            return True
        self.started = answered[0].day
        sent = answered[0].posted or self.started
        if applicant_until and sent > applicant_until:
            self._note(
                "correction-overdue",
                f"补正期限到 {applicant_until}，{self.started} 才收到补正；"
                "无正当理由逾期不补正的视为放弃申请，请核对。",
            )
        return False

    def _from_service(self) -> date | None:
        """The applicant's last day where the notice set none: the usual term, from its service (实现约定)."""
        served = self._of("correction.served")
        return self.terms["correction_by_applicant"].end(self.calendar, served[0].day) if served else None

    # – fee (信息处理费管理办法): the clock rests until paid, then starts anew (or goes on, by policy)

    def _fee(self, extend: int | None, delayed_until: date | None) -> tuple[date | None, date | None]:
        """Since when payment is waited for, and until when; nothing where it is not.

        The notice must leave within the term (第六条); from then on the applicant has to act. Where only its
        service is known, that stands for both.
        """
        sent, served, paid = self._of("fee.decided"), self._of("fee.served"), self._of("fee.paid")
        if not sent and not served:
            return None, None
        since = (sent or served)[0].day
        in_time = self._fee_in_time(extend, since)
        if delayed_until:  # 第三十五条: that is the term then
            in_time = max(in_time, delayed_until)
        if since > in_time:
            self._note(
                "fee-late",
                f"收费通知应在处理期限 {in_time} 届满前发出，实际 {since} 才{'发出' if sent else '收到'}；"
                "不影响答复期限。",
            )
            return None, None
        until = self.terms["fee_payment"].end(self.calendar, served[0].day) if served else None
        if not paid:
            return since, until
        if until and paid[0].day > until:
            self._note(
                "fee-paid-late", f"缴费期限到 {until}，{paid[0].day} 才缴清；逾期未缴的视为放弃申请，请核对。"
            )
        after = self.terms["after_payment"].dated.on(paid[0].day)
        if after.value.policy != "restart":
            self.spans.append(Span(since + ONE_DAY, paid[0].day, "等待缴费", after.source))
        elif paid[0].day >= self.started:
            self.started, self.limit = paid[0].day, after.value.count or self.limit
        return None, None

    def _fee_in_time(self, extend: int | None, since: date) -> date:
        """The last day for a fee notice: that of the reply, with an extension that was told before it."""
        told = self._of("extended")
        told_before = [event for event in told if event.day <= since]
        extension = self._extension_in_time(extend, told_before) if told_before or not told else 0
        return self._steps(self.limit + extension)[-1].day

    # – extension (第三十三条第二款): once, at most twenty working days, told before the term ends

    def _longest_extension(self) -> int:
        return self.terms["extension"].dated.on(self.received).value.count

    def _extension_in_time(self, extend: int | None, told: Sequence[Event]) -> int:
        """The working days gained: the most that the law allows where not stated, 0 where told too late."""
        if not told:
            return extend or 0
        if told[0].day > self._steps(self.limit)[-1].day:
            return 0
        return self._longest_extension() if extend is None else extend

    def _extension(self, extend: int | None) -> int:
        told = self._of("extended")
        if self._ended(told):
            return 0
        extended_by = self._extension_in_time(extend, told)
        if len(told) > 1:
            self._note("extension-twice", f"答复期限只延长一次；{told[1].day} 的第二次延期不影响期限。")
        if told and not extended_by:
            self._note(
                "extension-late",
                f"延期应在原期限 {self._steps(self.limit)[-1].day} 届满前告知，实际为 {told[0].day}；"
                "期限没有延长。",
            )
        elif told:
            self._note_extension(told[0].day, extended_by, stated=extend is not None)
        return extended_by

    def _ended(self, told: Sequence[Event]) -> bool:
        """Whether the extension lapsed with the term that it made longer: the law does not say."""
        if not told or told[0].day >= self.started:
            return False
        rule = self.terms["extension_after_restart"].dated.on(self.started)
        if rule.value.policy == "keeps":
            return False
        self._note(
            "extension-ended",
            f"{told[0].day} 告知的延期，随原期限失效；"
            f"{self.started} 重新计算以后不再延长{rule.source.cited}。",
        )
        return True

    def _note_extension(self, told: date, extended_by: int, *, stated: bool) -> None:
        if not stated:
            self._note("extension-unstated", f"没有登记延长的天数，按最长 {extended_by} 个工作日计算。")
        if told < self.started:
            usual = self._steps(self.limit)[-1].day
            self._note(
                "extension-kept",
                f"{told} 告知的延期，在 {self.started} 重新计算以后仍延长 {extended_by} 个工作日"
                f"（法条没有写明）；稳妥起见，宜在不延长的期限 {usual} 前答复。",
            )

    # – delayed reply (第三十五条): a term of its own, set by the agency and told to the applicant

    def _delayed(self, ordinary: date, until: date) -> tuple[int, list[Step]]:
        """The days up to the day that the agency set, and how many of them were counted."""
        self._note(
            "delayed",
            f"申请的数量、频次明显超过合理范围而理由合理，已确定延迟答复至 {until}（《条例》第三十五条）；"
            f"不延迟的期限为 {ordinary}。",
        )
        steps = self._steps(last=until)
        return sum(step.counted for step in steps), steps

    # – opinions sought on the last day or after it

    def _note_gainless(self, due: date) -> None:
        """An opinion takes off the days after it was asked for: none is left where the term has run out."""
        asked = [event for event in self.events if event.name in _SOUGHT]
        late = [event.day for event in asked if event.day >= due]
        if late:
            self._note(
                "consultation-gainless",
                f"{late[0]} 才发出征求意见书，答复期限 {due} 已经没有剩余天数，征求意见不再推迟答复期限；"
                "请按期答复。",
            )

    # – walking the days

    def _steps(self, limit: int | None = None, last: date | None = None) -> list[Step]:
        """Every day from the receipt to the `limit`-th counted day, or to the day `last`."""
        start = self.terms["start_day"]
        steps = [Step(self.received, False, Why.START, start.name, start.dated.on(self.received).source)]
        if self.started > self.received:
            steps += self._before_restart()
        number, day = 0, self.started
        excluded = {day: span for span in self.spans for day in days(span.first - ONE_DAY, span.last)}
        while number != limit and day != last:
            day += ONE_DAY
            step = self._step(day, number + 1, excluded)
            number += step.counted
            steps.append(step)
        return steps

    def _before_restart(self) -> list[Step]:
        by_correction = any(event.day == self.started for event in self._of("correction.received"))
        term = self.terms["restart_after_correction" if by_correction else "after_payment"]
        source = term.dated.on(self.started).source
        reason = term.name if by_correction else "自缴清费用之日重新计算，此前用去的日子不计"
        used = list(days(self.received, self.started - ONE_DAY))
        void = dict.fromkeys(used, Span(self.received + ONE_DAY, self.started, reason, source))
        return [
            *(self._step(day, 0, void) for day in used),
            Step(self.started, False, Why.START, reason, source),
        ]

    def _step(self, day: date, number: int, excluded: Mapping[date, Span]) -> Step:
        known = self.calendar.day(day)
        if not known.working:
            return Step(day, False, known.why, known.name, known.source)
        if day in excluded:
            return Step(day, False, Why.EXCLUDED, excluded[day].reason, excluded[day].source)
        return Step(day, True, known.why, known.name, known.source, number)

    def _spans_within(self, last: date) -> list[Span]:
        return sorted(
            (span for span in self.spans if span.first <= last and span.last > self.started),
            key=lambda span: span.first,
        )

    def _waiting(self, what: str, since: date, until: date | None) -> Due:
        last = max(since, self.started)
        steps = self._steps(last=last)
        return Due(
            self.received,
            None,
            self.calendar.day(until if what == "fee" and until else last).provisional,
            tuple(steps),
            tuple(self._spans_within(last)),
            tuple(self.notes),
            self.limit,
            0,
            self.started,
            what,
            until,
        )

    def _of(self, name: str) -> list[Event]:
        return [event for event in self.events if event.name == name]

    def _note(self, code: str, message: str) -> None:
        self.notes.append(Note(code, message))
