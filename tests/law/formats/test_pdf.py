"""What pages do to a report: breaks within tables, columns of text, marks, odd characters, pictures."""

from __future__ import annotations

import contextlib
import io

import pypdfium2
import pytest
import typst

from gongkai.errors import ReadingError, SeveralReports
from gongkai.reading import read_bytes
from gongkai.reading.blocks import Grid, Paragraph
from gongkai.reading.formats.glyphs import Glyph, Page, Rule, ideographs
from gongkai.reading.formats.layout import blocks_of_pages
from gongkai.reading.formats.refusals import Protected, Scanned
from gongkai.reading.formats.upright import without_upright
from gongkai.reading.reader import blocks
from gongkai.report import REWORDED
from tests.law.formats import writers
from tests.law.formats.builders import Table, distinct, parts
from tests.law.formats.expect import assert_reads, wrong_cells

pytestmark = pytest.mark.usefixtures("cjk_font")


@pytest.mark.parametrize(
    "layout",
    [
        {"size": 16, "flipped": True},
        {"size": 16, "flipped": True, "repeat_heads": True},
        {"size": 12, "inset": 8},
        {"size": 6, "columns": 2, "inset": 1},
        {"numbering": '"1 / 1"', "size": 11},
    ],
)
def test_ruled_tables_are_read_however_the_pages_break(layout, made_up):
    assert_reads(read_bytes(writers.as_pdf(made_up, **layout), "年报.pdf"), made_up)


@pytest.mark.parametrize(
    "layout",
    [{"flipped": True}, {"size": 8}, {"size": 10.5, "inset": 5}, {"inset": 1}, {"size": 12, "flipped": True}],
)
def test_tables_without_lines_are_read_by_their_columns(layout, made_up):
    assert_reads(read_bytes(writers.as_pdf(made_up, ruled=False, **layout), "年报.pdf"), made_up)


def test_what_two_narrow_columns_lose_is_lost_and_never_wrong(made_up):
    report = read_bytes(writers.as_pdf(made_up, ruled=False, columns=2, size=7, inset=1), "年报.pdf")
    assert wrong_cells(report, made_up) == {}


def test_page_marks_are_no_text(made_up):
    source = blocks(writers.as_pdf(made_up, size=16, flipped=True), "年报.pdf")
    lines = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    assert not [line for line in lines if line.replace("—", "").strip().isdigit()]


def test_a_table_over_two_pages_is_one_table(made_up):
    source = blocks(writers.as_pdf(made_up, size=12, inset=8), "年报.pdf")
    assert max(len(grid.rows) for grid in source.grids) >= 28


def test_two_columns_of_text_are_read_one_after_the_other():
    text = "".join(f"第{number}句说明政府信息公开工作的开展情况和取得的成效。" for number in range(1, 60))
    source = (
        '#set page(paper: "a4", columns: 2, margin: 2cm)\n#set text(font: "Noto Sans CJK SC", size: 10pt)\n'
        + text
    )
    data = typst.compile(source.encode(), font_paths=[str(folder) for folder in writers.cjk_fonts()])
    read = "".join(block.text for block in blocks(data, "年报.pdf").blocks if isinstance(block, Paragraph))
    assert read == text


def test_radicals_and_compatibility_forms_are_the_ideographs_that_they_show():
    assert ideographs("⼀、总体情况") == "一、总体情况"
    assert ideographs("⾏政许可⻚⻔⻅⺠⻓") == "行政许可页门见民长"
    assert ideographs("（一）２件：“甲”") == "（一）２件：“甲”"


def test_a_turned_page_is_read_as_it_is_shown(made_up):
    document = pypdfium2.PdfDocument(writers.as_pdf(made_up))
    for page in document:
        width, height = page.get_size()
        page.set_rotation(90)
        # The content is turned the other way, so that the page looks as before.
        for item in page.get_objects():
            item.transform(pypdfium2.PdfMatrix(0, 1, -1, 0, height, 0))
        page.set_mediabox(0, 0, height, width)
        page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    assert_reads(read_bytes(buffer.getvalue(), "年报.pdf"), made_up)


def test_a_scanned_report_is_refused_with_a_sentence(made_up):
    pictures = []
    for page in pypdfium2.PdfDocument(writers.as_pdf(made_up)):
        pictures.append(page.render(scale=1).to_pil().convert("L"))
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:])
    with pytest.raises(Scanned, match=r"年报\.pdf：.*扫描图片.*请提供"):
        read_bytes(buffer.getvalue(), "年报.pdf")


def locked_pdf() -> bytes:
    """A PDF whose user password is not the empty one: no password fits these keys."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    trailer = b"<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00> <00>] >>"
    return data + b"xref\n0 5\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (
        table,
        trailer,
        start,
    )


def test_a_pdf_with_a_password_is_refused_with_a_sentence():
    with pytest.raises(Protected, match=r"年报\.pdf：.*口令.*请"):
        read_bytes(locked_pdf(), "年报.pdf")


def test_a_truncated_pdf_is_refused_or_read_and_never_wrong(made_up):
    data = writers.as_pdf(made_up)
    for share in (0.1, 0.5, 0.9, 0.99):
        with contextlib.suppress(ReadingError):
            assert wrong_cells(read_bytes(data[: int(len(data) * share)], "年报.pdf"), made_up) == {}


# – the routine itself, without a PDF


def line(text: str, x: float, base: float, step: float = 10) -> list[Glyph]:
    return [
        Glyph(sign, x + step * index, x + step * (index + 1), base, 10) for index, sign in enumerate(text)
    ]


def box(left: float, top: float, right: float, bottom: float) -> list[Rule]:
    return [
        Rule(left, top, right, top),
        Rule(left, bottom, right, bottom),
        Rule(left, top, left, bottom),
        Rule(right, top, right, bottom),
    ]


def grid_of(*pages: Page) -> list[list[tuple[int, str]]]:
    source = blocks_of_pages(pages, "年报.pdf")
    grid = next(block for block in source.blocks if isinstance(block, Grid))
    return [[(cell.column, cell.text) for cell in row] for row in grid.rows]


def test_cells_without_a_line_between_them_are_one_cell():
    rules = [*box(0, 0, 300, 20), *box(0, 20, 100, 40), *box(100, 20, 300, 40), Rule(200, 20, 200, 40)]
    page = Page([*line("甲", 10, 15), *line("乙", 10, 35), *line("1", 110, 35), *line("2", 210, 35)], rules)
    assert grid_of(page) == [[(0, "甲")], [(0, "乙"), (1, "1"), (2, "2")]]


def test_double_lines_and_lines_in_pieces_count_as_one():
    pieces = [Rule(x, y, x + 48, y) for y in (0, 1.5, 20, 40) for x in (0, 50, 100, 150)]
    uprights = [Rule(x, y, x, y + 20) for x in (0, 100, 198) for y in (0, 20)]
    page = Page([*line("甲", 10, 15), *line("1", 110, 15), *line("乙", 10, 35)], [*pieces, *uprights])
    assert grid_of(page) == [[(0, "甲"), (1, "1")], [(0, "乙"), (1, "")]]


def test_a_table_open_at_its_sides_keeps_its_outer_columns():
    rules = [Rule(0, y, 300, y) for y in (0, 20, 40)] + [Rule(100, 0, 100, 40), Rule(200, 0, 200, 40)]
    page = Page([*line("甲", 10, 15), *line("1", 110, 15), *line("2", 210, 15)], rules)
    assert grid_of(page)[0] == [(0, "甲"), (1, "1"), (2, "2")]


def test_a_row_cut_by_the_page_break_is_one_row():
    rules = [*box(0, 0, 100, 20), *box(100, 0, 200, 20)]
    first = Page([*line("3.补正后申", 10, 15), *line("7", 110, 15)], rules)
    second = Page([*line("请内容仍不明确", 10, 15)], rules)
    assert grid_of(first, second) == [[(0, "3.补正后申请内容仍不明确"), (1, "7")]]


def test_letters_printed_twice_for_boldness_count_once():
    twice = [*line("12", 110, 15, 6), *line("12", 110.4, 15, 6)]
    page = Page([*line("甲", 10, 15), *twice], [*box(0, 0, 100, 20), *box(100, 0, 200, 20)])
    assert grid_of(page) == [[(0, "甲"), (1, "12")]]


# – heads that stand upright beside the rows


def _upright(report, *, size: float, leading: float, groups: bool) -> bytes:
    """The report without ruling lines; 三、本年度办理结果 one character a line, close to the labels."""
    head = writers._HEAD.format(
        margin=1, flipped="false", numbering="none", columns=1, size=size, fonts='"Noto Sans CJK SC"'
    )
    source = [head]
    for part in parts(report):
        if isinstance(part, str):
            source.append(f"#par[{writers._typst(part)}]\n")
        elif part.columns != 10:
            source.append(writers._typst_table(part, "none", 1, False, {}))
        else:
            source.append(_narrow_columns(part, size, leading, groups=groups))
    return typst.compile("\n".join(source).encode(), font_paths=[str(one) for one in writers.cjk_fonts()])


def _narrow_columns(table: Table, size: float, leading: float, *, groups: bool) -> str:
    cells = []
    for cell in table.cells:
        text = writers._typst(cell.text)
        if cell.text.startswith("三、本年度") or (groups and cell.text.startswith("（") and cell.high > 1):
            signs = " \\\n".join(map(writers._typst, cell.text))
            text = f"#set par(leading: {leading}pt)\n{signs}"
        where = f"x: {cell.column}, y: {cell.row}, rowspan: {cell.high}, colspan: {cell.wide}"
        cells.append(f"table.cell({where})[{text}]")
    widths = [size * 1.3, size * (1.3 if groups else 7)]
    columns = ", ".join([*(f"{width}pt" for width in widths), "1fr", *[f"{size * 4}pt"] * 7])
    shape = f"columns: ({columns}), stroke: none, inset: 1pt, align: left + horizon"
    return f"#table({shape}, {', '.join(cells)})"


@pytest.mark.parametrize("groups", [False, True])
@pytest.mark.parametrize(("size", "leading"), [(9, 3), (9, 20), (7, 3), (7, 20)])
def test_an_upright_head_does_not_enter_the_labels_beside_it(size, leading, groups, made_up):
    report = read_bytes(_upright(made_up, size=size, leading=leading, groups=groups), "年报.pdf")
    assert_reads(report, made_up)
    assert [note.stated for note in report.notes if note.code == REWORDED] == []
    assert report.extra_rows == ()


def test_a_label_that_begins_below_a_like_one_is_not_taken_for_upright_text():
    page = Page([*line("三、甲", 10, 15), *line("本年", 10, 35), *line("度乙", 10, 55)])
    assert [glyph.text for glyph in without_upright(page.glyphs)] == list("三、甲本年度乙")


# – two reports on one page


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("flipped", [True, False])
def test_two_reports_side_by_side_on_a_page_are_refused(ruled, flipped, made_up):
    head = writers._HEAD.format(
        margin=1,
        flipped=str(flipped).lower(),
        numbering="none",
        columns=1,
        size=6,
        fonts='"Noto Sans CJK SC"',
    )
    columns = [
        "\n".join(
            f"#par[{writers._typst(part)}]\n"
            if isinstance(part, str)
            else writers._typst_table(part, "0.5pt" if ruled else "none", 1, False, {})
            for part in parts(report)
        )
        for report in (made_up, distinct(8))
    ]
    source = f"{head}#grid(columns: (1fr, 1fr), column-gutter: 12pt, [{columns[0]}], [{columns[1]}])"
    data = typst.compile(source.encode(), font_paths=[str(one) for one in writers.cjk_fonts()])
    with pytest.raises(SeveralReports, match=r"年报\.pdf：.*两份报告.*请把每一份另存为一个文件再读。"):
        read_bytes(data, "年报.pdf")
