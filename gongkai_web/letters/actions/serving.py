"""送达: how is it known that a letter arrived, and what of it does the case learn?

From the day of service the remedies run (手册04 §5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.procedure import state
from gongkai.procedure.facts import Way, standing
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit import vouched
from gongkai_web.cases import actions as cases
from gongkai_web.cases import stored
from gongkai_web.cases.actions import Citizen
from gongkai_web.cases.models import Event
from gongkai_web.errors import Refused
from gongkai_web.letters.actions.days import check_day
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.content import kind_of
from gongkai_web.letters.held import is_current_reply
from gongkai_web.letters.kinds import REPLIES, carried_act
from gongkai_web.letters.models import Letter, Status


@dataclass(frozen=True, slots=True)
class Service:
    """The proof of service: who took it, how they stand to the addressee, where; or that it was refused."""

    receiver: str = ""
    relation: str = ""
    place: str = ""
    refused: bool = False
    note: str = ""


@transaction.atomic
def serve(
    *,
    letter: Letter,
    by: Person,
    day: date,
    service: Service,
    today: date | None = None,
    on_paper: bool = False,
) -> Letter:
    """Enters that the letter arrived, with its proof; the case then knows it too."""
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, today or day, "登记送达")
    require_status(letter, "登记送达", Status.DISPATCHED)
    check_day(day, today, "送达", after=("发出日期", letter.dispatched_on))
    _check_service(letter, service)
    if not recorded(letter, "served", day):
        _enter_service(letter, by, day, service, today, on_paper=on_paper)
    letter.receiver, letter.relation = service.receiver.strip(), service.relation.strip()
    letter.place, letter.refused = service.place.strip(), service.refused
    letter.service_note, letter.served_on = service.note.strip(), day
    letter.status = Status.SERVED
    letter.save()
    proof = {"receiver": letter.receiver, "relation": letter.relation, "refused": letter.refused}
    line(by, letter, "serve", {"number": letter.number, "day": day, **proof, **_words(letter)})
    return letter


def arrived(letter: Letter, *, by: Person | Citizen, day: date) -> None:
    """The letter is where the applicant finds it: served by that, without a signature."""
    if not recorded(letter, "served", day):
        _enter_service(letter, by, day, Service(), day, on_paper=False)
    letter.served_on, letter.status = day, Status.SERVED
    letter.service_note = "网上送达：申请人打开" if isinstance(by, Citizen) else "网上送达：到达本站查询页"
    letter.save()
    line(by, letter, "serve", {"number": letter.number, "day": day, "online": True, **_words(letter)})


def _words(letter: Letter) -> dict[str, str]:
    """Where and how it was served: an address and what somebody said are vouched for, not repeated."""
    return {"place": vouched.seal(letter.place), "note": vouched.seal(letter.service_note)}


def recorded(letter: Letter, what: str, day: date) -> bool:
    """Whether the case knows of it already, from its own page. Raises Refused where it says another day."""
    known = _in_case(letter, stored.current(letter.case), what)
    if known is not None and known != day:
        label = "发出" if what == "dispatched" else "送达"
        raise Refused(f"案件里已登记于 {known} {label}；日期请填同一天，案件登记有误的先在案件里更正。")
    return known is not None


def speaks_of_reply(letter: Letter) -> bool:
    """Whether what happens to the letter happens to the reply of the case.

    Not where another reply followed: the days of the case are those of the later one.
    """
    return is_current_reply(stored.facts_of(letter.case), letter.event_id)


def _in_case(letter: Letter, now: state.State, what: str) -> date | None:
    act = carried_act(kind_of(letter), letter.act)
    if act in REPLIES:
        if not speaks_of_reply(letter):
            return None
        if now.replied_again_on:
            return now.again_served_on if what == "served" else now.again_dispatched_on
        return now.served_on if what == "served" else now.dispatched_on
    if what == "served" and act == "decide_fee":
        return now.fee_served_on
    if what == "served" and act == "ask_correction" and now.correction:
        return now.correction.served
    if what == "served" and act in _CONSULTED:
        arrived = f"{act.removeprefix('ask_')}.served"
        known = (fact for fact in standing(stored.facts_of(letter.case)) if fact.kind == arrived)
        return next((fact.day for fact in known if fact.ref == letter.number), None)
    return None


def _check_service(letter: Letter, service: Service) -> None:
    if letter.way in (Way.IN_PERSON, Way.ENTRUSTED, Way.POST) and not (
        service.receiver.strip() or service.refused
    ):
        raise Refused("请填写签收人的姓名；拒收的请勾选“拒收”并说明情况。")
    if service.refused and not service.note.strip():
        raise Refused("拒收的须写明情况：拒收的事由、日期、见证人（参照《民事诉讼法》第八十九条）。")


def _enter_service(
    letter: Letter, by: Person | Citizen, day: date, service: Service, today: date | None, *, on_paper: bool
) -> None:
    act = carried_act(kind_of(letter), letter.act)
    who: dict[str, Any] = {"case": letter.case, "by": by, "day": day, "today": today}
    if speaks_of_reply(letter):
        cases.serve(**who, way=letter.way, receiver=service.receiver.strip(), on_paper=on_paper)
    elif act == "decide_fee":
        cases.serve_fee_notice(**who, on_paper=on_paper)
    elif act in _CONSULTED:
        _CONSULTED[act](**who, ref=letter.number)
    elif act == "ask_correction":
        cases.serve_correction(**who)


_CONSULTED: dict[str, Callable[..., Event]] = {
    "ask_third_party": cases.third_party_served,
    "ask_agency": cases.agency_served,
}
