"""Which words does the catalogue know: of what sort is a column, what happened to it?"""

from __future__ import annotations

from django.db import models

from gongkai.publication.columns import APPLICATION, COLUMN_KIND_LABELS, GROUP, ITEMS, SINGLE


class Kind(models.TextChoices):
    """What stands in a column."""

    GROUP = GROUP, COLUMN_KIND_LABELS[GROUP]
    ITEMS = ITEMS, COLUMN_KIND_LABELS[ITEMS]
    SINGLE = SINGLE, COLUMN_KIND_LABELS[SINGLE]
    APPLICATION = APPLICATION, COLUMN_KIND_LABELS[APPLICATION]


class Purpose(models.TextChoices):
    """Why a column is there: the law wants it, or the office opened it (第二十二条)."""

    LAW = "law", "法定栏目"
    KEY_FIELD = "key_field", "重点领域"
    TOPIC = "topic", "专题专栏"
    OWN = "own", "自设栏目"


class Change(models.TextChoices):
    """What happened to a column."""

    SEEDED = "seeded", "按法规设立"
    OPENED = "opened", "新增"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "调整位置"
    CYCLE_SET = "cycle_set", "定更新周期"
    INTRODUCED = "introduced", "改栏目说明"
    MERGED = "merged", "合并"
    CLOSED = "closed", "停用"


# 栏目调整 (handbook 00 row 20): 新增、合并、更名、停用.
ADJUSTMENTS = (Change.OPENED, Change.RENAMED, Change.MERGED, Change.CLOSED)


class HeldKind(models.TextChoices):
    """What waits for a second person."""

    INTRODUCTION = "introduction", "栏目说明"
    STANDARD = "standard", "事项标准目录"
    CONTACT = "contact", "联系方式"
    ENTERPRISE = "enterprise", "公共企事业单位"
    PARTICULARS = "particulars", "机关情况"
    CALL = "call", "意见征集"
    DECISION = "decision", "重大行政决策"


# Of these the words stand in a row of another room, and are kept back there.
KEPT_BACK = (HeldKind.CALL, HeldKind.DECISION)


class ContactKind(models.TextChoices):
    """What a contact says."""

    PHONE = "phone", "电话"
    ADDRESS = "address", "地址"
    HOURS = "hours", "时间"
    FAX = "fax", "传真"
    EMAIL = "email", "电子邮箱"
    OTHER = "other", "其他"
