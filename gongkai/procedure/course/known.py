"""What is known of a case so far? The chapters fill it in; `state.of` reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gongkai import clock
from gongkai.errors import GongkaiError
from gongkai.outcomes import outcomes
from gongkai.procedure import checks
from gongkai.procedure.facts import Flag
from gongkai.procedure.known import AppealState, Known, OpenConsultation
from gongkai.procedure.refusals import Refused

# Notes of the clock that say that the agency broke a rule; the others only inform.
UNLAWFUL = frozenset({"correction-twice", "correction-late", "extension-twice", "extension-late", "fee-late"})


@dataclass(frozen=True, slots=True)
class LastReply:
    """What the applicant was last told: the outcome, the day of the letter, the day of its service."""

    outcome: str
    made: date | None
    served: date | None


@dataclass
class Course(Known):
    """The case as its events have made it so far; below what only the walk itself needs."""

    handled: bool = False
    withdrawn_on: date | None = None
    denies: bool = False  # the reply withheld something, which is looked at again in its turn
    handed_over: bool = False
    reply_by: date | None = None  # the day by which the first reply had to leave
    consultations: dict[tuple[str, str], OpenConsultation] = field(default_factory=dict)
    # Answered, and the arrival of the letter not entered (yet).
    answered_unserved: dict[tuple[str, str], OpenConsultation] = field(default_factory=dict)
    # Of the agencies asked, those that did not make the information too: their silence is no consent.
    no_co_producers: set[str] = field(default_factory=set)
    # Of the third parties, by the number of the letter: all that were asked, and the last word of each.
    asked_third: set[str] = field(default_factory=set)
    objecting: set[str] = field(default_factory=set)
    consenting: set[str] = field(default_factory=set)
    # Of those that object, who objects to a part only.
    partly: set[str] = field(default_factory=set)
    told_third: set[str] = field(default_factory=set)  # of the disclosure that was decided
    discloses: bool = False  # the last reply gives what was asked for
    withholds: bool = False  # and it keeps a part back
    spares_third: bool = False  # for the rights of a third party (第十五条)
    disputes: dict[str, AppealState] = field(default_factory=dict)
    corrected: bool = False
    extension: int | None = None
    fee_by_pages: bool = False
    reason_until: date | None = None
    again: dict[str, date] = field(default_factory=dict)
    ticks: list[clock.Event] = field(default_factory=list)
    reply_due: clock.Due | None = None
    own_flags: list[Flag] = field(default_factory=list)
    own_notes: list[Flag] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Nobody waits for the applicant any more."""
        return self.concluded_on is not None or self.split or self.withdrawn_on is not None

    @property
    def unsent(self) -> bool:
        """A reply was made and none has left the house: for the applicant there is none (第三十三条)."""
        ended = self.split or self.withdrawn_on or self.closed_on or self.archived_on
        return self.concluded_on is not None and not self.left and not ended

    def due(self) -> clock.Due | None:
        """The clock's answer, as of the reply where there is one. None before the receipt, or once split."""
        if self.reply_due or self.received_on is None or self.split:
            return self.reply_due
        try:
            return clock.due(
                self.received_on,
                self.ticks,
                extend=self.extension,
                applicant_until=self.correction_until(),
                delayed_until=self.delayed_until,
            )
        except GongkaiError as error:
            raise Refused(str(error)) from error

    def flags(self, due: clock.Due | None) -> tuple[Flag, ...]:
        """The rules that were broken."""
        noted = [Flag(note.code, note.message) for note in due.notes if note.code in UNLAWFUL] if due else []
        return (*noted, *self.own_flags)

    def notes(self, due: clock.Due | None) -> tuple[Flag, ...]:
        """What the officer should know besides."""
        noted = [Flag(note.code, note.message) for note in due.notes] if due else []
        return (*(note for note in noted if note.code not in UNLAWFUL), *self.own_notes)

    def correction_until(self) -> date | None:
        """The applicant's day: as set in the notice, else counted from its service and unknown before."""
        notice = self.correction
        if notice is None or notice.until or notice.served is None:
            return notice.until if notice else None
        return checks.term_end("correction_by_applicant", notice.served)

    def flag(self, code: str, message: str) -> None:
        """Notes a rule that was broken."""
        self.own_flags.append(Flag(code, message))

    def has_flag(self, code: str) -> bool:
        """Whether that was noted already."""
        return any(flag.code == code for flag in self.own_flags)

    def noted(self, code: str) -> bool:
        """Whether that was noted already."""
        return any(note.code == code for note in self.own_notes)

    @property
    def to_refund(self) -> bool:
        """Whether money came that the agency has no ground to keep: the case is handled no more."""
        if not self.fee_paid_on or self.fee_refunded_on or self.redo:
            return False
        ended = self.concluded_on and outcomes()[self.last_reply.outcome].requires == "fee_lapsed"
        return bool(ended) or bool(self.withdrawn_on and self.withdrawn_on <= self.fee_paid_on)

    @property
    def left(self) -> bool:
        """Whether any reply has left the house."""
        return bool(self.dispatched_on or self.served_on or self.again)

    @property
    def last_reply(self) -> LastReply:
        """The reply against which an appeal is filed; without days where there is none."""
        if self.replied_again_on:
            return LastReply(self.outcome_again, self.replied_again_on, self.again.get("served"))
        return LastReply(self.outcome, self.concluded_on, self.served_on)

    def note(self, code: str, message: str) -> None:
        """Notes something that breaks no rule and that the officer should look at."""
        self.own_notes.append(Flag(code, message))

    @property
    def required_receipt(self) -> date:
        """The day of receipt, without which no term runs. Raises Refused where it is not known."""
        if self.received_on is None:
            raise Refused("申请尚未确认收到，不计算任何期限。")
        return self.received_on
