"""What of an annual report is stored, since it cannot be counted anew?

The prose, the figures that come from elsewhere with their source, and the filing: the report as it was
frozen, with the records behind each cell.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency
from gongkai_web.approval import models as approval
from gongkai_web.audit.append_only import AppendOnly


class SectionText(models.Model):
    """The running text of one of the six sections of an agency's report."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="section_texts", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("部分")
    text = models.TextField("正文")

    class Meta:
        verbose_name = verbose_name_plural = "年报正文"
        ordering = ["year", "number"]
        constraints = [models.UniqueConstraint(fields=["agency", "year", "number"], name="section_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} 第{self.number}部分"


class EnteredFigure(models.Model):
    """A cell that cannot be counted from records: entered once, with its source."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="figures", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    cell = models.CharField("单元格", max_length=100)
    value = models.DecimalField("数值", max_digits=18, decimal_places=6)
    source = models.CharField("出处", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "填报数"
        ordering = ["year", "cell"]
        constraints = [models.UniqueConstraint(fields=["agency", "year", "cell"], name="figure_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} {self.cell}"


class Filing(AppendOnly):
    """A report as it was frozen. `records` maps each counted cell to the keys of the rows behind it.

    A correction is a new filing with the next version; the earlier one stays.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="filings", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版本", default=1)
    # The report's own title, so that a list need not read the report.
    title = models.CharField("标题", max_length=300)
    document = models.JSONField("报告")
    records = models.JSONField("各格所计记录")
    digest = models.CharField("摘要", max_length=64)
    filed_on = models.DateField("定稿日期")
    filed_by = models.CharField("定稿人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "年报定稿"
        ordering = ["-year", "-version"]
        constraints = [models.UniqueConstraint(fields=["agency", "year", "version"], name="filing_version")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} 第{self.version}版"


class FilingDecision(approval.Decision):
    """What the head decided about a filing: to publish that very report."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="decisions", verbose_name="定稿")

    class Meta(approval.Decision.Meta):
        verbose_name = verbose_name_plural = "年报审核"


class Release(AppendOnly):
    """The publication of a filing: from then on it is what the public sees for that year."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="release", verbose_name="定稿")
    released_on = models.DateField("公布日期")
    released_by = models.CharField("公布人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "年报公布"
        ordering = ["-released_on"]

    def __str__(self) -> str:
        return f"{self.filing} {self.released_on}"
