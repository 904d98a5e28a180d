"""How do the blocks of a file become one report?"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gongkai.errors import NotAReport, SeveralReports
from gongkai.form import Form, forms, nearest
from gongkai.prose.fees import find_fees
from gongkai.prose.head import find_head, opening
from gongkai.prose.sections import Title, find_period, find_sections
from gongkai.prose.statements import find_statements
from gongkai.reading import several
from gongkai.reading.beside import unfolded
from gongkai.reading.blocks import Block, Paragraph, Source
from gongkai.reading.carriers import regrid
from gongkai.reading.found import READ_AS, Places, Tables
from gongkai.reading.inference import infer, sums
from gongkai.reading.inline import laid_out
from gongkai.reading.narrative import first_year, narrative_parts
from gongkai.reading.revisions import revisions
from gongkai.reading.tables import find_tables
from gongkai.reading.texts import read_texts
from gongkai.reading.values import Reading, State, read_value
from gongkai.reading.wording import reworded
from gongkai.report import (
    BLANK,
    MISSING_ROW,
    MISSING_TABLE,
    NARRATIVE,
    NOT_REPORTED,
    NOT_WHOLE,
    OTHER_YEAR,
    UNREADABLE,
    UNSPLIT,
    CellValue,
    Note,
    Report,
    Section,
)

_FEWEST_CELLS = 35  # of table 三, five rows: a table of the years before 2019 may share a label or two
_READ = {State.NUMBER, State.BLANK, State.NOTHING}
_MOST_QUOTED = 3
_FEWEST_SECTIONS = 3  # prose alone counts as a report only where most of the skeleton stands


def understand(source: Source) -> Report:
    """The report in these blocks.

    Raises NotAReport where neither tables nor sections stand in them, SeveralReports where two reports do.
    """
    blocks = regrid(unfolded(list(laid_out(source.blocks))))
    paragraphs = [block.text for block in blocks if isinstance(block, Paragraph)]
    title = find_head(paragraphs)
    tables, texts = _tables(blocks, title.year)
    if why := tables.several.why or (tables.several.repeated and several.named(paragraphs)):
        raise SeveralReports(f"{source.file}：{why}；{several.ADVICE}。")
    if not _is_statutory(tables) and (parts := narrative_parts(title, paragraphs)):
        return _narrative(title, parts)
    layout = tables.form
    sections = find_sections(paragraphs, layout)
    if not tables.cells and len(sections) < _FEWEST_SECTIONS:
        raise NotAReport(f"{source.file}：{_no_report(tables)}")
    tables.notes += [*reworded(tables), *_another_year(title, paragraphs), *revisions(source.revised)]
    cells, notes = _cells(layout, tables)
    return Report(
        form=layout.key,
        cells=cells,
        agency=title.agency,
        year=title.year,
        title=title.text or None,
        period=find_period("\n".join(paragraphs)) or _whole(title.year),
        sections=sections,
        extra_rows=tuple(tables.extra),
        fees=find_fees(section.text for section in sections),
        statements=find_statements(sections, title.year, title.agency),
        notes=tuple(notes),
        places=Places(source.file, tables.cells),
        texts=texts,
        form_told=bool(tables.cells or tables.unreadable),
    )


def _no_report(tables: Tables) -> str:
    """Why this is no report: there is nothing of one, or only rows of its tables without their numbers."""
    if tables.unreadable:
        cell, problem = next(iter(tables.unreadable.items()))
        return (
            f"有年报表格的行名，没有一行的数读得出（例如{tables.form.name(cell)}：{problem}），"
            "也没有六个部分的标题，像是摘要或者对照表；请给出年度报告本身。"
        )
    return (
        "这不是政府信息公开年度报告——没有找到表二、表三、表四，也没有找到六个部分的标题；"
        "请核对是否给错了文件。"
    )


def _tables(blocks: list[Block], year: int | None) -> tuple[Tables, dict[str, str]]:
    """The tables, empty ones of the form of the year where there are none, and their cells of words."""
    tables = find_tables(blocks, year) or Tables(nearest(list(forms().values()), year))
    if not tables.form.texts:
        return tables, {}
    bare, texts = read_texts(blocks, tables.form, tables.cells)
    return find_tables(bare, year) or tables if bare is not blocks else tables, texts


def _whole(year: int | None) -> tuple[date, date] | None:
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


# – reports of the years before the statutory tables


def _is_statutory(tables: Tables) -> bool:
    """Whether these are the statutory tables, not some words of theirs in a table of another kind."""
    return sum(cell.startswith("table3.") for cell in tables.cells) >= _FEWEST_CELLS


def _narrative(title: Title, parts: tuple[Section, ...]) -> Report:
    layout = nearest(list(forms().values()), title.year)
    cells, notes = _without_tables(layout, title.year)
    return Report(
        form=layout.key,
        cells=cells,
        agency=title.agency,
        year=title.year,
        title=title.text,
        period=_whole(title.year),
        sections=parts,
        fees=find_fees(part.text for part in parts),
        statements=find_statements(parts, title.year, title.agency),
        notes=tuple(notes),
        form_told=False,
    )


def _without_tables(layout: Form, year: int | None) -> tuple[dict[str, CellValue], list[Note]]:
    """The cells of a report of the years before the statutory tables: none of them is there."""
    said = f"{year} 年度的报告没有法定表格（{first_year()} 年度起才有）"
    lost = [Note(UNREADABLE, f"{layout.name(cell)}：{said}。", cell) for cell in layout.cells]
    return dict.fromkeys(layout.cells), [Note(NARRATIVE, f"{said}，只读了文字。"), *lost]


def _another_year(title: Title, paragraphs: Sequence[str]) -> Iterator[Note]:
    """A note where the title names one year and the text opens with, or announces, another."""
    if title.year and str(title.year) in title.text and (told := opening(paragraphs, title.year)):
        message = f"标题写的是{title.year}年度，正文「{told.said}」写的是{told.year}年。"
        yield Note(OTHER_YEAR, message, stated=told.said)


def _cells(layout: Form, tables: Tables) -> tuple[dict[str, CellValue], list[Note]]:
    kinds = _kinds(layout.key)
    readings = {
        cell: read_value(found.text, kinds.get(cell, "count")) for cell, found in tables.cells.items()
    }
    numbers = {cell: reading.value for cell, reading in readings.items() if reading.state is State.NUMBER}
    tables.notes += [_odd(layout, cell, reading) for cell, reading in readings.items() if reading.odd]
    extra = [cell for cell in (*readings, *tables.unreadable) if cell not in layout.cells]
    cells = dict.fromkeys(layout.cells) | dict.fromkeys(extra) | numbers
    if len(numbers) == len(cells):
        return cells, tables.notes
    blank = {cell for cell, reading in readings.items() if reading.state is State.BLANK}
    nothing = {cell: 0 for cell, reading in readings.items() if reading.state is State.NOTHING}
    inferred = _inferred(layout, numbers | nothing, blank) | nothing
    unsplit = {note.cell for note in tables.notes if note.code == UNSPLIT}
    notes = _missing_tables(tables, readings) + list(_missing_rows(layout, tables)) + tables.notes
    for cell in cells:
        if cell not in numbers and cell not in unsplit:
            notes.append(_note(layout, cell, readings.get(cell), tables, inferred.get(cell)))
    return cells, notes


@functools.lru_cache
def _kinds(form_key: str) -> dict[str, str]:
    """The cells of a form that are no plain counts."""
    layout = forms()[form_key]
    kinds = {cell.id: cell.kind for cell in layout.cells.values() if cell.kind != "count"}
    return kinds | {layout.amount_of(text): "amount" for text in layout.texts}


def _inferred(layout: Form, numbers: Mapping[str, CellValue], blank: set[str]) -> dict[str, int]:
    """What the blank cells must be; `numbers` are stated, a `/` or 无 as 0."""
    if not blank:
        return {}
    rows = layout.results(layout.unsplit_in(numbers.keys() | blank))
    whole = {cell: value for cell, value in numbers.items() if isinstance(value, int)}
    return infer(sums(layout, rows), whole, blank)


def _missing_tables(tables: Tables, readings: Mapping[str, Reading]) -> list[Note]:
    """The tables of which not one cell could be read, nor was stated blank, with what there is instead."""
    names = {2: "表二", 3: "表三", 4: "表四"}
    stand = {cell[: len("table0")] for cell, reading in readings.items() if reading.state in _READ}
    return [
        Note(MISSING_TABLE, f"{name}没有读到：{_instead(tables, readings, f'table{table}.')}；没有当作零。")
        for table, name in names.items()
        if f"table{table}" not in stand
    ]


def _instead(tables: Tables, readings: Mapping[str, Reading], table: str) -> str:
    """What stands in the place of a table's numbers."""
    texts = {f"「{reading.stated}」": 0 for cell, reading in readings.items() if cell.startswith(table)}
    if texts:
        return f"格里填的是{'、'.join(list(texts)[:_MOST_QUOTED])}，认不出是多少"
    problems = {problem: 0 for cell, problem in tables.unreadable.items() if cell.startswith(table)}
    return next(iter(problems), "原文里没有它的数字")


def _missing_rows(layout: Form, tables: Tables) -> Iterator[Note]:
    """The rows of the form that stand nowhere in a table that is there."""
    there = {cell.partition(".")[0] for cell in tables.cells}
    met = {cell.rpartition(".")[0] for cell in (*tables.cells, *tables.unreadable)}
    met |= {str(note.cell).rpartition(".")[0] for note in tables.notes if note.code == UNSPLIT}
    for row, name in layout.row_names.items():
        if row.partition(".")[0] in there and row not in met:
            yield Note(MISSING_ROW, f"{name}：原文里没有这一行。", row)


def _odd(layout: Form, cell: str, reading: Reading) -> Note:
    text = reading.stated
    return Note(READ_AS, f"{layout.name(cell)}：填的是「{text}」，读作 {reading.value}。", cell, text)


def _note(layout: Form, cell: str, reading: Reading | None, tables: Tables, inferred: int | None) -> Note:
    name = layout.name(cell)
    if reading is None:
        problem = tables.unreadable.get(cell, "原文里没有找到这一格")
        return Note(UNREADABLE, f"{name}：读不出——{problem}；没有当作零。", cell)
    text = reading.stated
    if reading.state is State.NOT_WHOLE:
        return Note(NOT_WHOLE, f"{name}：填的是「{text}」，不是不小于零的整数。", cell, text)
    if reading.state is State.UNREADABLE:
        return Note(UNREADABLE, f"{name}：「{text}」认不出是多少；没有当作零。", cell, text)
    if reading.state is State.NOTHING:
        return Note(BLANK, f"{name}：填的是「{text}」，表示没有发生，求和时按 0 计。", cell, text, inferred)
    stated = f"填的是「{text}」" if text else "原文为空"
    counted = "还没有数，不当作 0" if text == NOT_REPORTED else "求和时按 0 计"
    sums_up = f"按各数之和推得 {inferred}" if inferred is not None else counted
    return Note(BLANK, f"{name}：{stated}，{sums_up}。", cell, text, inferred)
