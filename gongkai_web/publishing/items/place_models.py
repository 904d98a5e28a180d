"""Where does an item stand besides its column: which channels, sites and fields, beside which document?

What an item's text says of it, kept in rows so that it is listed and counted (`actions.carrying`).
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.items.kinds import ItemClass, State


class Counted(models.Model):
    """What such a row says of its item itself, so that a year is counted without looking up each item.

    A cache: written with the item in the same transaction (`actions.placing`), counted anew every night.
    `shown`: whether the item has a text that is read.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="机关"
    )
    published_on = models.DateField("发布日期", null=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    ending = models.CharField("终止方式", max_length=30, blank=True)
    item_class = models.CharField("分类", max_length=10, choices=ItemClass.choices, blank=True)
    column_code = models.CharField("栏目", max_length=80, blank=True)
    shown = models.BooleanField("有公开的内容", default=False)
    shown_until = models.DateField("公示期止", null=True)

    class Meta:
        abstract = True


def counted_by(of: str, name: str) -> models.Index:
    """All that the year's figures ask of such a row, and who may see its item. `of`: where it stands."""
    standing = ("state", "ending", of, "item_class", "column_code", "shown", "shown_until", "item")
    return models.Index(fields=["agency", "published_on", *standing], name=name)


class ItemChannel(Counted):
    """Where an item is made public besides this site (《条例》第二十三条至第二十五条).

    `noted`: it went out there as a register says (an issue of the gazette), whatever its text names.
    """

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="channels", verbose_name="信息")
    code = models.CharField("渠道", max_length=80)
    noted = models.BooleanField("另行登记的", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "公开渠道"
        constraints = (models.UniqueConstraint(fields=["item", "code"], name="item_channel_once"),)
        indexes = (counted_by("code", "item_channel_counted"),)

    def __str__(self) -> str:
        return self.code


class ItemSite(Counted):
    """On which government site an item is made public; where there are several, on several of them."""

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="sites", verbose_name="信息")
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", verbose_name="网站")

    class Meta:
        verbose_name = verbose_name_plural = "公开的网站"
        constraints = (models.UniqueConstraint(fields=["item", "outlet"], name="item_site_once"),)
        indexes = (counted_by("outlet", "item_site_counted"),)

    def __str__(self) -> str:
        return str(self.outlet)


class Interpreted(models.Model):
    """That an item interprets a document: shown on both pages."""

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="interprets", verbose_name="解读")
    document = models.ForeignKey(
        "items.Item", models.CASCADE, related_name="interpretations", verbose_name="文件"
    )

    class Meta:
        verbose_name = verbose_name_plural = "解读关联"
        constraints = (models.UniqueConstraint(fields=["item", "document"], name="interpreted_once"),)

    def __str__(self) -> str:
        return f"{self.item} → {self.document}"


class ItemField(Counted):
    """A field (领域) to which an item belongs; any number."""

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="fields", verbose_name="信息")
    code = models.CharField("领域", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "领域"
        constraints = (models.UniqueConstraint(fields=["item", "code"], name="item_field_once"),)
        indexes = (
            models.Index(fields=["code", "item"], name="item_field_code"),
            counted_by("code", "item_field_counted"),
        )

    def __str__(self) -> str:
        return self.code
