"""What is kept of an application before it is one, and of the way back to it?

A draft is nobody's record yet: it belongs to whoever has its link, staff see none of it, and it goes away by
itself. Codes and links are kept as keyed digests only.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Case
from gongkai_web.visitors import models as visitors


class Part(models.TextChoices):
    """To which place of the form an upload belongs."""

    PROOF = "proof", "身份证明"
    AUTHORISATION = "authorisation", "授权委托书"
    ATTACHMENT = "attachment", "附件"


class Draft(models.Model):
    """What was typed, until it is submitted or expires. Identity numbers in `fields` are encrypted."""

    token_digest = models.CharField("链接摘要", max_length=64, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    fields = models.JSONField("填写内容", default=dict)
    changed_at = models.DateTimeField("保存时间", auto_now=True)
    expires_on = models.DateField("保留到", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请草稿"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"草稿 {self.pk}"


class DraftFile(models.Model):
    """An upload that was examined and waits with its draft; the bytes lie in `drafts` of the data folder."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files", verbose_name="草稿")
    part = models.CharField("位置", max_length=20, choices=Part.choices)
    name = models.CharField("文件名", max_length=130)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    pages = models.PositiveIntegerField("页数", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "草稿文件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Access(models.Model):
    """The query code of a case: the applicant's way back. Only its keyed digest is kept."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="access", verbose_name="申请件")
    code_digest = models.CharField("查询码摘要", max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "查询码"

    def __str__(self) -> str:
        return f"{self.case_id}"


class Attempt(visitors.Attempt):
    """What is counted of applying and of following."""

    class Meta(visitors.Attempt.Meta):
        indexes = (models.Index(fields=["kind", "key", "at"], name="attempt_kind_key"),)
