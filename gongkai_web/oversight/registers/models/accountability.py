"""社会评议和责任追究: what people outside think of the units, and who answered for what by which article."""

from __future__ import annotations

from django.db import models

from gongkai_web.registers.models import Entry


class SocialReview(Entry):
    """社会评议, one round: how many were asked, how many answered, how many are content."""

    title = models.CharField("评议", max_length=300)
    way = models.CharField("方式", max_length=20)
    invited = models.PositiveIntegerField("邀请人数")
    answered = models.PositiveIntegerField("参加人数")
    satisfied = models.PositiveIntegerField("满意人数", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "社会评议"

    def __str__(self) -> str:
        return self.title


class SocialResult(Entry):
    """What one unit got in a round."""

    review = models.ForeignKey(
        SocialReview, models.PROTECT, related_name="results", verbose_name="哪一次评议"
    )
    unit = models.CharField("单位", max_length=200)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2)
    said = models.TextField("集中的意见", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "社会评议的单位得分"


class Accountability(Entry):
    """责任追究: why, by which article, at which level, with what result; a name stands nowhere."""

    title = models.CharField("事由", max_length=300)
    unit = models.CharField("单位", max_length=200)
    basis = models.CharField("依据", max_length=300)
    level = models.CharField("人员级别", max_length=20)
    persons = models.PositiveIntegerField("人数")
    result = models.CharField("处理", max_length=20)
    closed_on = models.DateField("执行完毕", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "责任追究"
