"""How does a column come to be, change its name, place and rhythm, and end?

栏目调整留痕 (handbook 00 row 20): every act leaves a change with day, person and reason, and an old address
always leads to where its content is now.
"""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from gongkai.publication.references import references_in
from gongkai.publication.words import cycles
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.actions.holding import has_second_reader, hold, replaced
from gongkai_web.publishing.catalogue.actions.lines import require_keeper, traced
from gongkai_web.publishing.catalogue.actions.references import note_uses
from gongkai_web.publishing.catalogue.kinds import Change, HeldKind, Kind, Purpose
from gongkai_web.publishing.catalogue.models import Catalogue, Column, FormerAddress
from gongkai_web.publishing.wording.showing import REACHED, require_showable

OPENED = (
    "agency", "parent", "code", "address", "name", "kind", "purpose", "position", "cycle", "introduction",
    "tag", "opened_on", "closed_on", "merged_into",
)  # fmt: skip
_ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST = 100


@transaction.atomic
def open_column(
    *,
    by: Person,
    agency: Agency,
    day: date,
    name: str,
    parent: Column | None = None,
    kind: str = Kind.ITEMS,
    purpose: str = Purpose.OWN,
    cycle: str = "",
    address: str = "",
    introduction: str = "",
    tag: str = "",
    reason: str = "",
    today: date | None = None,
) -> Column:
    """Opens a column of the agency's own, as the last below `parent`. Those of the law come by seeding."""
    require_keeper(by, agency, day, today, "开设栏目")
    kept = _catalogue(agency)
    if kind not in Kind.values or purpose not in Purpose.values or purpose == Purpose.LAW:
        raise Refused("请选择栏目的内容和性质；法定栏目由“按法规设立”统一设立，不单独开设。")
    known_cycle(cycle, day)
    if tag and tag not in queries.fields_on(agency, day):
        raise Refused(f"不认识的领域「{tag}」；请从列表中选，或者先开设这个领域。")
    kept.own_columns += 1
    kept.save(update_fields=["own_columns"])
    named = free_name(agency, parent, name)
    _require_showable(agency, today or day, named, introduction)
    waits = introduction.strip() and has_second_reader(agency, by, today or day)
    column = Column(
        agency=agency,
        parent=_open_group(parent, agency),
        code=f"own_{kept.own_columns}",
        address=free_address(agency, address or f"c{kept.own_columns}"),
        name=named,
        kind=kind,
        purpose=purpose,
        position=next_position(agency, parent),
        cycle=cycle,
        introduction="" if waits else introduction.strip(),
        tag=tag,
        opened_on=day,
    )
    column.save()
    _refers(column)
    rows = {column: OPENED, kept: ("own_columns",)}
    traced(column, by=by, day=day, change=Change.OPENED, said=column.name, reason=reason, rows=rows)
    if waits:
        _hold(column, by, day, introduction.strip())
    return column


@transaction.atomic
def rename_column(
    *,
    by: Person,
    column: Column,
    day: date,
    name: str,
    address: str = "",
    reason: str = "",
    today: date | None = None,
) -> Column:
    """Gives the column another name, and with `address` another address; the old one leads to it."""
    column = _locked(column)
    require_keeper(by, column.agency, day, today, "栏目更名")
    _require_open(column, day)
    rule = column.statutory
    if rule is not None and name.strip() != column.name:
        raise Refused(f"「{column.name}」是{rule.source}的栏目，名称照录规定的用语，不能更名。")
    former = column.name, column.address
    if name.strip() != column.name:
        column.name = free_name(column.agency, column.parent, name)
    if address and address != column.address:
        column.address = free_address(column.agency, address, own=column)
    if former == (column.name, column.address):
        raise Refused(f"「{column.name}」的名称和网址名都没有变；请核对。")
    _require_showable(column.agency, today or day, column.name)
    column.save(update_fields=["name", "address"])
    if former[1] != column.address:
        _leads_to(column, former[1])
    traced(
        column,
        by=by,
        day=day,
        change=Change.RENAMED,
        said=f"{former[0]} → {column.name}" if former[0] != column.name else f"网址名 {column.address}",
        reason=reason,
        rows={column: ("name", "address")},
    )
    return column


@transaction.atomic
def move_column(
    *,
    by: Person,
    column: Column,
    day: date,
    before: Column | None = None,
    parent: Column | None = None,
    today: date | None = None,
) -> Column:
    """Puts the column below `parent`, in front of `before`, or last where that is None."""
    column = _locked(column)
    require_keeper(by, column.agency, day, today, "调整栏目的次序")
    _require_open(column, day)
    if column.statutory is not None and _key(parent) != column.parent_id:
        raise Refused(f"「{column.name}」是法定栏目，可以调整次序，不能移到别的栏目下。")
    if parent is not None and parent.pk in {one.pk for one in queries.with_descendants(column)}:
        raise Refused(f"不能把「{column.name}」放到它自己或者它的下级栏目下。")
    if _key(parent) != column.parent_id:
        column.parent, column.name = (
            _open_group(parent, column.agency),
            free_name(column.agency, parent, column.name, own=column),
        )
    siblings = [one for one in queries.open_siblings(column.agency, parent) if one.pk != column.pk]
    if before is not None and before.pk not in {one.pk for one in siblings}:
        where = f"「{parent.name}」之下" if parent else "最上一级"
        raise Refused(f"「{before.name}」不在{where}，排不到它前面；请选同一级的栏目，或者先选上级栏目。")
    place = next((at for at, one in enumerate(siblings) if before and one.pk == before.pk), len(siblings))
    ordered = [*siblings[:place], column, *siblings[place:]]
    for position, one in enumerate(ordered, start=1):
        one.position = position
        one.save(update_fields=["position", "parent"])
    rows = dict.fromkeys(ordered, ("position", "parent"))
    said = f"{column.name}：第 {place + 1} 位" + (f"，{parent.name}之下" if parent else "")
    traced(column, by=by, day=day, change=Change.MOVED, said=said, rows=rows)
    return column


@transaction.atomic
def set_cycle(*, by: Person, column: Column, day: date, cycle: str, today: date | None = None) -> Column:
    """Sets how often the column is updated; an empty cycle is none."""
    column = _locked(column)
    require_keeper(by, column.agency, day, today, "定更新周期")
    _require_open(column, day)
    known_cycle(cycle, day)
    column.cycle = cycle
    column.save(update_fields=["cycle"])
    said = f"{column.name}：{cycles().at(cycle, day).label if cycle else '不定'}"
    traced(column, by=by, day=day, change=Change.CYCLE_SET, said=said, rows={column: ("cycle",)})
    return column


@transaction.atomic
def introduce_column(
    *, by: Person, column: Column, day: date, introduction: str, today: date | None = None
) -> Column:
    """Sets what stands at the head of the column's page; contacts in it are references.

    Where somebody else keeps the catalogue, too, it waits for that person (`letting_out`).
    """
    column = _locked(column)
    require_keeper(by, column.agency, day, today, "改栏目说明")
    _require_open(column, day)
    _require_showable(column.agency, today or day, column.name, introduction)
    replaced(by=by, day=day, column=column)
    if introduction.strip() and has_second_reader(column.agency, by, today or day):
        _hold(column, by, day, introduction.strip())
        return column
    return write_introduction(column, by=by, day=day, introduction=introduction)


def write_introduction(column: Column, *, by: Person, day: date, introduction: str) -> Column:
    """The same, read by everybody from now on. For the actions of this folder."""
    column = _locked(column)
    _require_open(column, day)
    column.introduction = introduction.strip()
    column.save(update_fields=["introduction"])
    _refers(column)
    rows = {column: ("introduction",)}
    traced(column, by=by, day=day, change=Change.INTRODUCED, said=column.name, rows=rows)
    return column


@transaction.atomic
def merge_column(
    *, by: Person, column: Column, into: Column, day: date, reason: str, today: date | None = None
) -> Column:
    """Ends the column; what stood in it and below it is found in `into`, and so is its address.

    What had been merged into it before now leads to `into`: never a chain, never a loop.
    """
    column, into = _locked(column), _locked(into)
    require_keeper(by, column.agency, day, today, "合并栏目")
    require_reason(reason, "合并栏目")
    _require_open(column, day)
    _refuse_statutory(column, "合并到别的栏目")
    if into.agency_id != column.agency_id or not into.open:
        raise Refused(f"只能并入本机关在用的栏目；「{into.name}」不是。")
    if into.pk in {one.pk for one in queries.with_descendants(column)}:
        raise Refused(f"不能把「{column.name}」并入它自己或者它的下级栏目。")
    column.closed_on, column.merged_into = day, into
    column.save(update_fields=["closed_on", "merged_into"])
    rows = {column: ["closed_on", "merged_into"], **_followed(column, into)}
    said = f"{column.name} 并入 {into.name}"
    traced(column, by=by, day=day, change=Change.MERGED, said=said, reason=reason, rows=rows)
    return column


@transaction.atomic
def close_column(*, by: Person, column: Column, day: date, reason: str, today: date | None = None) -> Column:
    """Ends the column; its page says so and keeps what stood in it."""
    column = _locked(column)
    require_keeper(by, column.agency, day, today, "停用栏目")
    require_reason(reason, "停用栏目")
    _require_open(column, day)
    _refuse_statutory(column, "停用")
    below = [one.name for one in queries.open_siblings(column.agency, column)]
    if below:
        raise Refused(f"「{column.name}」还有在用的下级栏目：{'、'.join(below)}；请先停用或者移走它们。")
    column.closed_on = day
    column.save(update_fields=["closed_on"])
    rows = {column: ("closed_on",)}
    traced(column, by=by, day=day, change=Change.CLOSED, said=column.name, reason=reason, rows=rows)
    return column


def known_cycle(cycle: str, day: date) -> None:
    """Raises UsageError or NotInForce for a cycle that may not be chosen on that day."""
    if cycle:
        cycles().at(cycle, day)


def free_name(agency: Agency, parent: Column | None, name: str, own: Column | None = None) -> str:
    """The name as it is kept; refused where it is empty, too long, or taken beside it."""
    name = " ".join(name.split())
    if not name or len(name) > _MOST:
        raise Refused(f"栏目名称有 {len(name)} 字，应为 1 至 {_MOST} 字。")
    if any(one.name == name and one != own for one in queries.open_siblings(agency, parent)):
        raise Refused(f"同一级已经有「{name}」；请换一个名称。")
    return name


def free_address(agency: Agency, address: str, own: Column | None = None) -> str:
    """The address as it is kept; refused where it is not written as one, or leads elsewhere already."""
    if not _ADDRESS.fullmatch(address) or len(address) > 80:
        raise Refused(f"网址名「{address}」只能用小写字母、数字和连字符，最多 80 个；例如 water-quality。")
    former = FormerAddress.objects.filter(agency=agency, address=address)
    taken = Column.objects.filter(agency=agency, address=address)
    if own is not None:
        former, taken = former.exclude(column=own), taken.exclude(pk=own.pk)
    if taken.exists() or former.exists():
        raise Refused(f"网址名「{address}」已经用过，旧链接还指着它；请换一个。")
    return address


def next_position(agency: Agency, parent: Column | None) -> int:
    """The place after the last of its siblings."""
    last = Column.objects.filter(agency=agency, parent=parent).order_by("-position").first()
    return last.position + 1 if last else 1


def _followed(column: Column, into: Column) -> dict[Column, list[str]]:
    """Moves to `into` what stood below the column and what had been merged into it."""
    rows: dict[Column, list[str]] = {}
    position = next_position(column.agency, into)
    for child in Column.objects.filter(parent=column).order_by("position"):
        child.parent, child.position = into, position
        child.save(update_fields=["parent", "position"])
        rows[child] = ["parent", "position"]
        position += 1
    for earlier in Column.objects.filter(merged_into=column):
        earlier.merged_into = into
        earlier.save(update_fields=["merged_into"])
        rows.setdefault(earlier, []).append("merged_into")
    return rows


def _leads_to(column: Column, address: str) -> None:
    """An address that the column takes up again is none of its former ones."""
    FormerAddress.objects.filter(agency=column.agency, address=column.address).delete()
    FormerAddress(agency=column.agency, address=address, column=column).save()


def _hold(column: Column, by: Person, day: date, introduction: str) -> None:
    """It waits for a second person; what it refers to is there."""
    known = set(queries.contacts_of(column.agency))
    if unknown := [name for name in references_in(introduction) if name not in known]:
        raise Refused(f"没有名为「{unknown[0]}」的联系方式；请先登记，或者改正名称。")
    about, given = f"栏目说明：{column.name}", {"introduction": introduction}
    kind = HeldKind.INTRODUCTION
    hold(by=by, agency=column.agency, day=day, kind=kind, about=about, given=given, column=column)


def _require_showable(agency: Agency, day: date, name: str, introduction: str = "") -> None:
    require_showable(agency, day, {"栏目名称": name})
    require_showable(agency, day, {"栏目说明": introduction}, REACHED)


def _refers(column: Column) -> None:
    """Which contacts its introduction says: a change of one lists this page."""
    names = references_in(column.introduction)
    subject = f"{column._meta.label}:{column.pk}"
    note_uses(agency=column.agency, subject=subject, title=f"栏目说明：{column.name}", names=names)


def _catalogue(agency: Agency) -> Catalogue:
    found = Catalogue.objects.select_for_update(no_key=True).filter(agency=agency).first()
    if found is None:
        raise Refused(f"{agency.name}还没有设立目录；请先按法规设立栏目。")
    return found


def _locked(column: Column) -> Column:
    """The row as it stands now, held until the act is done."""
    held = Column.objects.select_for_update(of=("self",), no_key=True).select_related(
        "agency", "parent", "merged_into"
    )
    return held.get(pk=column.pk)


def _open_group(parent: Column | None, agency: Agency) -> Column | None:
    open_here(parent, agency)
    if parent is not None and parent.kind not in (Kind.GROUP, Kind.ITEMS):
        raise Refused(f"「{parent.name}」{parent.get_kind_display()}，下面不设栏目；请另选。")
    return parent


def open_here(column: Column | None, agency: Agency) -> Column | None:
    """The column, where it is one that the agency keeps."""
    if column is not None and (column.agency_id != agency.pk or not column.open):
        raise Refused(f"「{column.name}」不是本机关在用的栏目；请另选。")
    return column


def _require_open(column: Column, day: date) -> None:
    if column.closed_on is not None:
        raise Refused(f"「{column.name}」已于 {column.closed_on} 停用，不能再改。")
    if day < column.opened_on:
        raise Refused(f"{day} 早于「{column.name}」的开设日期 {column.opened_on}；请核对。")


def _refuse_statutory(column: Column, doing: str) -> None:
    rule = column.statutory
    if rule is not None and rule.statutory:
        raise Refused(f"「{column.name}」是{rule.source}要求设的栏目，不能{doing}。")


def _key(column: Column | None) -> int | None:
    return column.pk if column else None
