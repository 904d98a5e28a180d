"""How is a picture rid of what it says besides its pixels, without being drawn anew?

Segments and chunks that are no pixels are left out, the rest is copied. A picture of another format stays as
it is; it is examined again with the file that it stands in.
"""

from __future__ import annotations

import struct
import zlib

from gongkai.examining.pictures import JPEG, PNG, turned

_TOLD = frozenset({0xE1, 0xED, 0xFE, *range(0xE3, 0xED)})  # EXIF, XMP, IPTC, comments, makers' own
_CHUNKS = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"acTL", b"fcTL", b"fdAT")


def stripped(data: bytes) -> bytes:
    """The picture; one that is cut off or odd stays as it is."""
    if data.startswith(JPEG):
        return _jpeg(data)
    return _png(data) if data.startswith(PNG) else data


def upright(data: bytes) -> bytes:
    """The same of a photo that stands alone: of what it says it keeps how it is to be turned."""
    bare, turn = stripped(data), turned(data)
    if turn == 1 or bare == data:
        return bare
    # One directory with one entry: a short number (TIFF 6.0).
    said = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turn, 0, 0)
    if data.startswith(JPEG):
        body = b"Exif\x00\x00" + said
        return bare[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + bare[2:]
    chunk = b"eXIf" + said
    ends = len(PNG) + 12 + struct.unpack(">I", bare[8:12])[0]  # of the head, which comes first
    return (
        bare[:ends]
        + struct.pack(">I", len(said))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + bare[ends:]
    )


def _jpeg(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        if data[at + 1] not in _TOLD:
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    end = data.find(b"\xff\xd9", at)
    return b"".join([*kept, data[at : end + 2 if end >= 0 else len(data)]])


def _png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind not in _CHUNKS:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)
