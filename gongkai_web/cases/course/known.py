"""What is known of a case so far? The chapters fill it in; `state.of` reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai import clock
from gongkai.errors import GongkaiError
from gongkai_web.cases import checks
from gongkai_web.cases.facts import Flag
from gongkai_web.errors import Refused

# Notes of the clock that say that the agency broke a rule; the others only inform.
UNLAWFUL = frozenset({"correction-twice", "correction-late", "extension-twice", "extension-late", "fee-late"})


class Course:
    """The case as its events have made it so far."""

    def __init__(self) -> None:
        self.submitted_on: date | None = None
        self.applicant_kind = self.applicant_name = self.channel = self.title = self.description = ""
        self.earlier_number = ""
        self.received_on: date | None = None
        self.handled = self.split = False
        self.withdrawn_on: date | None = None
        self.replied_on: date | None = None
        self.outcome = self.reason = self.article = self.letter_number = ""
        self.dispatched_on: date | None = None
        self.handed_over = False
        self.served_on: date | None = None
        self.replied_again_on: date | None = None
        self.outcome_again = ""
        # The reply was taken back, and another has to follow.
        self.revoked_on: date | None = None
        # To reply anew, as an appeal ordered (and until when, where it said so) or as was promised.
        self.redo = False
        self.reply_until: date | None = None
        self.handler: int | None = None
        self.stand_in: int | None = None
        self.medium = self.way = ""
        self.searched = False
        self.reason_asked_on: date | None = None
        self.reason_received_on: date | None = None
        self.reasonable: bool | None = None
        self.delayed_until: date | None = None
        self.reminded_on: date | None = None
        self.reassess_on: date | None = None
        self.closed_on: date | None = None
        self.archived_on: date | None = None
        self.fee_noticed_on: date | None = None
        self.fee_amount = 0
        self.fee_served_on: date | None = None
        self.fee_paid_on: date | None = None
        self.open_consultations: dict[tuple[str, str], dict[str, date | None]] = {}
        # Of the agencies asked, those that did not make the information too: their silence is no consent.
        self.no_co_producers: set[str] = set()
        self.objecting: set[str] = set()
        self.appeals: dict[str, dict[str, Any]] = {}
        self.correction: dict[str, date | None] = {}
        self.corrected = False
        self.extended_by: int | None = None
        self.again: dict[str, date] = {}
        self.ticks: list[clock.Event] = []
        self.reply_due: clock.Due | None = None
        self.own_flags: list[Flag] = []
        self.own_notes: list[Flag] = []

    @property
    def finished(self) -> bool:
        """Nobody waits for the applicant any more."""
        return self.replied_on is not None or self.split or self.withdrawn_on is not None

    def due(self) -> clock.Due | None:
        """The clock's answer, as of the reply where there is one. None before the receipt, or once split."""
        if self.reply_due or self.received_on is None or self.split:
            return self.reply_due
        try:
            return clock.due(
                self.received_on,
                self.ticks,
                extend=self.extended_by,
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
        """The applicant's day: as set in the notice, else the default counted from its service."""
        start = self.correction.get("served") or self.correction.get("asked")
        return self.correction.get("until") or (start and checks.term_end("correction_by_applicant", start))

    def flag(self, code: str, message: str) -> None:
        """Notes a rule that was broken."""
        self.own_flags.append(Flag(code, message))

    def has_flag(self, code: str) -> bool:
        """Whether that was noted already."""
        return any(flag.code == code for flag in self.own_flags)

    def note(self, code: str, message: str) -> None:
        """Notes something that breaks no rule and that the officer should look at."""
        self.own_notes.append(Flag(code, message))

    @property
    def required_receipt(self) -> date:
        """The day of receipt, without which no term runs. Raises Refused where it is not known."""
        if self.received_on is None:
            raise Refused("申请尚未确认收到，不计算任何期限。")
        return self.received_on
