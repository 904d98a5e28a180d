"""What do the events of a case say, as far as pages, lists and counts ask?

Spelled once: the walk fills it in (`course.Course`), the state carries it on (`state.State`), and the columns
of the office that repeat it go by these names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AppealState:
    """One reconsideration or lawsuit, through all its instances.

    `concluded_on` and `result` are what table 四 counts: empty while nothing was decided that can have
    effect; it has effect from `concluded_on`. The copy, the answer and `instance_concluded_on`, when it was
    decided, belong to the present `instance`, which has the number `instance_ref`. `decide_until`: the last
    day of a decision on reconsideration. `filed_by`: one of Appellant.
    """

    ref: str
    kind: str
    filed_on: date
    concluded_on: date | None = None
    result: str = ""
    organ: str = ""
    procedure: str = ""
    received_on: date | None = None
    answer_until: date | None = None
    answered_on: date | None = None
    decide_until: date | None = None
    decision_received_on: date | None = None
    instance: str = "first"
    instance_ref: str = ""
    instance_concluded_on: date | None = None
    filed_by: str = "applicant"

    @property
    def pending(self) -> bool:
        """Somebody still has to decide."""
        return self.instance_concluded_on is None

    @property
    def effective_on(self) -> date | None:
        """From when it has effect, where that is later than it was decided: until then it can be appealed."""
        decided, counted = self.instance_concluded_on, self.concluded_on
        return counted if decided and counted and counted > decided else None


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """An opinion sought and not yet given. `kind`: third_party or agency.

    `co_producer`: of an agency, whether it made the information too, so that its silence is consent; else it
    was asked to answer by `until`.
    """

    kind: str
    ref: str
    asked: date
    served: date | None
    co_producer: bool = True
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Untold:
    """A third party that was asked under the number `ref` and not told of a decision; what it last said.

    Neither: it has said nothing (yet).
    """

    ref: str
    objects: bool
    consents: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """The correction notice: when asked, until when, when served, when answered.

    `days`: the term that it set, in working days from its service; then `until` is known with the service.
    `sent`: of the answer, its posting or else its receipt; by that day it is in time.
    """

    asked: date
    until: date | None
    served: date | None = None
    received: date | None = None
    days: int | None = None
    sent: date | None = None


@dataclass(frozen=True, slots=True)
class OwedReply:
    """A reply that has to be given though its own term is over: anew, or at last.

    `term` runs from `since` to `until`; it is empty where that day was set. `ordered_by`: the appeal that
    ordered it; else the agency took its reply back, or the applicant had corrected in time.
    """

    since: date
    until: date | None
    term: str = ""
    ordered_by: str = ""

    @property
    def called(self) -> str:
        """For sentences."""
        return f"{'责令的' if self.ordered_by else ''}重新答复"


@dataclass
class Known:
    """Of a request, its handling, its reply and what came after. None or empty: the events do not say.

    `content`: what is asked for, as last corrected on `corrected_on` (第三十条); letters cite it.
    `concluded_on` is the date of the letter; `revoked_on`: the reply was taken back, another has to follow.
    `owed`: the last reply that was owed besides; it stays when it has been given. `redo`: a new one is still
    to be given.
    """

    submitted_on: date | None = None
    applicant_kind: str = ""
    applicant_name: str = ""
    channel: str = ""
    title: str = ""
    description: str = ""
    content: str = ""
    corrected_on: date | None = None
    earlier_number: str = ""
    medium: str = ""
    way: str = ""
    received_on: date | None = None
    handler_id: int | None = None
    stand_in_id: int | None = None
    split: bool = False
    searched: bool = False
    correction: Correction | None = None
    reason_asked_on: date | None = None
    reason_received_on: date | None = None
    reasonable: bool | None = None
    delayed_until: date | None = None
    fee_noticed_on: date | None = None
    fee_amount: int = 0
    fee_served_on: date | None = None
    fee_paid_on: date | None = None
    fee_refunded_on: date | None = None
    outcome: str = ""
    reason: str = ""
    article: str = ""
    letter_number: str = ""
    concluded_on: date | None = None
    dispatched_on: date | None = None
    served_on: date | None = None
    revoked_on: date | None = None
    replied_again_on: date | None = None
    outcome_again: str = ""
    reminded_on: date | None = None
    reassess_on: date | None = None
    owed: OwedReply | None = None
    redo: bool = False
    closed_on: date | None = None
    archived_on: date | None = None

    @property
    def reply_until(self) -> date | None:
        """The last day of the reply that is owed."""
        return self.owed.until if self.owed else None
