"""How does a register file become rows, whatever its program and wherever its head stands?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai import confined
from gongkai.reading.formats.refusals import Damaged, Protected, TooLarge
from gongkai.reading.formats.sheets import Sheet, comma_separated, sheets
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai.registers.cells import said
from gongkai.registers.days import year_told
from gongkai.registers.grids import grids
from gongkai_web.errors import Refused
from gongkai_web.imports.columns import HEAD_WITHIN, Column, Head, head_of
from gongkai_web.imports.lines import Row, rows_of
from gongkai_web.imports.meanings import Defaults
from gongkai_web.imports.words import words

# Of the template: how it is filled in.
HELP_SHEET = "填写说明"
MOST_ROWS = 20_000
SECONDS_A_FILE = 60.0
_BOOKS = (Kind.XLSX, Kind.XLS, Kind.ODS)
_DOCUMENTS = (Kind.DOCX, Kind.MARKUP_ARCHIVE, Kind.WORD, Kind.RTF, Kind.ODT)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a register: its head, its columns as understood, the year that it tells, its rows.

    `missing`: what no column of it gives yet; then it has no rows, and `first` shows how it begins.
    """

    sheet: str
    head: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    year: int | None = None
    missing: tuple[str, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()

    @property
    def fields(self) -> dict[int, str]:
        """The columns that are read, by index."""
        return {one.index: one.field for one in self.columns if one.field}

    @property
    def unknown(self) -> tuple[str, ...]:
        """The columns that are not read."""
        return tuple(one.label for one in self.columns if not one.field)


@dataclass(frozen=True, slots=True)
class Register:
    """A file: its tables, those whose columns must be told first, a sentence for each sheet not read."""

    tables: tuple[Table, ...]
    unread: tuple[str, ...]
    untold: tuple[Table, ...] = ()


def read_register(data: bytes, name: str, meant: Defaults | None = None) -> Register:
    """The registers in the file. Raises Refused (nothing like a table, kind of file) or ReadingError."""
    meant = meant or Defaults()
    read = [(sheet, _table(sheet, name, meant)) for sheet in _sheets(data, name)]
    tables = tuple(table for _, table in read if table and not table.missing)
    untold = tuple(table for _, table in read if table and table.missing)
    unread = tuple(
        _unread(sheet, table) for sheet, table in read if table not in tables and _says_something(sheet)
    )
    if not tables and not untold:
        raise Refused(
            f"《{name}》前 {HEAD_WITHIN} 行里没有找到表头：至少要有{_needed()}这几列；"
            f"{''.join(unread)}请核对列名，或者用模板填写。"
        )
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise Refused(f"《{name}》超过 {MOST_ROWS} 行；请分成几份导入。")
    return Register(tables, unread, untold)


def _sheets(data: bytes, name: str) -> list[Sheet]:
    """The tables of the file, opened in a process of its own."""
    kind = sniff(data)
    if kind in _BOOKS:
        return _book(data, name, kind)
    if kind in _DOCUMENTS or (kind is Kind.TEXT and _is_page(data)):
        return confined.call(grids, data, name, name=name, seconds=SECONDS_A_FILE)
    if kind is Kind.TEXT:
        return [confined.call(comma_separated, data, name, name=name, seconds=SECONDS_A_FILE)]
    raise Refused(
        f"《{name}》不是登记簿：可以导入 XLSX、XLS、ODS、CSV，有表格的网页和 Word 文档，"
        f"这份是 {kind.value}；请另存后再选。"
    )


def _is_page(data: bytes) -> bool:
    """A workbook that a web program wrote as a page, whatever its name ends in."""
    return any(tag in data[:4096].lower() for tag in (b"<html", b"<table", b"<!doctype html"))


def _needed(keys: Iterable[str] | None = None) -> str:
    return "、".join(words().labels[key] for key in (words().required if keys is None else keys))


def _says_something(sheet: Sheet) -> bool:
    return sheet.title != HELP_SHEET and any(said(cell) for cells in sheet.rows for cell in cells)


def _unread(sheet: Sheet, table: Table | None) -> str:
    """Why a sheet was not read: nobody shall believe that all of the file came in."""
    place = f"工作表「{sheet.title}」" if sheet.title else "文件"
    if table is None:
        return f"{place}没有认出列名，缺{_needed()}。"
    fields = [words().label(one.field) for one in table.columns if one.field]
    known = f"认出了{'、'.join(fields)}，" if fields else "没有认出列名，"
    return f"{place}{known}缺{_needed(table.missing) or '其他列'}。"


def _book(data: bytes, name: str, kind: Kind) -> list[Sheet]:
    """The sheets, opened in a process of its own: a damaged workbook may take all memory, or never end."""
    try:
        return confined.call(sheets, data, name, kind, name=name, seconds=SECONDS_A_FILE)
    except TooLarge:
        raise Refused(f"《{name}》的工作表太大（空白行列太多）；请删去登记簿以外的行列后再选。") from None
    except (Damaged, Protected):
        raise Refused(f"《{name}》打不开：文件损坏或者加了口令；请去掉口令、另存为 XLSX 后再选。") from None


def _table(sheet: Sheet, name: str, meant: Defaults) -> Table | None:
    """The register on a sheet; None where nothing looks like a head."""
    head = None if sheet.title == HELP_SHEET else head_of(sheet.rows, meant.columns)
    if head is None:
        return None
    year = meant.year or year_told(_titles(sheet, head), [sheet.title, name])
    if not head.complete:
        first = tuple(
            tuple(said(cell) for cell in cells) for cells in sheet.rows[head.below : head.below + 3]
        )
        return Table(
            sheet.title, head.labels, head.columns, (), year, head.missing or words().required, first
        )
    rows = tuple(rows_of(sheet, head, year, meant.fill))
    return Table(sheet.title, head.labels, head.columns, rows, year)


def _titles(sheet: Sheet, head: Head) -> list[str]:
    """What stands above the head."""
    return [said(cell) for cells in sheet.rows[: head.below] for cell in cells]
