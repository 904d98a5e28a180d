"""What is kept of an issue of the gazette? Its numbers, and which items stand in it – never their words."""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.items.models import Item


class State(models.TextChoices):
    """Where an issue stands."""

    PREPARING = "preparing", "编排中"
    OUT = "out", "已发行"


class Issue(models.Model):
    """An issue: its number in its year, and counted from the first one (总期号)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="gazette_issues", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveSmallIntegerField("期号")
    total = models.PositiveIntegerField("总期号")
    issued_on = models.DateField("发行日期")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PREPARING)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "政府公报"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["agency", "year", "number"], name="gazette_number_once"),
            models.UniqueConstraint(fields=["agency", "total"], name="gazette_total_once"),
        )
        indexes = (models.Index(fields=["agency", "state", "issued_on"], name="gazette_issued"),)

    def __str__(self) -> str:
        return f"{self.year} 年第 {self.number} 期（总第 {self.total} 期）"


class Entry(models.Model):
    """An item in an issue; what it says is read where the item is read. `placed_by`: whose heading it is."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="entries", verbose_name="公报")
    item = models.ForeignKey(Item, models.PROTECT, related_name="gazette_entries", verbose_name="信息")
    section = models.CharField("栏目", max_length=60, blank=True)
    position = models.PositiveIntegerField("次序")
    placed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="登入人")

    class Meta:
        verbose_name = verbose_name_plural = "公报目录"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["issue", "item"], name="gazette_item_once"),)

    def __str__(self) -> str:
        return f"{self.issue} {self.position}"
