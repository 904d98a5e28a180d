"""What is kept of an item that is made public, or whose attribute says that it stays inside?

`Item` is the thing with its address; an `Edition` is one text of it on its way; a `Snapshot` is that text
frozen when it was handed in. What the columns of an item say of its content is a cache (`actions.carrying`).
"""

from __future__ import annotations

from datetime import date

from django.db import models

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.approval import models as approval
from gongkai_web.audit.append_only import AppendOnly
from gongkai_web.publishing.items.accessible_models import AccessibleRequest  # noqa: F401 – of this app, too
from gongkai_web.publishing.items.consulting_models import Consultation, OutsideReader  # noqa: F401 – so are these
from gongkai_web.publishing.items.history_models import (  # noqa: F401 – and these
    Ending,
    Incident,
    Publication,
    Sealed,
)
from gongkai_web.publishing.items.kinds import (
    NAME_OF_SOURCE,
    UNDER_WAY,
    Attribute,
    ItemClass,
    Origin,
    Readers,
    Stage,
    State,
    StepKind,
)
from gongkai_web.publishing.items.link_models import DeadLink, LinkAgain, LinkCheck, LinkWalk  # noqa: F401 – and these
from gongkai_web.publishing.items.place_models import (  # noqa: F401 – and these
    Interpreted,
    ItemChannel,
    ItemField,
    ItemSite,
)
from gongkai_web.publishing.items.writing_models import Editing, FormerText  # noqa: F401 – of this app, too
from gongkai_web.publishing.models import NormativeDocument


class ReviewSteps(models.Model):
    """By which steps an agency reviews before it publishes: rows of kind and roles, in order.

    `same_person`: whether one person may decide at several of them although others could.
    """

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="review_steps", verbose_name="机关")
    steps = models.JSONField("环节", default=list)
    same_person = models.BooleanField("同一人可以办理几步", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "公开审查的环节"

    def __str__(self) -> str:
        return str(self.agency)


class Series(models.Model):
    """The last index number given at an agency in a year: none is missing."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后一个号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "索引号"
        constraints = (models.UniqueConstraint(fields=["agency", "year"], name="item_series_year"),)

    def __str__(self) -> str:
        return f"{self.agency}/{self.year}-{self.last}"


class Batch(models.Model):
    """Past stock that was public before: entered together, decided on together by its manifest."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="item_batches", verbose_name="机关")
    title = models.CharField("名称", max_length=200)
    reason = models.TextField("说明")
    size = models.PositiveIntegerField("条数", default=0)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    stage = models.CharField("状态", max_length=12, choices=Stage.choices, default=Stage.DRAFTING)
    waits = models.CharField("等待的岗位", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "历史存量批次"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title


# What was public after its term, or is not yet.
NOT_IN_TIME = models.Q(published_on=None) | models.Q(published_on__gt=models.F("due_on"))


class Item(models.Model):
    """One thing of an agency, from its draft to its end.

    `live`, `scheduled`, `inside`, `draft`: pointers to snapshots – what the public reads, what it will read,
    what was settled as not to be published, what is under review. `entry_key`: what comes in under it comes
    in once. `agency_name`: the name of the agency on the day of publication. `published_on`: the first time;
    `changed_on`: the last. `due_on`: by when it had to be public. `sealed`: nothing of it is shown to anybody
    but the secrecy office. `document`: the row of the register of rules and normative documents whose text
    it is. `interpretation_*`: of an interpretation, what it is; of a document, by when its interpretation
    had to be public, and since when one is (`interpreted_on`).
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items", verbose_name="机关")
    index_number = models.CharField("索引号", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    created_on = models.DateField("起草日期")
    readers = models.CharField("谁可以看草稿", max_length=10, choices=Readers.choices, default=Readers.AGENCY)
    named = models.ManyToManyField(Person, related_name="+", blank=True, verbose_name="指定的人")
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, related_name="items", verbose_name="历史存量批次"
    )
    entry_key = models.CharField("录入的键", max_length=120, blank=True)

    live = models.ForeignKey(
        "Snapshot", models.PROTECT, null=True, related_name="+", verbose_name="公开的内容"
    )
    scheduled = models.ForeignKey(
        "Snapshot", models.PROTECT, null=True, related_name="+", verbose_name="定时发布的内容"
    )
    scheduled_for = models.DateTimeField("定时发布的时间", null=True)
    inside = models.ForeignKey(
        "Snapshot", models.PROTECT, null=True, related_name="+", verbose_name="审定不主动公开的内容"
    )
    draft = models.ForeignKey(
        "Snapshot", models.PROTECT, null=True, related_name="+", verbose_name="审查的内容"
    )

    title = models.CharField("标题", max_length=300)
    item_class = models.CharField("分类", max_length=10, choices=ItemClass.choices)
    column_code = models.CharField("栏目", max_length=80, blank=True)
    attribute = models.CharField("公开属性", max_length=12, choices=Attribute.choices)
    origin = models.CharField("来源", max_length=10, choices=Origin.choices, default=Origin.OWN)
    source_name = models.CharField("转载自", max_length=NAME_OF_SOURCE, blank=True, default="")
    document_number = models.CharField("文号", max_length=100, blank=True)
    formed_on = models.DateField("生成日期", null=True)
    look_again_on = models.DateField("再看的日子", null=True)
    theme = models.CharField("主题分类", max_length=80, blank=True, default="")
    genre = models.CharField("体裁", max_length=80, blank=True, default="")
    effective_from = models.DateField("施行日期", null=True)
    expires_on = models.DateField("失效日期", null=True)
    shown_until = models.DateField("公示期止", null=True)
    agency_name = models.CharField("当时的机关名称", max_length=200, blank=True)

    document = models.OneToOneField(
        NormativeDocument, models.PROTECT, null=True, related_name="text", verbose_name="登记的文件"
    )

    interpretation_class = models.CharField("解读的统计分类", max_length=30, blank=True)
    interpretation_author = models.CharField("解读主体", max_length=30, blank=True)
    interpretation_form = models.CharField("解读形式", max_length=30, blank=True)
    interpretation_due_on = models.DateField("应公开解读的日期", null=True)
    interpreted_on = models.DateField("公开解读的日期", null=True)

    due_on = models.DateField("应公开日期", null=True)
    published_on = models.DateField("发布日期", null=True)
    changed_on = models.DateField("更新日期", null=True)
    ended_on = models.DateField("终止日期", null=True)
    ending = models.CharField("终止方式", max_length=30, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replaces", verbose_name="转到"
    )
    sealed = models.BooleanField("封存", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "主动公开的信息"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["index_number"], condition=~models.Q(index_number=""), name="item_index_number"
            ),
            models.UniqueConstraint(
                fields=["agency", "entry_key"], condition=~models.Q(entry_key=""), name="item_entered_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.LIVE)
                | models.Q(live__isnull=False, published_on__isnull=False),
                name="item_live_is_published",
            ),
            models.CheckConstraint(
                condition=models.Q(scheduled__isnull=True, scheduled_for__isnull=True)
                | models.Q(scheduled__isnull=False, scheduled_for__isnull=False),
                name="item_scheduled_for_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(sealed=True) | models.Q(live__isnull=True, title=""),
                name="item_sealed_shows_nothing",
            ),
        )
        indexes = (
            models.Index(fields=["agency", "state", "published_on"], name="item_agency_published"),
            # All that the year's figures ask of an item, and who may see it: a number reads no row.
            models.Index(
                fields=[
                    "agency",
                    "published_on",
                    "state",
                    "ending",
                    "item_class",
                    "column_code",
                    "attribute",
                    "origin",
                    "batch",
                    "due_on",
                    "interpretation_class",
                    "interpretation_due_on",
                    "interpreted_on",
                    "sealed",
                    "live",
                    "shown_until",
                ],
                name="item_counted",
            ),
            models.Index(fields=["agency", "due_on"], name="item_overdue", condition=NOT_IN_TIME),
            # What the public lists and counts, newest first; all that is asked stands in the index.
            *(
                models.Index(
                    fields=[*begins, "-published_on", "-id", *of_public],
                    name=name,
                    condition=models.Q(live__isnull=False),
                )
                for name, begins, of_public in (
                    ("item_public", (), ("sealed", "ending", "shown_until")),
                    ("item_of_agency", ("agency",), ("sealed", "ending", "shown_until")),
                    (
                        "item_column",
                        ("agency", "column_code"),
                        ("sealed", "ending", "shown_until", "changed_on", "live"),
                    ),
                    ("item_theme", ("theme",), ("sealed", "ending", "shown_until")),
                    ("item_genre", ("genre",), ("sealed", "ending", "shown_until")),
                )
            ),
            models.Index(fields=["agency", "column_code", "-changed_on"], name="item_column_changed"),
            # The few that are live and may stand in no list (`queries.unlisted_on`).
            models.Index(
                fields=["agency", "column_code", "ending", "shown_until"],
                name="item_ended_in_column",
                condition=models.Q(live__isnull=False)
                & (~models.Q(ending="") | models.Q(shown_until__isnull=False)),
            ),
            models.Index(fields=["scheduled_for"], name="item_scheduled"),
            models.Index(fields=["look_again_on"], name="item_look_again"),
            # The few that wait for their interpretation.
            models.Index(
                fields=["interpretation_due_on"],
                name="item_uninterpreted",
                condition=models.Q(interpretation_due_on__isnull=False, interpreted_on__isnull=True),
            ),
            models.Index(fields=["shown_until"], name="item_shown_until"),
            # The few names of all that was reposted: each is looked up once.
            models.Index(
                fields=["source_name"], name="item_source_name", condition=~models.Q(source_name="")
            ),
        )

    def __str__(self) -> str:
        return self.title or "（已封存）"


class Edition(models.Model):
    """One text of an item on its way to the public.

    `versions`: how often each group of fields was changed; who writes over another version than the one on
    the screen is refused. `writers`: the keys of all who wrote in it: none of them decides. `touched`: by
    group, who changed it last. `due_on`: by when a change of what is public has to be public, too.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="editions", verbose_name="信息")
    number = models.PositiveIntegerField("第几版")
    content = models.JSONField("内容", default=dict)
    versions = models.JSONField("各组的版次", default=dict)
    touched = models.JSONField("各组最后的修改", default=dict)
    writers = models.JSONField("写过的人", default=list)
    stage = models.CharField("状态", max_length=12, choices=Stage.choices, default=Stage.DRAFTING)
    waits = models.CharField("等待的岗位", max_length=120, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    begun_on = models.DateField("开始日期")
    submitted_on = models.DateField("送审日期", null=True)
    approved_on = models.DateField("批准日期", null=True)
    due_on = models.DateField("应更新日期", null=True)
    review_days = models.PositiveIntegerField("审查用了几日", default=0)
    taken_up = models.ForeignKey(
        "Snapshot", models.PROTECT, null=True, related_name="+", verbose_name="重新启用的快照"
    )

    class Meta:
        verbose_name = verbose_name_plural = "版本"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="edition_number"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(stage__in=UNDER_WAY), name="edition_under_way"
            ),
        )
        indexes = (
            models.Index(fields=["stage", "submitted_on"], name="edition_stage"),
            # What is counted of reviews stands in it; the texts, which are long, are not read past.
            models.Index(
                fields=["item", "approved_on", "review_days"],
                name="edition_approved",
                condition=models.Q(approved_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} 第 {self.number} 版"

    @property
    def has_to_be_public_on(self) -> date | None:
        """By when: the change, of what was public already; else the item."""
        return self.due_on if self.item.published_on else self.item.due_on


class Snapshot(AppendOnly):
    """A text frozen: of an item, or the manifest of a batch. The text itself lies in `SnapshotContent`.

    `steps`: by which it has to go; `authors`: who wrote it; `looked`: why what the checks asked about may go
    on. A snapshot of a batch has no steps of its own: it
    was decided on with the `manifest`.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="snapshots", verbose_name="信息")
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, related_name="snapshots", verbose_name="版本"
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, related_name="manifests", verbose_name="历史存量批次"
    )
    manifest = models.ForeignKey("self", models.PROTECT, null=True, related_name="rows", verbose_name="清单")
    number = models.PositiveIntegerField("序号")
    digest = models.CharField("内容摘要", max_length=64)
    steps = models.JSONField("环节", default=list)
    step_count = models.PositiveSmallIntegerField("环节数")
    public = models.BooleanField("主动公开")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="送审人")
    authors = models.JSONField("写过的人", default=list)
    looked = models.TextField("对提示的说明", blank=True)
    day = models.DateField("日期")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "快照"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="snapshot_number"),
            models.CheckConstraint(
                condition=models.Q(item__isnull=False, batch__isnull=True)
                | models.Q(item__isnull=True, batch__isnull=False, manifest__isnull=True),
                name="snapshot_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item or self.batch} 快照 {self.number}"


class SnapshotContent(AppendOnly):
    """The text of a snapshot: canonical JSON. It goes only when it is sealed (`actions.sealing`)."""

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="text", verbose_name="快照")
    content = models.JSONField("内容")

    class Meta(AppendOnly.Meta):
        verbose_name = verbose_name_plural = "快照的内容"

    def __str__(self) -> str:
        return str(self.snapshot)


class Decision(approval.Decision):
    """What somebody decided about a snapshot at one step.

    In the secrecy review `basis` is by what it was judged, `points` what was found part by part (逐项).
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="decisions", verbose_name="快照")
    kind = models.CharField("环节", max_length=12, choices=StepKind.choices)
    basis = models.CharField("依据", max_length=300, blank=True)
    points = models.JSONField("逐项意见", default=list)

    class Meta(approval.Decision.Meta):
        verbose_name = verbose_name_plural = "公开审查"
