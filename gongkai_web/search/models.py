"""What is kept of each thing that can be found?

One `Entry` of what is public, written in the transaction in which it becomes so, taken out in the one in
which it ends. Agency and subject are named by their keys alone: this room knows no domain. The words lie in
a table of the engine (`engines`), under the key of the entry.

Besides: what the office recommends for some words, and what was looked for and not found.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that can be found: `subject` and `key` say what it is, `group` under which tab it stands.

    `holds_from`, `holds_until`: the first and the last day on which it is in force, where `has_validity`;
    `until`: the last day on which it may be shown. `title_text` and `text` are folded: what is compared.
    `change`: the step of the log that wrote it; 0 where it is older than the log.
    """

    subject = models.CharField("哪一类记录", max_length=30)
    key = models.BigIntegerField("记录的键")
    group = models.CharField("分组", max_length=30)
    agency = models.BigIntegerField("机关", null=True)
    agency_name = models.CharField("机关名称", max_length=200, blank=True)
    column = models.CharField("栏目", max_length=80, blank=True)
    title = models.CharField("标题", max_length=300)
    number = models.CharField("文号", max_length=120, blank=True)
    number_code = models.CharField("机关代字", max_length=60, blank=True)
    number_year = models.PositiveSmallIntegerField("文号的年", null=True)
    number_serial = models.PositiveIntegerField("文号的序号", null=True)
    day = models.DateField("日期", null=True)
    until = models.DateField("最后一天", null=True)
    has_validity = models.BooleanField("有没有有效性", default=False)
    holds_from = models.DateField("施行日期", null=True)
    holds_until = models.DateField("有效的最后一天", null=True)
    title_text = models.CharField("标题（比较用）", max_length=300)
    text = models.TextField("全文（比较用）", blank=True)
    change = models.BigIntegerField("写它的一步", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        constraints = (models.UniqueConstraint(fields=["subject", "key"], name="search_entry_once"),)
        indexes = (
            models.Index(fields=["title_text"], name="search_title"),
            models.Index(fields=["number_serial", "number_year", "number_code"], name="search_number"),
            models.Index(fields=["-day", "-id"], name="search_newest"),
        )

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """A step of the log: what is kept of this thing was written anew, or taken out.

    The key of the row is its number. It grows, so each thing has a number that grows with it: who hears of a
    lower one after a higher one has heard of something that is over (`engines.projection`).
    """

    subject = models.CharField("哪一类记录", max_length=30)
    key = models.BigIntegerField("记录的键")

    class Meta:
        verbose_name = verbose_name_plural = "检索的变动"
        ordering = ("pk",)
        indexes = (models.Index(fields=["subject", "key"], name="search_change_of"),)

    def __str__(self) -> str:
        return f"{self.subject}:{self.key}"


class Recommendation(models.Model):
    """That an agency recommends one thing for these words, from a day until a day, both with.

    `words_key`: the words as they are compared, in no order; `ended_on`: from that day on it holds no more.
    It holds no longer than the thing itself can be found.
    """

    agency = models.BigIntegerField("机关")
    words = models.CharField("检索词", max_length=200)
    words_key = models.CharField("检索词（比较用）", max_length=220, db_index=True)
    subject = models.CharField("哪一类记录", max_length=30)
    key = models.BigIntegerField("记录的键")
    title = models.CharField("标题", max_length=300)
    first = models.DateField("从哪天起")
    last = models.DateField("最后一天")
    reason = models.CharField("理由", max_length=300)
    added_by = models.BigIntegerField("推荐人")
    ended_by = models.BigIntegerField("停止的人", null=True)
    ended_on = models.DateField("停止日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "推荐的检索结果"
        ordering = ("-first", "-pk")

    def __str__(self) -> str:
        return f"{self.words}→{self.title}"


class Missed(models.Model):
    """Words for which nothing was found on a day, and how often; nothing of who looked for them.

    Those that were missed on enough days (`settings.GONGKAI_MISSED_DAYS`); until then `MissedRarely`.
    """

    day = models.DateField("日期")
    words = models.CharField("检索词", max_length=60)
    times = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "没有找到的检索词"
        ordering = ("-day", "-times", "words")
        constraints = (models.UniqueConstraint(fields=["day", "words"], name="search_missed_once"),)
        indexes = (models.Index(fields=["words"], name="search_missed_words"),)

    def __str__(self) -> str:
        return self.words


class MissedRarely(models.Model):
    """Words that few have missed yet: known by a keyed digest, for they may name whoever looked for them.

    `seen`: on which days, and at which hour of each; `times`: how often in all.
    """

    digest = models.CharField("检索词的摘要", max_length=64, unique=True)
    seen = models.JSONField("哪几天哪一时", default=list)
    times = models.PositiveIntegerField("次数", default=0)
    last_on = models.DateField("最近一天", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "很少有人检索的词"

    def __str__(self) -> str:
        return self.digest[:12]
