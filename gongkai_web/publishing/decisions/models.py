"""What is kept of a major decision (《重大行政决策程序暂行条例》)?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.append_only import AppendOnly

# The event that takes another one back; every other kind is a stage of `law/publication`.
VOIDED = "voided"
# That asking for opinions was stopped before its time: `data["events"]` are the drafts on which it was asked.
STOPPED = "stopped"


class MajorDecision(models.Model):
    """A matter to be decided. From `stage` on the columns repeat its events (`stored.columns_of`).

    `opened_by`: who entered it, and alone does not make it public (older rows name nobody);
    `unit`: who carries it (决策承办单位); `stage`: what it passed last; `next_on`: the first last day of
    what is owed; the counts are those of the opinions that were taken.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="major_decisions", verbose_name="机关")
    title = models.CharField("事项", max_length=300)
    unit = models.CharField("承办单位", max_length=200)
    summary = models.TextField("内容", blank=True)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="登记人")

    stage = models.CharField("阶段", max_length=30, blank=True)
    listed_on = models.DateField("列入目录", null=True)
    opinions_from = models.DateField("征求意见开始", null=True)
    opinions_until = models.DateField("征求意见截止", null=True)
    adoption_on = models.DateField("公布采纳情况", null=True)
    decided_on = models.DateField("公布决定", null=True)
    next_on = models.DateField("最早的期限", null=True)
    opinions_received = models.PositiveIntegerField("收到意见", default=0)
    opinions_adopted = models.PositiveIntegerField("采纳", default=0)
    opinions_partly = models.PositiveIntegerField("部分采纳", default=0)
    opinions_refused = models.PositiveIntegerField("未采纳", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "重大行政决策"
        ordering = ("-listed_on", "-pk")
        indexes = (
            models.Index(fields=["agency", "listed_on"], name="decision_listed"),
            models.Index(fields=["agency", "next_on"], name="decision_next"),
        )

    def __str__(self) -> str:
        return self.title


class DecisionEvent(AppendOnly):
    """That a stage was passed, or that such an entry is void. `person_*`: who entered it, as plain values.

    `kind`: a stage by its code, VOIDED or STOPPED; `data`: the other days, the reason, the opinions, the
    address.
    """

    decision = models.ForeignKey(
        MajorDecision, models.PROTECT, related_name="events", verbose_name="重大行政决策"
    )
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("事项", max_length=30)
    day = models.DateField("日期")
    data = models.JSONField("内容", default=dict)
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=100)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "决策经过"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["decision", "position"], name="decision_event_position"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"
