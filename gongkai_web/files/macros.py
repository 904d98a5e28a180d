"""Does a document bring a program along that an office would run for whoever opens it?

Told by the names of its parts; none is unpacked but the list of types.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from gongkai.errors import ReadingError
from gongkai.reading.formats.package import Package
from gongkai_web.errors import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROJECT = "_VBA_PROJECT".encode("utf-16-le")
_PARTS = ("vbaproject", "vbadata", "xl/macrosheets/")
_OPEN_DOCUMENT = ("basic", "scripts")  # folders of an ODF document
_LISTS = frozenset({"script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml"})  # of what is in them


def has_macros(data: bytes) -> bool:
    """Whether one is in these bytes; what cannot be opened holds none that could be told of."""
    if data.startswith(_OLE):
        return in_compound(data)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    try:
        return in_package(Package(data, "", ""))
    except ReadingError:
        return False


def in_compound(data: bytes) -> bool:
    """In a DOC, XLS or WPS."""
    return _PROJECT in data


def in_package(package: Package) -> bool:
    """In a DOCX, XLSX or ODF."""
    names = [name.lower() for name in package.members]
    if any(part in name for name in names for part in _PARTS) or _in_open_document(names):
        return True
    return b"macroenabled" in (package.read("[Content_Types].xml") or b"").lower()


def refused(name: str) -> Refused:
    """The sentence for whoever sent it."""
    return Refused(f"《{name}》里有宏，没有收下；请另存为不含宏的文档或者 PDF 后再上传。")


def _in_open_document(names: Iterable[str]) -> bool:
    parts = (PurePosixPath(name) for name in names if not name.endswith("/"))
    return any(
        len(one.parts) > 1 and one.parts[0] in _OPEN_DOCUMENT and one.name not in _LISTS for one in parts
    )
