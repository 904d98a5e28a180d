"""Of what does a text consist that is made public, and in which groups is it written?

One flat JSON value. A snapshot is that value frozen; its digest is what is decided on. The groups are written
one by one: two people in two groups do not stand in each other's way, in one group the second is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from gongkai.errors import GongkaiError
from gongkai.publication.references import resolved
from gongkai.richtext.pasting import pasted
from gongkai_web.approval import standing
from gongkai_web.errors import Refused
from gongkai_web.publishing.items.kinds import (
    NAME_OF_SOURCE,
    Attribute,
    InterpretationPlan,
    ItemClass,
    Origin,
)
from gongkai_web.publishing.models import DocumentKind

Content = dict[str, Any]
# Beside the fields: what the contacts were to which the body refers, when it was handed in.
CONTACTS = "contacts"
_CODE = 80
# What no XML, no file and not every database can hold: nobody typed it, and nobody sees it.
_UNSAID = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
# What turns the order of the signs around: a title would read otherwise than it is.
_UNSAID |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# A day of another century is a slip, and no term can be counted from it.
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
_LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it is called, what it is when nothing was entered, how what is entered is read."""

    label: str
    empty: Any
    read: Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are written together."""

    label: str
    fields: Mapping[str, Field]


def _text(label: str, given: Any) -> str:
    if not isinstance(given, str):
        raise Refused(f"「{label}」应为文字；请核对。")
    return given.translate(_UNSAID).strip()


def _short(most: int) -> Callable[[str, Any], str]:
    """Text that also stands in a column of the item, which holds no more."""

    def read(label: str, given: Any) -> str:
        text = _text(label, given)
        if len(text) > most:
            raise Refused(f"「{label}」有 {len(text)} 字，最多 {most} 字；请写短些。")
        return text

    return read


def _html(label: str, given: Any) -> str:
    """A page's text in its one clean form: no script, no style or picture from elsewhere.

    Pictures in it are kept as files first (`actions.write_body`): here they would be lost.
    """
    try:
        brought = pasted(_text(label, given))
    except GongkaiError as problem:
        raise Refused(f"「{label}」读不出来：{problem}") from None
    if brought.pictures:
        raise Refused(
            f"「{label}」里夹着 {len(brought.pictures)} 幅图片的数据；请先起草，再在“修改正文”里粘贴，"
            "或者从 DOCX 导入：图片要检查、收存以后才能公开。"
        )
    return brought.html


def _day(label: str, given: Any) -> str:
    """An ISO day; empty where there is none."""
    text = given.isoformat() if isinstance(given, date) else _text(label, given or "")
    if not text:
        return ""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refused(f"「{label}」「{text}」不是日期；应写成 2026-01-31 的样子。") from None
    if not _FIRST <= found <= _LAST:
        raise Refused(f"「{label}」{found} 应在 {_FIRST.year} 年至 {_LAST.year} 年之间；请核对年份。")
    return found.isoformat()


def _texts(label: str, given: Any) -> list[str]:
    if not isinstance(given, list | tuple):
        raise Refused(f"「{label}」应为几项文字；请核对。")
    return [text for text in (_text(label, one) for one in given) if text]


def _codes(label: str, given: Any) -> list[str]:
    return [_short(_CODE)(label, one) for one in _texts(label, given)]


def _rows(label: str, given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list | tuple) or not all(isinstance(one, Mapping) for one in given):
        raise Refused(f"「{label}」应为几行；请核对。")
    return [dict(one) for one in given]


def _keys(label: str, given: Any) -> list[int]:
    """Keys of other records, each once."""
    if not isinstance(given, list | tuple) or not all(_is_key(one) for one in given):
        raise Refused(f"「{label}」应为几个登记编号；请核对。")
    return sorted(set(given))


def _is_key(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 < given <= _LARGEST_KEY


def _one_of(words: Mapping[str, str]) -> Callable[[str, Any], str]:
    def read(label: str, given: Any) -> str:
        text = _text(label, given)
        if text and text not in words:
            raise Refused(f"「{label}」没有「{text}」这一种；可用：{'、'.join(words.values())}。")
        return text

    return read


GROUPS: Mapping[str, Group] = {
    "heading": Group(
        "标题和要素",
        {
            "title": Field("标题", "", _short(300)),
            "summary": Field("内容概述", "", _text),
            "document_number": Field("发文字号", "", _short(100)),
            "theme": Field("主题分类", "", _short(_CODE)),
            "genre": Field("体裁", "", _short(_CODE)),
            "keywords": Field("主题词", "", _text),
            "change_note": Field("更新说明", "", _short(300)),
        },
    ),
    "days": Group(
        "日期",
        {
            "formed_on": Field("生成日期", "", _day),
            "varied_on": Field("变更日期", "", _day),
            "effective_from": Field("施行日期", "", _day),
            "expires_on": Field("失效日期", "", _day),
            "look_again_on": Field("再看的日子", "", _day),
            "shown_from": Field("公示期起", "", _day),
            "shown_until": Field("公示期止", "", _day),
            "published_on": Field("原发布日期", "", _day),
        },
    ),
    "origin": Group(
        "来源",
        {
            "origin": Field("来源", Origin.OWN.value, _one_of(dict(Origin.choices))),
            "source_name": Field("转载自", "", _short(NAME_OF_SOURCE)),
            "source_url": Field("原文网址", "", _text),
            "issuers": Field("发文机关", [], _texts),
            "lead": Field("牵头机关", "", _text),
        },
    ),
    "placing": Group(
        "栏目和渠道",
        {
            "item_class": Field("分类", "", _one_of(dict(ItemClass.choices))),
            "column": Field("栏目", "", _short(_CODE)),
            "fields": Field("领域", [], _codes),
            "channels": Field("公开渠道", [], _codes),
            "sites": Field("在哪些网站", [], _keys),
        },
    ),
    "attribute": Group(
        "公开属性",
        {
            "attribute": Field("公开属性", "", _one_of(dict(Attribute.choices))),
            "attribute_reason": Field("理由和依据", "", _text),
            "reassess_on": Field("再评估的日子", "", _day),
        },
    ),
    "document": Group(
        "规章和规范性文件",
        {
            "document_kind": Field("文件类型", "", _one_of(dict(DocumentKind.choices))),
            "registration_number": Field("统一登记号", "", _short(100)),
            "opinions_heard": Field("征求意见及采纳情况", "", _text),
            "legality_sent_on": Field("合法性审核送审日期", "", _day),
            "legality_reviewed_on": Field("合法性审核日期", "", _day),
            "legality_conclusion": Field("合法性审核结论", "", _text),
            "deliberated_on": Field("集体审议日期", "", _day),
            "interpretation_plan": Field("解读安排", "", _one_of(dict(InterpretationPlan.choices))),
            "interpretation_reason": Field("不解读的理由", "", _text),
        },
    ),
    "effects": Group(
        "本件改变的文件",
        {
            "amends": Field("修改的文件", [], _keys),
            "repeals": Field("废止的文件", [], _keys),
            "invalidates": Field("宣布失效的文件", [], _keys),
            "effects_reason": Field("修改、废止的理由", "", _text),
        },
    ),
    "interpretation": Group(
        "政策解读",
        {
            "interprets": Field("解读的文件", [], _keys),
            "interpretation_author": Field("解读主体", "", _short(30)),
            "interpretation_form": Field("解读形式", "", _short(30)),
        },
    ),
    "body": Group("正文", {"body": Field("正文", "", _html)}),
    "attachments": Group("附件", {"attachments": Field("附件", [], _rows)}),
}
FIELDS: Mapping[str, Field] = {
    name: field for group in GROUPS.values() for name, field in group.fields.items()
}


def whole(given: Mapping[str, Any]) -> Content:
    """The whole text of what was given; what was not given is empty. Raises Refused for what cannot be."""
    unknown = [name for name in given if name not in FIELDS]
    if unknown:
        raise Refused(f"不认识的项「{unknown[0]}」；可用：{'、'.join(FIELDS)}。")
    return {
        name: field.read(field.label, given[name]) if name in given else field.empty
        for name, field in FIELDS.items()
    }


def completed(content: Content) -> Content:
    """A text from before there were some of the fields: they are empty."""
    return {**{name: field.empty for name, field in FIELDS.items()}, **content}


def spoken(content: Content) -> Content:
    """The text as it is read: with the telephones and addresses of its day in place of their names."""
    said = {name: escape(value) for name, value in content.get(CONTACTS, {}).items()}
    return {**content, "body": resolved(content["body"], said)} if said else content


def written(content: Content, group: str, given: Mapping[str, Any]) -> Content:
    """The text with other values in one group; the fields that are not given stay."""
    fields = _group(group).fields
    unknown = [name for name in given if name not in fields]
    if unknown:
        raise Refused(f"「{_group(group).label}」没有「{unknown[0]}」这一项；可用：{'、'.join(fields)}。")
    read = {name: fields[name].read(fields[name].label, value) for name, value in given.items()}
    return _without_what_kept_it(content, {**content, **read})


def _without_what_kept_it(before: Content, after: Content) -> Content:
    """Why it was not public, and until when, does not stay in a text that is opened; a new reason does."""
    if not before.get("attribute") or is_public(before) or not is_public(after):
        return after
    same = after.get("attribute_reason") == before.get("attribute_reason")
    return {**after, "reassess_on": "", **({"attribute_reason": ""} if same else {})}


def of_group(content: Content, group: str) -> Content:
    """The fields of one group."""
    return {name: content.get(name, field.empty) for name, field in _group(group).fields.items()}


def digest(content: Content) -> str:
    """What a decision is bound to."""
    return standing.digest(content)


def day_of(content: Content, name: str) -> date | None:
    """A day of the text."""
    return date.fromisoformat(content[name]) if content.get(name) else None


def is_public(content: Content) -> bool:
    """Whether it is to be published (主动公开)."""
    return bool(content.get("attribute") == Attribute.PROACTIVE)


@dataclass(frozen=True, slots=True)
class Part:
    """What the secrecy review judges by itself (逐项)."""

    key: str
    label: str


def parts(content: Content) -> list[Part]:
    """Title and elements, the text, and each attachment."""
    found = [Part("heading", "标题和要素"), Part("body", "正文")]
    named = content.get("attachments", [])
    return found + [
        Part(f"attachment:{one.get('sha256', '')}", f"附件《{one.get('name', '')}》") for one in named
    ]


def _group(name: str) -> Group:
    if name not in GROUPS:
        raise Refused(f"不认识的一组「{name}」；可用：{'、'.join(GROUPS)}。")
    return GROUPS[name]
