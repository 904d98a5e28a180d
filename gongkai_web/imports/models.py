"""How does an agency keep its registers, and which tables came in: how far, and what came of each row?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.imports.tables.declared import Result
from gongkai_web.publishing.items.models import Batch


class Habit(models.Model):
    """What an agency's columns and words mean; nothing of any row."""

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="register_habit", verbose_name="机关")
    columns = models.JSONField("各列的意思", default=dict)  # {key of a column: field}
    words = models.JSONField("各词的意思", default=dict)  # {field:word: code}
    sent = models.CharField("没有发出日期的", max_length=20, blank=True)
    changed_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "登记簿的写法"

    def __str__(self) -> str:
        return str(self.agency)


class State(models.TextChoices):
    """How far an import is."""

    TRIED = "tried", "待开始"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"


class TableImport(models.Model):
    """A file of rows on its way in. `done`: so many rows were looked at; whoever goes on begins behind them.

    `token`: where the file lies until it is done; `digest`: of the file, by which it is known again.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="导入的人")
    table = models.CharField("导入什么", max_length=60)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+", verbose_name="批次")
    name = models.CharField("文件", max_length=300)
    digest = models.CharField("文件摘要", max_length=64)
    token = models.CharField("存放", max_length=40, blank=True)
    day = models.DateField("日期")
    total = models.PositiveIntegerField("行数")
    done = models.PositiveIntegerField("已看的行数", default=0)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.TRIED)
    begun_at = models.DateTimeField("开始时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """What came of a row."""

    of = models.ForeignKey(TableImport, models.CASCADE, related_name="rows", verbose_name="导入")
    line = models.PositiveIntegerField("行")
    key = models.CharField("编号", max_length=120, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result.choices)
    sentence = models.TextField("说明", blank=True)
    subject = models.BigIntegerField("成了哪一条", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入的行"
        ordering = ("line",)
        constraints = (models.UniqueConstraint(fields=["of", "line"], name="imported_row_once"),)
        indexes = (models.Index(fields=["of", "result", "line"], name="imported_row_result"),)

    def __str__(self) -> str:
        return f"{self.of} 第 {self.line} 行"
