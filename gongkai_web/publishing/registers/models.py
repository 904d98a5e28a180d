"""Which columns does each register of publication have beside what all of them have?"""

from __future__ import annotations

from django.db import models

from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.registers.models import Entry


class ReportedUp(Entry):
    """上报信息: something that was sent to the office above for its site; adopted or not yet."""

    title = models.CharField("标题", max_length=300)
    receiver = models.CharField("报送到", max_length=200)
    link = models.URLField("采用的网址", blank=True)
    adopted_on = models.DateField("采用日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "上报信息"


class Response(Entry):
    """热点回应: what many asked or worried about, and how it was answered (《条例》第六条第二款)."""

    topic = models.CharField("热点问题", max_length=300)
    found_in = models.CharField("来源", max_length=200)
    raised_on = models.DateField("发现日期")
    way = models.CharField("回应方式", max_length=20)
    link = models.URLField("回应的网址", blank=True)
    outcome = models.TextField("后续情况", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "热点回应"


class Article(Entry):
    """新媒体稿件: what an account published, in one class. `origin`: from where it is known, as a feed."""

    title = models.CharField("标题", max_length=300)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="articles", verbose_name="账号")
    article_class = models.CharField("稿件分类", max_length=40)
    link = models.URLField("网址", blank=True)
    origin = models.CharField("来源", max_length=300, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "新媒体稿件"
