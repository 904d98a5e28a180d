"""How does a report stand in a web page?

Plain tables, spans, broken spans, paragraphs for cells, boxes in boxes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

from tests.corpus_maker.in_text import Written, _cells, _partly, table2, table3, table4
from tests.corpus_maker.page import Page, Printed, revalued

STYLE = ' width="72" style="border:1px solid #000;padding:0 7px;vertical-align:middle"'


def _around(sheet: Page, tables: Iterable[str], tag: str = "p") -> str:
    two, three, four = tables
    parts = [f"<h1>{html.escape(sheet.title)}</h1>"]
    for number, (heading, text) in enumerate(zip(sheet.headings, sheet.prose, strict=True)):
        parts.append(
            f"<{tag}><strong>{html.escape(heading)}</strong></{tag}><{tag}>{html.escape(text)}</{tag}>"
        )
        parts.append({1: two, 2: three, 3: four}.get(number, ""))
    menu = "".join(f"<li><a href='#'>{name}</a></li>" for name in ["首页", "政务公开", "规章", "办事服务"])
    body = "".join(parts)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>年报</title></head>"
        f"<body><ul>{menu}</ul><div class='article'>{body}</div><div>标识码：1234567890</div></body></html>"
    )


def _cell(text: str, attributes: str = "", inside: str = "{}") -> str:
    return f"<td{attributes}>{inside.format(html.escape(text))}</td>"


def _table(rows: Iterable[Iterable[str]]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>"


def plain(sheet: Page) -> Written:
    """Every place of the grid a cell of its own, no spans."""
    tables = [
        _table([_cell(cell) for cell in row] for row in make(sheet)) for make in (table2, table3, table4)
    ]
    return _around(sheet, tables), set()


def paragraphs(sheet: Page) -> Written:
    """No table at all: a paragraph for each cell."""
    tables = [
        "".join(f"<p>{html.escape(cell)}</p>" for cell in _cells(make(sheet)))
        for make in (table2, table3, table4)
    ]
    return _around(sheet, tables), _partly(sheet)


def _span_rows(sheet: Page, wrap: Callable[[str], str], broken: bool = False) -> list[list[str]]:
    """Table three with true spans: groups span their rows, plain rows their columns."""
    heads = [wrap(head) for head in sheet.heads3]
    pad = ["<td></td>"] * 3 if broken else []
    rows = [
        [
            f'<td rowspan="3" colspan="3">{wrap(sheet.note)}</td>',
            f'<td colspan="6">{wrap("申请人情况")}</td>',
            f'<td rowspan="3">{heads[6]}</td>',
        ],
        [*pad, f'<td rowspan="2">{heads[0]}</td>', f'<td colspan="5">{wrap("法人或其他组织")}</td>'],
        [*pad, *[f"<td>{head}</td>" for head in heads[1:6]]],
    ]
    results = sum(row.result for row in sheet.three)
    begun, group = False, ""
    for row in sheet.three:
        cells: list[str] = []
        if row.result and not begun:
            cells.append(f'<td rowspan="{results}">{wrap(sheet.result_head)}</td>')
            begun = True
        if row.group and row.group != group:
            size = sum(other.group == row.group for other in sheet.three)
            cells.append(f'<td rowspan="{size}">{wrap(row.group)}</td>')
        group = row.group
        wide = 1 if row.group else 2 if row.result else 3
        cells.append(f'<td colspan="{wide}">{wrap(row.label)}</td>')
        rows.append([*cells, *[f"<td>{wrap(value)}</td>" for value in row.values]])
    return rows


def _spanned2(sheet: Page, wrap: Callable[[str], str]) -> list[list[str]]:
    width = max(len(block.heads) for block in sheet.two)
    rows = []
    for block in sheet.two:
        rows.append([f'<td colspan="{width + 1}">{wrap(block.article)}</td>'])
        for row in [Printed("信息内容", block.heads, ()), *block.rows]:
            wide = width - len(row.values) + 1
            last = f'<td colspan="{wide}">{wrap(row.values[-1])}</td>'
            rows.append(
                [f"<td>{wrap(row.label)}</td>", *[f"<td>{wrap(v)}</td>" for v in row.values[:-1]], last]
            )
    return rows


def _spanned4(sheet: Page, wrap: Callable[[str], str]) -> list[list[str]]:
    first, direct, after = map(wrap, sheet.blocks4)
    heads = [f"<td>{wrap(head)}</td>" for head in sheet.heads4]
    high = [f'<td rowspan="2">{wrap(head)}</td>' for head in sheet.heads4]
    return [
        [f'<td colspan="5">{first}</td>', f'<td colspan="10">{wrap("行政诉讼")}</td>'],
        [*high, f'<td colspan="5">{direct}</td>', f'<td colspan="5">{after}</td>'],
        [*heads, *heads],
        [f"<td>{wrap(value)}</td>" for value in sheet.four.values],
    ]


def _spanned(sheet: Page, wrap: Callable[[str], str], broken: bool = False) -> Written:
    tables = [
        _table(_spanned2(sheet, wrap)),
        _table(_span_rows(sheet, wrap, broken)),
        _table(_spanned4(sheet, wrap)),
    ]
    return _around(sheet, tables), set()


def _plainly(text: str) -> str:
    return html.escape(text) or "&nbsp;"


def spans(sheet: Page) -> Written:
    return _spanned(sheet, _plainly)


def broken_spans(sheet: Page) -> Written:
    """Head rows padded with empty cells although a rowspan covers them."""
    return _spanned(sheet, _plainly, broken=True)


def styled(sheet: Page) -> Written:
    """As word processors export: paragraph and span in every cell, words cut into several spans."""

    def wrap(text: str) -> str:
        half = len(text) // 2 if not text.isdigit() else 0
        pieces = "".join(
            f"<span style='font-family:宋体'>{html.escape(t)}</span>" for t in (text[:half], text[half:])
        )
        return f'<p style="text-align:center">{pieces}</p>'

    text, lost = _spanned(sheet, wrap)
    return text.replace("<td", f"<td{STYLE}"), lost


def _dressed(sheet: Page, wrap: Callable[[str], str], head: str = "") -> Written:
    """The page with spans; each number in table two, three and four stands in `wrap`."""
    text, lost = spans(revalued(sheet, lambda _, value: f"\x02{value}\x03" if value else ""))
    text = re.sub("\x02([^\x03]*)\x03", lambda found: wrap(found[1]), text)
    return text.replace("</head>", f"{head}</head>"), lost


def struck_numbers(sheet: Page) -> Written:
    """Last year's number is struck out in front of each."""
    return _dressed(sheet, lambda value: f"<p><s>1120</s>{value}</p>")


def hidden_numbers(sheet: Page) -> Written:
    """A digit in front of each that its style hides."""
    return _dressed(sheet, lambda value: f"<span style='display: none'>9</span>{value}")


def hidden_by_sheet(sheet: Page) -> Written:
    """A digit in front of each that the page's style sheet hides."""
    return _dressed(sheet, lambda value: f"<i class='n'>9</i>{value}", "<style>td .n{display:none}</style>")


def note_marks(sheet: Page) -> Written:
    """The mark of a note behind each number, by tag or by style."""
    high = "<span style='vertical-align:super'>2</span>"
    return _dressed(sheet, lambda value: f"{value}<sup>1</sup>" if value[-1:] in "02468" else value + high)


def form_fields(sheet: Page) -> Written:
    """Each number is the value of a field."""
    return _dressed(sheet, lambda value: f"<input type='text' size='4' value='{value}'>")


def pictures(sheet: Page) -> Written:
    """Each number is a picture."""
    _, lost = spans(sheet)
    text, _ = _dressed(sheet, lambda value: f"<img src='{value}.png'>")
    return text, lost | {cell for row in sheet.rows() for cell in row.ids}


def in_boxes(sheet: Page) -> Written:
    """The page is laid out with tables, the report stands in a cell of one of them."""
    text, lost = spans(sheet)
    head, body = text.split("<div class='article'>")
    body = body.replace("</body>", "</td></tr></table></body>")
    return f"{head}<table><tr><td>菜单</td><td><div class='article'>{body}", lost


def uneven_cells(sheet: Page) -> Written:
    """Number cells that span one or two columns within one table."""
    text, lost = spans(sheet)
    before, three, after = text.partition('rowspan="3" colspan="3"')
    rows = after.split("<tr>")
    wide = [
        row.replace("<td>", '<td colspan="2">', 1) if index % 2 else row for index, row in enumerate(rows)
    ]
    return before + three + "<tr>".join(wide), lost


def one_table_per_row(sheet: Page) -> Written:
    heads = ["项目", *[f"数据{number}" for number in range(1, 7)], "总计"]
    three = "".join(
        _table([[_cell(head) for head in heads], [_cell(text) for text in (row.label, *row.values)]])
        for row in sheet.three
    )
    two, four = (_table([_cell(cell) for cell in row] for row in make(sheet)) for make in (table2, table4))
    return _around(sheet, [two, three, four]), set()


def three_tables4(sheet: Page) -> Written:
    """Table four as three tables of one block each."""
    two, three = (_table([_cell(cell) for cell in row] for row in make(sheet)) for make in (table2, table3))
    four = "".join(
        _table(
            [
                [f'<td colspan="5">{block}</td>'],
                [_cell(head) for head in sheet.heads4],
                [_cell(value) for value in sheet.four.values[index * 5 : index * 5 + 5]],
            ]
        )
        for index, block in enumerate(sheet.blocks4)
    )
    return _around(sheet, [two, three, four]), set()


def bare_table4(sheet: Page) -> Written:
    """Table four as one row of fifteen numbers without heads."""
    two, three = (_table([_cell(cell) for cell in row] for row in make(sheet)) for make in (table2, table3))
    return _around(sheet, [two, three, _table([[_cell(value) for value in sheet.four.values]])]), set()


# – no table in the markup


def _boxed_rows(sheet: Page) -> list[list[list[str]]]:
    """The rows of the three tables as cells next to each other: what a label spans is left out."""
    two = [
        cells
        for block in sheet.two
        for cells in (
            [block.article],
            ["信息内容", *block.heads],
            *([row.label, *row.values] for row in block.rows),
        )
    ]
    three = [[cell for cell in row if cell] for row in table3(sheet)[:3]]
    begun, group = False, ""
    for row in sheet.three:
        front = [sheet.result_head] if row.result and not begun else []
        front += [row.group] if row.group and row.group != group else []
        begun, group = begun or row.result, row.group
        three.append([*front, row.label, *row.values])
    four = [[cell for cell in row if cell] for row in table4(sheet)[:3]]
    return [two, three, [*four, list(sheet.four.values)]]


def _boxed(sheet: Page, row: str, cell: str) -> str:
    def table(rows: list[list[str]]) -> str:
        return "".join(
            f"{row.format(''.join(cell.format(_plainly(text)) for text in cells))}\n" for cells in rows
        )

    return _around(sheet, map(table, _boxed_rows(sheet)))


def div_spans(sheet: Page) -> Written:
    return _boxed(sheet, '<div class="r">{}</div>', '<span class="c">{}</span>'), set()


def div_divs(sheet: Page) -> Written:
    return _boxed(sheet, '<div class="r"><div>{}</div></div>', "<div><p>{}</p></div>"), set()


def list_items(sheet: Page) -> Written:
    """A list for each row, an item for each cell, white space between them."""
    return _boxed(sheet, "<ul>{}</ul>", "\n  <li> {} </li>"), set()
