"""How does a yearly table that is still to be published become a line of 今天, with its day explained?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from gongkai_web.agencies.models import Agency
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import due_marks
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.oversight.tables.declared import tables
from gongkai_web.oversight.tables.work import SUPERVISION, WORK

_WHY = {
    WORK: "各政府网站都要公布，放在首页显著位置",
    SUPERVISION: "省级政府办公厅、国务院部门公布，放在门户网站的公开目录和首页；其他机关不要求",
}


def work_rows(today: date, works: Iterable[Agency], supervisions: Iterable[Agency]) -> list[WorkRow]:
    """What waits for whoever keeps the registers of the agency (`work.lists`)."""
    return [
        *(_row(one, WORK, today) for one in works),
        *(_row(one, SUPERVISION, today) for one in supervisions),
    ]


def _row(agency: Agency, code: str, today: date) -> WorkRow:
    table, year = tables()[code], today.year - 1
    due_on = table.due_on(year)
    asked = urlencode({"table": code, "year": year})
    return WorkRow(
        title=f"公布 {year} 年度{table.label}",
        href=f"{reverse('tables:table', args=[code])}?year={year}",
        marks=due_marks(due_on, today, calendar_of(agency.pk)),
        due_on=due_on,
        about=f"{_WHY[code]}；{due_on} 以前（国办函〔2018〕12号）；公布以后登记网址",
        who=agency.name,
        act=Link("登记公布", f"{reverse('registers:new', args=['site-tables'])}?{asked}"),
        pressing=True,
    )
