"""Does a job go on when its worker is gone, and only then?"""

import os
import signal
import time

import pytest

from tests.web.tasks.offices import until

pytestmark = pytest.mark.slow


def test_the_job_of_a_killed_worker_is_done_by_another(office):
    office.put("jobs.write_slowly.enqueue('慢')")
    first = office.worker()
    until(office.told, "the first worker is at the job")
    os.kill(first.pid, signal.SIGKILL)
    office.worker()
    until(lambda: office.live() == 0, "another worker has done it")
    assert office.entries() == ["慢"]
    assert office.ended("slowly") == [("SUCCESSFUL", 2)]


def test_a_worker_that_slept_through_its_lease_adds_nothing_when_it_wakes(office):
    office.put("jobs.write_slowly.enqueue('慢')")
    first = office.worker()
    until(office.told, "the first worker is at the job")
    os.killpg(first.pid, signal.SIGSTOP)
    office.worker()
    until(lambda: office.live() == 0, "another worker has done it")
    os.killpg(first.pid, signal.SIGCONT)
    first.terminate()
    first.wait()
    assert office.entries() == ["慢"]
    assert len(office.told()) == 2
    assert len(set(office.told())) == 1


def test_a_long_call_into_c_keeps_its_lease_though_no_other_thread_runs(office):
    office.put("jobs.compute_in_c.enqueue('算', 10)")
    for _ in range(2):
        office.worker()
    until(lambda: office.live() == 0, "it is done")
    assert office.entries() == ["算·1"]


def test_a_job_that_never_ends_costs_its_worker_and_fails_with_a_sentence(office):
    office.put("jobs.never_end.enqueue()")
    first = office.worker()
    assert first.wait() == -signal.SIGKILL
    office.worker()
    until(lambda: office.live() == 0, "somebody has buried it")
    ((error,),) = office.rows("SELECT error FROM tasks_job WHERE name LIKE '%never_end'")
    assert "超过了时限" in error
    assert "gongkai manage tasks --retry" in error


def test_a_stopped_worker_ends_its_job_first(office):
    office.put("jobs.write_whole.enqueue('慢')")
    first = office.worker()
    until(office.told, "the worker is at the job")
    first.terminate()
    assert first.wait() == 0
    assert office.entries() == ["慢"]
    assert office.ended("whole") == [("SUCCESSFUL", 1)]


def test_a_stopped_worker_gives_a_job_back_between_two_steps(office):
    office.put("jobs.write_slowly.enqueue('慢')")
    first = office.worker()
    until(office.told, "the worker is at the job")
    first.terminate()
    assert first.wait() == 0
    assert office.entries() == []
    assert office.ended("slowly") == [("READY", 0)]


def test_a_worker_that_is_told_twice_gives_its_job_back_at_once(office):
    office.put("jobs.write_whole.enqueue('慢')")
    first = office.worker()
    until(office.told, "the worker is at the job")
    first.terminate()
    time.sleep(0.1)
    first.terminate()
    assert first.wait() == 0
    assert office.entries() == []
    assert office.ended("whole") == [("READY", 0)]
