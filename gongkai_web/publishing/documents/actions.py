"""How is a document entered by hand? 清理: how does a clean-up begin, how is each document judged, and how
does its result become public?

The result is an item: it is reviewed like everything that is published, and its publication ends what the
verdicts end, by the same acts of the register. No verdict ends anything by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.db import transaction

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.actions import issue_document
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.documents import queries
from gongkai_web.publishing.documents.models import CleanUp, CleanUpRow, Verdict
from gongkai_web.publishing.documents.queries import FIELDS, Standing
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.kinds import Attribute, ItemClass
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.models import DocumentKind, NormativeDocument

_COLUMN = "normative_documents"
_HEADS = ("序号", "文件名称", "发文字号", "清理结果", "说明")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on a document and why."""

    verdict: str
    reason: str = ""


@transaction.atomic
def register_document(
    *, by: Person, agency: Agency, kind: str, today: date, **given: Any
) -> NormativeDocument:
    """Enters a document by hand, by the rule that its text would meet: who makes no 规章 enters none."""
    if kind == DocumentKind.RULES and not catalogue.may_make_rules(agency):
        raise Refused(catalogue.no_rules(agency))
    return issue_document(by=by, agency=agency, kind=kind, today=today, **given)


@transaction.atomic
def begin_clean_up(*, by: Person, agency: Agency, title: str, as_of: date, reason: str, day: date) -> CleanUp:
    """Begins a clean-up of what is in force on `as_of`."""
    require(by, agency, What.HANDLE, day, "清理规范性文件")
    require_reason(reason, "清理规范性文件")
    if not title.strip():
        raise Refused("请填写清理的名称，例如“2026 年行政规范性文件清理”。")
    if as_of > day:
        raise Refused(f"清理截至的日期 {as_of} 还没有到（今天是 {day}）；请核对。")
    found = list(queries.in_force(agency, as_of))
    if not found:
        raise Refused(f"{agency.name}在 {as_of} 没有登记的现行有效的文件，没有可以清理的。")
    made = CleanUp(agency=agency, title=title.strip(), as_of=as_of, reason=reason.strip())
    made.begun_by, made.begun_on = by, day
    made.save()
    CleanUpRow.objects.bulk_create(CleanUpRow(clean_up=made, document=one) for one in found)
    # The title by its digest: what is sealed later must not stand in the trail.
    title = hashed(made.title)
    detail = {"title_hash": title, "reason_hash": hashed(made.reason), "as_of": as_of}
    detail["documents"] = [one.pk for one in found]
    _line(by, made, "begin", detail, made.reason)
    return made


@transaction.atomic
def judge(*, clean_up: CleanUp, by: Person, day: date, judged: Mapping[int, Judged]) -> CleanUp:
    """Gives verdicts, by document; any number at once. Without a verdict it is open again."""
    clean_up = _locked(clean_up)
    require(by, clean_up.agency, What.HANDLE, day, "清理规范性文件")
    _require_open(clean_up)
    rows = {row.document_id: row for row in clean_up.rows.select_related("document")}
    changed = []
    for key, one in judged.items():
        if key not in rows:
            raise Refused(f"这次清理没有 {key} 号文件；请刷新页面。")
        row = rows[key]
        _require_sound(row, one)
        if (row.verdict, row.reason) != (one.verdict, one.reason.strip()):
            row.verdict, row.reason = one.verdict, one.reason.strip()
            changed.append(row)
    if changed:
        CleanUpRow.objects.bulk_update(changed, ["verdict", "reason"])
        _line(by, clean_up, "judge", {"verdicts": [[row.document_id, row.verdict] for row in changed]})
    return clean_up


@transaction.atomic
def form_result(*, clean_up: CleanUp, by: Person, day: date) -> Item:
    """Drafts the result of a clean-up whose documents are all judged; what follows is its review."""
    clean_up = _locked(clean_up)
    _require_open(clean_up)
    open_ones = clean_up.rows.filter(verdict="").count()
    if open_ones:
        raise Refused(f"还有 {open_ones} 件没有认定；请逐件认定以后再形成清理结果。")
    item = items.draft(by=by, agency=clean_up.agency, day=day, content=_content(clean_up, day))
    clean_up.item = item
    clean_up.save(update_fields=["item"])
    _line(by, clean_up, "result", {"item": item.pk})
    return item


def _content(clean_up: CleanUp, day: date) -> dict[str, Any]:
    """The text of the result: the list, and what it ends."""
    rows = list(clean_up.rows.select_related("document").order_by("document__issued_on", "pk"))
    counts = [(one.label, sum(row.verdict == one for row in rows)) for one in Verdict]
    said = "、".join(f"{label} {number} 件" for label, number in counts if number)
    summary = f"截至 {clean_up.as_of} 清理 {len(rows)} 件，{said}。"
    ends = {name: queries.keys_of(clean_up, verdict) for name, verdict in FIELDS.items()}
    return {
        "title": clean_up.title,
        "summary": summary,
        "body": _body(summary, rows),
        "formed_on": day,
        "item_class": ItemClass.CATALOGUE,
        "attribute": Attribute.PROACTIVE,
        "column": _column(clean_up.agency, day),
        "issuers": [clean_up.agency.name_on(day)],
        "effects_reason": clean_up.reason,
        **ends,
    }


def _body(summary: str, rows: list[CleanUpRow]) -> str:
    head = "".join(f"<th>{one}</th>" for one in _HEADS)
    lines = "".join(_table_row(number, row) for number, row in enumerate(rows, 1))
    return f"<p>{escape(summary)}</p><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _table_row(number: int, row: CleanUpRow) -> str:
    told = (str(number), row.document.title, row.document.number, row.get_verdict_display(), row.reason)
    return "<tr>" + "".join(f"<td>{escape(one)}</td>" for one in told) + "</tr>"


def _column(agency: Agency, day: date) -> str:
    """The column of normative documents, where the agency keeps one."""
    kept = catalogue.open_on(agency, day).filter(code=_COLUMN, kind__in=catalogue.FILLED)
    return _COLUMN if kept.exists() else ""


def _require_sound(row: CleanUpRow, one: Judged) -> None:
    if one.verdict and one.verdict not in Verdict.values:
        raise Refused(f"不认识的清理结果「{one.verdict}」；可用：{'、'.join(Verdict.labels)}。")
    if one.verdict not in {"", Verdict.KEPT} and not one.reason.strip():
        label = Verdict(one.verdict).label
        raise Refused(f"{in_marks(row.document.title)}认定为“{label}”，须写明理由；公众在清理结果里看得到。")


def _require_open(clean_up: CleanUp) -> None:
    now = queries.standing(clean_up)
    if now == Standing.IN_REVIEW:
        raise Refused("清理结果正在起草、审查；要改认定的，请先作废那份草稿。")
    if now == Standing.PUBLISHED:
        raise Refused("清理结果已经公开；认定有变化的，请另起一次清理。")


def _locked(clean_up: CleanUp) -> CleanUp:
    found = CleanUp.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    return found.get(pk=clean_up.pk)


def _line(by: Person, clean_up: CleanUp, act: str, detail: Mapping[str, Any], reason: str = "") -> None:
    record(
        actor=by,
        agency=clean_up.agency,
        act=f"documents.{act}",
        subject=f"documents.CleanUp:{clean_up.pk}",
        detail=detail,
        reason=reason,
    )
