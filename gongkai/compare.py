"""What changed between two reports: which cells, which passages?

For the draft against its correction, and for this year against last. Sections are matched by what they are,
not by how their headings are written; passages are sentences.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongkai.labels import normal
from gongkai.report import BLANK, CellValue, ExtraRow, Report

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_NOTHING, _LOST, _NO_CELL = "空白", "读不出", "无此格"


@dataclass(frozen=True, slots=True)
class Change:
    """One change, both sides in words.

    `cell` is an id, or `agency` `year` `title` `form` `fees.…` `extra_rows`.
    """

    cell: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A changed passage of a section: sentences taken out (`old`) and put in (`new`); "" where none."""

    section: int
    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, in the order of the report."""

    facts: tuple[Change, ...]
    cells: tuple[Change, ...]
    passages: tuple[Passage, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.facts or self.cells or self.passages)

    def to_json(self) -> dict[str, Any]:
        """The comparison as JSON lists of `facts`, `cells` and `passages`."""
        return {
            "facts": [_change_json(change) for change in self.facts],
            "cells": [_change_json(change) for change in self.cells],
            "passages": [
                {"section": p.section, "heading": p.heading, "old": p.old, "new": p.new}
                for p in self.passages
            ],
        }


def compare(old: Report, new: Report) -> Comparison:
    """What `new` says otherwise than `old`. Blank, unreadable and 0 are three different things."""
    return Comparison(tuple(_facts(old, new)), tuple(_cells(old, new)), tuple(_passages(old, new)))


def _change_json(change: Change) -> dict[str, str]:
    return {"cell": change.cell, "label": change.label, "old": change.old, "new": change.new}


# – what stands outside the tables


def _facts(old: Report, new: Report) -> Iterator[Change]:
    for key, label, one, other in (
        ("form", "年报格式", _form(old), _form(new)),
        ("agency", "机关", old.agency, new.agency),
        ("year", "年度", old.year, new.year),
        ("title", "标题", old.title, new.title),
        ("fees.notice_count", "收费通知件数", old.fees.notice_count, new.fees.notice_count),
        ("fees.notice_amount_yuan", "收费通知总金额（元）", *_amounts(old, new, "notice_amount_yuan")),
        ("fees.collected_amount_yuan", "实际收取总金额（元）", *_amounts(old, new, "collected_amount_yuan")),
    ):
        if one != other and normal(str(one)) != normal(str(other)):
            yield Change(key, label, _words(one), _words(other))


def _form(report: Report) -> str | None:
    return report.form if report.form_told else None


def _amounts(old: Report, new: Report, key: str) -> tuple[Decimal | None, Decimal | None]:
    return getattr(old.fees, key), getattr(new.fees, key)


def _words(value: object) -> str:
    if value is None:
        return "未写明"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


# – cells


def _cells(old: Report, new: Report) -> Iterator[Change]:
    ids = dict.fromkeys([*new.layout.cells, *new.cells, *old.layout.cells, *old.cells])
    for cell in ids:
        before, after = _stated(old, cell), _stated(new, cell)
        if before != after and _number(before) != _number(after):
            label = new.layout.name(cell) if cell in new.layout.cells else old.layout.name(cell)
            yield Change(cell, label, before, after)
    for cell in dict.fromkeys([*new.layout.texts, *old.layout.texts]):
        one, other = _text(old, cell), _text(new, cell)
        if normal(one) != normal(other) and (cell in old.texts or cell in new.texts):
            yield Change(cell, (new if cell in new.layout.texts else old).layout.name(cell), one, other)
    rows = _extra(old), _extra(new)
    for row in [*(rows[0] - rows[1])]:
        yield Change(
            "extra_rows", f"表{'〇一二三四'[row.table]}格式以外的行「{row.label}」", _row(row), _NO_CELL
        )
    for row in [*(rows[1] - rows[0])]:
        yield Change(
            "extra_rows", f"表{'〇一二三四'[row.table]}格式以外的行「{row.label}」", _NO_CELL, _row(row)
        )


def _stated(report: Report, cell: str) -> str:
    """A cell in words: its number, what stands there instead, or that there is no such cell."""
    value = report.cells.get(cell)
    if value is not None:
        return _plain(value)
    if cell not in report.cells and cell not in report.layout.cells:
        return _NO_CELL
    notes = report.notes_on([cell])
    if not notes or notes[0].code == BLANK:
        return (notes[0].stated if notes else None) or _NOTHING
    return notes[0].stated or _LOST


def _text(report: Report, cell: str) -> str:
    """A cell of words, or what there is in its place."""
    if cell not in report.layout.texts:
        return _NO_CELL
    text = report.texts.get(cell)
    return _words(None) if text is None else text or _NOTHING


def _number(text: str) -> Decimal | str:
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _plain(value: CellValue) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _extra(report: Report) -> Counter[ExtraRow]:
    return Counter(report.extra_rows)


def _row(row: ExtraRow) -> str:
    return "、".join(_NOTHING if value is None else _plain(value) for value in row.values)


# – passages


def _passages(old: Report, new: Report) -> Iterator[Passage]:
    before = {section.number: section for section in old.sections}
    after = {section.number: section for section in new.sections}
    for number in sorted({*before, *after}):
        one, other = before.get(number), after.get(number)
        heading = other.heading if other else one.heading if one else ""
        if one is None or other is None or normal(one.heading) != normal(other.heading):
            yield Passage(number, heading, one.heading if one else "", other.heading if other else "")
        yield from (
            Passage(number, heading, gone, come)
            for gone, come in _changed(one.text if one else "", other.text if other else "")
        )


def _changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Runs of sentences that differ; width and white space do not count."""
    before, after = _sentences(old), _sentences(new)
    matcher = difflib.SequenceMatcher(
        None, [normal(text) for text in before], [normal(text) for text in after], autojunk=False
    )
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            yield "".join(before[first:last]), "".join(after[start:end])


def _sentences(text: str) -> list[str]:
    found = (piece.strip() for piece in _SENTENCE.findall(text))
    return [piece for piece in found if normal(piece)]
