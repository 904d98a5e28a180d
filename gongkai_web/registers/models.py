"""What is kept of every entry of a register, whichever it is?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person


class Entry(models.Model):
    """A line of a register. `day`: by which it is counted; a void one stays in sight and is counted nowhere.

    Each register derives its own table and adds its blanks as columns.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    day = models.DateField("日期")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    voided = models.BooleanField("作废", default=False)
    void_reason = models.TextField("作废理由", blank=True)

    class Meta:
        abstract = True
        ordering = ("-day", "-pk")
        indexes = (models.Index(fields=["agency", "day"], name="%(class)s_day"),)

    def __str__(self) -> str:
        return f"{self.day}"
