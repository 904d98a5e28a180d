"""What is counted of the registers of oversight? Rows, people and hours of a year; who stands in office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from gongkai_web.figures.declared import Figure
from gongkai_web.oversight.registers.declared import (
    accountability,
    guidance,
    organisation,
    running,
    training,
)
from gongkai_web.registers.declared import Register
from gongkai_web.registers.figures import counted, in_force, subject_of

Number = tuple[str, str, str]  # its name in the register, its label, its unit
Meant = Mapping[str, Any]  # which of the entries, as `counted` takes it


def _of(
    register: Register,
    rows: Number,
    *,
    sums: dict[str, Number] | None = None,
    among: tuple[tuple[Number, Meant], ...] = (),
    ends: Number | None = None,
    standing: Number | None = None,
) -> tuple[Figure, ...]:
    """The figures of one register.

    `rows`: how many entries; `sums`: by blank what is added up; `among`: entries with a condition of their
    own; `ends`: how many terms ended; `standing`: how many stand at the end of the period.
    """
    subject = subject_of(register)
    whole = counted(register, *rows, subject=subject)
    return (
        whole,
        *(counted(register, *one, subject=subject, sums=name) for name, one in (sums or {}).items()),
        *(counted(register, *one, subject=subject, part_of=whole, **meant) for one, meant in among),
        *([counted(register, *ends, subject=subject, by_day=register.until)] if ends else []),
        *([in_force(register, *standing, subject=subject)] if standing else []),
    )


def _is(name: str, value: str) -> Meant:
    """Those of one word."""
    return {"condition": lambda _: Q(**{name: value})}


def _done(name: str) -> Meant:
    """Those of which the day of that blank has come by the day of asking."""
    return {"condition": lambda period: Q(**{f"{name}__lte": period.now}), "standing": True}


ORGANISATION = (
    *_of(
        organisation.MEMBERS,
        ("appointed", "任职的领导小组成员", "人次"),
        ends=("left", "免职的领导小组成员", "人次"),
        standing=("standing", "领导小组成员", "人"),
    ),
    *_of(organisation.CHANGES, ("made", "领导小组的调整", "次")),
    *_of(
        organisation.STAFF,
        ("joined", "到岗的公开工作人员", "人次"),
        ends=("left", "离岗的公开工作人员", "人次"),
        standing=("standing", "在岗的公开工作人员", "人"),
    ),
    *_of(
        organisation.DUTIES,
        ("assigned", "新定的职责分工", "项"),
        standing=("standing", "职责分工", "项"),
    ),
    *_of(organisation.WATCHES, ("kept", "值班", "人次")),
    *_of(
        organisation.MEETINGS,
        ("held", "会议和学习", "次"),
        sums={"persons": ("persons", "参加会议和学习", "人次")},
        among=(
            (("met", "召开的会议", "次"), {"condition": lambda _: ~Q(kind="study")}),
            (("studies", "组织的学习", "次"), _is("kind", "study")),
        ),
    ),
    *_of(
        organisation.RULES,
        ("made", "新定的制度和学习资料", "件"),
        standing=("standing", "在用的制度和学习资料", "件"),
    ),
    *_of(
        organisation.PUBLICITY,
        ("held", "宣传活动", "次"),
        sums={"persons": ("persons", "参加宣传活动", "人次")},
    ),
)
TRAINING = (
    *_of(training.TRAININGS, ("sessions", "培训", "场"), sums={"persons": ("persons", "参加培训", "人次")}),
    *_of(
        training.EXERCISES,
        ("held", "练兵和测试", "次"),
        sums={
            "persons": ("persons", "参加练兵和测试", "人次"),
            "passed": ("passed", "练兵和测试合格", "人次"),
        },
    ),
    *_of(
        training.NEEDS,
        ("raised", "培训需求", "项"),
        among=((("met", "已经培训的需求", "项"), _done("met_on")),),
    ),
)
RUNNING = (
    *_of(
        running.PROCEDURES,
        ("begun", "网站和账号的手续", "件"),
        among=((("done", "办结的网站和账号手续", "件"), _done("done_on")),),
    ),
    *_of(
        running.KEEPERS,
        ("named", "新定的网站和账号责任人", "人次"),
        standing=("standing", "网站和账号的责任人", "人"),
    ),
    *_of(
        running.ASSESSMENTS,
        ("made", "安全评估", "次"),
        sums={
            "found": ("found", "安全评估发现的问题", "个"),
            "mended": ("mended", "安全评估整改的问题", "个"),
        },
        among=((("risk", "网络安全集中风险评估", "次"), _is("kind", "risk")),),
    ),
    *_of(running.INCIDENTS, ("happened", "安全责任事故", "起")),
    *_of(running.LEAKS, ("happened", "失泄密事件", "起")),
    *_of(running.DRILLS, ("held", "应急演练", "次")),
    *_of(
        running.BACKUPS,
        ("made", "备份", "次"),
        among=((("restored", "试过恢复的备份", "次"), _done("restored_on")),),
    ),
    *_of(
        running.MAINTENANCE,
        ("done", "运行维护", "次"),
        sums={"hours": ("hours", "运行维护用时", "小时")},
    ),
    *_of(
        running.TICKETS,
        ("raised", "问题工单", "件"),
        sums={"hours": ("hours", "问题工单办结用时", "小时")},
        among=((("solved", "办结的问题工单", "件"), _done("solved_on")),),
    ),
    *_of(
        running.LOAD_TIMES,
        ("rounds", "访问速度的测量", "次"),
        sums={
            "tries": ("tries", "测量的访问", "次"),
            "failed": ("failed", "打不开的访问", "次"),
            "milliseconds": ("milliseconds", "打开用时合计", "毫秒"),
        },
    ),
    *_of(
        running.MONITORING,
        ("rounds", "日常监测", "次"),
        sums={"found": ("found", "日常监测发现的问题", "个")},
    ),
    *_of(running.PATROLS, ("made", "新媒体巡检", "次"), sums={"found": ("found", "巡检发现的问题", "个")}),
    *_of(
        running.JUDGEMENTS,
        ("judged", "人工检查的指标", "项次"),
        among=((("faults", "人工检查出问题的指标", "项次"), _is("result", running.FAULT)),),
    ),
    *_of(
        running.SEEN_HOSTS,
        ("steps", "没有登记的网站的处理", "次"),
        among=((("proposed", "建议登记的网站", "次"), _is("step", "proposed")),),
    ),
    *_of(running.TABLES, ("published", "公布的政府网站年度报表", "份")),
    *_of(running.ACCOUNT_SECURITY, ("done", "账号安全措施", "次")),
)
GUIDANCE = (
    *_of(
        guidance.STUDIES,
        ("raised", "研判的问题", "个"),
        among=((("decided", "已经定了措施的问题", "个"), _done("decided_on")),),
    ),
    *_of(
        guidance.GUIDANCE,
        ("given", "指导和约谈", "次"),
        sums={"persons": ("persons", "受指导和约谈", "人次")},
    ),
    *_of(guidance.CASES, ("issued", "指导案例", "个")),
    *_of(
        guidance.BULLETINS,
        ("issued", "通报", "期"),
        sums={
            "units": ("units", "通报所检查的", "家次"),
            "qualified": ("qualified", "通报所检查的合格", "家次"),
        },
        among=((("quarterly", "季度通报", "期"), _is("kind", "quarterly")),),
    ),
    *_of(
        guidance.CHECKS,
        ("made", "检查和督查", "次"),
        sums={"units": ("units", "检查的单位", "家次"), "found": ("found", "检查发现的问题", "个")},
    ),
    *_of(
        guidance.EVALUATIONS,
        ("received", "受到的考核评估", "次"),
        sums={"found": ("found", "考核评估指出的问题", "个"), "score": ("score", "考核评估得分合计", "分")},
    ),
    *_of(
        guidance.WEAK_FIELDS,
        ("marked", "标记的薄弱领域", "个"),
        ends=("improved", "已经改进的薄弱领域", "个"),
        standing=("standing", "薄弱领域", "个"),
    ),
    *_of(
        guidance.CRITERIA,
        ("made", "新定的考核指标", "项"),
        standing=("standing", "在用的考核指标", "项"),
    ),
    *_of(
        guidance.CENSUS,
        ("made", "网站技术普查", "次"),
        sums={"sites": ("sites", "普查的网站", "家次"), "found": ("found", "普查发现的问题", "个")},
    ),
    *_of(
        guidance.REMINDERS,
        ("sent", "提醒单", "份"),
        among=((("answered", "已经反馈的提醒单", "份"), _done("answered_on")),),
    ),
    *_of(guidance.SUMMARIES, ("written", "总结报告", "份")),
)
ACCOUNTABILITY = (
    *_of(
        accountability.REVIEWS,
        ("held", "社会评议", "次"),
        sums={
            "invited": ("invited", "邀请参加社会评议", "人次"),
            "answered": ("answered", "参加社会评议", "人次"),
            "satisfied": ("satisfied", "社会评议满意", "人次"),
        },
    ),
    *_of(
        accountability.RESULTS,
        ("given", "社会评议的单位得分", "家次"),
        sums={"score": ("score", "社会评议得分合计", "分")},
    ),
    *_of(
        accountability.ACCOUNTABILITY,
        ("decided", "责任追究", "起"),
        sums={"persons": ("persons", "被追究责任", "人次")},
        among=((("closed", "执行完毕的责任追究", "起"), _done("closed_on")),),
    ),
)

FIGURES = (*ORGANISATION, *TRAINING, *RUNNING, *GUIDANCE, *ACCOUNTABILITY)
