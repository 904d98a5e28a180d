"""How does a register become a workbook? As it is listed, void entries marked."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import xlsxwriter

from gongkai.landscape import landscape
from gongkai_web.registers.declared import Register
from gongkai_web.registers.models import Entry


def workbook(register: Register, entries: Iterable[Entry]) -> bytes:
    """One sheet: whose, the day, each blank, and what became void."""
    heads = ["机关", register.day, *(one.label for one in register.blanks), "登记人", "作废"]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(register.label[:31])
        bold, days = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, heads, bold)
        sheet.set_column(0, len(heads) - 1, 18)
        sheet.freeze_panes(1, 0)
        landscape(sheet, title=register.label)
        for at, entry in enumerate(entries, 1):
            for place, value in enumerate(_cells(register, entry)):
                if isinstance(value, date):
                    sheet.write_datetime(at, place, value, days)
                elif isinstance(value, int | Decimal):
                    sheet.write_number(at, place, value)
                else:
                    sheet.write_string(at, place, value)
    return buffer.getvalue()


def _cells(register: Register, entry: Entry) -> list[str | int | Decimal | date]:
    blanks: list[str | int | Decimal | date] = []
    for one in register.blanks:
        value = getattr(entry, one.name)
        plain = isinstance(value, int | Decimal | date) and one.words is None
        blanks.append(value if plain else one.shown(value, entry.day))
    void = f"作废：{entry.void_reason}" if entry.voided else ""
    return [entry.agency.name, entry.day, *blanks, entry.entered_by.display_name, void]
