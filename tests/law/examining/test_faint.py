"""Is text told that cannot be read: nearly white, black on black, tiny, in a flat row?"""

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from gongkai.examining.cleaning import clean
from gongkai.examining.examine import examine
from tests.law.examining.made import document, members, packed, row_without_height, workbook


def in_run(**marks: dict[str, str]):
    """A run with properties that python-docx does not set."""

    def plant(made):
        run = made.add_paragraph("前").add_run("张三不符合")
        for name, attributes in marks.items():
            item = OxmlElement(f"w:{name}")
            for key, value in attributes.items():
                item.set(qn(f"w:{key}"), value)
            run._r.get_or_add_rPr().append(item)

    return document(plant)


def sized(points: float):
    return document(
        lambda made: setattr(made.add_paragraph("前").add_run("张三不符合").font, "size", Pt(points))
    )


FAINT = {
    "几乎白的字": lambda: in_run(color={"val": "FEFEFE"}),
    "主题色的白字": lambda: in_run(color={"val": "auto", "themeColor": "background1"}),
    "白底白字": lambda: in_run(color={"val": "FFFFFF"}, shd={"val": "clear", "fill": "FFFFFF"}),
    "黑色突出显示": lambda: in_run(highlight={"val": "black"}),
    "黑底黑字": lambda: in_run(color={"val": "000000"}, shd={"val": "clear", "fill": "000000"}),
    "一磅的字": lambda: sized(1),
}
READ = {
    "黑底白字": lambda: in_run(color={"val": "FFFFFF"}, shd={"val": "clear", "fill": "000000"}),
    "黄色突出显示": lambda: in_run(highlight={"val": "yellow"}),
    "小字": lambda: sized(6),
    "红字": lambda: document(
        lambda made: setattr(made.add_paragraph().add_run("红").font.color, "rgb", RGBColor(204, 0, 0))
    ),
}


@pytest.mark.parametrize("name", FAINT)
def test_text_that_cannot_be_read_is_asked_about(name):
    assert [one.kind for one in examine(FAINT[name](), "附件.docx")] == ["faint_text"]


@pytest.mark.parametrize("name", READ)
def test_text_that_can_be_read_passes_in_silence(name):
    assert examine(READ[name](), "附件.docx") == ()


def test_white_by_the_palette_is_asked_about():
    parts = members(
        workbook(lambda book, sheet: sheet.write(2, 0, "张三", book.add_format({"font_color": "white"})))
    )
    assert b'rgb="FFFFFFFF"' in parts["xl/styles.xml"]
    for colour in (b'indexed="9"', b'rgb="FFFEFEFE"'):
        styles = parts["xl/styles.xml"].replace(b'rgb="FFFFFFFF"', colour)
        found = examine(packed({**parts, "xl/styles.xml": styles}), "附件.xlsx")
        assert [one.kind for one in found] == ["faint_text"]


def test_a_row_too_flat_to_be_read_is_hidden_and_goes():
    parts = members(row_without_height())
    name = "xl/worksheets/sheet1.xml"
    data = packed({**parts, name: parts[name].replace(b'ht="0"', b'ht="0.1"')})
    assert [one.kind for one in examine(data, "附件.xlsx")] == ["hidden_cells"]
    assert examine(clean(data, "附件.xlsx"), "附件.xlsx") == ()
