"""Which format is this file, whatever its name says?

Decided by content alone: a .doc that is a web page is a web page, a .docx that is a PDF is a PDF.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from pathlib import Path
from typing import IO


class Kind(Enum):
    """What a file turned out to be; the value is its name in messages."""

    TEXT = "文本"
    MARKUP_ARCHIVE = "MHT 网页"
    PDF = "PDF"
    DOCX = "DOCX"
    XLSX = "XLSX"
    XLS = "XLS"
    ODS = "ODS"
    OFD = "OFD"
    WORD = "DOC 或 WPS"
    RTF = "RTF"
    ODT = "ODT"
    LOCKED_OFFICE = "DOCX、XLSX 或 DOC"
    SLIDES = "PPT"
    PICTURE = "图片"
    ARCHIVE = "ZIP"
    OTHER_ARCHIVE = "RAR 或 7Z"


_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIMES = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}
# kind, folder, main part: any of them inside an office package, the main part alone without its list of types
_PACKAGES = (
    (Kind.DOCX, "word/", "word/document.xml"),
    (Kind.XLSX, "xl/", "xl/workbook.xml"),
    (Kind.SLIDES, "ppt/", "ppt/presentation.xml"),
    (Kind.OFD, "OFD.xml", "OFD.xml"),
)
_HEAD = 1024
# A page saved as one file begins like a letter; which line comes first is the browser's choice.
_LETTER = re.compile(
    rb"\s*(?:[A-Za-z][A-Za-z-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE
)
_LETTER_HEAD = 8 * 1024
_START = 64 * 1024
_END = 70 * 1024
_MEMBERS_LOOKED_AT = 5000
_BITMAP_RESERVED = slice(6, 10)


def sniff(data: bytes) -> Kind:
    """The kind of these bytes. Anything without a signature counts as text; `decode` judges it."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if b"%PDF-" in data[:_HEAD] and not head.startswith((b"<", b"PK", b"{\\rtf")):
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return sniff_zip(io.BytesIO(data))
    if data.startswith(_OLE):
        return _compound(data)
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if data.startswith(_OTHER_ARCHIVES):
        return Kind.OTHER_ARCHIVE
    if data.startswith(_PICTURES) and not _only_looks_like_a_bitmap(data):
        return Kind.PICTURE
    if _LETTER.match(data[:_LETTER_HEAD]):
        return Kind.MARKUP_ARCHIVE
    return Kind.TEXT


def _only_looks_like_a_bitmap(data: bytes) -> bool:
    return data.startswith(b"BM") and data[_BITMAP_RESERVED] != bytes(4)


def sniff_zip(file: IO[bytes] | Path) -> Kind:
    """The kind of a file that begins like a zip. Raises nothing: a broken one is told by its parts."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()[:_MEMBERS_LOOKED_AT]
            mime = package.read("mimetype")[:_HEAD].strip() if "mimetype" in names else b""
    except Exception:  # cut off or locked, in one of many ways: the caller tells which
        return _cut_off(file)
    if mime in _MIMES:
        return _MIMES[mime]
    office = "[Content_Types].xml" in names
    for kind, folder, main in _PACKAGES:
        if main in names or (office and any(name.startswith(folder) for name in names)):
            return kind
    return Kind.ARCHIVE


def _cut_off(file: IO[bytes] | Path) -> Kind:
    """Without its directory the names of the first members still stand in the bytes."""
    if isinstance(file, Path):
        try:
            with file.open("rb") as opened:
                return _cut_off(opened)
        except OSError:
            return Kind.ARCHIVE
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - _END))
    if b"PK\x05\x06" in file.read(_END):
        return Kind.ARCHIVE
    file.seek(0)
    start = file.read(_START)
    return next((kind for kind, folder, _ in _PACKAGES if folder.encode() in start), Kind.ARCHIVE)


def _compound(data: bytes) -> Kind:
    """An OLE file by the names of its streams, written in UTF-16 in its directory."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Kind.LOCKED_OFFICE
    if holds("WordDocument"):
        return Kind.WORD
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    return Kind.SLIDES if holds("PowerPoint Document") else Kind.WORD
