"""培训: what was taught, tried and tested, and what still has to be learnt?"""

from __future__ import annotations

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
from gongkai_web.oversight.registers.models import Exercise, Training, TrainingNeed
from gongkai_web.registers.declared import Blank, Register, Takes, Values

GROUP = "培训"


def _passed(values: Values) -> None:
    not_more(values, "passed", "persons", "合格人数多于参加人数")


def _met(values: Values) -> None:
    not_before(values, "met_on", "培训日期")


TRAININGS = Register(
    code="trainings",
    label="培训",
    lead="举办的和参加的培训：一场登记一条，写明类别、对象和人数；场次按条数，人次按人数相加。",
    model=Training,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "培训"),
        word("way", "举办或者参加", "training_ways"),
        word("topic", "类别", "training_topics"),
        word("audience", "对象", "audiences"),
        number("persons", "人数", "本机关举办的填到场人数，参加上级的填本机关去了几人。"),
        line("organiser", "主办单位"),
        note("note", "内容"),
    ),
)
EXERCISES = Register(
    code="exercises",
    label="练兵和测试",
    lead="业务练兵、测试和竞赛：参加的人数和成绩。",
    model=Exercise,
    day="日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "活动"),
        word("kind", "种类", "exercise_kinds"),
        number("persons", "参加人数"),
        number("passed", "合格人数", later=True),
        Blank("score", "平均成绩", Takes.AMOUNT, required=False, later=True),
    ),
    check=_passed,
)
NEEDS = Register(
    code="training-needs",
    label="培训需求",
    lead="哪里还不熟、想学什么：从问卷、测评和检查里来，培训以后补填日期。",
    model=TrainingNeed,
    day="提出日期",
    title="need",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("need", "需求"),
        word("source", "来源", "need_sources"),
        line("unit", "提出单位"),
        later_day("met_on", "培训日期"),
    ),
    check=_met,
)

REGISTERS = (TRAININGS, EXERCISES, NEEDS)
