"""What does an agency add to the kept lists of words, who added it and why, and until when did it hold?"""

from __future__ import annotations

from django.db import models

from gongkai_web.agencies.models import Agency, Person


class Kind(models.TextChoices):
    """What is looked for."""

    WORD = "word", "写错的词"
    PHRASE = "phrase", "固定表述"
    HOST = "host", "内网的域名"


class OwnWord(models.Model):
    """A word that is not to be written so, a phrase that is to be written exactly so, or the end of a host.

    `text`: what is looked for; `right`: for a word, what to write instead; `exceptions`: what holds the text
    and is no fault, parted by commas. It ends and is never deleted: what it held back then can be explained.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="own_words", verbose_name="机关")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    text = models.CharField("词", max_length=100)
    right = models.CharField("应写作", max_length=100, blank=True)
    exceptions = models.CharField("例外", max_length=300, blank=True)
    reason = models.CharField("理由", max_length=300)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="添加人")
    added_on = models.DateField("添加日期")
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="停用人")
    ended_on = models.DateField("停用日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "本机关的词表"
        ordering = ("kind", "text", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "kind", "text"],
                condition=models.Q(ended_on__isnull=True),
                name="own_word_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.text}→{self.right}" if self.right else self.text
