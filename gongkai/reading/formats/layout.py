"""How do positioned characters and ruling lines become blocks in reading order?

Ruled tables first, each character into the cell that is drawn around it; what is left are lines. Page
marks go; two columns of text are read one after the other; numbers that stand in columns without lines make
a table (`columns`); a table that goes on on the next page is one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.reading.blocks import Block, Grid, GridCell, Paragraph, Source
from gongkai.reading.formats import columns, limits, ruling
from gongkai.reading.formats.columns import HEADING, Row, Segment
from gongkai.reading.formats.glyphs import Glyph, Page, is_wide, lines_of, written
from gongkai.reading.formats.grids import blocks_of
from gongkai.reading.formats.refusals import too_large
from gongkai.reading.formats.sight import is_gone, sight_of
from gongkai.reading.formats.upright import without_upright
from gongkai.reading.text import read_text
from gongkai.reading.values import without_decoration

_PAGE_MARK = re.compile(
    r"[-—–~·\s]*\d{1,3}[-—–~·\s]*|第\s*\d{1,3}\s*页(?:[，,/\s]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
    r"|[Pp]age\s*\d{1,3}(?:\s*of\s*\d{1,3})?"
)
_SAME_LINE = 0.6  # em
_BESIDE = 3.0
_EDGE = 0.12  # of the page's text height: marks stand above or below all else


@dataclass(slots=True)
class _Drawn:
    """A grid with the positions of its lines, to know it again on the next page."""

    top: float
    xs: tuple[float, ...]
    rows: list[list[GridCell]]


_Item = _Drawn | Row


def blocks_of_pages(pages: Sequence[Page], name: str) -> Source:
    """The blocks of all pages. Raises TooLarge where the tables hold more cells than any report."""
    items = [item for page in pages for item in _items(page)]
    blocks: list[Block] = []
    rows: list[Row] = []
    cells = 0
    for item in _connected(items):
        if isinstance(item, Row):
            rows.append(item)
            continue
        blocks += columns.blocks_of_rows(rows)
        rows = []
        cells += sum(map(len, item.rows))
        if cells > limits.MOST_CELLS:
            raise too_large(name, f"表格超过 {limits.MOST_CELLS} 格")
        blocks += blocks_of(item.rows)
    blocks += columns.blocks_of_rows(rows)
    if any(isinstance(block, Grid) for block in blocks):
        return Source(name, tuple(blocks))
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    return read_text("\n".join(lines), name)


def _items(page: Page) -> list[_Item]:
    """Tables and lines of one page in reading order."""
    sight = sight_of(page)
    tables = ruling.tables(sight.rules)
    free = [glyph for glyph in sight.glyphs if not any(table.take(glyph) for table in tables)]
    for mark in sight.marks:
        _put(mark, tables, free)
    rows = _without_marks([columns.row_of(line) for line in lines_of(without_upright(free))], page)
    drawn = [_drawn(table) for table in tables if table.glyphs]
    if not drawn:
        return list(_in_columns(rows))
    gutter = _between_tables(drawn)
    beside = _beside(drawn, rows, gutter) if gutter is not None else None
    return beside or _downwards([*drawn, *rows])


def _put(mark: Glyph, tables: Sequence[ruling.Table], free: list[Glyph]) -> None:
    """A mark into its cell, or into its line of numbers; what is gone only where the cell is else blank."""
    for table in tables:
        cell = table.cell_of(mark)
        if cell is not None:
            if not (is_gone(mark) and table.glyphs.get(cell)):
                table.take(mark)
            return
    line = [glyph for glyph in free if abs(glyph.base - mark.base) < _SAME_LINE * mark.size]
    beside = any(abs(glyph.centre - mark.centre) < _BESIDE * mark.size for glyph in line)
    if any(glyph.text.isdigit() for glyph in line) and not (is_gone(mark) and beside):
        free.append(mark)


def _downwards(items: Iterable[_Item]) -> list[_Item]:
    return sorted(items, key=lambda item: item.top)


def _drawn(table: ruling.Table) -> _Drawn:
    """The drawn table as rows of cells; a cell without characters is a blank one."""
    rows: dict[int, list[GridCell]] = {}
    for row, column in sorted(set(table.owner.values())):
        lines = [written(line) for line in lines_of(table.glyphs.get((row, column), ()))]
        rows.setdefault(row, []).append(GridCell(row, column, without_decoration(_put_together(lines))))
    return _Drawn(table.ys[0], tuple(table.xs), list(rows.values()))


def _put_together(lines: Sequence[str]) -> str:
    """The lines of a cell: one text, as they are broken only by the cell's width; prose keeps its breaks."""
    text = ""
    for line in lines:
        ascii_meets = text[-1:].isascii() and line[:1].isascii() and text and not line[:1].isdigit()
        text += (" " if ascii_meets else "") + line
    return text


def _without_marks(rows: list[Row], page: Page) -> list[Row]:
    """The rows without the number of the page above or below everything else."""
    heights = [glyph.base for glyph in page.glyphs]
    if not heights:
        return rows
    top, bottom = min(heights), max(heights)
    edge = _EDGE * (bottom - top)

    def is_mark(row: Row) -> bool:
        outside = row.base <= top + edge or row.base >= bottom - edge
        only = row is rows[0] or row is rows[-1]
        return outside and only and bool(_PAGE_MARK.fullmatch(row.text.strip()))

    return [row for row in rows if not is_mark(row)]


# – two columns of text

_FEWEST_ROWS_BESIDE = 6
_FEWEST_SIGNS = 4


def _in_columns(rows: list[Row]) -> Iterable[Row]:
    """The rows, those of the left column before those of the right one where the page has two."""
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    # Above and below the part with two columns stand lines over the whole width: title, foot.
    crossing = [row.crosses(gutter) for row in rows]
    first = next((i for i, row in enumerate(rows) if not crossing[i] and row.is_beside(gutter)), 0)
    last = max(i for i, row in enumerate(rows) if not crossing[i] and row.is_beside(gutter))
    if any(crossing[first : last + 1]):
        return rows
    while first > 0 and not crossing[first - 1] and not rows[first - 1].is_centred(gutter):
        first -= 1
    while last + 1 < len(rows) and not crossing[last + 1] and not rows[last + 1].is_centred(gutter):
        last += 1
    beside = rows[first : last + 1]
    left = [row.part(lambda segment: segment.right <= gutter) for row in beside]
    right = [row.part(lambda segment: segment.right > gutter) for row in beside]
    return [*rows[:first], *(row for row in [*left, *right] if row.segments), *rows[last + 1 :]]


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where the page is divided: a place in its middle with text on both sides of it in many rows."""
    if not rows:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    gaps = [
        (before.right, after.left)
        for row in rows
        for before, after in zip(row.segments, row.segments[1:], strict=False)
        if _is_text(before) and _is_text(after)
    ]
    places = [(start + end) / 2 for start, end in gaps]
    middle = [x for x in places if left + 0.35 * (right - left) < x < left + 0.65 * (right - left)]
    beside = {x: sum(start <= x <= end for start, end in gaps) for x in middle}
    best = max(beside, key=beside.__getitem__, default=None)
    return best if best is not None and beside[best] >= _FEWEST_ROWS_BESIDE else None


def _is_text(segment: Segment) -> bool:
    return sum(is_wide(sign) for sign in segment.text) >= _FEWEST_SIGNS


# – two columns of tables


def _between_tables(drawn: Sequence[_Drawn]) -> float | None:
    """Where the page is divided: an upright line with whole tables on both sides of it."""
    for edge in sorted(table.xs[-1] for table in drawn):
        right = [table.xs[0] for table in drawn if table.xs[-1] > edge]
        if right and min(right) >= edge:
            return (edge + min(right)) / 2
    return None


def _beside(drawn: Sequence[_Drawn], rows: Sequence[Row], gutter: float) -> list[_Item] | None:
    """Left column, then right one, between what goes over the whole width; None where text divides them."""
    first, last = min(table.top for table in drawn), max(table.top for table in drawn)
    crossing = [row for row in rows if row.crosses(gutter)]
    if any(first < row.top < last for row in crossing):
        return None
    whole = [*(row for row in crossing if row.top <= first)], [*(row for row in crossing if row.top >= last)]
    divided = [row for row in rows if not row.crosses(gutter)]
    left = [row.part(lambda segment: segment.right <= gutter) for row in divided]
    right = [row.part(lambda segment: segment.right > gutter) for row in divided]
    return [
        *whole[0],
        *_downwards([*(t for t in drawn if t.xs[-1] <= gutter), *(row for row in left if row.segments)]),
        *_downwards([*(t for t in drawn if t.xs[0] >= gutter), *(row for row in right if row.segments)]),
        *whole[1],
    ]


# – tables across pages and columns

_SHORT_LABEL = 6


def _connected(items: Sequence[_Item]) -> list[_Item]:
    """The items; a table right after one with the same columns continues it, also in the next column."""
    done: list[_Item] = []
    for item in items:
        last = done[-1] if done else None
        if isinstance(item, _Drawn) and isinstance(last, _Drawn) and _is_beside(last, item):
            item.xs = tuple(x - item.xs[0] + last.xs[0] for x in item.xs)
        if isinstance(item, _Drawn) and isinstance(last, _Drawn) and _same_columns(last, item):
            _append(last, item)
        else:
            done.append(item)
    return done


def _is_beside(table: _Drawn, more: _Drawn) -> bool:
    """Whether the second stands right of the first and is as wide."""
    wide = table.xs[-1] - table.xs[0], more.xs[-1] - more.xs[0]
    return more.xs[0] >= table.xs[-1] and _is_near(*wide)


def _same_columns(one: _Drawn, other: _Drawn) -> bool:
    """Whether both have the same lines, or one of them all lines of the other."""
    few, many = sorted((one.xs, other.xs), key=len)
    ends = _is_near(few[0], many[0]) and _is_near(few[-1], many[-1])
    return ends and all(any(_is_near(x, y) for y in many) for x in few)


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= 2 * ruling.NEAR


def _placed(drawn: _Drawn, xs: tuple[float, ...]) -> None:
    """Renumbers the columns after those lines, of which some may be missing on this page."""
    if len(drawn.xs) < len(xs):
        place = [min(range(len(xs)), key=lambda index: abs(xs[index] - x)) for x in drawn.xs]
        drawn.rows = [
            [GridCell(cell.row, place[cell.column], cell.text) for cell in row] for row in drawn.rows
        ]
        drawn.xs = xs


def _append(table: _Drawn, more: _Drawn) -> None:
    xs = max(table.xs, more.xs, key=len)
    _placed(table, xs)
    _placed(more, xs)
    offset = (table.rows[-1][0].row if table.rows else -1) + 1
    rows = [[GridCell(cell.row + offset, cell.column, cell.text) for cell in row] for row in more.rows]
    if table.rows and rows and _goes_on(table.rows[-1], rows[0]):
        before = {cell.column: cell for cell in table.rows[-1]}
        for cell in rows.pop(0):
            old = before.get(cell.column)
            before[cell.column] = GridCell(old.row, old.column, old.text + cell.text) if old else cell
        table.rows[-1] = [before[column] for column in sorted(before)]
    table.rows += rows


def _goes_on(row: Sequence[GridCell], more: Sequence[GridCell]) -> bool:
    """Whether a page break cut a row in two: one half has all the numbers, the other has the label's end."""
    halves = [[cell for cell in half if cell.text] for half in (row, more)]
    numbers = [[cell for cell in half if columns.is_value(cell.text)] for half in halves]
    labels = [[cell for cell in half if not columns.is_value(cell.text)] for half in halves]
    if bool(numbers[0]) == bool(numbers[1]) or not labels[0] or not labels[1]:
        return False
    same_place = labels[0][-1].column == labels[1][-1].column
    begun = HEADING.match(labels[0][-1].text) or len(labels[0][-1].text) > _SHORT_LABEL
    return same_place and bool(begun) and not HEADING.match(labels[1][-1].text)
