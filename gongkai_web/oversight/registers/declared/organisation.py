"""组织和队伍: who answers for disclosure, who does it, when they met, by which rules they work?"""

from __future__ import annotations

from gongkai_web.oversight.registers.declared.making import KEEPER, later_day, line, link, note, number, word
from gongkai_web.oversight.registers.models import (
    Duty,
    GroupChange,
    GroupMember,
    Meeting,
    Publicity,
    Staff,
    Watch,
    WorkRule,
)
from gongkai_web.registers.declared import Blank, Register

GROUP = "组织和队伍"

MEMBERS = Register(
    code="group-members",
    label="领导小组成员",
    lead="政务公开领导小组的成员，从任职到免职；换人的，给原来的成员补填免职日期，再登记新的成员。",
    model=GroupMember,
    day="任职日期",
    title="name",
    kept_by=KEEPER,
    group=GROUP,
    until="until",
    blanks=(
        Blank("name", "姓名", most=60),
        word("group_post", "组内职务", "group_posts"),
        Blank("office", "单位和职务", most=200),
        line("document", "任职文号", most=100),
        later_day("until", "免职日期"),
        line("until_document", "免职文号", most=100, later=True),
    ),
)
CHANGES = Register(
    code="group-changes",
    label="领导小组调整",
    lead="成立、调整领导小组的文件：一份文件登记一条，涉及几个人都是一次；成员另记在“领导小组成员”。",
    model=GroupChange,
    day="印发日期",
    title="document",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(Blank("document", "文件名称和文号"), note("said", "调整内容")),
)
STAFF = Register(
    code="staff",
    label="公开工作人员",
    lead="专职、兼职从事公开工作的人员，从到岗到离岗；在系统里办事的权限另在“机关和人员”里任命。",
    model=Staff,
    day="到岗日期",
    title="name",
    kept_by=KEEPER,
    group=GROUP,
    until="until",
    blanks=(
        Blank("name", "姓名", most=60),
        word("employment", "专职或者兼职", "employment"),
        Blank("unit", "科室", most=200),
        Blank("post", "岗位", hint="如：依申请公开、网站维护。", most=100),
        later_day("until", "离岗日期"),
        line("until_reason", "离岗原因", later=True),
    ),
)
DUTIES = Register(
    code="duties",
    label="职责分工",
    lead="哪一项公开工作由谁负责、在哪一级；分工调整的，补填调整日期，另登记新的。",
    model=Duty,
    day="起始日期",
    title="duty",
    kept_by=KEEPER,
    group=GROUP,
    until="until",
    blanks=(
        Blank("duty", "职责"),
        word("level", "责任层级", "levels"),
        Blank("name", "责任人", most=60),
        Blank("unit", "责任单位", most=200),
        later_day("until", "调整日期"),
    ),
)
WATCHES = Register(
    code="watches",
    label="值班",
    lead="网站和政务新媒体的值班值守：一个人值班一天登记一条；整月的值班表可以用表格导入。",
    model=Watch,
    day="值班日期",
    title="name",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("name", "值班人员", most=60),
        line("leader", "带班领导", most=60),
        line("phone", "值班电话", most=60),
        note("note", "值班情况"),
    ),
)
MEETINGS = Register(
    code="meetings",
    label="会议和学习",
    lead="研究、部署公开工作的会议和组织的学习：议题、人数、定了什么。",
    model=Meeting,
    day="日期",
    title="subject",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("subject", "议题或者学习内容"),
        word("kind", "种类", "meeting_kinds"),
        number("persons", "参加人数", required=False),
        note("decided", "决定和要求"),
        link("纪要的网址"),
    ),
)
RULES = Register(
    code="rules",
    label="制度和学习资料",
    lead="本机关公开工作的制度、流程和学习资料，从施行到废止。",
    model=WorkRule,
    day="施行日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    until="until",
    blanks=(
        Blank("title", "名称"),
        word("kind", "种类", "rule_kinds"),
        line("document", "文号", most=100),
        link(),
        later_day("until", "废止日期"),
    ),
)
PUBLICITY = Register(
    code="publicity",
    label="宣传活动",
    lead="宣传政府信息公开的活动：一次活动登记一条。",
    model=Publicity,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "活动"),
        word("kind", "形式", "publicity_kinds"),
        number("persons", "参加人数", required=False),
        link(),
    ),
)

REGISTERS = (MEMBERS, CHANGES, STAFF, DUTIES, WATCHES, MEETINGS, RULES, PUBLICITY)
