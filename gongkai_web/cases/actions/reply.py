"""答复: how does a case end, and how does the letter reach the applicant?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.cases.actions.entry import Citizen, enter
from gongkai_web.cases.models import Case, Event


@transaction.atomic
def reply(
    *,
    case: Case,
    by: Person,
    day: date,
    outcome: str,
    reason: str = "",
    article: str = "",
    letter_number: str = "",
    agency_named: str = "",
    agency_contact: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Replies by a letter dated `day` with one of the outcomes of that day (《条例》第三十六至三十九条).

    `reason` and `article` where the outcome needs them. A reply after the due day needs `on_paper`.
    `agency_named`, `agency_contact`: the agency in charge, where it can be told (第三十六条第（五）项): the
    applicant asks there; the request itself is never passed on.
    """
    data = {
        "outcome": outcome,
        "reason": reason,
        "article": article,
        "letter_number": letter_number,
        "agency_named": agency_named or None,
        "agency_contact": agency_contact or None,
    }
    return enter(
        case, act="reply", by=by, kind="replied", day=day, data=data, reason=reason, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def dispatch(
    *,
    case: Case,
    by: Person,
    day: date,
    way: str = "",
    number: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """The letter left the house (posted, handed over); by this day the agency is late or not.

    `number`: of the EMS or registered letter. By post means by the postal enterprise (〔2016〕235号).
    """
    data = {"way": way, "number": number or None}
    return enter(
        case, act="dispatch", by=by, kind="dispatched", day=day, data=data, today=today, on_paper=on_paper
    )


@transaction.atomic
def serve(
    *,
    case: Case,
    by: Person | Citizen,
    day: date,
    way: str = "",
    receiver: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """The applicant got the letter; from this day the remedies run. If never dispatched: on that day."""
    data = {"way": way, "receiver": receiver or None}
    return enter(case, act="serve", by=by, kind="served", day=day, data=data, today=today, on_paper=on_paper)


# – after it (第十八条、第四十五条)


@transaction.atomic
def close(*, case: Case, by: Person, day: date, content: str = "", today: date | None = None) -> Event:
    """Nothing more is to be done: the letter has left and its service is known, or cannot be known."""
    return enter(case, act="close", by=by, kind="closed", day=day, data={"content": content}, today=today)


@transaction.atomic
def archive(
    *, case: Case, by: Person, day: date, volume: str = "", place: str = "", today: date | None = None
) -> Event:
    """The papers are put into the archive: number of the volume, where it stands."""
    data = {"volume": volume, "place": place}
    return enter(case, act="archive", by=by, kind="archived", day=day, data=data, today=today)


@transaction.atomic
def reassess(
    *,
    case: Case,
    by: Person,
    day: date,
    open_now: bool,
    content: str,
    next_on: date | None = None,
    today: date | None = None,
) -> Event:
    """Looks again at what was denied (第十八条). `open_now`: it can be opened; else again on `next_on`."""
    data = {"open_now": open_now, "content": content, "next_on": next_on}
    return enter(case, act="reassess", by=by, kind="reassessed", day=day, data=data, today=today)
