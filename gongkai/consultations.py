"""Which days does an opinion that was sought take off the clock, and what does silence mean?

《条例》第三十二至三十四条: the time that third parties and other agencies need is not counted. Each opinion
is a span of days, and may leave a note: what its end means, or what is still to be entered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gongkai.deadlines import Term
from gongkai.due import EVENT_LABELS, Event, Note, Span
from gongkai.errors import ImpossibleEvents
from gongkai.workdays import ONE_DAY, Calendar

# `agency` made the information too (第三十四条: its silence is consent); `other_agency` is one whose view is
# wanted besides (第十一条、第三十三条第三款: no term of the law, and silence says nothing).
TERMS = {
    "third_party": "third_party_opinion",
    "agency": "co_producer_opinion",
    "other_agency": "other_agency_opinion",
}
LABELS = {
    "third_party": "征求第三方意见",
    "agency": "征求其他机关意见",
    "other_agency": "会商其他机关",
}


@dataclass
class Opinions:
    """What all that was sought takes off. `provisional`: a day is still to be entered."""

    spans: list[Span] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    provisional: bool = False


def opinions(
    received: date, events: Sequence[Event], terms: Mapping[str, Term], calendar: Calendar
) -> Opinions:
    """The opinions sought among `events`, which are in order of their days.

    Raises ImpossibleEvents for an answer to what was never asked.
    """
    found = Opinions()
    for kind in TERMS:
        of_kind = [event for event in events if event.name.startswith(f"{kind}.")]
        for ref in sorted({event.ref for event in of_kind}):
            kept = _Kept(kind, received, terms, calendar, found)
            for event in of_kind:
                if event.ref == ref:
                    kept.take(event)
            kept.tell()
    return found


@dataclass
class _Opinion:
    """One opinion sought: when asked, until when, when the other side was served, when it answered."""

    asked: date
    until: date | None = None
    served: date | None = None
    answered: date | None = None


@dataclass
class _Kept:
    """The opinions of one kind under one `ref`: mostly one, more where it was asked again."""

    kind: str
    received: date
    terms: Mapping[str, Term]
    calendar: Calendar
    told: Opinions
    sought: list[_Opinion] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Finds the opinion of an event: the oldest that still waits and has not lapsed."""
        if event.name == f"{self.kind}.asked":
            self.sought.append(_Opinion(event.day, event.until))
            return
        if not self.sought:
            raise ImpossibleEvents(
                f"登记了 {event.day} 的「{EVENT_LABELS[event.name]}」，此前却没有"
                f"「{EVENT_LABELS[f'{self.kind}.asked']}」；请补登或核对日期。"
            )
        served = event.name == f"{self.kind}.served"
        waiting = self._unserved() if served else self._unanswered()
        running = [one for one in waiting if event.day <= (self._until(one) or date.max)]
        chosen = running[0] if running else max(waiting, key=lambda one: one.asked, default=None)
        if chosen and served:
            chosen.served = event.day
        elif chosen:
            chosen.answered = event.day

    def tell(self) -> None:
        """Adds the span and the note of each."""
        for one in self.sought:
            self._tell(one)

    def _unserved(self) -> list[_Opinion]:
        unserved = [one for one in self.sought if not one.served]
        return [one for one in unserved if not one.answered] or unserved

    def _unanswered(self) -> list[_Opinion]:
        return sorted((one for one in self.sought if not one.answered), key=lambda one: one.served is None)

    def _until(self, one: _Opinion) -> date | None:
        """By when the answer is due; None where neither the law nor the letter says it."""
        if self.kind == "other_agency":
            return one.until
        return self.terms[TERMS[self.kind]].end(self.calendar, one.served or one.asked)

    def _tell(self, one: _Opinion) -> None:
        label = LABELS[self.kind]
        if one.served and one.answered and one.answered < one.served:
            raise ImpossibleEvents(
                f"{label}：{one.answered} 收到意见，早于对方收到征求意见书的 {one.served}；请核对日期。"
            )
        delivered = self.terms["consultation_delivery"].end(self.calendar, one.asked)
        if one.served and one.served > delivered:
            self._note(
                "consultation-slow",
                f"{one.asked} 发出，{one.served} 才送达，晚于 {delivered}；机关自己拖延寄送的日子不是征求意见"
                "所需的时间，请核对。",
            )
        last = self._last(one)
        if last > one.asked:
            source = self.terms["consultation_excluded"].dated.on(self.received).source
            self.told.spans.append(Span(one.asked + ONE_DAY, last, label, source))

    def _last(self, one: _Opinion) -> date:
        """The last day that is taken off; that of the asking where none is."""
        limit = self._until(one)
        # Where the law sets no term, all the time that the answer took was needed (第三十三条第三款).
        unlimited = self.kind == "other_agency" or one.served is None
        if one.answered and (unlimited or not limit or one.answered <= limit):
            if self.kind == "other_agency" and limit and one.answered > limit:
                self._note(
                    "consultation-late-answer",
                    f"请对方 {limit} 前回复，意见 {one.answered} 才收到；法条没有定期限，"
                    "所需时间全程扣除，请核对。",
                )
            return one.answered
        if limit:
            self._note_limit(one, limit)
            return limit
        self.told.provisional = True
        self._note(
            "consultation-open", "法条没有定期限，也没有登记请对方回复的日期；登记对方的意见以前暂不扣除。"
        )
        return one.asked

    def _note_limit(self, one: _Opinion, limit: date) -> None:
        """Why the days are taken off up to `limit` only, and what the end of the term means."""
        if one.served is None and self.kind != "other_agency":
            self.told.provisional = True
            self._note(
                "consultation-not-served",
                f"尚未登记对方收到征求意见书的日期，暂按 {one.asked} 收到计算到 {limit}。",
            )
        elif one.answered:
            self._note(
                "consultation-late-answer",
                f"意见期限到 {limit}，意见 {one.answered} 才收到；扣除到期限届满为止。",
            )
        else:
            lapse = self.terms[TERMS[self.kind]].lapse.removeprefix("逾期未提出意见的，")
            self._note(f"{self.kind}-silent", f"{limit} 前未收到意见的，{lapse}。")

    def _note(self, code: str, message: str) -> None:
        self.told.notes.append(Note(code, f"{LABELS[self.kind]}：{message}"))
