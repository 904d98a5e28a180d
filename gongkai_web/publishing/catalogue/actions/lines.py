"""How does an act on the catalogue leave its trace: the row, its history, and the line of the audit trail?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.publishing.catalogue.kinds import Change
from gongkai_web.publishing.catalogue.models import Column, ColumnChange

Rows = Mapping[Any, Iterable[str]]


def require_keeper(by: Person, agency: Agency, day: date, today: date | None, doing: str) -> None:
    """Refuses a day that has not come, and whoever does not keep the catalogue of this agency on the day."""
    today = today or day
    if day > today:
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    require(by, agency, What.KEEP_CATALOGUE, today, doing)


def traced(
    column: Column, *, by: Person, day: date, change: Change, said: str, reason: str = "", rows: Rows
) -> None:
    """The change in the history of the column, and its line. `rows`: what the act wrote."""
    ColumnChange(
        agency=column.agency,
        column=column,
        kind=change,
        day=day,
        said=said[:300],
        reason=reason,
        person=by,
        person_name=by.display_name,
    ).save()
    told(column, by=by, act=f"{change.value}_column", day=day, reason=reason, rows=rows, said=said)


def told(
    subject: Model, *, by: Person | None, act: str, day: date, rows: Rows, reason: str = "", said: str = ""
) -> None:
    """The line of an act, with every field that it wrote; `by` None: the clock."""
    agency: Agency = getattr(subject, "agency")  # noqa: B009 – every record of the catalogue has one
    record(
        actor=by,
        agency=agency,
        act=f"catalogue.{act}",
        subject=f"{subject._meta.label}:{subject.pk}",
        detail={"day": day, "said": said, "rows": written(rows)},
        reason=reason,
    )


def written(rows: Rows) -> dict[str, dict[str, dict[str, Any]]]:
    """Every record by its model and key, with the fields that an act wrote."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row, fields in rows.items():
        kept = {name: getattr(row, row._meta.get_field(name).attname) for name in fields}
        found.setdefault(row._meta.label, {})[str(row.pk)] = kept
    return found
