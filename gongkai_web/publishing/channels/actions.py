"""How does a site or an account come onto the register, change, rest and end?

Filing has four occasions: opening, change, closing, cancelling (国办发〔2018〕123号). One unit keeps one
site, and one account on a platform, as a rule: for another it says why.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.publication.words import channels
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.showing import require_showable
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.channels.grounds import Grounds
from gongkai_web.publishing.channels.models import ACCOUNT, SITE, Change, Outlet, OutletChange, State

KEPT = (
    "agency", "channel", "medium", "name", "account", "address", "id_code", "supervisor_name",
    "operator_name", "number", "state", "opened_on", "closed_on",
)  # fmt: skip
CHANGEABLE = ("name", "account", "address", "id_code", "supervisor_name", "operator_name", "number")
_FIELDS = Outlet._meta.concrete_fields
_NEXT: Mapping[str, Mapping[str, Change]] = {
    State.RUNNING: {
        State.SUSPENDED: Change.SUSPENDED,
        State.CLOSING: Change.CLOSING,
        State.CLOSED: Change.CLOSED,
    },
    State.SUSPENDED: {
        State.RUNNING: Change.RESUMED,
        State.CLOSING: Change.CLOSING,
        State.CLOSED: Change.CLOSED,
    },
    State.CLOSING: {State.RUNNING: Change.RESUMED, State.CLOSED: Change.CLOSED},
    State.CLOSED: {},
}


@transaction.atomic
def open_outlet(
    *,
    by: Person,
    agency: Agency,
    day: date,
    channel: str,
    name: str,
    reason: str = "",
    today: date | None = None,
    **facts: str,
) -> Outlet:
    """Enters a site or an account. `facts`: any of CHANGEABLE; `reason`: why the unit opens another one."""
    _require_keeper(by, agency, day, today)
    stand_in_line(agency)
    word = channels().at(channel, day)
    if word.medium not in (SITE, ACCOUNT):
        raise Refused(f"「{word.label}」不是网站，也不是政务新媒体的平台；请另选。")
    outlet = Outlet(agency=agency, channel=channel, medium=word.medium, opened_on=day)
    _set(outlet, {"name": name, **facts}, today or day)
    _refuse_second(outlet, word.label, reason)
    outlet.save()
    _line(by, outlet, Change.OPENED, day, outlet.name, reason, outlet.number, KEPT)
    return outlet


@transaction.atomic
def change_outlet(
    *,
    by: Person,
    outlet: Outlet,
    day: date,
    reason: str = "",
    number: str = "",
    today: date | None = None,
    **facts: str,
) -> Outlet:
    """Changes what is said of it; `facts`: any of CHANGEABLE but the number of its filing."""
    outlet = _locked(outlet)
    _require_keeper(by, outlet.agency, day, today)
    _require_standing(outlet, day)
    before = {name: getattr(outlet, name) for name in CHANGEABLE}
    _set(outlet, {**facts, **({"number": number} if number else {})}, today or day)
    changed = [name for name in CHANGEABLE if getattr(outlet, name) != before[name]]
    if not changed:
        raise Refused(f"「{outlet.name}」没有变动；请核对。")
    outlet.save(update_fields=changed)
    labels = "、".join(str(field.verbose_name) for field in _FIELDS if field.name in changed)
    _line(by, outlet, Change.CHANGED, day, f"{outlet.name}：{labels}", reason, number, changed)
    return outlet


@transaction.atomic
def transfer_outlet(
    *, by: Person, outlet: Outlet, to: Agency, day: date, reason: str, today: date | None = None
) -> Outlet:
    """Gives it to another host; the public is told (国办发〔2018〕123号)."""
    outlet = _locked(outlet)
    _require_keeper(by, outlet.agency, day, today)
    require_reason(reason, "变更主办单位")
    _require_standing(outlet, day)
    if to.pk == outlet.agency_id or not to.open_on(day):
        raise Refused(f"{to.name}就是现在的主办单位，或者在 {day} 不存在；请另选。")
    said = f"{outlet.name}：{outlet.agency.name} → {to.name}"
    former, outlet.agency = outlet.agency, to
    outlet.save(update_fields=["agency"])
    _line(by, outlet, Change.TRANSFERRED, day, said, reason, "", ("agency",), former)
    return outlet


@transaction.atomic
def set_state(
    *,
    by: Person,
    outlet: Outlet,
    state: str,
    day: date,
    reason: str,
    grounds: Grounds,
    number: str = "",
    today: date | None = None,
) -> Outlet:
    """Takes it off line for a while, back, announces its closing, or closes it. Closed is for ever.

    `grounds`: the procedure by which it may; a site is closed only after its notice.
    """
    outlet = _locked(outlet)
    _require_keeper(by, outlet.agency, day, today)
    require_reason(reason, "变更运行状态")
    _require_standing(outlet, day)
    change = _NEXT[outlet.state].get(state)
    if change is None:
        allowed = "、".join(State(one).label for one in _NEXT[outlet.state])
        raise Refused(f"「{outlet.name}」现在是“{outlet.get_state_display()}”，接着只能是：{allowed}。")
    grounds.require_agreed(day)
    if outlet.medium == SITE and state == State.CLOSED:
        grounds.require_announced(day)
    outlet.state, outlet.closed_on = state, day if state == State.CLOSED else None
    outlet.save(update_fields=["state", "closed_on"])
    _line(by, outlet, change, day, outlet.name, reason, number, ("state", "closed_on"))
    return outlet


def _set(outlet: Outlet, facts: Mapping[str, str], day: date) -> None:
    unknown = [name for name in facts if name not in CHANGEABLE]
    if unknown:
        raise Refused(f"不认识的栏目「{unknown[0]}」；可用：{'、'.join(CHANGEABLE)}。")
    for name, value in facts.items():
        setattr(outlet, name, value.strip())
    for field in _FIELDS:
        long = len(getattr(outlet, field.name)) if field.name in facts else 0
        if field.max_length and long > field.max_length:
            raise Refused(f"「{field.verbose_name}」有 {long} 字，最多 {field.max_length} 字；请写短些。")
    require_showable(outlet.agency, day, {"名称": outlet.name, "网址": outlet.address})
    if not outlet.name:
        raise Refused("网站、账号的名称不能为空。")
    taken = Outlet.objects.filter(channel=outlet.channel, name=outlet.name, closed_on=None)
    if taken.exclude(pk=outlet.pk).exists():
        raise Refused(f"这个平台上已经登记了「{outlet.name}」；请核对名称。")


def _refuse_second(outlet: Outlet, platform: str, reason: str) -> None:
    others = Outlet.objects.filter(agency=outlet.agency, channel=outlet.channel, closed_on=None)
    if others.exists() and not reason.strip():
        raise Refused(
            f"{outlet.agency.name}在“{platform}”已有「{others[0].name}」；一个单位原则上只开设一个，"
            "确需另开的请写明理由。"
        )


def _require_keeper(by: Person, agency: Agency, day: date, today: date | None) -> None:
    today = today or day
    if day > today:
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    require(by, agency, What.KEEP_CATALOGUE, today, "登记网站和政务新媒体")


def _require_standing(outlet: Outlet, day: date) -> None:
    if outlet.closed_on is not None:
        raise Refused(f"「{outlet.name}」已于 {outlet.closed_on} 关停，不能再改。")
    if day < outlet.opened_on:
        raise Refused(f"{day} 早于「{outlet.name}」的开设日期 {outlet.opened_on}；请核对。")


def _locked(outlet: Outlet) -> Outlet:
    return (
        Outlet.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=outlet.pk)
    )


def _line(  # noqa: PLR0917 – the columns of a line
    by: Person,
    outlet: Outlet,
    change: Change,
    day: date,
    said: str,
    reason: str,
    number: str,
    fields: Collection[str],
    agency: Agency | None = None,
) -> None:
    """The change, and its line in the chain of the host – at a transfer, of the former one."""
    OutletChange(
        outlet=outlet,
        kind=change,
        day=day,
        said=said[:300],
        reason=reason,
        number=number,
        person=by,
        person_name=by.display_name,
    ).save()
    kept: dict[str, Any] = {
        field.name: getattr(outlet, field.attname) for field in _FIELDS if field.name in fields
    }
    record(
        actor=by,
        agency=agency or outlet.agency,
        act=f"channels.{change.value}_outlet",
        subject=f"{outlet._meta.label}:{outlet.pk}",
        detail={"day": day, "number": number, "fields": kept},
        reason=reason,
    )
