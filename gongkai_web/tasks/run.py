"""How is one job run, and what becomes of it?

Done, its rows and the word “done” in one commit; failed, and tried again after a growing pause or not any
more; given back, where the worker stops; or overtaken, and then nothing of it counts.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from gongkai.errors import GongkaiError
from gongkai_web.tasks import actions
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.errors import LeaseLost, Stopping
from gongkai_web.tasks.heart import Heart
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job
from gongkai_web.tasks.stop import Stop
from gongkai_web.tasks.task import Task, registry

PAUSES = tuple(timedelta(seconds=one) for one in (10, 60, 300, 1800))
_log = logging.getLogger("gongkai.tasks")


def discover() -> None:
    """Imports `jobs.py` of every room: only what they register can be run."""
    autodiscover_modules("jobs")


def run(job: Job, heart: Heart | None, stop: Stop) -> None:
    """Runs a job that was claimed, to one of its ends. Raises Stopping once it has been given back."""
    task = registry.get(job.name)
    problem = f"没有名为「{job.name}」的任务" if task is None else _misfit(task, job)
    try:
        if task is None or problem:
            actions.fail(job=job, sentence=_for_good(job, problem), now=now(), again_at=None)
            return
        with heart.beating(job, task.most_seconds) if heart else contextlib.nullcontext():
            _attempt(task, job, stop)
    except LeaseLost as lost:
        _log.warning("%s：这一次所做的不算，已由别的工作进程接手。", lost)
    except Stopping:
        with contextlib.suppress(LeaseLost):
            actions.give_back(job=job)
        raise


def _attempt(task: Task[..., Any], job: Job, stop: Stop) -> None:
    try:
        if task.atomic:
            with transaction.atomic():
                actions.finish(job=job, value=_called(task, job, stop), now=now())
        else:
            value = _called(task, job, stop)
            actions.finish(job=job, value=value, now=now())
    except LeaseLost:
        raise
    except GongkaiError as refused:
        actions.fail(job=job, sentence=_for_good(job, str(refused)), now=now(), again_at=None)
    except Exception as problem:
        _log.exception("任务 %s 第 %s 次失败", job, job.attempts)
        _failed(job, f"{type(problem).__name__}：{problem}")


def _called(task: Task[..., Any], job: Job, stop: Stop) -> Any:
    context = [TaskContext(job, stop)] if task.takes_context else []
    with stop.inside():
        value = task.func(*context, *job.arguments["args"], **job.arguments["kwargs"])
    return json.loads(json.dumps(value))


def _failed(job: Job, problem: str) -> None:
    """Again after a pause that grows; after the last attempt not any more."""
    if job.attempts >= job.most_attempts:
        sentence = _for_good(job, f"第 {job.attempts} 次仍然失败（{problem}）")
        actions.fail(job=job, sentence=sentence, now=now(), again_at=None)
    else:
        moment = now()
        again_at = moment + PAUSES[min(job.attempts, len(PAUSES)) - 1]
        sentence = f"第 {job.attempts} 次失败（{problem}），稍后再试。"
        actions.fail(job=job, sentence=sentence, now=moment, again_at=again_at)


def _misfit(task: Task[..., Any], job: Job) -> str:
    """Why the function cannot be called with these arguments; empty where it can."""
    context = [None] if task.takes_context else []
    try:
        inspect.signature(task.func).bind(*context, *job.arguments["args"], **job.arguments["kwargs"])
    except (TypeError, KeyError) as problem:
        return f"任务「{job.name}」不接受这些参数（{problem}），可能是另一个版本排入的"
    return ""


def _for_good(job: Job, problem: str) -> str:
    again = f"排除原因后运行 gongkai manage tasks --retry {job.pk}。"
    return f"{problem.rstrip('。')}；不再重试，{again}"
