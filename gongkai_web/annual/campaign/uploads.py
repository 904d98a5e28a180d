"""What comes in at the door: which uploads are taken, and what lies in a zip?

`QuotaHandler` stops bytes while they arrive; `unpacked` makes one upload into the files in it. What a file is
is told by its content (`gongkai.reading`), never by its name or by what the browser says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from gongkai.errors import ReadingError
from gongkai.reading.formats.archive import INSIDE, Archive, inner
from gongkai.reading.formats.limits import MEGABYTE
from gongkai.reading.formats.sniff import Kind, sniff
from gongkai_web.annual.campaign import limits
from gongkai_web.annual.campaign.names import clean_name, clean_path
from gongkai_web.errors import Refused
from gongkai_web.files.macros import has_macros, refused

_DEEPEST = 2  # an archive in an archive is opened, one more is not


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody hands in: its name as sent, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file, ready to be kept: cleaned name, bytes, digest and format."""

    name: str
    data: bytes
    sha256: str
    kind: str


def unpacked(upload: Upload) -> Iterator[Incoming | Refused]:
    """The file, or the files in it where it is a zip; for each that is not taken, the sentence why."""
    yield from _opened((upload.name,), upload.data)


def too_large(name: str) -> Refused:
    """The sentence for a file over the limit."""
    most = limits.LARGEST_FILE // MEGABYTE
    return Refused(f"《{name}》超过 {most} MB，没有收下；请核对是否选错了文件，压缩包请分成几个。")


def _opened(parts: tuple[str, ...], data: bytes) -> Iterator[Incoming | Refused]:
    name = clean_path(parts) if len(parts) > 1 else clean_name(parts[0])
    if len(data) > limits.LARGEST_FILE:
        yield too_large(name)
        return
    if not data.strip():
        yield Refused(f"《{name}》是空文件，没有收下；请重新导出后再上传。")
        return
    try:
        archive = inner(data, name)
    except ReadingError as problem:
        yield Refused(f"没有收下：{problem}")
        return
    if archive is None and has_macros(data):  # others download the original as it was handed in
        yield refused(name)
    elif archive is None:
        yield Incoming(name, data, hashlib.sha256(data).hexdigest(), sniff(data).value)
    elif len(parts) > _DEEPEST:
        yield Refused(f"《{name}》是压缩包里的压缩包里的压缩包，没有收下；请先解压。")
    else:
        yield from _members(archive, parts, name)


def _members(archive: Archive, parts: tuple[str, ...], name: str) -> Iterator[Incoming | Refused]:
    found = 0
    for member in archive:
        found += 1
        if found > limits.MOST_FILES:
            yield Refused(f"《{name}》里的文件超过 {limits.MOST_FILES} 份，其余没有收下；请分成几个压缩包。")
            break
        try:
            data = archive.read(member)
        except ReadingError as problem:
            yield Refused(f"没有收下：{str(problem).replace(INSIDE + member, '/' + clean_path([member]))}")
            continue
        yield from _opened((*parts, member), data)
    archive.close()
    if not found:
        yield Refused(f"《{name}》是压缩包，里面没有可以核对的文件，没有收下；请核对。")


def is_docx(kind: str) -> bool:
    """Whether a file of that format can carry Word comments."""
    return kind == Kind.DOCX.value


class QuotaHandler(FileUploadHandler):
    """Leaves out, while it arrives, what is too large; `left_out` are the sentences for whoever sent it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.left_out: list[str] = []
        self._file = self._all = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A new file begins."""
        super().new_file(*args, **kwargs)
        self._file = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Passes a piece on, or drops the whole file."""
        self._file += len(raw_data)
        self._all += len(raw_data)
        name = clean_name(self.file_name or "")
        if self._file > limits.LARGEST_FILE:
            self.left_out.append(str(too_large(name)))
            raise SkipFile
        if self._all > limits.LARGEST_BATCH:
            most = limits.LARGEST_BATCH // MEGABYTE
            self.left_out.append(f"《{name}》没有收下：一次上传的文件合计超过 {most} MB；请分几次上传。")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """The handlers behind this one keep the file."""
        return
