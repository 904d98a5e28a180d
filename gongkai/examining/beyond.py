"""What else does an office package hold: parts that cleaning would not keep, bytes that belong to no part?

Looked at from what is known to be shown – by the list that makes a clean copy – and not from a list of
known evils: what is on neither is told.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from gongkai.errors import ReadingError
from gongkai.examining.findings import WHOLE, Gathered
from gongkai.examining.parts import TOLD, Link, attribute, links, local
from gongkai.examining.rewriting import taken
from gongkai.reading.formats.package import Package

# Told of by `parts`, each in its words.
_TOLD = frozenset({"core-properties", "extended-properties", "custom-properties", "thumbnail", *TOLD})
# Dropped by cleaning, and of a form that holds nothing but how the rest is shown or calculated.
_SILENT = frozenset(
    {
        *("calcChain", "sheetMetadata", "table", "featurePropertyBag"),
        *("webSettings", "stylesWithEffects", "font", "themeOverride"),
        *("chartStyle", "chartColorStyle", "commentsExtended", "commentsIds", "commentsExtensible"),
    }
)
_NAMES = {"people": "修订、批注的人名", "person": "批注的人名", "printerSettings": "打印机"}
_TYPES = "[Content_Types].xml"
_DESCRIPTOR = 24  # bytes that may stand behind a member (APPNOTE 4.3.9)


def examine_beyond(package: Package, kept: frozenset[str], without: frozenset[str], found: Gathered) -> None:
    """Every part that a clean copy would not have, and that nothing else tells of."""
    ours = {"", *(one.target for one in taken(package, kept, without))}
    explained = set(ours)
    for part in sorted(ours):
        for one in links(package, part):
            if one.outside or one.target in explained or one.target not in package.members:
                continue
            _dropped(package, one, found)
            explained.update(list(_below(package, one.target, explained)))
    known = {_TYPES, *explained, *(_relationships_of(part) for part in explained)}
    for member in package.members:
        if member not in known and not member.endswith("/"):
            found.add("unknown_part", f"部件 {posixpath.basename(member)}", "没有引用")


def examine_bytes(data: bytes, found: Gathered) -> None:
    """Bytes before, between and behind the members of a package, and members whose name comes twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = sorted(package.infolist(), key=lambda one: one.header_offset)
        end = data.rfind(b"PK\x05\x06")
        if package.comment or end + 22 < len(data) or _has_gap(members, package.start_dir, data):
            found.add("trailing_data", WHOLE)
        if len({one.filename for one in members}) < len(members):
            found.add("unknown_part", WHOLE, "重名的部件")


def _has_gap(members: list[zipfile.ZipInfo], directory: int, data: bytes) -> bool:
    at = 0
    for one in members:
        if one.header_offset - at > _DESCRIPTOR or (at == 0 and one.header_offset > 0):
            return True
        head = data[one.header_offset : one.header_offset + 30]
        names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        at = one.header_offset + 30 + names + one.compress_size
    return directory - at > _DESCRIPTOR


def _dropped(package: Package, one: Link, found: Gathered) -> None:
    if one.kind in _NAMES:
        found.add("property", WHOLE, _NAMES[one.kind])
    elif one.kind not in _TOLD and one.kind not in _SILENT and not _is_empty(package, one):
        found.add("unknown_part", f"部件 {posixpath.basename(one.target)}", one.kind)


def _is_empty(package: Package, one: Link) -> bool:
    """Whether it is a list of sources without sources, or the drawing of nothing but comments."""
    if one.kind not in ("customXml", "vmlDrawing"):
        return False
    try:
        root = package.xml(one.target)
    except ReadingError:
        return False
    if root is None or one.kind == "customXml":
        return root is None or not (len(root) or str(root.text or "").strip())
    shapes = [item for item in root.iter() if local(item) == "ClientData"]
    return bool(shapes) and all(attribute(item, "ObjectType") == "Note" for item in shapes)


def _below(package: Package, part: str, known: set[str]) -> Iterator[str]:
    """A part and all that hangs on it alone: told with it."""
    waiting, seen = [part], {part}
    while waiting:
        at = waiting.pop()
        yield at
        for one in _links_of_any(package, at):
            if not one.outside and one.target not in seen and one.target not in known:
                seen.add(one.target)
                waiting.append(one.target)


def _links_of_any(package: Package, part: str) -> list[Link]:
    try:
        return links(package, part)
    except ReadingError:
        return []


def _relationships_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
