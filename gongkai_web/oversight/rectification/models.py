"""What is kept of a fault that was found, of its evidence, and of the notice that asked for its mending?"""

from __future__ import annotations

import hashlib

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.audit.models import canonical
from gongkai_web.oversight.rectification.facts import Kind, Source, Status

# Places of a site that the inspection names in a word of its own.
_SPOTS = {"home": "首页", "foot": "页面底部", "search": "站内搜索", "columns": "各栏目", "html": "网页"}


class Series(models.Model):
    """The last number of the findings of a year: one series for the whole site, so none changes hands."""

    year = models.PositiveSmallIntegerField("年", unique=True)
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "问题编号"

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class Finding(models.Model):
    """A fault: what was found stands here, from `status` on the columns repeat its events.

    `kept_by` found it and looks again; `told` was asked first to mend it, `agency` has it now – the same in
    an own check. `rule`: the check or indicator that it breaks; `key`: rule, place and site, as they are
    compared. `origin`: the record it was taken over from (`interaction.Message:12`).
    """

    kept_by = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="登记机关")
    told = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="首次责任单位")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="findings", verbose_name="责任单位")
    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveIntegerField("编号")
    source = models.CharField("来源", max_length=12, choices=Source.choices)
    origin = models.CharField("来源记录", max_length=120, blank=True)
    rule = models.CharField("指标", max_length=60)
    title = models.CharField("问题", max_length=200)
    place = models.CharField("位置", max_length=1000, blank=True)
    text = models.TextField("情况", blank=True)
    suggestion = models.TextField("整改建议", blank=True)
    key = models.CharField("同一问题的标识", max_length=64, db_index=True)
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="repeats", verbose_name="以前的同一问题"
    )
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)

    status = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.NEW)
    found_on = models.DateField("发现日期", null=True)
    notified_on = models.DateField("通知日期", null=True)
    due_on = models.DateField("整改期限", null=True)
    replied_on = models.DateField("回复日期", null=True)
    closed_on = models.DateField("了结日期", null=True)
    late = models.BooleanField("曾逾期", default=False)
    rounds = models.PositiveSmallIntegerField("退回几次", default=0)
    times = models.PositiveIntegerField("发现几次", default=1)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name="并入"
    )

    class Meta:
        verbose_name = verbose_name_plural = "问题"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="finding_number"),
            models.UniqueConstraint(
                fields=["kept_by", "origin"],
                condition=~models.Q(origin="") & ~models.Q(status=Status.VOID),
                name="finding_origin",
            ),
        )
        indexes = (
            models.Index(fields=["agency", "status", "due_on"], name="finding_due"),
            models.Index(fields=["kept_by", "status", "due_on"], name="finding_kept"),
            models.Index(fields=["agency", "found_on"], name="finding_found"),
        )

    def __str__(self) -> str:
        return f"{self.registry_number} {self.title}"

    @property
    def registry_number(self) -> str:
        """Its number: `问题2026-0001`."""
        return f"问题{self.year}-{self.number:04d}"

    @property
    def indicator(self) -> str:
        """The rule as people read it: without a code that is a word of ours."""
        code, _, label = self.rule.partition(" ")
        return label if label and code.isascii() and code.islower() else self.rule

    @property
    def where(self) -> str:
        """Where it is, as people find it: of what a machine found, the address and what stands there."""
        seen = next(iter(self.evidence.all()), None)
        if self.source != Source.MACHINE or seen is None or not seen.address:
            return self.place
        is_told = self.place.startswith("/") or self.place in seen.address
        return seen.address if is_told else f"{seen.address}（{_SPOTS.get(self.place, self.place)}）"

    @property
    def own(self) -> bool:
        """Whether its unit found it itself."""
        return self.kept_by_id == self.told_id


# What was found: no act changes it.
WORDS = (
    "kept_by_id", "told_id", "source", "origin", "rule", "title", "place", "text", "suggestion",
    "repeat_of_id",
)  # fmt: skip


class FindingEvent(AppendOnly):
    """Something that happened to a finding. `person_*`: who entered it; none: the inspection by machine."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="events", verbose_name="问题")
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("事项", max_length=12, choices=Kind.choices)
    day = models.DateField("日期")
    data = models.JSONField("内容", default=dict)
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=100, blank=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "问题整改事项"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["finding", "position"], name="finding_event_position"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Evidence(AppendOnly):
    """What was seen: at which address, when, which words, which bytes. Files stand with their owner."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="evidence", verbose_name="问题")
    address = models.CharField("地址", max_length=1000, blank=True)
    seen_at = models.DateTimeField("看到的时间")
    excerpt = models.TextField("摘录", blank=True)
    header = models.TextField("响应头", blank=True)
    body_sha256 = models.CharField("内容摘要", max_length=64, blank=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "证据"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.seen_at} {self.address}"

    @property
    def digest(self) -> str:
        """What a line of the trail vouches for: all that was seen."""
        words = (self.address, self.seen_at.isoformat(), self.excerpt, self.header, self.body_sha256)
        return hashlib.sha256(canonical(list(words)).encode()).hexdigest()


class Notice(AppendOnly):
    """整改通知: one unit is asked to mend several findings until a day."""

    kept_by = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="发出机关")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="责任单位")
    reference = models.CharField("文号", max_length=100, blank=True)
    day = models.DateField("通知日期")
    due_on = models.DateField("整改期限")
    words = models.TextField("要求", blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="发出人")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "整改通知"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.day} 整改通知"


# What a line of the trail tells of a notice.
SAID = ("kept_by_id", "agency_id", "reference", "day", "due_on", "words", "person_id")
