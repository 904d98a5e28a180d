"""Does each job have one worker at a time?"""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai_web.tasks import actions, lease, queries
from gongkai_web.tasks.errors import LeaseLost
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job, State
from gongkai_web.tasks.task import task


@task
def nothing(number: int) -> None:
    """Does nothing."""


def overdue():
    """A moment at which every lease of today has run out."""
    return now() + lease.length() + timedelta(seconds=1)


@pytest.mark.django_db
def test_claiming_is_one_statement_that_counts_the_attempt():
    nothing.enqueue(1)
    moment = now()  # PostgreSQL is asked for it
    with CaptureQueriesContext(connection) as asked:
        job = actions.claim(worker="a:1", now=moment)
    assert [one["sql"].split()[0] for one in asked] == ["UPDATE", "SELECT"]
    assert (job.state, job.attempts, job.worker) == (State.RUNNING, 1, "a:1")
    assert actions.claim(worker="b:2", now=now()) is None


@pytest.mark.django_db
def test_a_job_whose_lease_ran_out_is_another_workers():
    nothing.enqueue(1)
    first = actions.claim(worker="a:1", now=now())
    second = actions.claim(worker="b:2", now=overdue())
    assert (second.pk, second.attempts, second.worker) == (first.pk, 2, "b:2")
    for late in (
        lambda: actions.finish(job=first, value=None, now=now()),
        lambda: actions.fail(job=first, sentence="晚了", now=now(), again_at=None),
        lambda: actions.give_back(job=first),
    ):
        with pytest.raises(LeaseLost):
            late()
    assert not lease.prolong(first.pk, first.lease)
    actions.finish(job=second, value=None, now=now())
    assert Job.objects.get().state == State.SUCCESSFUL


@pytest.mark.django_db
def test_a_lease_that_is_prolonged_is_not_taken():
    nothing.enqueue(1)
    job = actions.claim(worker="a:1", now=now())
    Job.objects.update(lease_until=now() - timedelta(seconds=1))
    assert lease.prolong(job.pk, job.lease)
    assert actions.claim(worker="b:2", now=now()) is None


@pytest.mark.django_db
def test_a_job_that_was_done_prolongs_nothing():
    nothing.enqueue(1)
    job = actions.claim(worker="a:1", now=now())
    actions.finish(job=job, value=None, now=now())
    assert not lease.prolong(job.pk, job.lease)


@pytest.mark.django_db
def test_a_job_that_lost_every_worker_fails_with_a_sentence():
    nothing.enqueue(1)
    for _ in range(nothing.most_attempts):
        job = actions.claim(worker="a:1", now=overdue())
        Job.objects.update(lease_until=now() - timedelta(seconds=1))
    assert actions.claim(worker="a:1", now=overdue()) is None
    assert actions.bury(now=now()) == 1
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert f"共 {nothing.most_attempts} 次" in job.error
    assert f"--retry {job.pk}" in job.error


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["another worker has its lease", "its lease was prolonged"])
def test_a_job_that_is_somebodys_again_is_not_buried(monkeypatch, what):
    nothing.enqueue(1)
    actions.claim(worker="a:1", now=now())
    late = now() - timedelta(seconds=1)
    Job.objects.update(attempts=nothing.most_attempts, lease_until=late)
    asked, answers = queries.lost, []

    def lost(moment):
        """Between the look and the burial somebody takes the job on."""
        if not answers:
            answers.append(list(asked(moment)))
            changed = {"lease": "another"} if what.startswith("another") else {"lease_until": overdue()}
            Job.objects.update(**changed)
            return answers[0]
        return asked(moment)

    monkeypatch.setattr(queries, "lost", lost)
    assert actions.bury(now=now()) == 0
    assert len(answers[0]) == 1
    assert Job.objects.get().state == State.RUNNING


@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_never_get_the_same_job():
    for number in range(40):
        nothing.enqueue(number)
    taken: list[int] = []
    start = threading.Barrier(4)

    def claim_all() -> None:
        start.wait()
        while job := actions.claim(worker="a:1", now=now()):
            taken.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=claim_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(Job.objects.values_list("pk", flat=True))
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
