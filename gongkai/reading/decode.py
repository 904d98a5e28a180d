"""Which characters are these bytes?

UTF-8, UTF-16 with its mark, or GB18030; anything else is refused with a sentence, never read as mojibake.
"""

from __future__ import annotations

import codecs

from gongkai.errors import BinaryFile, EmptyFile, UnsupportedFormat, WrongEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "DOCX、XLSX、OFD 或 ZIP",
    b"\xd0\xcf\x11\xe0": "DOC、XLS 或 WPS",
    b"{\\rtf": "RTF",
}
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}
_FAMILIAR = "公开政府信息年报的一不"


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises EmptyFile, UnsupportedFormat, BinaryFile or WrongEncoding."""
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise EmptyFile(f"{name}：文件是空的，没有可读的内容；请检查是否下载或导出完整。")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    for signature, format_name in _FORMATS.items():
        if data.startswith(signature):
            raise UnsupportedFormat(
                f"{name}：这是 {format_name} 文件，现在只读纯文本和网页；请另存为文本或网页后再读。"
            )
    if any(byte in _CONTROL for byte in data[:65536]):
        raise BinaryFile(f"{name}：这是二进制文件，不是文本；请提供年报的文本、网页或文档。")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030", name)
    if not any(sign in text for sign in _FAMILIAR):
        raise _wrong(name)
    return text


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _wrong(name) from None


def _wrong(name: str) -> WrongEncoding:
    return WrongEncoding(
        f"{name}：文字编码既不是 UTF-8 也不是 GB18030，或者文件已损坏；请另存为 UTF-8 后再读。"
    )
