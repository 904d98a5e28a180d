"""复议、诉讼: how is an appeal entered, how does it end, and how is a reply taken back or given anew?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.procedure.facts import AppealResult
from gongkai_web.agencies.models import Person
from gongkai_web.cases.actions.entry import enter
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import Refused


@transaction.atomic
def file_appeal(
    *,
    case: Case,
    by: Person,
    day: date,
    ref: str,
    kind: str,
    filed_by: str = "",
    organ: str = "",
    procedure: str = "",
    received_on: date | None = None,
    answer_until: date | None = None,
    accepted_on: date | None = None,
    decide_until: date | None = None,
    today: date | None = None,
) -> Event:
    """An appeal was filed on `day`. `kind`: one of AppealKind; `ref`: its number, one of its own in the case.

    `filed_by`: one of Appellant, the applicant where it is not said. `organ` hears it; `received_on`: when
    the agency got the copy, from which the term of the answer runs (ten working days, five in the summary
    `procedure`, fifteen days in a lawsuit) unless `answer_until` was set.
    `accepted_on`, `decide_until`: when a reconsideration was accepted, and its last day where it is longer.
    """
    data = {
        "ref": ref,
        "kind": kind,
        "filed_by": filed_by or None,
        "organ": organ or None,
        "procedure": procedure or None,
        "received_on": received_on,
        "answer_until": answer_until,
        "accepted_on": accepted_on,
        "decide_until": decide_until,
    }
    return enter(case, act="file_appeal", by=by, kind="appeal.filed", day=day, data=data, today=today)


@transaction.atomic
def next_instance(
    *,
    case: Case,
    by: Person,
    day: date,
    ref: str,
    instance: str,
    number: str = "",
    organ: str = "",
    received_on: date | None = None,
    answer_until: date | None = None,
    today: date | None = None,
) -> Event:
    """A lawsuit went to the second instance, or is tried anew: the same lawsuit, counted once (手册04 §6).

    `ref` names the lawsuit; `number` is its number at this instance, `organ` the court.
    """
    data = {
        "ref": ref,
        "instance": instance,
        "number": number or None,
        "organ": organ or None,
        "received_on": received_on,
        "answer_until": answer_until,
    }
    return enter(case, act="next_instance", by=by, kind="appeal.instance", day=day, data=data, today=today)


@transaction.atomic
def answer_appeal(
    *,
    case: Case,
    by: Person,
    day: date,
    ref: str,
    content: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Answer and evidence were handed in; too late they count as none."""
    data = {"ref": ref, "content": content or None}
    return enter(
        case, act="answer_appeal", by=by, kind="appeal.answered", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def conclude_appeal(
    *,
    case: Case,
    by: Person,
    day: date,
    ref: str,
    result: str,
    content: str = "",
    redo: bool | None = None,
    reply_until: date | None = None,
    decision_received_on: date | None = None,
    effective_on: date | None = None,
    paper: str = "",
    today: date | None = None,
) -> Event:
    """The appeal ended. `result`: one of AppealResult; `content`: what was decided.

    `redo`: whether a new reply was ordered, until `reply_until`; where nothing is said, a reply that was
    corrected has to be given anew (手册04 §6). `decision_received_on`: when the agency got the decision, from
    which an ordered reply has its twenty working days where no day was set. `effective_on`: when a judgment
    takes effect; until then the lawsuit is pending. `paper`: one of CourtPaper, of a court of first instance:
    its term of appeal then says since when, where nobody says `effective_on`.
    """
    if redo is False and reply_until:
        raise Refused("没有责令重新答复，却填写了重新答复的期限；请核对决定书、裁判文书。")
    data = {
        "ref": ref,
        "result": result,
        "content": content or None,
        # A decision that puts the reply right mostly orders a new one (手册04 §6).
        "redo": result == AppealResult.CORRECTED or reply_until is not None if redo is None else redo,
        "reply_until": reply_until,
        "decision_received_on": decision_received_on,
        "effective_on": effective_on,
        "paper": paper or None,
    }
    return enter(case, act="conclude_appeal", by=by, kind="appeal.concluded", day=day, data=data, today=today)


@transaction.atomic
def revoke_reply(
    *,
    case: Case,
    by: Person,
    day: date,
    reason: str,
    letter_number: str = "",
    reply_until: date | None = None,
    today: date | None = None,
) -> Event:
    """Takes the reply back by a letter of its own (L24); the case then waits for another reply.

    `reply_until`: the day that the letter set for it; else it has twenty working days.
    """
    data = {"reason": reason, "letter_number": letter_number, "reply_until": reply_until}
    return enter(
        case, act="revoke_reply", by=by, kind="revoked", day=day, data=data, reason=reason, today=today
    )


@transaction.atomic
def reply_again(
    *,
    case: Case,
    by: Person,
    day: date,
    outcome: str,
    reason: str = "",
    article: str = "",
    letter_number: str = "",
    corrects: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Replies anew: no new case, and what was counted stays as it was (handbook 02 §3.4).

    After an appeal, or of one's own accord; then `corrects` says what of the first reply is put right.
    """
    data = {
        "outcome": outcome,
        "reason": reason,
        "article": article,
        "letter_number": letter_number,
        "corrects": corrects or None,
    }
    return enter(
        case, act="reply_again", by=by, kind="replied_again", day=day, data=data, reason=reason, today=today,
        on_paper=on_paper,
    )  # fmt: skip
