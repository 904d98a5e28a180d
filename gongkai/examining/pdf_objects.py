"""What do the objects of a PDF name that no page shows: actions, forms, sounds, files, other properties?

The bytes are searched for names (ISO 32000-1, 7.3.5), without the contents of streams but for those streams
that hold objects themselves.
"""

from __future__ import annotations

import re
import zlib

from gongkai.examining.findings import WHOLE, Gathered

_STREAM = re.compile(rb">>\s{0,16}stream\r?\n")
_HEAD = 2_000  # bytes before a stream in which its dictionary stands
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST = 8_000_000  # bytes unpacked of one stream
_MOST_STREAMS = 2_000
_END = rb"(?=[\s/<\[(>\]])"
_NAMES = {
    "script": (rb"/S\s*/(?:JavaScript|Launch|ImportData|SubmitForm|Rendition)" + _END,),
    "attachment": (rb"/(?:AF|EmbeddedFile|Sound|Movie|RichMedia)" + _END,),
    "form_value": (rb"/XFA" + _END,),
}


def examine_objects(data: bytes, found: Gathered) -> None:
    """Names that mean something nobody sees; and bytes behind the end of the file."""
    text = _objects(data)
    for kind, patterns in _NAMES.items():
        names = {match.decode("latin-1") for pattern in patterns for match in re.findall(pattern, text)}
        for name in sorted(names):
            found.add(kind, WHOLE, name.rpartition("/")[2])
    _, end, after = data.rpartition(b"%%EOF")
    if end and after.strip(b"\r\n\t \x00"):
        found.add("trailing_data", WHOLE)


def _objects(data: bytes) -> bytes:
    """The objects as text, those of compressed streams too, with names as they are meant."""
    pieces, at = [], 0
    for number, stream in enumerate(_STREAM.finditer(data)):
        if stream.start() < at:
            continue
        end = data.find(b"endstream", stream.end())
        if end < 0 or number >= _MOST_STREAMS:
            break
        head = data[max(at, stream.start() - _HEAD) : stream.start()].rpartition(b"obj")[2]
        pieces.append(data[at : stream.end()])
        if b"/ObjStm" in head and b"FlateDecode" in head:
            pieces.append(_unpacked(data[stream.end() : end]))
        at = end
    plain = b"\n".join((*pieces, data[at:]))
    return _CODED.sub(lambda code: bytes([int(code[1], 16)]), plain)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST)
    except zlib.error:
        return b""
