"""What is kept of an inspection: the run, each address with what came of it, and what was found where?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Person
from gongkai_web.publishing.channels.models import Outlet


class RunState(models.TextChoices):
    """How a run stands."""

    RUNNING = "running", "检查中"
    DONE = "done", "已完成"


class Purpose(models.TextChoices):
    """Why an address is asked for."""

    PAGE = "page", "网页"
    FILE = "file", "附件"
    LINK = "link", "链接"
    INVENTED = "invented", "不存在的网址"
    SEARCH = "search", "站内搜索"
    PAIR = "pair", "另一个域名"


class State(models.TextChoices):
    """How far an address is."""

    WAITING = "waiting", "待查"
    UNDER_WAY = "under_way", "正在查"
    DONE = "done", "已查"


class Outcome(models.TextChoices):
    """What came of it. What could not be told is never held against anybody."""

    FINE = "fine", "打得开"
    FAULT = "fault", "打不开"
    UNTOLD = "untold", "看不出"


class Run(models.Model):
    """One inspection of a site. `held_until`, `holder`: the process at it; `most`: so many addresses.

    `verdict`: what it came to with what people found in its quarter; `ending.settle` alone writes it.
    `taken_on`: when whoever supervises took what it found into the ledger of faults.
    """

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="inspections", verbose_name="网站")
    day = models.DateField("检查日期")
    state = models.CharField("状态", max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="谁开始的")
    begun_at = models.DateTimeField("开始")
    ended_at = models.DateTimeField("完成", null=True)
    most = models.PositiveIntegerField("最多查多少个网址")
    holder = models.CharField("哪个进程", max_length=40, blank=True)
    held_until = models.DateTimeField("占用到", null=True)
    untold = models.JSONField("看不出的", default=list)
    verdict = models.CharField("结果", max_length=10, blank=True)
    taken_on = models.DateField("登记到台账的日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "网站检查"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["outlet"], condition=models.Q(state="running"), name="inspection_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outlet} {self.day}"


class Visit(models.Model):
    """An address of a run: first waiting, then with what came. `facts`: what is needed when all are known."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="visits", verbose_name="检查")
    key = models.CharField("网址的摘要", max_length=64)
    address = models.TextField("网址")
    purpose = models.CharField("为什么查", max_length=8, choices=Purpose.choices)
    shape = models.CharField("网址的样子", max_length=200)
    folder = models.CharField("目录", max_length=300, blank=True)
    depth = models.PositiveSmallIntegerField("几步", default=0)
    column = models.CharField("栏目", max_length=40, blank=True)
    state = models.CharField("状态", max_length=9, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField("不早于", null=True)
    tries = models.PositiveSmallIntegerField("问了几次", default=0)
    outcome = models.CharField("结果", max_length=6, choices=Outcome.choices, blank=True)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    said = models.CharField("答复", max_length=60, blank=True)
    final = models.TextField("转到", blank=True)
    seconds = models.FloatField("几秒", null=True)
    headers = models.JSONField("答复头", default=dict)
    body_hash = models.CharField("正文的摘要", max_length=64, blank=True)
    print = models.CharField("文字的摘要", max_length=32, blank=True)
    facts = models.JSONField("记下的", default=dict)
    at = models.DateTimeField("时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "查过的网址"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["run", "key"], name="inspection_address_once"),)
        indexes = (
            models.Index(fields=["run", "state", "id"], name="inspection_frontier"),
            models.Index(fields=["run", "shape"], name="inspection_shape"),
            models.Index(fields=["run", "folder"], name="inspection_folder"),
        )

    def __str__(self) -> str:
        return self.address


class Reference(models.Model):
    """A page names an address. `in_list`: in its matter, not in its menu or foot."""

    source = models.ForeignKey(Visit, models.CASCADE, related_name="names", verbose_name="网页")
    target = models.ForeignKey(Visit, models.CASCADE, related_name="named_by", verbose_name="网址")
    in_list = models.BooleanField("在正文里")

    class Meta:
        verbose_name = verbose_name_plural = "网页上的网址"
        constraints = (models.UniqueConstraint(fields=["source", "target"], name="inspection_named_once"),)

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Finding(models.Model):
    """A fault of a run: its kind and its place are its key, by which it is known again.

    `is_refuted`: whoever keeps the ledger looked and says that it is none; it counts for nothing.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="findings", verbose_name="检查")
    kind = models.CharField("问题", max_length=40)
    place = models.CharField("位置", max_length=500)
    what = models.CharField("内容", max_length=300, blank=True)
    excerpt = models.CharField("摘录", max_length=300, blank=True)
    weight = models.PositiveIntegerField("计几个", default=1)
    is_refuted = models.BooleanField("认定不是问题", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "查出的问题"
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(fields=["run", "kind", "place"], name="inspection_finding_once"),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Under which it is known again in the next run."""
        return f"{self.kind}|{self.place}"


class Place(models.Model):
    """Where a fault stands: the page, with what was seen there."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="places", verbose_name="问题")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+", verbose_name="网页")
    excerpt = models.CharField("摘录", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "出现的地方"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["finding", "visit"], name="inspection_place_once"),)

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.visit_id}"


class Failure(models.Model):
    """An address that did not answer, over several runs of a site: on how many different days."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="+", verbose_name="网站")
    key = models.CharField("网址的摘要", max_length=64)
    since = models.DateField("打不开自")
    last_on = models.DateField("最后打不开的日期")
    days = models.PositiveSmallIntegerField("打不开的天数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "打不开的网址"
        constraints = (models.UniqueConstraint(fields=["outlet", "key"], name="inspection_failure_once"),)

    def __str__(self) -> str:
        return f"{self.since}–{self.last_on}"


class Try(models.Model):
    """One try to open the home page of a site, for the share of a week (V2)."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="+", verbose_name="网站")
    at = models.DateTimeField("时间", db_index=True)
    outcome = models.CharField("结果", max_length=6, choices=Outcome.choices)
    seconds = models.FloatField("几秒")
    said = models.CharField("答复", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "可用性监测"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at} {self.said}"
