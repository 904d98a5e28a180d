"""Under which secret address does a person's calendar program read the due days?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Person


class FeedKey(models.Model):
    """The address of one person's feed. Only the digest of its secret is kept; a new one ends the old."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="feed_key", verbose_name="人员")
    digest = models.CharField("地址摘要", max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅地址"

    def __str__(self) -> str:
        return str(self.person)
