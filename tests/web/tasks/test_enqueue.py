"""Is a job there once it was put down, and once only?"""

from datetime import date, timedelta

import pytest
from django.db import transaction

from gongkai_web.tasks.errors import KeyTaken
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job, State
from gongkai_web.tasks.task import task
from tests.web.tasks.helpers import work_off

pytestmark = pytest.mark.django_db
HEARD: list[str] = []


@task
def greet(name: str, *, loud: bool = False) -> str:
    """Says the name."""
    HEARD.append(name.upper() if loud else name)
    return f"{name}好"


@pytest.fixture(autouse=True)
def _silence():
    HEARD.clear()


def test_the_result_tells_how_far_the_job_is():
    result = greet.enqueue("王芳", loud=True)
    assert (result.status, result.is_finished) == (State.READY, False)
    with pytest.raises(ValueError, match="还没有完成"):
        _ = result.return_value
    work_off()
    result.refresh()
    assert (result.status, result.is_finished, result.return_value) == (State.SUCCESSFUL, True, "王芳好")
    assert greet.get_result(result.id).status == "SUCCESSFUL"
    assert HEARD == ["王芳"]


def test_a_job_whose_request_was_rolled_back_was_never_there():
    def request() -> None:
        with transaction.atomic():
            greet.enqueue("王芳")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        request()
    assert not Job.objects.exists()


def test_the_same_key_is_the_same_job():
    first = greet.using(key="问候王芳").enqueue("王芳")
    second = greet.using(key="问候王芳").enqueue("王芳")
    assert second.id == first.id
    work_off()
    assert greet.using(key="问候王芳").enqueue("王芳").status == State.SUCCESSFUL
    assert work_off() == []
    assert HEARD == ["王芳"]


def test_a_key_never_gets_a_second_meaning():
    greet.using(key="问候").enqueue("王芳")
    with pytest.raises(KeyTaken, match="「问候」已经用于任务"):
        greet.using(key="问候").enqueue("李强")
    assert Job.objects.get().arguments == {"args": ["王芳"], "kwargs": {}}


def test_a_later_job_waits_and_a_more_urgent_one_comes_first():
    greet.using(run_after=now() + timedelta(hours=1)).enqueue("晚")
    greet.enqueue("平")
    greet.using(priority=10).enqueue("急")
    work_off()
    assert HEARD == ["急", "平"]
    work_off(moment=now() + timedelta(hours=2))
    assert HEARD == ["急", "平", "晚"]


@pytest.mark.parametrize("given", [date(2026, 1, 1), ("一", "二"), {1: "一"}])
def test_an_argument_that_does_not_come_back_the_same_is_refused(given):
    with pytest.raises(TypeError):
        greet.enqueue(given)
    assert not Job.objects.exists()


def test_two_tasks_of_one_name_are_a_fault_of_the_program():
    with pytest.raises(ValueError, match="Two tasks are called"):
        task(name=greet.name)(lambda: None)
