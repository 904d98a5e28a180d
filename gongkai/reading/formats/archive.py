"""What lies in a zip, under which names, and may it be unpacked?

Chinese names in GBK or in unmarked UTF-8 are mended; what no report ever is (marks of the file system,
locks of Office) is passed over; bombs are refused before they are unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from gongkai.reading.formats import limits
from gongkai.reading.formats.package import is_bomb
from gongkai.reading.formats.refusals import damaged, protected, too_large
from gongkai.reading.formats.sniff import Kind, sniff, sniff_zip

INSIDE = "!/"  # between an archive and its member, as in 年报.zip!/县/一.docx

_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_PASSED_OVER = {
    *(".css", ".js", ".map", ".svg", ".ico", ".gif", ".woff", ".woff2", ".ttf", ".otf", ".eot"),
    *(".mp3", ".mp4", ".db", ".ini", ".lnk", ".exe", ".dll", ".tmp", ".bak", ".py", ".parquet", ".jsonl"),
}


class Archive:
    """An open zip: its members by mended name. Raises Damaged where it is no zip or is cut off."""

    def __init__(self, file: IO[bytes] | Path, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError):
            raise damaged(name, "ZIP") from None
        infos = self._zip.infolist()
        if len(infos) > limits.MOST_MEMBERS:
            raise too_large(name, f"压缩包里有 {len(infos)} 个文件")
        self._infos = {mended_name(info): info for info in infos if not info.is_dir()}

    def __iter__(self) -> Iterator[str]:
        """The names of the members that may be reports, in the order of the archive."""
        return (name for name in self._infos if may_be_report(PurePosixPath(name)))

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises Protected, TooLarge or Damaged with the whole name."""
        info = self._infos[member]
        where = f"{self.name}{INSIDE}{member}"
        if info.flag_bits & _ENCRYPTED:
            raise protected(where, "ZIP 里的")
        if info.file_size > limits.LARGEST_FILE:
            raise too_large(where, f"解压后有 {info.file_size // limits.MEGABYTE} MB")
        if is_bomb(info):
            raise too_large(where, "压缩比异常，像是压缩炸弹")
        try:
            return self._zip.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            raise damaged(where, "ZIP 里的") from None

    def close(self) -> None:
        """Gives the file back."""
        self._zip.close()


def inner(data: bytes, name: str) -> Archive | None:
    """The archive in these bytes; None where they are something else."""
    if not data.startswith(b"PK") or sniff(data) is not Kind.ARCHIVE:
        return None
    return Archive(io.BytesIO(data), name)


def is_archive(path: Path) -> bool:
    """Whether the file is a zip of files, and no DOCX, XLSX or OFD."""
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith(b"PK"):
                return False
    except OSError:
        return False
    return sniff_zip(path) is Kind.ARCHIVE


def mended_name(info: zipfile.ZipInfo) -> str:
    """The member's name in its characters: zip knows only cp437 and marked UTF-8, Windows writes GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAMES:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def may_be_report(path: PurePosixPath | Path) -> bool:
    """Whether a file met while walking can be meant: no lock, no mark of a file system, no style sheet."""
    parts = path.parts
    hidden = any(
        part.startswith((".", "~$")) or part == "__MACOSX" for part in parts if part not in (".", "..")
    )
    saved_page = any(part.endswith(("_files", ".files")) for part in parts[:-1])
    return (
        not hidden and not saved_page and path.suffix.lower() not in _PASSED_OVER and path.name != "Thumbs.db"
    )
