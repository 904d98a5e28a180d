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


class EnteredState(models.TextChoices):
    """What is entered in a cell that nothing counts. A cell that nobody has entered is 未报."""

    NUMBER = "number", "填数（没有发生的填 0）"
    NOT_APPLICABLE = "not_applicable", "不适用"
    BLANK = "blank", "留空"


class EnteredFigure(models.Model):
    """A cell that cannot be counted from records: entered once, with its source.

    `value` is None where the cell is left blank or does not apply; `source` then says why.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="figures", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    cell = models.CharField("单元格", max_length=100)
    state = models.CharField("填法", max_length=20, choices=EnteredState.choices, default=EnteredState.NUMBER)
    value = models.DecimalField("数值", max_digits=18, decimal_places=6, null=True)
    source = models.CharField("出处或者说明", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "填报数"
        ordering = ["year", "cell"]
        constraints = [models.UniqueConstraint(fields=["agency", "year", "cell"], name="figure_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} {self.cell}"

    @property
    def said(self) -> str:
        """What stands in the cell, as it is read."""
        if self.value is not None:
            return format(self.value.normalize(), "f")
        not_applicable = EnteredState.NOT_APPLICABLE
        return str(not_applicable.label) if self.state == not_applicable else "空"


class Problem(models.Model):
    """A problem that section five of a year tells of, what is to be done, and what the next year did."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="problems", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    text = models.CharField("存在的问题", max_length=300)
    measure = models.CharField("下一步措施", max_length=300, blank=True)
    improved = models.CharField("改进情况", max_length=300, blank=True)
    dropped = models.CharField("不再列入的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "年报问题"
        ordering = ["year", "pk"]
        indexes = [models.Index(fields=["agency", "year"], name="problem_year")]

    def __str__(self) -> str:
        return self.text


class Check(AppendOnly):
    """That somebody held the report against its findings and found it fit to be frozen, as it then stood."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="report_checks", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    digest = models.CharField("摘要", max_length=64)
    document = models.JSONField("核对时的年报", default=dict)  # none in the checks of 0.1
    # The open warnings with what the office says to each; a reader of the filing finds them again.
    warnings = models.JSONField("提示和说明", default=list)
    checked_on = models.DateField("核对日期")
    checked_by = models.CharField("核对人", max_length=100)
    person_id = models.BigIntegerField("核对人编号")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "年报核对"
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "year"], name="check_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} {self.checked_on}"


class CheckReturn(AppendOnly):
    """That the head gave a checked report back to whoever writes it, and why; it is checked anew."""

    check_of = models.OneToOneField(Check, models.PROTECT, related_name="given_back", verbose_name="核对")
    reason = models.CharField("理由", max_length=500)
    returned_on = models.DateField("退回日期")
    returned_by = models.CharField("退回人", max_length=100)
    person_id = models.BigIntegerField("退回人编号")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "年报退回"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.check_of} {self.reason}"


class Filing(AppendOnly):
    """A report as it was frozen. `records` maps each counted cell to the keys of the rows behind it.

    A correction is a new filing with the next version; the earlier one stays. `law`: the digest of the rules
    by which it was counted and checked; `basis`: the counting rules as they read then, and the calendar
    (`annual.basis`); `warnings`: what stood open then, with the answer of the office; `reason`: of a
    correction, why. `summed`: it adds up what others reported, and no records of its own are behind it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="filings", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    version = models.PositiveSmallIntegerField("版本", default=1)
    # The report's own title, so that a list need not read the report.
    title = models.CharField("标题", max_length=300)
    document = models.JSONField("报告")
    records = models.JSONField("各格所计记录")
    summed = models.BooleanField("由汇总定稿", default=False)
    digest = models.CharField("摘要", max_length=64)
    law = models.CharField("规则摘要", max_length=64, default="")
    basis = models.JSONField("口径和日历", default=dict)
    warnings = models.JSONField("提示和说明", default=list)
    reason = models.CharField("更正的理由", max_length=500, default="")
    filed_on = models.DateField("定稿日期")
    filed_by = models.CharField("定稿人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "年报定稿"
        ordering = ["-year", "-version"]
        constraints = [models.UniqueConstraint(fields=["agency", "year", "version"], name="filing_version")]
        # The public list: it is walked without passing over the reports.
        indexes = [models.Index(fields=["-year", "agency", "version"], name="filing_by_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} 第{self.version}版"


class FormerReport(AppendOnly):
    """A report that was made elsewhere, as it was read when it was brought in; the last of a year holds."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="former_reports", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    document = models.JSONField("报告")
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    imported_on = models.DateField("导入日期")
    imported_by = models.CharField("导入人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "以前的年报"
        ordering = ["pk"]
        indexes = [models.Index(fields=["agency", "year"], name="former_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} {self.name}"


class FormerListing(AppendOnly):
    """That a report made elsewhere stands in the public archive; `published_on`: its own day, not ours."""

    former = models.OneToOneField(
        FormerReport, models.PROTECT, related_name="listing", verbose_name="以前的年报"
    )
    published_on = models.DateField("公布日期")
    listed_on = models.DateField("列入日期")
    listed_by = models.CharField("列入人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "列入历年"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.former} {self.listed_on}"


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


class Drift(AppendOnly):
    """That the records say otherwise than a published report; `digest` is empty where they agree again.

    `cells`: each that differs, with its number as published and now; `sections`: whose text does.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="drifts", verbose_name="定稿")
    digest = models.CharField("摘要", max_length=64, blank=True)
    cells = models.JSONField("不同的格", default=list)
    sections = models.JSONField("不同的部分", default=list)
    noticed_on = models.DateField("发现日期")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "公布以后的变动"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.filing} {self.noticed_on}"


class DriftNote(AppendOnly):
    """Why a published report stays as it is although the records say otherwise."""

    drift = models.OneToOneField(Drift, models.PROTECT, related_name="note", verbose_name="变动")
    digest = models.CharField("摘要", max_length=64)
    reason = models.CharField("理由", max_length=500)
    noted_on = models.DateField("日期")
    noted_by = models.CharField("说明人", max_length=100)
    person_id = models.BigIntegerField("说明人编号")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "不更正的说明"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.drift} {self.reason}"


class Handover(AppendOnly):
    """That a filing was submitted to the department in charge (第四十九条第一款); not its publication."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="handover", verbose_name="定稿")
    receiver = models.CharField("提交给", max_length=200)
    handed_on = models.DateField("提交日期")
    handed_by = models.CharField("提交人", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "年报提交"
        ordering = ["-handed_on"]

    def __str__(self) -> str:
        return f"{self.filing} {self.handed_on}"
