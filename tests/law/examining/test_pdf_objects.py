"""Is it told what the objects of a PDF do and hold that no page shows?"""

import zlib

import pytest

from gongkai.examining import pdf_objects
from gongkai.examining.examine import examine
from tests.law.examining.test_pdf import SEEN, kinds, page

OBJECTS = {
    "打开时的脚本": ("/OpenAction << /S /JavaScript /JS (app.alert) >>", "script"),
    "编了码的脚本": ("/OpenAction << /S /Java#53cript /JS (app.alert) >>", "script"),
    "启动程序": ("/OpenAction << /S /Launch /F (a.exe) >>", "script"),
    "关联文件": ("/AF [5 0 R]", "attachment"),
    "XFA 表单": ("/AcroForm << /XFA (x) >>", "form_value"),
}


def holding(catalog: str, compressed: str = "") -> bytes:
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] >>",
    ]
    if compressed:
        body = zlib.compress(compressed.encode())
        head = f"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(body)} >>".encode()
        objects.append(head + b"\nstream\n" + body + b"\nendstream")
    text = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + text + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF\n"


@pytest.mark.parametrize("name", OBJECTS)
def test_what_no_page_shows_is_told(name):
    catalog, kind = OBJECTS[name]
    assert set(kinds(holding(catalog))) == {kind}


def test_an_action_in_a_compressed_stream_is_told():
    assert kinds(holding("", "5 0 << /S /JavaScript /JS (app.alert) >>")) == ["script"]


_ACTION = "/OpenAction << /S /JavaScript /JS (app.alert) >>"
FAKED = {
    "假的流在字符串里": f"/Note (<< /Length 90 >> stream\n) {_ACTION} /Again (endstream)",
    "假的流在注释里": f"% << >> stream\n{_ACTION}",
    "动作在真的流里": ">>\nendobj\n9 0 obj\n<< /Length 99 >>\nstream\n"
    f"<< {_ACTION} >>\nendstream\nendobj\n8 0 obj\n<<",
}


@pytest.mark.parametrize("name", FAKED)
def test_nothing_is_hidden_by_what_only_looks_like_a_stream(name):
    assert kinds(holding(FAKED[name])) == ["script"]


def packed_objects(body: bytes, head: str) -> bytes:
    plain = holding("")
    more = b"7 0 obj\n<< " + head.encode() + b" >>\nstream\n" + body + b"\nendstream\nendobj\n"
    return plain.replace(b"trailer", more + b"trailer")


ACTION = zlib.compress(b"5 0 << /S /JavaScript /JS (app.alert) >>")


def test_an_object_stream_is_unpacked_whatever_stands_before_it():
    assert kinds(packed_objects(ACTION, "/Filter /FlateDecode")) == ["script"]
    far = f"/Type /ObjStm /Note ({'-' * 5000}) /Filter /FlateDecode"
    assert kinds(packed_objects(ACTION, far)) == ["script"]
    assert kinds(packed_objects(ACTION + b"endstream", "/Type /Obj#53tm /Filter /FlateDecode")) == ["script"]


def test_objects_packed_in_another_way_are_said_not_to_be_looked_into():
    head = "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]"
    assert kinds(packed_objects(ACTION.hex().encode(), head)) == ["not_examined"]


def test_more_objects_than_are_unpacked_are_said_not_to_be_looked_into(monkeypatch):
    monkeypatch.setattr(pdf_objects, "_MOST", 30)
    assert "not_examined" in kinds(packed_objects(ACTION, "/Filter /FlateDecode"))


def test_the_three_letters_of_associated_files_in_a_picture_are_none():
    assert kinds(packed_objects(b"\x00/AF \x01\x02", "/Filter /DCTDecode")) == []


def test_bytes_behind_the_end_are_told_and_a_plain_letter_passes():
    assert kinds(page(SEEN) + b"PK\x03\x04") == ["trailing_data"]
    assert examine(page(SEEN), "附件.pdf") == ()
