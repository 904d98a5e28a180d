"""What is stored of a request to correct a record about oneself?"""

from __future__ import annotations

from django.db import models

from gongkai.procedure.facts import IdentityKind
from gongkai_web.agencies.models import Agency
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.corrections.facts import Decision, Kind, Status


class Series(models.Model):
    """The last number of the corrections of an agency and year: a series of its own, none is missing."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "更正登记号"
        constraints = (models.UniqueConstraint(fields=["agency", "year"], name="correction_series"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.last}"


class RecordCorrection(models.Model):
    """A request to correct what an agency keeps about the one who asks (《条例》第四十一条).

    What was asked stands here; from `status` on the columns repeat the events. The identity number is kept as
    in cases: encrypted, with a digest, masked on the screen.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="record_corrections", verbose_name="机关")
    year = models.PositiveSmallIntegerField("登记年")
    number = models.PositiveIntegerField("登记号")
    applicant_name = models.CharField("申请人", max_length=200)
    organisation = models.BooleanField("组织", default=False)
    id_kind = models.CharField("证件种类", max_length=20, blank=True, choices=IdentityKind.choices)
    id_cipher = models.BinaryField("证件号码（加密）", default=b"")
    id_digest = models.CharField("证件号码摘要", max_length=64, blank=True, db_index=True)
    masked = models.CharField("证件号码（遮盖）", max_length=60, blank=True)
    contact = models.CharField("联系方式", max_length=300, blank=True)
    record = models.CharField("要求更正的记录", max_length=300)
    claim = models.TextField("不准确之处和更正要求")
    proof = models.TextField("证据")
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    submission_key = models.CharField("提交标识", max_length=64, null=True, unique=True)

    status = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.OPEN)
    received_on = models.DateField("收到日期", null=True)
    due_on = models.DateField("办理期限", null=True)
    decided_on = models.DateField("处理日期", null=True)
    decision = models.CharField("处理", max_length=20, blank=True, choices=Decision.choices)
    told_on = models.DateField("告知日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "更正本人记录"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["agency", "year", "number"], name="correction_number"),
        )
        indexes = (models.Index(fields=["agency", "status", "due_on"], name="correction_due"),)

    def __str__(self) -> str:
        return f"{self.registry_number} {self.record}"

    @property
    def registry_number(self) -> str:
        """Its number, not to be mistaken for that of a case: `更正2026-0003`."""
        return f"更正{self.year}-{self.number:04d}"


# What was asked, and by whom: no act changes it.
_WORDS = ("applicant_name", "organisation", "id_kind", "masked", "contact", "record", "claim", "proof")


def words_of(correction: RecordCorrection) -> list[str | bool]:
    """What was asked, as lines of the trail vouch for it."""
    return [getattr(correction, name) for name in _WORDS]


class CorrectionEvent(AppendOnly):
    """Something that happened to a request for correction. `person_*`: who entered it, as plain values."""

    correction = models.ForeignKey(
        RecordCorrection, models.PROTECT, related_name="events", verbose_name="更正申请"
    )
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("事项", max_length=12, choices=Kind.choices)
    day = models.DateField("日期")
    data = models.JSONField("内容", default=dict)
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=100)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "更正办理事项"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["correction", "position"], name="correction_event_position"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
