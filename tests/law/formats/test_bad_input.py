"""Whatever is wrong with a file ends in one sentence that names it: what, where, why, what to do."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from gongkai.errors import BinaryFile, EmptyFile, NotAReport, ReadingError, UnsupportedFormat
from gongkai.reading import read, read_bytes
from gongkai.reading.formats import legacy, limits
from gongkai.reading.formats.package import Package
from gongkai.reading.formats.refusals import (
    ConversionFailed,
    ConverterMissing,
    Damaged,
    Protected,
    Scanned,
    TooLarge,
)
from tests.law.formats import writers

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def word(body: str) -> bytes:
    text = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": text.encode()})


def sentence(kind: type[ReadingError], data: bytes, name: str) -> str:
    """The sentence that the file is refused with: one line, the file first."""
    with pytest.raises(kind) as caught:
        read_bytes(data, name)
    told = str(caught.value)
    assert told.startswith(f"{name}：")
    assert "\n" not in told
    return told


# – too much


def test_a_zip_bomb_in_a_document_is_not_unpacked():
    bomb = zipped({"word/document.xml": b" " * (40 * limits.MEGABYTE)})
    assert "压缩炸弹" in sentence(TooLarge, bomb, "年报.docx")


def test_a_part_larger_than_any_report_is_not_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:  # not packed, so no bomb by its ratio
        package.writestr("word/document.xml", bytes(limits.LARGEST_PART + 1))
    assert "解压后超过" in sentence(TooLarge, buffer.getvalue(), "年报.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_of_the_same_name_are_all_counted():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for _ in range(4):
            package.writestr("word/media/image.bin", bytes(limits.LARGEST_PART))
    with pytest.raises(TooLarge, match="解压后超过"):
        Package(buffer.getvalue(), "年报.docx", "DOCX").check_total()


def test_a_workbook_with_one_cell_in_the_last_corner_is_not_laid_out():
    sheet = (
        b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    members = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": sheet}
    assert "1048576 行 × 16384 列" in sentence(TooLarge, zipped(members), "年报.xlsx")


def test_a_hundred_thousand_cells_are_no_report():
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 100 + "</w:tr>"
    assert "表格超过" in sentence(TooLarge, word(f"<w:tbl>{row * 1000}</w:tbl>"), "年报.docx")
    page = "<html><body><table>" + ("<tr>" + "<td>1</td>" * 100 + "</tr>") * 1000 + "</table></body></html>"
    assert "表格" in sentence(TooLarge, page.encode(), "年报.html")


def test_tables_a_thousand_deep_are_no_report():
    deep = "<w:tbl><w:tr><w:tc>" * 1000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 1000
    assert "嵌套" in sentence(TooLarge, word(deep), "年报.docx")
    read_or_refuse(("<html><body>" + "<div>" * 5000 + "政府信息公开" + "</div>" * 5000).encode(), "年报.html")
    read_or_refuse(("<html><body>" + "<table><tr><td>" * 1000 + "一").encode(), "年报.html")
    read_or_refuse(b'{"form": ' + b"[" * 100_000, "年报.json")


def read_or_refuse(data: bytes, name: str) -> None:
    """Either is right; any other end than a sentence is not."""
    try:
        read_bytes(data, name)
    except ReadingError as problem:
        if not str(problem).startswith(f"{name}："):
            raise AssertionError(f"no file in: {problem}") from problem


def test_a_file_of_two_hundred_megabytes_is_not_even_opened(tmp_path):
    path = tmp_path / "年报.html"
    with path.open("wb") as file:
        file.truncate(limits.LARGEST_FILE + 1)
    with pytest.raises(TooLarge, match="文件有 200 MB"):
        read(path)


def test_a_text_larger_than_any_report_is_refused():
    assert "文本有" in sentence(TooLarge, "公开 ".encode() * 4_000_000, "年报.txt")


# – XML that wants more than it should


def test_entities_are_not_expanded():
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "哈">{laughs}]><w:document {_W}>&a9;</w:document>'
    assert "实体" in sentence(Damaged, zipped({"word/document.xml": text.encode()}), "年报.docx")


def test_no_file_of_the_machine_gets_into_a_report(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密")
    text = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><OFD>&s;</OFD>'
    assert "机密" not in sentence(Damaged, zipped({"OFD.xml": text.encode()}), "年报.ofd")


# – locked, cut off, foreign


def test_office_files_with_a_password_are_refused():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le")
    assert "口令" in sentence(Protected, ole, "年报.docx")


def test_an_ofd_with_a_password_is_refused():
    root = b"<OFD><Encryptions>Encryptions.xml</Encryptions></OFD>"
    assert "口令" in sentence(Protected, zipped({"OFD.xml": root}), "年报.ofd")


@pytest.mark.parametrize("write", [writers.as_docx, writers.as_xlsx, writers.as_ofd])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_file_cut_off_is_refused(write, share, made_up):
    data = write(made_up)
    with pytest.raises(ReadingError, match=r"^年报：.*请"):
        read_bytes(data[: int(len(data) * share)], "年报")


def test_a_document_with_damaged_bytes_is_refused(made_up):
    data = bytearray(writers.as_docx(made_up))
    start = data.index(b"word/document.xml") + 60
    data[start : start + 200] = bytes(200)
    assert "损坏" in sentence(Damaged, bytes(data), "年报.docx")


def test_a_scanned_ofd_is_refused():
    page = b'<Page><Content><Layer><ImageObject ID="1" ResourceID="2"/></Layer></Content></Page>'
    members = {
        "OFD.xml": b"<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
        "D/Document.xml": b'<Document><Pages><Page ID="1" BaseLoc="P/Content.xml"/></Pages></Document>',
        "D/P/Content.xml": page,
    }
    assert "扫描图片" in sentence(Scanned, zipped(members), "年报.ofd")


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "图片"),
        (b"Rar!\x1a\x07\x01\x00" + b"\x00" * 50, "ZIP"),
        (zipped({"甲.txt": b"x"}), "压缩包"),
        (zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "演示文稿"),
    ],
    ids=["png", "jpeg", "rar", "zip", "slides"],
)
def test_other_kinds_of_files_are_named(data, named):
    assert named in sentence(UnsupportedFormat, data, "年报")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (EmptyFile, b""),
        (EmptyFile, b" \r\n\x00"),
        (BinaryFile, b"\x01\x02\x03 something"),
        (NotAReport, "今天天气很好。".encode()),
        (NotAReport, b"{}"),
    ],
    ids=["nothing", "only space", "binary", "weather", "empty JSON"],
)
def test_what_is_no_report_is_told(kind, data):
    sentence(kind, data, "年报")


# – LibreOffice


def test_without_libre_office_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(legacy.shutil, "which", lambda name: None)
    told = sentence(ConverterMissing, b"{\\rtf1 x}", "年报.rtf")
    assert "libreoffice-writer" in told


@pytest.mark.slow
def test_a_document_that_libre_office_cannot_open_is_told(libre_office):
    ole = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + zlib.compress(b"x" * 5000) + "WordDocument".encode("utf-16-le")
    )
    with pytest.raises(ReadingError, match=r"^年报\.doc："):
        read_bytes(ole, "年报.doc")


def test_a_conversion_that_never_ends_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setattr(legacy.shutil, "which", lambda name: str(slow) if name == "soffice" else None)
    monkeypatch.setattr(limits, "CONVERSION_SECONDS", 0.5)
    legacy._offline.cache_clear()
    assert "已停止" in sentence(ConversionFailed, b"{\\rtf1 x}", "年报.rtf")
    legacy._offline.cache_clear()
