"""How does a register file become rows, whatever its program and wherever its head stands?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai import confined
from gongkai.reading.formats.refusals import Damaged, Protected, TooLarge
from gongkai.reading.formats.sheets import Sheet, comma_separated, sheets
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.reading.formats.xlsx import Value
from gongkai_web.errors import Refused
from gongkai_web.imports.words import CellError, day_in, plain, said, words

HEAD_WITHIN = 10
# Of the template: how it is filled in.
HELP_SHEET = "填写说明"
MOST_ROWS = 20_000
SECONDS_A_FILE = 60.0
_FEWEST_COLUMNS = 3
_SUM_COLUMNS = ("serial", "number", "received_on", "applicant_name", "title")
_BOOKS = (Kind.XLSX, Kind.XLS, Kind.ODS)

Cells = Sequence[Value | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a register. `line`: as the program numbers it; `cells`: by field; `raw`: as they stood.

    `aside`: why the line is none that asks for anything (a sum, a remark); empty for all others.
    """

    sheet: str
    line: int
    cells: dict[str, Value]
    raw: tuple[str, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a register: its head, the columns that nobody knows, its rows."""

    sheet: str
    head: tuple[str, ...]
    fields: dict[int, str]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A file: its tables, and a sentence for each sheet with something in it that is none."""

    tables: tuple[Table, ...]
    unread: tuple[str, ...]


def read_register(data: bytes, name: str) -> Register:
    """The registers in the file. Raises Refused (no head, no rows, kind of file) or ReadingError."""
    kind = sniff(data)
    if kind in _BOOKS:
        found = _book(data, name, kind)
    elif kind is Kind.TEXT:
        found = [confined.call(comma_separated, data, name, name=name, seconds=SECONDS_A_FILE)]
    else:
        raise Refused(
            f"《{name}》不是登记簿：可以导入 XLSX、XLS、ODS、CSV，这份是 {kind.value}；请另存后再选。"
        )
    read = [(sheet, _table(sheet)) for sheet in found]
    tables = tuple(table for _, table in read if table)
    unread = tuple(_unread(sheet) for sheet, table in read if not table and _says_something(sheet))
    if not tables:
        raise Refused(
            f"《{name}》前 {HEAD_WITHIN} 行里没有找到表头：至少要有{_needed()}这几列；"
            f"{''.join(unread)}请核对列名，或者用模板填写。"
        )
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise Refused(f"《{name}》超过 {MOST_ROWS} 行；请分成几份导入。")
    return Register(tables, unread)


def _needed(but: Iterable[str] = ()) -> str:
    return "、".join(words().labels[key] for key in words().required if key not in set(but))


def _says_something(sheet: Sheet) -> bool:
    return sheet.title != HELP_SHEET and any(said(cell) for cells in sheet.rows for cell in cells)


def _unread(sheet: Sheet) -> str:
    """Why a sheet was not read: nobody shall believe that all of the file came in."""
    fields = _head(sheet.rows).fields.values()
    place = f"工作表「{sheet.title}」" if sheet.title else "文件"
    known = f"认出了{'、'.join(words().labels[key] for key in fields)}，" if fields else "没有认出列名，"
    return f"{place}{known}缺{_needed(fields) or '其他列'}。"


def _book(data: bytes, name: str, kind: Kind) -> list[Sheet]:
    """The sheets, opened in a process of its own: a damaged workbook may take all memory, or never end."""
    try:
        return confined.call(sheets, data, name, kind, name=name, seconds=SECONDS_A_FILE)
    except TooLarge:
        raise Refused(f"《{name}》的工作表太大（空白行列太多）；请删去登记簿以外的行列后再选。") from None
    except (Damaged, Protected):
        raise Refused(f"《{name}》打不开：文件损坏或者加了口令；请去掉口令、另存为 XLSX 后再选。") from None


# – the head


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a sheet: its labels, the fields that they name, and the index of the first row below it."""

    labels: list[str]
    fields: dict[int, str]
    below: int


def _head(rows: Sequence[Cells]) -> _Head:
    """The line, or the two lines put together, that name the most columns."""
    heads = [[said(cell) for cell in cells] for cells in rows[:HEAD_WITHIN]]
    found = [(head, at + 1) for at, head in enumerate(heads)]
    found += [(_two_lines(*pair), at + 2) for at, pair in enumerate(pairwise(heads))]
    known = (_Head(labels, _fields(labels), below) for labels, below in found)
    return max(known, key=lambda one: len(one.fields), default=_Head([], {}, 0))


def _table(sheet: Sheet) -> Table | None:
    """The register on a sheet; None where there is no head."""
    head = _head(sheet.rows)
    fields = head.fields
    if len(fields) < _FEWEST_COLUMNS or not set(words().required) <= set(fields.values()):
        return None
    unknown = tuple(label for index, label in enumerate(head.labels) if label and index not in fields)
    spread = _spread(sheet, head.below)
    read = [
        _row(sheet.title, line, cells, spread.get(line - 1, {}), head)
        for line, cells in enumerate(sheet.rows[head.below :], start=head.below + 1)
    ]
    return Table(sheet.title, tuple(head.labels), fields, unknown, tuple(row for row in read if row))


def _spread(sheet: Sheet, below: int) -> dict[int, dict[int, Value]]:
    """What stands in a row because a cell above reaches down to it: by row and column."""
    found: dict[int, dict[int, Value]] = {}
    for top, bottom, column in sheet.merged:
        if top < below or column >= len(sheet.rows[top]):
            continue
        value = sheet.rows[top][column]
        for row in range(top + 1, bottom + 1):
            if value is not None and said(value):
                found.setdefault(row, {})[column] = value
    return found


def _two_lines(upper: list[str], lower: list[str]) -> list[str]:
    """A head of two lines: what stands above a group goes before each of its columns."""
    made, group = [], ""
    for index in range(max(len(upper), len(lower))):
        above = upper[index] if index < len(upper) else ""
        below = lower[index] if index < len(lower) else ""
        group = above or (group if below else "")
        made.append(_joined(group, below))
    return made


def _joined(above: str, below: str) -> str:
    """The lower line alone where that is a name of its own and the two together are none."""
    if not below or not above:
        return above or below
    both = above + below
    return both if words().column(both) or not words().column(below) else below


def _fields(head: Iterable[str]) -> dict[int, str]:
    """Index of each column that is known; of two with the same name only the first."""
    found: dict[int, str] = {}
    for index, label in enumerate(head):
        key = words().column(label) if label else ""
        if key and key not in found.values():
            found[index] = key
    return found


def _row(title: str, line: int, cells: Cells, spread: Mapping[int, Value], head: _Head) -> Row | None:
    """A line with something of its own in it; what reaches down from merged cells belongs to it too."""
    raw = tuple(said(cell) for cell in cells)
    own = {
        key: value
        for index, key in head.fields.items()
        if index < len(raw) and raw[index] and (value := cells[index]) is not None
    }
    if set(own) <= {"serial", "number"} or _is_sample(own):
        return None
    below = {key: spread[index] for index, key in head.fields.items() if index in spread and key not in own}
    known = {**below, **own}
    alike = sum(1 for text, label in zip(raw, head.labels, strict=False) if text and text == label)
    again = alike >= max(_FEWEST_COLUMNS, len(own))
    aside = "和表头相同" if again else _aside(known)
    return Row(title, line, known, raw, aside)


def _is_sample(own: Mapping[str, Value]) -> bool:
    """The row of the template that shows how it is filled in."""
    return any(said(own.get(key)).startswith("示例") for key in ("serial", "number"))


def _is_sum(known: Mapping[str, Value]) -> bool:
    """A sum: its word stands where a request has its number, day, name or title; name or title is none."""
    told = {key: plain(said(known.get(key))) for key in _SUM_COLUMNS}
    sums = words().sums
    lacks = any(not told[key] or told[key] in sums for key in ("applicant_name", "title"))
    return lacks and not sums.isdisjoint(told.values())


def _aside(known: Mapping[str, Value]) -> str:
    """Why this is no request: a sum, or a line below the table (填表人、审核人)."""
    if _is_sum(known):
        return "是合计行"
    if "applicant_name" in known or "title" in known:
        return ""
    try:
        return "" if day_in(known.get("received_on")) else "没有申请人、申请内容和收到日期，看作说明"
    except CellError:
        return "没有申请人、申请内容和收到日期，看作说明"
