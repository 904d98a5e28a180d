"""What is kept of a job and of a schedule?

A job belongs to the worker that holds its lease, until that moment and no longer. `lease` is another word at
every claim, so that whoever lost it can finish nothing, even where the same worker claims anew.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

LATE = timedelta(minutes=2)  # a tick that starts so long after its hour says so


class State(models.TextChoices):
    """How far a job has come; the words are those of Django 6 (`django.tasks`)."""

    READY = "READY", "等待执行"
    RUNNING = "RUNNING", "正在执行"
    SUCCESSFUL = "SUCCESSFUL", "已完成"
    FAILED = "FAILED", "失败"


LIVE = (State.READY, State.RUNNING)


class Job(models.Model):
    """A call to be made once: the function by name, with what, from when, and who has it now."""

    name = models.CharField("任务", max_length=100)
    arguments = models.JSONField("参数")
    key = models.CharField("幂等键", max_length=200, unique=True)
    priority = models.SmallIntegerField("优先", default=0)
    run_at = models.DateTimeField("最早执行时间")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.READY)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    most_attempts = models.PositiveSmallIntegerField("最多次数")
    lease = models.CharField("租约", max_length=32, blank=True)
    lease_until = models.DateTimeField("租约至", null=True)
    worker = models.CharField("工作进程", max_length=120, blank=True)
    enqueued_at = models.DateTimeField("排入时间")
    started_at = models.DateTimeField("最近开始", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    due_at = models.DateTimeField("定时应在", null=True)
    error = models.TextField("失败的原因", blank=True)
    value = models.JSONField("结果", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=["state", "run_at"], name="tasks_job_live", condition=Q(state__in=["READY", "RUNNING"])
            ),
            models.Index(fields=["name", "state"], name="tasks_job_name"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"

    @property
    def late_by(self) -> timedelta | None:
        """How long after its hour a job of the schedule began; None where it was in time."""
        if self.due_at is None or self.started_at is None:
            return None
        late = self.started_at - self.due_at
        return late if late >= LATE else None


class Schedule(models.Model):
    """When the periodic job of that name is due next. Whoever moves `next_at` on has the tick."""

    name = models.CharField("任务", max_length=100, primary_key=True)
    cron = models.CharField("时间表", max_length=100)
    next_at = models.DateTimeField("下一次")
    last_at = models.DateTimeField("上一次应在", null=True)
    last_late = models.DurationField("上一次迟了", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} {self.cron}"
