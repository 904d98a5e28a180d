"""What is counted of people whom nobody knows?"""

from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """Something that is counted: a failed query by code and by address, a submission or bytes by address.

    `key` is a keyed digest of the code or the network address; neither can be read from it.
    """

    kind = models.CharField("种类", max_length=12)
    key = models.CharField("摘要", max_length=64)
    at = models.DateTimeField("时间", db_index=True)
    amount = models.PositiveBigIntegerField("数量", default=1)

    class Meta:
        abstract = True
        verbose_name = verbose_name_plural = "计次"
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
