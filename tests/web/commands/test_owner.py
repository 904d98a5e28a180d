"""Can another account of the machine read what the office keeps?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gongkai_web import owner
from gongkai_web.backup import DATABASE
from tests.serving import PEOPLE, Browser, environment, gongkai, served, told
from tests.web.apply.conftest import FORM, TYPED

pytestmark = pytest.mark.slow


def readable_for_others(folder: Path) -> list[str]:
    """What of the folder, itself included, has any right for anybody but its owner."""
    found = [folder, *folder.rglob("*")]
    assert len(found) > 1
    return [f"{path.name} {path.stat().st_mode & 0o777:o}" for path in found if path.stat().st_mode & 0o077]


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> dict[str, str]:
    """示范市, with a database made by the command as it is typed."""
    given = environment(tmp_path_factory.mktemp("site") / "new" / "data")
    assert gongkai(given, "manage", "migrate").returncode == 0
    told(given, PEOPLE)
    return given


def test_what_a_site_writes_puts_aside_and_brings_back_is_for_its_owner_alone(city, tmp_path):
    assert readable_for_others(Path(city["GONGKAI_DATA"])) == []
    assert gongkai(city, "backup", str(tmp_path / "kept" / "a.tar.gz")).returncode == 0
    assert readable_for_others(tmp_path / "kept") == []
    back = environment(tmp_path / "back")
    assert gongkai(back, "restore", str(tmp_path / "kept" / "a.tar.gz")).returncode == 0
    assert gongkai(back, "audit", "verify").returncode == 0
    assert readable_for_others(tmp_path / "back") == []


def test_a_site_that_was_left_wider_is_narrowed_when_it_is_served_and_stays_so(city, tmp_path):
    data = Path(city["GONGKAI_DATA"])
    kept_open = sqlite3.connect(data / DATABASE)  # the WAL goes with the last connection
    kept_open.execute("SELECT * FROM sqlite_master").fetchone()
    data.chmod(0o755)
    for path in data.glob(f"{DATABASE}*"):
        path.chmod(0o644)
    with served(city, 1, tmp_path / "log") as site:
        browser = Browser(site.url)
        browser.send(FORM, {**browser.form(FORM), **TYPED})
        assert (data / f"{DATABASE}-wal").stat().st_size
        assert readable_for_others(data) == []
    kept_open.close()


def test_what_an_earlier_version_left_wider_below_is_narrowed_too(tmp_path):
    for room in ("files/ab", "drafts/1", "imports"):
        (tmp_path / room).mkdir(parents=True)
        (tmp_path / room / "1").write_bytes(b"x")
    tmp_path.chmod(0o700)
    for path in tmp_path.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    outside = tmp_path.with_name("outside")
    outside.mkdir(mode=0o755)
    (tmp_path / "files" / "elsewhere").symlink_to(outside)
    environment_of_it = environment(tmp_path)
    assert gongkai(environment_of_it, "manage", "diffsettings").returncode == 0
    assert [name for name in readable_for_others(tmp_path) if not name.startswith("elsewhere")] == []
    assert outside.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_all_share_is_left_as_it_is(tmp_path):
    shared, ours = tmp_path / "shared", tmp_path / "ours"
    for folder, mode in ((shared, 0o1777), (ours, 0o755)):
        folder.mkdir()
        folder.chmod(mode)
        owner.shut(folder)
    assert shared.stat().st_mode & 0o7777 == 0o1777
    assert ours.stat().st_mode & 0o7777 == 0o700
    owner.shut(tmp_path / "nowhere")
