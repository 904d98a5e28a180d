"""Which bodies answer for disclosure, how do they stand to each other, and who works for them?"""

from __future__ import annotations

import functools
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models

from gongkai.outcomes import agency_kinds
from gongkai_web.agencies import authorities
from gongkai_web.agencies.roles import Role
from gongkai_web.prepared import Prepared, Slot


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of agency, from the law folder."""
    return [(kind.code, kind.label) for kind in agency_kinds().values()]


__all__ = ["Agency", "AgencyName", "FormerParticular", "Office", "Particulars", "Person", "Role"]


class Agency(models.Model):
    """A body that answers requests. `name` repeats the current one of its names.

    `successor`: who does its work since it was closed.
    """

    name = models.CharField("名称", max_length=200)
    slug = models.SlugField("网址名", max_length=80, unique=True)
    kind = models.CharField("类型", max_length=40, choices=kind_choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    supervisor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supervised", verbose_name="主管部门"
    )
    founded_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="succeeds", verbose_name="工作由谁承担"
    )
    notice = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "机关"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date) -> str:
        """The name that the agency bore on that day; before its founding, its first one."""
        names = _names().asked_by(self.pk).rows()
        borne = [name for since, name in names if since <= day]
        return str(borne[-1] if borne else names[0][1])

    def open_on(self, day: date) -> bool:
        """Whether the agency exists on that day; the day of its closing is its last."""
        return self.founded_on <= day and (self.closed_on is None or day <= self.closed_on)


@functools.cache
def _names() -> Prepared:
    """The question for the names of an agency, the first one first."""
    borne = AgencyName.objects.filter(agency=Slot(int)).order_by("since")
    return Prepared.of(borne.values("since", "name"))


class AgencyName(models.Model):
    """A name and the day from which an agency bears it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="names", verbose_name="机关")
    name = models.CharField("名称", max_length=200)
    since = models.DateField("自")

    class Meta:
        verbose_name = verbose_name_plural = "机关名称"
        ordering = ("since",)
        constraints = (models.UniqueConstraint(fields=["agency", "since"], name="agency_name_day"),)

    def __str__(self) -> str:
        return f"{self.since} {self.name}"


class OnlineService(models.TextChoices):
    """When a letter counts as served that is put on the applicant's page of the site (手册04 §5)."""

    ARRIVAL = "arrival", "放到查询页之日（到达）"
    OPENING = "opening", "申请人第一次打开之日"


class Particulars(models.Model):
    """What letters and the guide say of an agency (《条例》第十二条; handbook 04 §1, §4), and how it works.

    `steps`: who decides on a letter before it is issued, in this order (roles `reviewer`, `legal`, `head`);
    none for an office where one person does all. `letter_word`: the word of its series of numbers.
    `reconsideration_authority` hears what is written today, `former_authorities` what was written before
    (`authorities`).
    """

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="particulars", verbose_name="机关")
    office_name = models.CharField("公开工作机构", max_length=200, blank=True)
    address = models.CharField("办公地址", max_length=300, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)
    hours = models.CharField("办公时间", max_length=200, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    letter_word = models.CharField("发文字", max_length=30, blank=True)
    reconsideration_authority = models.CharField("行政复议机关", max_length=200, blank=True)
    former_authorities = models.JSONField("以前的行政复议机关", default=list, blank=True)
    reconsideration_url = models.URLField("行政复议网上渠道", blank=True)
    court = models.CharField("管辖法院", max_length=200, blank=True)
    payment = models.TextField("缴费方式", blank=True)
    steps = models.JSONField("签发前的环节", default=list, blank=True)
    online_service = models.CharField(
        "网上送达的送达之日", max_length=10, choices=OnlineService.choices, default=OnlineService.ARRIVAL
    )
    unopened_days = models.PositiveSmallIntegerField("网上送达几日未打开改用邮寄", default=5)

    class Meta:
        verbose_name = verbose_name_plural = "机关情况"

    def __str__(self) -> str:
        return str(self.agency)

    def heard_by(self, day: date) -> str:
        """Who hears the reconsideration of what was written on that day, as letters say it."""
        return authorities.told(self.former_authorities, day) or self.reconsideration_authority

    @property
    def postal(self) -> str:
        """The address with its postcode."""
        return f"{self.address}（邮编 {self.postcode}）" if self.address and self.postcode else self.address

    @property
    def contact(self) -> str:
        """What follows the name of the office: telephone, hours, address; nothing where none is known."""
        if not (self.phone or self.address):
            return ""
        phone = f"，电话 {self.phone}" if self.phone else ""
        hours = f"（{self.hours}）" if self.hours else ""
        return phone + hours + (f"，{self.postal}" if self.address else "")


# What the guide says of an agency (《条例》第十二条): a change of one of these makes a guide outdated.
REACHED_BY = ("office_name", "address", "postcode", "hours", "phone", "fax", "email")


class FormerParticular(models.Model):
    """What an agency was reached by until a moment, as a guide may still say; none that it has again."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="former_particulars", verbose_name="机关")
    field = models.CharField("哪一项", max_length=20)
    was = models.CharField("原来的内容", max_length=300)
    at = models.DateTimeField("变更时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "机关情况的变更"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["agency", "field", "was"], name="former_particular_once"),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.was}"

    @property
    def label(self) -> str:
        """What the field is called."""
        labels = {field.name: str(field.verbose_name) for field in Particulars._meta.fields}
        return labels[self.field]

    @property
    def said(self) -> str:
        """From what to what it was changed; `agency__particulars` is read with it."""
        now = getattr(self.agency.particulars, self.field)
        return f"{self.label}由“{self.was}”改为“{now}”" if now else f"{self.label}“{self.was}”已删去"


class Person(AbstractUser):
    """Somebody who signs in. What they may do follows from their terms of office alone."""

    display_name = models.CharField("姓名", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.display_name or self.username


class Office(models.Model):
    """A term of office: person, agency, role, from when until when (both days included)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="offices", verbose_name="人员")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices", verbose_name="机关")
    role = models.CharField("岗位", max_length=20, choices=Role.choices)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = (
            "agency_id",
            "role",
            "since",
        )
        indexes = (models.Index(fields=["person", "agency"], name="office_person_agency"),)

    def __str__(self) -> str:
        return f"{self.person} {self.agency} {self.get_role_display()}"
