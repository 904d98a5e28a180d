"""What is kept while a text is being written: who is at which group of fields, and what stood there before?

Neither is a record. A lease lapses by itself; former texts go when the edition goes out or is given up.
"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Person


class Editing(models.Model):
    """A lease: somebody has the form of a group open. It keeps nobody out; it tells the others."""

    edition = models.ForeignKey("items.Edition", models.CASCADE, related_name="+", verbose_name="版本")
    group = models.CharField("组", max_length=20)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="正在编辑的人")
    since = models.DateTimeField("开始")
    until = models.DateTimeField("到")

    class Meta:
        verbose_name = verbose_name_plural = "正在编辑"
        constraints = (
            models.UniqueConstraint(fields=["edition", "group", "person"], name="editing_lease_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.group}"


class FormerText(models.Model):
    """What stood in a group of fields at an earlier version: what two people began from who now differ."""

    edition = models.ForeignKey("items.Edition", models.CASCADE, related_name="+", verbose_name="版本")
    group = models.CharField("组", max_length=20)
    version = models.PositiveIntegerField("版次")
    values = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "改动前的内容"
        constraints = (
            models.UniqueConstraint(fields=["edition", "group", "version"], name="former_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.version}"
