"""What is kept of a sweep through what is public, and of what it hit? Never words: they stay in the text."""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.items.models import Item


class Kind(models.TextChoices):
    """What is looked for."""

    PERSONAL = "personal", "个人信息"
    WORDS = "words", "错敏字"
    LINKS = "links", "链接"
    ATTRIBUTE = "attribute", "公开属性"
    ELEMENTS = "elements", "公开要素"


class HitState(models.TextChoices):
    """What became of a hit."""

    OPEN = "open", "待整改"
    MENDED = "mended", "已整改"
    KEPT = "kept", "不用改"


class Sweep(models.Model):
    """One sweep of an agency. `reached`: the last item that was read; `examined`: how many were."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sweeps", verbose_name="机关")
    kind = models.CharField("查什么", max_length=10, choices=Kind.choices)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="开始的人")
    begun_on = models.DateField("开始日期")
    reached = models.PositiveBigIntegerField("查到哪一条", default=0)
    examined = models.PositiveIntegerField("查过几条", default=0)
    through = models.BooleanField("查完", default=False)
    closed_on = models.DateField("了结日期", null=True)
    conclusion = models.TextField("结论", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "存量排查"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.begun_on}"


class Hit(models.Model):
    """An item in which one kind of fault was found, at so many places.

    `mending_days`: of one that is mended, how many days after the sweep was begun.
    """

    sweep = models.ForeignKey(Sweep, models.PROTECT, related_name="hits", verbose_name="排查")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="信息")
    code = models.CharField("哪一类", max_length=40)
    places = models.PositiveIntegerField("几处")
    state = models.CharField("状态", max_length=10, choices=HitState.choices, default=HitState.OPEN)
    settled_on = models.DateField("整改日期", null=True)
    mending_days = models.PositiveIntegerField("整改用了几日", null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "排查命中"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["sweep", "item", "code"], name="sweep_hit_once"),)

    def __str__(self) -> str:
        return f"{self.item} {self.code}"
