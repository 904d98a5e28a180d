"""What is kept of a yearly assessment: indicators, what people judged, what units objected, the result?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.approval.models import Decision as AnyDecision
from gongkai_web.audit.append_only import AppendOnly


class Status(models.TextChoices):
    """How far an assessment is."""

    PREPARING = "preparing", "准备中"
    ANNOUNCED = "announced", "已告知，可以申请复核"
    ISSUED = "issued", "已印发"


class Source(models.TextChoices):
    """From where its points come."""

    FIGURE = "figure", "登记数出"
    LEDGER = "ledger", "整改台账"
    INSPECTION = "inspection", "网站检查"
    HAND = "hand", "人工评分"


class Rule(models.TextChoices):
    """How a number comes to points."""

    DEDUCT = "deduct", "每个扣分"
    SHARE = "share", "按占比得分"
    REACH = "reach", "达到目标得满分"
    SCORE = "score", "按检查得分折算"
    ENTERED = "entered", "逐个评分"


class Assessment(models.Model):
    """The assessment of a year. `bands`: from how many points which grade.

    `announced`: what the units were told; `frozen`: what was issued, with what was revised to objections.
    Neither follows the records or the indicators any more (`scoring.Scored` as JSON).
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="考核机关")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=200)
    bands = models.JSONField("等次")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="开展人")
    begun_on = models.DateField("开始日期")
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.PREPARING)
    announced_on = models.DateField("告知日期", null=True)
    objections_until = models.DateField("申请复核的最后一天", null=True)
    announced = models.JSONField("告知的得分", null=True)
    issued_on = models.DateField("印发日期", null=True)
    reference = models.CharField("文号", max_length=100, blank=True)
    frozen = models.JSONField("印发的结果", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度考核"
        ordering = ("-year", "-pk")
        constraints = (models.UniqueConstraint(fields=["agency", "year"], name="assessment_once_a_year"),)
        indexes = (models.Index(fields=["status", "objections_until"], name="assessment_term"),)

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """An indicator of one assessment. `counted`, `whole`: figures as `gongkai.drafting` names them.

    `per`: the points for each record (deduct), or how many are the target (reach).
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="indicators", verbose_name="考核")
    title = models.CharField("指标", max_length=200)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2)
    source = models.CharField("来源", max_length=10, choices=Source.choices)
    rule = models.CharField("评分办法", max_length=10, choices=Rule.choices)
    counted = models.CharField("所数的", max_length=200, blank=True)
    whole = models.CharField("占什么的几分之几", max_length=200, blank=True)
    per = models.DecimalField("每个扣几分、目标几个", max_digits=6, decimal_places=2, null=True)
    removed = models.BooleanField("不再用", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "年度考核的指标"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Judgement(AppendOnly):
    """人工评分: what a person gave a unit, and by which evidence. The last one stands."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="judgements", verbose_name="指标")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="单位")
    points = models.DecimalField("得分", max_digits=6, decimal_places=2)
    evidence = models.TextField("依据")
    day = models.DateField("日期")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="评分人")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "人工评分"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.agency} {self.points}"


class Objection(models.Model):
    """复核申请: what a unit says against its points – once – and what was answered."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="objections", verbose_name="考核")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="单位")
    reasons = models.TextField("理由")
    filed_on = models.DateField("申请日期")
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="申请人")
    due_on = models.DateField("答复期限", null=True)
    revised = models.DecimalField("复核以后的得分", max_digits=6, decimal_places=2, null=True)
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "考核的复核申请"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["assessment", "agency"], name="assessment_objection_once"),
        )
        indexes = (
            models.Index(
                fields=["assessment"], condition=models.Q(answered_on=None), name="assessment_unanswered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.indicator}"


class AssessmentDecision(AnyDecision):
    """What a leader decided about the result."""

    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="decisions", verbose_name="年度考核"
    )

    class Meta(AnyDecision.Meta):
        verbose_name = verbose_name_plural = "考核结果的审核"
