"""How do the messages of a year come to be that a report states? Received, answered, each in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from gongkai.workdays import calendar
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.interaction import actions
from gongkai_web.interaction.actions import MessageGiven
from gongkai_web.interaction.draft import AnswerGiven
from gongkai_web.interaction.facts import Channel
from gongkai_web.replay.statements.planning import Records

Work = tuple[Callable[[], None], int]  # what to do, and its weight
_SOME, _WEIGHT = 7, 10  # messages in one part
_MAILBOX = 12  # where a report only says that there is one
_PLACES = ("办事指南", "机构职能", "通知公告", "政策解读", "领导信息", "联系方式", "收费标准", "招聘公告")
_FAULTS = ("链接打不开", "有错别字", "电话号码是旧的", "附件下载不了", "日期写错了")
_QUESTIONS = ("办理需要哪些材料", "在哪里办理", "多少天办结", "收费标准是多少", "网上怎样申请")


@dataclass(frozen=True, slots=True)
class Crew:
    """At which agency, who answers, who reviews."""

    agency: Agency
    officer: Person
    head: Person


def parts_of(records: Records, year: int, crew: Crew) -> Iterator[Work]:
    """What is to be done, in one order."""
    faults = records.wanted("messages.faults_answered")
    stated = records.wanted("messages.mailbox_in_time")
    mailbox = _MAILBOX if stated == 1 else stated
    for count, make in ((faults, _fault), (mailbox, _question)):
        for start in range(0, count, _SOME):
            numbers = range(start, min(start + _SOME, count))
            yield partial(_some, crew, year, count, numbers, make), _WEIGHT


def _some(
    crew: Crew, year: int, count: int, numbers: range, make: Callable[[int], tuple[MessageGiven, AnswerGiven]]
) -> None:
    for number in numbers:
        day = calendar().next_workday(date(year, 1, 4) + timedelta(days=number * 340 // count))
        given, answer = make(number)
        _answered(crew, day, given, answer)


def _answered(crew: Crew, day: date, given: MessageGiven, answer: AnswerGiven) -> None:
    """Received, the next working day answered: in time by every term."""
    officer, then = crew.officer, calendar().add(day, 1)
    message = actions.register_message(by=officer, agency=crew.agency, day=day, given=given)
    actions.assign(message=message, by=officer, day=day, handler=officer)
    actions.draft_answer(message=message, by=officer, day=then, given=answer)
    actions.decide_answer(message=message, by=crew.head, day=then, approve=True)


def _fault(number: int) -> tuple[MessageGiven, AnswerGiven]:
    title = f"“{_PLACES[number % len(_PLACES)]}”栏目{_FAULTS[number % len(_FAULTS)]}"
    page = f"https://www.example.cn/columns/{number + 1}"
    given = MessageGiven(
        kind="fault",
        title=title,
        text=f"{title}，请核实。",
        page=page,
        channel=Channel.NATIONAL,
        outside_number=f"{number + 1:05d}",
    )
    return given, AnswerGiven(
        end="done",
        answer=f"您好！您反映的{title}属实，已经改正。感谢您为政府网站找错。",
        what="已经改正",
        where=page,
        publish=True,
        public_title=title,
        public_question=f"{title}。",
    )


def _question(number: int) -> tuple[MessageGiven, AnswerGiven]:
    title = f"公共服务事项{_QUESTIONS[number % len(_QUESTIONS)]}"
    given = MessageGiven(
        kind="consultation", title=title, text=f"{title}？", may_publish=True, channel=Channel.EMAIL
    )
    return given, AnswerGiven(
        end="done",
        answer="您好！该事项的办事指南已经写明材料、地点、时限和收费，可以在本网站的办事指南栏目查看。",
        publish=True,
        public_title=title,
        public_question=f"{title}？",
    )
