"""Do the tables add up?  R1–R6 of handbook 02 §3.3 and §4, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from gongkai.checking.facts import Fact, Subject, Test
from gongkai.checking.unfilled import line_gives, prose_gives, sums_give
from gongkai.form import TOTAL, short
from gongkai.report import (
    BLANK,
    CUT_BY_OWN_SUM,
    MISSING_ROW,
    MISSING_TABLE,
    NOT_APPLICABLE,
    NOT_REPORTED,
    NOT_WHOLE,
    TRACKED,
    TRACKED_WORDS,
    TWO_REPORTS,
    UNREADABLE,
    Note,
)

_NOTHING_THERE = re.compile(r"空|不填|不适用|不涉及")
_FEW = 2  # so many cells are told by their names


def row_total(subject: Subject) -> Iterator[Fact]:
    """R1: 总计 of each row of table 三 is the sum of its kinds of applicant."""
    report = subject.report
    for row in subject.layout.lines3(report.unsplit):
        cells = subject.layout.row3(row.key)
        if not subject.checkable(cells):
            continue
        parts = [report.count(cell) for cell in cells[:-1]]
        total, stated = sum(parts), report.count(cells[-1])
        if total != stated and not _given_blanks(subject, cells):
            repairs = subject.repairs(cells[:-1], cells[-1:])
            words = {
                "row": short(row.label),
                "said": _said(subject, cells[-1]),
                "sum": "＋".join(map(subject.written, cells[:-1])),
                "suspect": _unfilled(subject, repairs) or f"这一行的七格：六类没有错的话总计应为{total}",
            }
            yield Fact(cells, total, stated, words, subject.blank(cells), repairs)


def _given_blanks(subject: Subject, cells: Sequence[str]) -> bool:
    """Whether several cells of a row are blank and the columns give them all: said once, as blank cells."""
    blank = [cell for cell in cells if subject.report.cells.get(cell) is None]
    return len(blank) > 1 and bool(sums_give(subject, blank))


def _said(subject: Subject, cell: str) -> str:
    """What a total says: a number, a sign for nothing, or nothing at all."""
    written = subject.written(cell)
    return "为空" if written == "（空）" else f"填{written}"


def _unfilled(subject: Subject, repairs: Mapping[str, int]) -> str:
    """The one cell of a sum without a number, and what it would be; "" where there is none or are several."""
    unfilled = [cell for cell in repairs if subject.stated(cell) is None]
    if len(unfilled) != 1 or repairs[unfilled[0]] < 0:
        return ""
    return f"没有填数的{subject.layout.name(unfilled[0])}：其他各格没有错的话应为{repairs[unfilled[0]]}"


def balance(subject: Subject) -> Iterator[Fact]:
    """R2: new plus carried in is done plus carried over, column by column."""
    report = subject.report
    rows = ("new_received", "carried_over_in", "results_total", "carried_over_out")
    for column in subject.layout.columns3:
        cells = tuple(f"table3.{row}.{column.key}" for row in rows)
        if not subject.checkable(cells):
            continue
        values = dict(zip(rows, map(report.count, cells), strict=True))
        came = values["new_received"] + values["carried_over_in"]
        went = values["results_total"] + values["carried_over_out"]
        if came != went:
            repairs = subject.repairs(cells[:2], cells[2:])
            done = repairs[f"table3.results_total.{column.key}"]
            otherwise = f"办结件数：其他三格没有错的话应为{done}" if done >= 0 else "这四格"
            suspect = _unfilled(subject, repairs) or otherwise
            written = dict(zip(rows, map(subject.written, cells), strict=True))
            words = {**written, "column": column.label, "suspect": suspect}
            yield Fact(cells, came, went, words, repairs=repairs)


def results_total(subject: Subject) -> Iterator[Fact]:
    """R3: （七）总计 is the sum of the results, column by column."""
    report = subject.report
    for column in subject.layout.columns3:
        total = f"table3.results_total.{column.key}"
        parts = tuple(f"table3.{row}.{column.key}" for row in subject.result_rows)
        if not subject.checkable((*parts, total)):
            continue
        expected, stated = sum(map(report.count, parts)), report.count(total)
        if expected != stated:
            repairs = subject.repairs(parts, (total,))
            otherwise = f"各项办理结果和（七）总计：各项没有错的话总计应为{expected}"
            suspect = _unfilled(subject, repairs) or otherwise
            words = {"column": column.label, "suspect": suspect, "said": _said(subject, total)}
            yield Fact((*parts, total), expected, stated, words, repairs=repairs)


def whole_numbers(subject: Subject) -> Iterator[Fact]:
    """R4: counts are whole numbers, not below zero."""
    report = subject.report
    for note in report.notes:
        if note.code == NOT_WHOLE and note.cell:
            right = line_gives(subject, note.cell)
            advice = "请改正" if right is None else f"按这一行的其他各数应为{right}，请改正"
            words = {"cell": subject.layout.name(note.cell), "stated": note.stated, "advice": advice}
            yield Fact((note.cell,), right, note.stated, words)
    for cell, value in report.cells.items():
        if value is None or value >= 0:
            continue
        known = subject.layout.cells.get(cell)
        if not (known and known.kind == "signed"):
            words = {"cell": subject.layout.name(cell), "stated": str(value), "advice": "请改正"}
            yield Fact((cell,), None, str(value), words)


def block_total(subject: Subject) -> Iterator[Fact]:
    """R6: each block of table 四 adds up."""
    report = subject.report
    for block in subject.layout.blocks4:
        cells = subject.layout.block4(block.key)
        if not subject.checkable(cells):
            continue
        values = {
            column.key: report.count(f"table4.{block.key}.{column.key}") for column in subject.layout.columns4
        }
        stated = values.pop(TOTAL)
        if sum(values.values()) != stated:
            repairs = subject.repairs(cells[:-1], cells[-1:])
            written = {cell.rpartition(".")[2]: subject.written(cell) for cell in cells}
            words = {**written, "block": block.label, "said": _said(subject, cells[-1])}
            yield Fact(cells, sum(values.values()), stated, words, repairs=repairs)


def blank_cells(subject: Subject) -> Iterator[Fact]:
    """Blank cells, and signs for nothing, row by row: the present form wants 0 (handbook 02 §7).

    Where the sums give another number than 0 the row says it: 0 would be wrong there.
    """
    noted = [note for note in subject.report.notes if note.code == BLANK and note.cell]
    for _, notes in groupby(noted, key=_row_key):
        found = list(notes)
        cells = tuple(str(note.cell) for note in found)
        given = sums_give(subject, cells)
        words = {
            "row": _row(subject, found[0]),
            "stated": "、".join(_stated_so(subject, found)),
            "told": _told(subject, found, given),
        }
        reasoned = not given and all(_reason_given(subject, note) for note in found)
        if reasoned:
            words["told"] = "求和时按0计；文中写了空着的理由"
        yield Fact(cells, None, None, words, softened=reasoned, repairs=given)


def _reason_given(subject: Subject, note: Note) -> bool:
    """Whether the text above the table names the row and says why nothing stands there (手册02 §7)."""
    section, row = subject.section(_table(note)), _row(subject, note).partition("「")[2].strip("」")
    told = re.split(r"[。\n]", section.text) if section else ()
    return any(row in sentence and _NOTHING_THERE.search(sentence) for sentence in told)


def _told(subject: Subject, notes: Sequence[Note], given: Mapping[str, int]) -> str:
    """What the blanks of a row count as, and what they should say."""
    inferred = [note.inferred for note in notes if note.left_blank and note.inferred is not None]
    told = f"按各数之和推得{_each(inferred)}" if inferred else _counted(notes)
    unfilled = [str(note.cell) for note in notes if not note.inferred]
    wanted = [f"{_column(subject, cell)}{given[cell]}" for cell in unfilled if cell in given]
    if wanted:
        told += f"；按其他各数之和应为{'、'.join(wanted)}"
    if wanted or any(inferred):
        told += "，请填上"
    unfilled = [cell for cell in unfilled if cell not in given]
    in_prose = [
        f"{_column(subject, cell)}{number}" for cell, number in prose_gives(subject, unfilled).items()
    ]
    if in_prose:
        told += f"；正文写的是{'、'.join(in_prose)}，请核对后填上"
    open_ones = {str(note.cell) for note in notes if note.stated != NOT_APPLICABLE}
    return f"{told}；没有发生的应填0" if open_ones & set(unfilled) else told


def _counted(notes: Sequence[Note]) -> str:
    """What they count as. 未报 is no 0: somebody still has to say the number (handbook 02 §7)."""
    unreported = [note for note in notes if note.stated == NOT_REPORTED]
    if not unreported:
        return "求和时按0计"
    return "还没有数，不当作0" if len(unreported) == len(notes) else "未报的不当作0，其余求和时按0计"


def _column(subject: Subject, cell: str) -> str:
    return subject.layout.name(cell).rpartition("·")[2].strip("」")


def _each(numbers: Sequence[int]) -> str:
    """Several numbers, or what all of them are."""
    return f"都是{numbers[0]}" if len(numbers) > 1 == len(set(numbers)) else "、".join(map(str, numbers))


def _stated_so(subject: Subject, notes: Sequence[Note]) -> Iterator[str]:
    """How many cells are blank, and how many hold which sign; a few of a longer row by their names."""
    signs: dict[str, list[str]] = {}
    for note in notes:
        unfilled = note.left_blank and note.stated != NOT_REPORTED
        signs.setdefault("" if unfilled else str(note.stated), []).append(_column(subject, str(note.cell)))
    for sign, columns in signs.items():
        which = f"（{'、'.join(columns)}）" if len(columns) <= _FEW else ""
        yield f"{len(columns)}格{which}填的是「{sign}」" if sign else f"{len(columns)}格{which}为空"


def unreadable_cells(subject: Subject) -> Iterator[Fact]:
    """Cells that could not be read, row by row; a table lost as a whole is said once."""
    report = subject.report
    for note in report.notes:
        if note.code == MISSING_TABLE:
            yield Fact((), None, None, {"problem": note.message.rstrip("。")})
    gone = {note.cell for note in report.notes if note.code == MISSING_ROW}  # said once, as a missing row
    lost = [
        note
        for note in report.notes
        if note.code == UNREADABLE and _row_key(note) not in gone and report.stands(_table(note))
    ]
    for _, notes in groupby(lost, key=_row_key):
        found = list(notes)
        problem = found[0].message if len(found) == 1 else _together(subject, found)
        yield Fact(tuple(str(note.cell) for note in found), None, None, {"problem": problem.rstrip("。")})


def _together(subject: Subject, notes: Sequence[Note]) -> str:
    """The cells of a row in one sentence, with what stands in them; of a row lost as a whole the first."""
    texts = dict.fromkeys(f"「{note.stated}」" for note in notes if note.stated)
    if not texts:
        return notes[0].message
    return f"{_row(subject, notes[0])}有{len(notes)}格认不出是多少，填的是{'、'.join(texts)}；没有当作零"


def sum_not_tested(subject: Subject) -> Iterator[Fact]:
    """Rows whose glued digits only their own sum divides: that sum holds by construction."""
    for note in subject.report.notes:
        if note.code == CUT_BY_OWN_SUM and note.cell:
            cells = tuple(cell for cell in subject.layout.cells if cell.startswith(f"{note.cell}."))
            yield Fact(cells, None, None, {"problem": note.message.rstrip("。")})


def left_one_read(subject: Subject) -> Iterator[Fact]:
    """Of two reports side by side only the left one is looked at."""
    for note in subject.report.notes:
        if note.code == TWO_REPORTS:
            yield Fact((), None, None, {"problem": note.message.rstrip("。")})


def tracked(subject: Subject) -> Iterator[Fact]:
    """Tracked changes that nobody accepted: in a table they hide a number, in the text they count less."""
    for note in subject.report.notes:
        if note.code in {TRACKED, TRACKED_WORDS}:
            words = {"problem": note.message.rstrip("。")}
            yield Fact((), None, note.stated, words, note.code == TRACKED_WORDS)


TESTS: dict[str, Test] = {
    "row_total": row_total,
    "balance": balance,
    "results_total": results_total,
    "whole_numbers": whole_numbers,
    "block_total": block_total,
    "blank_cells": blank_cells,
    "unreadable_cells": unreadable_cells,
    "sum_not_tested": sum_not_tested,
    "left_one_read": left_one_read,
    "tracked": tracked,
}


def _row_key(note: Note) -> str:
    return str(note.cell).rpartition(".")[0]


def _table(note: Note) -> int:
    return int(str(note.cell)[len("table")])


def _row(subject: Subject, note: Note) -> str:
    name = subject.layout.name(str(note.cell))
    return name.rpartition("·")[0] + "」" if "·" in name else name
