"""Is it told what the objects of a PDF do and hold that no page shows?"""

import zlib

import pytest

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


def test_bytes_behind_the_end_are_told_and_a_plain_letter_passes():
    assert kinds(page(SEEN) + b"PK\x03\x04") == ["trailing_data"]
    assert examine(page(SEEN), "附件.pdf") == ()
