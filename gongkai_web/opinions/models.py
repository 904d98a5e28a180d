"""What is kept of 意见征集: on which version of a draft opinions are asked, the opinions, the answers?"""

from __future__ import annotations

from datetime import date

from django.db import models

from gongkai.publication.terms import publication_terms
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.opinions.kinds import Channel, Status, Verdict
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.items.models import Item, Snapshot

TERMS = ("decision_opinions", "rule_opinions")


def term_choices() -> list[tuple[str, str]]:
    """The terms for which opinions are asked at least, from the law folder."""
    return [(key, publication_terms()[key].name) for key in TERMS]


class Call(models.Model):
    """Opinions are asked on one version of a draft (征集). The draft is a public item; its words stay there.

    `keys`: of its clauses in their order (`gongkai.publication.clauses`); `term`: by which rule it lasts, ""
    where no law sets one; `until`: the last day, to its last second; `reason`: why people had less time, as
    everybody reads it; `reads`: who reads the opinions. `results`: the item that says what became of them;
    `results_digest`: of what it was made; `results_due_on`, `results_on`: by when and since when it is
    public. `ended_*`: that it was stopped before its time, and why, as everybody reads it: no results are
    owed then. `last`: the number of the last opinion.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="calls", verbose_name="机关")
    item = models.ForeignKey(Item, models.PROTECT, related_name="calls", verbose_name="草案")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+", verbose_name="草案的版本")
    decision = models.ForeignKey(
        MajorDecision, models.PROTECT, null=True, related_name="calls", verbose_name="重大行政决策"
    )
    keys = models.JSONField("条文的键", default=list)
    term = models.CharField("依据的期限", max_length=40, blank=True, choices=term_choices)
    opens_on = models.DateField("开始日期")
    until = models.DateField("截止日期")
    reason = models.TextField("期限不足的理由", blank=True)
    reads = models.CharField("由谁看意见", max_length=300)
    results = models.OneToOneField(
        Item, models.PROTECT, null=True, related_name="results_of", verbose_name="采纳情况"
    )
    results_digest = models.CharField("采纳情况的摘要", max_length=64, blank=True)
    results_due_on = models.DateField("应公布采纳情况的日期", null=True)
    results_on = models.DateField("公布采纳情况的日期", null=True)
    ended_on = models.DateField("终止日期", null=True)
    end_reason = models.TextField("终止的理由", blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="终止人")
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "意见征集"
        ordering = ("-opens_on", "-pk")
        indexes = (
            models.Index(fields=["agency", "opens_on"], name="call_opened"),
            models.Index(fields=["agency", "results_on", "until"], name="call_open"),
        )

    def __str__(self) -> str:
        return str(self.item)

    @property
    def last_day(self) -> date:
        """Until when opinions were taken: the day on which it was stopped, or its last one."""
        return self.ended_on or self.until

    @property
    def read_by(self) -> str:
        """Who reads the opinions; the agency, where the words that said so are sealed."""
        return self.reads or str(self.agency)

    def spans(self, day: date) -> bool:
        """Whether the day is one of those on which people could write, the last one included."""
        return self.opens_on <= day <= self.last_day

    @property
    def is_overtaken(self) -> bool:
        """Whether the draft was changed in public since opinions are asked on it."""
        return self.item.live_id != self.snapshot_id

    def takes(self, today: date) -> bool:
        """Whether opinions are taken today, the last day included."""
        return self.ended_on is None and self.spans(today)

    def is_over(self, today: date) -> bool:
        """Whether no more opinions come."""
        return self.ended_on is not None or self.until < today


class Prolonged(AppendOnly):
    """That a call lasts longer, or is open again, and why: everybody reads it. `person_*`: plain values."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="prolonged", verbose_name="意见征集")
    day = models.DateField("日期")
    before = models.DateField("原截止日期")
    until = models.DateField("新截止日期")
    reason = models.TextField("理由")
    person_id = models.BigIntegerField("登记人编号")
    person_name = models.CharField("登记人", max_length=100)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "延长征集"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.before} → {self.until}"


class Answer(AppendOnly):
    """What became of one opinion, or of several that say the same. `summary`: what they say, for the results.

    The last answer of an opinion stands (`Opinion.answer`); earlier ones stay.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="answers", verbose_name="意见征集")
    verdict = models.CharField("采纳情况", max_length=8, choices=Verdict.choices)
    summary = models.TextField("意见概要")
    reason = models.TextField("理由")
    day = models.DateField("日期")
    person_id = models.BigIntegerField("登记人编号")
    person_name = models.CharField("登记人", max_length=100)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "意见的处理"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.get_verdict_display()


class Opinion(models.Model):
    """An opinion. What was written stands here and no act changes it; how it stands follows.

    `clause`: the key of its clause, "" for the whole; `contact`: name, telephone and mail, encrypted
    (`contacts`); `registered_by`: who of the office entered it, None where it came online, as `code_digest`
    of the query code is None where it did not; `note`: why it is not
    shown, or why what the checks found in it may be; `verdict` repeats that of its `answer`.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="opinions", verbose_name="意见征集")
    number = models.PositiveIntegerField("编号")
    clause = models.CharField("条文", max_length=12, blank=True)
    text = models.TextField("意见")
    contact = models.BinaryField("姓名和联系方式", default=bytes)
    channel = models.CharField("来源", max_length=12, choices=Channel.choices, default=Channel.SITE)
    received_on = models.DateField("收到日期")
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    registered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    submission_key = models.CharField("提交标识", max_length=64, null=True, unique=True)
    code_digest = models.CharField("查询码摘要", max_length=64, null=True, unique=True)

    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.NEW)
    note = models.TextField("审看说明", blank=True)
    looked_on = models.DateField("审看日期", null=True)
    looked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="审看人")
    answer = models.ForeignKey(
        Answer, models.PROTECT, null=True, related_name="opinions", verbose_name="处理"
    )
    verdict = models.CharField("采纳情况", max_length=8, blank=True, choices=Verdict.choices)

    class Meta:
        verbose_name = verbose_name_plural = "意见"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["call", "number"], name="opinion_number"),)
        indexes = (
            models.Index(fields=["call", "status", "clause"], name="opinion_clause"),
            models.Index(fields=["received_on"], name="opinion_received"),
        )

    def __str__(self) -> str:
        return self.registry_number

    @property
    def registry_number(self) -> str:
        """Its number: `意见3-0012` is the twelfth of the third call."""
        return f"意见{self.call_id}-{self.number:04d}"
