"""复议、诉讼: how is an appeal entered, how does it end, and what does the agency answer then?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.cases.actions.entry import enter
from gongkai_web.cases.models import Case, Event


@transaction.atomic
def file_appeal(
    *, case: Case, by: Person, day: date, ref: str, kind: str, today: date | None = None
) -> Event:
    """An appeal was filed. `kind`: one of AppealKind; `ref`: its number, one of its own in the case."""
    data = {"ref": ref, "kind": kind}
    return enter(case, act="file_appeal", by=by, kind="appeal.filed", day=day, data=data, today=today)


@transaction.atomic
def conclude_appeal(
    *, case: Case, by: Person, day: date, ref: str, result: str, today: date | None = None
) -> Event:
    """The appeal ended. `result`: one of AppealResult."""
    data = {"ref": ref, "result": result}
    return enter(case, act="conclude_appeal", by=by, kind="appeal.concluded", day=day, data=data, today=today)


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
    today: date | None = None,
) -> Event:
    """Replies anew after an appeal: no new case, and what was counted stays as it was (handbook 02 §3.4)."""
    data = {"outcome": outcome, "reason": reason, "article": article, "letter_number": letter_number}
    return enter(
        case, act="reply_again", by=by, kind="replied_again", day=day, data=data, reason=reason, today=today
    )
