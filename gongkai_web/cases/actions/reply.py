"""答复: how does a case end, and how does the letter reach the applicant?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.cases.actions.entry import enter
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
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Replies by a letter dated `day` with one of the 21 outcomes (《条例》第三十六至三十九条).

    `reason` and `article` where the outcome needs them. A reply after the due day needs `on_paper`.
    """
    data = {"outcome": outcome, "reason": reason, "article": article, "letter_number": letter_number}
    return enter(
        case, act="reply", by=by, kind="replied", day=day, data=data, reason=reason, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def dispatch(
    *, case: Case, by: Person, day: date, way: str = "", today: date | None = None, on_paper: bool = False
) -> Event:
    """The letter left the house (posted, handed over); by this day the agency is late or not."""
    return enter(
        case, act="dispatch", by=by, kind="dispatched", day=day, data={"way": way}, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def serve(
    *, case: Case, by: Person, day: date, way: str = "", today: date | None = None, on_paper: bool = False
) -> Event:
    """The applicant got the letter; from this day the remedies run. If never dispatched: on that day."""
    return enter(
        case, act="serve", by=by, kind="served", day=day, data={"way": way}, today=today, on_paper=on_paper
    )
