"""What is kept of somebody who asked for an attachment in a form that they can use (无障碍版本)?

Nothing of the person: who asks is answered on the page of the item, for everybody.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Person


class Need(models.TextChoices):
    """In which form the attachment is wanted."""

    TEXT = "text", "读屏软件能读的文字"
    LARGE = "large", "大字版"
    BRAILLE = "braille", "盲文版"
    SPOKEN = "spoken", "语音版"
    SIGNED = "signed", "手语视频或者字幕"


class Outcome(models.TextChoices):
    """What came of it."""

    PLACED = "placed", "已经放到这一页"
    HANDED = "handed", "已经另行提供"
    IMPOSSIBLE = "impossible", "做不出这种版本，可以到政府信息公开场所请工作人员协助"


class AccessibleRequest(models.Model):
    """An attachment was asked for in another form; who asks for the same again is counted, not kept again."""

    item = models.ForeignKey("items.Item", models.PROTECT, related_name="accessible", verbose_name="信息")
    sha256 = models.CharField("附件的摘要", max_length=64)
    need = models.CharField("需要的版本", max_length=10, choices=Need.choices)
    asked_on = models.DateField("首次索取日期")
    times = models.PositiveIntegerField("索取次数", default=1)
    outcome = models.CharField("处理结果", max_length=12, choices=Outcome.choices, blank=True)
    answered_on = models.DateField("处理日期", null=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="处理人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "无障碍版本的索取"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["item", "sha256", "need"],
                condition=models.Q(answered_on__isnull=True),
                name="accessible_asked_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.get_need_display()}"
