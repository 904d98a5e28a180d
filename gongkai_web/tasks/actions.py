"""What can be done with a job? Nothing else writes its table.

Claiming is one UPDATE; whatever a worker writes afterwards names the lease that it got with it, and changes
nothing once that is another's.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from gongkai_web.errors import Refused
from gongkai_web.tasks import queries
from gongkai_web.tasks.errors import KeyTaken, LeaseLost
from gongkai_web.tasks.lease import TABLE, length
from gongkai_web.tasks.models import LATE, Job, Schedule, State

LONGEST_ERROR = 2000
_DIED = (
    "工作进程每一次都在执行中停止，没有报错（共 {} 次）：可能是内存不足、超过了时限或者被强行结束；"
    "请看工作进程的日志，排除原因后运行 gongkai manage tasks --retry {}。"
)
# The inner SELECT runs once; with PostgreSQL it passes over what another is about to take.
_CLAIM = (
    f"UPDATE {TABLE} SET state = 'RUNNING', attempts = attempts + 1, lease = %s, lease_until = %s, "  # noqa: S608
    f"worker = %s, started_at = %s WHERE id = (SELECT id FROM {TABLE} "
    "WHERE ((state = 'READY' AND run_at <= %s) OR (state = 'RUNNING' AND lease_until < %s "
    "AND attempts < most_attempts)){only} "
    "ORDER BY priority DESC, run_at, id LIMIT 1{lock}) RETURNING id"
)


def put(
    *,
    name: str,
    arguments: Mapping[str, Any],
    key: str,
    now: datetime,
    run_at: datetime,
    most_attempts: int,
    priority: int = 0,
    due_at: datetime | None = None,
) -> Job:
    """Puts a job down; it exists once the caller's transaction is committed.

    Where the key is known, that job is the answer. Raises KeyTaken where it means another call.
    """
    job = Job(
        name=name,
        arguments=dict(arguments),
        key=key,
        priority=priority,
        run_at=run_at,
        most_attempts=most_attempts,
        enqueued_at=now,
        due_at=due_at,
    )
    Job.objects.bulk_create([job], ignore_conflicts=True)
    found = Job.objects.get(key=key)
    if (found.name, found.arguments) != (name, job.arguments):
        raise KeyTaken(f"幂等键「{key}」已经用于任务 {found}，不能再用于内容不同的「{name}」；请换一个键。")
    return found


def claim(*, worker: str, now: datetime, only: int | None = None) -> Job | None:
    """Takes the next job that is due, or whose worker lost it. `only`: that one or none."""
    lock = " FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    sql = _CLAIM.format(only="" if only is None else " AND id = %s", lock=lock)
    adapt = connection.ops.adapt_datetimefield_value
    moment = adapt(now)
    given = [secrets.token_hex(16), adapt(now + length()), worker, moment, moment, moment]
    with connection.cursor() as cursor:
        cursor.execute(sql, given if only is None else [*given, only])
        taken = cursor.fetchall()
    return Job.objects.get(pk=taken[0][0]) if taken else None


def finish(*, job: Job, value: Any, now: datetime) -> None:
    """Done: the last statement of the job's own transaction. Raises LeaseLost where it is another's."""
    _ours(job, state=State.SUCCESSFUL, lease_until=None, finished_at=now, error="", value=value)


def fail(*, job: Job, sentence: str, now: datetime, again_at: datetime | None) -> None:
    """What went wrong, and when it is tried again; None: not any more."""
    changes = {"error": sentence[:LONGEST_ERROR], "lease_until": None}
    if again_at is None:
        _ours(job, state=State.FAILED, finished_at=now, **changes)
    else:
        _ours(job, state=State.READY, run_at=again_at, **changes)


def give_back(*, job: Job) -> None:
    """The worker stops: the job waits again, as if it had not been begun."""
    _ours(job, state=State.READY, attempts=job.attempts - 1, lease_until=None)


def bury(*, now: datetime) -> int:
    """Jobs whose last attempt lost its worker too have failed; how many."""
    buried = 0
    for job in list(queries.lost(now)):
        died = _DIED.format(job.attempts, job.pk)
        same = queries.lost(now).filter(pk=job.pk, lease=job.lease)
        buried += same.update(state=State.FAILED, finished_at=now, lease_until=None, error=died)
    return buried


@transaction.atomic
def retry(*, pk: int, now: datetime) -> Job:
    """A failed job waits again with all its attempts. Raises Refused where it has not failed."""
    job = Job.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if job is None:
        raise Refused(f"没有编号为 {pk} 的任务；gongkai manage tasks 列出等待的和失败的。")
    if job.state != State.FAILED:
        raise Refused(f"任务 {job}{job.get_state_display()}，不是失败的，不能重新排入。")
    job.state, job.run_at, job.attempts, job.finished_at = State.READY, now, 0, None
    job.save(update_fields=["state", "run_at", "attempts", "finished_at"])
    return job


def forget(*, before: datetime) -> int:
    """Takes away what was done before that moment; failed jobs stay until somebody has looked."""
    return Job.objects.filter(state=State.SUCCESSFUL, finished_at__lt=before).delete()[0]


def _ours(job: Job, **changes: Any) -> None:
    """Writes under the lease with which the job was claimed, or not at all."""
    if not Job.objects.filter(pk=job.pk, lease=job.lease, state=State.RUNNING).update(**changes):
        raise LeaseLost(f"任务 {job} 的租约已经不在这里")


# – the schedule


def keep_schedule(*, name: str, cron: str, next_at: datetime) -> Schedule:
    """The row of a periodic job; another expression moves its next tick."""
    row, _ = Schedule.objects.get_or_create(pk=name, defaults={"cron": cron, "next_at": next_at})
    if row.cron != cron:
        row.cron, row.next_at = cron, next_at
        row.save(update_fields=["cron", "next_at"])
    return row


@transaction.atomic
def tick(
    *, row: Schedule, due_at: datetime, next_at: datetime, now: datetime, most_attempts: int, priority: int
) -> Job | None:
    """Moves the schedule on and puts its job down, once however many ticks were missed; None: another did."""
    late = now - due_at
    changes = {"next_at": next_at, "last_at": due_at, "last_late": late if late >= LATE else None}
    if not Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(**changes):
        return None
    return put(
        name=row.name,
        arguments={"args": [], "kwargs": {}},
        key=f"{row.name}@{due_at.isoformat()}",
        now=now,
        run_at=now,
        most_attempts=most_attempts,
        priority=priority,
        due_at=due_at,
    )
