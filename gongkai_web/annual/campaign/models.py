"""What is kept of a check of many report files?

The files with what was read in them, and the verdicts of people on the findings. The findings themselves are
worked out anew from the stored document each time: better rules find more in files that were read long ago.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.annual.campaign.collecting import models as collecting  # noqa: F401 – of this app, too
from gongkai_web.audit.append_only import AppendOnly


class Stage(models.TextChoices):
    """How far a file has come."""

    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    READ = "read", "已读"
    FAILED = "failed", "读不出"


class Decision(models.TextChoices):
    """What a person holds of a finding."""

    CONFIRMED = "confirmed", "确认"
    DISMISSED = "dismissed", "不是问题"


class Batch(models.Model):
    """Files that an office checks together. `agency` is the office that checks, not the one that reports."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="batches", verbose_name="核对机关")
    title = models.CharField("名称", max_length=100)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="建立人")
    opened_on = models.DateField("建立日期")

    class Meta:
        verbose_name = verbose_name_plural = "核对批次"
        ordering = ("-opened_on", "-pk")

    def __str__(self) -> str:
        return self.title


class SubmittedFile(models.Model):
    """A file and what was read in it. The bytes lie in the store of the batch, named by their digest."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="files", verbose_name="批次")
    name = models.CharField("文件名", max_length=250)
    kind = models.CharField("文件格式", max_length=40)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    submitted_at = models.DateTimeField("上传时间", auto_now_add=True)

    stage = models.CharField("进度", max_length=10, choices=Stage.choices, default=Stage.WAITING)
    since = models.DateTimeField("进度自", auto_now_add=True)
    failure = models.TextField("读不出的原因", blank=True)
    reporter = models.CharField("报告机关", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True)
    form = models.CharField("年报格式", max_length=10, blank=True)
    document = models.JSONField("报告", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "核对文件"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["batch", "sha256"], name="review_file_once"),)
        indexes = (
            models.Index(fields=["batch", "stage"], name="review_file_stage"),
            models.Index(fields=["reporter", "year"], name="review_file_report"),
        )

    def __str__(self) -> str:
        return self.name


class Verdict(AppendOnly):
    """What an office decided about a finding; the latest on the same `key` counts (`results.key_of`).

    It belongs to no file: the same fault in the same report, read again or handed in again, keeps it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="核对机关")
    key = models.CharField("发现", max_length=64)
    subject = models.CharField("报告", max_length=220)
    rule = models.CharField("规则", max_length=60)
    cells = models.JSONField("单元格")
    expected = models.TextField("应为", blank=True)
    actual = models.TextField("实为", blank=True)
    decision = models.CharField("判定", max_length=10, choices=Decision.choices)
    reason = models.CharField("理由", max_length=500, blank=True)
    person_id = models.BigIntegerField("判定人编号")
    person_name = models.CharField("判定人", max_length=100)
    day = models.DateField("判定日期")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "判定"
        ordering = ("pk",)
        indexes = (models.Index(fields=["agency", "subject"], name="review_verdict_subject"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.rule} {self.get_decision_display()}"
