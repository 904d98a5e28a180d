"""How is a report written as a PDF that keeps and that can be listened to?

Typst lays out `report.typ`: PDF/A-2a for the archive and PDF/UA-1 for screen readers, tagged, fonts embedded
from `gongkai.fonts`, heads of tables repeated on each page, bookmarks from the headings. Fonts of the machine
are asked only for characters that ours do not hold.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from gongkai import fonts
from gongkai.errors import WritingError
from gongkai.render.layout import DataCell, HeadCell, PrintedCell, PrintedTable
from gongkai.render.pages import Pages, title_lines

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARDS: list[Any] = ["a-2a", "ua-1"]

# The columns' shares of the width and the space above and below the text in points, by table.
_WIDTHS3 = (1.25, 1.7, 4.7)
_XIAOWU, _MOST_DIGITS = 9.0, 5
_ROWS_ON_A_PAGE = 30  # such a table goes to the next page as a whole; a longer one repeats its heads
_PAD = {2: 5.0, 3: 2.6, 4: 5.0}
# Left and right of the text: a head of three signs stands in one line (自然人).
_THREE, _SIDE, _SIDE_OF_THREE = 3, 3.0, 1.0


def render(printed: Pages) -> bytes:
    """The PDF. Raises WritingError where it cannot be laid out."""
    document = json.dumps(_document(printed), ensure_ascii=False)
    try:
        data = typst.compile(
            TEMPLATE,
            font_paths=[fonts.FOLDER],
            ignore_system_fonts=not without_font(printed),
            format="pdf",
            sys_inputs={"report": document},
            pdf_standards=STANDARDS,
        )
    except typst.TypstError as problem:
        signs = "".join(without_font(printed)[:10])
        told = f"「{signs}」在随附的字库里没有，本机字体也显示不出" if signs else problem.message
        raise WritingError(f"PDF 排版不成功：{told}；请换用常见的字，或改写 DOCX。") from None
    if not isinstance(data, bytes):
        raise WritingError("PDF 排版没有得到文件；请改写 DOCX。")
    return data


def without_font(printed: Pages) -> list[str]:
    """The characters of the report that the fonts of the program do not hold, in order."""
    held = fonts.characters()
    return list(dict.fromkeys(sign for text in printed.texts() for sign in text if sign not in held))


def _document(printed: Pages) -> dict[str, Any]:
    return {
        "song": fonts.SONG,
        "hei": fonts.HEI,
        "title": printed.title,
        "title_lines": title_lines(printed.title),
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": section.paragraphs,
                "table": _table(section.table) if section.table else None,
            }
            for section in printed.sections
        ],
        "notes": printed.notes,
    }


def _size(cell: PrintedCell) -> float:
    """小五; a long number in a narrow column is set smaller rather than broken."""
    narrow = isinstance(cell, DataCell) and cell.colspan == 1 and cell.text.isascii()
    return (
        _XIAOWU if not narrow or len(cell.text) <= _MOST_DIGITS else _XIAOWU * _MOST_DIGITS / len(cell.text)
    )


def _table(table: PrintedTable) -> dict[str, Any]:
    parts: dict[str, list[dict[str, Any]]] = {"head": [], "body": []}
    for row, column, cell in table.placed():
        label = isinstance(cell, HeadCell) and cell.scope == "row"
        parts["head" if row < len(table.head) else "body"].append(
            {
                "x": column,
                "y": row,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "text": cell.text,
                "kind": "label" if label else "other",
                "size": _size(cell),
                "side": _SIDE_OF_THREE if len(cell.text) == _THREE and row < len(table.head) else _SIDE,
            }
        )
    width = table.width
    widths = [*_WIDTHS3, *(1.05 for _ in range(width - 3))] if table.number == 3 else [1] * width
    whole = len(table.rows) <= _ROWS_ON_A_PAGE
    return {**parts, "widths": widths, "pad": _PAD[table.number], "whole": whole}
