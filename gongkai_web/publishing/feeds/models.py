"""What is kept of the feed of an account, and which of its articles are known already?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.registers.models import Article


class Feed(models.Model):
    """Where the articles of an account are read from. In the name of `kept_by` they come onto the register.

    `since`: older ones are left to people; `article_class`: of those whose class the feed does not say.
    The rest is what the last reading saw: `trouble`, with the first day of it, where it could not be read;
    `left_out`: what of it was not entered; `newest`: the newest day that it names; `etag`, `modified`: by
    which its server knows whether it has changed.
    """

    outlet = models.OneToOneField(Outlet, models.PROTECT, related_name="feed", verbose_name="账号")
    address = models.URLField("订阅源的网址", max_length=500)
    since = models.DateField("从哪天起")
    article_class = models.CharField("没有写分类的算作", max_length=40)
    kept_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    stopped = models.BooleanField("停用", default=False)
    read_at = models.DateTimeField("最近读的时间", null=True)
    newest = models.DateField("最近一篇的日期", null=True)
    trouble = models.CharField("读不了的原因", max_length=300, blank=True)
    failing_since = models.DateField("从哪天起读不了", null=True)
    left_out = models.CharField("没有登记的", max_length=300, blank=True)
    etag = models.CharField("ETag", max_length=200, blank=True)
    modified = models.CharField("Last-Modified", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "订阅源"

    def __str__(self) -> str:
        return self.address


class Known(models.Model):
    """An article of a feed that was taken up, by the digest of its name: it is never entered again.

    Also where its entry was declared void, or a person had entered it before (`article` is theirs).
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="known", verbose_name="订阅源")
    key = models.CharField("稿件的摘要", max_length=64)
    article = models.ForeignKey(Article, models.PROTECT, related_name="+", verbose_name="新媒体稿件")

    class Meta:
        verbose_name = verbose_name_plural = "订阅源里读过的稿件"
        constraints = (models.UniqueConstraint(fields=["feed", "key"], name="feed_article_once"),)

    def __str__(self) -> str:
        return self.key
