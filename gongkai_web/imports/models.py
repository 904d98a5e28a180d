"""How does an agency keep its registers? What its clerks told once of columns and words."""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency


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
