"""Which characters are these bytes?

UTF-8, UTF-16 with its mark, or GB18030; anything else is refused with a sentence, never read as mojibake.
A page that declares UTF-8 may hold a few characters that its makers cut in half.
"""

from __future__ import annotations

import codecs
import re

from gongkai.errors import BinaryFile, EmptyFile, WrongEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])  # signs that stand in no text
_LOOKED_AT = 65536
_FAMILIAR = "公开政府信息年报的一不"
_SAYS_UTF8 = re.compile(rb"charset\s*=\s*[\"']?utf-?8", re.IGNORECASE)
_MOST_BROKEN = 20
_FEWEST_PER_BROKEN = 200


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises EmptyFile, BinaryFile or WrongEncoding."""
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise EmptyFile(f"{name}：文件是空的，没有可读的内容；请检查是否下载或导出完整。")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    start = data[:_LOOKED_AT]
    if len(start.translate(None, _CONTROL)) < len(start):
        raise BinaryFile(f"{name}：这是二进制文件，不是文本；请提供年报的文本、网页或文档。")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data) or _chinese(data, name)


def _declared(data: bytes) -> str | None:
    """A page that says UTF-8 and is, but for a few characters cut in half."""
    if not _SAYS_UTF8.search(data[:4096]):
        return None
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken <= _MOST_BROKEN and broken * _FEWEST_PER_BROKEN <= len(text) else None


def _chinese(data: bytes, name: str) -> str:
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
