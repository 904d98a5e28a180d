"""How is an installation put aside, and how is it brought back?

One archive holds the database (a consistent copy, taken while the site runs) and everything else in the data
folder. It is read back before it is called done. With PostgreSQL the database's own tools are the right ones.
"""

from __future__ import annotations

import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gongkai.errors import GongkaiError
from gongkai_web import owner

DATABASE = "gongkai.sqlite3"
# `sign-in` holds locks of this machine; a register in `imports` is gone as soon as it is imported.
_LEFT_OUT = {
    DATABASE,
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
    "static",
    "staticfiles.json",
    "printed",
    "sign-in",
    "imports",
    "reserve",
}


class BackupError(GongkaiError):
    """A backup could not be made or brought back; nothing was changed."""


def backup(data: Path, out: Path) -> list[str]:
    """Writes the archive and returns its names. Raises BackupError; an existing file is never replaced."""
    source = data / DATABASE
    if not source.exists():
        raise BackupError(
            f"{data} 里没有 {DATABASE}；用 PostgreSQL 的站点请用 pg_dump 备份数据库，并另存数据目录。"
        )
    if out.exists():
        raise BackupError(f"{out} 已经存在；请换一个文件名，备份不覆盖已有的文件。")
    if out.resolve().is_relative_to(data.resolve()):
        raise BackupError(
            f"{out} 在数据目录 {data} 里面：那样每一次备份都会把以前的备份再装一遍；"
            "请写到别的目录，最好是另一块盘。"
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent) as folder:
            draft = _archived(data, source, Path(folder), out.name)
            names = _read_back(draft)
            draft.chmod(owner.FILE)  # the archive holds the signing key and personal data
            draft.rename(out)
    except (OSError, sqlite3.Error) as problem:
        raise BackupError(
            f"备份没有做成（{problem}），没有留下文件；请腾出空间或者换一个位置再做。"
        ) from problem
    return names


def restore(archive: Path, data: Path) -> list[str]:
    """Brings an archive back into an empty or absent data folder. Raises BackupError where it is neither."""
    if not archive.exists():
        raise BackupError(f"找不到备份文件 {archive}；请核对路径。")
    if data.exists() and any(data.iterdir()):
        raise BackupError(f"数据目录 {data} 不是空的；请先移走原有数据，或者用 GONGKAI_DATA 指明另一个目录。")
    _read_back(archive)
    try:
        data.mkdir(parents=True, exist_ok=True, mode=owner.FOLDER)
        owner.shut(data)
        with tempfile.TemporaryDirectory(dir=data) as folder:
            return _brought_back(archive, Path(folder), data)
    except OSError as problem:
        raise BackupError(
            f"没有恢复（{problem}），{data} 里没有数据库；请腾出空间，清空它以后再恢复。"
        ) from problem


def _brought_back(archive: Path, folder: Path, data: Path) -> list[str]:
    """Unpacks beside the place and moves all there, the database last: half of a site is none."""
    with tarfile.open(archive, "r:gz") as opened:
        opened.extractall(folder, filter="data")
        names = opened.getnames()
    # Whatever the archive says, what comes back is as private as what was put aside.
    for path in folder.rglob("*"):
        owner.shut(path)
    for path in sorted(folder.iterdir(), key=lambda one: one.name == DATABASE):
        path.rename(data / path.name)
    return names


def _archived(data: Path, source: Path, folder: Path, name: str) -> Path:
    """The archive of the data folder, with a copy of the database as it stands at one moment."""
    copy, draft = folder / DATABASE, folder / name
    _copy_database(source, copy)
    with tarfile.open(draft, "w:gz") as archive:
        archive.add(copy, DATABASE)
        for path in _others(data):
            archive.add(path, path.relative_to(data).as_posix(), recursive=False)
    return draft


def _copy_database(source: Path, copy: Path) -> None:
    with sqlite3.connect(source) as live, sqlite3.connect(copy) as target:
        live.backup(target)
    live.close()
    target.close()


def _others(data: Path) -> Iterator[Path]:
    for path in sorted(data.rglob("*")):
        if path.relative_to(data).parts[0] not in _LEFT_OUT:
            yield path


def _read_back(archive: Path) -> list[str]:
    """Opens the archive and its database; raises BackupError where either is damaged."""
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(archive, "r:gz") as opened:
            member = opened.extractfile(DATABASE)
            if member is None:
                raise KeyError(DATABASE)
            copy = Path(folder) / DATABASE
            with copy.open("wb") as file:
                shutil.copyfileobj(member, file)
            names = opened.getnames()
            database = sqlite3.connect(copy)
            (answer,) = database.execute("PRAGMA integrity_check").fetchone()
            database.close()
    except (tarfile.TarError, OSError, EOFError, KeyError, sqlite3.Error) as problem:
        raise BackupError(f"{archive} 不是完好的备份（{problem}）；请换一份备份。") from None
    if answer != "ok":
        raise BackupError(f"{archive} 里的数据库已损坏（{answer}）；请换一份备份。")
    return names
