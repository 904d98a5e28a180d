"""What does a picture say besides its pixels: where it was taken, with what, by whom, and what follows it?

The bytes are walked, nothing is decoded: segments of JPEG, chunks of PNG and WEBP, directories of TIFF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.examining.findings import Gathered

_MOST_ENTRIES = 512
_TAGS = {
    0x010E: "说明",
    0x010F: "厂商",
    0x0110: "机型",
    0x0131: "",
    0x0132: "时间",
    0x013B: "作者",
    0x02BC: "XMP",
    0x83BB: "IPTC",
    0x8298: "版权",
    0x9286: "用户注释",
    0x9C9B: "标题",
    0x9C9C: "备注",
    0x9C9D: "作者",
    0x9C9E: "关键词",
    0x9C9F: "主题",
    0xA430: "机主",
}
_PLACE, _DETAILS, _NEXT, _TURNED = 0x8825, 0x8769, 0x014A, 0x0112
_WIDE = range(0x9C9B, 0x9CA0)  # in UTF-16, as Windows writes it
_MAKERS = frozenset({0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC})
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_TEXTUAL = (1, 2, 7)  # bytes, text, of any form (TIFF 6.0)
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


def examine_picture(data: bytes, where: str, found: Gathered) -> None:
    """JPEG, PNG, WEBP, TIFF; of anything else nothing is said."""
    if data.startswith(JPEG):
        _jpeg(data, where, found)
    elif data.startswith(PNG):
        _png(data, where, found)
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        _webp(data, where, found)
    elif data.startswith((b"II*\x00", b"MM\x00*")):
        _directories(data, where, found)


def turned(data: bytes) -> int:
    """How a photo is turned to stand upright, as its EXIF says it (1 to 8); 1 where it says nothing."""
    for said in _exif(data):
        tags = _Tags(said, "<" if said.startswith(b"II") else ">")
        first = tags.number(4, 4)
        for index in range(min(tags.number(first, 2), _MOST_ENTRIES)):
            entry = first + 2 + 12 * index
            if tags.number(entry, 2) == _TURNED:
                return tags.number(entry + 8, 2) or 1
    return 1


def _exif(data: bytes) -> Iterator[bytes]:
    """What a JPEG or a PNG has of it."""
    if data.startswith(JPEG):
        for kind, body, _ in _segments(data):
            if kind == 0xE1 and body.startswith(b"Exif\x00\x00"):
                yield body[6:]
    elif data.startswith(PNG):
        for name, body, _ in _chunks(data):
            if name == b"eXIf":
                yield body


def _jpeg(data: bytes, where: str, found: Gathered) -> None:
    end = 2
    for kind, body, after in _segments(data):
        end = after
        if kind == 0xE1 and body.startswith(b"Exif\x00\x00"):
            _directories(body[6:], where, found)
        elif kind == 0xE1 and b"adobe.com/xap" in body[:40]:
            found.add("picture_data", where, "XMP")
        elif kind == 0xED:
            found.add("picture_data", where, "IPTC")
        elif kind in _MAKERS and body.strip(b"\0"):
            found.add("picture_data", where, f"APP{kind - 0xE0}")
        elif kind == 0xFE:
            found.add("picture_data", where, "注释", body.decode("utf-8", "replace"))
    finish = data.find(b"\xff\xd9", end)
    if finish >= 0 and data[finish + 2 :].strip(b"\x00"):
        found.add("trailing_data", where)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Kind, body, and where the next begins; up to the pixels."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind in (0xDA, 0xD9):
            return
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        yield kind, data[at + 4 : at + 2 + size], at + 2 + size
        at += 2 + size


def _png(data: bytes, where: str, found: Gathered) -> None:
    for kind, body, at in _chunks(data):
        if kind == b"eXIf":
            _directories(body, where, found)
        elif kind == b"fdAT":
            found.add("picture_data", where, "动图的另一帧")
        elif kind in _TEXTS:
            word = body.partition(b"\0")[0].decode("latin-1")
            found.add("picture_data", where, word, body.partition(b"\0")[2].decode("utf-8", "replace"))
        elif kind == b"IEND" and data[at:].strip(b"\x00"):
            found.add("trailing_data", where)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Kind, body, and where the next begins; up to the end that is marked."""
    at = 8
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind, data[at + 8 : at + 8 + size], at + 12 + size
        at += 12 + size
        if kind == b"IEND":
            return


def _webp(data: bytes, where: str, found: Gathered) -> None:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[at : at + 8])
        if kind == b"EXIF":
            _directories(data[at + 8 : at + 8 + size].removeprefix(b"Exif\x00\x00"), where, found)
        elif kind == b"XMP ":
            found.add("picture_data", where, "XMP")
        at += 8 + size + size % 2


def _directories(data: bytes, where: str, found: Gathered) -> None:
    """The tags of TIFF and EXIF. A directory that points back at itself is read once."""
    tags = _Tags(data, "<" if data.startswith(b"II") else ">")
    waiting, seen = [tags.number(4, 4)], set()
    while waiting:
        at = waiting.pop()
        if at in seen or not 0 < at <= len(data) - 2:
            continue
        seen.add(at)
        for index in range(min(tags.number(at, 2), _MOST_ENTRIES)):
            entry = at + 2 + 12 * index
            tag = tags.number(entry, 2)
            if tag in (_DETAILS, _NEXT):
                waiting.append(tags.number(entry + 8, 4))
            elif tag == _PLACE and tags.number(tags.number(entry + 8, 4), 2) > 0:
                found.add("location", where)  # some programs write an empty directory of places
            elif _TAGS.get(tag) and (text := tags.text(entry)):
                found.add("picture_data", where, _TAGS[tag], text)


@dataclass(frozen=True, slots=True)
class _Tags:
    """Bytes laid out as TIFF, in their order of bytes."""

    data: bytes
    order: str

    def number(self, at: int, size: int) -> int:
        """A number of two or four bytes; 0 where the file ends before."""
        piece = self.data[at : at + size]
        if len(piece) < size:
            return 0
        return int.from_bytes(piece, "little" if self.order == "<" else "big")

    def text(self, entry: int) -> str:
        """What an entry of text says; empty for one of another kind."""
        kind, count = self.number(entry + 2, 2), self.number(entry + 4, 4)
        start = entry + 8 if count <= 4 else self.number(entry + 8, 4)
        words = self.data[start : start + min(count, 200)] if kind in _TEXTUAL else b""
        if self.number(entry, 2) in _WIDE:
            return words.decode("utf-16-le", "replace").rstrip("\0 ")
        return (
            words.removeprefix(b"UNICODE\0")
            .removeprefix(b"ASCII\0\0\0")
            .strip(b"\0 ")
            .decode("utf-8", "replace")
        )
