"""Where does a test of a whole site get a PostgreSQL of its own?

From the server of GONGKAI_TEST_DATABASE_URL where that is set, else from one that is started for the test out
of the programs of Debian's package and gone with it. Where there is neither, the test is skipped with the
reason; under CI=true it fails.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.samples import missing

ACCOUNT = "postgres"  # the server refuses to run as root
TRIES = 300


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def empty_database() -> Iterator[str]:
    """The address of a new database, as GONGKAI_DATABASE_URL takes it."""
    given = os.environ.get("GONGKAI_TEST_DATABASE_URL")
    if given:
        with _one_of(given) as url:
            yield url
        return
    with _server() as server, _one_of(server) as url:
        yield url


def backends(url: str) -> int:
    """How many connections to that database are open, this one apart."""
    with _asked(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [url.rsplit("/", 1)[1]]
        ).fetchone()
    assert found is not None
    return int(found[0])


@contextmanager
def _one_of(server: str) -> Iterator[str]:
    name = f"gongkai_site_{secrets.token_hex(6)}"
    with _asked(server) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        with _asked(server) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _asked(url: str) -> psycopg.Connection:
    return psycopg.connect(f"{url.rsplit('/', 1)[0]}/postgres", autocommit=True)


@contextmanager
def _server() -> Iterator[str]:
    programs = _programs()
    folder, port = Path(tempfile.mkdtemp(prefix="gongkai-pg-")), free_port()
    account = ACCOUNT if os.geteuid() == 0 else None
    if account:
        shutil.chown(folder, account)
    made = [
        programs / "initdb",
        "-D",
        folder,
        "-U",
        "gongkai",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N",
    ]
    subprocess.run(made, check=True, capture_output=True, user=account, cwd=folder)
    settings = ("listen_addresses=127.0.0.1", "fsync=off", f"unix_socket_directories={folder}")
    options = [word for setting in settings for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        command = [programs / "postgres", "-D", folder, "-p", str(port), *options]
        running = subprocess.Popen(command, stdout=log, stderr=log, user=account, cwd=folder)
    try:
        url = f"postgresql://gongkai@127.0.0.1:{port}/gongkai"
        _wait_for(url, running)
        yield url
    finally:
        running.send_signal(signal.SIGINT)  # ends its connections and stops
        running.wait()
        shutil.rmtree(folder)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        missing("没有 PostgreSQL；请安装 Debian 软件包 postgresql，或者用 GONGKAI_TEST_DATABASE_URL 指明一个")
    return found[-1].parent


def _wait_for(url: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(TRIES):
        assert running.poll() is None, "PostgreSQL 没有启动"
        try:
            _asked(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL 没有应答")
