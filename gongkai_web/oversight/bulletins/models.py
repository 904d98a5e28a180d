"""What is kept of a bulletin: its text, what it said on the day of its issue, and who has got it?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.approval.models import Decision as AnyDecision


class Audience(models.TextChoices):
    """Who is told."""

    UNITS = "units", "只发各单位"
    PUBLIC = "public", "向社会公开"


class Status(models.TextChoices):
    """How far a bulletin is."""

    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "已审核，待印发"
    ISSUED = "issued", "已印发"
    DROPPED = "dropped", "不再印发"


class Bulletin(models.Model):
    """A bulletin of the days from `first` to `last`. `text`: paragraphs, with numbers as references.

    `author`: who wrote last at it. `content_hash`: of what was submitted; `frozen`: what it said when it was
    issued (`content`), which no record changes any more. `entry`: its line of the register of bulletins.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="印发机关")
    kind = models.CharField("种类", max_length=20)
    title = models.CharField("标题", max_length=200)
    campaign = models.CharField("专项", max_length=200, blank=True)
    first = models.DateField("起")
    last = models.DateField("止")
    text = models.TextField("正文")
    audience = models.CharField("公开范围", max_length=10, choices=Audience.choices)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    drafted_on = models.DateField("起草日期")
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.DRAFT)
    content_hash = models.CharField("送审时的摘要", max_length=64, blank=True)
    reference = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("印发日期", null=True)
    frozen = models.JSONField("印发的内容", null=True)
    entry = models.PositiveBigIntegerField("台账里的一条", null=True)
    dropped = models.TextField("不再印发的理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通报"
        ordering = ("-last", "-pk")
        indexes = (models.Index(fields=["agency", "status"], name="bulletin_status"),)

    def __str__(self) -> str:
        return self.title


# What a line of the trail tells of a bulletin.
SAID = ("agency_id", "kind", "title", "campaign", "first", "last", "text", "audience", "author_id", "status",
        "reference", "issued_on", "frozen", "dropped")  # fmt: skip


class BulletinDecision(AnyDecision):
    """What a leader decided about it."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="decisions", verbose_name="通报")

    class Meta(AnyDecision.Meta):
        verbose_name = verbose_name_plural = "通报的审核"


class Recipient(models.Model):
    """签收: a unit to which an issued bulletin goes, and who there has read it."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="recipients", verbose_name="通报")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="单位")
    received_on = models.DateField("签收日期", null=True)
    received_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="签收人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "通报的签收"
        ordering = ("agency__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["bulletin", "agency"], name="bulletin_to_a_unit_once"),
        )
        indexes = (
            models.Index(fields=["agency"], condition=models.Q(received_on=None), name="bulletin_unsigned"),
        )

    def __str__(self) -> str:
        return f"{self.agency}"
