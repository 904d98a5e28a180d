"""How does a report's page reach a program as the text of a PDF?

Columns by spaces, labels over several lines.
"""

from __future__ import annotations

import random

from tests.corpus_maker.in_text import Written, _around, _partly
from tests.corpus_maker.page import Page, Printed

_WIDTH = 14


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


def pdf_columns(sheet: Page, other: Page) -> Written:
    """Two reports side by side; the one on the left is meant."""

    def beside(left: list[str], right: list[str]) -> str:
        return "\n".join(f"{one}    {two}" for one, two in zip(left, right, strict=True))

    def three(page: Page) -> list[str]:
        return [*_heads(page), *[f"{row.label}   {'   '.join(row.values)}" for row in page.three]]

    tables = [
        beside(_two(sheet), _two(other)),
        beside(three(sheet), three(other)),
        beside(_four(sheet), _four(other)),
    ]
    return _around(sheet, tables), _partly(sheet)
