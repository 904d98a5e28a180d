"""What is kept of a token? Its digest, whose it is, and in whose name it drafts – never the token itself."""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person


class Token(models.Model):
    """A token with which a system of the agency hands drafts in. `ending`: its last signs.

    `writer`: who has drafted what comes in by it, and therefore reviews none of it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    label = models.CharField("用途", max_length=100)
    writer = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="以谁的名义起草")
    digest = models.CharField("摘要", max_length=64, unique=True)
    ending = models.CharField("末尾", max_length=6)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发放人")
    made_on = models.DateField("发放日期")
    revoked_on = models.DateField("停用日期", null=True)
    used_on = models.DateField("最后使用", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.label}（…{self.ending}）"
