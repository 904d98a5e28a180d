"""监督和指导: what did the office study, look at, tell and advise, and how was it judged itself?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from gongkai.publication.words import fields
from gongkai_web.agencies.models import Agency
from gongkai_web.oversight.registers import words
from gongkai_web.oversight.registers.declared.making import (
    KEEPER,
    later_day,
    line,
    link,
    not_before,
    not_more,
    note,
    number,
    word,
)
from gongkai_web.oversight.registers.models import (
    Bulletin,
    Criterion,
    EvaluationResult,
    Guidance,
    ModelCase,
    Reminder,
    SiteCensus,
    Study,
    Summary,
    UnitCheck,
    WeakField,
)
from gongkai_web.registers.declared import Blank, Register, Takes, Values

GROUP = "监督和指导"


def _fields(day: date) -> Mapping[str, str]:
    known = fields()
    return {code: one.label for code, one in (known if day == date.max else known.on(day)).items()}


def _evaluations(agency: Agency, day: date) -> QuerySet[EvaluationResult]:
    return EvaluationResult.objects.filter(agency=agency, voided=False, day__lte=day)


def _decided(values: Values) -> None:
    not_before(values, "decided_on", "决定日期")


def _qualified(values: Values) -> None:
    not_more(values, "qualified", "units", "合格数多于检查数")


def _told(values: Values) -> None:
    not_before(values, "told_on", "反馈日期")


def _answered(values: Values) -> None:
    not_before(values, "answered_on", "反馈日期")


STUDIES = Register(
    code="problem-studies",
    label="问题研判",
    lead="公开工作里的问题：从哪里来、为什么、怎么定的；定了以后补填。",
    model=Study,
    day="提出日期",
    title="problem",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("problem", "问题"),
        word("source", "来源", "problem_sources"),
        note("causes", "原因分析"),
        later_day("decided_on", "决定日期"),
        note("decided", "决定的措施", later=True),
    ),
    check=_decided,
)
GUIDANCE = Register(
    code="guidance",
    label="指导和约谈",
    lead="对单位和个人的指导、督导、座谈、约谈和一对一交流：对谁、讲什么、建议什么。",
    model=Guidance,
    day="日期",
    title="subject",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("subject", "内容"),
        Blank("whom", "对象", most=200),
        word("way", "方式", "guidance_ways"),
        note("advice", "建议"),
        number("persons", "人数", required=False),
    ),
)
CASES = Register(
    code="model-cases",
    label="指导案例",
    lead="拿来指导办理的典型案例：写要点，不写申请人的个人信息。",
    model=ModelCase,
    day="印发日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "案例"),
        word("kind", "类别", "case_kinds"),
        note("lesson", "要点", "不写申请人的姓名和联系方式。", required=True),
        link(),
    ),
)
BULLETINS = Register(
    code="bulletins",
    label="通报",
    lead="印发的通报：季度通报、问题通报、专项通报，一期登记一条。",
    model=Bulletin,
    day="印发日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "通报"),
        word("kind", "种类", "bulletin_kinds"),
        number("units", "检查数", "检查了几家网站、几个账号。", required=False),
        number("qualified", "合格数", required=False),
        link(),
    ),
    check=_qualified,
)
CHECKS = Register(
    code="checks",
    label="检查和督查",
    lead="对各单位的检查：一次登记一条；查出的问题在“问题”里逐个整改。",
    model=UnitCheck,
    day="检查日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "检查"),
        word("kind", "种类", "check_kinds"),
        number("units", "检查单位数"),
        number("found", "发现问题数"),
        later_day("told_on", "反馈日期"),
    ),
    check=_told,
)
EVALUATIONS = Register(
    code="evaluations",
    label="考核评估结果",
    lead="本机关受到的考核、第三方评估和社会评议：得分、排名、指出几个问题。",
    model=EvaluationResult,
    day="结果日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "考核评估"),
        word("kind", "种类", "evaluation_kinds"),
        Blank("done_by", "考核单位", most=200),
        Blank("score", "得分", Takes.AMOUNT, required=False),
        number("place", "排名", required=False),
        number("found", "指出问题数"),
    ),
)
WEAK_FIELDS = Register(
    code="weak-fields",
    label="薄弱领域",
    lead="考核评估指出的薄弱领域，改进以后补填日期。",
    model=WeakField,
    day="标记日期",
    title="field",
    kept_by=KEEPER,
    group=GROUP,
    until="until",
    blanks=(
        Blank("field", "领域", Takes.WORD, words=_fields),
        Blank("evaluation", "依据的评估", Takes.ROW, rows=_evaluations, hint="先登记在“考核评估结果”。"),
        line("said", "评估意见", most=300),
        later_day("until", "改进日期"),
    ),
)
CRITERIA = Register(
    code="criteria",
    label="考核指标",
    lead="考核各单位公开工作的指标：分值和评分办法，停用的补填日期。",
    model=Criterion,
    day="启用日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    until="until",
    blanks=(
        Blank("title", "指标"),
        Blank("points", "分值", Takes.AMOUNT),
        note("rule", "评分办法", required=True),
        later_day("until", "停用日期"),
    ),
)
CENSUS = Register(
    code="site-census",
    label="网站技术普查",
    lead="对各网站的技术检测普查：一次登记一条。",
    model=SiteCensus,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(Blank("title", "普查"), number("sites", "网站数"), number("found", "发现问题数")),
)
REMINDERS = Register(
    code="reminders",
    label="提醒单",
    lead="发给主办单位的提醒单、督办单：一份登记一条，反馈以后补填。",
    model=Reminder,
    day="发出日期",
    title="problem",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("problem", "问题"),
        Blank("whom", "主办单位", most=200),
        word("way", "种类", "reminder_ways"),
        line("number", "编号", most=100),
        later_day("answered_on", "反馈日期"),
    ),
    check=_answered,
    letters=words.letters()["reminders"],
)
SUMMARIES = Register(
    code="summaries",
    label="总结报告",
    lead="定期的工作总结：进展、问题和措施。",
    model=Summary,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "总结"),
        note("done", "进展", required=True),
        note("wanting", "存在问题和措施"),
        link(),
    ),
)

REGISTERS = (
    STUDIES,
    GUIDANCE,
    CASES,
    BULLETINS,
    CHECKS,
    EVALUATIONS,
    WEAK_FIELDS,
    CRITERIA,
    CENSUS,
    REMINDERS,
    SUMMARIES,
)
