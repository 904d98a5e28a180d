"""What is kept of a sum: as it was frozen, why a carry-over may differ, and what was packed to be taken away?

The reports behind a sum are not kept again: they are submissions, which nobody changes. A sum names each of
them with its digest.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency
from gongkai_web.annual.campaign.collecting.models import Act, Campaign, Submission, Unit
from gongkai_web.annual.models import Filing
from gongkai_web.audit.append_only import AppendOnly


class Sum(AppendOnly):
    """The sum of a campaign, or of the level of one unit of it, as it was frozen.

    `members`: unit, name, kind, submission and its digest, of each that was added; `absent` those that gave
    no report, with the reason; `left_out` those that do not count. `middles`: the medians and MADs by which
    units of a kind are compared. `told`: what stood beside the sum; `sheet`: the indicators of the year
    (手册00 §七), empty where it was frozen before they were kept. A correction is a new version with its
    `reason`.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sums", verbose_name="报送")
    level = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="sums", verbose_name="哪一级")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sums", verbose_name="汇总机关")
    version = models.PositiveSmallIntegerField("版本", default=1)
    title = models.CharField("标题", max_length=300)
    members = models.JSONField("计入的单位", default=list)
    absent = models.JSONField("没有报告的单位", default=list)
    left_out = models.JSONField("不计入的单位", default=list)
    middles = models.JSONField("中位数", default=list)
    told = models.JSONField("提示", default=list)
    sheet = models.JSONField("全年指标", default=dict)
    digest = models.CharField("摘要", max_length=64)
    law = models.CharField("规则摘要", max_length=64)
    reason = models.CharField("更正的理由", max_length=500, blank=True)
    frozen_on = models.DateField("定稿日期")
    frozen_by = models.CharField("定稿人", max_length=100)
    person_id = models.BigIntegerField("定稿人编号")
    document = models.JSONField("合计")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "年报汇总"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "level"], name="sum_level"),)

    def __str__(self) -> str:
        return f"{self.title} 第{self.version}版"


class SumText(AppendOnly):
    """A section of the prose of a sum, with its numbers as references; the last one of each number counts.

    The report of a government has six parts like any other (国办公开办函〔2021〕30号).
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sum_texts", verbose_name="报送")
    level = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="sum_texts", verbose_name="哪一级"
    )
    number = models.PositiveSmallIntegerField("第几部分")
    text = models.TextField("正文", blank=True)
    person_id = models.BigIntegerField("撰写人编号")
    person_name = models.CharField("撰写人", max_length=100)
    day = models.DateField("日期")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "汇总的正文"
        ordering = ("pk",)
        indexes = (models.Index(fields=["campaign", "level"], name="sum_text_level"),)

    def __str__(self) -> str:
        return f"{self.campaign} 第{self.number}部分"


class CarryExplanation(AppendOnly):
    """Why what a unit carries in may differ from what was carried over (R5); the last one counts."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="carry_explanations", verbose_name="单位")
    reason = models.CharField("说明", max_length=500)
    person_id = models.BigIntegerField("说明人编号")
    person_name = models.CharField("说明人", max_length=100)
    day = models.DateField("日期")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "结转说明"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} {self.reason}"


class SumSubmission(AppendOnly):
    """That a frozen sum was handed in as the report of a unit in the campaign of the level above."""

    sum = models.ForeignKey(Sum, models.PROTECT, related_name="submissions", verbose_name="汇总")
    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="of_sum", verbose_name="提交的年报"
    )

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "汇总的提交"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.sum} → {self.submission}"


class SumRelease(AppendOnly):
    """That a frozen sum was published as the report of its government (第四十九条第二款): as that filing."""

    sum = models.OneToOneField(Sum, models.PROTECT, related_name="release", verbose_name="汇总")
    filing = models.OneToOneField(Filing, models.PROTECT, related_name="of_sum", verbose_name="公布的年报")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "本级政府年报的公布"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.sum} {self.filing}"


class SumFall(AppendOnly):
    """That what a frozen sum adds up was taken back or changed below: by which act, and why.

    Of one that nobody has published it is the end. One that the public has stays, and this is its mark until
    a correction is published beside it, or what was taken back is approved again as it was.
    """

    sum = models.OneToOneField(Sum, models.PROTECT, related_name="fall", verbose_name="汇总")
    because = models.ForeignKey(Act, models.PROTECT, null=True, related_name="+", verbose_name="因为")
    reason = models.CharField("理由", max_length=500)
    day = models.DateField("日期")
    person_id = models.BigIntegerField("办理人编号")
    person_name = models.CharField("办理人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "汇总失去依据"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.sum} {self.reason}"


class Repeated(models.Model):
    """Whose prose repeats another's at a level, as it was worked out last; `key`: of which texts.

    Nothing but a calculation that is kept: it is made anew where the texts are others.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name="报送")
    level = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+", verbose_name="哪一级")
    key = models.CharField("所比正文的摘要", max_length=64)
    found = models.JSONField("雷同", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "正文雷同"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.campaign} {self.key[:12]}"


class Package(AppendOnly):
    """A frozen sum with all its reports in one ZIP, as it lies on the shelf by its digest."""

    sum = models.OneToOneField(Sum, models.PROTECT, related_name="package", verbose_name="汇总")
    sha256 = models.CharField("摘要", max_length=64)
    manifest = models.CharField("清单的摘要", max_length=64)
    size = models.PositiveBigIntegerField("字节数")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "汇总压缩包"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.sum} {self.sha256[:12]}"
