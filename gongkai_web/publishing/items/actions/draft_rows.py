"""How do many new texts come in at once, from a table? As drafts, each under its key and each once.

One line of the trail tells all of them. Nothing of it is public: every draft goes through the review by
itself, as if it had been typed.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai.errors import GongkaiError
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import origins
from gongkai_web.publishing.items.actions.stock_rows import KEPT_KEY, NO_KEY, Entered, StockRow, save_drafts
from gongkai_web.publishing.items.checks import setting_of, source_open
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.kinds import Origin
from gongkai_web.publishing.items.models import Item

_LONGEST = 120


@transaction.atomic
def draft_rows(*, by: Person, agency: Agency, day: date, rows: Sequence[StockRow]) -> list[Entered]:
    """Drafts the rows that are not there yet; what is wrong with one is said and the others go on."""
    require(by, agency, What.WRITE_ITEM, day, "起草主动公开的信息")
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或者已经撤销，不能起草信息。")
    stand_in_line(agency)
    keys = [row.key for row in rows]
    known = {one.entry_key: one for one in Item.objects.filter(agency=agency, entry_key__in=keys)}
    found: list[Entered] = []
    fresh: list[tuple[Item, Content]] = []
    there = functools.cache(lambda: setting_of(agency, day))
    for row in rows:
        if row.key in known and not origins.is_kept(row.key):
            found.append(Entered(row.key, known[row.key], again=True))
            continue
        try:
            item, content = _new(row, agency, by, day)
        except GongkaiError as problem:
            found.append(Entered(row.key, None, str(problem)))
            continue
        known[row.key] = item
        fresh.append((item, content))
        reposted = content["origin"] == Origin.REPOSTED
        found.append(Entered(row.key, item, still=source_open(content, there()) if reposted else ()))
    new = save_drafts(fresh, by, day)
    if new:
        subject = f"agencies.Agency:{agency.pk}"
        record(actor=by, agency=agency, act="items.draft_rows", subject=subject, detail={"rows": new})
    return found


def _new(row: StockRow, agency: Agency, by: Person, day: date) -> tuple[Item, Content]:
    if not row.key.strip():
        raise Refused(NO_KEY)
    if origins.is_kept(row.key):
        raise Refused(KEPT_KEY.format(key=row.key))
    if len(row.key) > _LONGEST:
        raise Refused(f"编号有 {len(row.key)} 字，最多 {_LONGEST} 字；请写短些。")
    content = text.whole(row.content)
    if not content["title"]:
        raise Refused("「标题」没有填写；请补上。")
    return Item(agency=agency, created_by=by, created_on=day, entry_key=row.key), content
