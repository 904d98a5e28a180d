"""Which forms of acts were sent, and what came of them?"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Sent(models.Model):
    """One sending of one form by one person. It stands before the act and tells its result afterwards.

    Keys and contents are digests: what was typed is not kept here. `page` is encrypted.
    """

    key = models.CharField("一次性凭据的摘要", max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    typed = models.CharField("内容的摘要", max_length=64)
    begun_at = models.DateTimeField("提交时刻", db_index=True)
    done = models.BooleanField("已办成", default=False)
    location = models.TextField("办成后去的页面", blank=True)
    page = models.BinaryField("办成后的页面", null=True)

    class Meta:
        verbose_name = "提交"

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M} {'已办成' if self.done else '办理中'}"
