"""What is kept of a decision, whatever it is about?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Person, Role
from gongkai_web.audit.append_only import AppendOnly


class Decision(AppendOnly):
    """What somebody decided at one step, pinned to the digest of what they saw.

    A subject derives its own table and adds its foreign key as `related_name="decisions"`.
    """

    step = models.PositiveSmallIntegerField("环节序号")
    role = models.CharField("岗位", max_length=20, choices=Role.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="决定人")
    approved = models.BooleanField("同意")
    note = models.TextField("意见", blank=True)
    content_hash = models.CharField("内容摘要", max_length=64)
    day = models.DateField("日期")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        abstract = True
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.person} {'同意' if self.approved else '退回'}"
