"""How do the rows of a standard catalogue come in, change, get fulfilled and leave?

A row is known again by its field and its items, so that the same sheet twice makes nothing twice, and a
sheet put right changes what it changes and leaves the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from django.db import transaction

from gongkai.proofing.checklist import Habits
from gongkai.publication.standard import row_problems
from gongkai.publication.words import grassroots_fields
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.catalogue.actions.columns import open_here
from gongkai_web.publishing.catalogue.actions.emptying import require_something
from gongkai_web.publishing.catalogue.actions.holding import has_second_reader, hold
from gongkai_web.publishing.catalogue.actions.lines import require_keeper, told
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import Column, StandardItem
from gongkai_web.publishing.wording.queries import habits_of
from gongkai_web.publishing.wording.showing import REACHED, require_showable, unshowable

TEXTS = (
    "first_level", "second_level", "content", "basis", "time_limit", "publisher", "channels", "audience",
    "manner", "level",
)  # fmt: skip
_ENTERED = ("agency", "key", "position", "field", "field_name", *TEXTS, "entered_on")
_FULFILLED = ("column", "where", "fulfilled_on", "emptied_on")
_STANDING = (*_FULFILLED, "ended_on")
_A_LINE = 100  # rows that one line of the audit trail tells


class Came(StrEnum):
    """What came of a row."""

    ENTERED = "entered"
    CHANGED = "changed"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: where it stands, and what it says by column of the standard catalogue."""

    place: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowCame:
    """What came of a row, with a sentence where it did not come in, or what of it was taken otherwise."""

    place: str
    title: str
    came: Came
    said: str = ""


@transaction.atomic
def import_standard(
    *, by: Person, agency: Agency, day: date, rows: Sequence[Row], name: str, today: date | None = None
) -> list[RowCame]:
    """Enters the sound rows; each of the others is told with what is wrong with it.

    Where somebody else keeps the catalogue, too, they wait for that person (`letting_out`).
    """
    require_keeper(by, agency, day, today, "登记事项标准目录")
    stand_in_line(agency)
    if not has_second_reader(agency, by, today or day):
        return write_rows(by=by, agency=agency, day=day, rows=rows, name=name)
    came, written = _read(agency, day, rows)
    if written:
        waiting = {one.place for one in came if one.came in {Came.ENTERED, Came.CHANGED}}
        kept = [row for row in rows if row.place in waiting]
        told_rows = [{"place": one.place, "values": dict(one.values)} for one in kept]
        given = {"name": name[:200], "rows": told_rows}
        about = f"{HeldKind.STANDARD.label}：{name}（{len(written)} 项）"
        hold(by=by, agency=agency, day=day, kind=HeldKind.STANDARD, about=about, given=given)
    return came


def write_rows(*, by: Person, agency: Agency, day: date, rows: Sequence[Row], name: str) -> list[RowCame]:
    """The same, read by everybody from now on. For the actions of this folder."""
    came, written = _read(agency, day, rows)
    for one in written:
        one.save()
    _tell(by, day, name, written)
    return came


def _read(agency: Agency, day: date, rows: Sequence[Row]) -> tuple[list[RowCame], list[StandardItem]]:
    """What becomes of each row, and the items that are new or say something else; nothing is saved."""
    habits = habits_of(agency, day)
    known = {one.key: one for one in _standing(agency)}
    last = StandardItem.objects.filter(agency=agency).order_by("-position").first()
    position, seen = last.position if last else 0, set[str]()
    came, written = [], []
    for row in rows:
        found = _wrong(row, day, habits) or _checked(agency, row, day, position + 1, seen)
        if isinstance(found, RowCame):
            came.append(found)
            continue
        one, how = _taken(found, known)
        position += how is Came.ENTERED
        seen.add(one.key)
        if how is not Came.THERE:
            written.append(one)
        came.append(RowCame(row.place, str(one), how))
    return came, written


@transaction.atomic
def fulfil_standard(
    *,
    by: Person,
    item: StandardItem,
    day: date,
    column: Column | None = None,
    where: str = "",
    today: date | None = None,
) -> StandardItem:
    """Notes where the item is public: in a column of the agency, or at an address. Neither takes it back."""
    item = _locked(item)
    require_keeper(by, item.agency, day, today, "登记事项的落实")
    require_showable(item.agency, today or day, {"网址": where})
    item.column = open_here(column, item.agency)
    require_something(item.column, item.agency, today or day, "登记落实")
    item.where = where
    item.fulfilled_on, item.emptied_on = day if column or where else None, None
    item.save(update_fields=_FULFILLED)
    told(item, by=by, act="fulfil_standard", day=day, rows={item: _FULFILLED})
    return item


@transaction.atomic
def end_standard(
    *, by: Person, item: StandardItem, day: date, reason: str, today: date | None = None
) -> StandardItem:
    """Takes the item out of the catalogue; it stays on file."""
    item = _locked(item)
    require_keeper(by, item.agency, day, today, "移出事项标准目录")
    require_reason(reason, "移出事项标准目录")
    item.ended_on = day
    item.save(update_fields=["ended_on"])
    told(item, by=by, act="end_standard", day=day, reason=reason, rows={item: ("ended_on",)})
    return item


def _wrong(row: Row, day: date, habits: Habits) -> RowCame | None:
    """Why it is no row; None where it is one."""
    values = _tidy(row)
    title = f"{values.get('first_level', '')} {values.get('second_level', '')}".strip()
    wrong = "".join([*row_problems(values, day), *_too_long(values)])
    wrong += unshowable({"这一行": "\n".join(values.values())}, day, habits, REACHED)
    return RowCame(row.place, title, Came.REFUSED, wrong) if wrong else None


def _checked(agency: Agency, row: Row, day: date, position: int, seen: set[str]) -> StandardItem | RowCame:
    """The row as an item, not yet kept; or that it was there before."""
    values = _tidy(row)
    item = StandardItem(
        agency=agency,
        position=position,
        field=_field(values["field"], day),
        field_name=values["field"],
        entered_on=day,
        **{code: values.get(code, "") for code in TEXTS},
    )
    item.key = _key(item)
    if item.key in seen:
        return RowCame(row.place, str(item), Came.REFUSED, "同一份表里前面已经有这个事项；请核对是不是重复。")
    return item


def _taken(item: StandardItem, known: Mapping[str, StandardItem]) -> tuple[StandardItem, Came]:
    """The item that stands for the row: a new one, or the one on file with what the row says now."""
    there = known.get(item.key)
    if there is None:
        return item, Came.ENTERED
    changed = [name for name in TEXTS if getattr(there, name) != getattr(item, name)]
    for name in changed:
        setattr(there, name, getattr(item, name))
    return there, Came.CHANGED if changed else Came.THERE


def _too_long(values: Mapping[str, str]) -> Iterator[str]:
    for name in ("field_name", *TEXTS):
        column = StandardItem._meta.get_field(name)
        value = values.get("field" if name == "field_name" else name, "")
        most = getattr(column, "max_length", None)
        if most and len(value) > most:
            yield f"「{getattr(column, 'verbose_name', name)}」有 {len(value)} 字，最多 {most} 字。"


def _field(name: str, day: date) -> str:
    """The field of the law folder that the name means: 扶贫（乡村振兴）, 扶贫 and 乡村振兴 are one."""
    bare = name.removesuffix("领域")
    for code, word in grassroots_fields().on(day).items():
        parts = {word.label, *word.label.replace("（", "）").split("）")}
        if bare and bare in parts:
            return code
    return ""


def _tidy(row: Row) -> dict[str, str]:
    return {code: " ".join(value.split()) for code, value in row.values.items()}


def _key(item: StandardItem) -> str:
    parts = (item.field_name, item.first_level, item.second_level or item.content)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _standing(agency: Agency) -> list[StandardItem]:
    return list(StandardItem.objects.select_for_update(no_key=True).filter(agency=agency, ended_on=None))


def _tell(by: Person, day: date, name: str, written: Sequence[StandardItem]) -> None:
    for some in _batches(written):
        rows = dict.fromkeys(some, (*_ENTERED, *_STANDING))
        told(some[0], by=by, act="import_standard", day=day, rows=rows, said=name[:200])


def _batches(items: Iterable[StandardItem]) -> Iterator[list[StandardItem]]:
    left = iter(items)
    while some := list(islice(left, _A_LINE)):
        yield some


def _locked(item: StandardItem) -> StandardItem:
    found = (
        StandardItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=item.pk)
    )
    if found.ended_on is not None:
        raise Refused(f"「{found}」已于 {found.ended_on} 移出事项标准目录。")
    return found
