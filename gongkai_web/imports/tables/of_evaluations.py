"""What an evaluation or a superior found wrong, row by row: each becomes an entry of the ledger of faults.

The same row of the same evaluation is one entry, however often its file is brought. A row that names its
field and its evaluation marks that field as weak, once (`weak-fields`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from gongkai.errors import GongkaiError
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What
from gongkai_web.audit.models import canonical
from gongkai_web.errors import Refused
from gongkai_web.imports.tables.declared import Came, Column, Result, Row, Where
from gongkai_web.imports.tables.reading import as_day
from gongkai_web.oversight.rectification import actions as ledger
from gongkai_web.oversight.rectification.actions import Found, Seen
from gongkai_web.oversight.rectification.facts import UNDER_WAY, Source, Status
from gongkai_web.oversight.rectification.models import Finding
from gongkai_web.oversight.registers.declared.guidance import WEAK_FIELDS
from gongkai_web.oversight.registers.models import EvaluationResult, WeakField
from gongkai_web.registers import actions as registers
from gongkai_web.registers.declared import Blank, Takes

_TITLE, _SAID = 200, 300
_BLANKS = (
    Blank("unit", "单位", hint="责任单位的全称。"),
    Blank("indicator", "指标", most=60),
    Blank("fault", "问题", Takes.LINES, hint="哪里不对，一行一个。"),
    Blank("address", "网址", hint="问题在哪里；没有网址的写在哪个栏目。", required=False, most=1000),
    Blank("score", "扣分", Takes.AMOUNT, hint="扣了几分。", required=False),
    Blank("term", "整改期限", Takes.DAY, hint="要求哪天以前改好，例如 2026-01-31。", required=False),
    Blank("found", "发现日期", Takes.DAY, hint="不填的是导入的那天。", required=False),
    Blank("evaluation", "评估", hint="“考核评估结果”里登记的名称。", required=False),
    Blank("field", "领域", hint="填了的，在“薄弱领域”台账标记一次；要同时填写“评估”。", required=False),
)
_DAYS = {"term", "found"}


@dataclass(frozen=True, slots=True)
class _Read:
    """A row as it was understood. `values`: by the names of the blanks."""

    unit: Agency
    day: date
    evaluation: EvaluationResult | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OfEvaluation:
    """第三方评估 or 上级通报 with what it found at each unit."""

    source: Source
    stock: bool = False
    needs: What = What.KEEP_OVERSIGHT

    @property
    def code(self) -> str:
        """In addresses and on the command line."""
        return f"findings-{self.source}"

    @property
    def label(self) -> str:
        """What comes in."""
        return f"整改台账：{self.source.label}的问题"

    def columns(self, day: date) -> tuple[Column, ...]:
        """Unit, indicator, fault, address, score, term; and which evaluation, in which field."""
        fields = WEAK_FIELDS.blank("field").words
        options = tuple(fields(day).values()) if fields else ()
        return tuple(
            Column(
                one.name,
                one.label,
                required=one.required,
                hint=one.hint or "必填。",
                sample="示例" if one.name == "unit" else "",
                options=options if one.name == "field" else (),
            )
            for one in _BLANKS
        )

    def enter(self, rows: Sequence[Row], where: Where) -> list[Came]:
        """Each by the acts of the ledger."""
        return [self._entered(row, where) for row in rows]

    def address(self, subject: int) -> str:
        """The page of the entry."""
        return reverse("rectification:finding", args=[subject])

    def _entered(self, row: Row, where: Where) -> Came:
        key = " ".join(filter(None, (row.cells.get("unit"), row.cells.get("indicator"))))
        try:
            with transaction.atomic():
                return self._taken(_read(row.cells, where), row.line, key, where)
        except GongkaiError as problem:
            return Came(row.line, key, Result.REFUSED, str(problem))

    def _taken(self, read: _Read, line: int, key: str, where: Where) -> Came:
        origin = self._origin(read)
        standing = Finding.objects.exclude(status=Status.VOID)
        known = standing.filter(kept_by=where.agency, origin=origin).first()
        found = ledger.register_finding(
            by=where.by,
            kept_by=where.agency,
            agency=read.unit,
            day=read.day,
            found=_found(self.source, read, origin),
            today=where.day,
        )
        weak = _mark_weak(read, where)
        made = known is None and found.origin == origin
        said = "" if made else _there(found, known)
        result = Result.MADE if made or weak else Result.THERE
        return Came(line, key, result, said + weak, found.pk)

    def _origin(self, read: _Read) -> str:
        """What makes it the same row of the same evaluation."""
        about = read.evaluation.pk if read.evaluation else None
        values = [read.values[one.name] for one in _BLANKS if one.name not in {"unit", "evaluation", "field"}]
        words = canonical([read.unit.pk, about, *map(str, values)])
        return f"imports.{self.source}:{hashlib.sha256(words.encode()).hexdigest()[:24]}"


TABLES = tuple(OfEvaluation(one) for one in (Source.EVALUATION, Source.SUPERIOR))


def _there(found: Finding, known: Finding | None) -> str:
    if known is None:
        return f"台账里有同一个问题在办（{found.registry_number}），算再次发现。"
    if found.status in UNDER_WAY:
        return f"已登记为{found.registry_number}。"
    return (
        f"已登记为{found.registry_number}，现在是“{found.get_status_display()}”；"
        "另一次评估又发现的，填写“评估”或者“发现日期”再导入。"
    )


def _read(cells: Mapping[str, str], where: Where) -> _Read:
    given = {name: as_day(cell) if name in _DAYS else cell for name, cell in cells.items()}
    values = {one.name: one.read(given.get(one.name), where.agency, where.day) for one in _BLANKS}
    day = values["found"] or where.day
    if values["term"] and values["term"] <= day:
        raise Refused(f"「整改期限」{values['term']} 不晚于发现的 {day}；请核对日期。")
    return _Read(_unit(values["unit"]), day, _evaluation(values["evaluation"], where), values)


def _unit(name: str) -> Agency:
    found = Agency.objects.filter(name=name).first()
    if found is None:
        raise Refused(f"没有名称是「{name}」的机关；请写本平台登记的全称。")
    return found


def _evaluation(name: str, where: Where) -> EvaluationResult | None:
    if not name:
        return None
    kept = EvaluationResult.objects.filter(agency=where.agency, voided=False).order_by("-day", "-pk")
    found = [one for one in kept if name in {one.title, str(one)}]
    if not found:
        raise Refused(f"{where.agency.name}的“考核评估结果”里没有「{name}」；请先登记那次评估。")
    return found[0]


def _found(source: Source, read: _Read, origin: str) -> Found:
    values = read.values
    shown = {one.name: one.shown(values[one.name], read.day) for one in _BLANKS}
    told = (
        f"评估：{read.evaluation}" if read.evaluation else "",
        f"扣分：{shown['score']}" if shown["score"] else "",
        f"要求的整改期限：{shown['term']}" if shown["term"] else "",
    )
    return Found(
        source=source,
        rule=values["indicator"],
        title=" ".join(values["fault"].split())[:_TITLE],
        place=values["address"],
        text="\n".join(filter(None, (values["fault"], *told))),
        origin=origin,
        seen=Seen(address=values["address"], excerpt=values["fault"]),
    )


def _mark_weak(read: _Read, where: Where) -> str:
    """Marks the field of the row as weak by that evaluation, once; what is said of it."""
    named = read.values["field"]
    if not named:
        return ""
    if read.evaluation is None:
        raise Refused("填了“领域”的，请填写是哪一次“评估”指出的。")
    code = WEAK_FIELDS.blank("field").read(named, where.agency, read.day)
    marked = WeakField.objects.filter(agency=where.agency, evaluation=read.evaluation, voided=False)
    if marked.filter(field=code).exists():
        return ""
    said = " ".join(read.values["fault"].split())[:_SAID]
    given = {"field": code, "evaluation": read.evaluation, "said": said}
    registers.enter(
        register=WEAK_FIELDS,
        by=where.by,
        agency=where.agency,
        day=max(read.day, read.evaluation.day),
        given=given,
        today=where.day,
    )
    return f"已标记薄弱领域“{WEAK_FIELDS.blank('field').shown(code, read.day)}”。"
