"""What is kept of every entry of a register, whichever it is, and of whoever says that there was none?"""

from __future__ import annotations

from datetime import date

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


class ZeroReport(models.Model):
    """零报告: somebody says that nothing of a register happened in a year, from its first day until `until`.

    Only that makes a nought of a year without entries. Of several the last one stands (`withdrawn`: the
    others, with the reason).
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    register = models.CharField("台账", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    until = models.DateField("截至")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="说明人")
    said_on = models.DateField("说明日期")
    withdrawn = models.BooleanField("收回", default=False)
    withdrawn_reason = models.TextField("收回理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "零报告"
        ordering = ("-year", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "register", "year"],
                condition=models.Q(withdrawn=False),
                name="zero_report_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.register}"

    @property
    def whole(self) -> bool:
        """Whether it holds to the end of the year."""
        return self.until == date(self.year, 12, 31)

    @property
    def sentence(self) -> str:
        """Who says so, and until when."""
        when = f"{self.year} 年没有" if self.whole else f"{self.year} 年截至 {self.until} 没有"
        return f"{self.said_by.display_name} {self.said_on} 说明 {when}"
