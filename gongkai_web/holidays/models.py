"""Which notice of the State Council on days off and make-up days was entered here, by whom?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency
from gongkai_web.audit.append_only import AppendOnly


class HolidayNotice(AppendOnly):
    """One year's notice as entered. Never changed: a wrong one is entered anew, the latest holds.

    `amends`: it goes before the notice of that year that the software brings. `agency`: its days are those of
    a region, of this agency and all below it, beside those of the whole country.
    """

    year = models.PositiveSmallIntegerField("年份")
    number = models.CharField("文号", max_length=100)
    spans = models.JSONField("放假")  # [[name, first day, last day], …]
    work = models.JSONField("调休上班")  # [day, …]
    amends = models.BooleanField("调整已有的通知", default=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="holiday_notices", verbose_name="地方"
    )
    person_id = models.BigIntegerField("登记人编号")
    person_name = models.CharField("登记人", max_length=100)
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "放假通知"
        ordering = ("year", "pk")

    def __str__(self) -> str:
        return f"{self.year} 年 {self.number}"

    @property
    def days(self) -> str:
        """The days that it names, in words."""
        off = [f"{name} {first}{f' 至 {last}' if first != last else ''}" for name, first, last in self.spans]
        return "、".join([*off, *(f"{day} 上班" for day in self.work)])
