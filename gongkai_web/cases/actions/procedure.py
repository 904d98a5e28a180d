"""办理: what may happen between the receipt and the reply?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.procedure import checks
from gongkai_web.agencies.models import Person
from gongkai_web.cases import stored
from gongkai_web.cases.actions.entry import CITIZEN, Citizen, enter, require_approver
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.queries import position_in_month
from gongkai_web.errors import Refused, require_reason

_LONGEST_TITLE = 300


def _consent(case: Case, day: date, term_reason: str, approved_by: Person | None) -> dict[str, Any]:
    """Why a term that the agency sets is shorter or longer than usual, and the head who agreed to it.

    Neither where it is as usual; only both together keep an unusual one from being marked.
    """
    if approved_by is None:
        return {"term_reason": term_reason.strip() or None}
    require_approver(approved_by, case, day)
    return {
        "term_reason": term_reason.strip() or None,
        "approved_by": approved_by.pk,
        "approved_by_name": approved_by.display_name,
    }


# – correction (《条例》第三十条)


@transaction.atomic
def ask_correction(
    *,
    case: Case,
    by: Person,
    day: date,
    until: date | None = None,
    term_days: int | None = None,
    items: str = "",
    term_reason: str = "",
    approved_by: Person | None = None,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Sends the correction notice: once, within seven working days. `until`: the applicant's last day.

    `term_days`: the term in working days, from its service; without either the default term counts from
    then. `term_reason`, `approved_by`: see `_consent`.
    """
    data = {
        "until": until,
        "term_days": term_days,
        "items": items,
        **_consent(case, day, term_reason, approved_by),
    }
    return enter(
        case, act="ask_correction", by=by, kind="correction.asked", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def serve_correction(
    *, case: Case, by: Person | Citizen, day: date, today: date | None = None, on_paper: bool = False
) -> Event:
    """The applicant got the correction notice."""
    return enter(
        case, act="serve_correction", by=by, kind="correction.served", day=day, today=today, on_paper=on_paper
    )


@transaction.atomic
def receive_correction(
    *,
    case: Case,
    by: Person,
    day: date,
    description: str = "",
    title: str = "",
    posted_on: date | None = None,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """The corrected request came; the term of the reply starts anew.

    `title`, `description`: the clearer wording, which letters cite from then on. `posted_on`: when it was
    posted; who posted it within the term was in time, also where the case was ended for want of it meanwhile.
    """
    data = {"title": title.strip() or None, "description": description, "posted_on": posted_on}
    return enter(
        case, act="receive_correction", by=by, kind="correction.received", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def answer_correction(*, case: Case, day: date, description: str, title: str = "") -> Event:
    """The applicant answers the correction notice on the site; that day it is received (实现约定).

    `title`: the clearer name of what is wanted, which letters cite from then on; as it was, it says nothing.
    """
    title = " ".join(title.split())
    if len(title) > _LONGEST_TITLE:
        raise Refused(
            f"所需政府信息的名称有 {len(title)} 字，最多 {_LONGEST_TITLE} 字；"
            "请缩短，其余的写在“补正后的内容”里。"
        )
    if not description.strip():
        raise Refused("补正的内容不能为空；请写明所需信息的名称、文号或者便于查询的其他特征。")
    data = {"title": title if title != case.title else None, "description": description}
    data = {name: value for name, value in data.items() if value}
    return enter(case, act="answer_correction", by=CITIZEN, kind="correction.received", day=day, data=data)


@transaction.atomic
def record_search(
    *,
    case: Case,
    by: Person,
    day: date,
    places: str,
    methods: str = "",
    keywords: str,
    result: str,
    today: date | None = None,
) -> Event:
    """Keeps where, how and for what was searched: the proof of 经检索没有 (第三十六条第（四）项)."""
    data = {"places": places, "methods": methods, "keywords": keywords, "result": result}
    return enter(case, act="record_search", by=by, kind="searched", day=day, data=data, today=today)


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
def third_party_served(
    *, case: Case, by: Person, day: date, ref: str, today: date | None = None, on_paper: bool = False
) -> Event:
    """The third party got the letter: its fifteen working days run."""
    data = {"ref": ref}
    return enter(
        case, act="third_party_served", by=by, kind="third_party.served", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def answer_third_party(
    *,
    case: Case,
    by: Person,
    day: date,
    ref: str,
    consent: bool,
    partly: bool = False,
    reason: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """The third party's opinion came. Silence is no event: the agency then decides.

    `partly`: it consents to a part only; `consent` is false then, and `reason` says to what it objects.
    """
    if partly and consent:
        raise Refused("全部同意公开和部分同意公开只能选一种。")
    if partly and not reason.strip():
        raise Refused("部分同意公开的，请写明不同意公开的部分和理由。")
    data = {"ref": ref, "consent": consent, "reason": reason, **({"partly": True} if partly else {})}
    return enter(
        case, act="answer_third_party", by=by, kind="third_party.answered", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def tell_third_party(
    *, case: Case, by: Person, day: date, ref: str, letter_number: str = "", today: date | None = None
) -> Event:
    """Tells the third party what is disclosed though it objected or said nothing, and why (第三十二条)."""
    data = {"ref": ref, "letter_number": letter_number}
    return enter(
        case, act="tell_third_party", by=by, kind="third_party.told", day=day, data=data, today=today
    )


@transaction.atomic
def ask_agency(
    *,
    case: Case,
    by: Person,
    day: date,
    ref: str,
    name: str = "",
    co_producer: bool = True,
    until: date | None = None,
    term_reason: str = "",
    approved_by: Person | None = None,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Asks another agency for its opinion.

    One that made the information too (第三十四条) has fifteen working days, and its silence is consent. Any
    other (`co_producer` False; 第十一条、第三十三条第三款) has until `until`, and its silence says nothing.
    `term_reason`, `approved_by`: see `_consent`.
    """
    data = {
        "ref": ref,
        "name": name,
        "co_producer": None if co_producer else False,
        "until": until,
        **_consent(case, day, term_reason, approved_by),
    }
    return enter(
        case, act="ask_agency", by=by, kind="agency.asked", day=day, data=data, today=today, on_paper=on_paper
    )


@transaction.atomic
def agency_served(
    *, case: Case, by: Person, day: date, ref: str, today: date | None = None, on_paper: bool = False
) -> Event:
    """The other agency got the letter."""
    data = {"ref": ref}
    return enter(
        case, act="agency_served", by=by, kind="agency.served", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def answer_agency(
    *,
    case: Case,
    by: Person,
    day: date,
    ref: str,
    consent: bool | None = None,
    reason: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """The other agency's opinion came. Only the silence of a co-producer counts as consent (第三十四条).

    `consent` None: it made nothing of the information and was asked something else; then `reason` says what
    it answered.
    """
    data = {"ref": ref, "consent": consent, "reason": reason}
    return enter(
        case, act="answer_agency", by=by, kind="agency.answered", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


# – quantity and frequency clearly beyond reason (第三十五条)


@transaction.atomic
def ask_reason(
    *,
    case: Case,
    by: Person,
    day: date,
    facts: str = "",
    until: date | None = None,
    term_reason: str = "",
    approved_by: Person | None = None,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Asks the applicant for the reason of so many requests; `facts`: how many, how often.

    `term_reason`, `approved_by`: see `_consent`.
    """
    data = {"facts": facts, "until": until, **_consent(case, day, term_reason, approved_by)}
    return enter(
        case, act="ask_reason", by=by, kind="reason.asked", day=day, data=data, today=today, on_paper=on_paper
    )


@transaction.atomic
def receive_reason(
    *,
    case: Case,
    by: Person,
    day: date,
    content: str,
    reasonable: bool | None = None,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """The applicant's reason came; whether the agency finds it reasonable decides what may follow."""
    data = {"content": content, "reasonable": reasonable}
    return enter(
        case, act="receive_reason", by=by, kind="reason.received", day=day, data=data, today=today,
        on_paper=on_paper,
    )  # fmt: skip


@transaction.atomic
def delay(
    *,
    case: Case,
    by: Person,
    day: date,
    until: date,
    reason: str,
    term_reason: str = "",
    approved_by: Person | None = None,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Sets and tells a reasonable later day of the reply, where the reason is reasonable (第三十五条).

    `term_reason`, `approved_by`: see `_consent`.
    """
    require_reason(reason, "延迟答复")
    data = {"until": until, "reason": reason, **_consent(case, day, term_reason, approved_by)}
    return enter(
        case, act="delay", by=by, kind="delayed", day=day, data=data, reason=reason, today=today,
        on_paper=on_paper,
    )  # fmt: skip


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
    agreed_on_paper: bool = False,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Tells the applicant of an extension by `days` working days, approved by the head of the office.

    `agreed_on_paper`: nothing here shows that this head agreed; whoever enters it says so.
    """
    require_reason(reason, "延期答复")
    require_approver(approved_by, case, day)
    data = {
        "days": days,
        "approved_by": approved_by.pk,
        "approved_by_name": approved_by.display_name,
        "reason": reason,
    }
    if agreed_on_paper:
        data["agreed_on_paper"] = True
    return enter(
        case, act="extend", by=by, kind="extended", day=day, data=data, reason=reason, today=today,
        on_paper=on_paper,
    )  # fmt: skip


# – fee (《信息处理费管理办法》)


@transaction.atomic
def decide_fee(
    *,
    case: Case,
    by: Person,
    day: date,
    basis: str,
    count: int,
    amount: int | None = None,
    today: date | None = None,
    on_paper: bool = False,
) -> Event:
    """Sends a fee notice; the amount is the tariff's. From then on the applicant has to act.

    `amount`: another than the tariff's, as a notice on paper had it; marked.
    `basis` `pages`: `count` pages of this request. `items`: this is the `count`-th request of its applicant
    in the month of receipt; another count than the register's (`position`) is marked.
    """
    data: dict[str, Any] = {"basis": basis, "count": count}
    if basis == "items" and case.received_on:
        data["position"] = position_in_month(case)
    data["amount"] = amount or checks.fee_amount(data, day)
    return enter(
        case,
        act="decide_fee",
        by=by,
        kind="fee.decided",
        day=day,
        data=data,
        today=today,
        on_paper=on_paper,
    )


@transaction.atomic
def serve_fee_notice(
    *, case: Case, by: Person | Citizen, day: date, today: date | None = None, on_paper: bool = False
) -> Event:
    """The applicant got the fee notice: the twenty working days to pay run."""
    return enter(
        case, act="serve_fee_notice", by=by, kind="fee.served", day=day, today=today, on_paper=on_paper
    )


@transaction.atomic
def pay_fee(
    *, case: Case, by: Person, day: date, amount: int, today: date | None = None, on_paper: bool = False
) -> Event:
    """The applicant paid in full; `amount` in yuan must be what was asked.

    Also once the case was ended for want of it: who paid in time is answered anew, else it is refunded.
    """
    data = {"amount": amount}
    return enter(
        case, act="pay_fee", by=by, kind="fee.paid", day=day, data=data, today=today, on_paper=on_paper
    )


@transaction.atomic
def refund_fee(*, case: Case, by: Person, day: date, reason: str, today: date | None = None) -> Event:
    """The whole fee went back, for what is not handled or was not to be charged (手册03 §3)."""
    data = {"reason": reason}
    return enter(
        case, act="refund_fee", by=by, kind="fee.refunded", day=day, data=data, reason=reason, today=today
    )


# – the applicant gives up, or calls the supervisor


@transaction.atomic
def withdraw(*, case: Case, by: Person, day: date, reason: str = "", today: date | None = None) -> Event:
    """The applicant withdraws. A received request still needs its closing letter."""
    data = {"reason": reason}
    return enter(
        case, act="withdraw", by=by, kind="withdrawn", day=day, data=data, reason=reason, today=today
    )


@transaction.atomic
def withdraw_online(*, case: Case, day: date, reason: str = "") -> Event:
    """The applicant withdraws on the site."""
    data = {"reason": reason}
    return enter(case, act="withdraw_online", by=CITIZEN, kind="withdrawn", day=day, data=data, reason=reason)


@transaction.atomic
def remind(*, case: Case, day: date, content: str = "") -> Event:
    """The applicant tells the supervising office that the reply is overdue (第四十七条第二款、第五十一条).

    A reply that has not left the house is none.
    """
    now = stored.current(case)
    if not now.reminded_on and not now.overdue(day):
        raise Refused(f"{day} 答复期限尚未届满，或者本件已经答复，不能按逾期反映。")
    data = {"content": content}
    return enter(case, act="remind", by=CITIZEN, kind="reminded", day=day, data=data)


@transaction.atomic
def handle_reminder(*, case: Case, by: Person, day: date, content: str, today: date | None = None) -> Event:
    """The supervising office says what it did about it: urged, criticised, or why there is no cause."""
    return enter(
        case, act="handle_reminder", by=by, kind="reminder.handled", day=day, data={"content": content},
        today=today, supervising=True,
    )  # fmt: skip
