"""How are paragraphs, lists, tables and figures written in WordprocessingML?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.richtext.document import (
    Block,
    Figure,
    Listing,
    Paragraph,
    Placed,
    Table,
    placed,
)
from gongkai.richtext.out.markup import Lines, paragraph
from gongkai.richtext.out.styles import (
    CAPTION_OF_FIGURE,
    CAPTION_OF_TABLE,
    CELL,
    GAP,
    HEAD,
    HEADING,
    MORE,
    Defined,
)
from gongkai.richtext.out.widths import shares

_TEXT_WIDTH = 8844  # twentieths of a point: 156 mm
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class Blocks:
    """Writes blocks; `lists` are those met so far, in the order of their definitions."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.lists: list[Defined] = []

    def xml(self, blocks: Iterable[Block]) -> str:
        """Blocks of the page."""
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Listing):
            return "".join(self._listing(block, 0, ""))
        if isinstance(block, Figure):
            return self._figure(block)
        caption = (
            paragraph(self._lines.xml(block.caption), _styled(CAPTION_OF_TABLE) + "<w:keepNext/>")
            if block.caption
            else ""
        )
        return caption + self._table(block, _TEXT_WIDTH) + paragraph("", _styled(GAP))

    def _paragraph(self, block: Paragraph) -> str:
        style = _styled(HEADING[block.level]) if block.level else ""
        indent = _INDENT if block.indent else _NO_INDENT if block.align and block.level else ""
        return paragraph(self._lines.xml(block.line), style + indent + _jc(block.align))

    def _figure(self, block: Figure) -> str:
        keep = "<w:keepNext/>" if block.caption else ""
        apart = '<w:spacing w:before="120"/>'
        drawn = paragraph(self._lines.xml([block.image]), _styled(GAP) + keep + apart + _jc("center"))
        below = paragraph(self._lines.xml(block.caption), _styled(CAPTION_OF_FIGURE)) if block.caption else ""
        return drawn + below

    # – lists

    def _listing(self, listing: Listing, deep: int, style: str) -> Iterator[str]:
        self.lists.append(Defined(listing, deep, in_cell=bool(style)))
        number = len(self.lists)
        for item in listing.items:
            for at, block in enumerate(item.blocks):
                if isinstance(block, Listing):
                    yield from self._listing(block, deep + 1, style)
                elif isinstance(block, Paragraph):
                    counted = f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{number}"/></w:numPr>'
                    shape = (style + counted) if at == 0 else _styled(MORE[deep])
                    yield paragraph(self._lines.xml(block.line, in_cell=bool(style)), shape)

    # – tables

    def _table(self, table: Table, wide: int) -> str:
        told = shares(table)
        columns = [max(round(wide * share / sum(told)), 1) for share in told]
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(self._rows(table, columns))}</w:tbl>"
        )

    def _rows(self, table: Table, columns: list[int]) -> Iterator[str]:
        places = list(placed(table))
        rows: list[list[Placed]] = [[] for _ in table.rows]
        for one in places:
            for down in range(one.cell.rowspan):
                rows[one.row + down].append(one)
        for number, row in enumerate(rows):
            cells = "".join(
                self._cell(one, columns, begins=one.row == number) for one in sorted(row, key=_column)
            )
            repeat = "<w:tblHeader/>" if number < table.head else ""
            yield f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"

    def _cell(self, one: Placed, columns: list[int], *, begins: bool) -> str:
        cell = one.cell
        wide = sum(columns[one.column : one.column + cell.colspan])
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merge = ("<w:vMerge/>", '<w:vMerge w:val="restart"/>')[begins] if cell.rowspan > 1 else ""
        style = _styled(HEAD if cell.header else CELL)
        content = "".join(self._in_cell(cell.blocks, style, wide)) if begins else paragraph("", style)
        told = f'<w:tcW w:w="{wide}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{told}</w:tcPr>{content}</w:tc>"

    def _in_cell(self, blocks: tuple[Block, ...], style: str, wide: int) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield paragraph(self._lines.xml(block.line, in_cell=True), style + _jc(block.align))
            elif isinstance(block, Listing):
                yield from self._listing(block, 0, style)
            elif isinstance(block, Table):
                if block.caption:
                    yield paragraph(self._lines.xml(block.caption, in_cell=True), _styled(CAPTION_OF_TABLE))
                yield self._table(block, wide - 200)
                yield paragraph("", style)
        if not blocks:
            yield paragraph("", style)


def _column(one: Placed) -> int:
    return one.column


def _styled(style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>'


def _jc(align: str) -> str:
    return f'<w:jc w:val="{align}"/>' if align else ""
