"""What is kept of rules and normative documents (《条例》第二十条第（一）项)?"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from gongkai_web.agencies.models import Agency, Person


class DocumentKind(models.TextChoices):
    """The two rows of table 二 for 第二十条第（一）项."""

    RULES = "rules", "规章"
    NORMATIVE_DOCUMENT = "normative_document", "行政规范性文件"


class Ending(models.TextChoices):
    """How a document ends; kept apart, counted together as 废止 (handbook 02 §2)."""

    REPEALED = "repealed", "废止"
    DECLARED_INVALID = "declared_invalid", "宣布失效"
    EXPIRED = "expired", "有效期届满自动失效"


class ChangeKind(models.TextChoices):
    """What can happen to a document after its issue; the endings are those of Ending."""

    AMENDED = "amended", "修改"
    REPEALED = "repealed", "废止"
    DECLARED_INVALID = "declared_invalid", "宣布失效"
    EXPIRED = "expired", "有效期届满自动失效"
    EXTENDED = "extended", "延长有效期"


class NormativeDocument(models.Model):
    """A document from its issue to its end. On `ended_on` it is no longer in force.

    `expires_on`: the last day on which it holds by itself, as its text says. From `extended_until` on the
    columns repeat its changes (`actions.changing`): until when it was extended, when and by what it ended –
    also by itself, on the day after its last – and when and by what it was first amended. `entered_by`: who
    entered it by hand, without a text that was reviewed; while it `waits` for a second person (`confirming`)
    it is neither public nor counted. `voided_by`: nobody where the clock did it, or a public text says so.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="documents", verbose_name="机关")
    kind = models.CharField("类型", max_length=20, choices=DocumentKind.choices)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("成文日期")
    effective_from = models.DateField("施行日期")
    registration_number = models.CharField("统一登记号", max_length=100, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    extended_until = models.DateField("延长到", null=True, blank=True)
    amended_on = models.DateField("修改日期", null=True, blank=True)
    amended_by = models.CharField("修改依据", max_length=300, blank=True)
    ended_by = models.CharField("废止、失效依据", max_length=300, blank=True)
    ended_on = models.DateField("失效日期", null=True, blank=True)
    ending = models.CharField("失效方式", max_length=20, blank=True, choices=Ending.choices)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="录入人")
    waits = models.BooleanField("等另一个人确认", default=False)
    voided = models.BooleanField("登记作废", default=False)
    void_reason = models.TextField("作废理由", blank=True)
    voided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人"
    )
    voided_on = models.DateField("作废日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "规章和行政规范性文件"
        ordering = (
            "-issued_on",
            "-pk",
        )
        indexes = (
            models.Index(fields=["agency", "kind", "issued_on"], name="document_issued"),
            models.Index(fields=["agency", "kind", "ended_on"], name="document_ended"),
            models.Index(fields=["agency"], condition=models.Q(waits=True), name="document_waits"),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds by itself; None where no term was set."""
        return self.extended_until or self.expires_on


class DocumentChange(models.Model):
    """That a document was amended, ended or extended, from `day` on; `number` counts those of a document.

    `by_document`: the document that did it (修改依据); `basis`: the decision, where it is none of ours;
    `until`: the last day after an extension; `person`: nobody where it lapsed by itself.
    """

    document = models.ForeignKey(
        NormativeDocument, models.PROTECT, related_name="changes", verbose_name="文件"
    )
    number = models.PositiveIntegerField("序号")
    kind = models.CharField("变动", max_length=20, choices=ChangeKind.choices)
    day = models.DateField("自何日起")
    until = models.DateField("延长到", null=True, blank=True)
    by_document = models.ForeignKey(
        NormativeDocument, models.PROTECT, null=True, related_name="effects", verbose_name="依据的文件"
    )
    basis = models.CharField("依据", max_length=300, blank=True)
    reason = models.TextField("理由", blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    voided = models.BooleanField("登记作废", default=False)
    void_reason = models.TextField("作废理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件的修改、废止和失效"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="document_change_number"),)
        indexes = (models.Index(fields=["kind", "day"], name="document_change_day"),)

    def __str__(self) -> str:
        return f"{self.document} {self.get_kind_display()} {self.day}"

    @property
    def said(self) -> str:
        """By what, in a few signs: the number of the document, else its title, else the decision."""
        by = self.by_document
        return (by.number or by.title) if by else self.basis
