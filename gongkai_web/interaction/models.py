"""What is kept of a message, of its answer, and of what people looked for instead of writing one?"""

from __future__ import annotations

from datetime import date

from django.db import models

from gongkai.messages import ends, message_types
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.approval import models as approval
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.interaction.facts import Channel, Kind, Satisfied, Status
from gongkai_web.visitors import models as visitors


def type_choices() -> list[tuple[str, str]]:
    """The kinds of message, from the law folder."""
    return [(code, one.label) for code, one in message_types().items()]


def end_choices() -> list[tuple[str, str]]:
    """The ends, from the law folder."""
    return [(code, one.label) for code, one in ends().items()]


class Series(models.Model):
    """The last number of the messages of a year: one series for the whole site, so none changes hands."""

    year = models.PositiveSmallIntegerField("年", unique=True)
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "留言编号"

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class Message(models.Model):
    """A message: what was written stands here, from `status` on the columns repeat its events.

    `agency` has it now, `came_to` got it first and its trail vouches for it; `about`: the agency it complains
    of. `code_digest`: of the query code, None where it did not come online. `public_title`, `public_question`
    and `answer` are what was approved; they are shown where `public`.
    """

    came_to = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="收件机关")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="messages", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveIntegerField("编号")
    kind = models.CharField("种类", max_length=40, choices=type_choices)
    channel = models.CharField("来源", max_length=12, choices=Channel.choices, default=Channel.SITE)
    outside_number = models.CharField("来源编号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容")
    page = models.CharField("网页", max_length=500, blank=True)
    about = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="+", verbose_name="被投诉的机关"
    )
    about_name = models.CharField("有关单位", max_length=200, blank=True)
    name = models.CharField("姓名", max_length=100, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    may_publish = models.BooleanField("同意公开", default=False)
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    submission_key = models.CharField("提交标识", max_length=64, null=True, unique=True)
    code_digest = models.CharField("查询码摘要", max_length=64, null=True, unique=True)

    status = models.CharField("状态", max_length=12, choices=Status.choices, default=Status.NEW)
    received_on = models.DateField("收到日期", null=True)
    due_on = models.DateField("答复期限", null=True)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="拟稿人")
    answered_on = models.DateField("答复日期", null=True)
    late = models.BooleanField("曾逾期", default=False)
    rounds = models.PositiveSmallIntegerField("第几次", default=1)
    end = models.CharField("办结", max_length=20, blank=True, choices=end_choices)
    first = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="repeats", verbose_name="重复于"
    )
    visible_on = models.DateField("改动可见", null=True)
    changed_on = models.DateField("改动完成", null=True)
    answer = models.TextField("答复", blank=True)
    public_title = models.CharField("公开的标题", max_length=200, blank=True)
    public_question = models.TextField("公开的问题", blank=True)
    public = models.BooleanField("公开", default=False)
    satisfied = models.CharField("评价", max_length=8, blank=True, choices=Satisfied.choices)

    class Meta:
        verbose_name = verbose_name_plural = "留言"
        ordering = ("-year", "-number")
        constraints = (models.UniqueConstraint(fields=["year", "number"], name="message_number"),)
        indexes = (
            models.Index(fields=["agency", "status", "due_on"], name="message_due"),
            models.Index(fields=["agency", "received_on"], name="message_received"),
            models.Index(fields=["public", "answered_on"], name="message_public"),
            models.Index(
                fields=["agency", "visible_on"],
                condition=models.Q(visible_on__isnull=False, changed_on__isnull=True),
                name="message_promised",
            ),
        )

    def __str__(self) -> str:
        return f"{self.registry_number} {self.title}"

    @property
    def registry_number(self) -> str:
        """Its number, not to be mistaken for that of a case: `留言2026-0003`."""
        return f"留言{self.year}-{self.number:04d}"

    @property
    def is_promised(self) -> bool:
        """Whether its answer promises a change that is not said to be done yet."""
        return self.status == Status.ANSWERED and self.visible_on is not None and self.changed_on is None

    @property
    def owed_on(self) -> date | None:
        """By when the office has to act next: to do what was promised, else to answer."""
        return self.visible_on if self.is_promised else self.due_on

    @property
    def owed(self) -> str:
        """What it has to do by then."""
        return "完成答应的改动" if self.is_promised else "答复"

    @property
    def seen_from(self) -> date | None:
        """From when on what was promised can be seen: the day of the answer, until it is done."""
        return self.changed_on or self.visible_on


# What was written, and by whom: no act changes it.
_WORDS = (
    "kind", "channel", "outside_number", "title", "text", "page", "about_id", "about_name", "name", "phone",
    "email", "may_publish",
)  # fmt: skip


def words_of(message: Message) -> list[object]:
    """What was written, as lines of the trail vouch for it."""
    return [getattr(message, name) for name in _WORDS]


class MessageEvent(AppendOnly):
    """Something that happened to a message. `person_*`: who entered it, as plain values; none: a citizen."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="events", verbose_name="留言")
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("事项", max_length=12, choices=Kind.choices)
    day = models.DateField("日期")
    data = models.JSONField("内容", default=dict)
    person_id = models.BigIntegerField("登记人编号", null=True)
    person_name = models.CharField("登记人", max_length=100, blank=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "留言办理事项"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["message", "position"], name="message_event_position"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class MessageDecision(approval.Decision):
    """What a reviewer decided about the draft of an answer."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="decisions", verbose_name="留言")

    class Meta(approval.Decision.Meta):
        verbose_name = verbose_name_plural = "留言答复审核"


class Solved(AppendOnly):
    """Somebody who was about to write found the answer among what is published. Nothing of who it was."""

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name="机关")
    kind = models.CharField("种类", max_length=40, choices=type_choices)
    day = models.DateField("日期", db_index=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "检索解决"

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Question(AppendOnly):
    """Somebody asked the published answers. Neither who it was nor what was asked.

    `agency`: whose answer fitted best; None where none was found.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name="机关")
    day = models.DateField("日期", db_index=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "智能问答"

    def __str__(self) -> str:
        return f"{self.day} {self.agency or '没有找到'}"


class Attempt(visitors.Attempt):
    """What is counted of writing and of following."""

    class Meta(visitors.Attempt.Meta):
        indexes = (models.Index(fields=["kind", "key", "at"], name="message_attempt"),)
