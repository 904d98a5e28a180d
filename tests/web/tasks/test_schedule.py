"""Is what is periodic done at its hour, once, and does it say when it is late?"""

from datetime import timedelta

import pytest
from cronsim import CronSimError

from gongkai_web.tasks import periodic
from gongkai_web.tasks.jobs import DAYS_KEPT, forget_done
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job, Schedule, State
from gongkai_web.tasks.task import task
from tests.web.tasks.helpers import china, work_off

pytestmark = pytest.mark.django_db
HEARD: list[tuple] = []


@task(takes_context=True)
def wake(context) -> None:
    """Says for which hour it is, and whether in time."""
    HEARD.append((context.due_at, context.late_by is not None))


@pytest.fixture(autouse=True)
def _mornings(monkeypatch):
    """Half past seven, looked at on 2026-01-05."""
    HEARD.clear()
    monkeypatch.setattr(periodic, "registry", {})
    periodic.periodic("30 7 * * *")(wake)
    periodic.keep(china(2026, 1, 5, 6, 0))


def test_the_first_tick_is_the_next_hour_in_china():
    assert Schedule.objects.get().next_at == china(2026, 1, 5, 7, 30)
    assert periodic.tick(china(2026, 1, 5, 7, 29)) == []


def test_an_hour_ticks_once_however_many_look():
    assert len(periodic.tick(china(2026, 1, 5, 7, 30))) == 1
    assert periodic.tick(china(2026, 1, 5, 7, 30)) == []
    assert Schedule.objects.get().next_at == china(2026, 1, 6, 7, 30)
    assert Schedule.objects.get().last_late is None
    assert Job.objects.get().due_at == china(2026, 1, 5, 7, 30)


def test_two_workers_that_saw_the_same_row_make_one_job(monkeypatch):
    row = Schedule.objects.get()
    periodic.tick(china(2026, 1, 5, 7, 30))
    monkeypatch.setattr(periodic.queries, "due_schedules", lambda *_: [row])
    assert periodic.tick(china(2026, 1, 5, 7, 30)) == []
    assert Job.objects.count() == 1


def test_missed_hours_run_once_and_say_that_they_are_late():
    assert len(periodic.tick(china(2026, 1, 8, 9, 30))) == 1
    assert periodic.tick(china(2026, 1, 8, 9, 30)) == []
    row = Schedule.objects.get()
    assert (row.last_at, row.last_late) == (china(2026, 1, 8, 7, 30), timedelta(hours=2))
    assert row.next_at == china(2026, 1, 9, 7, 30)
    work_off()
    assert [(china(2026, 1, 8, 7, 30), True)] == HEARD


def test_an_hour_that_strikes_just_now_counts_and_not_the_missed_one_before():
    periodic.tick(china(2026, 1, 8, 7, 30))
    assert Schedule.objects.get().last_at == china(2026, 1, 8, 7, 30)
    assert Schedule.objects.get().last_late is None


def test_a_job_in_time_is_not_late():
    periodic.tick(china(2026, 1, 5, 7, 30))
    work_off(moment=china(2026, 1, 5, 7, 30))
    assert [(china(2026, 1, 5, 7, 30), False)] == HEARD


def test_another_expression_moves_the_next_tick(monkeypatch):
    monkeypatch.setattr(periodic, "registry", {})
    periodic.periodic("0 9 * * *")(wake)
    periodic.keep(china(2026, 1, 5, 6, 0))
    assert Schedule.objects.get().next_at == china(2026, 1, 5, 9, 0)


def test_a_schedule_that_this_program_does_not_know_is_left_alone(monkeypatch):
    monkeypatch.setattr(periodic, "registry", {})
    assert periodic.tick(china(2026, 1, 8, 9, 30)) == []
    assert Schedule.objects.get().next_at == china(2026, 1, 5, 7, 30)


def test_a_wrong_expression_is_refused_where_it_is_written():
    with pytest.raises(CronSimError):
        periodic.periodic("61 7 * * *")


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_not():
    old = now() - timedelta(days=DAYS_KEPT + 1)
    for number, state in enumerate((State.SUCCESSFUL, State.FAILED)):
        job = wake.using(key=str(number)).enqueue().job
        Job.objects.filter(pk=job.pk).update(state=state, finished_at=old)
    recent = wake.using(key="新").enqueue().job
    Job.objects.filter(pk=recent.pk).update(state=State.SUCCESSFUL, finished_at=now())
    forget_done.enqueue()
    work_off()
    assert set(Job.objects.exclude(name=forget_done.name).values_list("key", flat=True)) == {"1", "新"}
