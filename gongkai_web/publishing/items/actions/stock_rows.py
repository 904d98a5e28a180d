"""How do rows of past stock come in and go out by the hundred, in few queries, by the same rules as one?

For `stock`, which holds the batch, decides who may, and writes one line of the trail for all of them.
A row that cannot come in says why; the others go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from gongkai.errors import GongkaiError
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import origins, queries, review
from gongkai_web.publishing.items.actions.carrying import carry_new
from gongkai_web.publishing.items.actions.entry import require_open
from gongkai_web.publishing.items.actions.following import follow_items
from gongkai_web.publishing.items.actions.interpreting import appear
from gongkai_web.publishing.items.actions.numbering import next_index_numbers
from gongkai_web.publishing.items.actions.placing import place_all
from gongkai_web.publishing.items.actions.registering import register, take_effect
from gongkai_web.publishing.items.checks import Setting, points_in, require_none, stock_setting
from gongkai_web.publishing.items.content import GROUPS, Content
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import Stage, State
from gongkai_web.publishing.items.models import Batch, Edition, Item, Snapshot

Told = list[list[Any]]  # what a line says of the rows
NO_KEY = "这一行没有键（原系统里的编号），再导入时会重复；请补上。"
KEPT_KEY = "编号「{key}」的开头是本系统自己用的；请换一个编号。"
# Plain SQL for a hundred thousand rows: the update of many that Django writes takes ten times as long.
_POINT = (
    "UPDATE items_item SET live_id = %s, index_number = %s, published_on = %s, changed_on = %s, "
    "document_id = %s, state = %s, draft_id = NULL WHERE id = %s"
)


@dataclass(frozen=True, slots=True)
class StockRow:
    """A row as it comes in. `key`: under which it comes in once; `content`: by field."""

    key: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a row: its item – `again` where it was there – or what is wrong with the row.

    `still`: what the draft has still open of that which only the place it comes from knows.
    """

    key: str
    item: Item | None
    problem: str = ""
    again: bool = False
    still: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnteredRows:
    """What became of some rows. `new`: of those that were not there before, item, digest and key."""

    rows: list[Entered]
    new: Told


def enter_rows(batch: Batch, by: Person, day: date, rows: Sequence[StockRow]) -> EnteredRows:
    """Makes an item of each row that is not there yet and has nothing open."""
    agency = batch.agency
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或者已经撤销，不能起草信息。")
    setting, keys = stock_setting(agency, day, batch.entered_on), [row.key for row in rows]
    known = {one.entry_key: one for one in Item.objects.filter(agency=agency, entry_key__in=keys)}
    found: list[Entered] = []
    fresh: list[tuple[Item, Content]] = []
    for row in rows:
        entered = _known(row, known, batch)
        if entered is None:
            entered, content = _read(row, setting, batch)
            if entered.item is not None:
                entered.item.created_by, entered.item.created_on = by, day
                known[row.key] = entered.item
                fresh.append((entered.item, content))
        found.append(entered)
    return EnteredRows(found, save_drafts(fresh, by, day))


def _known(row: StockRow, known: Mapping[str, Item], batch: Batch) -> Entered | None:
    """What is said of a row that is there, or can never be; None for one that is new."""
    if not row.key.strip():
        return Entered(row.key, None, NO_KEY)
    if origins.is_kept(row.key):
        return Entered(row.key, None, KEPT_KEY.format(key=row.key))
    item = known.get(row.key)
    if item is not None and item.batch_id != batch.pk:
        return Entered(row.key, None, f"键「{row.key}」已在别处登记过（{item}），没有再登记。")
    return Entered(row.key, item, again=True) if item is not None else None


def _read(row: StockRow, setting: Setting, batch: Batch) -> tuple[Entered, Content]:
    """The item of the row, not saved yet, and its text."""
    try:
        content = text.whole(row.content)
        require_none(points_in(setting, content, stock=True), looked=batch.reason)
    except GongkaiError as problem:
        return Entered(row.key, None, str(problem)), {}
    return Entered(row.key, Item(agency=batch.agency, entry_key=row.key, batch=batch)), content


def save_drafts(rows: list[tuple[Item, Content]], by: Person, day: date) -> Told:
    """Saves new items, each with its first text."""
    carry_new(rows)
    Edition.objects.bulk_create(
        Edition(
            item=item,
            number=1,
            content=content,
            author=by,
            begun_on=day,
            versions=dict.fromkeys(GROUPS, 1),
            writers=[by.pk],
        )
        for item, content in rows
    )
    return [[item.pk, text.digest(content), item.entry_key] for item, content in rows]


def publish_rows(manifest: Snapshot, keys: Sequence[int], *, by: Person) -> Told:
    """Makes these rows of an approved manifest public, each with the day on which it first was.

    Gives item, snapshot, day, index number and document of each that went out.
    """
    if not review.approved(manifest):
        return []
    rows, who = _waiting(manifest, keys), by.display_name
    documents = [(one.item, content, day) for one, content, day in rows if one.item is not None]
    for item, content, day in documents:
        register(item, content, day, by)
    _point(manifest.agency, [(one.item, one, day) for one, _, day in rows if one.item is not None])
    for item, content, day in documents:
        take_effect(item, content, day, by)
    appear([item for item, content, _ in documents if content.get("interprets")])
    Publication.objects.bulk_create(
        Publication(item=one.item, snapshot=one, day=day, number=1, person_name=who, entered=True)
        for one, _, day in rows
    )
    Edition.objects.filter(pk__in=[one.edition_id for one, _, _ in rows]).update(stage=Stage.DONE)
    follow_items([item for item, _, _ in documents])
    return [
        [one.item.pk, one.pk, day, one.item.index_number, one.item.document_id]
        for one, _, day in rows
        if one.item is not None
    ]


def _waiting(manifest: Snapshot, keys: Sequence[int]) -> list[tuple[Snapshot, Content, date]]:
    """The snapshots that were not out before, their items held, each with its text and its day."""
    found = Snapshot.objects.filter(pk__in=keys, manifest=manifest).select_related("text", "item__agency")
    snapshots = list(found.order_by("pk"))
    held = Item.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=[one.item_id for one in snapshots]
    )
    free = {item.pk for item in held.order_by("pk") if item.published_on is None}
    rows = []
    for one in snapshots:
        content = queries.text_of(one)
        before = text.day_of(content, "published_on")
        if one.item is not None and one.item_id in free and before is not None:
            require_open(one.item)
            rows.append((one, content, before))
    return rows


def _point(agency: Agency, rows: Sequence[tuple[Item, Snapshot, date]]) -> None:
    """The public reads these snapshots from now on."""
    unnumbered = [item.formed_on or day for item, _, day in rows if not item.index_number]
    numbers = iter(next_index_numbers(agency, unnumbered))
    for item, snapshot, day in rows:
        item.live, item.published_on = snapshot, day
        item.index_number = item.index_number or next(numbers)
    items = [item for item, _, _ in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_POINT, [_pointed(item) for item in items])
    all_of = Item.objects.filter(pk__in=[item.pk for item in items])
    for name, days in _names(agency, {day for _, _, day in rows}).items():
        all_of.filter(agency_name="", published_on__in=days).update(agency_name=name)
    place_all([item.pk for item in items])


def _pointed(item: Item) -> tuple[Any, ...]:
    day = connection.ops.adapt_datefield_value(item.published_on)
    return (item.live_id, item.index_number, day, day, item.document_id, State.LIVE.value, item.pk)


def _names(agency: Agency, days: Iterable[date]) -> dict[str, list[date]]:
    """On which of these days the agency bore which name."""
    found: dict[str, list[date]] = {}
    for day in days:
        found.setdefault(agency.name_on(day), []).append(day)
    return found
