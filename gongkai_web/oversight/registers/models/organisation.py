"""组织和队伍: who answers for disclosure, who does it, what they meet about and by which rules they work."""

from __future__ import annotations

from django.db import models

from gongkai_web.registers.models import Entry


class GroupMember(Entry):
    """领导小组成员, from the day of appointment until the day of leaving (handbook 00 row 5)."""

    name = models.CharField("姓名", max_length=60)
    group_post = models.CharField("组内职务", max_length=20)
    office = models.CharField("单位和职务", max_length=200)
    document = models.CharField("任职文号", max_length=100, blank=True)
    until = models.DateField("免职日期", null=True)
    until_document = models.CharField("免职文号", max_length=100, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "领导小组成员"


class GroupChange(Entry):
    """领导小组调整: one document by which the group was formed or changed, whomever it named."""

    document = models.CharField("文件", max_length=300)
    said = models.TextField("调整内容", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "领导小组调整"


class Staff(Entry):
    """公开工作人员 in a post, full or part time, from one day until another (rows 4, 128, 129)."""

    name = models.CharField("姓名", max_length=60)
    employment = models.CharField("专职或者兼职", max_length=20)
    unit = models.CharField("科室", max_length=200)
    post = models.CharField("岗位", max_length=100)
    until = models.DateField("离岗日期", null=True)
    until_reason = models.CharField("离岗原因", max_length=200, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "公开工作人员"


class Duty(Entry):
    """职责分工: which part of the work is whose, on which of the three levels (rows 6, 8)."""

    duty = models.CharField("职责", max_length=300)
    level = models.CharField("责任层级", max_length=20)
    name = models.CharField("责任人", max_length=60)
    unit = models.CharField("责任单位", max_length=200)
    until = models.DateField("调整日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "职责分工"


class Watch(Entry):
    """值班: who was on duty on a day (国办发〔2018〕123号)."""

    name = models.CharField("值班人员", max_length=60)
    leader = models.CharField("带班领导", max_length=60, blank=True)
    phone = models.CharField("值班电话", max_length=60, blank=True)
    note = models.TextField("值班情况", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "值班"


class Meeting(Entry):
    """会议和学习: what about, and what was decided (rows 7, 8, 11)."""

    kind = models.CharField("种类", max_length=20)
    subject = models.CharField("议题", max_length=300)
    persons = models.PositiveIntegerField("参加人数", null=True)
    decided = models.TextField("决定和要求", blank=True)
    link = models.URLField("纪要的网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "会议和学习"


class WorkRule(Entry):
    """制度和学习资料, in force from one day until another (row 11)."""

    title = models.CharField("名称", max_length=300)
    kind = models.CharField("种类", max_length=20)
    document = models.CharField("文号", max_length=100, blank=True)
    link = models.URLField("网址", blank=True)
    until = models.DateField("废止日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "制度和学习资料"


class Publicity(Entry):
    """宣传活动 (row 131)."""

    title = models.CharField("活动", max_length=300)
    kind = models.CharField("形式", max_length=20)
    persons = models.PositiveIntegerField("参加人数", null=True)
    link = models.URLField("网址", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "宣传活动"
