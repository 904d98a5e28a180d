"""办理: what may happen between the receipt and the reply?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.cases import checks
from gongkai_web.cases.actions.entry import enter, require_head, require_reason
from gongkai_web.cases.models import Case, Event

# – correction (《条例》第三十条)


@transaction.atomic
def ask_correction(
    *,
    case: Case,
    by: Person,
    day: date,
    until: date | None = None,
    items: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Sends the correction notice: once, within seven working days. `until`: the applicant's last day.

    Without `until` the default term counts from its service.
    """
    data = {"until": until, "items": items}
    return enter(
        case, act="ask_correction", by=by, kind="correction.asked", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def serve_correction(*, case: Case, by: Person, day: date, today: date | None = None) -> Event:
    """The applicant got the correction notice."""
    return enter(case, act="serve_correction", by=by, kind="correction.served", day=day, today=today)


@transaction.atomic
def receive_correction(
    *, case: Case, by: Person, day: date, description: str = "", today: date | None = None
) -> Event:
    """The corrected request came; the term of the reply starts anew. `description`: the clearer wording."""
    data = {"description": description}
    return enter(
        case, act="receive_correction", by=by, kind="correction.received", day=day, data=data, today=today
    )


# – consultations (第三十二条、第三十四条). `ref` tells several consultations apart.


@transaction.atomic
def ask_third_party(
    *, case: Case, by: Person, day: date, ref: str, name: str = "", today: date | None = None
) -> Event:
    """Asks a third party in writing for its opinion."""
    data = {"ref": ref, "name": name}
    return enter(
        case, act="ask_third_party", by=by, kind="third_party.asked", day=day, data=data, today=today
    )


@transaction.atomic
def third_party_served(*, case: Case, by: Person, day: date, ref: str, today: date | None = None) -> Event:
    """The third party got the letter: its fifteen working days run."""
    data = {"ref": ref}
    return enter(
        case, act="third_party_served", by=by, kind="third_party.served", day=day, data=data, today=today
    )


@transaction.atomic
def answer_third_party(
    *, case: Case, by: Person, day: date, ref: str, consent: bool, reason: str = "", today: date | None = None
) -> Event:
    """The third party's opinion came. Silence is no event: the agency then decides."""
    data = {"ref": ref, "consent": consent, "reason": reason}
    return enter(
        case, act="answer_third_party", by=by, kind="third_party.answered", day=day, data=data, today=today
    )


@transaction.atomic
def ask_agency(
    *, case: Case, by: Person, day: date, ref: str, name: str = "", today: date | None = None
) -> Event:
    """Asks another agency for its opinion."""
    data = {"ref": ref, "name": name}
    return enter(case, act="ask_agency", by=by, kind="agency.asked", day=day, data=data, today=today)


@transaction.atomic
def agency_served(*, case: Case, by: Person, day: date, ref: str, today: date | None = None) -> Event:
    """The other agency got the letter."""
    data = {"ref": ref}
    return enter(case, act="agency_served", by=by, kind="agency.served", day=day, data=data, today=today)


@transaction.atomic
def answer_agency(
    *, case: Case, by: Person, day: date, ref: str, consent: bool, reason: str = "", today: date | None = None
) -> Event:
    """The other agency's opinion came. Silence of a co-producer counts as consent (第三十四条)."""
    data = {"ref": ref, "consent": consent, "reason": reason}
    return enter(case, act="answer_agency", by=by, kind="agency.answered", day=day, data=data, today=today)


# – extension (第三十三条第二款)


@transaction.atomic
def extend(
    *,
    case: Case,
    by: Person,
    day: date,
    days: int,
    approved_by: Person,
    reason: str,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Tells the applicant of an extension by `days` working days, approved by the head of the office."""
    require_reason(reason, "延期答复")
    require_head(approved_by, case.agency, day)
    data = {
        "days": days,
        "approved_by": approved_by.pk,
        "approved_by_name": approved_by.display_name,
        "reason": reason,
    }
    return enter(
        case, act="extend", by=by, kind="extended", day=day, data=data, reason=reason, today=today,
        on_paper=on_paper,
    )  # fmt: skip


# – fee (《信息处理费管理办法》)


@transaction.atomic
def decide_fee(
    *, case: Case, by: Person, day: date, basis: str, count: int, today: date | None = None
) -> Event:
    """Sends a fee notice; the amount is the tariff's.

    `basis` `pages`: `count` pages of this request. `items`: this is the `count`-th request of its applicant
    in the month of receipt (`queries.position_in_month`).
    """
    data = {"basis": basis, "count": count}
    data["amount"] = checks.fee_amount(data, day)
    return enter(case, act="decide_fee", by=by, kind="fee.decided", day=day, data=data, today=today)


@transaction.atomic
def serve_fee_notice(
    *, case: Case, by: Person, day: date, today: date | None = None, on_paper: bool = False
) -> Event:
    """The applicant got the fee notice: twenty working days to pay; the clock of the reply rests."""
    return enter(
        case, act="serve_fee_notice", by=by, kind="fee.served", day=day, today=today, on_paper=on_paper
    )


@transaction.atomic
def pay_fee(*, case: Case, by: Person, day: date, amount: int, today: date | None = None) -> Event:
    """The applicant paid in full; `amount` in yuan must be what was asked."""
    return enter(case, act="pay_fee", by=by, kind="fee.paid", day=day, data={"amount": amount}, today=today)


# – the applicant gives up


@transaction.atomic
def withdraw(*, case: Case, by: Person, day: date, reason: str = "", today: date | None = None) -> Event:
    """The applicant withdraws. A received request still needs its closing letter: `reply(other_misc)`."""
    data = {"reason": reason}
    return enter(
        case, act="withdraw", by=by, kind="withdrawn", day=day, data=data, reason=reason, today=today
    )
