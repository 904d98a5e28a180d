"""What is kept of the collecting of a year's reports?

The list of units, the days that hold for them, what was handed in and what was done about it. Nothing of the
last two is ever changed; how far a unit has come is worked out from them (`standing`).
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person, kind_choices
from gongkai_web.annual.campaign.collecting.words import Done, Kind, Source, Way
from gongkai_web.annual.models import Filing
from gongkai_web.audit.append_only import AppendOnly


class Campaign(models.Model):
    """The reports of one year, collected by the office that supervises them.

    `statutory_day` is that of the law in force for the year. Of a `practice` nothing ever counts. One that is
    opened when that day is over (`afterwards`) brings in what was reported then: nobody is late in it by law.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="campaigns", verbose_name="主管部门")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("报告种类", max_length=12, choices=Kind.choices, default=Kind.AGENCY)
    title = models.CharField("名称", max_length=100)
    statutory_day = models.DateField("法定期限")
    practice = models.BooleanField("演练", default=False)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发起人")
    opened_on = models.DateField("发起日期")

    class Meta:
        verbose_name = verbose_name_plural = "年报报送"
        ordering = ("-year", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "year", "kind"], condition=models.Q(practice=False), name="campaign_once"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def afterwards(self) -> bool:
        """Whether it was opened when the day of the law was over."""
        return self.opened_on > self.statutory_day


class ListedUnits(models.Manager["Unit"]):
    """Those that stand in a list; what was taken off it is only in the trail."""

    def get_queryset(self) -> models.QuerySet[Unit]:
        """Without what was taken off."""
        return super().get_queryset().filter(removed="")


class Unit(models.Model):
    """A unit of the list: an agency of this platform, or one outside that is known by its name.

    `parent`: the unit that adds it up. `reports`: whether a report of its own is expected, or it only adds up
    others. `merged_into`: whose report tells of it since it was merged; `split_from`: the unit of which it
    took over work this year; `ended`: it was split up, and owes no report; `former_names`: what it was called
    before. `excused`: why the office goes on without its report. `code`: its key over the years. `removed`:
    why it was taken off the list, on which it stood wrongly; `every` knows it still.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="units", verbose_name="报送")
    name = models.CharField("单位名称", max_length=200)
    code = models.CharField("单位编码", max_length=60, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="units", verbose_name="本平台的机关"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="由谁汇总"
    )
    kind = models.CharField("单位类型", max_length=40, choices=kind_choices)
    vertical = models.BooleanField("垂直管理", default=False)
    reports = models.BooleanField("应报年报", default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name="由哪个单位拆出",
    )
    ended = models.BooleanField("已拆分", default=False)
    former_names = models.JSONField("原名称", default=list, blank=True)
    excused = models.CharField("缺报的说明", max_length=500, blank=True)
    email = models.EmailField("联系邮箱", blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    removed = models.CharField("移出名单的理由", max_length=500, blank=True)

    objects = ListedUnits()
    every = models.Manager["Unit"]()

    class Meta:
        verbose_name = verbose_name_plural = "报送单位"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "name"], condition=models.Q(removed=""), name="unit_name_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "agency"], condition=models.Q(removed=""), name="unit_agency_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> tuple[str, ...]:
        """All names under which its report may stand."""
        known = (self.name, self.agency.name if self.agency else "", *self.former_names)
        return tuple(filter(None, known))


class InternalDay(AppendOnly):
    """The day by which the office wants the reports: of all units, or of one and those below it.

    The last that was set counts. `locks`: after it nothing comes in without being re-opened; where it does
    not lock, late is only late.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="days", verbose_name="报送")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="days", verbose_name="单位")
    day = models.DateField("内部期限")
    locks = models.BooleanField("逾期锁定", default=False)
    reason = models.CharField("理由", max_length=500, blank=True)
    person_id = models.BigIntegerField("设定人编号")
    person_name = models.CharField("设定人", max_length=100)
    set_on = models.DateField("设定日期")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "内部期限"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.campaign} {self.day}"


class Submission(AppendOnly):
    """A report as a unit handed it in. The bytes of an uploaded file lie on the shelf, by their digest.

    `cells_digest` is that of the numbers alone; empty where all of them are zero. `text_digest` is that of
    the prose without numbers, names and what every report says; empty where little is left. `reply`: what
    the unit says to what was told it before it confirmed; `blank_reason`: why its blank cells are blank.
    `document` stands last: whoever reads the row without it does not pass over it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions", verbose_name="单位")
    number = models.PositiveSmallIntegerField("第几次")
    source = models.CharField("来源", max_length=10, choices=Source.choices)
    practice = models.BooleanField("演练", default=False)
    filing = models.ForeignKey(
        Filing, models.PROTECT, null=True, related_name="submissions", verbose_name="定稿"
    )
    name = models.CharField("文件名", max_length=250, blank=True)
    kind = models.CharField("文件格式", max_length=40, blank=True)
    size = models.PositiveBigIntegerField("字节数", default=0)
    sha256 = models.CharField("摘要", max_length=64, blank=True)
    digest = models.CharField("报告摘要", max_length=64)
    cells_digest = models.CharField("各数的摘要", max_length=64, blank=True)
    text_digest = models.CharField("正文的摘要", max_length=64, blank=True)
    reply = models.TextField("单位的说明", blank=True)
    blank_reason = models.TextField("空格的说明", blank=True)
    person_id = models.BigIntegerField("提交人编号", null=True)
    person_name = models.CharField("提交人", max_length=100)
    day = models.DateField("提交日期")
    at = models.DateTimeField("登记时间", auto_now_add=True)
    document = models.JSONField("报告")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "提交的年报"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["unit", "number"], name="submission_number"),)
        indexes = (
            models.Index(fields=["sha256"], name="submission_bytes"),
            models.Index(fields=["cells_digest"], name="submission_cells"),
            models.Index(fields=["text_digest"], name="submission_text"),
        )

    def __str__(self) -> str:
        return f"{self.unit} 第{self.number}次提交"


class Traces(models.Model):
    """By what a submission is found that is in part like another: keys of its words and of its numbers.

    Nothing but a calculation that is kept (`resembling`).
    """

    submission = models.OneToOneField(
        Submission, models.CASCADE, related_name="traces", verbose_name="提交的年报"
    )
    words = models.BinaryField("正文的片段")
    numbers = models.BinaryField("较大的数")

    class Meta:
        verbose_name = verbose_name_plural = "雷同的线索"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.submission_id)


class Checking(AppendOnly):
    """What the rules of one version found in a submission; the last one counts."""

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="checkings", verbose_name="提交的年报"
    )
    rules = models.CharField("规则版本", max_length=60)
    errors = models.PositiveIntegerField("错误")
    warnings = models.PositiveIntegerField("提醒")
    notes = models.PositiveIntegerField("提示")
    day = models.DateField("核对日期")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "报送核对"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.submission} {self.rules}"


class Act(AppendOnly):
    """What somebody did about a unit: with its submission, or (`submission` empty) with it or its level.

    `until`: of what is returned or re-opened, the day by which the unit may hand in although it is locked.
    `because`: the act below that made this level's approval void.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acts", verbose_name="单位")
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="acts", verbose_name="提交的年报"
    )
    what = models.CharField("办理", max_length=20, choices=Done.choices)
    reason = models.CharField("理由", max_length=500, blank=True)
    until = models.DateField("开放至", null=True)
    published_on = models.DateField("公布日期", null=True)
    url = models.URLField("公布的网址", blank=True, max_length=500)
    because = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="因为")
    person_id = models.BigIntegerField("办理人编号", null=True)
    person_name = models.CharField("办理人", max_length=100)
    day = models.DateField("日期")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "报送办理"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} {self.get_what_display()}"


class Incoming(models.Model):
    """A file that was read and checked and waits for whoever sent it to confirm it; one a unit.

    `told`: what has to be said to it at once, beside the findings.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="incoming", verbose_name="单位")
    name = models.CharField("文件名", max_length=250)
    kind = models.CharField("文件格式", max_length=40)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    failure = models.TextField("读不出的原因", blank=True)
    sent_by = models.CharField("上传人", max_length=100)
    at = models.DateTimeField("上传时间", auto_now=True)
    document = models.JSONField("报告", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "待确认的文件"

    def __str__(self) -> str:
        return self.name


class UploadKey(models.Model):
    """A link by which a unit outside hands in its own report, until a day.

    The link itself is not kept, only its keyed digest.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="keys", verbose_name="单位")
    code_digest = models.CharField("链接的摘要", max_length=64, unique=True)
    until = models.DateField("到")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发链接的人")
    made_on = models.DateField("日期")
    revoked_on = models.DateField("收回日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "上传链接"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} 至 {self.until}"


class Reminder(AppendOnly):
    """That a unit was asked for its report: by mail from here, by telephone, or on paper."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reminders", verbose_name="单位")
    way = models.CharField("方式", max_length=10, choices=Way.choices)
    to = models.CharField("发给", max_length=254, blank=True)
    said = models.CharField("说明", max_length=500, blank=True)
    person_id = models.BigIntegerField("催报人编号")
    person_name = models.CharField("催报人", max_length=100)
    day = models.DateField("日期")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "催报"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.unit} {self.day} {self.get_way_display()}"


class Remark(AppendOnly):
    """What somebody says about a cell or a passage of a submission; inside, or for the public as well.

    `by_unit`: it is what the unit says, not its office.
    """

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="remarks", verbose_name="提交的年报"
    )
    cell = models.CharField("单元格", max_length=100, blank=True)
    section = models.PositiveSmallIntegerField("部分", null=True)
    passage = models.CharField("原文", max_length=500, blank=True)
    text = models.CharField("说明", max_length=1000)
    public = models.BooleanField("对外", default=False)
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replies", verbose_name="答复"
    )
    by_unit = models.BooleanField("单位的答复", default=False)
    person_id = models.BigIntegerField("说明人编号", null=True)
    person_name = models.CharField("说明人", max_length=100)
    day = models.DateField("日期")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "报送批注"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text
