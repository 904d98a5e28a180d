"""Is it told what a PDF or a picture carries besides what is seen, and is a sound letter let pass?"""

import io
from functools import lru_cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
from PIL import Image

import gongkai.fonts
from gongkai.examining.examine import examine
from tests.law.examining.made import PHONE, ZHANG_SAN, packed

_HEAD = """
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(font: "Gongkai Song", size: 14pt, lang: "zh")
"""
_FONTS = [Path(gongkai.fonts.__file__).parent]


@lru_cache
def page(body: str) -> bytes:
    return typst.compile((_HEAD + body).encode(), font_paths=_FONTS)


def kinds(data: bytes) -> list[str]:
    return [one.kind for one in examine(data, "附件.pdf")]


SEEN = "#place(top + left)[征地补偿方案]\n"
UNSEEN = {
    "黑块下的字": SEEN
    + "#place(dy: 20mm)[张三的补偿]#place(dy: 18mm)[#rect(width: 60mm, height: 12mm, fill: black)]",
    "白块下的字": SEEN
    + "#place(dy: 20mm)[张三的补偿]#place(dy: 18mm)[#rect(width: 60mm, height: 12mm, fill: white)]",
    "白纸上的白字": SEEN + "#place(dy: 20mm)[#text(fill: white)[张三的补偿]]",
    "白纸上几乎白的字": SEEN + '#place(dy: 20mm)[#text(fill: rgb("#fafafa"))[张三的补偿]]',
    "页面以外的字": SEEN + "#place(dx: 250mm)[张三的补偿]",
}


def test_an_identity_number_that_was_copied_wrong_is_told_as_one():
    (one,) = examine(page("周大山　户名 110105194912310021　32000"), "附件.pdf")
    assert (one.kind, one.excerpt) == ("identity_number_mistyped", "110…21")


@pytest.mark.parametrize("name", UNSEEN)
def test_text_that_nobody_sees_is_told_with_its_page(name):
    (one,) = examine(page(UNSEEN[name]), "附件.pdf")
    assert one.kind == "covered_text"
    assert one.where.startswith("第 1 页")
    assert one.excerpt == "张三的补偿"


def test_what_is_seen_is_not_told():
    body = SEEN + '#text(fill: rgb("#cc0000"))[红字]#text(size: 4pt)[小字]'
    assert examine(page(body), "附件.pdf") == ()


def test_personal_numbers_in_sight_and_under_a_block_are_told_apart():
    seen = examine(page(f"张三 {ZHANG_SAN}，{PHONE}"), "附件.pdf")
    assert [one.kind for one in seen] == ["identity_number", "mobile_number"]
    under = page(f"#place[张三 {ZHANG_SAN}]#place(dy: -2mm)[#rect(width: 90mm, height: 12mm, fill: black)]")
    (one,) = examine(under, "附件.pdf")
    assert (one.kind, one.excerpt) == ("covered_text", "含居民身份证号码")


def test_author_and_keywords_are_properties():
    body = '#set document(title: "方案", author: "王某", keywords: ("内部",))\n征地补偿方案'
    found = examine(page(body), "附件.pdf")
    assert {one.kind for one in found} == {"property"}
    assert "王某" in found[0].excerpt


def edited(data: bytes, act) -> bytes:
    document = pypdfium2.PdfDocument(data)
    act(document)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _annotated(kind: int, words: str = ""):
    def act(document):
        sheet = document[0]
        one = pdfium.FPDFPage_CreateAnnot(sheet, kind)
        text = (words + "\0").encode("utf-16-le")
        if words:
            shaped = (pdfium.FPDF_WCHAR * (len(text) // 2)).from_buffer_copy(text)
            pdfium.FPDFAnnot_SetStringValue(one, b"Contents", shaped)
        pdfium.FPDFAnnot_SetRect(one, pdfium.FS_RECTF(100, 300, 120, 280))
        pdfium.FPDFPage_CloseAnnot(one)
        sheet.close()

    return act


def marked(annotation: str) -> bytes:
    """A page with one annotation that pdfium itself would not write."""
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Annots [4 0 R] >>",
        f"<< /Type /Annot {annotation} /Rect [10 10 100 100] >>",
    )
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n".encode()


def test_notes_attachments_and_boxes_that_only_mark_are_told():
    plain = page(SEEN)
    assert kinds(edited(plain, _annotated(pdfium.FPDF_ANNOT_TEXT, "张三不符合"))) == ["comment"]
    assert kinds(marked("/Subtype /Redact")) == ["pending_redaction"]
    assert kinds(marked("/Subtype /FileAttachment")) == ["attachment"]
    assert kinds(edited(plain, lambda one: one.new_attachment("名单.txt").set_data(b"1"))) == ["attachment"]


def test_an_earlier_version_at_the_end_of_the_file_is_told():
    plain = page(SEEN)
    assert kinds(plain + b"\n%%EOF\n") == ["earlier_version"]


# – pictures


def photo(kind: str = "JPEG", place: bool = True) -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "某某手机"
    if place:
        exif[0x8825] = {1: "N", 2: (39.0, 54.0, 20.0)}
    if kind == "TIFF":
        return exif.tobytes().removeprefix(b"Exif\0\0")
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_where_and_with_what_a_photo_was_taken_is_told(kind):
    found = {one.kind for one in examine(photo(kind), "照片")}
    assert found == {"picture_data", "location", "picture_page"}


def test_where_the_photo_of_a_pdf_was_taken_is_told_by_its_properties_too():
    said = b"<x:xmpmeta><exif:GPSLatitude>39,54.3N</exif:GPSLatitude></x:xmpmeta>"
    assert kinds(page(SEEN) + said) == ["location", "trailing_data"]


def test_a_picture_of_pixels_alone_is_only_said_to_be_one():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG")
    assert kinds(out.getvalue()) == ["picture_page"]
    assert kinds(out.getvalue() + b"PK\x03\x04 more") == ["trailing_data", "picture_page"]


# – OFD


def test_author_notes_attachments_and_hidden_text_of_an_ofd_are_told():
    text = f"<TextObject><TextCode>{PHONE}</TextCode></TextObject>"
    hidden = '<TextObject Visible="false"><TextCode>张三不符合</TextCode></TextObject>'
    parts = {
        "OFD.xml": "<OFD><DocBody><DocInfo><Author>王某</Author></DocInfo></DocBody></OFD>",
        "Doc_0/Document.xml": "<Document/>",
        "Doc_0/Pages/Page_0/Content.xml": f"<Page><Content><Layer>{text}{hidden}</Layer></Content></Page>",
        "Doc_0/Attachs/Attachments.xml": '<Attachments><Attachment Name="a.xlsx"/></Attachments>',
        "Doc_0/Annots/Page_0/Annotation.xml": '<PageAnnot><Annot Type="Highlight">不符合</Annot></PageAnnot>',
    }
    data = packed({name: part.encode() for name, part in parts.items()})
    assert {one.kind for one in examine(data, "附件.ofd")} == {
        "property",
        "mobile_number",
        "hidden_text",
        "attachment",
        "comment",
    }
