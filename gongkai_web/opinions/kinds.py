"""Which words does 意见征集 use for how an opinion came and how it stands?"""

from __future__ import annotations

from django.db import models

from gongkai.publication.adoption import ADOPTED, PARTLY, REFUSED, VERDICT_WORDS


class Channel(models.TextChoices):
    """How it came (来源)."""

    SITE = "site", "本网站"
    POST = "post", "来信"
    EMAIL = "email", "电子邮件"
    PHONE = "phone", "电话"
    COUNTER = "counter", "当面"
    MEETING = "meeting", "座谈会、听证会"
    OTHER = "other", "其他渠道"


class Status(models.TextChoices):
    """Whether everybody reads it. What is not shown is answered all the same; what is VOID is no opinion."""

    NEW = "new", "待审看"
    SHOWN = "shown", "公开显示"
    HIDDEN = "hidden", "不公开显示"
    VOID = "void", "不是意见"


class Verdict(models.TextChoices):
    """What became of it (采纳情况)."""

    ADOPTED = ADOPTED, VERDICT_WORDS[ADOPTED]
    PARTLY = PARTLY, VERDICT_WORDS[PARTLY]
    REFUSED = REFUSED, VERDICT_WORDS[REFUSED]


# What is counted as received: all but what turned out to be no opinion.
TAKEN = (Status.NEW, Status.SHOWN, Status.HIDDEN)
