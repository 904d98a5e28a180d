"""Do the comments stand at the cells, and is everything else as it was?"""

import io
import zipfile

import docx
import pypdfium2
import pytest
from lxml import etree

from gongkai.annotate import annotate
from gongkai.checking import ERROR, Finding, check
from gongkai.errors import GongkaiError, WritingError
from gongkai.reading import read
from gongkai.reading.formats import limits
from gongkai.reading.formats.refusals import TooLarge
from gongkai.render import write
from tests.law.render.reports import changed, libreoffice, sound

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def draft(tmp_path):
    """A Word report of which one cell is wrong."""
    out = tmp_path / "年报.docx"
    write(changed(sound(), table3__denied_process_information__commercial_enterprise=7777), out)
    return out


def finding(*cells, message="某处不对。", suspect=None):
    return Finding(
        "t3.row_total", ERROR, cells, None, None, message, "国办公开办函〔2021〕30号", suspect=suspect
    )


def marked(file):
    """The text of each comment, and the texts of the cells or paragraphs between its two marks."""
    with zipfile.ZipFile(file) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        comments = etree.fromstring(archive.read("word/comments.xml"))
    texts = {c.get(f"{W}id"): "".join(c.itertext()) for c in comments}
    found = []
    for number, text in texts.items():
        inside, words = False, []
        for element in root.iter():
            if element.get(f"{W}id") == number and element.tag == f"{W}commentRangeStart":
                inside = True
            elif element.get(f"{W}id") == number and element.tag == f"{W}commentRangeEnd":
                inside = False
            elif inside and element.tag == f"{W}t":
                words.append(element.text)
        found.append((text, words))
    return found


def test_a_part_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(draft, tmp_path):
    with zipfile.ZipFile(draft, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image9.bin", bytes(100 * limits.MEGABYTE))
    with pytest.raises(TooLarge, match="image9"):
        annotate(draft, [finding(message="某处不对。")], tmp_path / "批注.docx")
    assert [path.name for path in tmp_path.iterdir()] == [draft.name]


def test_the_comment_stands_at_the_cell_that_explains_the_failing_sums(draft, tmp_path):
    findings = [found for found in check(read(draft)) if found.severity == ERROR]
    out = tmp_path / "批注.docx"
    assert annotate(draft, findings, out) == len(findings) >= 2
    for (text, words), one in zip(marked(out), findings, strict=True):
        assert one.message in text
        assert words == ["7777"]
    assert [text[: text.index("：")] for text, _ in marked(out)][:2] == ["▲ 错误", "随之 ▲ 错误"]


def test_a_workbook_is_a_package_too_and_gets_no_comments(tmp_path):
    book = tmp_path / "年报.xlsx"
    write(sound(), book)
    with pytest.raises(WritingError, match="不是 DOCX 文档，不能加批注"):
        annotate(book, [finding(message="某处不对。")], tmp_path / "批注.docx")
    assert [path.name for path in tmp_path.iterdir()] == [book.name]


def test_a_row_is_marked_from_its_first_to_its_last_cell(draft, tmp_path):
    cells = sound().layout.row3("granted")
    annotate(draft, [finding(*cells)], tmp_path / "批注.docx")
    assert marked(tmp_path / "批注.docx")[0][1] == [str(sound().cells[cell]) for cell in cells]


def test_a_sum_over_two_rows_is_marked_at_each_cell(draft, tmp_path):
    cells = ("table3.new_received.total", "table3.carried_over_in.total")
    assert annotate(draft, [finding(*cells)], tmp_path / "批注.docx") == 2
    assert [words for _, words in marked(tmp_path / "批注.docx")] == [[str(sound().cells[c])] for c in cells]


def test_a_finding_about_no_cell_stands_at_the_heading(draft, tmp_path):
    lost = finding("table4.no_such_row.total", message="表四缺一块。")
    annotate(draft, [finding(message="全文没有写年度。"), lost], tmp_path / "批注.docx")
    told = [words for _, words in marked(tmp_path / "批注.docx")]
    assert told == [
        ["示范市档案馆", "2024年政府信息公开工作年度报告"],
        ["四、政府信息公开行政复议、行政诉讼情况"],
    ]


def test_nothing_else_is_changed(draft, tmp_path):
    out = tmp_path / "批注.docx"
    annotate(draft, [finding("table3.granted.total")], out)
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(out) as new:
        assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}
        touched = {name for name in old.namelist() if old.read(name) != new.read(name)}
        root = etree.fromstring(new.read("word/document.xml"))
        for mark in [*root.iter(f"{W}commentRangeStart"), *root.iter(f"{W}commentRangeEnd")]:
            mark.getparent().remove(mark)
        for mark in list(root.iter(f"{W}commentReference")):
            mark.getparent().getparent().remove(mark.getparent())
        before = etree.fromstring(old.read("word/document.xml"))
        assert etree.tostring(root, method="c14n") == etree.tostring(before, method="c14n")
    assert touched == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_comments_that_are_there_already_stay(draft, tmp_path):
    once, twice = tmp_path / "一.docx", tmp_path / "二.docx"
    annotate(draft, [finding("table3.granted.total", message="先前的意见。")], once)
    annotate(once, [finding("table3.granted.natural_person", message="后来的意见。")], twice)
    told = [text for text, _ in marked(twice)]
    assert "先前的意见。" in told[0]
    assert "后来的意见。" in told[1]
    comments = list(docx.Document(str(twice)).comments)
    assert [comment.comment_id for comment in comments] == [0, 1]
    assert {comment.author for comment in comments} == {"公开核对"}


@pytest.mark.slow
def test_libreoffice_opens_the_copy(draft, tmp_path):
    out = tmp_path / "批注.docx"
    annotate(draft, check(read(draft)), out)
    with pypdfium2.PdfDocument(libreoffice(out, tmp_path)) as document:
        assert "7777" in "".join(page.get_textpage().get_text_range() for page in document)


def test_the_source_itself_is_never_overwritten(draft):
    before = draft.read_bytes()
    with pytest.raises(WritingError, match="不能覆盖原文件"):
        annotate(draft, [], draft)
    assert draft.read_bytes() == before


def test_a_file_that_is_no_docx_is_one_sentence(tmp_path):
    text = tmp_path / "年报.txt"
    write(sound(), text)
    with pytest.raises(GongkaiError, match="不是 DOCX 文档，不能加批注"):
        annotate(text, [], tmp_path / "批注.docx")
    assert not (tmp_path / "批注.docx").exists()


def test_tables_around_tables_and_split_tables_keep_their_places(tmp_path):
    """A report pasted into a frame, table 三 torn in two: the comment still finds its cell."""
    plain = tmp_path / "年报.docx"
    write(changed(sound(), table3__other_misc__natural_person=7777), plain)
    document = docx.Document(str(plain))
    table = document.tables[1]._tbl
    second = etree.fromstring(etree.tostring(table))
    for row in table.tr_lst[15:]:
        table.remove(row)
    rows = second.findall(f"{W}tr")
    for row in rows[:15]:
        second.remove(row)
    table.addnext(docx.oxml.parse_xml(etree.tostring(second)))
    stream = io.BytesIO()
    document.save(stream)
    torn = tmp_path / "拆开.docx"
    torn.write_bytes(stream.getvalue())
    out = tmp_path / "批注.docx"
    annotate(torn, [f for f in check(read(torn)) if f.suspect], out)
    assert {tuple(words) for _, words in marked(out)} == {("7777",)}
