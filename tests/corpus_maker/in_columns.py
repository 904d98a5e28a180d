"""How does a report's page reach a program as the text of a PDF?

Columns by spaces, labels over several lines.
"""

from __future__ import annotations

import random
from itertools import zip_longest

from tests.corpus_maker.in_text import Written, _around, _partly
from tests.corpus_maker.page import Page, Printed

_WIDTH = 14
_COLUMN = 40


def _pieces(label: str) -> list[str]:
    return [label[start : start + _WIDTH] for start in range(0, len(label), _WIDTH)]


def _lines(row: Printed, at: int) -> list[str]:
    """The label over as many lines as it needs, the numbers on line `at` of them."""
    pieces = _pieces(row.label)
    numbers = "   ".join(row.values)
    return [
        f"{piece}   {numbers}" if index == at % len(pieces) else piece for index, piece in enumerate(pieces)
    ]


def _heads(sheet: Page) -> list[str]:
    heads = sheet.heads3
    return [
        sheet.note[:20],
        f"{sheet.note[20:]}      申请人情况",
        f"{heads[0]}   法人或其他组织   {heads[6]}",
        "   ".join(head[:2] for head in heads[1:6]),
        "   ".join(head[2:] for head in heads[1:6]),
    ]


def _two(sheet: Page) -> list[str]:
    lines = []
    for block in sheet.two:
        lines += [block.article, "   ".join(["信息内容", *block.heads])]
        lines += [f"{row.label}   {'   '.join(row.values)}" for row in block.rows]
    return lines


def _four(sheet: Page) -> list[str]:
    first, direct, after = sheet.blocks4
    heads = "  ".join(sheet.heads4)
    return [
        f"{first}     行政诉讼",
        f"{heads}  {direct}  {after}",
        f"{heads}  {heads}",
        "  ".join(sheet.four.values),
    ]


def pdf_text(sheet: Page) -> Written:
    """Numbers on any line of their label; a page mark inside the table; groups on lines of their own."""
    chance = random.Random(sheet.title)
    lines, group = _heads(sheet), ""
    for index, row in enumerate(sheet.three):
        if row.group and row.group != group:
            lines.append(row.group)
        group = row.group
        lines += _lines(row, chance.randrange(3))
        if index == 11:
            lines += ["- 4 -", "第 5 页 共 9 页"]
    tables = ["\n".join(_two(sheet)), "\n".join(lines), "\n".join(_four(sheet))]
    return _around(sheet, tables), _partly(sheet)


def _with_upright(sheet: Page, mark: str) -> Written:
    """Each row on a line; the head of the results stands upright in front of the rows beside it."""
    lines, head = _heads(sheet), iter(sheet.result_head)
    for row in sheet.three:
        front = next(head, "") if row.result and row.group else ""
        lines.append(f"{front}{mark if front else ''}{row.label}   {'   '.join(row.values)}")
    tables = ["\n".join(_two(sheet)), "\n".join(lines), "\n".join(_four(sheet))]
    return _around(sheet, tables), _partly(sheet)


def pdf_text_upright(sheet: Page) -> Written:
    return _with_upright(sheet, " ")


def pdf_text_upright_close(sheet: Page) -> Written:
    """No space behind the upright character."""
    return _with_upright(sheet, "")


def pdf_text_bare(sheet: Page) -> Written:
    """Numbers on lines of their own, in the middle of their label's lines."""
    lines = _heads(sheet)
    for row in sheet.three:
        pieces = _pieces(row.label)
        middle = (len(pieces) + 1) // 2
        lines += [*pieces[:middle], " ".join(row.values), *pieces[middle:]]
    tables = ["\n".join(_two(sheet)), "\n".join(lines), "\n".join(_four(sheet))]
    return _around(sheet, tables), _partly(sheet)


def pdf_to_markdown(sheet: Page) -> Written:
    """Rows with a long label are bare rows of numbers; the label stands in loose lines before or after."""
    chance = random.Random(sheet.title)
    lines = [f"| | {' | '.join(sheet.heads3)} |"]
    for row in sheet.three:
        numbers = " | ".join(row.values)
        pieces = _pieces(row.label)
        if len(pieces) == 1:
            lines.append(f"| {row.label} | {numbers} |")
        elif chance.random() < 0.5:
            lines += [*pieces, f"| | {numbers} |"]
        else:
            lines += [f"| | {numbers} |", *pieces]
    bars = ["\n".join(f"| {'|'.join(line.split('   '))} |" for line in _two(sheet))]
    four = [f"| {' | '.join(line.split('  '))} |" for line in _four(sheet)]
    return _around(sheet, [bars[0], "\n".join(lines), "\n".join(four)]), _partly(sheet)


def _beside(left: list[str], right: list[str], gap: int) -> str:
    """Two columns of a page as lines of text; beside a column that ended there is white space."""
    pairs = zip_longest(left, right, fillvalue="")
    return "\n".join(f"{one or ' ' * _COLUMN}{' ' * gap}{two}".rstrip() for one, two in pairs)


def _three(sheet: Page) -> list[str]:
    return [*_heads(sheet), *[f"{row.label}   {'   '.join(row.values)}" for row in sheet.three]]


def pdf_columns(sheet: Page, other: Page, gap: int = 4) -> Written:
    """Two reports side by side; the one on the left is meant."""
    tables = [_beside(make(sheet), make(other), gap) for make in (_two, _three, _four)]
    return _around(sheet, tables), _partly(sheet)


def pdf_column_break(sheet: Page, after: int, *, repeat: bool, gap: int = 4) -> Written:
    """One report on a page of two columns: tables two and three go on in the right one, `after` so many rows.

    `repeat` sets the heads of table three above its second half, too.
    """
    two, three = _two(sheet), _three(sheet)
    head = len(_heads(sheet))
    first = next(at for at, line in enumerate(two) if line == sheet.two[2].article)
    above = three[:head] if repeat else []
    tables = [
        _beside(two[:first], two[first:], gap),
        _beside(three[: head + after], [*above, *three[head + after :]], gap),
        "\n".join(_four(sheet)),
    ]
    return _around(sheet, tables), _partly(sheet)
