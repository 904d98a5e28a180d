"""How does a message become a row of a list, a table of facts or a timeline?"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.due import Due
from gongkai.messages import ASKED, BLANKS, ends, explained, message_types, red_line
from gongkai_web.agencies.models import Person
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.interaction.facts import UNDER_WAY, Kind, Satisfied, State, Status
from gongkai_web.interaction.models import Message, MessageEvent
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Element, Link, ListRow, TimelineEntry, WorkRow

NOBODY = "还没有人接收"
_SEEN_FROM = "改动可以看到的日期"
# All of it is an address: of a page of others, or of this site.
_ADDRESS = re.compile(r"https?://[^\s/]\S*|/(?!/)[^\s\\]*", re.IGNORECASE)
_SAID = {
    "name": "经办人", "unit": "承办", "agency_name": "转到", "end": "办结", "answer": "答复", **BLANKS,
    "visible_on": _SEEN_FROM, "public_title": "公开的标题", "public_question": "公开的问题",
    "looked": "核对说明", "opinion": "意见", "words": "留言人写", "satisfied": "评价",
}  # fmt: skip
# What is inside the office, and not told to whoever wrote.
_INSIDE = frozenset({"looked", "opinion", "name", "unit"})


def end_word(message: Message) -> str:
    """How it ended, in the words of its type."""
    return ends()[message.end].word(message.kind) if message.end else ""


def marks_of(message: Message, today: date, *, inside: bool) -> tuple[Mark, ...]:
    """How it stands today. `inside`: the office is told besides that a red line of the inspections is passed.

    The red line is unverified, and speaks of the first answer: whoever wrote never sees it.
    """
    if message.status == Status.VOID:
        return (Mark("void"),)
    calendar = calendar_of(message.came_to_id)
    marks = due_marks(message.due_on, today, calendar, done=message.answered_on)
    if inside and message.is_promised:  # the answer is given: what is still owed has a day of its own
        return due_marks(message.visible_on, today, calendar_of(message.agency_id))
    if not inside or message.rounds > 1 or message.status not in UNDER_WAY or message.received_on is None:
        return marks
    line = red_line(message.kind, message.received_on)
    if line and line < today:
        return (*marks, Mark("late", f"超过考核红线 {line}"))
    return marks


def work_row(
    message: Message, person: Person, today: date, handled: Container[int], reviewed: Container[int]
) -> WorkRow:
    """A message as a line of the work list. `handled`, `reviewed`: the agencies for which one does that."""
    url = reverse("interaction:message", args=[message.pk])
    marks = marks_of(message, today, inside=True)
    act = _next_act(message, person, handled, reviewed)
    about = (
        message.get_kind_display(),
        message.registry_number,
        message.agency.name,
        _since_answered(message),
    )
    return WorkRow(
        title=message.title,
        href=url,
        marks=marks,
        due_on=message.owed_on,
        about=" · ".join(one for one in about if one),
        who=message.handler.display_name if message.handler else NOBODY,
        act=act or Link(message.get_status_display()),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def _since_answered(message: Message) -> str:
    """What was promised, and what whoever wrote said of it."""
    if message.status != Status.ANSWERED:
        return ""
    promised = f"答应的改动 {message.visible_on} 起看得到" if message.is_promised else ""
    done = f"改动 {message.changed_on} 完成" if message.changed_on else ""
    rated = f"评价{message.get_satisfied_display()}" if message.satisfied else ""
    return " · ".join(one for one in (promised or done, rated) if one)


def _next_act(
    message: Message, person: Person, handled: Container[int], reviewed: Container[int]
) -> Link | None:
    """What this person does next; whoever drafted an answer leaves it to somebody else."""
    mine, agency = message.author_id == person.pk, message.agency_id
    match message.status:
        case Status.NEW if agency in handled:
            return Link("接收", reverse("interaction:assign", args=[message.pk]))
        case Status.OPEN if agency in handled:
            return Link("拟答复", reverse("interaction:draft", args=[message.pk]))
        case Status.REVIEW if agency in reviewed and not mine:
            return Link("审核答复", reverse("interaction:decide", args=[message.pk]))
        case Status.ANSWERED if agency in handled and message.is_promised:
            return Link("登记改动完成", reverse("interaction:changed", args=[message.pk]))
    return None


# What such a line reads.
IN_LISTS = ("kind", "status", "end", "public_title", "answered_on", "agency__name")


def public_row(message: Message) -> ListRow:
    """A public answer in a list."""
    href = reverse("interaction:answer", args=[message.pk])
    mark = (
        Mark("done", end_word(message)) if message.status == Status.ANSWERED else Mark("open", "再次办理中")
    )
    about = message.get_kind_display()
    return ListRow(message.public_title, href, message.answered_on, about, message.agency.name, mark)


def due_of(message: Message, state: State) -> Due | None:
    """The term that runs now, day by day, as the strip draws it."""
    if state.started_on is None:
        return None
    calendar = calendar_of(message.came_to_id)
    return explained(message.kind, state.started_on, calendar, state.received_on)


def elements(message: Message) -> list[Element]:
    """What the office sees of it at a glance."""
    kind = message_types()[message.kind]
    about = message.about.name if message.about else message.about_name
    moved = f"（{message.came_to.name}转来）" if message.came_to_id != message.agency_id else ""
    found = [
        Element("编号", message.registry_number),
        Element("种类", kind.label),
        Element("来源", f"{message.get_channel_display()} {message.outside_number}".strip()),
        Element("机关", f"{message.agency.name}{moved}"),
        Element("经办人", message.handler.display_name if message.handler else NOBODY),
        Element("收到日期", str(message.received_on or "")),
        Element("答复期限", str(message.due_on or "")),
        *([Element("网页", message.page)] if message.page else []),
        *([Element("有关单位", about)] if about else []),
        Element("留言人", message.name or "没有写"),
        Element("联系方式", "，".join(one for one in (message.phone, message.email) if one)),
        *(
            [Element("同意公开", "同意" if message.may_publish else "不同意")]
            if kind.published == ASKED
            else []
        ),
        Element(_of_last(message, "办结"), end_word(message)),
        Element("评价", message.get_satisfied_display()),
    ]
    return [one for one in found if one.value]


def outside_elements(message: Message, told_on: date | None) -> list[Element]:
    """What everybody may see: when it came, when it was answered, by whom, how it ended."""
    found = [
        Element("编号", message.registry_number),
        Element("种类", message.get_kind_display()),
        Element("答复机关", message.agency.name),
        Element("留言日期", str(message.received_on or "")),
        Element(_of_last(message, "答复日期"), str(told_on or "")),
        Element(_of_last(message, "办结"), end_word(message)),
    ]
    return [one for one in found if one.value]


def _of_last(message: Message, label: str) -> str:
    """What is seen to again has no answer yet: what is told is of the last one."""
    return label if message.status == Status.ANSWERED else f"上一次{label}"


def told_elements(state: State) -> list[Element]:
    """What its answer says besides its words, to whoever wrote."""
    return blanks(state.answer.data if state.answer else {})


def blanks(said: Mapping[str, Any]) -> list[Element]:
    """What was filled in of the blanks of an answer, each under its name; an address leads there."""
    return [_blank(name, label, str(said[name])) for name, label in BLANKS.items() if said.get(name)]


def seen_from(message: Message) -> list[Element]:
    """From when on what was promised can be seen, where that was said."""
    return [Element(_SEEN_FROM, str(message.seen_from))] if message.seen_from else []


def _blank(name: str, label: str, value: str) -> Element:
    leads = name == "where" and _ADDRESS.fullmatch(value)
    return Element(label, value, value if leads else "")


def entries(
    message: Message, events: Iterable[MessageEvent], *, outside: bool = False
) -> list[TimelineEntry]:
    """The course. `outside`: as whoever wrote sees it, without what is inside the office."""
    known = list(events)
    void = {event.data["event"] for event in known if event.kind == Kind.VOIDED}
    shown = [event for event in known if not outside or _is_told(event, void)]
    return [_entry(message, event, event.pk in void, outside=outside) for event in shown]


def _is_told(event: MessageEvent, void: Container[int]) -> bool:
    inside = {Kind.VOIDED, Kind.DRAFTED, Kind.RETURNED, Kind.WITHDRAWN}
    return event.pk not in void and event.kind not in inside


def _entry(message: Message, event: MessageEvent, void: bool, *, outside: bool) -> TimelineEntry:
    state = "void" if void or event.kind == Kind.VOIDED else ""
    person = "" if outside else event.person_name
    return TimelineEntry(event.day, event.get_kind_display(), person, _note(message, event, outside), state)


def _note(message: Message, event: MessageEvent, outside: bool) -> str:
    said: Mapping[str, Any] = _spelled(message, event.data)
    names = [name for name in _SAID if said.get(name) and not (outside and name in _INSIDE)]
    return "；".join(f"{_SAID[name]}：{said[name]}" for name in names)


def _spelled(message: Message, data: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(data)
    if "end" in found:
        found["end"] = ends()[found["end"]].word(message.kind)
    if "satisfied" in found:
        found["satisfied"] = Satisfied(found["satisfied"]).label
    return found


def draft_elements(message: Message, data: Mapping[str, Any]) -> list[Element]:
    """The draft of an answer as its reviewer reads it."""
    said = _spelled(message, data)
    names = [name for name in _SAID if said.get(name) and name != "answer"]
    found = [_blank(name, _SAID[name], str(said[name])) for name in names]
    return [*found, Element("公开", "公开" if data.get("publish") else "不公开，只告知留言人")]
