"""Is anything lost or done twice when workers are killed? `GONGKAI_TEST_KILLS` says how many (default 8)."""

import contextlib
import os
import random
import signal
import subprocess
import time
from collections import Counter, defaultdict

import pytest

from tests.web.tasks.offices import until

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("GONGKAI_TEST_KILLS", "8"))
WORKERS = 3
ROUND = 40  # jobs of each kind that are put down at once
LEASE = 4.0  # seconds, as in `site`


def test_nothing_is_lost_and_no_row_stands_twice_however_often_workers_are_killed(each_office):
    office = each_office
    workers: list[subprocess.Popen[bytes]] = []
    wanted, kills = set(), 0
    while kills < KILLS:
        if office.live() < ROUND:
            wanted |= put_round(office, kills)
        man(office, workers)
        time.sleep(random.uniform(0, 0.2))
        kills += kill_one(office, workers, freeze=kills % 8 == 4)
    until(lambda: man(office, workers) and office.live() == 0, "no job waits any more")
    assert_nothing_lost(office)
    assert_once(office, wanted)
    assert_told(office)


def man(office, workers) -> bool:
    """As many workers as ever: whoever ended is replaced."""
    workers[:] = [one for one in workers if one.poll() is None]
    workers += [office.worker() for _ in range(WORKERS - len(workers))]
    return True


def put_round(office, number: int) -> set[str]:
    """Some jobs of every kind; returns the lines that they must leave."""
    office.put(
        f"for n in range({ROUND}):\n"
        f"    jobs.write.enqueue(f'写{number}-{{n}}')\n"
        f"    jobs.write_in_steps.enqueue(f'步{number}-{{n}}', 3)\n"
        f"    if n % 10 == 0:\n"
        f"        jobs.write_chain.enqueue(f'链{number}-{{n}}', 3)\n"
        f"        jobs.write_and_die.enqueue(f'死{number}-{{n}}')\n"
    )
    some = [f"{number}-{n}" for n in range(ROUND)]
    few = some[::10]
    return {
        *(f"写{one}·{part}" for one in some for part in "一二"),
        *(f"步{one}·{step}" for one in some for step in range(3)),
        *(f"链{one}·{left}" for one in few for left in range(4)),
        *(f"死{one}" for one in few),
    }


def kill_one(office, workers, freeze) -> int:
    """Kills a worker that is at a job, rarely another; or freezes it until it has lost its job. How many."""
    busy = office.rows("SELECT worker FROM tasks_job WHERE state = 'RUNNING' ORDER BY id")
    pids = [int(worker.rpartition(":")[2]) for (worker,) in busy]
    alive = [one for one in workers if one.poll() is None]
    victims = [one for one in alive if one.pid in pids] or (alive if random.random() < 0.1 else [])
    if not victims:
        return 0
    victim = random.choice(victims)
    if freeze:
        os.killpg(victim.pid, signal.SIGSTOP)
        time.sleep(LEASE * 1.5)
        os.killpg(victim.pid, signal.SIGCONT)
        return 1
    with contextlib.suppress(ProcessLookupError):
        os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    return 1


def assert_nothing_lost(office):
    assert office.rows("SELECT name, state, error FROM tasks_job WHERE state <> 'SUCCESSFUL'") == []


def assert_once(office, wanted):
    """Every line that was wanted, none twice; and each hour of the schedule once."""
    counted = Counter([*office.entries(), *office.hours()])
    assert {line: times for line, times in counted.items() if times > 1} == {}
    assert set(office.entries()) == wanted
    assert office.hours()


def assert_told(office):
    """The outside heard of every job, and no key twice with another meaning."""
    meanings = defaultdict(set)
    for key, meaning in office.told():
        meanings[key].add(meaning)
    assert {key for key, said in meanings.items() if len(said) > 1} == set()
    told = {meaning for said in meanings.values() for meaning in said}
    assert told == {line.removesuffix("·二") for line in office.entries() if line.endswith("·二")}
    keys = office.rows("SELECT key FROM tasks_job WHERE name LIKE '%write'")
    assert set(meanings) == {key for (key,) in keys}
