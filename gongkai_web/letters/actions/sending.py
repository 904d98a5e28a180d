"""盖章、发出、送达: how does an issued letter leave the house, and how is it known that it arrived?

What a letter asks or tells happens when it leaves: its event is entered then, and only then a span begins.
`dispatched_on` decides whether the agency is late; from `served_on` the remedies run (手册04 §5). Before each
step the letter must still agree with the case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from gongkai.procedure import state
from gongkai.procedure.facts import BY_INTERNET, Way, standing
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.cases import actions as cases
from gongkai_web.cases import stored
from gongkai_web.cases.models import Event
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.models import Purpose
from gongkai_web.files.pages import can_be_redacted
from gongkai_web.letters.actions.days import admit, check_day, of_dispatch
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.actions.issuing import enter
from gongkai_web.letters.checks import require_agreement, standing_event
from gongkai_web.letters.content import kind_of
from gongkai_web.letters.held import is_current_reply
from gongkai_web.letters.kinds import REPLIES, carried_act, enters_at_issue, needs_seal
from gongkai_web.letters.living import show_in_case
from gongkai_web.letters.models import Addressee, Letter, Mail, Status

_MAIL_NUMBER = re.compile(r"[0-9A-Z]{8,20}")


@dataclass(frozen=True, slots=True)
class Service:
    """The proof of service: who took it, how they stand to the addressee, where; or that it was refused."""

    receiver: str = ""
    relation: str = ""
    place: str = ""
    refused: bool = False
    note: str = ""


def seal(*, letter: Letter, by: Person, day: date, upload_name: str, content: bytes | File[bytes]) -> Letter:
    """Takes in the scan of the sealed letter (PDF or picture): from then on it is the letter.

    A scan taken in by mistake is replaced until the letter has left. Raises Blocked where the letter no
    longer agrees with the case, Refused for a file that is no scan.
    """
    place = _place(letter, Purpose.SEALED_LETTER, by, day)
    # Examined outside the transaction: a scanner is not asked while the database is held.
    checked = files.examine(**place, upload_name=upload_name, content=content)
    if not can_be_redacted(checked.kind.media_type):
        raise Refused(f"《{checked.name}》不是 PDF 或者图片；请上传盖章后文书的扫描件。")
    with transaction.atomic():
        letter = locked(letter)
        require(by, letter.agency, What.HANDLE, day, "登记盖章")
        require_status(letter, "登记盖章", Status.ISSUED, Status.SEALED)
        check_day(day, day, "盖章", after=("成文日期", letter.issued_on))
        require_agreement(letter, "登记盖章")
        former = letter.sealed_file
        kept = files.keep(**place, checked=checked)
        letter.sealed_file, letter.sealed_on, letter.status = kept, day, Status.SEALED
        letter.save()
        show_in_case(letter.case, day)
        if former is not None and former.pk != kept.pk:
            files.withdraw_file(by=by, file=former, day=day, reason="盖章扫描件已更换")
        line(by, letter, "seal", {"number": letter.number, "file": kept.pk, "sha256": kept.sha256})
    return letter


@transaction.atomic
def dispatch(
    *,
    letter: Letter,
    by: Person,
    day: date,
    way: str,
    mail_kind: str = "",
    number: str = "",
    today: date | None = None,
    on_paper: bool = False,
) -> Letter:
    """Sends the letter. By post: with the postal enterprise, as EMS or registered letter, with its number."""
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, today or day, "登记发出")
    if letter.addressee == Addressee.INTERNAL:
        raise Refused("这是内部用的表单，不发出。")
    ready = (Status.SEALED,) if needs_seal(kind_of(letter)) else (Status.ISSUED, Status.SEALED)
    require_status(letter, "登记发出", *ready)
    check_day(day, today, "发出", after=("成文日期", letter.issued_on))
    number = _check_way(way, mail_kind, number)
    require_agreement(letter, "发出", by_internet=way in BY_INTERNET)
    admit(letter, of_dispatch(letter, day), on_paper=on_paper)
    _carry_out(letter, by, day, today, on_paper=on_paper)
    if _speaks_of_reply(letter) and not _recorded(letter, "dispatched", day):
        cases.dispatch(
            case=letter.case, by=by, day=day, way=way, number=number, today=today, on_paper=on_paper
        )
    letter.way, letter.mail_kind, letter.mail_number = way, mail_kind if way == Way.POST else "", number
    letter.dispatched_on, letter.status = day, Status.DISPATCHED
    letter.save()
    show_in_case(letter.case, today or day)
    detail = {"number": letter.number, "way": way, "mail_kind": letter.mail_kind, "mail_number": number}
    line(by, letter, "dispatch", {**detail, "day": day})
    return letter


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
    if not _recorded(letter, "served", day):
        _enter_service(letter, by, day, service, today, on_paper=on_paper)
    letter.receiver, letter.relation = service.receiver.strip(), service.relation.strip()
    letter.place, letter.refused = service.place.strip(), service.refused
    letter.service_note, letter.served_on = service.note.strip(), day
    letter.status = Status.SERVED
    letter.save()
    detail = {"number": letter.number, "day": day, "receiver": letter.receiver, "refused": letter.refused}
    line(by, letter, "serve", detail)
    return letter


def keep_proof(
    *, letter: Letter, by: Person, day: date, upload_name: str, content: bytes | File[bytes]
) -> Letter:
    """Keeps the slip of the post or the signed 送达回证 beside a letter that was sent; several may come."""
    place = _place(letter, Purpose.SERVICE_PROOF, by, day)
    checked = files.examine(**place, upload_name=upload_name, content=content)
    with transaction.atomic():
        letter = locked(letter)
        require(by, letter.agency, What.HANDLE, day, "收存送达凭证")
        require_status(letter, "收存送达凭证", Status.DISPATCHED, Status.SERVED)
        letter.proof_file = kept = files.keep(**place, checked=checked)
        letter.save()
        line(by, letter, "keep_proof", {"number": letter.number, "file": kept.pk})
    return letter


def _carry_out(letter: Letter, by: Person, day: date, today: date | None, *, on_paper: bool) -> None:
    """Enters what the letter asks or tells on the day on which it leaves.

    Version 0.1 entered it with the issue: such an event moves to the day of the dispatch.
    """
    if enters_at_issue(letter.act):
        return
    if letter.event is None:
        letter.event = enter(letter, by, day, today, on_paper=on_paper)
        return
    fact = standing_event(stored.facts_of(letter.case), letter.event_id or 0)
    if fact is not None and fact.day != day:
        row = Event.objects.get(pk=fact.id)
        letter.event = cases.replace_event(
            case=letter.case, by=by, day=today or day, event=row, reason="文书在这一天发出", new_day=day,
            on_paper=on_paper,
        )  # fmt: skip


def _place(letter: Letter, purpose: str, by: Person, day: date) -> dict[str, Any]:
    """Where a file of this letter is kept, and by whom."""
    return {
        "agency": letter.agency,
        "owner": f"letters.Letter:{letter.pk}",
        "purpose": purpose,
        "by": by,
        "day": day,
    }


def _recorded(letter: Letter, what: str, day: date) -> bool:
    """Whether the case knows of it already, from its own page. Raises Refused where it says another day."""
    known = _in_case(letter, stored.current(letter.case), what)
    if known is not None and known != day:
        label = "发出" if what == "dispatched" else "送达"
        raise Refused(f"案件里已登记于 {known} {label}；日期请填同一天，案件登记有误的先在案件里更正。")
    return known is not None


def _speaks_of_reply(letter: Letter) -> bool:
    """Whether what happens to the letter happens to the reply of the case.

    Not where another reply followed: the days of the case are those of the later one.
    """
    return is_current_reply(stored.facts_of(letter.case), letter.event_id)


def _in_case(letter: Letter, now: state.State, what: str) -> date | None:
    act = carried_act(kind_of(letter), letter.act)
    if act in REPLIES:
        if not _speaks_of_reply(letter):
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


def _check_way(way: str, mail_kind: str, number: str) -> str:
    """The number as kept. 〔2016〕235号: nobody else may carry the letter of a state organ."""
    if way not in Way.values:
        raise Refused("请选择送达方式。")
    plain = number.replace(" ", "").upper()
    if way != Way.POST:
        return plain
    if mail_kind not in Mail.values:
        raise Refused(
            "邮寄须通过邮政企业，用特快专递（EMS）或者挂号信（国办公开办函〔2016〕235号）；请选择邮件种类。"
        )
    if not _MAIL_NUMBER.fullmatch(plain):
        raise Refused("请填写邮件号码：8 至 20 位字母和数字，印在邮政回执上。")
    return plain


def _check_service(letter: Letter, service: Service) -> None:
    if letter.way in (Way.IN_PERSON, Way.ENTRUSTED, Way.POST) and not (
        service.receiver.strip() or service.refused
    ):
        raise Refused("请填写签收人的姓名；拒收的请勾选“拒收”并说明情况。")
    if service.refused and not service.note.strip():
        raise Refused("拒收的须写明情况：拒收的事由、日期、见证人（参照《民事诉讼法》第八十九条）。")


def _enter_service(
    letter: Letter, by: Person, day: date, service: Service, today: date | None, *, on_paper: bool
) -> None:
    act = carried_act(kind_of(letter), letter.act)
    who: dict[str, Any] = {"case": letter.case, "by": by, "day": day, "today": today}
    if _speaks_of_reply(letter):
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
