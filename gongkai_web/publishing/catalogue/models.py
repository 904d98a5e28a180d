"""What is kept of an agency's catalogue: its columns and what became of them, tags, contacts, days due?"""

from __future__ import annotations

from datetime import date

from django.db import models

from gongkai.publication.columns import StatutoryColumn, statutory_columns
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.publishing.catalogue.kinds import Change, ContactKind, HeldKind, Kind, Purpose


class Catalogue(models.Model):
    """How an agency keeps its catalogue. `level`: of the law, which columns it keeps follows from it.

    `agency_code`: the code with which its index numbers begin.
    """

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="catalogue", verbose_name="机关")
    level = models.CharField("层级", max_length=20)
    rule_making = models.BooleanField("有规章制定权", default=False)
    agency_code = models.CharField("机构代码", max_length=40, blank=True)
    own_columns = models.PositiveIntegerField("自设栏目的最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "目录设置"

    def __str__(self) -> str:
        return str(self.agency)


class Column(models.Model):
    """A column, from its opening to its end. On `closed_on` it is closed.

    `code`: that of the law, or one of our own that never changes; items refer to it. `address`: how its page
    is called; former ones lead to it (`FormerAddress`). `merged_into`: always an open column, never a chain.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="columns", verbose_name="机关")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级栏目"
    )
    code = models.CharField("代码", max_length=80)
    address = models.SlugField("网址名", max_length=80)
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("内容", max_length=12, choices=Kind.choices, default=Kind.ITEMS)
    purpose = models.CharField("性质", max_length=10, choices=Purpose.choices, default=Purpose.OWN)
    position = models.PositiveIntegerField("次序")
    cycle = models.CharField("更新周期", max_length=20, blank=True)
    introduction = models.TextField("栏目说明", blank=True)
    tag = models.CharField("领域", max_length=80, blank=True)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["agency", "code"], name="column_code_once"),
            models.UniqueConstraint(fields=["agency", "address"], name="column_address_once"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(closed_on__isnull=False),
                name="column_merged_is_closed",
            ),
        )
        indexes = (models.Index(fields=["agency", "parent", "position"], name="column_tree"),)

    def __str__(self) -> str:
        return self.name

    @property
    def statutory(self) -> StatutoryColumn | None:
        """What the law says of it; None for a column that the office opened itself."""
        return statutory_columns().get(self.code) if self.purpose == Purpose.LAW else None

    @property
    def open(self) -> bool:
        """Whether nothing has ended it."""
        return self.closed_on is None


class FormerAddress(models.Model):
    """An address under which a column was once found, and where it leads now."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    address = models.SlugField("网址名", max_length=80)
    column = models.ForeignKey(
        Column, models.PROTECT, related_name="former_addresses", verbose_name="现在的栏目"
    )

    class Meta:
        verbose_name = verbose_name_plural = "原网址"
        constraints = (models.UniqueConstraint(fields=["agency", "address"], name="former_address_once"),)

    def __str__(self) -> str:
        return self.address


class ColumnChange(AppendOnly):
    """What happened to a column: the trace that the page shows and the figures count."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    column = models.ForeignKey(Column, models.PROTECT, related_name="changes", verbose_name="栏目")
    kind = models.CharField("调整", max_length=12, choices=Change.choices)
    day = models.DateField("日期")
    said = models.CharField("内容", max_length=300)
    reason = models.TextField("理由", blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="办理人")
    person_name = models.CharField("办理人姓名", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "栏目调整"
        ordering = ("day", "pk")
        indexes = (models.Index(fields=["agency", "kind", "day"], name="column_change_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}：{self.said}"


class FieldTag(models.Model):
    """A field (领域) beside those of the law folder. `within`: the codes into which it rolls up."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="field_tags", verbose_name="机关")
    code = models.CharField("代码", max_length=80, unique=True)
    label = models.CharField("名称", max_length=60)
    within = models.JSONField("并入", default=list)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "领域"
        constraints = (models.UniqueConstraint(fields=["agency", "label"], name="field_tag_label"),)

    def __str__(self) -> str:
        return self.label


class Contact(models.Model):
    """A telephone, an address, hours: written once, referred to by its name wherever it is said."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contacts", verbose_name="机关")
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("种类", max_length=10, choices=ContactKind.choices)
    value = models.CharField("内容", max_length=300)
    changed_on = models.DateField("更新日期")

    class Meta:
        verbose_name = verbose_name_plural = "联系方式"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["agency", "name"], name="contact_name_once"),)

    def __str__(self) -> str:
        return self.name


class ContactUse(models.Model):
    """Where a contact is said: `subject` as in the audit trail (`catalogue.Column:12`).

    `said`: what is said there, where it does not follow the contact: a text that was approved.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="uses", verbose_name="联系方式")
    subject = models.CharField("在哪里", max_length=80)
    title = models.CharField("标题", max_length=300)
    said = models.CharField("写的内容", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系方式的引用"
        constraints = (models.UniqueConstraint(fields=["contact", "subject"], name="contact_use_once"),)

    def __str__(self) -> str:
        return self.title


class ListedSource(models.Model):
    """From where the agency reposts: a source and one of its hosts. On `until` it is no more on the list.

    A source with several hosts has a row for each. `why`: why its texts are taken over.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="listed_sources", verbose_name="机关")
    name = models.CharField("名称", max_length=100)
    host = models.CharField("网址的主机", max_length=100)
    why = models.CharField("列入的理由", max_length=200)
    since = models.DateField("列入日期")
    until = models.DateField("移出日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "转载来源"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "name", "host"],
                condition=models.Q(until=None),
                name="listed_source_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ScheduledDay(models.Model):
    """What is known of an entry of a year's schedule: the event from which it runs, and when it went out."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年")
    key = models.CharField("事项", max_length=60)
    started_on = models.DateField("起算日", null=True, blank=True)
    published_on = models.DateField("公开日期", null=True, blank=True)
    where = models.URLField("网址", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开日程"
        constraints = (models.UniqueConstraint(fields=["agency", "year", "key"], name="scheduled_day_once"),)

    def __str__(self) -> str:
        return f"{self.year} {self.key}"


class StandardItem(models.Model):
    """A row of the agency's 基层政务公开事项标准目录 (国办发〔2019〕54号).

    `field`: the code of the field in the law folder, empty for one of the agency's own. `key`: by what a row
    is known again. `fulfilled_on`: from when it is public, in `column` or at `where`; `emptied_on`: since
    when nothing stands in that column any more. On `ended_on` it is no more in the catalogue.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="standard_items", verbose_name="机关")
    key = models.CharField("键", max_length=64)
    position = models.PositiveIntegerField("序号")
    field = models.CharField("领域代码", max_length=40, blank=True)
    field_name = models.CharField("领域", max_length=60)
    first_level = models.CharField("一级事项", max_length=200)
    second_level = models.CharField("二级事项", max_length=200, blank=True)
    content = models.TextField("公开内容")
    basis = models.TextField("公开依据")
    time_limit = models.CharField("公开时限", max_length=500)
    publisher = models.CharField("公开主体", max_length=500)
    channels = models.CharField("公开渠道和载体", max_length=500)
    audience = models.CharField("公开对象", max_length=60)
    manner = models.CharField("公开方式", max_length=60)
    level = models.CharField("公开层级", max_length=60)
    entered_on = models.DateField("登记日期")
    column = models.ForeignKey(
        Column, models.PROTECT, null=True, blank=True, related_name="standard_items", verbose_name="栏目"
    )
    where = models.URLField("网址", blank=True)
    fulfilled_on = models.DateField("落实日期", null=True, blank=True)
    emptied_on = models.DateField("栏目空了的日期", null=True, blank=True)
    ended_on = models.DateField("移出日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事项标准目录"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "key"], condition=models.Q(ended_on=None), name="standard_item_once"
            ),
        )
        indexes = (
            models.Index(fields=["agency", "field_name", "position"], name="standard_item_field"),
            models.Index(
                fields=["agency"],
                condition=models.Q(emptied_on__isnull=False, ended_on__isnull=True),
                name="standard_emptied",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_level} {self.second_level}".strip()

    @property
    def public_since(self) -> date | None:
        """From when it is public; None where it never was, or is no more."""
        return None if self.emptied_on else self.fulfilled_on


class PublicEnterprise(models.Model):
    """A public enterprise on the list that `agency`, in charge of its sector, keeps (《条例》第五十五条).

    `covered_on`: from when its information is public, in `column` or at `where`; `emptied_on`: since when
    nothing stands in that column any more. On `ended_on` it is no more on the list.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="enterprises", verbose_name="主管部门")
    sector = models.CharField("领域", max_length=40)
    name = models.CharField("名称", max_length=200)
    contact = models.CharField("咨询、申诉方式", max_length=300, blank=True)
    listed_on = models.DateField("列入日期")
    column = models.ForeignKey(
        Column, models.PROTECT, null=True, blank=True, related_name="enterprises", verbose_name="栏目"
    )
    where = models.URLField("网址", blank=True)
    covered_on = models.DateField("公开日期", null=True, blank=True)
    emptied_on = models.DateField("栏目空了的日期", null=True, blank=True)
    ended_on = models.DateField("移出日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公共企事业单位"
        ordering = ("sector", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "name"], condition=models.Q(ended_on=None), name="enterprise_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["agency"],
                condition=models.Q(emptied_on__isnull=False, ended_on__isnull=True),
                name="enterprise_emptied",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def public_since(self) -> date | None:
        """From when its information is public; None where it never was, or is no more."""
        return None if self.emptied_on else self.covered_on


class HeldWords(models.Model):
    """Words for everybody that wait for a second person: of a column, rows of the standard catalogue, a
    contact in free words, how one asks and appeals about a public enterprise; or that the words in a field of
    another row wait (`KEPT_BACK`).

    `given`: what is written when somebody else agrees, or of which row and field; `person`: who wrote it.
    `agreed`: None while it waits.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="held_words", verbose_name="机关")
    kind = models.CharField("种类", max_length=20, choices=HeldKind.choices)
    column = models.ForeignKey(
        Column, models.PROTECT, null=True, related_name="held_words", verbose_name="栏目"
    )
    about = models.CharField("名称", max_length=300)
    given = models.JSONField("内容")
    given_hash = models.CharField("摘要", max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="写的人")
    day = models.DateField("日期")
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="看过的人"
    )
    decided_on = models.DateField("看过的日期", null=True)
    agreed = models.BooleanField("同意公开", null=True)
    reason = models.TextField("退回的理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "等另一个人看的文字"
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=["agency"], condition=models.Q(agreed__isnull=True), name="held_words_waiting"
            ),
            models.Index(fields=["kind"], name="held_words_kind"),
        )

    def __str__(self) -> str:
        return self.about
