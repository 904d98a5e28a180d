"""Can an installation be put aside and brought back, and is a damaged backup refused?"""

import sqlite3
import tarfile
from pathlib import Path

import pytest

from gongkai_web import backup as archives
from gongkai_web.backup import DATABASE, BackupError, backup, restore


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a database in WAL mode, the key and a stored file."""
    folder = tmp_path / "数据 目录"
    (folder / "files").mkdir(parents=True)
    database = sqlite3.connect(folder / DATABASE)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE cases (title TEXT)")
    database.execute("INSERT INTO cases VALUES ('征地补偿方案')")
    database.commit()
    (folder / "secret_key").write_text("key")
    (folder / "files" / "letter.pdf").write_bytes(b"%PDF")
    return folder


def test_what_was_put_aside_comes_back(data, tmp_path):
    names = backup(data, tmp_path / "out" / "a.tar.gz")
    assert sorted(names) == ["files", "files/letter.pdf", DATABASE, "secret_key"]
    restore(tmp_path / "out" / "a.tar.gz", tmp_path / "back")
    rows = sqlite3.connect(tmp_path / "back" / DATABASE).execute("SELECT title FROM cases").fetchall()
    assert rows == [("征地补偿方案",)]
    assert (tmp_path / "back" / "files" / "letter.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "out" / "a.tar.gz").stat().st_mode & 0o077 == 0


def test_a_register_that_is_being_imported_goes_into_no_backup(data, tmp_path):
    (data / "imports").mkdir()
    (data / "imports" / "register.enc").write_bytes(b"names")
    names = backup(data, tmp_path / "a.tar.gz")
    assert [name for name in names if "imports" in name] == []
    assert (data / "imports" / "register.enc").exists()


def test_what_comes_back_is_for_its_owner_alone_whatever_the_archive_says(data, tmp_path):
    backup(data, tmp_path / "a.tar.gz")
    with tarfile.open(tmp_path / "a.tar.gz") as old, tarfile.open(tmp_path / "wide.tar.gz", "w:gz") as wide:
        for member in old:
            wide.addfile(member.replace(mode=0o777), old.extractfile(member))
    (tmp_path / "back").mkdir(mode=0o755)
    names = restore(tmp_path / "wide.tar.gz", tmp_path / "back")
    assert "files/letter.pdf" in names
    modes = {name: (tmp_path / "back" / name).stat().st_mode & 0o077 for name in (".", *names)}
    assert modes == dict.fromkeys(modes, 0)


def test_an_existing_file_is_not_replaced(data, tmp_path):
    (tmp_path / "a.tar.gz").write_text("older")
    with pytest.raises(BackupError, match="已经存在"):
        backup(data, tmp_path / "a.tar.gz")
    assert (tmp_path / "a.tar.gz").read_text() == "older"


def test_a_backup_is_not_laid_among_the_data_that_it_puts_aside(data, tmp_path):
    before = sorted(data.rglob("*"))
    beside = tmp_path / "link"
    beside.symlink_to(data)
    for place in (data / "in.tar.gz", data / "backups" / "in.tar.gz", beside / "in.tar.gz"):
        with pytest.raises(BackupError, match="在数据目录"):
            backup(data, place)
    assert sorted(data.rglob("*")) == before
    assert "secret_key" in backup(data, tmp_path / "out.tar.gz")


def test_data_that_is_there_is_not_overwritten(data, tmp_path):
    backup(data, tmp_path / "a.tar.gz")
    with pytest.raises(BackupError, match="不是空的"):
        restore(tmp_path / "a.tar.gz", data)


def test_a_truncated_backup_is_refused_and_nothing_is_written(data, tmp_path):
    backup(data, tmp_path / "a.tar.gz")
    whole = (tmp_path / "a.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupError, match="不是完好的备份"):
        restore(tmp_path / "half.tar.gz", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_an_archive_that_climbs_out_of_the_folder_is_refused(data, tmp_path):
    backup(data, tmp_path / "a.tar.gz")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        archive.add(data / DATABASE, DATABASE)
        archive.add(data / "secret_key", "../climbed")
    with pytest.raises((BackupError, tarfile.TarError)):
        restore(tmp_path / "evil.tar.gz", tmp_path / "back")
    assert not (tmp_path / "climbed").exists()


def test_a_folder_without_a_database_is_refused(tmp_path):
    with pytest.raises(BackupError, match="pg_dump"):
        backup(tmp_path, tmp_path / "a.tar.gz")


def test_a_backup_for_which_there_is_no_room_says_so_and_leaves_nothing(data, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(archives, "_copy_database", full)
    with pytest.raises(BackupError, match=r"备份没有做成.*没有留下文件"):
        backup(data, tmp_path / "out" / "a.tar.gz")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_restore_that_breaks_off_leaves_no_half_of_a_site(data, tmp_path, monkeypatch):
    backup(data, tmp_path / "a.tar.gz")

    def full(self: tarfile.TarFile, path: Path, **_: object) -> None:
        (path / DATABASE).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tarfile.TarFile, "extractall", full)
    with pytest.raises(BackupError, match=r"没有恢复.*里没有数据库"):
        restore(tmp_path / "a.tar.gz", tmp_path / "back")
    assert list((tmp_path / "back").iterdir()) == []
    monkeypatch.undo()
    restore(tmp_path / "a.tar.gz", tmp_path / "back")
    assert (tmp_path / "back" / "files" / "letter.pdf").exists()
