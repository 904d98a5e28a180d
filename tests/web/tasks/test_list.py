"""Does whoever runs the site see what waits and what has failed, and can they set it going again?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gongkai_web.tasks.models import Job, State
from gongkai_web.tasks.task import task
from tests.web.tasks.helpers import work_off

pytestmark = pytest.mark.django_db
BROKEN = [True]


@task(most_attempts=1)
def send(to: str) -> None:
    """Fails as long as the server is broken."""
    if BROKEN:
        raise OSError("连接被拒绝")


def said(*words: str) -> str:
    out = StringIO()
    call_command("tasks", *words, stdout=out)
    return out.getvalue()


def test_the_list_shows_what_waits_and_why_something_failed():
    send.enqueue("王芳")
    work_off()
    send.enqueue("李强")
    lines = said().splitlines()
    assert any("失败" in line and send.name in line for line in lines)
    assert any("等待执行" in line and send.name in line for line in lines)
    assert any("OSError：连接被拒绝" in line for line in lines)
    assert "未完成的任务 2 个。" in lines


def test_a_failed_job_is_set_going_again(monkeypatch):
    job = send.enqueue("王芳").job
    work_off()
    assert "已重新排入" in said("--retry", str(job.pk))
    monkeypatch.setattr(f"{__name__}.BROKEN", [])
    work_off()
    assert Job.objects.get().state == State.SUCCESSFUL


def test_what_has_not_failed_cannot_be_retried():
    job = send.enqueue("王芳").job
    with pytest.raises(CommandError, match="不是失败的"):
        said("--retry", str(job.pk))
    with pytest.raises(CommandError, match="没有编号为 999 的任务"):
        said("--retry", "999")
