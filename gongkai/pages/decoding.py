"""In which encoding is a page written, and does it say so?

What it says is the mark at its beginning, else the header of the answer, else its own `meta` – as browsers
go. Bytes that are UTF-8 are UTF-8, whatever was said: Chinese in GBK is never so by chance for long.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-:]{2,30})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-:]{2,30})", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "hz-gb-2312", "x-gbk", "cp936", "euc-cn"})
_HEAD = 4096
_UNWRITABLE = re.compile("\0|[\ud800-\udfff]+")
_LEAST = 6  # bytes beyond ASCII: fewer may be UTF-8 by chance
UTF8, GB = "utf-8", "gb18030"
_NAMES = {UTF8: "UTF-8", GB: "GBK"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text. `said`: the encoding that the page names; `is_wrong`: whether it is another."""

    text: str
    encoding: str
    said: str
    is_wrong: bool

    @property
    def slip(self) -> str:
        """What is wrong, as people say it."""
        return f"说是 {self.said or '没有写明'}，其实是 {_NAMES.get(self.encoding, self.encoding)}"


def writable(text: str) -> str:
    """The text without what no database keeps and no answer can hold: NUL, halves of signs."""
    return _UNWRITABLE.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)


def decoded(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page, read in the encoding in which it is."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return Decoded(writable(body[len(mark) :].decode(name, "replace")), name, name, is_wrong=False)
    said = _said(body, content_type)
    meant = _codec(said)
    beyond = sum(byte > 127 for byte in body[: 1 << 16])
    true = meant or UTF8
    if beyond >= _LEAST:
        if _reads(body, UTF8):
            true = UTF8
        elif (meant is None or meant == UTF8 or _is_single(meant)) and _reads(body, GB):
            true = GB
    wrong = bool(said) and meant is not None and true != meant
    return Decoded(writable(body.decode(true, "replace")), true, said, wrong)


def _said(body: bytes, content_type: str) -> str:
    in_header = _CHARSET.search(content_type)
    if in_header:
        return in_header[1].lower()
    in_page = _META.search(body[:_HEAD])
    return in_page[1].decode("ascii").lower() if in_page else ""


def _codec(name: str) -> str | None:
    if name in _CHINESE:
        return GB
    try:
        known = codecs.lookup(name).name if name else None
        if known:
            "".encode(known)  # `hex`, `zlib`: of bytes, no writing
            b"a".decode(known, "replace")  # `idna`, `undefined`: nothing that a page is read with
    except (LookupError, UnicodeError):
        return None
    return known


def _is_single(name: str) -> bool:
    return name.startswith(("iso8859", "cp125", "latin", "ascii"))


def _reads(body: bytes, name: str) -> bool:
    """Whether all of it can be read so; a sign that was cut through at the end is no slip."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        decoder.decode(body)
    except UnicodeDecodeError:
        return False
    return True
