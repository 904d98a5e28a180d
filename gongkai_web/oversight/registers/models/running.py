"""运行和安全: how sites and accounts run, and how safe they are."""

from __future__ import annotations

from django.db import models

from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.registers.models import Entry


class SecurityAssessment(Entry):
    """安全评估: what it looked at, found and saw mended (row 111)."""

    title = models.CharField("评估", max_length=300)
    kind = models.CharField("种类", max_length=20)
    done_by = models.CharField("评估机构", max_length=200, blank=True)
    found = models.PositiveIntegerField("发现问题数")
    mended = models.PositiveIntegerField("整改数", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "安全评估"


class Incident(Entry):
    """安全责任事故 (row 9)."""

    title = models.CharField("事故", max_length=300)
    grade = models.CharField("等级", max_length=20)
    said = models.TextField("经过和责任")
    handled_on = models.DateField("处置完毕日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "安全责任事故"


class Leak(Entry):
    """失泄密事件 (row 10). What leaked is never written here."""

    title = models.CharField("事件（不写涉密内容）", max_length=300)
    reported_to = models.CharField("报告单位", max_length=200)
    handled_on = models.DateField("处置完毕日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "失泄密事件"


class EmergencyDrill(Entry):
    """应急演练."""

    title = models.CharField("演练", max_length=300)
    kind = models.CharField("科目", max_length=20)
    persons = models.PositiveIntegerField("参加人数", null=True)
    note = models.TextField("情况和改进", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "应急演练"


class BackupRun(Entry):
    """备份 of the site or of a system, tried out or not (row 91)."""

    title = models.CharField("备份的系统", max_length=300)
    kind = models.CharField("方式", max_length=20)
    restored_on = models.DateField("恢复验证日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "备份"


class Maintenance(Entry):
    """运行维护 (rows 87, 110)."""

    title = models.CharField("维护", max_length=300)
    kind = models.CharField("种类", max_length=20)
    hours = models.DecimalField("用时（小时）", max_digits=8, decimal_places=2, null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "运行维护"


class Ticket(Entry):
    """问题工单: what did not work, when it worked again, and how many hours that took (row 93)."""

    title = models.CharField("问题", max_length=300)
    kind = models.CharField("种类", max_length=20)
    unit = models.CharField("处理单位", max_length=200, blank=True)
    solved_on = models.DateField("办结日期", null=True)
    hours = models.DecimalField("办结用时（小时）", max_digits=8, decimal_places=2, null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "问题工单"


class LoadTime(Entry):
    """访问速度: a series of visits to a site, how many failed, how long the others took (row 88)."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", verbose_name="网站")
    tries = models.PositiveIntegerField("访问次数")
    failed = models.PositiveIntegerField("打不开次数")
    milliseconds = models.PositiveBigIntegerField("打开的合计毫秒")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "访问速度"


class Monitoring(Entry):
    """日常监测: one round of it (row 110)."""

    title = models.CharField("监测", max_length=300)
    kind = models.CharField("对象", max_length=20)
    units = models.PositiveIntegerField("监测数", null=True)
    found = models.PositiveIntegerField("发现问题数")

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "日常监测"


class Patrol(Entry):
    """新媒体巡检: an account was looked through (row 101)."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", verbose_name="账号")
    keeper = models.CharField("运维责任人", max_length=60)
    found = models.PositiveIntegerField("发现问题数")
    note = models.TextField("巡检情况", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "新媒体巡检"


class AccountSecurity(Entry):
    """账号安全: what was done so that an account stays in the right hands (row 101)."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", verbose_name="账号")
    kind = models.CharField("措施", max_length=20)
    keeper = models.CharField("办理人", max_length=60)
    note = models.TextField("说明", blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "账号安全"


class Judgement(Entry):
    """人工检查的指标: what a person found of one indicator of a site or account, with the evidence.

    `points`: that are lost by it, or added; `link`: where it is to be seen.
    """

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", verbose_name="网站、账号")
    indicator = models.CharField("指标", max_length=40)
    result = models.CharField("结果", max_length=10)
    points = models.DecimalField("扣分或者加分", max_digits=6, decimal_places=2, null=True)
    said = models.TextField("情况和依据")
    link = models.URLField("依据的网址", max_length=500, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "人工检查的指标"


class SeenHost(Entry):
    """没有登记的网站: a host that an inspection saw, with one step of what was decided about it and why."""

    host = models.CharField("主机", max_length=200)
    step = models.CharField("处理", max_length=10)
    reason = models.CharField("理由", max_length=300)
    link = models.URLField("在哪里看到的", max_length=500, blank=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "没有登记的网站"


class OutletProcedure(Entry):
    """Who asked to open, change, rest or close one, who agreed, what the public was told, when it was done.

    The site itself is kept in “网站和政务新媒体”; one that is yet to be opened has but its name here.
    """

    name = models.CharField("名称", max_length=200)
    kind = models.CharField("手续", max_length=20)
    host = models.CharField("主办单位", max_length=200)
    reason = models.CharField("理由", max_length=300)
    approved_by = models.CharField("审批单位", max_length=200, blank=True)
    approved_on = models.DateField("同意日期", null=True)
    number = models.CharField("批准文号或者备案号", max_length=100, blank=True)
    notice_from = models.DateField("公告日期", null=True)
    notice_until = models.DateField("公告截止日期", null=True)
    link = models.URLField("公告网址", blank=True)
    short_reason = models.CharField("公告期较短的理由", max_length=300, blank=True)
    done_on = models.DateField("办结日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "网站和账号的手续"


class TablePublication(Entry):
    """年度报表的公布: a yearly table of sites, where the public reads it."""

    table = models.CharField("报表", max_length=20)
    year = models.PositiveSmallIntegerField("年度")
    link = models.URLField("网址", max_length=500)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "年度报表的公布"


class OutletKeeper(Entry):
    """网站和账号的责任人, from one day until another (rows 101, 118)."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", verbose_name="网站、账号")
    name = models.CharField("责任人", max_length=60)
    unit = models.CharField("责任单位", max_length=200)
    phone = models.CharField("电话", max_length=60, blank=True)
    until = models.DateField("不再负责的日期", null=True)

    class Meta(Entry.Meta):
        verbose_name = verbose_name_plural = "网站和账号的责任人"
