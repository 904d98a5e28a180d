"""Who drafts, reviews and approves when items are made for a report, and in which columns do they stand?

People are appointed and columns opened where nobody holds the role and there is no such column: a replay for
an office that is set up already uses what is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.channels.actions import open_outlet
from gongkai_web.publishing.channels.models import ACCOUNT, Outlet
from gongkai_web.publishing.channels.queries import standing
from gongkai_web.replay.staff import holders, system_operator
from gongkai_web.replay.statements.texts import HOST, SOURCE

OTHER_COLUMN = "其他信息"  # opened where the law has no column for it
_BY_CLASS = {
    "overview": "overview",
    "news": "news",
    "other": "notices",
    "catalogue": "art20_11_livelihood_policies",
}
_LEVEL = "county"
_INVENTED = {
    "office_name": "政务公开科",
    "address": "示范市府前路1号",
    "hours": "工作日 8:30–12:00、14:30–17:30",
    "phone": "0000-0000000",
    "fax": "0000-0000001",
    "email": "gongkai@example.cn",
}


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of an agency in whose name items are made."""

    officer: Person
    reviewer: Person
    secrecy: Person
    head: Person


def crew_of(agency: Agency, since: date, *, officer: Person, head: Person) -> Crew:
    """The people; a head of department and a secrecy reviewer are appointed where there is none."""
    reviewer, *_ = holders(agency, Role.REVIEWER, "科室负责人", since, at_least=1)
    secrecy, *_ = holders(agency, Role.SECRECY, "保密审查员", since, at_least=1)
    return Crew(officer, reviewer, secrecy, head)


def furnish(agency: Agency, since: date, officer: Person, offices: dict[str, int]) -> None:
    """What must be there before items can be published. `offices`: how many shall hold each role."""
    for role, count in offices.items():
        holders(agency, Role(role), Role(role).label, since, at_least=count)
    _fill_particulars(agency, since)
    shared: dict[str, Any] = {"by": officer, "agency": agency, "day": since}
    if queries.catalogue_of(agency) is None:
        catalogue.seed_columns(**shared, level=_LEVEL)
    if not agency.listed_sources.filter(name=SOURCE).exists():
        catalogue.list_source(**shared, name=SOURCE, host=HOST, why="国务院办公厅主办的政府门户网站")
    kept = set(queries.open_on(agency, since).values_list("code", flat=True))
    if not kept >= set(_BY_CLASS.values()) and own_column(agency, OTHER_COLUMN) is None:
        catalogue.open_column(**shared, name=OTHER_COLUMN)


def _fill_particulars(agency: Agency, day: date) -> None:
    kept = particulars_of(agency)
    missing = {name: value for name, value in _INVENTED.items() if not getattr(kept, name)}
    if missing:
        agencies.set_particulars(by=system_operator(), agency=agency, day=day, **missing)


def own_column(agency: Agency, name: str) -> Column | None:
    """A column by its name."""
    return Column.objects.filter(agency=agency, name=name, closed_on=None).first()


def column_for(agency: Agency, code: str, item_class: str, day: date) -> str:
    """The code of the column in which such an item stands at the agency."""
    wanted = code or _BY_CLASS.get(item_class, "")
    kept = queries.open_on(agency, day).filter(kind__in=queries.FILLED)
    if wanted and kept.filter(code=wanted).exists():
        return wanted
    own = own_column(agency, OTHER_COLUMN)
    return own.code if own else wanted


_LONGEST = Outlet._meta.get_field("name").max_length


def account_of(agency: Agency, officer: Person, since: date, day: date) -> Outlet:
    """An account of the agency that stands on that day; on its platform no other has that name."""
    found = standing(agency, day).filter(medium=ACCOUNT).order_by("pk").first()
    if found:
        return found
    name = f"{agency.name}政务公开"[:_LONGEST]
    return open_outlet(by=officer, agency=agency, day=since, channel="wechat", name=name)
