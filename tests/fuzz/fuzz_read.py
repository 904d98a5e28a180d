"""Does any input make the reader end otherwise than with a report or a sentence?

    python -m tests.fuzz.fuzz_read -max_total_time=60 [folder of inputs]

The first byte says how the rest is dressed: as it is, as the text of a DOCX, the sheet of an XLSX, the page
of an OFD, the records of a sheet of an XLS, which no change of packed bytes would ever reach, or as the lines
of a CSV behind the first rows of a report. An XLS is read in a process of its own, as strangers' files always
are (`gongkai.confined`): the library may ask for more memory than there is and end it. A crash is written
next to where it was run; it becomes a fixture of `tests/law/formats`.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import signal
import sys
import zipfile

try:
    import atheris
except ModuleNotFoundError:
    sys.exit("atheris is not installed here (it needs Python 3.11): pip install atheris")

with atheris.instrument_imports(include=["gongkai"]):
    from gongkai.errors import ReadingError
    from gongkai.reading import read_bytes
    from gongkai.reading.formats.sniff import Kind, sniff

from tests.law.formats.ole import in_a_sheet

_CONVERTED = {Kind.WORD, Kind.RTF, Kind.ODT}  # would start LibreOffice for every input
_MEMORY = 2 * 1024**3
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ROWS = (
    *("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"),
    *("（二）部分公开", "（七）总计", "四、结转下年度继续办理"),
)
_COMMAS = (
    "示范市教育局2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
    + "".join(f"{row},1,2,0,0,0,0,3\n" for row in _ROWS)
).encode()
_OFD = {
    "OFD.xml": b"<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
    "D/Document.xml": b'<Document><Pages><Page ID="1" BaseLoc="P/Content.xml"/></Pages></Document>',
}


def dressed(data: bytes) -> bytes:
    """The input as one of the formats, or as it is."""
    body = data[1:]
    which = data[0] % 6 if data else 0
    if which == 1:
        text = f"<w:document {_WORD}><w:body>".encode() + body + b"</w:body></w:document>"
        return _zipped({"word/document.xml": text})
    if which == 2:
        text = b"<worksheet><sheetData>" + body + b"</sheetData></worksheet>"
        return _zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": text})
    if which == 3:
        return _zipped({**_OFD, "D/P/Content.xml": b"<Page><Content>" + body + b"</Content></Page>"})
    if which == 4:
        return in_a_sheet(body)
    if which == 5:
        return _COMMAS + body
    return body


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def test_one_input(data: bytes) -> None:
    """Reads one input."""
    file = dressed(data)
    kind = sniff(file)
    if kind is Kind.XLS:
        assert _in_a_child(file) in {0, -signal.SIGABRT}
    elif kind not in _CONVERTED:
        _read(file)


def _in_a_child(file: bytes) -> int:
    """How a process ended that read the file with so much memory: 0, or the signal below zero."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the library tells of its panics there
        status = 1
        try:
            _read(file)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _read(file: bytes) -> None:
    with contextlib.suppress(ReadingError):
        read_bytes(file, "input")


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
