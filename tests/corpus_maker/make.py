"""Which files does the corpus hold, and what must be read from each?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from tests.corpus_maker import in_columns, in_html, in_office, in_text
from tests.corpus_maker.figures import Figures, distinct, small, sparse, zero
from tests.corpus_maker.page import Page, page, revalued
from tests.corpus_maker.variants import LABELS, VALUES, Valued, with_padding

Carrier = Callable[[Page], in_text.Written]

TEXT: dict[str, Carrier] = {
    carrier.__name__.replace("_", "-"): carrier
    for carrier in (
        in_text.tab_rows,
        in_text.sample_tabs,
        in_text.pipe_rows,
        in_text.pipe_rows_padded,
        in_text.pipe_rows_trailing_span,
        in_text.pipe_rows_leading_bar,
        in_text.markdown,
        in_text.other_bars,
        in_text.commas,
        in_text.bar_before_rows,
        in_text.blank_collapsed,
        in_text.one_table_per_row,
        in_text.blank_lines,
        in_text.cell_lines,
        in_text.cell_bar,
        in_text.cell_newline_bar,
        in_text.newline_bar_first,
        in_text.upright,
        in_text.heads_in_two_lines,
        in_text.dedup_lines,
        in_text.glued_whole,
        in_text.glued,
        in_text.one_line,
        in_text.one_line_spaced,
        in_text.one_line_parts,
        in_text.one_line_bars,
        in_text.tables_missing,
        in_text.labels_only,
        in_text.five_columns,
        in_text.label_lost,
        in_text.note_falls_out,
        in_columns.pdf_text,
        in_columns.pdf_text_bare,
        in_columns.pdf_text_upright,
        in_columns.pdf_text_upright_close,
        in_columns.pdf_to_markdown,
    )
}
HTML: dict[str, Carrier] = {
    f"html-{carrier.__name__.replace('_', '-')}": carrier
    for carrier in (
        in_html.plain,
        in_html.spans,
        in_html.broken_spans,
        in_html.styled,
        in_html.in_boxes,
        in_html.uneven_cells,
        in_html.paragraphs,
        in_html.one_table_per_row,
        in_html.three_tables4,
        in_html.bare_table4,
        in_html.struck_numbers,
        in_html.hidden_numbers,
        in_html.hidden_by_sheet,
        in_html.note_marks,
        in_html.form_fields,
        in_html.pictures,
        in_html.div_spans,
        in_html.div_divs,
        in_html.list_items,
    )
}
_ROW_OPEN = {  # words on a line of their own are a label, two numbers a cell more in that row
    ("blank-lines", "values-two-numbers"),
    *product(("blank-lines", "cell-bar"), ("values-numerals", "values-letter")),
}
_GLUED = {"glued-whole", "glued", "one-line", "one-line-parts"}
_SURE = [
    "tab-rows",
    "pipe-rows-leading-bar",
    "cell-bar",
    "blank-lines",
    "html-plain",
    "html-spans",
    "html-styled",
    "html-div-spans",
]
_ONE_LINE = ["one-line", "one-line-spaced", "one-line-bars"]
_KEEPING_BLANKS = [
    *("html-plain", "html-spans", "html-styled", "html-uneven-cells", "html-broken-spans"),
    *("html-div-spans", "html-div-divs", "html-list-items"),
]
_FOR_2019 = {"signs", "words", "old-words"}


@dataclass(frozen=True)
class Case:
    """A file and what it holds. Cells in none of the three sets must be read as in `cells`.

    `lost` must end unreadable, `blank` must end blank, `open` may be unreadable but never another number.
    """

    name: str
    content: bytes
    form: str
    cells: dict[str, int | str]
    lost: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    def expected(self) -> dict[str, object]:
        """The case as the JSON document that lies beside the file."""
        return {
            "form": self.form,
            "cells": self.cells,
            "lost": sorted(self.lost),
            "blank": sorted(self.blank),
            "open": sorted(self.open),
        }


def cases() -> Iterator[Case]:
    """All cases, by name always the same."""
    yield from _every_carrier()
    yield from _every_label()
    yield from _every_value()
    yield from _blanks()
    yield from _side_by_side()
    yield from _across_columns()
    yield from _blank_in_table4()
    yield from _office_files()


def make_corpus(folder: Path) -> int:
    """Writes every case with its expected cells beside it; returns how many files were made."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for case in cases():
        (folder / case.name).write_bytes(case.content)
        expected = json.dumps(case.expected(), ensure_ascii=False, indent=1)
        (folder / f"{case.name}.json").write_text(expected, encoding="utf-8")
        count += 1
    return count


def _case(name: str, carrier: str, figures: Figures, valued: Valued, labels: str = "plain") -> Case:
    write = TEXT.get(carrier) or HTML[carrier]
    sheet = LABELS[labels](valued.sheet)
    text, lost = write(sheet)
    plural = in_text.open_when_glued(sheet) if carrier in _GLUED else set()
    if (carrier, name) in _ROW_OPEN:
        plural = {cell for row in sheet.rows() if valued.unreadable & set(row.ids) for cell in row.ids}
    ending = "txt" if carrier in TEXT else "html"
    blank = valued.blank - lost
    return Case(
        f"{carrier}-{name}.{ending}",
        text.encode(),
        figures.form[:4],
        figures.cells,
        frozenset(lost | valued.unreadable) - plural,
        frozenset(blank) - plural,
        frozenset(plural),
    )


def _every_carrier() -> Iterator[Case]:
    for carrier in [*TEXT, *HTML]:
        for form in ("2021", "2019", "2021-unsplit"):
            for make, seed in ((distinct, 1), (sparse, 2), (zero, 0), (small, 3)):
                if form == "2021-unsplit" and make is not distinct:
                    continue
                figures = make(form, seed)
                yield _case(f"{make.__name__}-{form}", carrier, figures, Valued(page(figures)))


def _every_label() -> Iterator[Case]:
    for labels in LABELS:
        for carrier in [*_SURE, *_ONE_LINE, "pdf-text", "glued-whole", "cell-newline-bar"]:
            form = "2019" if labels in {"cut-heads", "notes"} and carrier != "html-plain" else "2021"
            figures = distinct(form, 4) if carrier not in _GLUED else small(form, 4)
            yield _case(f"labels-{labels}-{form}", carrier, figures, Valued(page(figures)), labels)


def _every_value() -> Iterator[Case]:
    for values, change in VALUES.items():
        if values.startswith("blank-"):
            continue
        for carrier in _SURE:
            figures = sparse("2019" if values in _FOR_2019 else "2021", 5)
            yield _case(f"values-{values}", carrier, figures, change(page(figures)))
    figures = distinct("2021", 6)
    for carrier in _SURE:
        yield _case("values-padded", carrier, figures, Valued(with_padding(page(figures))))


def _blanks() -> Iterator[Case]:
    for values in ("blank-rows", "blank-but-total", "blank-but-ends"):
        for carrier in [*_KEEPING_BLANKS, "blank-lines", "blank-collapsed", "cell-newline-bar"]:
            for form in ("2021", "2019"):
                figures = sparse(form, 7)
                yield _case(f"{values}-{form}", carrier, figures, VALUES[values](page(figures)))
        for carrier in ("tab-rows", "pipe-rows-leading-bar", "cell-bar", "pipe-rows-trailing-span"):
            figures = sparse("2021", 8)
            case = _case(f"{values}-2021", carrier, figures, VALUES[values](page(figures)))
            yield Case(case.name, case.content, case.form, case.cells, case.lost, frozenset(), case.blank)


def _blank_in_table4() -> Iterator[Case]:
    """One blank, stroke or 无 in table four, wherever it stands."""
    for number, carrier in enumerate(
        ["tab-rows", "sample-tabs", "pipe-rows-leading-bar", "markdown", "html-plain"]
    ):
        figures = distinct("2021", 300 + number)
        sheet = page(figures)
        for place, sign in product((0, 4, 7, 11, 14), ("", "/", "无")):
            cell = sheet.four.ids[place]
            changed = revalued(sheet, lambda at, text, cell=cell, sign=sign: sign if at == cell else text)
            name = f"table4-{'blank' if not sign else 'stroke' if sign == '/' else 'none'}-{place}"
            case = _case(name, carrier, figures, Valued(changed, frozenset({cell})))
            if (
                place == len(sheet.four.ids) - 1 and not sign
            ):  # nothing stands behind it to show that it is kept
                case = replace(case, blank=frozenset(), open=frozenset(sheet.four.ids))
            yield case


def _office_files() -> Iterator[Case]:
    """Word documents and workbooks whose formatting means something."""
    for form, (name, dress) in product(_FORMS, in_office.DRESSES.items()):
        figures = distinct(form, 400)
        files = {"docx": in_office.docx} | ({} if name == "hidden" else {"xlsx": in_office.xlsx})
        for ending, write in files.items():
            content = write(page(figures), dress)
            yield Case(f"{ending}-{name}-{form}.{ending}", content, form[:4], figures.cells)


_FORMS = ("2021", "2019", "2021-unsplit")


def _side_by_side() -> Iterator[Case]:
    """Two reports on a page: of the same form, of different ones, the right one of another size."""
    for number, (form, other) in enumerate(product(_FORMS, _FORMS)):
        figures = distinct(form, 9 + 10 * number)
        beside = (distinct, small, zero)[number % 3](other, 10 + 10 * number)
        text, lost = in_columns.pdf_columns(page(figures), page(beside), gap=3 + number % 3)
        name = f"pdf-columns-{form}-{other}.txt"
        yield Case(name, text.encode(), form[:4], figures.cells, frozenset(lost))


def _across_columns() -> Iterator[Case]:
    """One report on a page of two columns, its tables across the break."""
    for number, (form, after, repeat) in enumerate(product(_FORMS, (7, 12, 16), (False, True))):
        figures = distinct(form, 200 + number)
        text, lost = in_columns.pdf_column_break(page(figures), after, repeat=repeat, gap=3 + number % 3)
        name = f"pdf-column-break-{form}-{after}{'-heads' if repeat else ''}.txt"
        yield Case(name, text.encode(), form[:4], figures.cells, frozenset(lost))
