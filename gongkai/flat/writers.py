"""Who writes rows into a file that is open, one after the other?

The same writers serve a file of the command line and an answer of the site: `streamed` hands on what they
have written as soon as there is enough of it.
"""

from __future__ import annotations

import csv
import io
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Protocol

from gongkai.flat.columns import Column, Row, as_json, plain

# Loaded when asked for: pyarrow is the heaviest of all packages, and comes only with the extra `parquet`.
_WRITERS = {
    ".csv": "gongkai.flat.writers:Csv",
    ".json": "gongkai.flat.writers:Json",
    ".parquet": "gongkai.flat.parquet:Parquet",
}
_ENOUGH = 1 << 13  # bytes that travel together


class Writer(Protocol):
    """Something that takes rows and says when they are all."""

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None: ...

    def write(self, row: Row) -> None:
        """Adds a row."""

    def end(self) -> None:
        """Writes what stands behind the last row; the file stays open."""


def writer_of(suffix: str) -> type[Writer]:
    """The writer of such files. Raises ModuleNotFoundError where its package is not installed."""
    found: type[Writer] = pkgutil.resolve_name(_WRITERS[suffix])
    return found


class Csv:
    """UTF-8 with its mark, as spreadsheet programs want it; no cell can be taken for a formula."""

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        self.columns = columns
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        self._rows = csv.writer(self._text)
        self._rows.writerow([column.name for column in columns])

    def write(self, row: Row) -> None:
        self._rows.writerow([plain(row.get(column.name), column) for column in self.columns])

    def end(self) -> None:
        self._text.detach()


class Json:
    """An array with an object a row."""

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        self.columns = columns
        self._file = file
        self._before = b"[\n"

    def write(self, row: Row) -> None:
        line = as_json({column.name: row.get(column.name) for column in self.columns})
        self._file.write(self._before + line.encode())
        self._before = b",\n"

    def end(self) -> None:
        self._file.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


class _Passing(io.BytesIO):
    """What was written and not yet handed on; it counts on as a file that grows."""

    def __init__(self) -> None:
        super().__init__()
        self._passed = 0

    def tell(self) -> int:
        return self._passed + super().tell()

    def taken(self, enough: int = 0) -> bytes:
        """What waits, where it is enough; else nothing yet."""
        if super().tell() <= enough:
            return b""
        found = self.getvalue()
        self._passed += len(found)
        self.seek(0)
        self.truncate()
        return found


def streamed(suffix: str, columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """The file piece by piece, while the rows are still being read."""
    passing = _Passing()
    writer = writer_of(suffix)(passing, columns)
    for row in rows:
        writer.write(row)
        if piece := passing.taken(_ENOUGH):
            yield piece
    writer.end()
    if piece := passing.taken():
        yield piece
