"""Into which file do many results go: JSON lines, CSV, Parquet or a workbook?

All are written row by row, so that memory does not grow. JSON lines can be taken up again after a break;
the others appear under their name only when they are whole.
"""

from __future__ import annotations

import json
import os
import pkgutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from gongkai.errors import UsageError
from gongkai.flat.columns import Column, Row, as_json
from gongkai.flat.writers import Writer, writer_of

SUFFIXES = (".jsonl", ".parquet", ".csv", ".xlsx")


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
        if suffix == ".xlsx":  # loaded when asked for
            made: Output = pkgutil.resolve_name("gongkai.cli.workbook:Workbook")(path, columns)
            return made
        return Flat(path, columns, writer_of(suffix))
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
        self._file.write(as_json(row) + "\n")
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


class Flat(Whole):
    """A file of one of the flat kinds."""

    def __init__(self, path: Path, columns: Sequence[Column], writer: type[Writer]) -> None:
        super().__init__(path, columns)
        self._file = self.partial.open("wb")
        self._writer = writer(self._file, columns)

    def write(self, row: Row) -> None:
        self._writer.write(row)

    def close(self, *, whole: bool) -> None:
        self._writer.end()
        self._file.close()
        self.named(whole=whole)
