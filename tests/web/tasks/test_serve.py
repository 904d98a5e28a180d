"""Does the site bring a worker along, and does it go with it?"""

import contextlib
import os
import signal
import socket
from pathlib import Path

import pytest

from gongkai_web import commands, running
from tests.postgresql import free_port
from tests.web.tasks.offices import until

pytestmark = pytest.mark.slow


def done_by(office, text: str) -> int:
    """Puts a job down, waits until it is done, and says by which process."""
    office.put(f"jobs.write.enqueue('{text}')")
    newest = "SELECT worker FROM tasks_job WHERE due_at IS NULL AND state = 'SUCCESSFUL' ORDER BY id DESC"
    until(lambda: f"{text}·二" in office.entries(), f"{text} is written")
    return int(office.rows(newest)[0][0].rpartition(":")[2])


def gone(pid: int) -> bool:
    """Ended, even where nobody has asked for its status yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def of_session(leader: int) -> list[str]:
    """What runs of a session, by its command."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            facts = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(facts[3]) == leader and facts[0] != "Z":
                found.append((entry / "cmdline").read_text(encoding="utf-8").replace("\0", " "))
    return found


@pytest.fixture
def master(office):
    return office.start("serve", "--port", str(free_port()), "--workers", "1")


def test_a_worker_that_was_killed_is_replaced_and_ends_with_the_killed_master(office, master):
    first = done_by(office, "一")
    os.kill(first, signal.SIGKILL)
    second = done_by(office, "二")
    assert second != first
    os.kill(master.pid, signal.SIGKILL)
    until(lambda: gone(second), "the worker has ended with its master")


def test_no_process_outlives_a_killed_master_and_the_port_is_free(office):
    port = free_port()
    master = office.start("serve", "--port", str(port), "--workers", "2")
    done_by(office, "一")
    until(lambda: len(of_session(master.pid)) >= 4, "the master has its workers and its worker")
    os.kill(master.pid, signal.SIGKILL)
    master.wait()
    until(lambda: of_session(master.pid) == [], "all have ended with it", seconds=30.0)
    with socket.create_server(("127.0.0.1", port)):
        pass


def test_a_stopped_site_takes_its_worker_along(office, master):
    worker = done_by(office, "一")
    master.terminate()
    assert master.wait() == 0
    assert gone(worker)


@pytest.mark.parametrize(("words", "brought"), [([], True), (["--no-worker"], False)])
def test_the_site_can_be_served_without_a_worker(words, brought, monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    given = []

    class Server:
        def __init__(self, _bind, _workers, _threads, companion):
            given.append(companion is not None)

        def run(self):
            pass

    monkeypatch.setattr(running, "_Server", Server)
    monkeypatch.setattr(running, "call_command", lambda *_, **__: None)
    assert commands.COMMANDS["serve"](words) == 0
    assert given == [brought]
