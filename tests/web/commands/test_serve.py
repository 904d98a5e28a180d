"""Do the workers of one site keep apart, in the first minute too?

A site is served as in service and asked by many at once. Nobody gets another's page, an error, or no page
where there is one; what was handed in is there once, however often the button was pressed.
"""

from __future__ import annotations

import gzip
import json
import re
import resource
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from gongkai_web import reserve
from tests.disks import small_disk
from tests.postgresql import backends, empty_database, free_port
from tests.serving import PASSWORD, PROGRAM, Browser, Site, environment, founded, served, told
from tests.web.apply.conftest import FORM, TYPED

pytestmark = pytest.mark.slow

WORKERS = 4
A_YEAR = 365 * 24 * 60 * 60
NAMES = {
    "/agencies/yunxi/": "示范市云溪区人民政府办公室",
    "/agencies/baishi/": "示范市白石县人民政府办公室",
    "/agencies/yunxi-ziran/": "示范市云溪区自然资源局",
    "/agencies/": "示范市人民政府办公室",
}
UNLIMITED = {"GONGKAI_APPLY_PER_HOUR": "100000"}
KEPT = """
import json
from gongkai_web.audit.verify import verify
from gongkai_web.cases.models import Case
found = Case.objects.order_by("number").values_list("title", "number")
print(json.dumps({"sound": verify().sound, "cases": list(found)}))
"""


def reads(site: Site, times: int) -> list[str]:
    """What went wrong for somebody who looks at agencies."""
    wrong = []
    for number in range(times):
        path = list(NAMES)[number % len(NAMES)]
        try:
            shown = Browser(site.url).open(path)
        except (urllib.error.URLError, OSError) as problem:
            wrong.append(f"{path}: {problem}")
        else:
            if NAMES[path] not in shown:
                wrong.append(f"{path}: 是另一页")
    return wrong


def applies(site: Site, titles: list[str]) -> list[str]:
    """What went wrong for 王芳, who presses the button twice each time."""
    wrong, browser = [], Browser(site.url)
    for title in titles:
        try:
            sent = {**browser.form(FORM), **TYPED, "title": title}
            receipts = {receipt_of(browser.send(FORM, sent)) for _ in range(2)}
        except (urllib.error.URLError, OSError, ValueError) as problem:
            wrong.append(f"{title}: {problem}")
        else:
            if len(receipts) != 1:
                wrong.append(f"{title}: 两张回执 {receipts}")
    return wrong


def receipt_of(page: str) -> str:
    """The query code on the page; ValueError where it is no receipt."""
    return page[page.index('class="code"') :].split("<", 1)[0]


def hammered(site: Site, *, readers: int, pages: int, writers: int, requests: int) -> None:
    """Many read and hand in at once; then what is kept is compared with what was acknowledged."""
    titles = [[f"征地补偿方案 {one}-{number}" for number in range(requests)] for one in range(writers)]
    work: list[Callable[[], list[str]]] = [lambda: reads(site, pages)] * readers
    work += [lambda given=given: applies(site, given) for given in titles]
    with ThreadPoolExecutor(len(work)) as pool:
        wrong = [line for done in [pool.submit(one) for one in work] for line in done.result()]
    assert wrong == [], site.log.read_text()[-3000:]
    kept = json.loads(told(site.environment, KEPT))
    assert kept["sound"]
    assert sorted(title for title, _ in kept["cases"]) == sorted(title for some in titles for title in some)
    assert [number for _, number in kept["cases"]] == list(range(1, writers * requests + 1))


@pytest.mark.parametrize(("pages", "requests"), [(12, 3), pytest.param(40, 8, marks=pytest.mark.long)])
def test_on_postgresql_no_worker_speaks_over_the_connection_of_another(tmp_path, pages, requests):
    with empty_database() as url:
        given = founded(tmp_path / "data", GONGKAI_DATABASE_URL=url, **UNLIMITED)
        with served(given, WORKERS, tmp_path / "log") as site:
            assert backends(url) == 0
            hammered(site, readers=5, pages=pages, writers=3, requests=requests)
            assert backends(url) > 1


@pytest.mark.parametrize(("pages", "requests"), [(8, 3), pytest.param(20, 4, marks=pytest.mark.long)])
def test_on_sqlite_the_workers_queue_and_nothing_is_lost_or_doubled(tmp_path, pages, requests):
    given = founded(tmp_path / "data", **UNLIMITED)
    with served(given, WORKERS, tmp_path / "log") as site:
        hammered(site, readers=2, pages=pages, writers=2, requests=requests)


@contextmanager
def locked(given: Mapping[str, str]) -> Iterator[None]:
    """Somebody writes, and does not end."""
    path = Path(given["GONGKAI_DATA"]) / "gongkai.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_who_reads_does_not_wait_for_those_who_wait_to_write(tmp_path):
    """More wait to write than there are workers; every page is read meanwhile, and then they are done."""
    given = founded(tmp_path / "data", GONGKAI_LOCK_SECONDS="60", **UNLIMITED)
    with served(given, 1, tmp_path / "log") as site, ThreadPoolExecutor(4) as pool:
        browsers = [Browser(site.url) for _ in range(3)]
        forms = [{**one.form(FORM), **TYPED} for one in browsers]
        with locked(given):
            writing = [pool.submit(one.send, FORM, form) for one, form in zip(browsers, forms, strict=True)]
            assert wait(writing, timeout=2).done == set()
            assert pool.submit(reads, site, len(NAMES)).result(timeout=50) == []
            assert not any(one.done() for one in writing)
        assert len({receipt_of(one.result()) for one in writing}) == len(browsers)


def test_who_waits_too_long_gets_the_filled_form_back(tmp_path):
    given = founded(tmp_path / "data", GONGKAI_LOCK_SECONDS="1", **UNLIMITED)
    with served(given, 1, tmp_path / "log") as site:
        browser = Browser(site.url)
        form = {**browser.form(FORM), **TYPED}
        with locked(given), pytest.raises(urllib.error.HTTPError) as refused:
            browser.send(FORM, form)
        assert refused.value.code == 503
        page = refused.value.read().decode()
        assert "没有提交" in page
        assert TYPED["description"] in page
        assert receipt_of(browser.send(FORM, form))


def test_a_browser_keeps_a_style_sheet_for_years_and_gets_it_compressed(tmp_path):
    with served(founded(tmp_path / "data"), 1, tmp_path / "log") as site:
        sheets = re.findall(r'href="(/static/[^"]+\.css)"', Browser(site.url).open("/agencies/"))
        assert sheets
        for sheet in sheets:
            assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
            request = urllib.request.Request(site.url + sheet, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(request, timeout=60) as answer:
                assert "immutable" in answer.headers["Cache-Control"]
                assert int(answer.headers["Cache-Control"].split("max-age=")[1].split(",")[0]) >= A_YEAR
                assert len(gzip.decompress(answer.read())) > 0


def test_the_list_of_the_files_is_nobodys_to_read_whatever_an_earlier_version_left(tmp_path):
    given = founded(tmp_path / "data")
    left = tmp_path / "data" / "static" / "staticfiles.json"
    left.parent.mkdir()
    left.write_text("{}")
    with served(given, 1, tmp_path / "log") as site:
        with pytest.raises(urllib.error.HTTPError) as refused:
            Browser(site.url).open("/static/staticfiles.json")
        assert refused.value.code == 404
        assert re.search(r"/static/[^\"]+\.[0-9a-f]{12}\.css", Browser(site.url).open("/agencies/"))
    assert not left.exists()


PRELOADED = """
from gongkai_web.running import _Server
server = _Server("127.0.0.1:0", 1, 2)
print(server.cfg.preload_app, server.cfg.worker_class_str)
"""


def test_a_new_worker_has_all_loaded_when_it_begins(tmp_path):
    assert told(founded(tmp_path / "data"), PRELOADED).strip() == "True gthread"


LEFT_OPEN = """
import os
from types import SimpleNamespace
from django.db import connection
from gongkai_web.running import _Server
connection.ensure_connection()
server = _Server("127.0.0.1:0", 1, 2)
server.cfg.post_fork(None, SimpleNamespace(ppid=os.getppid()))
print(connection.connection)
"""


def test_a_new_worker_lets_go_of_a_connection_that_was_open_when_it_was_forked(tmp_path):
    given = founded(tmp_path / "data")
    assert told(given, LEFT_OPEN).strip() == "None"


ASKED = """
from django.db import connection
with connection.cursor() as cursor:
    print([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")])
"""


@pytest.mark.parametrize("settings", [{}, {"GONGKAI_HTTPS": "1", "GONGKAI_PROXY": "1"}])
def test_what_was_acknowledged_is_on_the_disk_before_the_answer(tmp_path, settings):
    full = 2  # of SQLite's 0 OFF, 1 NORMAL, 2 FULL, 3 EXTRA
    assert told(environment(tmp_path / "data", **settings), ASKED).strip() == str(["wal", full])


BESIDE = ["gongkai.sqlite3-shm", "gongkai.sqlite3-wal"]


def beside(given: Mapping[str, str]) -> list[str]:
    """What SQLite keeps beside its database just now."""
    return sorted(path.name for path in Path(given["GONGKAI_DATA"]).glob("gongkai.sqlite3-*"))


def signed_in(site: Site) -> Browser:
    """李强's browser, on his desk."""
    browser = Browser(site.url)
    form = browser.form("/sign-in/")
    browser.send("/sign-in/", {**form, "username": "liqiang", "password": PASSWORD})
    return browser


# A limit stands for the disk in every run; a disk of its own needs a right, and takes its time.
DISK, LIMIT = pytest.param(False, id="磁盘", marks=pytest.mark.long), pytest.param(True, id="限额")
WAYS = pytest.mark.parametrize("limited", [DISK, LIMIT])


@WAYS
def test_a_full_disk_takes_no_page_from_whoever_reads_and_nothing_typed_from_whoever_writes(
    tmp_path, limited
):
    with small_disk(tmp_path / "disk", limited=limited) as disk:
        given = founded(disk.folder / "data")
        with served(given, 1, tmp_path / "log") as site:
            assert (disk.folder / "data" / reserve.NAME).stat().st_size > 2**20
            browser = Browser(site.url)
            form = {**browser.form(FORM), **TYPED}
            staff = signed_in(site)
            disk.fill(site)
            assert reads(site, len(NAMES)) == []
            assert "李强" in staff.open("/office/cases/")
            with pytest.raises(urllib.error.HTTPError) as refused:
                browser.send(FORM, form)
            assert refused.value.code == 503
            assert TYPED["description"] in refused.value.read().decode()
            assert reads(site, len(NAMES)) == []
            disk.empty(site)
            assert receipt_of(browser.send(FORM, form))


@WAYS
def test_a_site_that_is_started_on_a_full_disk_says_so_and_is_read_all_the_same(tmp_path, limited):
    with small_disk(tmp_path / "disk", limited=limited) as disk:
        given = founded(disk.folder / "data")
        reserve.lay_by(disk.folder / "data")  # as the start before did
        disk.fill()
        with served({**given, **disk.told}, 1, tmp_path / "log") as site:
            assert reads(site, len(NAMES)) == []
            assert "李强" in signed_in(site).open("/office/cases/")
        assert "磁盘已满" in (tmp_path / "log").read_text()
        assert "请腾出空间" in (tmp_path / "log").read_text()
        assert not (disk.folder / "data" / reserve.NAME).exists()


@pytest.mark.long
def test_what_was_given_up_is_laid_by_again_by_the_next_start_that_finds_room(tmp_path):
    given = founded(tmp_path / "data")
    for _ in range(2):
        with served(given, 1, tmp_path / "log"):
            assert (tmp_path / "data" / "reserve").exists()
        (tmp_path / "data" / "reserve").unlink()


@WAYS
def test_a_start_that_finds_no_room_at_all_is_refused_in_one_sentence(tmp_path, limited):
    with small_disk(tmp_path / "disk", limited=limited) as disk:
        given = founded(disk.folder / "data")
        disk.fill()
        command = [PROGRAM, "serve", "--port", str(free_port()), "--no-worker"]
        done = subprocess.run(
            command,
            env={**given, **disk.told},
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=no_byte_more if disk.limited else None,
        )
        assert (done.returncode, done.stdout) == (1, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith("磁盘已满")
        assert "migrate" not in line


def no_byte_more() -> None:
    """The program that follows may write to no file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def test_what_readers_need_beside_the_database_is_there_before_anybody_asks_and_gone_at_the_end(tmp_path):
    given = founded(tmp_path / "data")
    with served(given, 1, tmp_path / "log") as site:
        assert reads(site, 1) == []
        assert beside(given) == BESIDE
    assert beside(given) == []


HELD = """
from django.db import connection
from gongkai_web.held_open import hold_database, let_database_go
hold_database()
hold_database()
with connection.cursor() as cursor:
    cursor.execute("UPDATE agencies_agency SET name = name || '（筹）'")
    print(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
let_database_go()
"""


def test_the_connection_that_stays_keeps_nothing_from_being_written_back(tmp_path):
    given = founded(tmp_path / "data")
    assert told(given, HELD).strip() == "0"
    assert beside(given) == []


AWAY = """
from django.conf import settings
settings.DATABASES["default"]["NAME"] = "/proc/nowhere/gongkai.sqlite3"
from gongkai_web import held_open
held_open.hold_database()
print(held_open._kept)
"""


def test_a_worker_begins_although_the_database_cannot_be_opened_just_now(tmp_path):
    assert told(environment(tmp_path / "data"), AWAY).strip() == "[]"
