"""What is kept of who else is asked about a text before it is published, and of readers from outside?

Neither is an approval: a consultation can hold a publication back, a reader from outside can do nothing.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person


class Reply(models.TextChoices):
    """What the asked unit says (《条例》第十一条)."""

    NONE = "", "还没有答复"
    AGREES = "agrees", "同意公开"
    DISSENTS = "dissents", "不同意公开"


class Consultation(models.Model):
    """An agency that the information concerns was asked (协商、确认, 第十一条).

    `agency`: where it works with this system and answers itself; else the office enters the answer, with its
    `source`. `content`: the text that it was shown. Where it dissents, or is silent, somebody decides why the
    text may go out all the same (`decision`). `recalled_on`: it was asked by mistake.
    """

    item = models.ForeignKey("items.Item", models.PROTECT, related_name="consultations", verbose_name="信息")
    edition = models.ForeignKey("items.Edition", models.PROTECT, related_name="+", verbose_name="版本")
    unit = models.CharField("征求意见的机关", max_length=200)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+", verbose_name="本系统里的机关"
    )
    question = models.TextField("征求的意见")
    content = models.JSONField("当时的内容", default=dict)
    digest = models.CharField("内容摘要", max_length=64)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="征求人")
    asked_on = models.DateField("征求日期")
    due_on = models.DateField("答复期限")
    reply = models.CharField("答复", max_length=10, choices=Reply.choices, blank=True, default=Reply.NONE)
    opinion = models.TextField("意见", blank=True)
    source = models.CharField("答复的来源", max_length=200, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="答复或者登记的人"
    )
    decision = models.TextField("决定的理由", blank=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="决定人")
    recalled_on = models.DateField("撤回日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "会商"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit}：{self.item}"

    @property
    def holds(self) -> bool:
        """Whether it holds the publication back."""
        settled = self.reply == Reply.AGREES or self.decided_on is not None
        return self.recalled_on is None and not settled


class OutsideReader(models.Model):
    """Somebody without an account reads one snapshot by a link: once, or until a day.

    The link itself is not kept, only its keyed digest.
    """

    snapshot = models.ForeignKey("items.Snapshot", models.PROTECT, related_name="+", verbose_name="快照")
    name = models.CharField("给谁看", max_length=100)
    purpose = models.CharField("为什么", max_length=300)
    code_digest = models.CharField("链接的摘要", max_length=64, unique=True)
    once = models.BooleanField("只能打开一次", default=True)
    until = models.DateField("到")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发链接的人")
    made_on = models.DateField("日期")
    opened_at = models.DateTimeField("第一次打开", null=True)
    openings = models.PositiveIntegerField("打开次数", default=0)
    revoked_on = models.DateField("收回日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "外部阅看"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.name}：{self.snapshot}"
