"""What becomes of a job that runs: done, tried again, failed, given back or overtaken?"""

from datetime import timedelta

import pytest

from gongkai.errors import GongkaiError
from gongkai_web.tasks import actions, lease
from gongkai_web.tasks.errors import Stopping
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job, Schedule, State
from gongkai_web.tasks.run import PAUSES, run
from gongkai_web.tasks.stop import Stop
from gongkai_web.tasks.task import task
from gongkai_web.tasks.worker import run_here
from tests.web.tasks.helpers import forgotten, work_off

pytestmark = pytest.mark.django_db
KEYS: list[tuple[int, str]] = []


def note(name: str) -> None:
    """A row as a job would write it."""
    Schedule(name=name, cron="", next_at=now()).save()


def notes() -> list[str]:
    return list(Schedule.objects.order_by("name").values_list("name", flat=True))


def overtake() -> None:
    """Another worker has taken whatever runs."""
    actions.claim(worker="b:2", now=now() + lease.length() + timedelta(seconds=1))


@task
def write(name: str, overtaken: bool = False) -> None:
    """One row; meanwhile the lease may be lost."""
    note(name)
    if overtaken:
        overtake()


@task(atomic=False, takes_context=True)
def write_two(context, overtaken: bool) -> None:
    """Two steps; in the second the lease may be lost."""
    with context.step():
        note("一")
    with context.step():
        note("二")
        if overtaken:
            overtake()


@task(takes_context=True)
def break_down(context) -> None:
    """Writes, says its key, and fails."""
    note("半")
    KEYS.append((context.attempt, context.key))
    raise OSError("邮件服务器没有应答")


@task
def refuse() -> None:
    """Is refused by an action."""
    note("半")
    raise GongkaiError("这一批已经移除。")


def test_rows_and_done_are_one():
    write.enqueue("一")
    work_off()
    assert notes() == ["一"]
    assert Job.objects.get().state == State.SUCCESSFUL


def test_the_rows_of_a_job_that_was_overtaken_do_not_count():
    write.enqueue("一", overtaken=True)
    run(actions.claim(worker="a:1", now=now()), None, Stop())
    assert notes() == []
    assert Job.objects.get().state == State.RUNNING


def test_a_step_counts_only_under_the_lease():
    write_two.enqueue(overtaken=True)
    run(actions.claim(worker="a:1", now=now()), None, Stop())
    assert notes() == ["一"]


def test_a_job_in_steps_is_done_after_the_last():
    write_two.enqueue(overtaken=False)
    work_off()
    assert notes() == ["一", "二"]
    assert Job.objects.get().state == State.SUCCESSFUL


def test_a_failing_job_is_tried_again_after_growing_pauses_then_it_has_failed():
    KEYS.clear()
    break_down.enqueue()
    moment, waits = now(), []
    for _ in range(break_down.most_attempts - 1):
        before = now()
        assert len(work_off(moment=moment)) == 1
        job = Job.objects.get()
        assert job.state == State.READY
        assert "邮件服务器没有应答" in job.error
        waits.append(round((job.run_at - before).total_seconds()))
        assert work_off(moment=before) == []
        moment = job.run_at
    assert waits == [round(pause.total_seconds()) for pause in PAUSES]
    assert waits == sorted(set(waits))
    work_off(moment=moment)
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert job.error.startswith("第 5 次仍然失败（OSError：邮件服务器没有应答）")
    assert f"gongkai manage tasks --retry {job.pk}" in job.error
    assert notes() == []
    assert [(number, job.key) for number in range(1, 6)] == KEYS


def test_a_refusal_is_not_tried_again():
    refuse.enqueue()
    assert len(work_off()) == 1
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert job.error.startswith("这一批已经移除；不再重试")
    assert notes() == []


def test_a_job_that_nobody_knows_fails_with_a_sentence():
    write.enqueue("一")
    with forgotten(write):
        work_off()
    assert Job.objects.get().state == State.FAILED
    assert Job.objects.get().error.startswith(f"没有名为「{write.name}」的任务")


def test_arguments_that_do_not_fit_fail_with_a_sentence():
    write.enqueue("一", "二", "三")
    work_off()
    assert Job.objects.get().state == State.FAILED
    assert "不接受这些参数" in Job.objects.get().error


@task
def be_cut_off() -> None:
    """The worker is told to stop while it runs."""
    note("半")
    raise Stopping


def test_a_job_that_is_cut_off_waits_again_as_if_not_begun():
    job = be_cut_off.enqueue().job
    with pytest.raises(Stopping):
        work_off()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.READY, 0)
    assert notes() == []


def test_a_job_can_be_run_on_the_spot_but_not_twice():
    job = write.enqueue("一").job
    assert run_here(job).state == State.SUCCESSFUL
    assert run_here(job).attempts == 1
    assert notes() == ["一"]
