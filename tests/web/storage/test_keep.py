"""Is what a shelf keeps on the disk, whole, for its owner alone – or not there at all?"""

import hashlib
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.utils import timezone

from gongkai_web import storage
from gongkai_web.storage import LostError, Shelf

SHELF = Shelf("shelf")
DATA = "答复书".encode()
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA = tmp_path / "data"


def test_what_is_kept_is_read_again_and_readable_for_its_owner_alone(settings):
    SHELF.keep(f"7/{SHA256}", DATA)
    assert SHELF.read(f"7/{SHA256}", SHA256) == DATA
    path = settings.DATA / "shelf" / "7" / SHA256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_bytes_are_on_the_disk_before_the_name_is_there_and_the_folder_after_it(monkeypatch):
    seen = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (seen.append("synced"), fsync(handle)))
    monkeypatch.setattr(Path, "replace", lambda one, to: (seen.append("named"), replace(one, to))[1])
    SHELF.keep("7/x", DATA)
    assert seen == ["synced", "named", "synced"]


def test_on_a_full_disk_nothing_is_kept_and_what_was_there_stays(monkeypatch, settings):
    SHELF.keep("7/x", DATA)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    for name in ("7/x", "7/y"):
        with pytest.raises(OSError, match="No space left"):
            SHELF.keep(name, b"another")
    assert [path.name for path in (settings.DATA / "shelf" / "7").iterdir()] == ["x"]
    assert SHELF.read("7/x", SHA256) == DATA


def test_what_is_gone_or_changed_is_said_to_be(settings):
    with pytest.raises(LostError, match="找不到了"):
        SHELF.read("7/x", SHA256)
    SHELF.keep("7/x", b"changed")
    with pytest.raises(LostError, match="与收下时不同"):
        SHELF.read("7/x", SHA256)
    SHELF.keep("7/x", DATA)
    assert SHELF.read("7/x", SHA256) == DATA


def test_a_folder_goes_with_all_that_lies_in_it(settings):
    SHELF.keep("7/x", DATA)
    SHELF.keep("7/y", DATA)
    SHELF.keep("8/x", DATA)
    SHELF.drop("7")
    SHELF.drop("9")
    assert [path.name for path in (settings.DATA / "shelf").iterdir()] == ["8"]


def test_what_was_left_lying_is_found_by_its_age(settings):
    SHELF.keep("old", DATA)
    SHELF.keep("new", DATA)
    yesterday = timezone.now() - timedelta(days=1, hours=1)
    os.utime(SHELF.path("old"), (yesterday.timestamp(), yesterday.timestamp()))
    assert SHELF.older_than(timezone.now() - timedelta(days=1)) == ["old"]


def test_a_name_never_leaves_the_shelves():
    with pytest.raises(SuspiciousFileOperation):
        SHELF.keep("../../etc/passwd", DATA)


def test_what_belongs_to_nothing_goes_after_a_day_and_nothing_else(settings):
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for name in ("7/held", "7/lost", "8/fresh", "9/.partial"):
        SHELF.keep(name, DATA)
        if name != "8/fresh":
            os.utime(SHELF.path(name), (long_ago, long_ago))
    assert SHELF.sweep(timezone.now(), lambda names: {name for name in names if name == "7/held"}) == 2
    left = sorted(path.name for path in (settings.DATA / "shelf").rglob("*") if path.is_file())
    assert left == ["fresh", "held"]


def test_what_is_kept_again_is_young_again():
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    SHELF.keep("7/x", DATA)
    os.utime(SHELF.path("7/x"), (long_ago, long_ago))
    SHELF.keep("7/x", DATA)
    assert SHELF.sweep(timezone.now(), lambda _: ()) == 0
