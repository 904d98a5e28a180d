"""信息 as a table: which column is which field of the text, and how do words become codes?

What comes in as new is a draft and goes through the review like any other; past stock is entered into its
batch, whose manifest is reviewed (`items.actions.stock`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.urls import reverse

from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.imports.tables.declared import Came, Column, Result, Row, Where
from gongkai_web.imports.tables.reading import as_day
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.content import FIELDS, whole
from gongkai_web.publishing.items.labels import choices_of
from gongkai_web.publishing.items.models import Edition

KEY = "key"
_SEVERAL = re.compile(r"[、；;\n]+")
_LISTS = ("issuers", "fields", "channels")
_DAY = ("_on", "_from", "_until")
_CODED = (
    "theme", "genre", "origin", "item_class", "column", "fields", "channels", "attribute",
    "document_kind", "legality_conclusion", "interpretation_plan",
)  # fmt: skip
# Files, what a later edition says, and what names other items or sites: they are entered at the draft.
_NOT_HERE = (
    "attachments", "change_note", "varied_on", "amends", "repeals", "invalidates", "effects_reason",
    "interprets", "interpretation_author", "interpretation_form", "sites",
)  # fmt: skip
_REQUIRED = ("title", "item_class", "attribute")
_KEY_HINT = "必填，每行不同，例如原系统里的编号；同一编号再导入不会重复。"
_DIFFERS = "这个编号已经登记；那里现在的内容与这一行不同，没有改动，请在那一条里修改。"
_HINTS = {
    "title": "必填。",
    "formed_on": "日期，例如 2026-01-31。",
    "published_on": "历史存量必填：原来公开的日期。",
    "issuers": "几个机关之间用顿号。",
    "fields": "领域的名称，几个之间用顿号。",
    "channels": "公开渠道的名称，几个之间用顿号。",
    "column": "本机关栏目的名称。",
    "attribute": "主动公开、依申请公开、不予公开。",
    "item_class": "概况类、政务动态、信息公开目录、其余。",
    "body": "文字，或者一段 HTML；空行分段。附件请在登记以后上传。",
    "attribute_reason": "不是主动公开的必填。",
    "reassess_on": "不是主动公开的必填。",
    "source_name": "转载的必填，照转载来源名单里的名称。",
    "source_url": "转载的必填。",
}
# How other systems head a column.
_ALSO = {"document_number": ("文号",)}
_SAMPLES = {
    "title": "示例：关于调整停车收费标准的通知",
    "item_class": "信息公开目录",
    "attribute": "主动公开",
    "formed_on": "2026-01-31",
    "body": "各单位：\n现将有关事项通知如下。",
}


@dataclass(frozen=True, slots=True)
class Items:
    """信息: drafts, or the rows of a batch of past stock."""

    code: str
    label: str
    stock: bool
    needs: What = What.WRITE_ITEM

    def columns(self, day: date) -> tuple[Column, ...]:  # noqa: ARG002
        """The key of the row, then every field of the text that stands by itself."""
        key = Column(KEY, "编号", required=True, hint=_KEY_HINT, sample="示例1")
        return (key, *(_column(name) for name in FIELDS if name not in _NOT_HERE))

    def enter(self, rows: Sequence[Row], where: Where) -> list[Came]:
        """Drafts, or rows of the batch; what came in under the key is there."""
        words = {name: choices_of(name, where.agency, where.day) for name in _CODED}
        read: list[actions.StockRow] = []
        came: dict[int, Came] = {}
        for row in rows:
            try:
                read.append(actions.StockRow(row.cells.get(KEY, ""), _content(row, words)))
            except Refused as problem:
                came[row.line] = Came(row.line, row.cells.get(KEY, ""), Result.REFUSED, str(problem))
        waiting = [row for row in rows if row.line not in came]
        entered = self._entered(read, where)
        differing = self._differing(read, entered)
        for row, one in zip(waiting, entered, strict=True):
            came[row.line] = _came(row, one, differs=one.key in differing)
        return [came[row.line] for row in rows]

    def address(self, subject: int) -> str:
        """The page of the item in the office."""
        return reverse("items:item", args=[subject])

    def _differing(self, read: Sequence[actions.StockRow], entered: Sequence[actions.Entered]) -> set[str]:
        """The keys of rows that stand there with another text."""
        there = {one.item.pk: one.key for one in entered if one.item is not None and one.again}
        known = Edition.objects.filter(item__in=there, number=1).values_list("item_id", "content")
        kept = {there[item]: content for item, content in known}
        return {row.key for row in read if row.key in kept and whole(row.content) != kept[row.key]}

    def _entered(self, read: Sequence[actions.StockRow], where: Where) -> list[actions.Entered]:
        if self.stock:
            if where.batch is None:
                raise Refused("请选择登记到哪一个批次；还没有的，先在“历史存量”登记批次。")
            return actions.enter_stock(batch=where.batch, by=where.by, day=where.day, rows=read)
        return actions.draft_rows(by=where.by, agency=where.agency, day=where.day, rows=read)


TABLES = (Items("items", "起草的信息", stock=False), Items("stock", "历史存量", stock=True))


def _column(name: str) -> Column:
    options = tuple(choices_of(name, None, None).values()) if name in _CODED and name not in _LISTS else ()
    return Column(
        name,
        FIELDS[name].label,
        required=name in _REQUIRED,
        hint=_HINTS.get(name, "可以不填。"),
        sample=_SAMPLES.get(name, ""),
        options=options if name != "column" else (),
        also=_ALSO.get(name, ()),
    )


def _content(row: Row, words: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {name: _value(name, cell, words) for name, cell in row.cells.items() if name != KEY and cell}


def _value(name: str, cell: str, words: Mapping[str, Mapping[str, str]]) -> Any:
    if name.endswith(_DAY):
        return as_day(cell)
    if name == "body":
        return cell if cell.lstrip().startswith("<") else _paragraphs(cell)
    if name in _LISTS:
        several = [one.strip() for one in _SEVERAL.split(cell) if one.strip()]
        return [_code(name, one, words) for one in several]
    return _code(name, cell, words)


def _code(name: str, word: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """The code of a word; a code is itself."""
    if name not in words:
        return word
    found = [code for code, label in words[name].items() if word in (code, label)]
    if not found:
        some = "、".join(list(dict.fromkeys(words[name].values()))[:20]) or "还没有"
        raise Refused(f"「{FIELDS[name].label}」没有「{word}」；可用：{some}。")
    return found[0]


def _paragraphs(text: str) -> str:
    parts = [one.strip() for one in re.split(r"\n\s*\n|\n", text) if one.strip()]
    return "".join(f"<p>{escape(one, quote=False)}</p>" for one in parts)


def _came(row: Row, one: actions.Entered, *, differs: bool) -> Came:
    if one.item is None:
        return Came(row.line, one.key, Result.REFUSED, one.problem)
    if not one.again:
        return Came(row.line, one.key, Result.MADE, _still(one.still), one.item.pk)
    return Came(row.line, one.key, Result.THERE, _DIFFERS if differs else "", one.item.pk)


def _still(told: Sequence[str]) -> str:
    """That the draft is there, and what it lacks: whoever has the table before them knows it now."""
    return f"已起草，送审以前还要改：{''.join(told)}" if told else ""
