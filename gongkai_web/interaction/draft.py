"""答复: what does the draft of an answer consist of, and what must it say?

Pure but for the message it is about: the same function tells the form, the act and whoever enters past stock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gongkai.messages import ASKED, BLANKS, NEVER, RULED, End, MessageType, ends, left_open, message_types
from gongkai.proofing.finding import BLOCK
from gongkai_web.approval import standing
from gongkai_web.errors import Refused
from gongkai_web.interaction.models import Message, words_of
from gongkai_web.interaction.proofs import problems


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """The draft of an answer. `end`: how the message ends; `first`: the number of the one that it repeats.

    `visible_on`: when what was changed can be seen, after which whoever wrote is asked; `publish`: everybody
    may read it, under `public_title` with `public_question`; `looked`: why what was found in it may stay.
    """

    end: str
    answer: str
    what: str = ""
    where: str = ""
    reason: str = ""
    elsewhere: str = ""
    first: str = ""
    visible_on: date | None = None
    publish: bool = False
    public_title: str = ""
    public_question: str = ""
    looked: str = ""


def data_of(given: AnswerGiven) -> dict[str, Any]:
    """The draft as its event keeps it, trimmed; what is empty is not kept."""
    told = {name: one.strip() if isinstance(one, str) else one for name, one in asdict(given).items()}
    return {name: one for name, one in told.items() if one not in ("", None)}


def digest(message: Message, data: Mapping[str, Any]) -> str:
    """What its review is bound to: the draft, and the message that it answers."""
    return standing.digest({"draft": dict(data), "message": words_of(message), "pk": message.pk})


def check(message: Message, given: AnswerGiven, day: date) -> Message | None:
    """Raises Refused for what is missing, or must not be public; gives the message that this one repeats."""
    kind, end = message_types()[message.kind], ends().at(given.end, day)
    if not given.answer.strip():
        raise Refused("答复没有填写；请写明对留言人的答复。")
    _check_filled(kind, end, given)
    if given.visible_on and given.visible_on < day:
        raise Refused(f"改动可以看到的日期 {given.visible_on} 早于 {day}；已经能看到的可以不填。")
    _check_publishing(message, given, day)
    return first_of(message, given.first) if "first" in end.requires else None


def _check_filled(kind: MessageType, end: End, given: AnswerGiven) -> None:
    """All that is missing is said together."""
    missing = [BLANKS[name] for name in end.needs(kind) if not str(getattr(given, name)).strip()]
    said = [f"按「{end.word(kind.code)}」办结的，须写明{'、'.join(missing)}；请填写。"] if missing else []
    if found := left_open(given.answer):
        said.append(f"答复里还有样稿留给您填写的{'、'.join(found)}；请填写，或者删去。")
    if said:
        raise Refused("".join(said))


def _check_publishing(message: Message, given: AnswerGiven, day: date) -> None:
    kind, end = message_types()[message.kind], ends()[given.end]
    if not given.publish:
        if kind.published not in {ASKED, NEVER} and not end.withheld and not given.looked.strip():
            raise Refused(
                f"「{kind.label}」的办理情况要公开{kind.source.cited}；不公开的请在核对说明里写明理由。"
            )
        return
    if kind.published == NEVER:
        raise Refused(f"「{kind.label}」的答复只告知本人，不公开；请选不公开。")
    if kind.published == RULED and end.withheld:  # as the form promises whoever writes
        raise Refused(f"「{kind.label}」按「{end.word(kind.code)}」办结的只告知留言人，不公开；请选不公开。")
    if kind.published == ASKED and not message.may_publish:
        raise Refused("留言人没有同意公开；请选不公开。")
    if not given.public_title.strip() or not given.public_question.strip():
        raise Refused("公开的答复须写明公开的标题和问题；请填写，去掉个人信息。")
    found = problems(asdict(given), message.agency, day)
    blocked = [one.message for one in found if one.level == BLOCK]
    if blocked or (found and not given.looked.strip()):
        said = "".join(blocked or [one.message for one in found])
        end_of = "" if blocked else "核对过可以公开的，请在核对说明里写明理由。"
        raise Refused(f"{said}{end_of}")


def numbered(number: str) -> Message | None:
    """The message with that number, however it is written."""
    year, _, serial = number.strip().removeprefix("留言").partition("-")
    complete = year.isdecimal() and serial.isdecimal() and len(year) == 4 and len(serial) < 9
    return Message.objects.filter(year=year, number=int(serial)).first() if complete else None


def first_of(message: Message, number: str) -> Message:
    """The message with that number, which came before this one and repeats none itself; else raises Refused.

    A rule for the draft: afterwards the first one may still turn out to repeat another.
    """
    found = numbered(number)
    if found is None or found.pk >= message.pk:
        raise Refused(f"没有编号为「{number}」、比这一件早的留言；编号应写成 留言2026-0012 的样子，请核对。")
    if found.first_id is not None:
        raise Refused(f"{found.registry_number} 自己也是重复的；请写最早的那一件的编号。")
    return found
