"""What do the objects of a PDF name that no page shows: actions, forms, sounds, files, other properties?

All bytes are searched for names (ISO 32000-1, 7.3.5), and all that the streams of objects unpack to. Nothing
is passed over as the content of a stream or a string: what looks like the beginning of a stream may stand in
a string, and a table of places may point into the midst of either.
"""

from __future__ import annotations

import re
import zlib

from gongkai.examining.findings import WHOLE, Gathered

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_HEAD = 2_000  # bytes before a stream in which its dictionary stands
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PAIRS = re.compile(rb"\s*[0-9]+\s+[0-9]")  # a stream of objects begins with their numbers and places
_PEEK, _CHUNK = 4_096, 65_536
_MOST = 8_000_000  # bytes unpacked of one stream
_MOST_OF_ALL = 64_000_000
_MOST_STREAMS = 100_000
_END = rb"(?=[\s/<\[(>\]])"
_REFERENCE = rb"\s*(?:\[\s*[0-9\]]|[0-9]+\s+[0-9]+\s+R)"  # the three letters alone stand in any picture
_NAMES = {
    "script": (rb"/S\s*/(?:JavaScript|Launch|ImportData|SubmitForm|Rendition)" + _END,),
    "attachment": (rb"/AF(?=" + _REFERENCE + rb")", rb"/(?:EmbeddedFile|Sound|Movie|RichMedia)" + _END),
    "form_value": (rb"/XFA" + _END,),
}


def examine_objects(data: bytes, found: Gathered) -> None:
    """Names that mean something nobody sees; streams that hold more; and bytes behind the end of the file."""
    unpacked, whole = _object_streams(data)
    text = _meant(b"\n".join((data, *unpacked)))
    for kind, patterns in _NAMES.items():
        names = {match.decode("latin-1") for pattern in patterns for match in re.findall(pattern, text)}
        for name in sorted(names):
            found.add(kind, WHOLE, name.rpartition("/")[2])
    if not whole:
        found.add("not_examined", "部分对象")
    _, end, after = data.rpartition(b"%%EOF")
    if end and after.strip(b"\r\n\t \x00"):
        found.add("trailing_data", WHOLE)


def _meant(text: bytes) -> bytes:
    """The names as they are meant: `/Java#53cript`."""
    return _CODED.sub(lambda code: bytes([int(code[1], 16)]), text)


def _object_streams(data: bytes) -> tuple[list[bytes], bool]:
    """What streams that hold objects unpack to, and whether that is all of them."""
    unpacked: list[bytes] = []
    left, whole = _MOST_OF_ALL, True
    for number, stream in enumerate(_STREAM.finditer(data)):
        if number >= _MOST_STREAMS or left <= 0:
            return unpacked, False
        at = stream.end()
        if _PAIRS.match(_unpacked(data[at : at + _PEEK], 64)):
            most = min(_MOST, left)
            piece = _whole(data, at, most)
            unpacked.append(piece)
            left -= len(piece)
            whole = whole and len(piece) < most
        elif not _PAIRS.match(data, at):
            head = _meant(data[max(0, stream.start() - _HEAD) : stream.start()].rpartition(b"obj")[2])
            whole = whole and b"/ObjStm" not in head  # packed in a way that is not unpacked here
    return unpacked, whole


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _whole(data: bytes, at: int, most: int) -> bytes:
    """All that is packed from there on; it says itself where it ends."""
    packer, made = zlib.decompressobj(), bytearray()
    while not packer.eof and at < len(data) and len(made) < most:
        try:
            made += packer.decompress(data[at : at + _CHUNK], most - len(made))
        except zlib.error:
            break
        at += _CHUNK - len(packer.unconsumed_tail)
    return bytes(made)
