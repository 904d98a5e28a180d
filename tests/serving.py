"""How does a test run a site as it runs in service: in processes of its own, with a database of its own?

`founded` fills it with the people of the tests, `served` starts `gongkai serve` and waits until it listens,
`told` asks its database in another process.
"""

from __future__ import annotations

import atexit
import http.cookiejar
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import html

from tests.postgresql import free_port

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(sys.executable).with_name("gongkai")
EVERYBODY_READS = 0o022
TRIES = 600
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
PASSWORD = "cloud-brook-2024"
PEOPLE = f"""
from tests.people import found_town
town = found_town()
town.li_qiang.set_password("{PASSWORD}")
town.li_qiang.save()
"""


@dataclass(frozen=True, slots=True)
class Site:
    """An installation: its settings, where it answers, and its first process."""

    environment: Mapping[str, str]
    url: str
    log: Path
    process: int


def environment(data: Path, **settings: str) -> dict[str, str]:
    """What a command of that installation sees of the machine: its own settings and nothing of the test's."""
    return {"PATH": os.environ["PATH"], "GONGKAI_DATA": str(data), **settings}


def told(given: Mapping[str, str], program: str) -> str:
    """What a program prints that runs inside that installation."""
    whole = "import django\ndjango.setup()\n" + program
    done = subprocess.run(
        [sys.executable, "-c", whole],
        env={**given, "DJANGO_SETTINGS_MODULE": "gongkai_web.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def founded(data: Path, **settings: str) -> dict[str, str]:
    """示范市 in an installation of its own: its settings. On SQLite a copy of one that is built once."""
    given = environment(data, **settings)
    if "GONGKAI_DATABASE_URL" in settings:
        told(given, MIGRATE + PEOPLE)
    else:
        shutil.copytree(_built_once(), data)
    return given


@cache
def _built_once() -> Path:
    """The data folder of 示范市 as it is founded. It goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    told(environment(folder / "data"), MIGRATE + PEOPLE)
    return folder / "data"


def gongkai(given: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """A command of that installation, typed where everybody may read new files unless it says otherwise."""
    return subprocess.run(
        [PROGRAM, *words], env=given, capture_output=True, text=True, check=False, umask=EVERYBODY_READS
    )


@contextmanager
def served(given: Mapping[str, str], workers: int, log: Path) -> Iterator[Site]:
    """`gongkai serve` until the block ends, without a worker beside it. Nothing was asked of it yet."""
    port = free_port()
    command = [PROGRAM, "serve", "--port", str(port), "--workers", str(workers), "--no-worker"]
    with log.open("wb") as file:
        running = subprocess.Popen(command, env=given, stdout=file, stderr=file, umask=EVERYBODY_READS)
    try:
        _wait_for(port, running, log)
        yield Site(given, f"http://127.0.0.1:{port}", log, running.pid)
    finally:
        running.terminate()
        running.wait()


def _wait_for(port: int, running: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(TRIES):
        assert running.poll() is None, log.read_text()
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@dataclass(slots=True)
class Browser:
    """A browser with its cookies. An answer of 400 or more is an `HTTPError`."""

    url: str
    opener: urllib.request.OpenerDirector = field(init=False)

    def __post_init__(self) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def open(self, path: str) -> str:
        """The page."""
        with self.opener.open(self.url + path, timeout=120) as answer:
            return str(answer.read().decode())

    def send(self, path: str, typed: Mapping[str, str]) -> str:
        """The page to which the form leads."""
        return self._sent(urllib.request.Request(self.url + path, urllib.parse.urlencode(typed).encode()))

    def upload(self, path: str, typed: Mapping[str, str], place: str, name: str, data: bytes) -> str:
        """The page to which the form leads, sent with a file in its field `place`."""
        mark = "----a-boundary-that-stands-in-no-file"
        part = f"--{mark}\r\nContent-Disposition: form-data; name="
        words = "".join(f'{part}"{field}"\r\n\r\n{value}\r\n' for field, value in typed.items())
        head = f'{words}{part}"{place}"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
        request = urllib.request.Request(
            self.url + path, head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        )
        request.add_header("Content-Type", f"multipart/form-data; boundary={mark}")
        return self._sent(request)

    def _sent(self, request: urllib.request.Request) -> str:
        with self.opener.open(request, timeout=120) as answer:
            return str(answer.read().decode())

    def form(self, path: str) -> dict[str, str]:
        """What stands in the longest form of the page."""
        form = max(html.fromstring(self.open(path)).forms, key=lambda one: len(one.fields))
        return {name: value or "" for name, value in form.fields.items() if name != "look"}
