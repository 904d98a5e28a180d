"""How do the planned records come to be? Through the acts that staff use, in parts that stand for themselves.

Items come as past stock, a batch for each month with its reviewed manifest; a few go their whole way – draft,
review, publication, and on to an update, an end or the decision that they stay inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from gongkai.workdays import calendar
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused
from gongkai_web.publishing.documents import actions as documents
from gongkai_web.publishing.documents.models import Verdict
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.models import Batch, Item
from gongkai_web.publishing.sweeps import actions as sweeps
from gongkai_web.replay.reviewing import review, review_batch, under_way, update
from gongkai_web.replay.run import BATCH, Part
from gongkai_web.replay.statements import messages, other
from gongkai_web.replay.statements.crew import Crew, column_for, crew_of, furnish
from gongkai_web.replay.statements.planning import CLEANED, ENDED, INSIDE, STOCK, UPDATED, Group, Records
from gongkai_web.replay.statements.texts import content_of

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Site:
    """For whom and for which year records are made. `since`: when its people took office."""

    agency: Agency
    year: int
    officer: Person
    head: Person

    @property
    def since(self) -> date:
        """Before anything of the year."""
        return date(self.year - 1, 12, 1)

    def crew(self) -> Crew:
        """Its people."""
        return crew_of(self.agency, self.since, officer=self.officer, head=self.head)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An item of the past stock: which of its group, and the day on which it was public."""

    key: str
    group: Group
    number: int
    day: date


def parts_of(records: Records, site: Site) -> Iterator[Part]:
    """Everything that is to be made, in an order that is the same every time."""
    if not records.groups and not records.others:
        return
    yield Part(partial(_furnish, records, site))
    for number, group in enumerate(records.groups):
        if group.life != STOCK:
            for one in range(group.count):
                yield Part(_whole_way(group, number + one, site), 2)
    for kind in records.parts("sweeps.sweeps"):
        yield Part(partial(_sweep, kind, site), 2)
    yield from _stock(records.groups, site)
    crew = messages.Crew(site.agency, site.officer, site.head)
    for make, weight in (
        *other.parts_of(records, site.agency, site.year, site.officer),
        *messages.parts_of(records, site.year, crew),
    ):
        yield Part(make, weight)


def _whole_way(group: Group, number: int, site: Site) -> Callable[[], None]:
    return partial(_clean_up, site) if group.life == CLEANED else partial(_live, group, number, site)


def _sweep(kind: str, site: Site) -> None:
    """存量排查: read to its end, every hit looked at again, closed.

    Before the past stock is entered here: that was on another site, which was swept there.
    """
    day = _last_day(site, 12)
    sweep = sweeps.begin_sweep(by=site.officer, agency=site.agency, day=day, kind=kind)
    while sweeps.read_on(sweep=sweep, day=day):
        pass
    for hit in sweep.hits.all():
        sweeps.keep_hit(hit=hit, by=site.officer, day=day, reason="看过，按原文公开")
    sweeps.close_sweep(sweep=sweep, by=site.officer, day=day, conclusion="查到的已经逐条看过。")


def _furnish(records: Records, site: Site) -> None:
    furnish(site.agency, site.since, site.officer, records.parts("offices.held"))


# – past stock


def _stock(groups: Sequence[Group], site: Site) -> Iterator[Part]:
    rows = sorted(_rows(groups, site.year), key=lambda row: (row.day, row.key))
    for month, found in groupby(rows, key=lambda row: row.day.month):
        some = list(found)
        yield Part(partial(_begin, site, month))
        for start in range(0, len(some), _AT_ONCE):
            yield Part(partial(_enter, site, month, some[start : start + _AT_ONCE]), BATCH)
        yield Part(partial(_bring_out, site, month), BATCH)


def _rows(groups: Sequence[Group], year: int) -> Iterator[PlannedRow]:
    """Each group spread over the working days of the year."""
    days = _before_batches(_workdays(date(year, 1, 2), date(year, 12, 20)))
    # What interprets comes after its document.
    later = _before_batches(_workdays(date(year, 5, 6), date(year, 12, 20)))
    for place, group in enumerate(groups):
        if group.life != STOCK:
            continue
        among = later if group.interpretation else days
        for number in range(group.count):
            at = (number * len(among) // group.count + place * 7) % len(among)
            yield PlannedRow(f"{year}-{place}-{number}", group, number, among[at])


def _before_batches(days: list[date]) -> list[date]:
    """Without the last working day of a month: past stock was public before its batch is begun."""
    return [one for one, after in pairwise(days) if one.month == after.month]


def _workdays(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if calendar().is_workday(day)]


def _title(site: Site, month: int) -> str:
    return f"{site.year}年{month}月已经公开的信息"


def _last_day(site: Site, month: int) -> date:
    """The last working day of the month, on which its batch comes in."""
    after = date(site.year + month // 12, month % 12 + 1, 1)
    return _workdays(after - timedelta(days=15), after - timedelta(days=1))[-1]


def _begin(site: Site, month: int) -> None:
    items.begin_batch(
        by=site.officer,
        agency=site.agency,
        day=_last_day(site, month),
        title=_title(site, month),
        reason="重演：当时已经在原来的网站公开，按年报所载的条数登记",
    )


def _enter(site: Site, month: int, rows: Sequence[PlannedRow]) -> None:
    day = _last_day(site, month)
    columns = {
        key: column_for(site.agency, key[0], key[1], day)
        for key in {(row.group.column, row.group.item_class) for row in rows}
    }
    document = _interpreted(site.agency)
    given = [
        items.StockRow(
            row.key,
            {
                **content_of(
                    row.group,
                    row.number,
                    formed_on=row.day - timedelta(days=row.number % 4),
                    column=columns[row.group.column, row.group.item_class],
                    issuer=site.agency.name,
                ),
                "published_on": row.day,
                "interprets": document if row.group.interpretation else [],
            },
        )
        for row in rows
    ]
    batch = _batch(site, month)
    for one in items.enter_stock(batch=batch, by=site.officer, day=day, rows=given):
        if one.problem:
            raise Refused(f"重演的信息 {one.key} 没有登记：{one.problem}")


def _interpreted(agency: Agency) -> list[int]:
    """The document that the interpretations of the replay interpret."""
    found = Item.objects.filter(agency=agency, column_code="other_documents", live__isnull=False)
    return list(found.order_by("pk").values_list("pk", flat=True)[:1])


def _bring_out(site: Site, month: int) -> None:
    day, crew = _last_day(site, month), site.crew()
    batch = _batch(site, month)
    review_batch(batch, crew, day)
    items.publish_batch(batch=batch, by=crew.officer, day=day)


def _batch(site: Site, month: int) -> Batch:
    found = Batch.objects.filter(agency=site.agency, title=_title(site, month))
    return found.select_related("agency").latest("pk")


# – items that go their whole way


def _live(group: Group, number: int, site: Site) -> None:
    """One item from its draft on; its days lie in spring, what comes later in autumn."""
    crew, day = site.crew(), calendar().next_workday(date(site.year, 3, 4 + number % 20))
    column = column_for(site.agency, group.column, group.item_class, day)
    content = content_of(
        group, 500 + number, formed_on=day - timedelta(days=1), column=column, issuer=site.agency.name
    )
    if group.life == INSIDE:
        content |= {
            "attribute_reason": "属于内部事务信息（《条例》第十六条）",
            "reassess_on": date(site.year + 1, 3, 1),
        }
    item = items.draft(by=crew.officer, agency=site.agency, day=day, content=content)
    review(item, crew, day)
    if group.life == INSIDE:
        items.keep_inside(edition=under_way(item), by=crew.officer, day=day)
        return
    items.publish(edition=under_way(item), by=crew.officer, day=day)
    later = calendar().next_workday(date(site.year, 9, 4 + number % 20))
    if group.life == UPDATED:
        update(item, crew, later, "更新办公地址和联系电话")
    if group.life == ENDED:
        items.end(
            item=item, by=crew.head, day=later, kind=group.ending, reason="不再适用", basis="年度清理结果"
        )


def _clean_up(site: Site) -> None:
    """规范性文件清理: what is in force goes on, and the result is reviewed and published."""
    crew, day = site.crew(), calendar().next_workday(date(site.year, 6, 24))
    shared: dict[str, Any] = {"by": crew.officer, "day": day}
    made = documents.begin_clean_up(
        **shared,
        agency=site.agency,
        title=f"{site.year}年行政规范性文件清理",
        as_of=day,
        reason="年度有效性清理",
    )
    kept = documents.Judged(Verdict.KEPT)
    documents.judge(
        clean_up=made, **shared, judged=dict.fromkeys(made.rows.values_list("document_id", flat=True), kept)
    )
    item = documents.form_result(clean_up=made, **shared)
    heading = {
        "document_number": f"示政发〔{site.year}〕30号",
        "theme": "general_affairs",
        "genre": "announcement",
    }
    for group, values in (("heading", heading), ("days", {"effective_from": day})):
        items.edit(edition=under_way(item), **shared, group=group, values=values, seen=1)
    review(item, crew, day)
    items.publish(edition=under_way(item), by=crew.officer, day=day)
