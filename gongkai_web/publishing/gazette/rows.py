"""How does an issue that waits become a line of a work list?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.publishing.gazette.models import Issue


def work_rows(waiting: Iterable[Issue], day: date) -> list[WorkRow]:
    """What waits for a person (`work.lists`): past its day, or within three working days of it."""
    marked = ((one, due_marks(one.issued_on, day, calendar_of(one.agency_id))) for one in waiting)
    near = ((one, marks) for one, marks in marked if any(mark.state in {"late", "soon"} for mark in marks))
    return [_row(one, marks, day) for one, marks in near]


def _row(one: Issue, marks: tuple[Mark, ...], day: date) -> WorkRow:
    """Before its day it is not brought out, nor while it is empty (`actions.bring_out`)."""
    url = reverse("gazette:kept_one", args=[one.pk])
    size = len(one.entries.all())
    holds = f"目录有 {size} 件" if size else "目录还没有内容"
    about = ("政府公报", f"{one.issued_on} 发行，还在编排，{holds}", one.agency.name)
    return WorkRow(
        title=f"政府公报{one}",
        href=url,
        marks=marks,
        due_on=one.issued_on,
        about=" · ".join(about),
        who=f"{one.opened_by}（登记）",
        act=Link("发行" if size and one.issued_on <= day else "编排", url),
        pressing=True,
    )
