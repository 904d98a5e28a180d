"""What is kept of each file, and of what was taken out of it before it was made public?"""

from __future__ import annotations

from django.db import models

from gongkai.outcomes import outcomes
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.approval import models as approval
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.files.areas import WHOLE, Area


class Purpose(models.TextChoices):
    """What a file is for."""

    APPLICATION_ATTACHMENT = "application_attachment", "申请附件"
    IDENTITY_PROOF = "identity_proof", "身份证明"
    CORRECTION = "correction", "补正材料"
    SEALED_LETTER = "sealed_letter", "盖章文书"
    SCAN = "scan", "扫描件"
    SERVICE_PROOF = "service_proof", "送达凭证"
    EVIDENCE = "evidence", "证据材料"
    INFORMATION = "information", "拟提供的信息"
    PICTURE = "picture", "正文图片"
    REDACTED = "redacted", "公开版"


class StoredFile(models.Model):
    """A file. `owner` reads as in the audit trail (`cases.Case:12`); the bytes lie under `sha256`.

    `sealed`: it is shown to nobody, its bytes are locked away. Whoever added it stands as id and name;
    without an id it came in from outside.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="files", verbose_name="机关")
    owner = models.CharField("所属", max_length=120)
    purpose = models.CharField("用途", max_length=30, choices=Purpose.choices)
    name = models.CharField("文件名", max_length=130)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    pages = models.PositiveIntegerField("页数", null=True, blank=True)
    added_on = models.DateField("收到日期")
    added_at = models.DateTimeField("收到时间", auto_now_add=True)
    added_by_id = models.BigIntegerField("收存人编号", null=True, blank=True)
    added_by_name = models.CharField("收存人", max_length=100, blank=True)
    public = models.BooleanField("公开", default=False)
    withdrawn = models.BooleanField("撤下", default=False)
    withdrawn_reason = models.TextField("撤下理由", blank=True)
    sealed = models.BooleanField("封存", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "文件"
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["owner", "purpose"], name="file_owner_purpose"),
            models.Index(fields=["sha256"], name="file_bytes"),
        )

    def __str__(self) -> str:
        return self.name


class Status(models.TextChoices):
    """Where a redaction stands."""

    DRAFT = "draft", "正在标注"
    PROPOSED = "proposed", "待复核"
    RETURNED = "returned", "已退回"
    CONFIRMED = "confirmed", "已确认"


class Redaction(models.Model):
    """The boxes over one original, and the public version without what lay under them.

    `pinned` is the digest of boxes and original when they were proposed: only that is confirmed. `decided_*`
    and `return_reason` repeat the last decision.
    """

    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="redactions", verbose_name="原件")
    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    opened_on = models.DateField("开始日期")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="标注人")
    pinned = models.CharField("提交时的摘要", max_length=64, blank=True)
    proposed_on = models.DateField("提交日期", null=True, blank=True)
    proposed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提交人"
    )
    decided_on = models.DateField("复核日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="复核人"
    )
    return_reason = models.TextField("退回理由", blank=True)
    result = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="made_by", verbose_name="公开版"
    )

    class Meta:
        verbose_name = verbose_name_plural = "涂黑"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.original} {self.get_status_display()}"


class RedactionDecision(approval.Decision):
    """What a second person decided about a redaction (复核): every one, also those before the last."""

    redaction = models.ForeignKey(Redaction, models.PROTECT, related_name="decisions", verbose_name="涂黑")

    class Meta(approval.Decision.Meta):
        verbose_name = verbose_name_plural = "涂黑复核"


def reason_choices() -> list[tuple[str, str]]:
    """The reasons for not disclosing a part, from the law folder: the outcomes that deny all."""
    return [(one.code, one.short) for one in outcomes().values() if one.denies == "all"]


class RedactionBox(models.Model):
    """A box: page from 1, place and size in 1/10000 of the page, and why it is not disclosed."""

    redaction = models.ForeignKey(Redaction, models.CASCADE, related_name="boxes", verbose_name="涂黑")
    page = models.PositiveIntegerField("页")
    x = models.PositiveSmallIntegerField("左")
    y = models.PositiveSmallIntegerField("上")
    w = models.PositiveSmallIntegerField("宽")
    h = models.PositiveSmallIntegerField("高")
    reason = models.CharField("理由", max_length=60, choices=reason_choices)
    article = models.CharField("依据", max_length=200)
    note = models.CharField("涂黑的内容", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "涂黑处"
        ordering = ("page", "y", "x", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(page__gte=1, w__gte=1, h__gte=1, x__lt=WHOLE, y__lt=WHOLE),
                name="box_on_the_page",
            ),
        )

    def __str__(self) -> str:
        return f"第 {self.page} 页 {self.get_reason_display()}"

    @property
    def area(self) -> Area:
        """The box without its reason."""
        return Area(self.page, self.x, self.y, self.w, self.h)


class Examination(models.Model):
    """What was found in bytes that are to leave the house: once for each digest and edition of the examiner.

    `findings`: rows of kind (`law/outgoing.yaml`), where, excerpt (masked), count.
    """

    sha256 = models.CharField("摘要", max_length=64)
    edition = models.PositiveSmallIntegerField("检查的版次")
    findings = models.JSONField("查出的", default=list)
    examined_at = models.DateTimeField("检查时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "出门前的检查"
        constraints = (models.UniqueConstraint(fields=["sha256", "edition"], name="examined_once"),)

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {len(self.findings)}"


class TextLayer(models.Model):
    """The words that a PDF itself holds, page by page: read once for a digest. A scan has none."""

    sha256 = models.CharField("摘要", max_length=64, unique=True)
    pages = models.JSONField("各页的文字", default=list)
    read_at = models.DateTimeField("读取时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "文字层"

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {len(self.pages)}"

    @property
    def is_scan(self) -> bool:
        """Whether no page has a word."""
        return not any(page.strip() for page in self.pages)


class Acceptance(AppendOnly):
    """Who looked at what was found in a file, and let it go out all the same; why.

    `pinned` is the digest of what was on the screen: of anything else nothing was accepted.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="acceptances", verbose_name="文件")
    kinds = models.JSONField("查出的种类", default=list)
    pinned = models.CharField("所查出的摘要", max_length=64)
    reason = models.TextField("理由")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="确认人")
    day = models.DateField("确认日期")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "查出内容的确认"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.file} {self.person} {self.day}"


class Way(models.TextChoices):
    """How a file was made from another one."""

    CLEANED = "cleaned", "清理"
    CONVERTED = "converted", "转成 PDF"


class Derived(AppendOnly):
    """A file that was made from another one: without what nobody sees, or as a PDF. Both digests are kept."""

    original = models.ForeignKey(StoredFile, models.PROTECT, related_name="derived", verbose_name="原件")
    result = models.OneToOneField(
        StoredFile, models.PROTECT, related_name="derived_from", verbose_name="做出的文件"
    )
    way = models.CharField("做法", max_length=12, choices=Way.choices)
    removed = models.JSONField("去掉的种类", default=list)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="办理人")
    day = models.DateField("日期")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "做出的文件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.original} → {self.result}"
