"""How is a unit asked for its report, and what is known of how it is reached?

A unit outside this platform has no work list: it gets a mail where the site sends any, else the office calls
or writes, and enters that it did.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign import jobs
from gongkai_web.annual.campaign.collecting import mailing, queries
from gongkai_web.annual.campaign.collecting.actions.lines import locked, told
from gongkai_web.annual.campaign.collecting.models import Reminder, Unit
from gongkai_web.annual.campaign.collecting.standing import UnitStanding
from gongkai_web.annual.campaign.collecting.words import Way
from gongkai_web.errors import Refused

_LONGEST, _LONGEST_PHONE = 500, 60


@transaction.atomic
def remind(*, by: Person, units: Sequence[Unit], way: str, day: date, said: str = "") -> list[Reminder]:
    """Asks each for its report, or none: a mail goes out from here, the rest was done elsewhere."""
    if not units:
        raise Refused("请选要催的单位。")
    if way not in Way:
        raise Refused(f"不认识的方式「{way}」；可用：{'、'.join(Way.labels)}。")
    if way == Way.MAIL and not mailing.can_send():
        raise Refused("本系统没有设置邮件服务器；请打印名单用电话或者书面催报，再登记。")
    if len(said.strip()) > _LONGEST:
        raise Refused(f"说明有 {len(said.strip())} 字，最多 {_LONGEST} 字；请缩短。")
    rows = [locked(one) for one in units]
    awaited = _awaited(rows, day)
    for one in rows:
        require(by, queries.office_of(one), What.CHECK_REPORTS, day, "催报")
        _require_awaited(one, awaited.get(one.pk), way)
    made = [_reminded(by, one, way, said.strip(), day) for one in rows]
    for sent in made if way == Way.MAIL else ():
        jobs.send_reminder.using(key=f"{jobs.send_reminder.name}:{sent.pk}").enqueue(sent.pk)
    return made


@transaction.atomic
def set_contact(*, by: Person, unit: Unit, email: str, phone: str, day: date) -> Unit:
    """Says at which mail address and telephone the unit is reached."""
    unit, email, phone = locked(unit), email.strip(), phone.strip()
    require(by, queries.office_of(unit), What.CHECK_REPORTS, day, "登记单位的联系方式")
    contact_fits(unit.name, email, phone)
    before = {"email": unit.email, "phone": unit.phone}
    unit.email, unit.phone = email, phone
    unit.save(update_fields=["email", "phone"])
    told(by, unit.campaign, "set_contact", unit, {"email": email, "phone": phone, "before": before})
    return unit


def contact_fits(name: str, email: str, phone: str) -> None:
    """Refused where it is no mail address, or too long for a telephone."""
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Refused(f"「{name}」的联系邮箱「{email[:60]}」不是邮箱地址；请核对。") from None
    if len(phone) > _LONGEST_PHONE:
        raise Refused(f"「{name}」的联系电话有 {len(phone)} 字，最多 {_LONGEST_PHONE} 字；请核对。")


def _awaited(units: Sequence[Unit], day: date) -> dict[int, UnitStanding]:
    """Whose report is waited for where the units stand, by unit: worked out once for each campaign."""
    campaigns = {unit.campaign_id: unit.campaign for unit in units}
    return {one.unit.pk: one for each in campaigns.values() for one in queries.awaited(each, day)}


def _require_awaited(unit: Unit, standing: UnitStanding | None, way: str) -> None:
    if standing is None:
        raise Refused(f"「{unit.name}」已经交了，或者不用交；请刷新页面。")
    if way == Way.MAIL and not unit.email:
        raise Refused(f"「{unit.name}」没有登记联系邮箱；请先登记，或者用电话、书面催报。")
    if way == Way.MAIL and standing.locked:
        raise Refused(
            f"内部期限 {standing.internal_day} 已过，「{unit.name}」已锁定，收到邮件也提交不了；"
            "请先重新开放，再发邮件。"
        )


def _reminded(by: Person, unit: Unit, way: str, said: str, day: date) -> Reminder:
    to = {Way.MAIL: unit.email, Way.PHONE: unit.phone}.get(Way(way), "")
    made = Reminder(unit=unit, way=way, to=to, said=said, day=day)
    made.person_id, made.person_name = by.pk, by.display_name
    made.save()
    detail = {"unit": unit.pk, "way": way, "to": to, "said": said, "day": day}
    told(by, unit.campaign, "remind", made, detail)
    return made
