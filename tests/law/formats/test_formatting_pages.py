"""What stands on a page of a PDF or an OFD: marks of notes, struck figures, unseen text, pictures."""

from __future__ import annotations

import ctypes
import io
import struct
import zlib

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from gongkai.checking import check
from gongkai.reading import read_bytes
from gongkai.reading.blocks import Paragraph
from gongkai.reading.formats.glyphs import Glyph, Page, Rule
from gongkai.reading.formats.layout import blocks_of_pages
from gongkai.reading.reader import blocks
from gongkai.report import UNREADABLE
from tests.law.formats import writers
from tests.law.formats.expect import assert_reads
from tests.law.formats.test_pdf import box, grid_of
from tests.law.formats.test_pdf import line as glyphs

pytestmark = pytest.mark.slow

CELL = "table3.new_received.natural_person"
SEEN = {
    "struck": "#strike[1120]#[{}]",
    "struck, then two lines": "#strike[1120]\\ {}",
    "a note's mark": "{}#super[1]",
    "a note's mark in brackets": "{}#super[\\[2\\]]",
    "a mark after it": "{}#super[\\*]",
    "underlined": "#underline[{}]",
    "bold": "*{}*",
    "a white figure before it": "#text(fill: white, size: 4pt)[9]{}",
    "a figure of no ink before it": "#text(fill: rgb(0, 0, 0, 0))[9]{}",
    "a figure cut away before it": "#box(width: 0pt, clip: true)[9]{}",
    "white on a ground": "#box(fill: rgb(0, 0, 128), text(fill: white)[{}])",
}
UNREAD = {
    "struck whole": ("#strike[1120]", "〔划去的字：1120〕"),
    "white": ("#text(fill: white)[1120]", "〔看不见的字：1120〕"),
    "a lowered figure": ("1121#sub[1]", "1121 1"),
    "a raised figure between figures": ("11#super[2]1", "11 2 1"),
}


def _png() -> str:
    """A small grey picture, as typst writes bytes."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 4, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\x40\x80\x40\x80\x40\x80\x40\x80" * 4)
    data = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
    return f"bytes(({', '.join(map(str, data))}))"


def _pdf(made_up, markup: str, *, ruled: bool = True):
    figure = made_up.figures.cells[CELL]
    special = {figure: markup.format(figure) if "{}" in markup else markup}
    return read_bytes(writers.as_pdf(made_up, ruled=ruled, special=special), "年报.pdf")


def _assert_quoted(report, quoted: str) -> None:
    assert [cell for cell, value in report.cells.items() if value is None] == [CELL]
    assert [(note.code, note.stated) for note in report.notes] == [(UNREADABLE, quoted)]
    assert any(f"「{quoted}」" in finding.message for finding in check(report) if CELL in finding.cells)


@pytest.mark.parametrize(
    ("case", "ruled"),
    [*((case, True) for case in SEEN), *((case, False) for case in SEEN if "two lines" not in case)],
)
def test_a_person_and_the_reader_see_the_same_number_in_a_pdf(cjk_font, case, ruled, made_up):
    report = _pdf(made_up, SEEN[case], ruled=ruled)
    assert_reads(report, made_up)
    assert report.notes == ()


def test_a_number_on_a_line_of_its_own_beside_a_row_with_a_blank_is_not_overlooked(cjk_font, made_up):
    report = _pdf(made_up, "#strike[1120] {}", ruled=False)
    lost = [cell for cell in report.cells if cell.startswith("table3.new_received.")]
    assert {report.cells[cell] for cell in lost} == {None}
    assert {note.code for note in report.notes if note.cell in lost} == {UNREADABLE}


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_not_certain_in_a_pdf_is_quoted(cjk_font, case, made_up):
    _assert_quoted(_pdf(made_up, UNREAD[case][0]), UNREAD[case][1])


@pytest.mark.parametrize("ruled", [True, False])
def test_a_number_that_is_a_picture_in_a_pdf_is_no_blank(cjk_font, made_up, ruled):
    _assert_quoted(_pdf(made_up, f"#box(image({_png()}, width: 12pt, height: 6pt))", ruled=ruled), "〔图片〕")


def test_a_seal_over_the_table_is_no_number(cjk_font, made_up):
    seal = f"#place(image({_png()}, width: 110pt, height: 110pt))"
    report = _pdf(made_up, "{}" + seal.replace("{", "").replace("}", ""))
    assert_reads(report, made_up)


def test_text_that_is_drawn_unseen_is_no_digit(cjk_font, made_up):
    figure = made_up.figures.cells[CELL]
    document = pypdfium2.PdfDocument(writers.as_pdf(made_up))
    for page in document:
        found = page.get_textpage().search(figure)
        place = found.get_next()
        if place:
            left, bottom, _, _ = page.get_textpage().get_charbox(place[0], loose=True)
            _write_unseen(document, page, left - 5, bottom + 2)
            page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    assert_reads(read_bytes(buffer.getvalue(), "年报.pdf"), made_up)


def _write_unseen(document, page, x: float, y: float) -> None:
    item = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", 9)
    nine = (ctypes.c_ushort * 2)(ord("9"), 0)
    assert pdfium.FPDFText_SetText(item, nine)
    pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
    assert pdfium.FPDFTextObj_SetTextRenderMode(item, 3)
    pdfium.FPDFPage_InsertObject(page, item)


def _form(*values: bytes) -> bytes:
    """A page with a row of cells: a letter, then a field of a form for each of the values."""
    width = len(values) + 1
    edges = [b"%d 20 m %d 40 l S" % (10 + 60 * at, 10 + 60 * at) for at in range(width + 1)]
    sides = [b"10 %d m %d %d l S" % (y, 10 + 60 * width, y) for y in (20, 40)]
    content = b"\n".join([*edges, *sides, b"BT /F 9 Tf 20 26 Td (A) Tj ET"])
    first = 6
    refs = b" ".join(b"%d 0 R" % (first + at) for at in range(len(values)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] /DA (/F 9 Tf) >> >>" % refs,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 60] /Contents 4 0 R /Annots [%s]"
        b" /Resources << /Font << /F 5 0 R >> >> >>" % refs,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(
            b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f%d) /V (%s) /Rect [%d 22 %d 38] /P 3 0 R >>"
            % (at, value, 72 + 60 * at, 128 + 60 * at)
            for at, value in enumerate(values)
        ),
    ]
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R >>" % (len(objects) + 1)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + b"trailer\n%s\nstartxref\n%d\n%%%%EOF" % (trailer, len(data))


def test_a_field_of_a_form_says_what_is_filled_in_and_an_empty_one_is_no_blank():
    (grid,) = blocks(_form(b"1121", b"", b"7"), "年报.pdf").grids
    assert [[cell.text for cell in row] for row in grid.rows] == [["A", "1121", "〔没有填的填写框〕", "7"]]


# – OFD


def _ofd(made_up, draw):
    return read_bytes(writers.as_ofd(made_up, {made_up.figures.cells[CELL]: draw}), "年报.ofd")


def test_marks_of_notes_and_struck_figures_in_an_ofd_are_no_digits(made_up):
    figure = made_up.figures.cells[CELL]

    def with_mark(page, x, base, size):
        page.text(x, base, figure, size)
        page.text(x + len(figure) * size / 2, base - 0.4 * size, "1", size * 0.6)

    def struck(page, x, base, size):
        page.text(x, base - 1.6, "1120", size * 0.7)
        page.line(x, base - 1.6 - 0.25 * size, x + 4 * size * 0.35, base - 1.6 - 0.25 * size)
        page.text(x, base + 1.2, figure, size * 0.7)

    for draw in (with_mark, struck):
        report = _ofd(made_up, draw)
        assert_reads(report, made_up)
        assert report.notes == ()


def _coloured(value: str, **more: str) -> dict[str, str]:
    told = " ".join(f'{name}="{what}"' for name, what in {"Value": value, **more}.items())
    return {"inside": f"<ofd:FillColor {told}/>"}


_UNSEEN_IN_OFD = {
    "white": _coloured("255 255 255"),
    "white of one colour": _coloured("255"),
    "white as it is printed": _coloured("0 0 0 0"),
    "of no ink": _coloured("0 0 0", Alpha="0"),
    "the whole of no ink": {"drawn": 'Alpha="0"'},
    "not filled": {"drawn": 'Fill="false"'},
    "white by its parameters": {"drawn": f'DrawParam="{writers.WHITE_INK}"'},
    "white by those that its parameters are relative to": {"drawn": f'DrawParam="{writers.WHITE_INK_BELOW}"'},
}


@pytest.mark.parametrize("case", _UNSEEN_IN_OFD)
def test_a_figure_of_an_ofd_that_is_not_seen_is_no_digit(case, made_up):
    figure, how = made_up.figures.cells[CELL], _UNSEEN_IN_OFD[case]

    def before(page, x, base, size):
        page.text(x, base, "9", size, **how)
        page.text(x + size / 2, base, figure, size)

    report = _ofd(made_up, before)
    assert_reads(report, made_up)
    assert report.notes == ()
    alone = _ofd(made_up, lambda page, x, base, size: page.text(x, base, "1120", size, **how))
    _assert_quoted(alone, "〔看不见的字：1120〕")


@pytest.mark.parametrize("colour", ["0 0 128", "255 255 255"])
def test_white_figures_of_an_ofd_are_seen_on_a_ground_that_is_not_white(colour, made_up):
    figure = made_up.figures.cells[CELL]

    def draw(page, x, base, size):
        page.ground(x, base - size, 9, size * 1.2, colour)
        page.text(x, base, figure, size, **_coloured("255 255 255"))

    if colour == "0 0 128":
        assert_reads(_ofd(made_up, draw), made_up)
    else:
        _assert_quoted(_ofd(made_up, draw), f"〔看不见的字：{figure}〕")


def test_white_words_of_an_ofd_stand_on_a_ground_that_is_drawn_elsewhere(made_up):
    white = _coloured("255 255 255")
    draw = {"行政许可": lambda page, x, base, size: page.text(x, base, "行政许可", size, **white)}
    assert_reads(read_bytes(writers.as_ofd(made_up, draw), "年报.ofd"), made_up)


def test_a_number_that_is_a_picture_in_an_ofd_is_no_blank(made_up):
    _assert_quoted(
        _ofd(made_up, lambda page, x, base, size: page.picture(x, base - size, 6, size)), "〔图片〕"
    )


# – the routine itself


def _cells(*signs: Glyph, rules=(), images=()) -> list[tuple[int, str]]:
    frame = [*box(0, 0, 100, 20), *box(100, 0, 200, 20)]
    page = Page([*glyphs("甲", 10, 15), *signs], [*frame, *rules])
    page.images += images
    return grid_of(page)[0]


def test_a_border_that_runs_through_a_number_strikes_nothing_out():
    assert _cells(*glyphs("12", 110, 15, 6), rules=[Rule(100, 12, 200, 12)])[1][1].startswith("12")


def test_a_line_under_a_number_strikes_nothing_out():
    assert _cells(*glyphs("12", 110, 15, 6), rules=[Rule(110, 16.5, 122, 16.5)]) == [(0, "甲"), (1, "12")]


def test_a_picture_beside_a_word_is_decoration():
    picture = Rule(
        30,
        5,
        40,
        14,
    )
    assert _cells(*glyphs("12", 110, 15, 6), images=[picture]) == [(0, "甲"), (1, "12")]


def _beside_a_label(*rules: Rule) -> list[list[tuple[int, str]]]:
    """The label 甲乙 on two lines and 41, half-way between these, beside it."""
    label = [*glyphs("甲", 87, 11, 12), *glyphs("乙", 87, 28, 12)]
    number = [Glyph(sign, 102 + 7 * at, 109 + 7 * at, 20, 7) for at, sign in enumerate("41")]
    others = [Glyph("6", 150, 157, 20, 7)]
    frame = [*box(0, 0, 200, 30), *rules]
    return grid_of(Page([*label, *number, *others], frame))


def test_a_number_beside_a_label_of_two_lines_is_no_mark_of_a_note():
    (row,) = _beside_a_label(Rule(100, 0, 100, 30), Rule(130, 0, 130, 30))
    assert row == [(0, "甲乙"), (1, "41"), (2, "6")]


def test_what_may_be_a_mark_or_a_number_leaves_no_blank_cell():
    small = [Glyph(sign, 102 + 4 * at, 106 + 4 * at, 20, 4) for at, sign in enumerate("41")]
    broken = [Rule(100, 0, 100, 17.4), Rule(100, 19.4, 100, 30)]
    page = Page(
        [*glyphs("甲", 87, 11, 12), *glyphs("乙", 87, 28, 12), *small], [*box(0, 0, 200, 30), *broken]
    )
    assert grid_of(page) == [[(0, "甲乙"), (1, "〔抬高的字：41〕")]]


def test_a_raised_figure_that_is_drawn_later_is_the_mark_of_the_number_before_it():
    number, late = glyphs("214", 110, 15, 6), Glyph("1", 128, 131, 12, 3.5)
    assert _cells(*number, *glyphs("7", 160, 15, 6), late)[1] == (1, "214 7")


def test_marks_of_notes_and_struck_figures_are_gone_from_the_prose():
    small = [Glyph("1", 60, 63, 11, 5)]
    signs = [*glyphs("共收到", 0, 15), *glyphs("12", 30, 15, 6), *glyphs("34", 42, 15, 6), *small]
    page = Page([*signs, *glyphs("件。", 64, 15)], [Rule(42, 11.5, 54, 11.5)])
    source = blocks_of_pages([page], "年报.pdf")
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["共收到12 件。"]
