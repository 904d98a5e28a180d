"""监督和指导: what the office studied, looked at, told, advised, and how it was judged itself."""

from __future__ import annotations

from django.db import models

from gongkai_web.registers.models import Entry


class Study(Entry):
    """问题研判: a problem that was studied, and what was decided (row 3)."""

    problem = models.CharField("问题", max_length=300)
    source = models.CharField("来源", max_length=20)
    causes = models.TextField("原因分析", blank=True)
    decided_on = models.DateField("决定日期", null=True)
    decided = models.TextField("决定的措施", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "问题研判"


class Guidance(Entry):
    """指导和约谈: who was talked to, about what, with which advice (rows 52, 126, 135)."""

    whom = models.CharField("对象", max_length=200)
    way = models.CharField("方式", max_length=20)
    subject = models.CharField("内容", max_length=300)
    advice = models.TextField("建议", blank=True)
    persons = models.PositiveIntegerField("人数", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "指导和约谈"


class ModelCase(Entry):
    """案例指导: a case from which others learn (row 51)."""

    title = models.CharField("案例", max_length=300)
    kind = models.CharField("类别", max_length=20)
    lesson = models.TextField("要点")
    link = models.URLField("网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "指导案例"


class Bulletin(Entry):
    """通报, as it went out: of how many units, how many of them qualified (rows 52, 109)."""

    title = models.CharField("通报", max_length=300)
    kind = models.CharField("种类", max_length=20)
    units = models.PositiveIntegerField("检查数", null=True)
    qualified = models.PositiveIntegerField("合格数", null=True)
    link = models.URLField("网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "通报"


class UnitCheck(Entry):
    """检查和督查: one round, how many units, how many problems (rows 100, 106, 115, 119)."""

    title = models.CharField("检查", max_length=300)
    kind = models.CharField("种类", max_length=20)
    units = models.PositiveIntegerField("检查单位数")
    found = models.PositiveIntegerField("发现问题数")
    told_on = models.DateField("反馈日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "检查和督查"


class EvaluationResult(Entry):
    """考核评估结果 that the agency received: points, place, problems (rows 114, 120, 121)."""

    title = models.CharField("考核评估", max_length=300)
    kind = models.CharField("种类", max_length=20)
    done_by = models.CharField("考核单位", max_length=200)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True)
    place = models.PositiveIntegerField("排名", null=True)
    found = models.PositiveIntegerField("指出问题数")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "考核评估结果"

    def __str__(self) -> str:
        return f"{self.title}（{self.day}）"


class WeakField(Entry):
    """薄弱领域: a field of disclosure that an evaluation called weak, until it is better (row 114)."""

    evaluation = models.ForeignKey(
        EvaluationResult, models.PROTECT, related_name="weak_fields", verbose_name="依据的评估"
    )
    field = models.CharField("领域", max_length=60)
    said = models.CharField("评估意见", max_length=300, blank=True)
    until = models.DateField("改进日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "薄弱领域"


class Criterion(Entry):
    """考核指标, in use from one day until another (row 120)."""

    title = models.CharField("指标", max_length=300)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2)
    rule = models.TextField("评分办法")
    until = models.DateField("停用日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "考核指标"


class SiteCensus(Entry):
    """技术普查: one round over the sites (row 117)."""

    title = models.CharField("普查", max_length=300)
    sites = models.PositiveIntegerField("网站数")
    found = models.PositiveIntegerField("发现问题数")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "网站技术普查"


class Reminder(Entry):
    """提醒单: a host was told of a problem of its site (row 117)."""

    whom = models.CharField("主办单位", max_length=200)
    way = models.CharField("种类", max_length=20)
    problem = models.CharField("问题", max_length=300)
    number = models.CharField("编号", max_length=100, blank=True)
    answered_on = models.DateField("反馈日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "提醒单"


class Summary(Entry):
    """总结报告: what was done and what is still wanting (row 108)."""

    title = models.CharField("总结", max_length=300)
    done = models.TextField("进展")
    wanting = models.TextField("存在问题和措施", blank=True)
    link = models.URLField("网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "总结报告"
