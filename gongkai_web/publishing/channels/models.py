"""What is kept of a site or an account on a platform (国办发〔2017〕47号, 国办发〔2018〕123号)?"""

from __future__ import annotations

from django.db import models

from gongkai.publication.words import channels
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.append_only import AppendOnly

SITE, ACCOUNT = "site", "account"


def channel_choices() -> list[tuple[str, str]]:
    """The channels of the law folder that are sites or accounts."""
    return [(one.code, one.label) for one in channels().values() if one.medium in (SITE, ACCOUNT)]


class State(models.TextChoices):
    """How an outlet stands."""

    RUNNING = "running", "运行"
    SUSPENDED = "suspended", "临时下线"
    CLOSING = "closing", "关停中"
    CLOSED = "closed", "已关停"


class Change(models.TextChoices):
    """What happened to an outlet: the four occasions of a filing, and how it stood."""

    OPENED = "opened", "开设"
    CHANGED = "changed", "变更"
    TRANSFERRED = "transferred", "变更主办单位"
    SUSPENDED = "suspended", "临时下线"
    RESUMED = "resumed", "恢复运行"
    CLOSING = "closing", "公告关停"
    CLOSED = "closed", "关停"


class Outlet(models.Model):
    """A site, or an account on a platform. `agency` hosts it (主办), `operator_name` runs it (承办).

    `address`: of a site or a page of the account; `account`: its name on the platform; `id_code`: 网站标识码.
    `number`: of the filing. On `closed_on` it is closed.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="outlets", verbose_name="主办单位")
    channel = models.CharField("平台", max_length=40, choices=channel_choices)
    medium = models.CharField("种类", max_length=10, choices=[(SITE, "网站"), (ACCOUNT, "政务新媒体")])
    name = models.CharField("名称", max_length=100)
    account = models.CharField("账号", max_length=100, blank=True)
    address = models.URLField("网址", blank=True)
    id_code = models.CharField("标识码", max_length=20, blank=True)
    supervisor_name = models.CharField("主管单位", max_length=200, blank=True)
    operator_name = models.CharField("承办单位", max_length=200, blank=True)
    number = models.CharField("备案号", max_length=100, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RUNNING)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField("关停日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网站和政务新媒体"
        ordering = ("medium", "channel", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["channel", "name"], condition=models.Q(closed_on=None), name="outlet_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=False, state=State.CLOSED)
                | (models.Q(closed_on__isnull=True) & ~models.Q(state=State.CLOSED)),
                name="outlet_closed_has_its_day",
            ),
        )
        indexes = (models.Index(fields=["agency", "medium", "opened_on"], name="outlet_agency"),)

    def __str__(self) -> str:
        return self.name


class OutletChange(AppendOnly):
    """What happened to an outlet, with the number of the approval or the filing."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="changes", verbose_name="网站、账号")
    kind = models.CharField("办理", max_length=12, choices=Change.choices)
    day = models.DateField("日期")
    said = models.CharField("内容", max_length=300)
    reason = models.TextField("理由", blank=True)
    number = models.CharField("文号", max_length=100, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="办理人")
    person_name = models.CharField("办理人姓名", max_length=100)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "网站、账号的变动"
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
