"""培训: what was taught, tried and tested, and what still has to be learnt."""

from __future__ import annotations

from django.db import models

from gongkai_web.registers.models import Entry


class Training(Entry):
    """培训, held or attended (rows 122, 123, 125, 127)."""

    title = models.CharField("培训", max_length=300)
    way = models.CharField("举办或者参加", max_length=20)
    topic = models.CharField("类别", max_length=20)
    audience = models.CharField("对象", max_length=20)
    persons = models.PositiveIntegerField("人数")
    organiser = models.CharField("主办单位", max_length=200, blank=True)
    note = models.TextField("内容", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "培训"


class Exercise(Entry):
    """练兵和测试 with its result (row 124)."""

    title = models.CharField("活动", max_length=300)
    kind = models.CharField("种类", max_length=20)
    persons = models.PositiveIntegerField("参加人数")
    passed = models.PositiveIntegerField("合格人数", null=True)
    score = models.DecimalField("平均成绩", max_digits=6, decimal_places=2, null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "练兵和测试"


class TrainingNeed(Entry):
    """培训需求: what somebody still has to learn, and when it was taught (row 130)."""

    need = models.CharField("需求", max_length=300)
    source = models.CharField("来源", max_length=20)
    unit = models.CharField("提出单位", max_length=200, blank=True)
    met_on = models.DateField("培训日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "培训需求"
