"""How is a level approved by its own office, accepted by the one above, and taken back?

A district adds up its own before the city does. Whatever is taken back below makes void what was approved
above it: of every level upwards, with the act that was its cause.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign.collecting import queries, resting
from gongkai_web.annual.campaign.collecting.actions.lines import acted, locked
from gongkai_web.annual.campaign.collecting.falling import stands, sums_holding
from gongkai_web.annual.campaign.collecting.models import Act, Submission, Unit
from gongkai_web.annual.campaign.collecting.words import Done, LevelState
from gongkai_web.errors import Refused

_LONGEST = 500
_REACHED = (LevelState.APPROVED_HERE, LevelState.ACCEPTED_ABOVE)


@transaction.atomic
def approve_level(*, by: Person, unit: Unit, day: date) -> Act:
    """Its own office declares a level complete: every unit below it is accepted, or excused with a reason."""
    unit = locked(unit)
    require(by, own_office(unit), What.CHECK_REPORTS, day, "通过本级汇总")
    _standing(unit, day, {LevelState.READY}, "下级还没有齐")
    return acted(by, Act(unit=unit, what=Done.APPROVE_LEVEL, day=day))


@transaction.atomic
def accept_level(*, by: Person, unit: Unit, day: date) -> Act:
    """The office above accepts what the level's own office has approved."""
    unit = locked(unit)
    require(by, queries.office_of(unit), What.CHECK_REPORTS, day, "通过下级汇总")
    _standing(unit, day, {LevelState.APPROVED_HERE}, "本级还没有通过")
    return acted(by, Act(unit=unit, what=Done.ACCEPT_LEVEL, day=day))


@transaction.atomic
def take_back_level(*, by: Person, unit: Unit, reason: str, day: date) -> Act:
    """Takes the approval of a level back, its own or the one above; the levels above it are void with it."""
    unit = locked(unit)
    _standing(unit, day, set(_REACHED), "本级还没有通过")
    office = queries.office_of(unit) if _level(unit, day) == LevelState.ACCEPTED_ABOVE else own_office(unit)
    require(by, office, What.CHECK_REPORTS, day, "撤回本级通过")
    if not reason.strip():
        raise Refused("撤回请写明理由。")
    if len(reason.strip()) > _LONGEST:
        raise Refused(f"理由有 {len(reason.strip())} 字，最多 {_LONGEST} 字；请缩短。")
    act = acted(by, Act(unit=unit, what=Done.TAKE_BACK_LEVEL, reason=reason.strip(), day=day))
    void_above(by, unit, reason=act.reason, day=day, because=act)
    return act


def void_above(by: Person, unit: Unit, *, reason: str, day: date, because: Act | None = None) -> None:
    """Makes void what was approved with the unit in it: its own level, those above, the sums that hold it.

    `because`: the act that was the cause; None where the list was changed.
    """
    submission = because.submission if because else None
    sums = list(sums_holding(unit, submission))
    for level in queries.voided_by(unit, day):
        acted(by, Act(unit=level, what=Done.VOID_LEVEL, because=because, reason=reason, day=day))
    for one in sums:
        _void_sum(by, one, reason=f"「{unit.name}」有变动：{reason}"[:_LONGEST], day=day, because=because)
    for room in resting.above():
        room.fall(by=by, unit=unit, submission=submission, reason=reason, day=day, because=because)


def _void_sum(by: Person, handed: Submission, *, reason: str, day: date, because: Act | None) -> None:
    """Gives back a sum handed in above, of which a part was taken back; what stands above it falls, too.

    Nothing where the office above has given it back itself, while this waited for its campaign.
    """
    unit = locked(handed.unit)
    if not stands(handed):
        return
    act = acted(by, Act(unit=unit, what=Done.VOID, because=because, reason=reason, day=day), handed)
    void_above(by, unit, reason=reason, day=day, because=act)


def own_office(unit: Unit) -> Agency:
    """The office that adds up what stands below the unit; where it has none here, the one above does it."""
    return unit.agency or queries.office_of(unit)


def _standing(unit: Unit, day: date, states: set[LevelState], otherwise: str) -> None:
    level = _level(unit, day)
    if level is None:
        raise Refused(f"「{unit.name}」下面没有单位，没有本级汇总。")
    if level not in states:
        raise Refused(f"「{unit.name}」现在是“{level.label}”，{otherwise}，不能这样办；请刷新页面。")


def _level(unit: Unit, day: date) -> LevelState | None:
    return next(one.level for one in queries.standing(unit.campaign, day) if one.unit.pk == unit.pk)
