"""What is kept of the links of texts: how each address answered last, and what is public with a dead one?

An address is kept by its keyed digest alone; in words it stands where what is public names it.
"""

from __future__ import annotations

from django.db import models


class Verdict(models.TextChoices):
    """What came of asking. What could not be told is never held against anybody."""

    FINE = "fine", "打得开"
    DEAD = "dead", "打不开"
    UNKNOWN = "unknown", "看不出"


class LinkCheck(models.Model):
    """How an address answered. `failing_since`, `failed_on`, `failed_days`: the first, the last and how many
    different days on which it did not, since it last did.
    """

    key = models.CharField("网址的摘要", max_length=64, unique=True)
    verdict = models.CharField("结果", max_length=8, choices=Verdict.choices)
    said = models.CharField("答复", max_length=60)
    checked_on = models.DateField("检查日期")
    failing_since = models.DateField("打不开自", null=True)
    failed_on = models.DateField("最后打不开的日期", null=True)
    failed_days = models.PositiveSmallIntegerField("打不开的天数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "链接的检查"

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.said}"


class DeadLink(models.Model):
    """A dead link in what is public: a row goes when the link answers again, or the text names it no more."""

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="dead_links", verbose_name="信息")
    check_of = models.ForeignKey(LinkCheck, models.CASCADE, related_name="+", verbose_name="检查")
    address = models.CharField("网址", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "打不开的链接"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["item", "check_of"], name="dead_link_once"),)

    def __str__(self) -> str:
        return self.address


class LinkWalk(models.Model):
    """How far the check came, from the newest item to the oldest.

    `reached`: the last item that it read, 0 where it read all; `begun_at`: when it began with them.
    `published`: the last publication whose item it read as new.
    """

    reached = models.PositiveBigIntegerField("查到哪一条", default=0)
    begun_at = models.DateTimeField("这一遍开始的时间", null=True)
    published = models.PositiveBigIntegerField("查到哪一次发布", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "链接检查的进度"

    def __str__(self) -> str:
        return str(self.reached)


class LinkAgain(models.Model):
    """An item that is read again from that day on: a link did not answer, or its turn did not come."""

    item = models.OneToOneField("items.Item", models.CASCADE, related_name="+", verbose_name="信息")
    on = models.DateField("哪天起再查", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "再查的信息"

    def __str__(self) -> str:
        return str(self.on)
