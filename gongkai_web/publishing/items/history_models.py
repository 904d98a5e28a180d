"""When did an item go out, how did it end, and what was locked away of it? Rows that are written once.

Only an incident is worked on, until somebody closes it.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Person
from gongkai_web.audit.append_only import AppendOnly


class Publication(AppendOnly):
    """A snapshot went out: the first time (`number` 1), or as an update (更新记录).

    `note`: what the public reads of the change; none for a minor one. `planned_for`: the time for which it
    had been set; `late_minutes`: how much later it went out. `due_on`: by when the change had to be public
    (《条例》第二十六条). `entered`: it was public before it came here.
    """

    item = models.ForeignKey("items.Item", models.PROTECT, related_name="publications", verbose_name="信息")
    snapshot = models.ForeignKey("items.Snapshot", models.PROTECT, related_name="+", verbose_name="快照")
    number = models.PositiveIntegerField("第几次", default=1)
    day = models.DateField("日期")
    at = models.DateTimeField("时间", auto_now_add=True)
    note = models.CharField("更新说明", max_length=300, blank=True)
    due_on = models.DateField("应更新日期", null=True)
    planned_for = models.DateTimeField("定时", null=True)
    late_minutes = models.PositiveIntegerField("迟了几分钟", default=0)
    entered = models.BooleanField("历史存量", default=False)
    person_name = models.CharField("发布人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "发布记录"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.item} {self.day}"


class Ending(AppendOnly):
    """How and why an item ended; where it ended again after having been public once more, another row.

    `basis`: by which decision, as the public reads it; `reason` is for the office. `person`: none where the
    clock ended it.
    """

    item = models.ForeignKey("items.Item", models.PROTECT, related_name="endings", verbose_name="信息")
    kind = models.CharField("终止方式", max_length=30)
    day = models.DateField("日期")
    at = models.DateTimeField("时间", auto_now_add=True)
    reason = models.TextField("理由")
    basis = models.CharField("依据", max_length=300, blank=True)
    successor = models.ForeignKey(
        "items.Item", models.PROTECT, null=True, related_name="+", verbose_name="转到"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="办理人")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "终止记录"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.item} {self.kind} {self.day}"


class Sealed(AppendOnly):
    """A text that was taken out of everything and locked for the secrecy office; its digest stays.

    `what`: `snapshot:12`, `edition:5`, `item:3`. `data` opens with the key of the installation alone.
    """

    item = models.ForeignKey("items.Item", models.PROTECT, related_name="sealings", verbose_name="信息")
    what = models.CharField("封存的内容", max_length=40)
    digest = models.CharField("摘要", max_length=64)
    data = models.BinaryField("密文")
    day = models.DateField("日期")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "封存"
        constraints = (models.UniqueConstraint(fields=["what"], name="sealed_once"),)

    def __str__(self) -> str:
        return self.what


class Incident(models.Model):
    """What has to be looked into after an emergency withdrawal."""

    item = models.ForeignKey("items.Item", models.PROTECT, related_name="incidents", verbose_name="信息")
    opened_on = models.DateField("发现日期")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    facts = models.TextField("情况")
    closed_on = models.DateField("了结日期", null=True)
    conclusion = models.TextField("处理结果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "涉密事件"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.item} {self.opened_on}"
