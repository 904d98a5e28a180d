"""How does a register file become rows, whatever its program and wherever its head stands?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from gongkai.reading.decode import decode
from gongkai.reading.formats import limits
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.reading.formats.xlsx import Value
from gongkai_web.agencies.errors import Refused
from gongkai_web.exchange.registers.words import plain, said, words

HEAD_WITHIN = 10
MOST_ROWS = 20_000
_FEWEST_COLUMNS = 3
_BOOKS = (Kind.XLSX, Kind.XLS, Kind.ODS)
_PLACE = re.compile(rb'<(?:\w+:)?(?:c|row) [^>]*?\br="([A-Z]{0,3})(\d{1,7})"')

Cells = Sequence[Value | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a register. `line`: as the program numbers it; `cells`: by field; `raw`: as they stood."""

    sheet: str
    line: int
    cells: dict[str, Value]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a register: its head, the columns that nobody knows, its rows."""

    sheet: str
    head: tuple[str, ...]
    fields: dict[int, str]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


def read_register(data: bytes, name: str) -> list[Table]:
    """The registers in the file. Raises Refused (no head, no rows, kind of file) or ReadingError."""
    kind = sniff(data)
    if kind in _BOOKS:
        sheets = _book(data, name, kind)
    elif kind is Kind.TEXT:
        sheets = [("", _csv(decode(data, name)))]
    else:
        raise Refused(
            f"《{name}》不是登记簿：可以导入 XLSX、XLS、ODS、CSV，这份是 {kind.value}；请另存后再选。"
        )
    found = [table for title, rows in sheets if (table := _table(title, rows))]
    if not found:
        needed = "、".join(words().labels[key] for key in words().required)
        raise Refused(
            f"《{name}》前 {HEAD_WITHIN} 行里没有找到表头：至少要有{needed}这几列；"
            "请核对列名，或者用模板填写。"
        )
    if sum(len(table.rows) for table in found) > MOST_ROWS:
        raise Refused(f"《{name}》超过 {MOST_ROWS} 行；请分成几份导入。")
    return found


def _book(data: bytes, name: str, kind: Kind) -> list[tuple[str, list[Cells]]]:
    if kind is Kind.XLSX:
        _check_places(Package(data, name, kind.value))
    elif kind is Kind.ODS:
        Package(data, name, kind.value).check_total()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
        found = []
        for title in shown:
            sheet = book.get_sheet_by_name(title)
            if sheet.total_height * sheet.total_width > limits.MOST_AREA:
                raise _too_large(name)
            found.append((title, list(sheet.to_python(skip_empty_area=False))))
        return found
    except CalamineError:
        raise Refused(f"《{name}》打不开：文件损坏或者加了口令；请去掉口令、另存为 XLSX 后再选。") from None


def _check_places(package: Package) -> None:
    """A sheet is laid out from its first to its last cell: one cell in the last corner is a bomb."""
    package.check_total()
    for member in package.members:
        if not (member.startswith("xl/worksheets/") and member.endswith(".xml")):
            continue
        places = _PLACE.findall(package.read(member) or b"")
        wide = max((_column(letters) for letters, _ in places), default=1)
        high = max((int(digits) for _, digits in places), default=1)
        if wide * high > limits.MOST_AREA:
            raise _too_large(package.name)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return max(number, 1)


def _too_large(name: str) -> Refused:
    return Refused(f"《{name}》的工作表太大（空白行列太多）；请删去登记簿以外的行列后再选。")


def _csv(text: str) -> list[Cells]:
    try:
        dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    return [list(row) for row in csv.reader(io.StringIO(text), dialect)]


# – the head


def _table(title: str, rows: Sequence[Cells]) -> Table | None:
    """The register on a sheet; None where there is no head."""
    heads = [[said(cell) for cell in cells] for cells in rows[:HEAD_WITHIN]]
    found = [(at, 1, head) for at, head in enumerate(heads)]
    found += [(at, 2, _two_lines(*pair)) for at, pair in enumerate(pairwise(heads))]
    best = max(found, key=lambda one: len(_fields(one[2])), default=None)
    if best is None:
        return None
    at, lines, head = best
    fields = _fields(head)
    if len(fields) < _FEWEST_COLUMNS or not set(words().required) <= set(fields.values()):
        return None
    unknown = tuple(label for index, label in enumerate(head) if label and index not in fields)
    read = [
        _row(title, line, cells, fields)
        for line, cells in enumerate(rows[at + lines :], start=at + lines + 1)
    ]
    return Table(title, tuple(head), fields, unknown, tuple(row for row in read if row))


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
    known = words().columns
    if not below or not above:
        return above or below
    both = above + below
    return both if plain(both) in known or plain(below) not in known else below


def _fields(head: Iterable[str]) -> dict[int, str]:
    """Index of each column that is known; of two with the same name only the first."""
    found: dict[int, str] = {}
    for index, label in enumerate(head):
        key = words().columns.get(plain(label)) if label else None
        if key and key not in found.values():
            found[index] = key
    return found


def _row(title: str, line: int, cells: Cells, fields: dict[int, str]) -> Row | None:
    """A line with something in it; sums, remarks and the sample of the template are none."""
    known = {key: cells[index] for index, key in fields.items() if index < len(cells) and said(cells[index])}
    if len(known) < 2 or said(known.get("number")).startswith(("示例", "合计", "总计")):
        return None
    return Row(title, line, known, tuple(said(cell) for cell in cells))
