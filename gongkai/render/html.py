"""How is a report written as a web page that stands alone?

One file, no script, nothing fetched. Tables have a caption; heads say of what they are the head (`scope`),
and because the heads are merged over three levels each value also lists its heads (`headers`), so that a
screen reader can say them.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from gongkai.render.layout import BLANK_STATE, INFERRED, LOST, DataCell, HeadCell, PrintedCell, PrintedTable
from gongkai.render.pages import Pages

_SPOKEN = {BLANK_STATE: "空白", INFERRED: "空白", LOST: "读不出"}

_STYLE = """
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; color: #1b2430; background: #fff;
  font: 1rem/1.75 "Songti SC", SimSun, "Noto Serif CJK SC", serif; }
h1 { margin: 1rem 0 2rem; font-size: 1.6rem; line-height: 1.4; text-align: center; font-weight: 600; }
h2 { margin: 2rem 0 .75rem; font: 600 1.15rem/1.5 SimHei, "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
p { margin: .5rem 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; }
.box { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.t3, .t4 { min-width: 46rem; }
.t4 { table-layout: fixed; }
th, td { border: 1px solid #47525f; padding: .3rem .4rem; vertical-align: middle; }
th { font-weight: normal; text-align: center; }
th[scope=row] { text-align: left; }
td { text-align: right; font-variant-numeric: tabular-nums; }
.t4 td { text-align: center; }
td.unreadable { background: #fdf3dc; color: #8a5a00; text-align: center; }
td.blank, td.inferred { background: #f4f6f8; }
.notes { border-top: 1px solid #d5dbe1; margin-top: 2rem; padding-top: .5rem; }
@media print { body { max-width: none; padding: 0; } .t3, .t4 { min-width: 0; } .box { overflow: visible; }
  thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
""".strip()


def render(printed: Pages) -> bytes:
    """The page in UTF-8."""
    return ("\n".join(_page(printed)) + "\n").encode()


def _page(printed: Pages) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(printed.title)}</title>"
    yield f"<style>\n{_STYLE}\n</style></head>"
    yield "<body><main>"
    yield f"<h1>{escape(printed.title)}</h1>"
    for section in printed.sections:
        yield f'<section aria-labelledby="s{section.number}">'
        yield f'<h2 id="s{section.number}">{escape(section.heading)}</h2>'
        yield from (f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs)
        if section.table:
            yield from _table(section.table)
        yield "</section>"
    if printed.notes:
        yield '<div class="notes">'
        yield from (f"<p>{escape(note)}</p>" for note in printed.notes)
        yield "</div>"
    yield "</main></body>"
    yield "</html>"


def _table(table: PrintedTable) -> Iterator[str]:
    cells = _Named(table)
    yield f'<div class="box" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
    yield f'<table class="t{table.number}">'
    yield f"<caption>{escape(table.caption)}</caption>"
    if table.head:
        yield "<thead>"
        for row in range(len(table.head)):
            yield cells.row(row)
        yield "</thead>"
    numbered = enumerate(table.body, start=len(table.head))
    for _, rows in groupby(numbered, key=lambda pair: pair[1].block):
        yield "<tbody>"
        for number, _ in rows:
            yield cells.row(number)
        yield "</tbody>"
    yield "</table></div>"


class _Named:
    """The cells of a table with their places, to find the heads of each value."""

    def __init__(self, table: PrintedTable) -> None:
        self.table = table
        self.placed = list(table.placed())
        self.heads = [(row, column, cell) for row, column, cell in self.placed if isinstance(cell, HeadCell)]
        self.width = table.width
        self.blocks = [*(None for _ in table.head), *(row.block for row in table.body)]

    def row(self, number: int) -> str:
        cells = (self._cell(row, column, cell) for row, column, cell in self.placed if row == number)
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, row: int, column: int, cell: PrintedCell) -> str:
        spans = "".join(
            f' {name}="{count}"'
            for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
            if count > 1
        )
        if isinstance(cell, HeadCell):
            name = self._name(row, column)
            return f'<th id="{name}" scope="{cell.scope}"{spans}>{escape(cell.text)}</th>'
        heads = " ".join(self._heads(row, column, cell))
        state = f' class="{cell.state}"' if cell.state in _SPOKEN else ""
        told = f' title="{_SPOKEN[cell.state]}"' if cell.state in _SPOKEN else ""
        return f'<td headers="{heads}"{spans}{state}{told}>{escape(cell.text)}</td>'

    def _name(self, row: int, column: int) -> str:
        return f"t{self.table.number}r{row + 1}c{column + 1}"

    def _heads(self, row: int, column: int, cell: DataCell) -> Iterator[str]:
        """The heads above (of the head of the table, or of the same small table) and to the left."""
        for at_row, at_column, head in self.heads:
            if at_row > row:
                break
            left = at_row <= row < at_row + head.rowspan and at_column < column
            above = at_column < column + cell.colspan and column < at_column + head.colspan and at_row < row
            same = self.blocks[at_row] is None or self.blocks[at_row] == self.blocks[row]
            is_row_head = head.scope in ("row", "rowgroup") and self.blocks[at_row] is not None
            spans_all = head.colspan == self.width
            if (left and is_row_head) or (above and same and (not is_row_head or spans_all)):
                yield self._name(at_row, at_column)
