"""What words do the columns of an item, an edition and a decision take?"""

from __future__ import annotations

from django.db import models

# So long may the name of a source be from which something is reposted, as on the list of the sources.
NAME_OF_SOURCE = 100


class ItemClass(models.TextChoices):
    """The four kinds by which the statements of the year count (information of a site)."""

    OVERVIEW = "overview", "概况类"
    NEWS = "news", "政务动态"
    CATALOGUE = "catalogue", "信息公开目录"
    OTHER = "other", "其余"


class Attribute(models.TextChoices):
    """公开属性, set when a text is drafted (国办发〔2016〕80号)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Origin(models.TextChoices):
    """Whose text it is."""

    OWN = "own", "自有"
    REPOSTED = "reposted", "转载"


class InterpretationPlan(models.TextChoices):
    """Whether a document is interpreted when it is published (国办发〔2016〕80号: 同步)."""

    TOGETHER = "together", "同步公开解读"
    NONE = "none", "不需要解读"


class Readers(models.TextChoices):
    """Who may see what is not public yet; never derived from who issues it."""

    AGENCY = "agency", "本机关工作人员"
    NAMED = "named", "起草、审查的人和指定的人"


class State(models.TextChoices):
    """Where an item stands."""

    DRAFT = "draft", "未公开"
    LIVE = "live", "已公开"
    INSIDE = "inside", "不主动公开"
    ENDED = "ended", "已终止"


class Stage(models.TextChoices):
    """Where an edition stands; at most one of an item is under way."""

    DRAFTING = "drafting", "起草"
    IN_REVIEW = "in_review", "审查中"
    APPROVED = "approved", "已批准"
    SCHEDULED = "scheduled", "定时发布"
    DONE = "done", "已发布"
    DROPPED = "dropped", "不再使用"


# The column of the 政府信息公开指南 (《条例》第十二条), as the law folder calls it.
GUIDE = "guide"
# In which an agency says where it is reached: there, and 机构职能、办公地址、联系方式 (第二十条第（二）项).
REACHED = (GUIDE, "art20_02_organization")
UNDER_WAY = (Stage.DRAFTING, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED)


class StepKind(models.TextChoices):
    """What is looked at in a step (《条例》第十七条；《保守国家秘密法实施条例》第四十二条)."""

    DEPARTMENT = "department", "科室负责人审核"
    SECRECY = "secrecy", "保密审查"
    APPROVAL = "approval", "批准"
