"""How do the rows of a spreadsheet become a list of units, pasted or uploaded?

A row is a unit; the columns are told by their heads, or by their order where there are none. What cannot be
understood is said with its row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from gongkai import confined
from gongkai.labels import normal
from gongkai.outcomes import agency_kinds
from gongkai.reading.formats.sheets import Sheet, comma_separated, sheets
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.campaign.collecting.actions.opening import NewUnit
from gongkai_web.errors import Refused

HEADS = {
    "单位名称": "name",
    "单位类型": "kind",
    "由谁汇总": "parent",
    "单位编码": "code",
    "垂直管理": "vertical",
    "只汇总": "adds_up",
    "联系邮箱": "email",
    "原名称": "former",
    "联系电话": "phone",
}
_BOOKS = (Kind.XLSX, Kind.XLS, Kind.ODS)
_SECONDS = 20.0
_FAULTS = 10  # rows that are told of at once
_YES = frozenset({"是", "√", "✓", "1", "y", "yes"})
_NO = frozenset({"", "否", "0", "n", "no", "×"})


def pasted(text: str) -> list[list[str]]:
    """The rows of what was copied from a spreadsheet or typed: cells stand between tabs, else commas."""
    lines = [line for line in text.splitlines() if line.strip()]
    between = "\t" if any("\t" in line for line in lines) else ","
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=between)]


def uploaded(data: bytes, name: str) -> list[list[str]]:
    """The rows of the first sheet of a file, opened in a process of its own."""
    kind = sniff(data)
    if kind in _BOOKS:
        found: Sequence[Sheet] = confined.call(sheets, data, name, kind, name=name, seconds=_SECONDS)
    elif kind is Kind.TEXT:
        found = [confined.call(comma_separated, data, name, name=name, seconds=_SECONDS)]
    else:
        raise Refused(f"《{name}》是 {kind.value}；单位名单可以用 XLSX、XLS、ODS 和 CSV，请另存后再选。")
    rows = found[0].rows if found else ()
    return [[_plain(cell) for cell in row] for row in rows if any(_plain(cell) for cell in row)]


def units_in(rows: Iterable[Sequence[str]], agencies: Iterable[Agency]) -> list[NewUnit]:
    """The units. `agencies`: those of this platform that may stand in the list, found by their names."""
    known = {normal(agency.name): agency for agency in agencies}
    found = list(rows)
    fields, first = _fields(found)
    made, faults = list[NewUnit](), list[str]()
    for number, row in enumerate(found[first:], start=first + 1):
        try:
            made.append(_unit(number, _cells(number, fields, row), known))
        except Refused as fault:
            faults.append(str(fault))
    if faults:
        left = len(faults) - _FAULTS
        raise Refused("".join(faults[:_FAULTS]) + (f"另有 {left} 行也要改。" if left > 0 else ""))
    if not made:
        raise Refused("没有一行单位；请至少写一行，一行一个单位。")
    return made


def lines_of(agencies: Iterable[Agency], collector: Agency) -> str:
    """The agencies of this platform as lines that `pasted` reads; who supervises them adds them up.

    All heads stand above them: what is added to a line has its column.
    """
    kinds = {code: kind.label for code, kind in agency_kinds().items()}
    rows = ["\t".join(HEADS)]
    for agency in agencies:
        above = agency.supervisor.name if agency.supervisor and agency.supervisor != collector else ""
        rows.append("\t".join((agency.name, kinds.get(agency.kind, agency.kind), above)))
    return "\n".join(rows)


def _fields(rows: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """Which field each column is, and where the units begin."""
    head = [normal(cell) for cell in rows[0]] if rows else []
    named = [HEADS.get(cell, "") for cell in head]
    if "name" not in named:
        return list(HEADS.values()), 0
    unknown = [cell for cell, field in zip(head, named, strict=True) if cell and not field]
    if unknown:
        raise Refused(f"不认识的列「{unknown[0]}」；可用：{'、'.join(HEADS)}。")
    return named, 1


def _cells(number: int, fields: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """The cells by their fields. Refused where something stands in a column that has no head."""
    for place, (cell, field) in enumerate(zip_longest(row, fields, fillvalue=""), start=1):
        if cell and not field:
            raise Refused(
                f"第 {number} 行第 {place} 列写的是「{cell}」，第一行没有写这一列是什么；"
                f"请在第一行补上列名（{'、'.join(HEADS)}），或者删去。"
            )
    return dict(zip(fields, row, strict=False))


def _unit(number: int, row: Mapping[str, str], known: Mapping[str, Agency]) -> NewUnit:
    name = row.get("name", "").strip()
    if not name:
        raise Refused(f"第 {number} 行没有写单位名称；请补上或者删去这一行。")
    agency = known.get(normal(name))
    return NewUnit(
        name=name,
        kind=_kind(number, row.get("kind", ""), agency),
        code=row.get("code", ""),
        parent=row.get("parent", "").strip(),
        agency=agency,
        vertical=_yes(number, "垂直管理", row.get("vertical", "")),
        reports=not _yes(number, "只汇总", row.get("adds_up", "")),
        email=row.get("email", ""),
        phone=row.get("phone", ""),
        former_names=tuple(part.strip() for part in row.get("former", "").split("；") if part.strip()),
    )


def _kind(number: int, label: str, agency: Agency | None) -> str:
    labels = {normal(kind.label): code for code, kind in agency_kinds().items()}
    if not label.strip() and agency:
        return agency.kind
    code = labels.get(normal(label))
    if code is None:
        raise Refused(f"第 {number} 行的单位类型「{label.strip()}」不认识；可用的列在名单的说明里。")
    return code


def _yes(number: int, column: str, given: str) -> bool:
    word = given.strip().lower()
    if word not in _YES | _NO:
        raise Refused(f"第 {number} 行的「{column}」写的是「{given.strip()}」；请写是或者否。")
    return word in _YES


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
