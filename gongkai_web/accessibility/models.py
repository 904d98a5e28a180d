"""What is kept of a check? A row for each kind of page, with the rules that it broke."""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency
from gongkai_web.audit.append_only import AppendOnly


class PageCheck(AppendOnly):
    """That a kind of page was checked on a day. `run`: the digest of the file of results that it stands in.

    `broken`: the rules of WCAG 2.2 AA that it broke, by their names; none where it passed. `agency`: none,
    the pages are those of the whole site.
    """

    run = models.CharField("检查", max_length=64)
    day = models.DateField("检查日期", db_index=True)
    release = models.CharField("版本", max_length=40)
    page = models.CharField("页面类型", max_length=120)
    broken = models.JSONField("不符的规则", default=list)
    passed = models.BooleanField("通过")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name="机关")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "无障碍检查"
        ordering = ("day", "pk")
        constraints = (models.UniqueConstraint(fields=["run", "page"], name="accessibility_page_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.page}"
