"""How is a zip of XML (DOCX, XLSX, OFD) opened without trusting it?

Sizes and ratios are looked at before anything is unpacked; XML is parsed without DTD, entities or network,
and no deeper than a document ever is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from gongkai.reading.formats import limits
from gongkai.reading.formats.refusals import damaged, protected, too_large

_ENCRYPTED = 0x1
_CODED = re.compile(rb"%([0-9A-Fa-f]{2})")


class Package:
    """The members of one office file. Raises Damaged, Protected or TooLarge."""

    def __init__(self, data: bytes, name: str, format_name: str) -> None:
        self.name = name
        self.format_name = format_name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError):
            raise damaged(name, format_name) from None
        self._members = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._folded = {name.lower(): name for name in self._members}
        self._unpacked = 0

    @property
    def members(self) -> list[str]:
        """The names of all members, without a leading slash."""
        return list(self._members)

    def named(self, target: str) -> str:
        """The member that a relationship means: %-encoded or in other cases (ECMA-376 part 2, 6.2.2)."""
        for name in (target, _decoded(target)):
            if name in self._members:
                return name
        return self._folded.get(_decoded(target).lower(), target)

    def check_total(self) -> None:
        """Refuses a package that a library is going to unpack as a whole, if that would be a bomb."""
        for info in self._zip.infolist():  # also those whose name comes again
            self._allow(info)

    def read(self, member: str) -> bytes | None:
        """The bytes of a member; None where there is none of that name."""
        info = self._members.get(member.lstrip("/"))
        if info is None:
            return None
        self._allow(info)
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise damaged(self.name, self.format_name, f"{member} 解不开") from None
        except RuntimeError:
            raise protected(self.name, self.format_name) from None

    def xml(self, member: str) -> etree._Element | None:
        """The root element of a member; None where there is none of that name."""
        data = self.read(member)
        if data is None:
            return None
        return parse_xml(data, self.name, self.format_name, member)

    def _allow(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise protected(self.name, self.format_name)
        self._unpacked += info.file_size
        if info.file_size > limits.LARGEST_PART or self._unpacked > limits.LARGEST_PACKAGE:
            size = max(info.file_size, self._unpacked) // limits.MEGABYTE
            raise too_large(self.name, f"解压后超过 {size} MB（{info.filename}）")
        if is_bomb(info):
            raise too_large(self.name, f"{info.filename} 的压缩比异常，像是压缩炸弹")


def _decoded(target: str) -> str:
    """The name of a part without its %-codes."""
    plain = _CODED.sub(lambda found: bytes([int(found[1], 16)]), target.encode("utf-8", "replace"))
    return plain.decode("utf-8", "replace")


def is_bomb(info: zipfile.ZipInfo) -> bool:
    """Whether a member unpacks to more than any honest file does."""
    ratio = info.file_size / max(info.compress_size, 1)
    return info.file_size > limits.RATIO_MATTERS_FROM and ratio > limits.HIGHEST_RATIO


def parse_xml(data: bytes, name: str, format_name: str, member: str) -> etree._Element:
    """The root of an XML file. Raises Damaged where it is malformed or declares entities."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise damaged(name, format_name, f"{member} 含有不允许的 DTD 或实体声明")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        if "depth" in str(problem):
            raise too_large(name, f"{member} 里的元素层层嵌套，过深") from None
        raise damaged(name, format_name, f"{member} 不是合法的 XML") from None
    if root is None:
        raise damaged(name, format_name, f"{member} 是空的")
    return root
