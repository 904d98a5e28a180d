"""How is each register of publication kept: its blanks, their words, and what they must be together?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from gongkai.publication.words import article_classes
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.publishing.channels.models import ACCOUNT, Outlet
from gongkai_web.publishing.channels.queries import standing
from gongkai_web.publishing.registers.models import Article, ReportedUp, Response
from gongkai_web.registers.declared import Blank, Register, Takes, Values

# 回应方式: how an office speaks when many ask.
WAYS = {
    "site": "网站发布",
    "account": "新媒体发布",
    "press": "新闻发布会",
    "interview": "接受采访",
    "letter": "书面答复",
    "other": "其他",
}


def _ways(_: date) -> Mapping[str, str]:
    return WAYS


def _classes(day: date) -> Mapping[str, str]:
    known = article_classes()
    words = known if day == date.max else known.on(day)
    return {code: one.label for code, one in words.items()}


def _accounts(agency: Agency, day: date) -> QuerySet[Outlet]:
    return standing(agency, day).filter(medium=ACCOUNT)


def _adopted_after(values: Values) -> None:
    adopted, reported = values["adopted_on"], values["day"]
    if adopted and adopted < reported:
        raise Refused(f"采用日期 {adopted} 早于上报日期 {reported}；请核对日期。")


def _answered_after(values: Values) -> None:
    if values["day"] < values["raised_on"]:
        raise Refused(f"回应日期 {values['day']} 早于发现日期 {values['raised_on']}；请核对日期。")


REPORTED_UP = Register(
    code="reported-up",
    label="上报信息",
    lead="报送上级政府网站的信息：报送时登记一条，被采用后补填采用日期；采用率从这里算。",
    model=ReportedUp,
    day="上报日期",
    title="title",
    kept_by=What.WRITE_ITEM,
    blanks=(
        Blank("title", "标题"),
        Blank("receiver", "报送到", hint="如：省政府门户网站。", most=200),
        Blank("adopted_on", "采用日期", Takes.DAY, later=True, required=False),
        Blank("link", "采用的网址", Takes.ADDRESS, later=True, required=False),
    ),
    check=_adopted_after,
)
RESPONSES = Register(
    code="responses",
    label="热点回应",
    lead="群众关注度高的热点问题和政务舆情：什么问题、从哪里来、怎样回应、后续怎样。",
    model=Response,
    day="回应日期",
    title="topic",
    kept_by=What.WRITE_ITEM,
    blanks=(
        Blank("topic", "热点问题"),
        Blank("found_in", "来源", hint="如：网站信箱、热线、媒体报道、舆情监测。", most=200),
        Blank("raised_on", "发现日期", Takes.DAY),
        Blank("way", "回应方式", Takes.WORD, words=_ways),
        Blank("link", "回应的网址", Takes.ADDRESS, required=False),
        Blank("outcome", "后续情况", Takes.LINES, later=True, required=False),
    ),
    check=_answered_after,
)
ARTICLES = Register(
    code="articles",
    label="新媒体稿件",
    lead="政务新媒体主动公开的稿件：每篇登记一条，分类只选一种，各类相加就是总数；账号有订阅源的每天自动读入。",
    model=Article,
    day="发布日期",
    title="title",
    kept_by=What.WRITE_ITEM,
    blanks=(
        Blank("title", "标题"),
        Blank("outlet", "账号", Takes.ROW, rows=_accounts, hint="先在“网站和政务新媒体”里登记账号。"),
        Blank("article_class", "稿件分类", Takes.WORD, words=_classes),
        Blank("link", "网址", Takes.ADDRESS, required=False),
        Blank("origin", "来源", hint="从哪里知道的；读自订阅源的由系统写明。", required=False),
    ),
)

REGISTERS = (REPORTED_UP, RESPONSES, ARTICLES)
