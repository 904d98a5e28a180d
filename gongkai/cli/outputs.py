"""Into which file do many results go: JSON lines, CSV, Parquet or a workbook?

All are written row by row, so that memory does not grow. JSON lines can be taken up again after a break;
the others appear under their name only when they are whole.
"""

from __future__ import annotations

import csv
import json
import os
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from gongkai.errors import UsageError

Row = Mapping[str, Any]
SUFFIXES = (".jsonl", ".parquet", ".csv", ".xlsx")

# Loaded when asked for: pyarrow is the heaviest of all packages, and comes only with the extra `parquet`.
_WRITERS = {
    ".csv": "gongkai.cli.outputs:Csv",
    ".parquet": "gongkai.cli.parquet:Parquet",
    ".xlsx": "gongkai.cli.workbook:Workbook",
}
DECIMALS = 10
_LAST_DECIMAL = Decimal(1).scaleb(-DECIMALS)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat file: its name, and whether it holds text, counts or money."""

    name: str
    kind: str = "text"


class Output(Protocol):
    """Something that takes rows and is closed at the end; `whole` tells whether the run came to its end."""

    def write(self, row: Row) -> None:
        """Adds a row."""

    def close(self, *, whole: bool) -> None:
        """Finishes the file, or throws it away where the run broke off."""


def output(path: Path, columns: Sequence[Column], *, resume: bool = False) -> Output:
    """The output for that file name. Raises UsageError where the suffix is none of those known."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"参数 --out：「{path}」的格式不认识；可用：{'、'.join(SUFFIXES)}。")
    if resume and suffix != ".jsonl":
        raise UsageError(f"参数 --resume：只有 .jsonl 能接着写，「{path}」不能；请改用 .jsonl。")
    try:
        if suffix == ".jsonl":
            return JsonLines(path, resume=resume)
        made: Output = pkgutil.resolve_name(_WRITERS[suffix])(path, columns)
        return made
    except ModuleNotFoundError as problem:
        missing = f"参数 --out：写 {suffix} 要用软件包 {problem.name}，这里没有安装"
        raise UsageError(
            f"{missing}；请运行 pip install 'gongkai[parquet]'，或改写 .csv、.xlsx、.jsonl。"
        ) from None
    except OSError as problem:
        raise UsageError(f"参数 --out：「{path}」写不了（{problem.strerror}）；请核对路径和权限。") from None


def names_done(path: Path) -> set[str]:
    """The files that stand in JSON lines written before; a line cut off at the end is taken away."""
    done: set[str] = set()
    if not path.exists():
        return done
    with path.open("r+b") as file:
        good = 0
        for line in file:
            try:
                done.add(json.loads(line)["file"])
            except (ValueError, KeyError, TypeError):
                break
            if not line.endswith(b"\n"):
                break
            good += len(line)
        else:
            return done
        file.truncate(good)
    with path.open("rb") as file:  # what was cut away is not done
        return {json.loads(line)["file"] for line in file}


class JsonLines:
    """One document a line, each on the disk before the next is read."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self._file = path.open("a" if resume else "w", encoding="utf-8")

    def write(self, row: Row) -> None:
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self, *, whole: bool) -> None:  # noqa: ARG002 – what stands there stays, it can be taken up
        self._file.close()


class Whole:
    """A file that gets its name only when it is whole."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self.path = path
        self.columns = columns
        self.partial = path.with_name(f".{path.name}.{os.getpid()}.part")

    def named(self, *, whole: bool) -> None:
        if whole:
            self.partial.replace(self.path)
        else:
            self.partial.unlink(missing_ok=True)


class Csv(Whole):
    """UTF-8 with its mark, as spreadsheet programs want it; no cell can be taken for a formula."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        super().__init__(path, columns)
        self._file = self.partial.open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow([column.name for column in columns])

    def write(self, row: Row) -> None:
        self._rows.writerow([_harmless(row.get(column.name), column) for column in self.columns])

    def close(self, *, whole: bool) -> None:
        self._file.close()
        self.named(whole=whole)


def typed(value: Any, column: Column) -> str | int | Decimal | None:
    if value is None or value == "":
        return None
    if column.kind == "money":
        return Decimal(str(value)).quantize(_LAST_DECIMAL)
    return int(value) if column.kind == "count" else str(value)


def _harmless(value: Any, column: Column) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if column.kind == "text" and text.startswith(_FORMULA_SIGNS) else text
