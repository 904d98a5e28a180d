"""A small office of its own for tests that kill: a folder, a database, and workers that are processes."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[3]
FOR_EVER = 200.0  # seconds: only so that a test that fails comes to an end
WORK = "import sys; from gongkai_web.commands import COMMANDS; sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))"


class Office:
    """The folder of one such office, and what runs in it."""

    def __init__(self, data: Path, url: str = "") -> None:
        self.data = data
        self._url = url
        self._running: list[subprocess.Popen[bytes]] = []
        self.command("manage", "migrate", "--verbosity=0")

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: one for name, one in os.environ.items() if not name.startswith("GONGKAI_")}
        given = {"GONGKAI_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "tests.web.tasks.site"}
        database = {"GONGKAI_DATABASE_URL": self._url} if self._url else {}
        return {**kept, **given, **database, "PYTHONPATH": str(ROOT)}

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """One of our commands as a process with a group of its own."""
        process = subprocess.Popen(
            [sys.executable, "-c", WORK, *words], env=self._environment, cwd=ROOT, start_new_session=True
        )
        self._running.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("work")

    def command(self, *words: str) -> None:
        assert self.start(*words).wait(FOR_EVER) == 0

    def put(self, lines: str) -> None:
        """Puts jobs down, by a few lines of Python over `jobs`."""
        program = f"import django; django.setup()\nfrom tests.web.tasks.ledger import jobs\n{lines}"
        subprocess.run([sys.executable, "-c", program], env=self._environment, cwd=ROOT, check=True)

    def rows(self, sql: str) -> list[Any]:
        """The answer of the database, asked past Django."""
        if self._url:
            with psycopg.connect(self._url) as asked:
                return asked.execute(sql).fetchall()
        with contextlib.closing(sqlite3.connect(self.data / "gongkai.sqlite3", timeout=60)) as asked:
            return asked.execute(sql).fetchall()

    def entries(self) -> list[str]:
        """What the jobs wrote, without the schedule."""
        return [line for line in self._lines() if not line.startswith("时")]

    def hours(self) -> list[str]:
        """What the schedule wrote."""
        return [line for line in self._lines() if line.startswith("时")]

    def _lines(self) -> list[str]:
        return sorted(text for (text,) in self.rows("SELECT text FROM ledger_entry"))

    def told(self) -> list[tuple[str, str]]:
        """Key and meaning of what the outside heard."""
        path = self.data / "told"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [tuple(line.split("\t")) for line in lines]

    def ended(self, name: str) -> list[Any]:
        """State and attempts of the jobs of that task."""
        return self.rows(f"SELECT state, attempts FROM tasks_job WHERE name LIKE '%{name}'")

    def live(self) -> int:
        found = self.rows("SELECT count(*) FROM tasks_job WHERE state IN ('READY', 'RUNNING')")
        return int(found[0][0])

    def close(self) -> None:
        for process in self._running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until(true: Callable[[], Any], what: str, *, seconds: float = FOR_EVER) -> Any:
    """Waits for it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"it never came to this: {what}")
