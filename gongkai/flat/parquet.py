"""How do rows become a Parquet file?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

import pyarrow
import pyarrow.parquet

from gongkai.flat.columns import DECIMALS, Column, Row, typed

_ROWS_A_GROUP = 2000
_MONEY = pyarrow.decimal128(38, DECIMALS)


class Parquet:
    """Counts as int64, money as decimals, the rest as text."""

    def __init__(self, file: IO[bytes], columns: Sequence[Column]) -> None:
        self.columns = columns
        types = {"text": pyarrow.string(), "count": pyarrow.int64(), "money": _MONEY}
        self._schema = pyarrow.schema([(column.name, types[column.kind]) for column in columns])
        self._file = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._waiting: list[dict[str, Any]] = []

    def write(self, row: Row) -> None:
        self._waiting.append({column.name: typed(row.get(column.name), column) for column in self.columns})
        if len(self._waiting) >= _ROWS_A_GROUP:
            self._flush()

    def end(self) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._waiting:
            self._file.write_table(pyarrow.Table.from_pylist(self._waiting, schema=self._schema))
            self._waiting = []
