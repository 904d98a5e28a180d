"""留言台账: how does a list of messages become a spreadsheet?

The columns of the handbook: number, source, days of receipt, of passing on and of the answer, who saw to it,
whether it was so, what was changed, whether it is public.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from gongkai.landscape import landscape
from gongkai_web.interaction import facts, queries
from gongkai_web.interaction.facts import Happened, Kind, State
from gongkai_web.interaction.models import Message
from gongkai_web.interaction.pages.rows import NOBODY, end_word

_HEADS = (
    "留言编号", "来源", "来源编号", "种类", "标题", "收到时间", "转办时间", "承办单位", "经办人", "答复期限",
    "答复时间", "是否按期", "办结", "整改情况", "是否公开", "第几次", "评价",
)  # fmt: skip
Cells = list[str | int | date | None]


def workbook(messages: Iterable[Message], today: date) -> bytes:
    """One sheet, one row a message; real days and numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("留言台账")
        bold, days = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, _HEADS, bold)
        sheet.set_column(0, len(_HEADS) - 1, 16)
        sheet.freeze_panes(1, 0)
        landscape(sheet, title="留言台账")
        for at, message in enumerate(messages, 1):
            for place, value in enumerate(_cells(message, today)):
                if isinstance(value, date):
                    sheet.write_datetime(at, place, value, days)
                elif isinstance(value, int):
                    sheet.write_number(at, place, value)
                elif value:
                    sheet.write_string(at, place, value)
    return buffer.getvalue()


def _cells(message: Message, today: date) -> Cells:
    known = queries.read(message.events.all())
    events = facts.standing(known)
    return [
        message.registry_number,
        message.get_channel_display(),
        message.outside_number,
        message.get_kind_display(),
        message.title,
        message.received_on,
        _last_day(events, Kind.TRANSFERRED) or _last_day(events, Kind.ASSIGNED),
        _unit(events) or message.agency.name,
        message.handler.display_name if message.handler else NOBODY,
        message.due_on,
        message.answered_on,
        _in_time(message, today),
        end_word(message),
        _changed(queries.state_of(message, known)),
        "公开" if message.public else "不公开",
        message.rounds,
        message.get_satisfied_display(),
    ]


def _in_time(message: Message, today: date) -> str:
    if message.answered_on is None:
        late = message.due_on is not None and message.due_on < today
        return "逾期未答复" if late else ""
    return "逾期" if message.late else "按期"


def _last_day(events: Sequence[Happened], kind: str) -> date | None:
    return next((one.day for one in reversed(events) if one.kind == kind), None)


def _unit(events: Iterable[Happened]) -> str:
    units = [str(one.data.get("unit", "")) for one in events if one.kind == Kind.ASSIGNED]
    return units[-1] if units else ""


def _changed(state: State) -> str:
    """What the answer that was given says of it; a draft says nothing yet."""
    data: Mapping[str, Any] = state.answer.data if state.answer else {}
    return "；".join(str(data[name]) for name in ("what", "where", "reason") if data.get(name))
