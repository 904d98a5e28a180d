"""How does a public enterprise come onto the list of its sector, publish, and leave the list?

《条例》第五十五条; 国办发〔2020〕50号: the department in charge keeps the list.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.publication.words import sectors
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.catalogue.actions.columns import open_here
from gongkai_web.publishing.catalogue.actions.emptying import require_something
from gongkai_web.publishing.catalogue.actions.holding import has_second_reader, hold, replaced
from gongkai_web.publishing.catalogue.actions.lines import require_keeper, told
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import Column, PublicEnterprise
from gongkai_web.publishing.wording.showing import REACHED, require_showable

_COVERED = ("column", "where", "covered_on", "emptied_on")
_LISTED = ("agency", "sector", "name", "contact", "listed_on", *_COVERED, "ended_on")


@transaction.atomic
def list_enterprise(
    *,
    by: Person,
    agency: Agency,
    day: date,
    sector: str,
    name: str,
    contact: str = "",
    today: date | None = None,
) -> PublicEnterprise:
    """Puts an enterprise on the list of the department in charge."""
    require_keeper(by, agency, day, today, "列入公共企事业单位")
    stand_in_line(agency)
    sectors().at(sector, day)
    name = " ".join(name.split())
    if not name:
        raise Refused("公共企事业单位的名称不能为空。")
    if PublicEnterprise.objects.filter(agency=agency, name=name, ended_on=None).exists():
        raise Refused(f"「{name}」已经在清单里。")
    require_showable(agency, today or day, {"名称": name})
    require_showable(agency, today or day, {"咨询、申诉方式": contact}, REACHED)
    made = PublicEnterprise(agency=agency, sector=sector, name=name, listed_on=day)
    made.save()
    told(made, by=by, act="list_enterprise", day=day, rows={made: _LISTED})
    _say_how(made, contact, by, day, today)
    return made


@transaction.atomic
def cover_enterprise(
    *,
    by: Person,
    enterprise: PublicEnterprise,
    day: date,
    column: Column | None = None,
    where: str = "",
    contact: str | None = None,
    today: date | None = None,
) -> PublicEnterprise:
    """Notes where its information is public: in a column, or at an address. Neither takes it back.

    `contact`: how one asks and appeals now; None leaves it as it is.
    """
    found = _locked(enterprise)
    require_keeper(by, found.agency, day, today, "登记公共企事业单位的公开")
    require_showable(found.agency, today or day, {"网址": where})
    if contact is not None:
        require_showable(found.agency, today or day, {"咨询、申诉方式": contact}, REACHED)
        _say_how(found, contact, by, day, today)
    found.column, found.where = open_here(column, found.agency), where
    require_something(found.column, found.agency, today or day, "登记公开")
    found.covered_on, found.emptied_on = day if column or where else None, None
    found.save(update_fields=_COVERED)
    told(found, by=by, act="cover_enterprise", day=day, rows={found: _COVERED})
    return found


@transaction.atomic
def end_enterprise(
    *, by: Person, enterprise: PublicEnterprise, day: date, reason: str, today: date | None = None
) -> PublicEnterprise:
    """Takes it off the list; it stays on file."""
    found = _locked(enterprise)
    require_keeper(by, found.agency, day, today, "移出公共企事业单位")
    require_reason(reason, "移出清单")
    found.ended_on = day
    found.save(update_fields=["ended_on"])
    told(found, by=by, act="end_enterprise", day=day, reason=reason, rows={found: ("ended_on",)})
    return found


def _say_how(enterprise: PublicEnterprise, contact: str, by: Person, day: date, today: date | None) -> None:
    """How one asks and appeals: free words, which a second person reads first, where there is one."""
    agency, contact = enterprise.agency, contact.strip()
    if (
        contact == enterprise.contact
    ):  # what waits stays: a form that was sent for another reason says nothing
        return
    replaced(by=by, day=day, agency=agency, kind=HeldKind.ENTERPRISE, given__enterprise=enterprise.pk)
    if not contact or not has_second_reader(agency, by, today or day):
        write_enterprise_contact(by=by, day=day, enterprise=enterprise.pk, contact=contact)
        return
    about, given = f"{enterprise.name}的咨询、申诉方式", {"enterprise": enterprise.pk, "contact": contact}
    hold(by=by, agency=agency, day=day, kind=HeldKind.ENTERPRISE, about=about, given=given)


def write_enterprise_contact(*, by: Person, day: date, enterprise: int, contact: str) -> None:
    """Everybody reads it from now on. For the actions of this folder."""
    found = (
        PublicEnterprise.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=enterprise)
    )
    found.contact = contact
    found.save(update_fields=["contact"])
    told(found, by=by, act="reach_enterprise", day=day, rows={found: ("contact",)})


def _locked(enterprise: PublicEnterprise) -> PublicEnterprise:
    held = PublicEnterprise.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    found = held.get(pk=enterprise.pk)
    if found.ended_on is not None:
        raise Refused(f"「{found}」已于 {found.ended_on} 移出清单。")
    return found
