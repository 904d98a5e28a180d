"""社会评议和责任追究: how are the rounds, what each unit got, and the cases kept?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.oversight.registers import words
from gongkai_web.oversight.registers.declared.guidance import GROUP
from gongkai_web.oversight.registers.declared.making import (
    KEEPER,
    later_day,
    not_before,
    not_more,
    note,
    number,
    word,
)
from gongkai_web.oversight.registers.models import Accountability, SocialResult, SocialReview
from gongkai_web.registers.declared import Blank, Register, Takes, Values

_NO_NAME = "写级别，不写姓名、职务；名单在干部人事部门。"


def _rounds(agency: Agency, day: date) -> QuerySet[SocialReview]:
    return SocialReview.objects.filter(agency=agency, voided=False, day__lte=day)


def _answered(values: Values) -> None:
    not_more(values, "answered", "invited", "参加人数多于邀请人数")
    not_more(values, "satisfied", "answered", "满意人数多于参加人数")


def _closed(values: Values) -> None:
    not_before(values, "closed_on", "执行完毕日期")


REVIEWS = Register(
    code="social-reviews",
    label="社会评议",
    lead="问卷、座谈和测评：一次登记一条，只登记人数，不登记参加人；各单位的得分在“社会评议的单位得分”里。",
    model=SocialReview,
    day="评议日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "评议", hint="同一机关的名称不重复，单位得分按名称对应。"),
        word("way", "方式", "review_ways"),
        number("invited", "邀请人数"),
        number("answered", "参加人数"),
        number("satisfied", "满意人数", required=False),
    ),
    check=_answered,
)
RESULTS = Register(
    code="social-results",
    label="社会评议的单位得分",
    lead="一次评议里一个单位的得分和集中的意见；先登记评议，再逐个登记或者导入。",
    model=SocialResult,
    day="结果日期",
    title="unit",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("review", "哪一次评议", Takes.ROW, rows=_rounds, hint="先登记在“社会评议”。"),
        Blank("unit", "单位", most=200),
        Blank("score", "得分", Takes.AMOUNT),
        note("said", "集中的意见", "不写评议人的个人信息。"),
    ),
)
ACCOUNTABILITY = Register(
    code="accountability",
    label="责任追究",
    lead="因公开工作追究责任的：依据哪一条、什么级别、怎样处理；不公开，也不登记姓名。没有发生的，“说明没有”。",
    model=Accountability,
    day="决定日期",
    title="title",
    kept_by=KEEPER,
    group=GROUP,
    blanks=(
        Blank("title", "事由"),
        Blank("unit", "单位", most=200),
        Blank("basis", "依据", hint="哪部法规的哪一条，例如《条例》第五十三条。"),
        Blank("level", "人员级别", Takes.WORD, _NO_NAME, words=words.of("levels")),
        number("persons", "人数"),
        word("result", "处理", "accountability_results"),
        later_day("closed_on", "执行完毕"),
    ),
    check=_closed,
)

REGISTERS = (REVIEWS, RESULTS, ACCOUNTABILITY)
