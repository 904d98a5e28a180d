"""How do the rows of a CSV or a workbook come out one after the other, by the columns that are declared?

A CSV is read line by line, however long it is. A workbook is a stranger's package: it is opened in a process
of its own, within the limits of `gongkai.reading`; what is larger comes as CSV.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai import confined
from gongkai.reading.decode import decode
from gongkai.reading.formats.sheets import sheets
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.reading.formats.xlsx import Value, shown
from gongkai_web.errors import Refused
from gongkai_web.imports.tables.declared import Column, Row

_BOOKS = (Kind.XLSX, Kind.XLS, Kind.ODS)
_SECONDS = 120.0
_HEAD_WITHIN = 10
_SAMPLE = "示例"
_MARKS = ",\t;"
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
Line = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Head:
    """Where the columns stand, and which words above a column nobody knows. `line`: of the head itself."""

    line: int
    places: dict[str, int]
    unknown: tuple[str, ...]


def head_of(data: bytes, name: str, columns: Sequence[Column]) -> Head:
    """The head of the file. Raises Refused where there is none or a required column is missing."""
    best: Head | None = None
    for line, cells in _lines(data, name, _HEAD_WITHIN):
        found = _places(line, cells, columns)
        if best is None or len(found.places) > len(best.places):
            best = found
    if best is None or not best.places:
        raise Refused(f"《{name}》的前 {_HEAD_WITHIN} 行里没有认得的列名；请下载模板，照它的表头填写。")
    missing = [one.label for one in columns if one.required and one.key not in best.places]
    if missing:
        raise Refused(f"《{name}》的表头缺：{'、'.join(missing)}；请补上这几列后再选。")
    return best


def rows_of(data: bytes, name: str, head: Head) -> Iterator[Row]:
    """The rows below the head, one after the other; empty ones and samples are passed over."""
    for line, cells in _lines(data, name):
        if line <= head.line:
            continue
        found = {key: cells[at].strip() for key, at in head.places.items() if at < len(cells)}
        if any(found.values()) and not next(iter(found.values())).startswith(_SAMPLE):
            yield Row(line, found)


def as_day(text: str) -> str:
    """A day as people write it, in the ISO form; what is none stays as it is."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return text.strip()
    year, month, day = (int(one) for one in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text.strip()


def _places(line: int, cells: Sequence[str], columns: Sequence[Column]) -> Head:
    labels = {_plain(label): one.key for one in columns for label in (*one.also, one.label)}
    places: dict[str, int] = {}
    unknown = []
    for at, cell in enumerate(cells):
        key = labels.get(_plain(cell))
        if key is not None:
            places.setdefault(key, at)
        elif cell.strip():
            unknown.append(cell.strip())
    return Head(line, places, tuple(unknown))


def _plain(label: str) -> str:
    return "".join(label.split()).rstrip("*＊")


def _lines(data: bytes, name: str, most: int | None = None) -> Iterator[Line]:
    kind = sniff(data)
    if kind in _BOOKS:
        sheet = confined.call(sheets, data, name, kind, name=name, seconds=_SECONDS)[0]
        found: Iterable[Sequence[str]] = ([_text(cell) for cell in row] for row in sheet.rows)
    elif kind is Kind.TEXT:
        found = _comma_separated(data, name)
    else:
        raise Refused(f"《{name}》是 {kind.value}；可以导入 CSV、XLSX、XLS 和 ODS，请另存后再选。")
    for line, cells in enumerate(found, start=1):
        if most is not None and line > most:
            return
        yield line, cells


def _comma_separated(data: bytes, name: str) -> Iterator[Sequence[str]]:
    text = decode(data, name)
    first = text[: text.find("\n") if "\n" in text else len(text)]
    mark = max(_MARKS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused(
                f"《{name}》第 {reader.line_num} 行读不出来，多半是引号没有成对；请在表格程序里打开核对。"
            ) from None


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return shown(value).strip()
