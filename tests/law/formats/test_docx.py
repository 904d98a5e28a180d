"""What Word can do to a report: tracked changes, text boxes, counted headings, tables within tables."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai.checking import check
from gongkai.reading import read_bytes
from gongkai.reading.blocks import Grid, Paragraph
from gongkai.reading.reader import blocks
from gongkai.render import rendered
from tests.law.formats import writers
from tests.law.formats.builders import HEADINGS, parts, tables
from tests.law.formats.expect import assert_reads
from tests.law.render import reports

pytestmark = pytest.mark.slow


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def texts(data: bytes) -> list[str]:
    return [block.text for block in blocks(data, "年报.docx").blocks if isinstance(block, Paragraph)]


def paragraph(inner: str):
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


@pytest.fixture
def document():
    """A document with a table, so that it is read as Word and not as text."""
    document = docx.Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "规章", "3"
    return document


def put_first(document, element) -> None:
    document.element.body.insert(0, element)


def test_deleted_words_are_gone_and_inserted_words_stand(document):
    put_first(
        document,
        paragraph(
            "<w:r><w:t>新收</w:t></w:r>"
            '<w:del w:id="1" w:author="a"><w:r><w:delText>12</w:delText></w:r></w:del>'
            '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>14</w:t></w:r></w:moveFrom>'
            '<w:ins w:id="2" w:author="a"><w:r><w:t>13</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r>'
        ),
    )
    assert "新收13件" in texts(saved(document))


def test_a_deleted_row_is_no_row(document):
    table = document.tables[0]
    table.add_row().cells[0].text = "行政许可"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"/>'))
    grid = next(block for block in blocks(saved(document), "年报.docx").blocks if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in grid.rows] == [["规章", "3"]]


def test_a_table_with_tracked_changes_is_read_as_accepted_and_told_of_by_its_name():
    document = docx.Document(io.BytesIO(rendered(reports.sound("2021"), ".docx")))
    line = next(row for table in document.tables for row in table.rows if "予以公开" in row.cells[1].text)
    said = line.cells[-1].text
    removed = f'<w:del w:id="1" w:author="a"><w:r><w:delText>{said}</w:delText></w:r></w:del>'
    added = '<w:ins w:id="2" w:author="a"><w:r><w:t>77</w:t></w:r></w:ins>'
    cell = line.cells[-1]._tc
    cell.remove(cell.p_lst[0])
    cell.append(paragraph(removed + added))
    put_first(document, paragraph('<w:ins w:id="3" w:author="a"><w:r><w:t>甲</w:t></w:r></w:ins>'))
    report = read_bytes(saved(document), "年报.docx")
    assert report.cells["table3.granted.total"] == 77
    table, words = (one for one in check(report) if one.rule == "cells.tracked")
    assert "表三里有没有接受的修订" in table.message
    assert f"（一）予以公开」删去“{said}”、写入“77”" in table.message
    assert (table.severity, words.severity) == ("warning", "note")
    assert "正文里有没有接受的修订：写入“甲”" in words.message


def test_a_text_box_counts_once_though_word_writes_it_twice(document):
    box = "<w:txbxContent><w:p><w:r><w:t>示范市数据局</w:t></w:r></w:p></w:txbxContent>"
    put_first(
        document,
        parse_xml(
            f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"<w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f"<v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    assert texts(saved(document)).count("示范市数据局") == 1


def test_headings_that_word_counts_itself_have_their_numbers(made_up):
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/></w:num>'))
    for part in parts(made_up):
        if part in HEADINGS:
            line = document.add_paragraph(part.partition("、")[2])
            line._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="78"/></w:numPr>')
            )
        elif isinstance(part, str):
            document.add_paragraph(part)
    document.add_table(1, 2).rows[0].cells[0].text = "规章"
    document.tables[0].rows[0].cells[1].text = "1"
    report = read_bytes(saved(document), "年报.docx")
    assert [section.heading for section in report.sections] == list(HEADINGS)


def test_a_table_around_tables_is_only_layout(made_up):
    document = docx.Document()
    frame = document.add_table(2, 1)
    frame.rows[0].cells[0].text = made_up.title
    for table in tables(made_up.figures):
        inner = frame.rows[1].cells[0].add_table(table.rows, table.columns)
        places = [list(row.cells) for row in inner.rows]
        for cell in table.cells:
            first, last = places[cell.row][cell.column], places[cell.row + cell.high - 1]
            first.merge(last[cell.column + cell.wide - 1]).text = cell.text
    report = read_bytes(saved(document), "年报.docx")
    assert_reads(report, made_up)
    assert report.title == made_up.title


def test_a_row_that_begins_further_right_keeps_its_columns(document):
    row = document.tables[0]._tbl.tr_lst[0]
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="2"/>'))
    grid = next(block for block in blocks(saved(document), "年报.docx").blocks if isinstance(block, Grid))
    assert [cell.column for cell in grid.rows[0]] == [2, 3]


def test_a_whole_report_in_one_table_has_its_sections(made_up):
    document = docx.Document()
    for part in parts(made_up):
        if isinstance(part, str):
            document.add_table(1, 1).rows[0].cells[0].text = part
            continue
        table = document.add_table(part.rows, part.columns)
        places = [list(row.cells) for row in table.rows]
        for cell in part.cells:
            last = places[cell.row + cell.high - 1][cell.column + cell.wide - 1]
            places[cell.row][cell.column].merge(last).text = cell.text
    report = read_bytes(saved(document), "年报.docx")
    assert_reads(report, made_up)
    assert [section.heading for section in report.sections] == list(HEADINGS)


def test_macros_and_embedded_files_are_never_looked_at(made_up):
    buffer = io.BytesIO(writers.as_docx(made_up))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 not a project")
        package.writestr("word/embeddings/oleObject1.bin", b"\x00" * 100)
    assert_reads(read_bytes(buffer.getvalue(), "年报.docm"), made_up)


def test_a_cell_stands_where_it_begins_and_nowhere_else(document):
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "甲"
    table.cell(2, 1).text = "乙"
    (_, grid) = blocks(saved(document), "年报.docx").grids
    places = [[(cell.column, cell.text) for cell in row] for row in grid.rows]
    assert places == [[(0, "甲"), (2, "")], [(2, "")], [(0, ""), (1, "乙"), (2, "")]]
