"""Which form has a text, so that the same text has only one?

What is empty goes, what is nested in a way that no page and no Word document knows is laid flat, pictures
on a line of their own are figures, lists that go on are one list, footnotes count in the order in which
they are called. A settled text settles to itself, and survives the way to Word and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gongkai.richtext.document import (
    Block,
    Break,
    Cell,
    Document,
    Figure,
    Image,
    Inline,
    Item,
    Line,
    Listing,
    NoteMark,
    Paragraph,
    Table,
    Text,
    plain,
)
from gongkai.richtext.lines import blanks_in_front, is_far, is_indent, paragraphs_of, settled_line
from gongkai.richtext.tables import settled_rows
from gongkai.richtext.vocabulary import DEEPEST_LIST, DEEPEST_TABLE, MOST_START

_SEPARATOR = Text("\u3000\u3000")


def settled(blocks: Iterable[Block], notes: Mapping[int, tuple[Block, ...]]) -> Document:
    """The text in its one form; `notes`: what each footnote says, by the number that calls it."""
    texts = {number: _note(some) for number, some in notes.items()}
    calls = _Calls({number for number, some in texts.items() if some})
    body = [calls.block(block) for block in _merged(_flow(blocks))]
    uncalled = [block for number, some in texts.items() if number not in calls.order for block in some]
    return Document(tuple(_merged([*body, *uncalled])), tuple(texts[number] for number in calls.order))


class _Calls:
    """Gives each footnote its number where it is called first; a second call is a plain figure."""

    def __init__(self, known: set[int]) -> None:
        self._known = known
        self.order: list[int] = []

    def block(self, block: Block) -> Block:
        """The block with its calls numbered in reading order."""
        if isinstance(block, Paragraph):
            return replace(block, line=self._line(block.line))
        if isinstance(block, Listing):
            return replace(block, items=tuple(Item(self._blocks(item.blocks)) for item in block.items))
        if isinstance(block, Figure):
            return replace(block, caption=self._line(block.caption))
        caption = self._line(block.caption)
        rows = tuple(
            tuple(replace(cell, blocks=self._blocks(cell.blocks)) for cell in row) for row in block.rows
        )
        return replace(block, caption=caption, rows=rows)

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self.block(block) for block in blocks)

    def _line(self, line: Line) -> Line:
        if not any(isinstance(one, NoteMark) for one in line):
            return line
        return settled_line([self._one(one) for one in line])

    def _one(self, one: Inline) -> Inline:
        if not isinstance(one, NoteMark):
            return one
        if one.number in self._known and one.number not in self.order:
            self.order.append(one.number)
            return NoteMark(len(self.order))
        number = self.order.index(one.number) + 1 if one.number in self.order else one.number
        return Text(str(number), frozenset({"sup"}))


def _note(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """A footnote: paragraphs, without pictures and further footnotes."""
    lines = (settled_line(_uncalled(part)) for line in _flat(blocks) for part in paragraphs_of(line))
    return tuple(Paragraph(line) for line in lines if line)


def _uncalled(line: Line) -> Line:
    return tuple(
        Text(str(one.number), frozenset({"sup"})) if isinstance(one, NoteMark) else one
        for one in line
        if not isinstance(one, Image)
    )


# – a flow of blocks on the page


def _flow(blocks: Iterable[Block]) -> list[Block]:
    flow: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            flow += _paragraphs(block)
        elif isinstance(block, Listing):
            flow += _listing(block, DEEPEST_TABLE)
        elif isinstance(block, Table):
            flow += _table(block, DEEPEST_TABLE)
        else:
            flow += _figure(block)
    return flow


def _paragraphs(block: Paragraph) -> Iterator[Block]:
    for number, part in enumerate(paragraphs_of(block.line)):
        wide = blanks_in_front(part)
        line = settled_line(part)
        if line and all(isinstance(one, Image) for one in line):
            yield from (Figure(one) for one in line if isinstance(one, Image))
        elif line:
            far = not block.align and not block.level and is_far(wide, line)
            align = "right" if far else block.align
            indent = (block.indent and number == 0) or is_indent(wide)
            if block.level and plain(line).strip():  # a heading names what follows
                yield Paragraph(_unweighted(line), block.level, align)
            else:
                yield Paragraph(line, 0, align, indent and not align)


def _unweighted(line: Line) -> Line:
    """The line of a heading; where all of it is heavy, that is the heading's way and no mark of its own."""
    texts = [one for one in line if isinstance(one, Text)]
    if not all("strong" in one.marks for one in texts if one.text.strip()):
        return line
    lighter = (replace(one, marks=one.marks - {"strong"}) if isinstance(one, Text) else one for one in line)
    return settled_line(lighter)


def _figure(block: Figure) -> list[Block]:
    caption = _caption(block.caption)
    image = settled_line([block.image])[0]
    others = [Figure(one) for one in block.caption if isinstance(one, Image)]
    return [Figure(image, caption) if isinstance(image, Image) else block, *others]


def _caption(line: Line) -> Line:
    """A caption: one line, its pictures stand before it."""
    words = (Text(" ") if isinstance(one, Break) else one for one in line if not isinstance(one, Image))
    return settled_line(words)


def _merged(blocks: Iterable[Block]) -> Iterator[Block]:
    """A list that goes on where one ends is the same list."""
    last: Block | None = None
    for block in blocks:
        if isinstance(last, Listing) and isinstance(block, Listing) and _goes_on(last, block):
            last = replace(last, items=last.items + block.items)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _goes_on(one: Listing, other: Listing) -> bool:
    return one.kind == other.kind and (not one.kind or one.start + len(one.items) == other.start)


# – lists


def _listing(block: Listing, tables: int) -> Iterator[Block]:
    """The list, parted by the tables and figures in it: neither stands in a point."""
    items: list[Item] = []
    start = block.start if block.kind else 1
    for item in _items(block.items, DEEPEST_LIST, tables):
        inside = [one for one in item.blocks if _may_stand_in_point(one)]
        outside = [one for one in item.blocks if not _may_stand_in_point(one)]
        if inside:
            items.append(Item(tuple(_merged(inside))))
        if outside:
            if items:
                yield Listing(tuple(items), block.kind, start)
            start, items = min(start + len(items), MOST_START) if block.kind else 1, []
            yield from outside
    if items:
        yield Listing(tuple(items), block.kind, start)


def _items(items: Iterable[Item], deep: int, tables: int) -> Iterator[Item]:
    """The points, each beginning with text; a list without such a text above it takes its place."""
    for item in items:
        blocks: list[Block] = []
        for one in item.blocks:
            if isinstance(one, Paragraph):
                blocks += _lines_of(one)
            elif isinstance(one, Listing):
                below = list(_items(one.items, deep - 1, tables))
                if not any(isinstance(block, Paragraph) for block in blocks) or deep <= 1:
                    if blocks:
                        yield Item(tuple(blocks))
                        blocks = []
                    yield from below
                elif below:
                    blocks += _nested(one, below)
            elif isinstance(one, Table):
                blocks += _table(one, tables)
            else:
                blocks += _figure(one)
        if blocks:
            yield Item(tuple(blocks))


def _nested(listing: Listing, items: list[Item]) -> list[Block]:
    """A list in a point, and behind it the tables and figures of its points."""
    kept = [Item(tuple(_merged(filter(_may_stand_in_point, item.blocks)))) for item in items]
    outside = [one for item in items for one in item.blocks if not _may_stand_in_point(one)]
    inside = tuple(item for item in kept if item.blocks)
    start = listing.start if listing.kind else 1
    return [*([Listing(inside, listing.kind, start)] if inside else []), *outside]


def _may_stand_in_point(block: Block) -> bool:
    return isinstance(block, Paragraph | Listing)


def _lines_of(block: Paragraph) -> Iterator[Paragraph]:
    """The paragraphs of a point or a cell, whose place is given by that."""
    for part in paragraphs_of(block.line):
        line = settled_line(part)
        if line:
            yield Paragraph(line)


# – tables


def _table(block: Table, deep: int) -> list[Block]:
    """The table, and the pictures of its caption; as lines where it is deeper in others than one can be."""
    if deep < 1:
        return [one for line in _flat([block]) for one in _lines_of(Paragraph(line))]
    caption = _caption(block.caption)
    figures: list[Block] = [Figure(one) for one in block.caption if isinstance(one, Image)]
    cells = tuple(
        tuple(replace(cell, blocks=tuple(_merged(_in_cell(cell, deep)))) for cell in row)
        for row in block.rows
    )
    if not any(cell.blocks for row in cells for cell in row):
        return [*figures, *([Paragraph(caption)] if caption else [])]
    rows, head = settled_rows(cells, block.head)
    return [*figures, Table(rows, head, caption)]


def _in_cell(cell: Cell, deep: int) -> Iterator[Block]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield from (replace(one, align=block.align) for one in _lines_of(block))
        elif isinstance(block, Listing):
            yield from _unfigured(_listing(block, deep - 1))
        elif isinstance(block, Table):
            yield from _unfigured(_table(block, deep - 1))
        else:
            yield from _unfigured(_figure(block))


def _unfigured(blocks: Iterable[Block]) -> Iterator[Block]:
    """In a cell a figure is a paragraph with a picture, and its caption one below."""
    for block in blocks:
        if isinstance(block, Figure):
            yield Paragraph((block.image,))
            yield from [Paragraph(block.caption)] if block.caption else []
        else:
            yield block


def _flat(blocks: Iterable[Block]) -> Iterator[Line]:
    """Blocks as lines: rows with their cells side by side."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.line
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _flat(item.blocks)
        elif isinstance(block, Figure):
            yield from filter(None, ((block.image,), block.caption))
        else:
            yield from filter(None, (block.caption, *map(_row, block.rows)))


def _row(row: tuple[Cell, ...]) -> Line:
    line: list[Inline] = []
    for cell in row:
        for text in _flat(cell.blocks):
            line += [*([_SEPARATOR] if line else []), *text]
    return tuple(line)
