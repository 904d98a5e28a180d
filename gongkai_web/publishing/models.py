"""What is kept of rules and normative documents (《条例》第二十条第（一）项)?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency


class DocumentKind(models.TextChoices):
    """The two rows of table 二 for 第二十条第（一）项."""

    RULES = "rules", "规章"
    NORMATIVE_DOCUMENT = "normative_document", "行政规范性文件"


class Ending(models.TextChoices):
    """How a document ends; kept apart, counted together as 废止 (handbook 02 §2)."""

    REPEALED = "repealed", "废止"
    DECLARED_INVALID = "declared_invalid", "宣布失效"
    EXPIRED = "expired", "有效期届满自动失效"


class NormativeDocument(models.Model):
    """A document from its issue to its end. On `ended_on` it is no longer in force."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="documents", verbose_name="机关")
    kind = models.CharField("类型", max_length=20, choices=DocumentKind.choices)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("成文日期")
    effective_from = models.DateField("施行日期")
    ended_on = models.DateField("失效日期", null=True, blank=True)
    ending = models.CharField("失效方式", max_length=20, blank=True, choices=Ending.choices)
    voided = models.BooleanField("登记作废", default=False)
    void_reason = models.TextField("作废理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "规章和行政规范性文件"
        ordering = (
            "-issued_on",
            "-pk",
        )
        indexes = (
            models.Index(fields=["agency", "kind", "issued_on"], name="document_issued"),
            models.Index(fields=["agency", "kind", "ended_on"], name="document_ended"),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title
