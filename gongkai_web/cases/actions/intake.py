"""收件: when is a request received, who sees to it, and how does one become several?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from gongkai.procedure import checks
from gongkai.procedure.facts import Fact, standing
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.cases.actions.entry import enter, next_fact, prepare, write
from gongkai_web.cases.actions.registration import open_case
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.stored import state_of
from gongkai_web.errors import Refused, require_reason
from gongkai_web.holidays.queries import reckoned


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cases into which a request is split: what it wants."""

    title: str
    description: str = ""


@transaction.atomic
def confirm_receipt(
    *,
    case: Case,
    by: Person,
    day: date,
    how: str = "",
    with_whom: str = "",
    reason: str = "",
    today: date | None = None,
) -> Event:
    """Sets the day of receipt (收到申请之日), from which all terms run (《条例》第三十一条).

    `how` and `with_whom`: by telephone, in writing …, where both sides had to confirm (文书 P03). `reason`:
    why so late after its arrival; the case is marked then, and the supervising office sees it.
    """
    until, late = _late_after(case), receipt_is_late(case, day)
    if late and not reason.strip():
        raise Refused(
            f"申请 {case.submitted_on} 已经到达，{day} 才登记收到，晚于 {until}；"
            "请写明迟收的原因，主管部门可以看到。"
        )
    data = {"how": how or None, "with_whom": with_whom or None, "reason": reason.strip() if late else None}
    return enter(
        case, act="confirm_receipt", by=by, kind="confirmed", day=day, data=data, today=today, on_paper=late
    )


def _late_after(case: Case) -> date | None:
    with reckoned(case.agency_id):
        return checks.receipt_late_after(case.channel, case.submitted_on)


def receipt_is_late(case: Case, day: date) -> bool:
    """Whether a receipt on that day is so late after the arrival that it needs its reason (第三十一条)."""
    until = _late_after(case)
    return until is not None and day > until


@transaction.atomic
def assign(
    *,
    case: Case,
    by: Person,
    day: date,
    person: Person,
    stand_in: Person | None = None,
    reason: str = "",
    today: date | None = None,
) -> Event:
    """Gives the case to somebody of the agency; `stand_in` acts while that person is away."""
    require(person, case.agency, What.HANDLE, today or day)
    if stand_in:
        require(stand_in, case.agency, What.HANDLE, today or day)
        if stand_in.pk == person.pk:
            raise Refused("代班人不能是经办人本人；请另选一人，没有的不填。")
    data = {
        "person": person.pk,
        "person_name": person.display_name,
        "stand_in": stand_in.pk if stand_in else None,
        "stand_in_name": stand_in.display_name if stand_in else None,
        "reason": reason,
    }
    return enter(case, act="assign", by=by, kind="assigned", day=day, data=data, today=today)


@transaction.atomic
def note_talk(
    *,
    case: Case,
    by: Person,
    day: date,
    content: str,
    how: str = "",
    with_whom: str = "",
    today: date | None = None,
) -> Event:
    """Keeps what was said with the applicant (国办公开办函〔2017〕19号: 加强沟通)."""
    data = {"how": how, "with_whom": with_whom, "content": content}
    return enter(case, act="note_talk", by=by, kind="talked", day=day, data=data, today=today)


@transaction.atomic
def split_case(
    *, case: Case, by: Person, day: date, parts: Sequence[Part], reason: str, today: date | None = None
) -> list[Case]:
    """Splits a request into cases of their own (一事一申请); it is itself no longer counted.

    Each part takes over applicant, receipt and all that has happened so far, and its own number.
    """
    require_reason(reason, "拆分办理")
    known = prepare(case, by=by, latest=day, today=today, kinds=["split"])
    if len(parts) < 2:
        raise Refused("拆分办理至少要拆成两件。")
    _check_split(case.agency_id, known, day)
    children = [_split_off(case, by, day, _inherited(known, part)) for part in parts]
    data = {"cases": [child.pk for child in children], "reason": reason}
    write(case, known, [next_fact(known, "split", day, data)], act="split_case", by=by, reason=reason)
    return children


def _split_off(case: Case, by: Person, day: date, facts: list[Fact]) -> Case:
    """A part with the applicants of the whole."""
    key = case.applicant_key
    part = open_case(case.agency, by, day, facts, act="split_off", parent=case, applicant_key=key)
    for applicant in case.applicants.all():
        applicant.pk, applicant.case = None, part
        applicant.save(force_insert=True)
    return part


def _check_split(agency: int, known: list[Fact], day: date) -> None:
    """Refuses before anything is written; the numbers of the parts are not known yet."""
    state_of(agency, [*known, next_fact(known, "split", day, {"cases": [0, 0], "reason": ""})])


def _inherited(known: list[Fact], part: Part) -> list[Fact]:
    """What has happened so far, as the beginning of a part."""
    facts = []
    for position, fact in enumerate(standing(known), start=1):
        data = dict(fact.data)
        if fact.kind == "submitted":
            data = {**data, "title": part.title.strip(), "description": part.description}
        elif fact.kind == "correction.received":
            data = {}  # its wording was that of the whole; each part has its own
        facts.append(replace(fact, id=0, position=position, place=position, data=data))
    return facts
