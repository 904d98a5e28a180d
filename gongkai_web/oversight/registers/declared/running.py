"""运行和安全: how do sites and accounts run, and how safe are they?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from gongkai.pages.facts import Verdict
from gongkai.pages.law import BONUS, MEDIA, POINTS, VETO, indicators
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, may
from gongkai_web.errors import Refused
from gongkai_web.oversight.registers import judged, words
from gongkai_web.oversight.registers.declared.making import (
    KEEPER,
    later_day,
    line,
    not_before,
    not_more,
    note,
    number,
    word,
)
from gongkai_web.oversight.registers.models import (
    AccountSecurity,
    BackupRun,
    EmergencyDrill,
    Incident,
    Judgement,
    Leak,
    LoadTime,
    Maintenance,
    Monitoring,
    OutletKeeper,
    OutletProcedure,
    Patrol,
    SecurityAssessment,
    SeenHost,
    TablePublication,
    Ticket,
)
from gongkai_web.publishing.catalogue.queries import catalogue_of
from gongkai_web.publishing.channels.actions import set_state
from gongkai_web.publishing.channels.grounds import Grounds
from gongkai_web.publishing.channels.models import ACCOUNT, SITE, Outlet, State
from gongkai_web.publishing.channels.queries import standing, standing_below
from gongkai_web.registers.declared import Blank, Register, Takes, Values

GROUP = "运行和安全"
# As `Grounds` has them.
GROUNDS = ("approved_by", "approved_on", "notice_from", "notice_until", "short_reason")
FAULT, FINE, EXEMPT = Verdict.FAULT.value, Verdict.FINE.value, "exempt"
_OF_STATE_COUNCIL = "national"  # 手册05 §3.1: of other levels none is exempt


def _sites(agency: Agency, day: date) -> QuerySet[Outlet]:
    return standing(agency, day).filter(medium=SITE)


def _accounts(agency: Agency, day: date) -> QuerySet[Outlet]:
    return standing(agency, day).filter(medium=ACCOUNT)


def _mended(values: Values) -> None:
    not_more(values, "mended", "found", "整改数多于发现问题数")


def _handled(values: Values) -> None:
    not_before(values, "handled_on", "处置完毕日期")


def _restored(values: Values) -> None:
    not_before(values, "restored_on", "恢复验证日期")


def _solved(values: Values) -> None:
    not_before(values, "solved_on", "办结日期")
    if values["hours"] is not None and not values["solved_on"]:
        raise Refused("写了办结用时，没有写办结日期；请一起填。")


def _failed(values: Values) -> None:
    not_more(values, "failed", "tries", "打不开次数多于访问次数")


def _outlets(agency: Agency, day: date) -> QuerySet[Outlet]:
    return standing(agency, day)


def _looked_at(agency: Agency, day: date) -> QuerySet[Outlet]:
    """Whoever supervises looks at the sites and accounts of the others."""
    return standing_below(agency, day)


def _in_order(values: Values) -> None:
    """Asked for, agreed, announced, done – in this order; a site is closed after a notice of its length."""
    for name, said in (("approved_on", "同意日期"), ("notice_from", "公告日期"), ("done_on", "办结日期")):
        not_before(values, name, said)
    since, until, done = (values[name] for name in ("notice_from", "notice_until", "done_on"))
    if until and (since is None or until < since):
        raise Refused("公告截止日期没有公告日期，或者比它早；请核对日期。")
    if done:
        grounds = Grounds(*(values[name] for name in GROUNDS))
        grounds.require_agreed(done)
        if values["kind"] == "close":
            grounds.require_announced(done)


def _require_only(entry: OutletProcedure) -> None:
    """The same one is not begun twice."""
    same = {name: getattr(entry, name) for name in ("agency", "name", "kind")}
    open_ = OutletProcedure.objects.filter(voided=False, done_on=None, **same).exclude(pk=entry.pk).first()
    if open_ is not None:
        kind = PROCEDURES.blank("kind").shown(entry.kind, entry.day)
        raise Refused(
            f"“{entry.name}”的{kind}在 {open_.day} 已经登记过，还没有办结；请在那一条里补填，写错的先作废。"
        )


def _state_follows(entry: OutletProcedure, by: Person, today: date) -> None:
    """The site or account of that name stands as its procedure says, where whoever enters it may say so."""
    if entry.voided:
        return
    if entry.done_on is None:
        _require_only(entry)
    outlet = standing(entry.agency, entry.day).filter(name=entry.name).first()
    state = _STATES.get((entry.kind, entry.done_on is not None))
    day = entry.done_on or entry.notice_from
    if outlet is None or state is None or day is None or outlet.state in {state, State.CLOSED}:
        return
    grounds = Grounds(*(getattr(entry, name) for name in GROUNDS))
    announced_alone = entry.done_on is None and (grounds.approved_on is None or grounds.approved_on > day)
    if announced_alone or not may(by, outlet.agency, What.KEEP_CATALOGUE, today):
        return
    set_state(
        by=by,
        outlet=outlet,
        state=state,
        day=day,
        reason=f"按{today}登记的手续：{entry.reason}",
        grounds=grounds,
        number=entry.number,
        today=today,
    )


def _indicators(day: date) -> dict[str, str]:
    return {code: one.title for code, one in indicators().on(day).items()}


def _judged(values: Values) -> None:
    """An indicator of what is looked at, with no more points than it has."""
    one, outlet, points = indicators()[values["indicator"]], values["outlet"], values["points"]
    if (one.group == MEDIA) != (outlet.medium == ACCOUNT):
        kind = "政务新媒体" if one.group == MEDIA else "网站"
        raise Refused(f"「{one.title}」是{kind}的指标，「{outlet}」不是{kind}；请另选。")
    if values["result"] == EXEMPT and not (one.is_service and one.group == VETO):
        raise Refused(f"「{one.title}」不能写“不查”：只有没有对外服务职能的，V6 写“不查”。")
    if values["result"] == EXEMPT:
        _require_of_state_council(outlet.agency)
    most = Decimal(one.most) / 10 if one.group in {POINTS, BONUS} else Decimal(0)
    if points is not None and points > most:
        said = f"最多 {most.normalize():f} 分" if most else "不计分"
        raise Refused(f"「{one.title}」{said}，填了 {points}；请核对。")
    if points and values["result"] != (FAULT if one.group == POINTS else FINE):
        raise Refused(f"「{one.title}」的结果和分数对不上：扣分的选有问题，加分的选没有问题。")


def _require_of_state_council(agency: Agency) -> None:
    kept = catalogue_of(agency)
    if kept is None or kept.level != _OF_STATE_COUNCIL:
        raise Refused(
            f"只有没有对外服务职能的国务院部门，V6 才写“不查”；{agency.name}不是国务院部门"
            "（机关的层级在“信息公开目录”的设置里），办事服务照样检查。"
        )


# The state to which a procedure leads, before it is done – once its notice stands – and when it is.
_STATES = {
    ("rest", True): State.SUSPENDED,
    ("resume", True): State.RUNNING,
    ("close", False): State.CLOSING,
    ("close", True): State.CLOSED,
    ("cancel", True): State.CLOSED,
}
_ACCOUNT = Blank(
    "outlet", "账号", Takes.ROW, rows=_accounts, hint="先在“网站和政务新媒体”里登记账号。"
)  # of the agency that hosts it

PROCEDURES = Register(
    code="outlet-procedures",
    label="网站和账号的手续",
    lead="网站和政务新媒体的开设、变更、临时下线、恢复运行、关停、注销：申请时登记，同意、公告、办结以后补填；名称和“网站和政务新媒体”里的一致的，状态随手续更新，没有别的办法改；新开设和变更内容的，办结以后在那里登记。",
    model=OutletProcedure,
    day="申请日期",
    title="name",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("name", "网站、账号的名称", most=200),
        word("kind", "手续", "outlet_procedures"),
        Blank("host", "主办单位", most=200),
        Blank("reason", "理由"),
        line("approved_by", "审批单位", later=True),
        later_day("approved_on", "同意日期"),
        line("number", "批准文号或者备案号", most=100, later=True),
        later_day("notice_from", "公告日期"),
        Blank("notice_until", "公告截止日期", Takes.DAY, required=False, later=True, ahead=True),
        Blank("link", "公告网址", Takes.ADDRESS, required=False, later=True),
        line("short_reason", "公告期较短的理由", most=300, later=True),
        later_day("done_on", "办结日期"),
    ),
    check=_in_order,
    letters=words.letters()["outlet-procedures"],
    follows=_state_follows,
)
KEEPERS = Register(
    code="outlet-keepers",
    label="网站和账号的责任人",
    lead="每个网站、账号由谁负责；换人的，补填原来的人不再负责的日期，再登记新的人。",
    model=OutletKeeper,
    day="起始日期",
    title="name",
    kept_by=KEEPER,
    group=GROUP,
    until="until",
    blanks=(
        Blank("name", "责任人", most=60),
        Blank("outlet", "网站、账号", Takes.ROW, rows=_outlets, hint="先在“网站和政务新媒体”里登记。"),
        Blank("unit", "责任单位", most=200),
        line("phone", "电话", most=60),
        later_day("until", "不再负责的日期"),
    ),
)
ASSESSMENTS = Register(
    code="assessments",
    label="安全评估",
    lead="网络安全的评估和检测：一次登记一条，发现几个问题、整改了几个。",
    model=SecurityAssessment,
    day="评估日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "评估的系统和范围"),
        word("kind", "种类", "assessment_kinds"),
        line("done_by", "评估机构"),
        number("found", "发现问题数"),
        number("mended", "整改数", later=True),
    ),
    check=_mended,
)
INCIDENTS = Register(
    code="incidents",
    label="安全责任事故",
    lead="信息安全责任事故。没有发生的，由人在本页说明本年没有，不登记就不算零。",
    model=Incident,
    day="发生日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "事故"),
        word("grade", "等级", "incident_grades"),
        note("said", "经过和责任", required=True),
        later_day("handled_on", "处置完毕日期"),
    ),
    check=_handled,
)
LEAKS = Register(
    code="leaks",
    label="失泄密事件",
    lead="失密、泄密事件，不写涉密内容。没有发生的，由人在本页说明本年没有，不登记就不算零。",
    model=Leak,
    day="发现日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "事件", hint="不写涉密内容。"),
        Blank("reported_to", "报告单位", most=200),
        later_day("handled_on", "处置完毕日期"),
    ),
    check=_handled,
)
DRILLS = Register(
    code="emergency-drills",
    label="应急演练",
    lead="网站和新媒体的应急演练：一次登记一条。",
    model=EmergencyDrill,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "演练"),
        word("kind", "科目", "drill_kinds"),
        number("persons", "参加人数", required=False),
        note("note", "情况和改进"),
    ),
)
BACKUPS = Register(
    code="backups",
    label="备份",
    lead="网站和系统的备份：一次登记一条，试过恢复的补填日期。",
    model=BackupRun,
    day="备份日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "备份的系统"),
        word("kind", "方式", "backup_kinds"),
        later_day("restored_on", "恢复验证日期"),
    ),
    check=_restored,
)
MAINTENANCE = Register(
    code="maintenance",
    label="运行维护",
    lead="网站和系统的维护、数据管理和升级：一次登记一条。",
    model=Maintenance,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "维护内容"),
        word("kind", "种类", "maintenance_kinds"),
        Blank("hours", "用时（小时）", Takes.AMOUNT, required=False),
    ),
)
TICKETS = Register(
    code="tickets",
    label="问题工单",
    lead="网站的技术问题、功能问题：发现时登记，办结后补填日期和用时。",
    model=Ticket,
    day="发现日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "问题"),
        word("kind", "种类", "ticket_kinds"),
        line("unit", "处理单位"),
        later_day("solved_on", "办结日期"),
        Blank("hours", "办结用时（小时）", Takes.AMOUNT, required=False, later=True),
    ),
    check=_solved,
)
LOAD_TIMES = Register(
    code="load-times",
    label="访问速度",
    lead="网站打开得快不快：一轮登记一条；可用率是打开的次数占访问的次数，平均时长是合计毫秒除以打开的次数。",
    model=LoadTime,
    day="日期",
    title="outlet",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("outlet", "网站", Takes.ROW, rows=_sites, hint="先在“网站和政务新媒体”里登记网站。"),
        number("tries", "访问次数"),
        number("failed", "打不开次数"),
        number("milliseconds", "打开的合计毫秒", "打开的各次用时相加。"),
    ),
    check=_failed,
)
MONITORING = Register(
    code="monitoring",
    label="日常监测",
    lead="对网站、新媒体和网络安全的日常监测：一轮登记一条；查出的问题在“问题”里逐个整改。",
    model=Monitoring,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "监测"),
        word("kind", "对象", "monitoring_kinds"),
        number("units", "监测数", "监测了几家、几个。", required=False),
        number("found", "发现问题数"),
    ),
)
PATROLS = Register(
    code="patrols",
    label="新媒体巡检",
    lead="政务新媒体的日常巡检：一个账号看过一次登记一条，写明责任人。",
    model=Patrol,
    day="巡检日期",
    title="outlet",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        _ACCOUNT,
        Blank("keeper", "运维责任人", most=60),
        number("found", "发现问题数"),
        note("note", "巡检情况"),
    ),
)
ACCOUNT_SECURITY = Register(
    code="account-security",
    label="账号安全",
    lead="政务新媒体账号的安全防护：更换口令和管理人、清理权限、处置异常登录。不写口令本身。",
    model=AccountSecurity,
    day="日期",
    title="outlet",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        _ACCOUNT,
        word("kind", "措施", "account_acts"),
        Blank("keeper", "办理人", most=60),
        note("note", "说明", "不写口令。"),
    ),
)

JUDGEMENTS = Register(
    code="hand-checks",
    label="人工检查的指标",
    lead="网站和政务新媒体的检查指标里由人检查的，一项登记一条，写明依据；同一季度里一项以最后登记的为准，和机器检查的合在一起计分。没有对外服务职能的国务院部门，V6须写“不查”：不查办事服务，其余的得分乘以三分之四。主管部门登记所监督的单位的，以主管部门登记的为准。",
    model=Judgement,
    day="检查日期",
    title="outlet",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("outlet", "网站、账号", Takes.ROW, rows=_looked_at, hint="先在“网站和政务新媒体”里登记。"),
        Blank("indicator", "指标", Takes.WORD, words=_indicators),
        word("result", "结果", "judged"),
        Blank("points", "扣分或者加分", Takes.AMOUNT, "单项否决的指标不填。", required=False),
        note("said", "情况和依据", "在哪里、什么时候、看到什么。", required=True),
        Blank("link", "依据的网址", Takes.ADDRESS, required=False),
    ),
    check=_judged,
    follows=judged.tell,
)
SEEN_HOSTS = Register(
    code="seen-hosts",
    label="没有登记的网站",
    lead="检查网站时看到的、“网站和政务新媒体”里没有的政府网站：看到、建议登记、已经登记或者不登记，一步登记一条，写明理由。",
    model=SeenHost,
    day="日期",
    title="host",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("host", "主机", most=200, hint="网址里的主机，如 www.example.gov.cn。"),
        word("step", "处理", "host_steps"),
        Blank("reason", "理由"),
        Blank("link", "在哪里看到的", Takes.ADDRESS, required=False),
    ),
)


def _of_a_year_that_is_over(values: Values) -> None:
    if values["year"] >= values["day"].year:
        raise Refused(f"{values['year']} 年度到 {values['day']} 还没有过完；报表在第二年公布，请核对年度。")


TABLES = Register(
    code="site-tables",
    label="年度报表的公布",
    lead="政府网站工作年度报表、监管年度报表：公布了登记一条，写明网址；登记以前“今天”里提醒。",
    model=TablePublication,
    day="公布日期",
    title="table",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        word("table", "报表", "site_tables"),
        number("year", "年度", "报表是哪一年的。"),
        Blank("link", "网址", Takes.ADDRESS),
    ),
    check=_of_a_year_that_is_over,
)

REGISTERS = (
    PROCEDURES,
    KEEPERS,
    ASSESSMENTS,
    INCIDENTS,
    LEAKS,
    DRILLS,
    BACKUPS,
    MAINTENANCE,
    TICKETS,
    LOAD_TIMES,
    MONITORING,
    PATROLS,
    ACCOUNT_SECURITY,
    JUDGEMENTS,
    SEEN_HOSTS,
    TABLES,
)
