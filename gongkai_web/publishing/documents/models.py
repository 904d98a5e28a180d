"""What is kept of a clean-up (清理): which documents were in force that day, and the verdict on each?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.models import NormativeDocument


class Verdict(models.TextChoices):
    """What a clean-up finds of a document (handbook 06 §1.1)."""

    KEPT = "kept", "继续有效"
    TO_AMEND = "to_amend", "修改"
    REPEALED = "repealed", "废止"
    INVALID = "declared_invalid", "宣布失效"


class CleanUp(models.Model):
    """A clean-up of the documents of an agency that were in force on `as_of`.

    `item`: its result, which is reviewed and published like anything else; its publication does what the
    verdicts say.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="clean_ups", verbose_name="机关")
    title = models.CharField("名称", max_length=200)
    as_of = models.DateField("清理截至")
    reason = models.TextField("依据和范围")
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    begun_on = models.DateField("开始日期")
    item = models.OneToOneField(
        Item, models.PROTECT, null=True, related_name="clean_up", verbose_name="清理结果"
    )

    class Meta:
        verbose_name = verbose_name_plural = "规范性文件清理"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title


class CleanUpRow(models.Model):
    """A document of a clean-up, and its verdict; none until it was judged."""

    clean_up = models.ForeignKey(CleanUp, models.PROTECT, related_name="rows", verbose_name="清理")
    document = models.ForeignKey(
        NormativeDocument, models.PROTECT, related_name="clean_up_rows", verbose_name="文件"
    )
    verdict = models.CharField("清理结果", max_length=20, choices=Verdict.choices, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "清理的文件"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["clean_up", "document"], name="clean_up_document"),)

    def __str__(self) -> str:
        return f"{self.document} {self.get_verdict_display()}"
