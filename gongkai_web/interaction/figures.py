"""What is counted of messages: how many came, were answered, in time, how they ended, who was satisfied?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai.messages import GROUPS, codes_of, ends, message_types
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, months, nowhere
from gongkai_web.figures.period import Period
from gongkai_web.interaction import queries
from gongkai_web.interaction.facts import UNDER_WAY, Satisfied, Status
from gongkai_web.interaction.models import Message, Question, Solved

_REGISTER = "留言的登记"


def _types() -> dict[str, str]:
    return {code: one.label for code, one in message_types().items()}


def _ends() -> dict[str, str]:
    return {code: one.label for code, one in ends().items()}


AGENCY = Dimension("agency", "机关", "agency")
TYPE = Dimension("message_type", "留言种类", "kind", _types)
END = Dimension("message_end", "办结", "end", _ends)
SATISFIED = Dimension("satisfied", "评价", "satisfied", lambda: dict(Satisfied.choices))
MONTH = Dimension("month", "月份", "received_on__in_month", months)
_BY = (AGENCY, TYPE, END, SATISFIED, MONTH)

MESSAGES = Subject(
    model=Message,
    agency="agency",
    visible=queries.visible,
    counted=~Q(status=Status.VOID),
    listing=Listing(
        caption="所计留言",
        columns=(
            Column("编号", lambda message: message.registry_number),
            Column("标题", lambda message: message.title),
            Column("种类", lambda message: message.get_kind_display()),
            Column("收到", lambda message: message.received_on),
            Column("期限", lambda message: message.due_on),
            Column("答复", lambda message: message.answered_on),
            Column("办结", lambda message: message.get_end_display()),
        ),
        order=("received_on", "pk"),
    ),
)


def _solved(person: Person | AnonymousUser, day: date) -> QuerySet[Solved]:
    """Those of the agencies that a person sees, and those that are no agency's."""
    return Solved.objects.filter(Q(agency__in=scope(person, day)) | Q(agency=None))


def _questions(person: Person | AnonymousUser, day: date) -> QuerySet[Question]:
    """The same of questions: what nobody has answered yet is everybody's."""
    return Question.objects.filter(Q(agency__in=scope(person, day)) | Q(agency=None))


def _received(period: Period) -> Q:
    return Q(received_on__range=period.days)


def _by_receipt(_: Period) -> str:
    return "received_on"


def _figure(
    key: str,
    label: str,
    source: str,
    condition: Callable[[Period], Q],
    *,
    part_of: Figure | None = None,
    standing: bool = False,
) -> Figure:
    return Figure(
        f"messages.{key}",
        label,
        "件",
        f"{_REGISTER}：{source}",
        MESSAGES,
        condition,
        _BY,
        part_of=part_of,
        day=nowhere if standing else _by_receipt,
        standing=standing,
    )


RECEIVED = _figure("received", "收到的留言", "收到日期在本期的", _received)
ANSWERED = _figure(
    "answered", "办结的留言", "本期收到、已经答复的", lambda _: Q(status=Status.ANSWERED), part_of=RECEIVED
)
IN_TIME = _figure(
    "in_time", "按期办结的留言", "每一次都在期限内答复的", lambda _: Q(late=False), part_of=ANSWERED
)
ENDED = _figure("ended", "留言的办结方式", "按办结方式分", lambda _: ~Q(end=""), part_of=ANSWERED)
REOPENED = _figure(
    "reopened", "再次提出的留言", "留言人说没有解决的", lambda _: Q(rounds__gt=1), part_of=RECEIVED
)
RATED = _figure("rated", "评价过的留言", "留言人作了评价的", lambda _: ~Q(satisfied=""), part_of=RECEIVED)
PLEASED = _figure(
    "satisfied",
    "满意的留言",
    "评价满意、基本满意的",
    lambda _: Q(satisfied__in=("yes", "partly")),
    part_of=RATED,
)
PUBLIC = _figure("public", "公开答复的留言", "答复经审核公开的", lambda _: Q(public=True), part_of=RECEIVED)
WAITING = _figure(
    "waiting", "没有人接收的留言", "现在还没有接收的", lambda _: Q(status=Status.NEW), standing=True
)
OVERDUE = _figure(
    "overdue",
    "逾期的留言",
    "期限已过、没有答复的",
    lambda period: Q(status__in=UNDER_WAY, due_on__lt=period.now),
    standing=True,
)


def _of_group(group: str) -> tuple[Figure, Figure, Figure]:
    """Received, answered and in time of the types that are counted together."""
    label, types = GROUPS[group], Q(kind__in=codes_of(group))
    received = _figure(
        f"{group}_received", f"收到的{label}", "收到日期在本期的", lambda _: types, part_of=RECEIVED
    )
    answered = _figure(f"{group}_answered", f"办结的{label}", "已经答复的", lambda _: types, part_of=ANSWERED)
    in_time = _figure(
        f"{group}_in_time", f"按期办结的{label}", "都在期限内答复的", lambda _: types, part_of=IN_TIME
    )
    return received, answered, in_time


BY_GROUP = tuple(figure for group in GROUPS for figure in _of_group(group))

SOLVED = Figure(
    "messages.solved_by_search",
    "检索解决的",
    "件次",
    "要留言的人在已公开的答复和信息里找到了答案，没有再写",
    Subject(
        model=Solved,
        agency="agency",
        visible=_solved,
        listing=Listing(
            caption="检索解决",
            columns=(
                Column("日期", lambda one: one.day),
                Column("种类", lambda one: one.get_kind_display()),
            ),
            order=("day", "pk"),
        ),
    ),
    lambda period: Q(day__range=period.days),
    (AGENCY, TYPE),
    day=lambda _: "day",
)

QUESTIONS = Figure(
    "messages.questions",
    "智能问答",
    "次",
    "有人在智能问答里提问；按最合适的答复是哪个机关的分",
    Subject(
        model=Question,
        agency="agency",
        visible=_questions,
        listing=Listing(
            caption="智能问答",
            columns=(
                Column("日期", lambda one: one.day),
                Column("答复的机关", lambda one: str(one.agency or "没有找到")),
            ),
            order=("day", "pk"),
        ),
    ),
    lambda period: Q(day__range=period.days),
    (AGENCY,),
    day=lambda _: "day",
)

FIGURES = (
    RECEIVED,
    ANSWERED,
    IN_TIME,
    ENDED,
    REOPENED,
    RATED,
    PLEASED,
    PUBLIC,
    WAITING,
    OVERDUE,
    *BY_GROUP,
    SOLVED,
    QUESTIONS,
)
