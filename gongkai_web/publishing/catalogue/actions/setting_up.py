"""How does an agency get the columns of the law, all in one act, and what does it note of its schedule?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.publication.columns import StatutoryColumn, columns_for
from gongkai.publication.schedule import scheduled
from gongkai.publication.words import levels
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.actions.columns import OPENED, next_position
from gongkai_web.publishing.catalogue.actions.lines import Rows, require_keeper, told, traced
from gongkai_web.publishing.catalogue.kinds import Change, Purpose
from gongkai_web.publishing.catalogue.models import Catalogue, Column, ScheduledDay

_KEPT = ("agency", "level", "rule_making", "agency_code", "own_columns")
_SCHEDULED = ("agency", "year", "key", "started_on", "published_on", "where")


@dataclass(frozen=True, slots=True)
class Seeded:
    """What came of it: the columns that were opened, and those that the law calls otherwise now."""

    opened: tuple[Column, ...]
    renamed: tuple[Column, ...]


@transaction.atomic
def seed_columns(
    *,
    by: Person,
    agency: Agency,
    day: date,
    level: str,
    rule_making: bool = False,
    agency_code: str = "",
    today: date | None = None,
) -> Seeded:
    """Opens every column that the law of that day wants an agency of this kind and level to keep.

    Again, it opens what is missing and gives the names that the law has now; nothing else is touched.
    """
    require_keeper(by, agency, day, today, "按法规设立栏目")
    stand_in_line(agency)
    levels().at(level, day)
    _set_up(by=by, agency=agency, day=day, level=level, rule_making=rule_making, agency_code=agency_code)
    held = {column.code: column for column in Column.objects.filter(agency=agency, purpose=Purpose.LAW)}
    opened, renamed = [], []
    for rule in columns_for(agency.kind, level, day, rule_making=rule_making):
        column = held.get(rule.code)
        if column is None:
            held[rule.code] = _open(by, agency, day, rule, held)
            opened.append(held[rule.code])
        elif column.open and column.name != rule.label:
            _rename(by, column, day, rule)
            renamed.append(column)
    return Seeded(tuple(opened), tuple(renamed))


@transaction.atomic
def note_scheduled(
    *,
    by: Person,
    agency: Agency,
    year: int,
    key: str,
    day: date,
    started_on: date | None = None,
    published_on: date | None = None,
    where: str = "",
    today: date | None = None,
) -> ScheduledDay:
    """Notes of an entry of the schedule the event from which its term runs, or that it was published."""
    require_keeper(by, agency, day, today, "登记公开日程")
    stand_in_line(agency)
    if key not in scheduled():
        raise Refused(f"公开日程里没有「{key}」；可用：{'、'.join(scheduled())}。")
    late = [one for one in (started_on, published_on) if one and one > (today or day)]
    if late:
        raise Refused(f"{late[0]} 还没有到（今天是 {today or day}），不能登记；请核对日期。")
    if started_on and published_on and published_on < started_on:
        raise Refused(f"公开日期 {published_on} 早于起算日 {started_on}；请核对。")
    known = (
        ScheduledDay.objects.select_for_update(no_key=True).filter(agency=agency, year=year, key=key).first()
    )
    found = known or ScheduledDay(agency=agency, year=year, key=key)
    found.started_on, found.published_on, found.where = started_on, published_on, where
    found.save()
    told(found, by=by, act="note_scheduled", day=day, rows={found: _SCHEDULED})
    return found


def _set_up(
    *, by: Person, agency: Agency, day: date, level: str, rule_making: bool, agency_code: str
) -> None:
    kept = Catalogue.objects.select_for_update(no_key=True).filter(agency=agency).first() or Catalogue(
        agency=agency
    )
    kept.level, kept.rule_making = level, rule_making
    kept.agency_code = agency_code.strip() or kept.agency_code
    kept.save()
    told(kept, by=by, act="set_up", day=day, rows={kept: _KEPT})


def _open(by: Person, agency: Agency, day: date, rule: StatutoryColumn, held: dict[str, Column]) -> Column:
    parent = held[rule.within] if rule.within else None
    column = Column(
        agency=agency,
        parent=parent,
        code=rule.code,
        address=queries.address_of_code(rule.code),
        name=rule.label,
        kind=rule.kind,
        purpose=Purpose.LAW,
        position=next_position(agency, parent),
        cycle=rule.cycle,
        opened_on=day,
    )
    column.save()
    rows: Rows = {column: OPENED}
    traced(column, by=by, day=day, change=Change.SEEDED, said=column.name, rows=rows)
    return column


def _rename(by: Person, column: Column, day: date, rule: StatutoryColumn) -> None:
    said = f"{column.name} → {rule.label}"[:300]
    column.name = rule.label
    column.save(update_fields=["name"])
    rows: Rows = {column: ("name",)}
    traced(column, by=by, day=day, change=Change.RENAMED, said=said, reason=str(rule.source), rows=rows)
