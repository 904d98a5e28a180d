"""What is stored of a request for information?

The case keeps who it belongs to and its number; all else is a cache of its events (`stored.refresh`). Events
are only ever added. Appeals are a projection of events, for counting.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Cast

from gongkai.outcomes import applicant_kinds, outcomes
from gongkai.procedure.facts import (
    EVENT_KINDS,
    AppealKind,
    AppealResult,
    ApplicantRole,
    Channel,
    IdentityKind,
    LetterStage,
    Procedure,
    Status,
    WaitsFor,
)
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.append_only import AppendOnly


def applicant_kind_choices() -> list[tuple[str, str]]:
    """The columns of table 三."""
    return [(kind.code, kind.label) for kind in applicant_kinds().values()]


def outcome_choices() -> list[tuple[str, str]]:
    """The results of table 三, by their short names."""
    return [(outcome.code, outcome.short) for outcome in outcomes().values()]


def event_choices() -> list[tuple[str, str]]:
    """The kinds of event."""
    return [(kind.code, kind.label) for kind in EVENT_KINDS.values()]


class Counter(models.Model):
    """The last number given by an agency in a year: numbers are allocated here, so that none is missing."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="机关")
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "登记号"
        constraints = (models.UniqueConstraint(fields=["agency", "year"], name="counter_agency_year"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.last}"


class Case(models.Model):
    """One request (件). Below `parent` everything repeats the events and the letter that is being made.

    Only `stored.refresh` and `stored.carry_letter` write it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cases", verbose_name="机关")
    year = models.PositiveSmallIntegerField("登记年")
    number = models.PositiveIntegerField("登记号")
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="拆分自"
    )

    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.SUBMITTED)
    applicant_kind = models.CharField("申请人类型", max_length=40, choices=applicant_kind_choices)
    applicant_name = models.CharField("申请人", max_length=200)
    channel = models.CharField("提交方式", max_length=20, choices=Channel.choices)
    title = models.CharField("所需信息", max_length=300)
    description = models.TextField("特征描述", blank=True)
    # The number in the register that was kept before this one; the letters of that time cite it.
    earlier_number = models.CharField("原登记号", max_length=60, blank=True)
    submitted_on = models.DateField("提交日期", null=True)
    received_on = models.DateField("收到申请之日", null=True)
    due_on = models.DateField("答复期限", null=True)
    provisional = models.BooleanField("期限暂定", default=False)
    waiting_for = models.CharField("等待申请人", max_length=12, blank=True)
    applicant_until = models.DateField("申请人期限", null=True)
    extended_by = models.PositiveSmallIntegerField("延长工作日", default=0)
    outcome = models.CharField("办理结果", max_length=60, blank=True, choices=outcome_choices)
    concluded_on = models.DateField("答复日期", null=True)
    dispatched_on = models.DateField("发出日期", null=True)
    served_on = models.DateField("送达日期", null=True)
    split = models.BooleanField("已拆分", default=False)
    # Of a request that was split in a later year than it came: its further parts are new in that year.
    counted_from = models.DateField("拆出之日（计新收）", null=True)
    fee_noticed_on = models.DateField("收费通知日期", null=True)
    fee_amount = models.PositiveIntegerField("收费金额（元）", default=0)
    fee_paid_on = models.DateField("缴清日期", null=True)
    fee_refunded_on = models.DateField("退还费用日期", null=True)
    unsent = models.BooleanField("答复没有发出", default=False)
    late = models.BooleanField("答复、发出逾期", default=False)
    flags = models.JSONField("提示", default=list)
    delayed_until = models.DateField("延迟答复至", null=True)
    days_used = models.PositiveSmallIntegerField("所用工作日", null=True)
    reminded_on = models.DateField("反映逾期日期", null=True)
    reassess_on = models.DateField("下次评估日期", null=True)
    closed_on = models.DateField("结案日期", null=True)
    archived_on = models.DateField("归档日期", null=True)
    next_act = models.CharField("下一步", max_length=30, blank=True)
    next_on = models.DateField("下一步期限", null=True)
    waits_for = models.CharField("等待", max_length=20, blank=True, choices=WaitsFor.choices)
    # The letter that is being made and has not left the house: it is the next act (`stored.carry_letter`).
    letter_key = models.BigIntegerField("在办文书", null=True)
    letter_act = models.CharField("在办文书的事项", max_length=30, blank=True)
    letter_stage = models.CharField("在办文书的状态", max_length=12, blank=True, choices=LetterStage.choices)
    letter_since = models.DateField("在办文书的起草日期", null=True)
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="handled_cases", verbose_name="经办人"
    )
    stand_in = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="stood_in_cases", verbose_name="代班人"
    )
    # Who asks, for matching: the digest of an identity number where one is known, else kind and name.
    applicant_key = models.CharField("申请人标识", max_length=300, blank=True)
    # A repeated click brings the same key and makes no second case.
    submission_key = models.CharField("提交标识", max_length=64, null=True, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请件"
        ordering = (
            "-year",
            "-number",
        )
        constraints = (models.UniqueConstraint(fields=["agency", "year", "number"], name="case_number"),)
        indexes = (
            models.Index(fields=["agency", "received_on"], name="case_received"),
            models.Index(fields=["agency", "counted_from"], name="case_counted_from"),
            models.Index(fields=["agency", "concluded_on"], name="case_concluded"),
            models.Index(fields=["agency", "due_on"], name="case_due"),
            models.Index(fields=["agency", "status"], name="case_status"),
            models.Index(fields=["agency", "fee_noticed_on"], name="case_fee_noticed"),
            models.Index(fields=["agency", "fee_paid_on"], name="case_fee_paid"),
            models.Index(fields=["agency", "next_act", "next_on"], name="case_next"),
            models.Index(fields=["handler", "next_on"], name="case_handler"),
            models.Index(fields=["agency", "applicant_key", "received_on"], name="case_applicant"),
            models.Index(fields=["agency", "reassess_on"], name="case_reassess"),
            models.Index(fields=["agency", "earlier_number"], name="case_earlier_number"),
            models.Index(fields=["reminded_on"], name="case_reminded"),
            models.Index(fields=["agency", "waits_for", "next_on"], name="case_waits"),
            models.Index(fields=["agency", "channel"], name="case_channel"),
            models.Index(fields=["agency", "applicant_kind"], name="case_kind"),
            models.Index(fields=["agency", "outcome", "concluded_on"], name="case_outcome"),
            models.Index(fields=["agency", "extended_by"], name="case_extended"),
            # What is open is few among all; the flagged are few too, and a list has no index but as text.
            models.Index(
                fields=["agency", "due_on"],
                name="case_open_due",
                condition=models.Q(concluded_on__isnull=True),
            ),
            models.Index("agency", Cast("flags", models.TextField()), name="case_flags"),
            models.Index(fields=["agency", "concluded_on"], name="case_late", condition=models.Q(late=True)),
            models.Index(fields=["agency", "due_on"], name="case_unsent", condition=models.Q(unsent=True)),
        )

    def __str__(self) -> str:
        return f"{self.registry_number} {self.title}"

    @property
    def registry_number(self) -> str:
        """The number under which it was registered, e.g. `2024-0012`."""
        return f"{self.year}-{self.number:04d}"

    @property
    def is_open(self) -> bool:
        """Received and neither answered nor split."""
        return self.received_on is not None and self.concluded_on is None and not self.split


class Applicant(models.Model):
    """One of those who ask: the applicant, a joint applicant, or the agent of one (《条例》第二十九条).

    Identity numbers are kept encrypted beside a keyed digest for matching (`identity`); `masked` is what
    screens show. These particulars are no events: they can be mended, and each mending leaves its audit line.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="applicants", verbose_name="申请件")
    position = models.PositiveSmallIntegerField("序号")
    role = models.CharField("身份", max_length=10, choices=ApplicantRole.choices)
    name = models.CharField("姓名或者名称", max_length=200)
    id_kind = models.CharField("证件种类", max_length=20, blank=True, choices=IdentityKind.choices)
    id_cipher = models.BinaryField("证件号码（加密）", default=b"")
    id_digest = models.CharField("证件号码摘要", max_length=64, blank=True, db_index=True)
    masked = models.CharField("证件号码（遮盖）", max_length=60, blank=True)
    contact = models.CharField("联系人", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    address = models.CharField("通信地址", max_length=300, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "申请人"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["case", "position"], name="applicant_position"),)

    def __str__(self) -> str:
        return self.name


class Event(AppendOnly):
    """Something that happened to a case on a day. `person_*` is who entered it, as plain values."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="events", verbose_name="申请件")
    position = models.PositiveIntegerField("序号")
    place = models.PositiveIntegerField("当日次序")
    kind = models.CharField("事项", max_length=30, choices=event_choices)
    day = models.DateField("日期")
    data = models.JSONField("内容", default=dict)
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=100)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "办理事项"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["case", "position"], name="event_position"),)
        indexes = (models.Index(fields=["kind", "day"], name="event_kind_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class DueMove(AppendOnly):
    """A due day that moved without anybody's act: the calendar learnt a notice. For the officers to see."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="due_moves", verbose_name="申请件")
    day = models.DateField("日期", db_index=True)
    before = models.DateField("原期限", null=True)
    after = models.DateField("新期限", null=True)
    reason = models.CharField("原因", max_length=300)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "期限变动"
        ordering = ("-day", "-pk")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Appeal(models.Model):
    """A reconsideration or lawsuit about a case; rewritten from the events."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals", verbose_name="申请件")
    ref = models.CharField("案号", max_length=100)
    kind = models.CharField("种类", max_length=40, choices=AppealKind.choices)
    filed_on = models.DateField("提起日期")
    concluded_on = models.DateField("审结日期", null=True)
    result = models.CharField("结果", max_length=20, blank=True, choices=AppealResult.choices)
    organ = models.CharField("复议机关、法院", max_length=200, blank=True)
    procedure = models.CharField("审理程序", max_length=10, blank=True, choices=Procedure.choices)
    received_on = models.DateField("收到副本日期", null=True)
    answer_until = models.DateField("答复举证期限", null=True)
    answered_on = models.DateField("提交答复证据日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "复议、诉讼"
        ordering = (
            "filed_on",
            "ref",
        )
        constraints = (models.UniqueConstraint(fields=["case", "ref"], name="appeal_ref"),)
        indexes = (
            models.Index(fields=["kind", "filed_on"], name="appeal_filed"),
            models.Index(fields=["kind", "concluded_on"], name="appeal_concluded"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.ref}"
