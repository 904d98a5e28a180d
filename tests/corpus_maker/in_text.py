"""How does a report's page reach a program as plain text? One function a carrier of handbook 08 §1.

Each returns the text and the rows that it loses, as ids: what a reader must not pretend to know.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.corpus_maker.page import Page

Written = tuple[str, set[str]]
Table = list[list[str]]


def table2(sheet: Page) -> Table:
    rows: Table = []
    for block in sheet.two:
        width = 1 + max(len(head.heads) for head in sheet.two)
        rows.append(_wide([block.article], width))
        rows.append(_wide(["信息内容", *block.heads], width))
        rows += [_wide([row.label, *row.values], width) for row in block.rows]
    return rows


def _wide(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def table3(sheet: Page) -> Table:
    heads = sheet.heads3
    rows: Table = [
        [sheet.note, "", "", "申请人情况", "", "", "", "", "", heads[6]],
        ["", "", "", heads[0], "法人或其他组织", "", "", "", "", ""],
        ["", "", "", "", *heads[1:6], ""],
    ]
    begun, group = False, ""
    for row in sheet.three:
        lead = (
            ["", "", row.label] if row.group else ["", row.label, ""] if row.result else [row.label, "", ""]
        )
        if row.result and not begun:
            lead[0], begun = sheet.result_head, True
        if row.group and row.group != group:
            lead[1] = row.group
        group = row.group
        rows.append([*lead, *row.values])
    return rows


def table4(sheet: Page) -> Table:
    first, direct, after = sheet.blocks4
    return [
        [first, "", "", "", "", "行政诉讼", *[""] * 9],
        [*sheet.heads4, direct, "", "", "", "", after, "", "", "", ""],
        [*[""] * 5, *sheet.heads4, *sheet.heads4],
        list(sheet.four.values),
    ]


def _around(sheet: Page, tables: Sequence[str]) -> str:
    """The whole report: title, six sections, the tables in two, three and four."""
    parts = [sheet.title]
    for number, (heading, text) in enumerate(zip(sheet.headings, sheet.prose, strict=True)):
        parts += [heading, text]
        if 1 <= number <= 3:
            parts.append(tables[number - 1])
    return "\n\n".join(part for part in parts if part)


def _by_rows(sheet: Page, line: Callable[[list[str]], str]) -> str:
    return _around(sheet, ["\n".join(map(line, make(sheet))) for make in (table2, table3, table4)])


# – carriers with rows


def tab_rows(sheet: Page) -> Written:
    return _by_rows(sheet, "\t".join), set()


def sample_tabs(sheet: Page) -> Written:
    """As the samples have it: rows of no group start one column further left."""

    def line(cells: list[str]) -> str:
        values, labels = cells[3:], cells[:3]
        if len(cells) == 10 and labels[2] == "" and any(labels):
            return "\t".join([*labels[:2], *values, ""])
        return "\t".join(cells)

    return _by_rows(sheet, line), set()


def pipe_rows(sheet: Page) -> Written:
    return _by_rows(sheet, lambda cells: " | ".join(_trimmed(cells))), set()


def pipe_rows_padded(sheet: Page) -> Written:
    return _by_rows(sheet, lambda cells: "    |    ".join(_trimmed(cells))), set()


def pipe_rows_trailing_span(sheet: Page) -> Written:
    def line(cells: list[str]) -> str:
        kept = _trimmed(cells)
        missing = len(cells) - len(kept)
        return " | ".join(kept) + " | " + "|" * missing

    return _by_rows(sheet, line), set()


def pipe_rows_leading_bar(sheet: Page) -> Written:
    return _by_rows(sheet, lambda cells: f"| {' | '.join(cells)} |"), set()


def markdown(sheet: Page) -> Written:
    """Pipe rows with a rule under the first row, as conversions write them."""

    def table(rows: Table) -> str:
        lines = [f"| {' | '.join(cells)} |" for cells in rows]
        return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])

    return _around(sheet, [table(make(sheet)) for make in (table2, table3, table4)]), set()


def other_bars(sheet: Page) -> Written:
    """The broken bar of old programs, and the double one of drawn frames."""
    lines = [
        _by_rows(sheet, lambda cells, bar=bar: f" {bar} ".join(cells)).split("\n\n") for bar in ("¦", "║")
    ]
    half = len(lines[0]) // 2
    return "\n\n".join([*lines[0][:half], *lines[1][half:]]), set()


def commas(sheet: Page) -> Written:
    """A sheet saved with commas: every line is a row, filled up to the widest."""
    lines: list[list[str]] = []
    tables = [make(sheet) for make in (table2, table3, table4)]
    for part in _around(sheet, ["〔0〕", "〔1〕", "〔2〕"]).split("\n\n"):
        lines += tables[int(part[1])] if part.startswith("〔") else [[part]]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(_wide(line, 15) for line in lines)
    return buffer.getvalue(), set()


def bar_before_rows(sheet: Page) -> Written:
    """A line with a bar stands before every row."""
    return _by_rows(sheet, lambda cells: "|\n" + " | ".join(_trimmed(cells)) + " |"), set()


def _trimmed(cells: Iterable[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def blank_collapsed(sheet: Page) -> Written:
    """Blank cells dropped and counted by bars at the end of the row: partly blank rows lose their columns."""

    def line(cells: list[str]) -> str:
        stated = [cell for cell in cells if cell]
        return " | ".join(stated) + " | " + "|" * (len(cells) - len(stated))

    lost = {cell for row in sheet.rows() if any(row.values) and not all(row.values) for cell in row.ids}
    return _by_rows(sheet, line), lost


def one_table_per_row(sheet: Page) -> Written:
    """Each row of table three is a table of its own."""
    heads = " | ".join(["项目", *[f"数据{number}" for number in range(1, 7)], "总计"])
    three = "\n\n".join(f"| {heads} |\n| {' | '.join([row.label, *row.values])} |" for row in sheet.three)
    bars = ["\n".join(f"| {' | '.join(row)} |" for row in make(sheet)) for make in (table2, table4)]
    return _around(sheet, [bars[0], three, bars[1]]), set()


# – one cell a line


def _cells(table: Table) -> Iterator[str]:
    for row in table:
        yield from (cell for cell in row if cell)


def _partly(sheet: Page) -> set[str]:
    """Rows in which a blank cell vanished: nothing of them can be placed."""
    return {cell for row in sheet.rows() if not all(row.values) for cell in row.ids}


def blank_lines(sheet: Page) -> Written:
    tables = ["\n\n".join(_cells(make(sheet))) for make in (table2, table3, table4)]
    return _around(sheet, tables), _partly(sheet)


def cell_lines(sheet: Page) -> Written:
    tables = ["\n".join(_cells(make(sheet))) for make in (table2, table3, table4)]
    return _around(sheet, tables), _partly(sheet)


def cell_bar(sheet: Page) -> Written:
    def table(rows: Table) -> str:
        lines: list[str] = []
        for row in rows:
            missing = 0
            for cell in row:
                if cell:
                    lines += ["|" * missing] if missing else []
                    lines.append(f"{cell} |")
                    missing = 0
                else:
                    missing += 1
            lines += ["|" * missing] if missing else []
        return "\n".join(lines)

    return _around(sheet, [table(make(sheet)) for make in (table2, table3, table4)]), set()


def cell_newline_bar(sheet: Page) -> Written:
    tables = ["\n".join(f"{cell}\n|" for cell in _cells(make(sheet))) for make in (table2, table3, table4)]
    return _around(sheet, tables), _partly(sheet)


def newline_bar_first(sheet: Page) -> Written:
    """Here the bar opens the cell."""
    tables = ["\n".join(f"|\n{cell}" for cell in _cells(make(sheet))) for make in (table2, table3, table4)]
    return _around(sheet, tables), _partly(sheet)


def upright(sheet: Page) -> Written:
    """三、本年度办理结果 and the heads one character a line, as a narrow column is printed."""
    heads = {*sheet.heads3, *sheet.heads4, sheet.result_head}

    def table(rows: Table) -> str:
        return "\n".join("\n".join(cell) if cell in heads else cell for cell in _cells(rows))

    return _around(sheet, [table(make(sheet)) for make in (table2, table3, table4)]), _partly(sheet)


def heads_in_two_lines(sheet: Page) -> Written:
    heads = {*sheet.heads3[1:6], *sheet.heads4[:4]}

    def table(rows: Table) -> str:
        return "\n".join(f"{cell[:2]}\n{cell[2:]}" if cell in heads else cell for cell in _cells(rows))

    return _around(sheet, [table(make(sheet)) for make in (table2, table3, table4)]), _partly(sheet)


def dedup_lines(sheet: Page) -> Written:
    """Every line that stood before is removed."""
    text, lost = cell_lines(sheet)
    seen, kept = set(), []
    for line in text.split("\n"):
        if line and line not in seen:
            kept.append(line)
        seen.add(line)
    return "\n".join(kept), lost | _repeated(sheet)


def _repeated(sheet: Page) -> set[str]:
    """Rows of which a value stood somewhere before."""
    seen: set[str] = set()
    lost: set[str] = set()
    for row in sheet.rows():
        for value in row.values:
            if value in seen:
                lost.update(row.ids)
            seen.add(value)
    return lost


# – glued


def glued_whole(sheet: Page) -> Written:
    """A whole table on one line, no separator. What is open there is told by `open_when_glued`."""
    tables = ["".join(_cells(make(sheet))) for make in (table2, table3, table4)]
    return _around(sheet, tables), _partly(sheet)


def glued(sheet: Page) -> Written:
    """One row a line, its cells glued."""
    tables = ["\n".join("".join(row) for row in make(sheet)) for make in (table2, table3, table4)]
    return _around(sheet, tables), _partly(sheet)


# – the whole page on one line


def _on_one_line(sheet: Page, cell: str, part: str) -> str:
    tables = [cell.join(_cells(make(sheet))) for make in (table2, table3, table4)]
    return part.join(_around(sheet, tables).split("\n\n"))


def one_line(sheet: Page) -> Written:
    """Title, prose, headings and tables follow each other without any mark between them."""
    return _on_one_line(sheet, "", ""), _partly(sheet)


def one_line_spaced(sheet: Page) -> Written:
    """The same with a space between any two pieces."""
    return _on_one_line(sheet, " ", " "), _partly(sheet)


def one_line_parts(sheet: Page) -> Written:
    """A space between paragraphs and tables, none between the cells."""
    return _on_one_line(sheet, "", " "), _partly(sheet)


def one_line_bars(sheet: Page) -> Written:
    """Bars between the cells, none of the blank ones lost."""
    tables = [" | ".join(cell for row in make(sheet) for cell in row) for make in (table2, table3, table4)]
    return " ".join(_around(sheet, tables).split("\n\n")), set()


def open_when_glued(sheet: Page) -> set[str]:
    """Cells of rows with more digits than cells: known by the sums or unreadable, but never wrong."""
    return {
        cell
        for row in sheet.rows()
        if len(row.ids) > 1 and sum(map(len, row.values)) != len(row.ids)
        for cell in row.ids
    }


# – what is lost


def tables_missing(sheet: Page) -> Written:
    return _around(sheet, ["", "", ""]), {cell for row in sheet.rows() for cell in row.ids}


def labels_only(sheet: Page) -> Written:
    emptied = [
        [[cell for cell in row if not _is_value(cell)] for row in make(sheet)] for make in (table2, table3)
    ]
    tables = ["\n".join("\n".join(filter(None, row)) for row in table) for table in emptied]
    return _around(sheet, [*tables, "\n".join(sheet.heads4)]), {
        cell for row in sheet.rows() for cell in row.ids
    }


def _is_value(text: str) -> bool:
    return text.lstrip("+-").replace(".", "").isdigit()


def five_columns(sheet: Page) -> Written:
    """Seven columns reduced to five: which ones is not said."""
    rows = [[*cells[:3], *cells[3:5], *cells[-3:]] for cells in table3(sheet)]
    three = "\n".join("\t".join(cells) for cells in rows)
    bars = ["\n".join("\t".join(row) for row in make(sheet)) for make in (table2, table4)]
    return _around(sheet, [bars[0], three, bars[1]]), {cell for row in sheet.three for cell in row.ids}


def label_lost(sheet: Page) -> Written:
    """The label of the first row of table two is blank."""
    text = _by_rows(sheet, lambda cells: "\t".join("" if cell == "规章" else cell for cell in cells))
    return text, set(sheet.two[0].rows[0].ids)


def note_falls_out(sheet: Page) -> Written:
    """A cell with a remark has fallen out of its row and the row was padded at its end."""
    row = sheet.two[0].rows[1]
    short = [row.label, row.values[0], row.values[2], ""]

    def line(cells: list[str]) -> str:
        return " | ".join(short if cells[0] == row.label else cells) + " |"

    return _by_rows(sheet, line), set(row.ids)
