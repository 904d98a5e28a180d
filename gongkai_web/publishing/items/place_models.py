"""Where does an item stand besides its column: which channels, sites and fields, beside which document?

What an item's text says of it, kept in rows so that it is listed and counted (`actions.carrying`).
"""

from __future__ import annotations

from django.db import models

from gongkai_web.publishing.channels.models import Outlet


class ItemChannel(models.Model):
    """Where an item is made public besides this site (《条例》第二十三条至第二十五条).

    `noted`: it went out there as a register says (an issue of the gazette), whatever its text names.
    """

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="channels", verbose_name="信息")
    code = models.CharField("渠道", max_length=80)
    noted = models.BooleanField("另行登记的", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "公开渠道"
        constraints = (models.UniqueConstraint(fields=["item", "code"], name="item_channel_once"),)

    def __str__(self) -> str:
        return self.code


class ItemSite(models.Model):
    """On which government site an item is made public; where there are several, on several of them."""

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="sites", verbose_name="信息")
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", verbose_name="网站")

    class Meta:
        verbose_name = verbose_name_plural = "公开的网站"
        constraints = (models.UniqueConstraint(fields=["item", "outlet"], name="item_site_once"),)

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


class ItemField(models.Model):
    """A field (领域) to which an item belongs; any number."""

    item = models.ForeignKey("items.Item", models.CASCADE, related_name="fields", verbose_name="信息")
    code = models.CharField("领域", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "领域"
        constraints = (models.UniqueConstraint(fields=["item", "code"], name="item_field_once"),)
        indexes = (models.Index(fields=["code", "item"], name="item_field_code"),)

    def __str__(self) -> str:
        return self.code
