"""What is kept of a letter, from its draft to the proof of its service?

`values` and `particulars` are what was typed; `document` is the letter itself (`gongkai.letters`), edited by
paragraphs until it is issued and frozen then. From the sealing on the sealed file is the letter.
"""

from __future__ import annotations

from django.db import models

from gongkai.procedure.facts import Way
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.approval import models as approval
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.cases.models import Case, Event
from gongkai_web.files.models import StoredFile


class Status(models.TextChoices):
    """Where a letter stands."""

    DRAFTING = "drafting", "起草"
    IN_REVIEW = "in_review", "送审"
    APPROVED = "approved", "待签发"
    ISSUED = "issued", "已签发，待盖章"
    SEALED = "sealed", "已盖章，待发出"
    DISPATCHED = "dispatched", "已发出"
    SERVED = "served", "已送达"
    VOID = "void", "已作废"


class Mail(models.TextChoices):
    """By post means by the postal enterprise (国办公开办函〔2016〕235号第二条)."""

    EMS = "ems", "邮政特快专递（EMS）"
    REGISTERED = "registered", "邮政挂号信"


class Addressee(models.TextChoices):
    """To whom a letter goes."""

    APPLICANT = "applicant", "申请人"
    THIRD_PARTY = "third_party", "第三方"
    AGENCY = "agency", "其他机关"
    INTERNAL = "internal", "内部"


class Series(models.Model):
    """The last number given in a series of an agency and year (云公开〔2026〕…号): none is missing."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="机关")
    word = models.CharField("发文字", max_length=30)
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "文号"
        constraints = (models.UniqueConstraint(fields=["agency", "word", "year"], name="series_year"),)

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}号"


class Letter(models.Model):
    """One letter of a case.

    `act`: the act of the procedure in which it was drafted; `event`: the event that its issue entered, where
    it enters one. `steps`: the roles that decide, as they were when it was submitted; `waits_role`: whose
    turn it is. `late`: issued with 如实补登 although a rule was broken; `admitted`: what of its own dates was
    out of order then, as code and message (version 0.1 only). `by_internet`: it is to go that way.
    `arrived_at`, `opened_at`: on the applicant's page of this site; `reposted_on`: sent by post besides.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="letters", verbose_name="机关")
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters", verbose_name="申请件")
    act = models.CharField("办理事项", max_length=30)
    kind = models.CharField("文书种类", max_length=4)
    title = models.CharField("标题", max_length=100)
    addressee = models.CharField("受文人种类", max_length=20, choices=Addressee.choices)
    recipient = models.CharField("受文人", max_length=300)
    values = models.JSONField("填写内容", default=dict)
    particulars = models.JSONField("办理内容", default=dict)
    document = models.JSONField("文书", default=dict)
    enclosures = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name="附件")
    by_internet = models.BooleanField("网上送达", default=False)
    content_hash = models.CharField("内容摘要", max_length=64)

    status = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.DRAFTING)
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    prepared_on = models.DateField("起草日期")
    steps = models.JSONField("环节", default=list)
    waits_role = models.CharField("等待", max_length=20, blank=True, choices=Role.choices)

    number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期", null=True)
    issued_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="签发登记人"
    )
    late = models.BooleanField("如实补登", default=False)
    admitted = models.JSONField("补登的情形", default=list)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, related_name="letters", verbose_name="办理记录"
    )
    sealed_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="盖章件"
    )
    sealed_on = models.DateField("盖章日期", null=True)

    way = models.CharField("送达方式", max_length=20, blank=True, choices=Way.choices)
    mail_kind = models.CharField("邮件种类", max_length=12, blank=True, choices=Mail.choices)
    mail_number = models.CharField("邮件号码", max_length=40, blank=True)
    dispatched_on = models.DateField("发出日期", null=True)
    arrived_at = models.DateTimeField("到达查询页", null=True)
    opened_at = models.DateTimeField("申请人首次打开", null=True)
    reposted_on = models.DateField("改用邮寄", null=True)
    served_on = models.DateField("送达日期", null=True)
    receiver = models.CharField("签收人", max_length=100, blank=True)
    relation = models.CharField("与受送达人的关系", max_length=60, blank=True)
    place = models.CharField("送达地点", max_length=300, blank=True)
    refused = models.BooleanField("拒收", default=False)
    service_note = models.CharField("送达说明", max_length=300, blank=True)
    proof_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="送达凭证"
    )
    void_reason = models.TextField("作废理由", blank=True)
    voided_on = models.DateField("作废日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "number"], condition=~models.Q(number=""), name="letter_number"
            ),
        )
        indexes = (
            models.Index(fields=["agency", "status"], name="letter_status"),
            models.Index(fields=["agency", "waits_role"], name="letter_waits"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def editable(self) -> bool:
        """Not issued yet: its text can change."""
        return self.status in (Status.DRAFTING, Status.IN_REVIEW, Status.APPROVED)

    @property
    def gone(self) -> bool:
        """Out of the house."""
        return self.status in (Status.DISPATCHED, Status.SERVED)


class Decision(approval.Decision):
    """What somebody decided about a letter at one step (审签)."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="decisions", verbose_name="文书")

    class Meta(approval.Decision.Meta):
        verbose_name = verbose_name_plural = "审签"


class Bundle(AppendOnly):
    """The evidence of an appeal as it was put together on a day.

    `items`: rows of the catalogue – name, proves, origin, first and last page of the PDF, and the key of the
    stored file where it is one. The ZIP is made of these.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="bundles", verbose_name="申请件")
    ref = models.CharField("案号", max_length=100)
    day = models.DateField("制作日期")
    due_on = models.DateField("答复举证期限", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="合订本")
    pages = models.PositiveIntegerField("页数")
    items = models.JSONField("目录", default=list)
    person_id = models.BigIntegerField("制作人编号", null=True)
    person_name = models.CharField("制作人", max_length=100)
    made_at = models.DateTimeField("制作时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "证据卷"
        ordering = ("-pk",)
        indexes = (models.Index(fields=["case", "ref"], name="bundle_case_ref"),)

    def __str__(self) -> str:
        return f"{self.ref} {self.day}"


class Phrase(models.Model):
    """Words that an agency uses again in a field of a kind of letter: what to correct, why it withholds."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="phrases", verbose_name="机关")
    kind = models.CharField("文书", max_length=10)
    field = models.CharField("栏目", max_length=50)
    text = models.TextField("常用语")

    class Meta:
        verbose_name = verbose_name_plural = "常用语"
        ordering = ("pk",)
        indexes = (models.Index(fields=["agency", "kind"], name="phrase_agency_kind"),)

    def __str__(self) -> str:
        return self.text
