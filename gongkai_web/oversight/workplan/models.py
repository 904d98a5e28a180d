"""What is kept of a year's work points, of the tasks into which they fall, and of the goals of a quarter?"""

from __future__ import annotations

from datetime import date

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.append_only import AppendOnly


class Point(models.Model):
    """要点: one item of the year's plan. `source`: the document that asks for it.

    `fulfilled_on`: when its last task was closed; written by `actions` alone, from the tasks.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    number = models.CharField("序号", max_length=20)
    title = models.CharField("要点", max_length=300)
    source = models.CharField("依据", max_length=200, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    fulfilled_on = models.DateField("落实日期", null=True)
    dropped = models.TextField("取消理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工作要点"
        ordering = ("agency", "-year", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "year", "number"],
                condition=models.Q(dropped=""),
                name="work_point_number_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Task(models.Model):
    """任务: what one unit does for a point, until when. `unit`: where it works on this platform."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    point = models.ForeignKey(Point, models.PROTECT, related_name="tasks", verbose_name="要点")
    title = models.CharField("任务", max_length=300)
    unit = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name="责任单位")
    unit_name = models.CharField("责任单位名称", max_length=200)
    lead = models.CharField("牵头人", max_length=100, blank=True)
    assisting = models.CharField("配合单位", max_length=300, blank=True)
    due_on = models.DateField("完成时限")
    closed_on = models.DateField("销号日期", null=True)
    dropped = models.TextField("取消理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "要点任务"
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=["agency", "due_on"], name="work_task_due"),)

    def __str__(self) -> str:
        return self.title

    def late_on(self, day: date) -> bool:
        """Whether its term has passed and it is not closed."""
        return not self.dropped and self.closed_on is None and self.due_on < day


class StepKind(models.TextChoices):
    """What happened to a task."""

    PROGRESS = "progress", "进展"
    CLOSED = "closed", "销号"
    REOPENED = "reopened", "退回"
    MOVED = "moved", "调整时限"


class TaskStep(AppendOnly):
    """进展, 销号, 退回: what somebody said of a task on a day."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps", verbose_name="任务")
    kind = models.CharField("办理", max_length=10, choices=StepKind.choices)
    day = models.DateField("日期")
    said = models.TextField("内容")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="办理人")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "任务的办理"
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Result(models.TextChoices):
    """How a goal came out."""

    MET = "met", "完成"
    PARTLY = "partly", "部分完成"
    MISSED = "missed", "未完成"


class Goal(models.Model):
    """季度目标, and how it came out when the quarter was over."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度")
    title = models.CharField("目标", max_length=300)
    unit_name = models.CharField("责任单位", max_length=200)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    last_day = models.DateField("季度的最后一天")
    result = models.CharField("评价", max_length=10, choices=Result.choices, blank=True)
    judged_on = models.DateField("评价日期", null=True)
    judged_said = models.TextField("评价说明", blank=True)
    dropped = models.TextField("取消理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "季度目标"
        ordering = ("agency", "-year", "quarter", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4), name="work_goal_has_its_quarter"
            ),
        )

    def __str__(self) -> str:
        return self.title
