"""In which words is it told how far a unit and a level have come, and what was done?"""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """Which reports are collected; each has its own statutory day (《条例》第四十九条)."""

    AGENCY = "agency", "机关年报"
    GOVERNMENT = "government", "本级政府年报"


# The statutory term of each kind in `law/deadlines/publication.yaml`.
TERMS = {Kind.AGENCY: "department_report", Kind.GOVERNMENT: "government_report"}
# Which kind of `law/reports.yaml` each is.
REPORTS = {Kind.AGENCY: "agency_report", Kind.GOVERNMENT: "government_report"}
# Reports that are not only published by that day but also submitted by it (第四十九条第一款).
SUBMITTED = frozenset({Kind.AGENCY})


class Source(models.TextChoices):
    """How a report came in."""

    PLATFORM = "platform", "本平台定稿"
    UPLOAD = "upload", "上传文件"


class Way(models.TextChoices):
    """How a unit is asked for its report."""

    MAIL = "mail", "邮件"
    PHONE = "phone", "电话"
    PAPER = "paper", "书面"


class Done(models.TextChoices):
    """What can be done about a unit. Those of a level are about what stands below it."""

    RETURN = "return", "退回"
    ACCEPT = "accept", "审核通过"
    TAKE_BACK = "take_back", "撤回通过"
    PUBLISH = "publish", "登记公布"
    REOPEN = "reopen", "重新开放"
    APPROVE_LEVEL = "approve_level", "本级通过"
    ACCEPT_LEVEL = "accept_level", "上级通过"
    TAKE_BACK_LEVEL = "take_back_level", "撤回本级通过"
    VOID_LEVEL = "void_level", "因下级撤回而失效"
    VOID = "void", "汇总因下级撤回而失效"


class State(models.TextChoices):
    """How far the report of a unit has come."""

    NOT_STARTED = "not_started", "未开始"
    DRAFT = "draft", "编写中"
    SUBMITTED = "submitted", "已提交"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已通过"
    PUBLISHED = "published", "已公布"


# The report was accepted by the office above: it counts; and with what waits there, what is out of the house.
COUNTS = frozenset({State.ACCEPTED, State.PUBLISHED})
OUT = COUNTS | {State.SUBMITTED}


class LevelState(models.TextChoices):
    """How far a unit is that adds up others below it."""

    WAITING_BELOW = "waiting_below", "等下级"
    READY = "ready", "下级已齐"
    APPROVED_HERE = "approved_here", "本级已通过"
    ACCEPTED_ABOVE = "accepted_above", "上级已通过"
