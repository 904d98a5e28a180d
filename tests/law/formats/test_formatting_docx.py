"""What formatting means in Word: a person and the reader see the same number, or the cell is quoted."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from gongkai.checking import check
from gongkai.reading import read_bytes
from gongkai.reading.blocks import Paragraph
from gongkai.reading.reader import blocks
from gongkai.report import BLANK, UNREADABLE
from tests.law.formats import writers
from tests.law.formats.expect import assert_reads
from tests.long_run import long_run

pytestmark = pytest.mark.slow

CELL = "table3.new_received.natural_person"
STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Goner"><w:name w:val="Goner"/><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Note"><w:name w:val="Note"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


def run(text: str, properties: str = "") -> str:
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, style: str = "") -> str:
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}{''.join(runs)}</w:p>"


def prompt(text: str) -> str:
    return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>"


PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="p"/></wp:inline></w:drawing></w:r>'
)
SEAL = PICTURE.replace("wp:inline", "wp:anchor")
DROP_DOWN = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="9"/><w:listEntry w:val="{}"/></w:ddList></w:ffData></w:fldChar></w:r>'
    '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TEXT_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>\u2002\u2002\u2002</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SEEN = {
    "struck": lambda n: line(run("1120", "<w:strike/>"), run(n)),
    "struck twice": lambda n: line(run("1120", "<w:dstrike/>"), run(n)),
    "not struck": lambda n: line(run(n, '<w:strike w:val="0"/>')),
    "a struck paragraph": lambda n: line(run("1120"), style="Old") + line(run(n)),
    "a struck style taken back": lambda n: line(
        run("1120"), run(n, '<w:strike w:val="false"/>'), style="Old"
    ),
    "hidden": lambda n: line(run("9", "<w:vanish/>"), run(n)),
    "hidden by its style": lambda n: line(run("9", '<w:rStyle w:val="Gone"/>'), run(n)),
    "hidden by the style below": lambda n: line(run("9", '<w:rStyle w:val="Goner"/>'), run(n)),
    "shown against its style": lambda n: line(run(n, '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>')),
    "white": lambda n: line(run("9", '<w:color w:val="FFFFFF"/>'), run(n)),
    "of one point": lambda n: line(run("9", '<w:sz w:val="2"/>'), run(n)),
    "white on a ground": lambda n: line(run(n, '<w:color w:val="FFFFFF"/><w:shd w:fill="1F4E79"/>')),
    "a note's mark": lambda n: line(run(n), run("1", '<w:vertAlign w:val="superscript"/>')),
    "a note's mark by its style": lambda n: line(run(n), run("[1]", '<w:rStyle w:val="Note"/>')),
    "a note's mark set high": lambda n: line(run(n), run("2", '<w:position w:val="8"/><w:sz w:val="12"/>')),
    "in several runs": lambda n: line(run(n[:1], "<w:b/>"), run(n[1:])),
    "a choice": lambda n: line(DROP_DOWN.format(n)),
    "a control": lambda n: f"<w:sdt><w:sdtPr/><w:sdtContent>{line(run(n))}</w:sdtContent></w:sdt>",
    "a seal over the table": lambda n: line(SEAL, run(n)),
    "joiners": lambda n: line(run(f"\u2060{n[:1]}\u00ad{n[1:]}\u200e")),
}
UNREAD = {
    "a picture": (line(PICTURE), "〔图片〕"),
    "a picture of a digit": (line(run("1"), PICTURE, run("1")), "1〔图片〕1"),
    "an object": (line('<w:r><w:object><w:x w:val="1"/></w:object></w:r>'), "〔嵌入的对象〕"),
    "a prompt": (line(prompt(run("单击此处输入数字"))), "〔没有填的提示文字：单击此处输入数字〕"),
    "a prompt around": (prompt(line(run("0"))), "〔没有填的提示文字：0〕"),
    "an empty field": (line(TEXT_FIELD), "〔没有填的填写框〕"),
    "a formula": (
        line("<w:r><w:instrText>=SUM(LEFT)</w:instrText></w:r>"),
        "〔没有算出结果的公式：=SUM(LEFT)〕",
    ),
    "a symbol": (line('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "〔符号字体的字〕"),
    "struck whole": (line(run("1120", "<w:strike/>")), "〔划去的字：1120〕"),
    "a lowered figure": (line(run("1121"), run("1", '<w:vertAlign w:val="subscript"/>')), "1121 1"),
    "a raised figure inside": (
        line(run("11"), run("2", '<w:vertAlign w:val="superscript"/>'), run("1")),
        "11 2 1",
    ),
}


def with_cell(made_up, inside: str) -> bytes:
    """The document with other paragraphs in one cell, and four styles more."""
    figure = made_up.figures.cells[CELL]
    source, target = zipfile.ZipFile(io.BytesIO(writers.as_docx(made_up))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                whole = rf"<w:p>(?:(?!</w:p>).)*<w:t>{figure}</w:t></w:r></w:p>"
                changed, count = re.subn(whole, lambda _: inside, text.decode(), flags=re.DOTALL)
                assert count == 1
                text = changed.encode()
            elif name == "word/styles.xml":
                text = text.decode().replace("</w:styles>", f"{STYLES}</w:styles>").encode()
            package.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize("case", SEEN)
def test_a_person_and_the_reader_see_the_same_number(case, made_up):
    report = read_bytes(with_cell(made_up, SEEN[case](made_up.figures.cells[CELL])), "年报.docx")
    assert_reads(report, made_up)
    assert report.notes == ()


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_no_text_is_neither_blank_nor_a_number_and_is_quoted(case, made_up):
    inside, quoted = UNREAD[case]
    report = read_bytes(with_cell(made_up, inside), "年报.docx")
    assert [cell for cell, value in report.cells.items() if value is None] == [CELL]
    assert [(note.code, note.stated) for note in report.notes] == [(UNREADABLE, quoted)]
    assert any(f"「{quoted}」" in finding.message for finding in check(report) if CELL in finding.cells)


def test_a_cell_whose_text_is_hidden_is_blank(made_up):
    report = read_bytes(with_cell(made_up, line(run("9", "<w:vanish/>"))), "年报.docx")
    assert [(note.code, note.stated) for note in report.notes if note.cell == CELL] == [(BLANK, "")]


def test_hidden_and_struck_words_and_marks_of_notes_are_gone_from_the_prose(made_up):
    data = with_cell(
        made_up,
        line(run(made_up.figures.cells[CELL]))
        + "</w:tc></w:tr></w:tbl>"
        + line(
            run("收到"),
            run("1", "<w:strike/>"),
            run("12"),
            run("1", '<w:vertAlign w:val="superscript"/>'),
            run("件。"),
        )
        + "<w:tbl><w:tr><w:tc>",
    )
    lines = [block.text for block in blocks(data, "年报.docx").blocks if isinstance(block, Paragraph)]
    assert "收到12件。" in lines


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["odt", *long_run("doc", "rtf")])
def test_what_libre_office_saved_means_the_same(libre_office, tmp_path, made_up, suffix):
    seen = made_up.figures.cells[CELL]
    cases = {case: with_cell(made_up, SEEN[case](seen)) for case in ("struck", "hidden", "a note's mark")}
    for saved in writers.all_saved_as(libre_office, tmp_path, cases, "docx", suffix).values():
        assert_reads(read_bytes(saved, f"年报.{suffix}"), made_up)
