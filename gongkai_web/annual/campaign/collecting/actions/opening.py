"""How is a campaign opened, its list of units kept, and by which day are the reports wanted?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.deadlines import terms
from gongkai.labels import normal
from gongkai.outcomes import agency_kinds
from gongkai.workdays import calendar
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign.collecting.actions.levels import void_above
from gongkai_web.annual.campaign.collecting.actions.lines import gone, held, locked, told
from gongkai_web.annual.campaign.collecting.actions.reminding import contact_fits
from gongkai_web.annual.campaign.collecting.models import Campaign, InternalDay, Unit
from gongkai_web.annual.campaign.collecting.words import TERMS, Kind
from gongkai_web.errors import Refused

MOST_UNITS = 5000
LISTED = (
    "pk",
    "name",
    "parent_id",
    "agency_id",
    "kind",
    "code",
    "vertical",
    "reports",
    "email",
    "former_names",
    "phone",
)
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_REASON, _LONGEST_CODE = 200, 100, 500, 60


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A row of a list of units. `parent`: the name of the unit that adds it up; it may stand in the list too.

    `agency`: the one of this platform, where it is one.
    """

    name: str
    kind: str
    code: str = ""
    parent: str = ""
    agency: Agency | None = None
    vertical: bool = False
    reports: bool = True
    email: str = ""
    former_names: tuple[str, ...] = ()
    phone: str = ""


@transaction.atomic
def open_campaign(
    *,
    by: Person,
    agency: Agency,
    year: int,
    day: date,
    kind: str = Kind.AGENCY,
    title: str = "",
    practice: bool = False,
) -> Campaign:
    """Opens the collecting of the reports of a year; a practice is one of which nothing ever counts."""
    require(by, agency, What.CHECK_REPORTS, day, "发起年报报送")
    if kind not in TERMS:
        raise Refused(f"不认识的报告种类「{kind}」；可用：{'、'.join(Kind.labels)}。")
    if not practice and Campaign.objects.filter(agency=agency, year=year, kind=kind, practice=False).exists():
        raise Refused(f"{agency.name}已经发起过 {year} 年度{Kind(kind).label}的报送；请打开那一次。")
    last = statutory_day(kind, year)
    doing = "补录" if day > last else "报送"
    named = title.strip() or f"{year}年度{Kind(kind).label}{doing}{'（演练）' if practice else ''}"
    if len(named) > _LONGEST_TITLE:
        raise Refused(f"名称有 {len(named)} 字，最多 {_LONGEST_TITLE} 字；请缩短。")
    campaign = Campaign(
        agency=agency,
        year=year,
        kind=kind,
        title=named,
        statutory_day=last,
        practice=practice,
        opened_by=by,
        opened_on=day,
    )
    campaign.save()
    detail = {"year": year, "kind": kind, "title": named, "practice": practice}
    days = {"statutory_day": campaign.statutory_day, "opened_on": day}
    told(by, campaign, "open", campaign, detail | days)
    return campaign


def statutory_day(kind: str, year: int) -> date:
    """The last day by the law of the year reported (《条例》第四十九条)."""
    return terms()[TERMS[Kind(kind)]].end(calendar(), date(year, 12, 31))


@transaction.atomic
def add_units(*, by: Person, campaign: Campaign, units: Iterable[NewUnit], day: date) -> list[Unit]:
    """Adds units to the list, all or none; Refused says which row cannot be taken and why."""
    campaign = held(campaign)
    require(by, campaign.agency, What.CHECK_REPORTS, day, "增列报送单位")
    wanted = list(units)
    known = {normal(unit.name): unit for unit in campaign.units.all()}
    if len(known) + len(wanted) > MOST_UNITS:
        raise Refused(f"一次报送最多 {MOST_UNITS} 个单位；请核对名单。")
    taken = {unit.agency_id: unit.name for unit in known.values() if unit.agency_id}
    codes = {unit.code: unit.name for unit in known.values() if unit.code}
    made: list[Unit] = []
    for row in _parents_first(wanted, known):
        _takeable(row, known, taken)
        _coded(row, codes)
        unit = _made(campaign, row, known)
        unit.save()
        if unit.code:
            codes[unit.code] = unit.name
        known[normal(unit.name)] = unit
        if unit.agency_id:
            taken[unit.agency_id] = unit.name
        made.append(unit)
    told(by, campaign, "add_units", campaign, {"units": [listed_as(one) for one in made]})
    for unit in {one.parent_id: one for one in made}.values():
        void_above(by, unit, reason=f"名单增列「{unit.name}」", day=day)
    return made


def listed_as(unit: Unit) -> list[object]:
    """How a unit stands in the line about a list, in the order of `LISTED` (`ledgers`)."""
    return [getattr(unit, field) for field in LISTED]


@transaction.atomic
def rename_unit(*, by: Person, unit: Unit, name: str, day: date) -> Unit:
    """Gives the unit its present name; the former one is kept and still known in what it hands in."""
    unit, name = locked(unit), name.strip()
    require(by, unit.campaign.agency, What.CHECK_REPORTS, day, "更改单位名称")
    _named(name)
    same = normal(name)
    others = unit.campaign.units.exclude(pk=unit.pk)
    if any(normal(one.name) == same for one in others):
        raise Refused(f"名单上已有「{name}」；请核对。")
    former, unit.name = unit.name, name
    unit.former_names = [*unit.former_names, former]
    unit.save(update_fields=["name", "former_names"])
    detail = {"before": former, "after": name, "former_names": unit.former_names}
    told(by, unit.campaign, "rename_unit", unit, detail)
    return unit


@transaction.atomic
def excuse_unit(*, by: Person, unit: Unit, reason: str, day: date) -> Unit:
    """Goes on without the report of a unit, with the reason; an empty one waits for it again."""
    unit = locked(unit)
    require(by, unit.campaign.agency, What.CHECK_REPORTS, day, "登记缺报的说明")
    before, unit.excused = unit.excused, reason.strip()
    if unit.excused:
        _reasoned(unit.excused)
    unit.save(update_fields=["excused"])
    told(
        by, unit.campaign, "excuse_unit", unit, {"before": before, "after": unit.excused}, reason=unit.excused
    )
    if before and not unit.excused:
        void_above(by, unit, reason=f"重新等「{unit.name}」的年报", day=day)
    return unit


@transaction.atomic
def set_internal_day(
    *,
    by: Person,
    campaign: Campaign,
    internal_day: date,
    day: date,
    unit: Unit | None = None,
    locks: bool = False,
    reason: str = "",
) -> InternalDay:
    """Sets the day by which the reports are wanted: of all, or of a unit and those below it.

    It is no later than the statutory day, unless that was over when collecting began. Whoever moves it says
    why.
    """
    campaign = held(campaign)
    require(by, campaign.agency, What.CHECK_REPORTS, day, "设定内部期限")
    if unit is not None and unit.campaign_id != campaign.pk:
        raise Refused(f"「{unit.name}」不在这一次报送的名单上；请核对。")
    if reason.strip():
        _reasoned(reason)
    if internal_day < campaign.opened_on:
        raise Refused(f"内部期限 {internal_day} 在发起（{campaign.opened_on}）以前；请改成以后的一天。")
    if not campaign.afterwards and internal_day > campaign.statutory_day:
        raise Refused(
            f"内部期限 {internal_day} 晚于法定期限 {campaign.statutory_day}（《条例》第四十九条）；请提前。"
        )
    if internal_day.year <= campaign.year:
        raise Refused(f"内部期限 {internal_day} 在 {campaign.year} 年度结束以前；请核对。")
    if campaign.days.filter(unit=unit).exists() and not reason.strip():
        raise Refused("内部期限已经定过；改期请写明理由。")
    made = InternalDay(campaign=campaign, unit=unit, day=internal_day, locks=locks, reason=reason.strip())
    made.person_id, made.person_name, made.set_on = by.pk, by.display_name, day
    made.save()
    detail = {"campaign": campaign.pk, "unit": made.unit_id, "day": internal_day, "locks": locks}
    said = {"reason": made.reason, "set_on": day}
    told(by, campaign, "set_internal_day", made, detail | said, reason=made.reason)
    return made


# – a list of units


def _parents_first(wanted: list[NewUnit], known: dict[str, Unit]) -> list[NewUnit]:
    """The rows so that each stands after the one that adds it up."""
    left, ordered = list(wanted), list[NewUnit]()
    ready = set(known)
    while left:
        now = [row for row in left if not row.parent or normal(row.parent) in ready]
        if not now:
            row = left[0]
            raise Refused(
                f"「{row.name}」由「{row.parent}」汇总，名单上没有这个单位，或者互为上下级；请核对。"
            )
        ordered += now
        ready |= {normal(row.name) for row in now}
        left = [row for row in left if row not in now]
    return ordered


def _takeable(row: NewUnit, known: dict[str, Unit], taken: dict[int, str]) -> None:
    _named(row.name.strip())
    if normal(row.name) in known:
        raise Refused(f"「{row.name}」在名单上有两次；请删去一行。")
    if row.kind not in agency_kinds():
        kinds = "、".join(kind.label for kind in agency_kinds().values())
        raise Refused(f"「{row.name}」的单位类型「{row.kind}」不认识；可用：{kinds}。")
    contact_fits(row.name, row.email.strip(), row.phone.strip())
    above = known.get(normal(row.parent)) if row.parent else None
    if above and (why := gone(above)):
        raise Refused(f"「{row.name}」不能由「{above.name}」汇总：{why}；请改由现有的单位汇总。")
    if row.agency and row.agency.pk in taken:
        raise Refused(f"「{row.name}」与「{taken[row.agency.pk]}」是本平台的同一个机关；请删去一行。")


def _coded(row: NewUnit, codes: dict[str, str]) -> None:
    code = _code_of(row)
    if len(code) > _LONGEST_CODE:
        raise Refused(f"「{row.name}」的单位编码有 {len(code)} 字，最多 {_LONGEST_CODE} 字；请核对。")
    if code in codes:
        raise Refused(
            f"「{row.name}」和「{codes[code]}」的单位编码都是「{code}」；各年凭编码认同一个单位，请核对。"
        )


def _code_of(row: NewUnit) -> str:
    return row.code.strip() or (row.agency.slug if row.agency else "")


def _made(campaign: Campaign, row: NewUnit, known: dict[str, Unit]) -> Unit:
    return Unit(
        campaign=campaign,
        name=row.name.strip(),
        code=_code_of(row),
        agency=row.agency,
        parent=known[normal(row.parent)] if row.parent else None,
        kind=row.kind,
        vertical=row.vertical,
        reports=row.reports,
        email=row.email.strip(),
        former_names=list(row.former_names),
        phone=row.phone.strip(),
    )


def _named(name: str) -> None:
    if not name:
        raise Refused("请写明单位名称。")
    if len(name) > _LONGEST_NAME:
        raise Refused(f"单位名称「{name[:20]}…」有 {len(name)} 字，最多 {_LONGEST_NAME} 字；请核对。")


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise Refused("请写明理由。")
    if len(reason) > _LONGEST_REASON:
        raise Refused(f"理由有 {len(reason)} 字，最多 {_LONGEST_REASON} 字；请缩短。")
