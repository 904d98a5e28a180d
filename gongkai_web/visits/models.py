"""What is kept of visits? A number for each day, each thing that is read, and each kind of reader."""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency
from gongkai_web.visits.kinds import Kind, Reader


class DailyCount(models.Model):
    """How often one thing was read on one day. `subject`: which one of its kind (`kinds.Seen`).

    `agency`: whose it is; none of pages of the whole site.
    """

    day = models.DateField("日期")
    kind = models.CharField("种类", max_length=20, choices=Kind)
    reader = models.CharField("读者", max_length=20, choices=Reader)
    subject = models.CharField("哪一件", max_length=120, blank=True)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+", verbose_name="机关")
    number = models.PositiveBigIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "每日访问量"
        constraints = (
            models.UniqueConstraint(fields=["day", "kind", "reader", "subject"], name="visits_once_a_day"),
        )
        indexes = (models.Index(fields=["agency", "day"], name="visits_agency_day"),)

    def __str__(self) -> str:
        return (
            f"{self.day} {self.get_kind_display()} {self.subject} {self.get_reader_display()} {self.number}"
        )
