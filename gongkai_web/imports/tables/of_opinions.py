"""意见 on a draft that came another way – on paper, by mail, at a hearing – row by row from a table.

Two people who write the same are two opinions: a row is known again by the number that the office wrote on
the paper, within its call. Whoever wrote, and how to reach them, goes where every opinion has it: encrypted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from gongkai.booktitle import in_marks
from gongkai.errors import GongkaiError
from gongkai.publication.clauses import WHOLE
from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.imports.models import ImportedRow
from gongkai_web.imports.tables.declared import Came, Column, Result, Row, Where
from gongkai_web.imports.tables.reading import as_day
from gongkai_web.opinions import actions, contacts, texts
from gongkai_web.opinions.actions import OpinionGiven
from gongkai_web.opinions.kinds import Channel
from gongkai_web.opinions.models import Call, Opinion

CODE = "opinions"
_CHANNELS = {label: value for value, label in Channel.choices if value != Channel.SITE}
_WHOLE = "全文"
_LONG = 40
_LEFT = "；还要审看（另有人办理的由另一个人看）、处理。"


@dataclass(frozen=True, slots=True)
class OfOpinions:
    """Opinions that did not come on the site."""

    code: str = CODE
    label: str = "意见征集：其他渠道的意见"
    needs: What = What.HANDLE
    stock: bool = False

    def columns(self, day: date) -> tuple[Column, ...]:
        """On which draft, how and when it came, on which clause, what it says, who wrote it."""
        del day
        return (
            Column(
                "number",
                "来件编号",
                True,
                "纸上或者登记簿上的编号；同一次征集里同一个编号只登记一次。",
                "示例",
            ),
            Column("call", "草案", True, "征求意见的草案的标题，一字不差。"),
            Column("channel", "来源", True, "意见怎样来的。", options=tuple(_CHANNELS)),
            Column("day", "收到日期", True, "在征求意见的期限内，例如 2026-01-31。"),
            Column("clause", "条文", hint="对哪一条，如“第三条”；对全文的空着。"),
            Column("text", "意见", True, "照提意见的人所写、所说；不登记身份证号码。"),
            *(
                Column(
                    name, label, hint="不公开；没有的空着。", also=("姓名或者单位",) if name == "name" else ()
                )
                for name, label in contacts.LABELS.items()
            ),
        )

    def enter(self, rows: Sequence[Row], where: Where) -> list[Came]:
        """Each by the act of its room; which numbers came before is known from earlier files and this one."""
        known: dict[str, int] = {}
        return [self._entered(row, where, known) for row in rows]

    def address(self, subject: int) -> str:
        """The page of the call on which it stands."""
        call = Opinion.objects.filter(pk=subject).values_list("call", flat=True).first()
        return reverse("opinions:look", args=[call, subject]) if call else ""

    def _entered(self, row: Row, where: Where, known: dict[str, int]) -> Came:
        number = row.cells.get("number", "")
        try:
            with transaction.atomic():
                day = _day(row.cells.get("day", ""))
                call = _call(row.cells.get("call", ""), where, day)
                key = f"{call.pk}/{_number(number)}"
                if again := known.get(key) or _before(key, where):
                    return Came(row.line, key, Result.THERE, "这个编号已经登记过。", again)
                given = _given(row.cells, call)
                made = actions.register_opinion(call=call, by=where.by, day=day, given=given, today=where.day)
        except GongkaiError as problem:
            return Came(row.line, number, Result.REFUSED, str(problem))
        known[key] = made.pk
        return Came(
            row.line,
            key,
            Result.MADE,
            f"{made.registry_number}{_LEFT}",
            made.pk,
        )


TABLE = OfOpinions()


def _before(key: str, where: Where) -> int | None:
    """What this number of the call became in an earlier file."""
    rows = ImportedRow.objects.filter(of__agency=where.agency, of__table=CODE, key=key, result=Result.MADE)
    return rows.values_list("subject", flat=True).first()


def _number(text: str) -> str:
    if not text:
        raise Refused("没有来件编号；请在纸上和表里写同一个编号，免得同一份意见登记两次。")
    if len(text) > _LONG:
        raise Refused(f"来件编号超过 {_LONG} 个字；请核对是不是填错了列。")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(as_day(text))
    except ValueError:
        raise Refused(f"收到日期「{text}」读不出来；应写成 2026-01-31 的样子。") from None


def _call(title: str, where: Where, day: date) -> Call:
    """The call of the agency on the draft of this title: the one that was open on the day, else the last."""
    found = list(Call.objects.filter(agency=where.agency, item__title=title).select_related("item"))
    if not title or not found:
        raise Refused(f"{where.agency.name}没有就{in_marks(title)}征求过意见；请照草案的标题写。")
    return next((one for one in found if one.spans(day)), found[0])


def _given(cells: Mapping[str, str], call: Call) -> OpinionGiven:
    clause, channel = cells.get("clause", ""), cells.get("channel", "")
    keys = {label: key for key, label in texts.labels_of(call).items()} | {"": WHOLE, _WHOLE: WHOLE}
    if clause not in keys:
        raise Refused(f"草案没有“{clause[:20]}”这一条；对全文的，条文空着。")
    if channel not in _CHANNELS:
        raise Refused(f"来源「{channel[:20]}」不认得；可用：{'、'.join(_CHANNELS)}。")
    contact = {name: cells.get(name, "") for name in contacts.FIELDS}
    return OpinionGiven(cells.get("text", ""), keys[clause], contact, _CHANNELS[channel])
