"""留言人: who opens a message with its code, and what can they do then?"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongkai.messages import message_types
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused
from gongkai_web.interaction import queries
from gongkai_web.interaction.actions.entry import check_day, enter, locked
from gongkai_web.interaction.facts import Kind, Satisfied
from gongkai_web.interaction.models import Message, MessageEvent, Question, Solved
from gongkai_web.visitors import actions as visitors

UNKNOWN = "查询码和留言编号对不上；请核对两项后再试。"
_ASK = "请核对回执；查询码找不到了的，可以再写一件，并写明原来的编号。"


def open_message(*, code: str, number: str, address: str, now: datetime) -> Message:
    """The message of this code and number. Raises Refused, with one sentence for whatever was wrong."""
    found = queries.of_code(code, number)
    if found is None:
        visitors.fail(queries.COUNTS, code=code, address=address, now=now, wrong=UNKNOWN, ask=_ASK)
    visitors.forgive(queries.COUNTS, code=code)
    return found


@transaction.atomic
def reopen(
    *, message: Message, day: date, words: str, by: Person | None = None, today: date | None = None
) -> MessageEvent:
    """“没有解决”: it is open again, with a new term. `by`: who entered it for whoever telephoned."""
    check_day(day, today)
    message, known = locked(message)
    if by is not None:
        require(by, message.agency, What.HANDLE, today or day, doing="登记再次提出")
    if not words.strip():
        raise Refused("请写明哪里没有解决，便于机关再办。")
    data = {"words": words.strip()}
    return enter(message, known, Kind.REOPENED, day, data, act="reopen_message", by=by)


@transaction.atomic
def rate(*, message: Message, day: date, satisfied: str, words: str = "") -> MessageEvent:
    """Whoever wrote says what they think of it: once, when what was promised can be seen."""
    message, known = locked(message)
    if satisfied not in Satisfied.values:
        raise Refused("请选择满意、基本满意或者不满意。")
    seen = message.seen_from
    if not message.satisfied and seen and day < seen:
        raise Refused(f"改动 {seen} 起才看得到；请到那一天以后再评价。")
    data = {"satisfied": satisfied, "words": words.strip()}
    return enter(message, known, Kind.RATED, day, data, act="rate_message", by=None)


@transaction.atomic
def note_solved(*, kind: str, day: date, agency: Agency | None = None) -> None:
    """Somebody found the answer among what is published and does not write."""
    Solved(kind=message_types().at(kind, day).code, agency=agency, day=day).save()


@transaction.atomic
def note_question(*, day: date, agency: Agency | None) -> None:
    """Somebody asked the published answers; `agency`: whose fitted best, None where none did."""
    Question(day=day, agency=agency).save()


def count(*, kind: str, address: str, now: datetime) -> None:
    """Counts that this was done once more from that address."""
    visitors.count(queries.COUNTS, kind=kind, address=address, now=now)


def forget_counts(*, now: datetime) -> None:
    """Takes away what was counted more than a day ago."""
    visitors.forget(queries.COUNTS, now=now)
