"""What do the items of a replay say? Titles and texts of our own, put together from `texts.yaml`.

The same number gives the same text; two numbers of one group give two titles.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.lawfile import load
from gongkai.publication.words import fields
from gongkai_web.replay.statements.planning import OTHER, Group

SOURCE, HOST = "中国政府网", "www.gov.cn"  # from where everything is reposted
REPOSTED = {"origin": "reposted", "source_name": SOURCE, "source_url": f"https://{HOST}/"}
_FILE = Path(__file__).parent / "texts.yaml"
_LISTS = ("places", "themes", "acts", "overview", "notices", "sentences", "repost_themes")
_DOCUMENTS = frozenset({"other_documents", "normative_documents", "policies"})
# What stands in these columns has a title of its own kind.
_TITLED = {
    "other_documents": "关于做好{}工作的通知",
    "disclosure_rules": "{}信息公开办法",
    "interpretations": "{}有关政策解读",
}
_KINDS = ("", "（二）", "（三）")
# By class of interpretation: by whom, and in which form.
_INTERPRETED_BY = {
    "department": ("department", "text"),
    "diverse": ("department", "chart"),
    "media": ("media", "text"),
}
_ELEMENTS = {
    "document_number": "示政发〔{year}〕{number}号",
    "theme": "general_affairs",
    "genre": "notice",
}


@dataclass(frozen=True, slots=True)
class Texts:
    """The lists of the file."""

    lists: dict[str, tuple[str, ...]]
    of_field: dict[str, tuple[str, ...]]


@functools.cache
def texts() -> Texts:
    """What stands in the file."""
    node = load(_FILE, _FILE.parent)
    of_field = node.child("fields")
    found = Texts(
        {name: node.texts(name) for name in _LISTS}, {name: of_field.texts(name) for name in of_field}
    )
    node.done()
    return found


def title_of(group: Group, number: int) -> str:
    """The title of one item of the group."""
    lists = texts().lists
    if group.reposted:
        theme, round_of = _pick(lists["repost_themes"], number)
        return f"国家部署{theme}重点工作{_again(round_of)}"
    if group.column == "guide":
        return "政府信息公开指南"
    if group.column in _TITLED:
        theme, place, round_of = _two(lists["themes"], _KINDS, number)
        return f"{_TITLED[group.column].format(theme)}{place}{_again(round_of)}"
    if group.item_class == "overview":
        theme, place, round_of = _two(lists["overview"], lists["places"], number)
        return f"{place}{theme}{_again(round_of)}"
    if group.fields:
        return _of_field(group.fields[0], number)
    if group.item_class == OTHER:
        theme, place, round_of = _two(lists["notices"], lists["places"], number)
        return f"{place}{theme}{_again(round_of)}"
    theme, rest = _pick(lists["themes"], number)
    act, place, round_of = _two(lists["acts"], lists["places"], rest)
    return f"{place}{act.format(theme)}{_again(round_of)}"


def content_of(group: Group, number: int, *, formed_on: date, column: str, issuer: str) -> dict[str, Any]:
    """The whole text of one item of the group."""
    title, said = title_of(group, number), texts().lists["sentences"]
    sentence = said[number % len(said)]
    content: dict[str, Any] = {
        "title": title,
        "summary": f"{title}。{sentence}",
        "body": f"<p>{formed_on.month}月{formed_on.day}日，{title}。</p><p>{sentence}</p>",
        "formed_on": formed_on,
        "item_class": group.item_class,
        "column": column,
        "fields": list(group.fields),
        "channels": list(group.channels),
        "attribute": group.attribute,
    }
    if group.interpretation:
        author, form = _INTERPRETED_BY[group.interpretation]
        content |= {"interpretation_author": author, "interpretation_form": form}
    if group.reposted:
        content |= REPOSTED
    if column in _DOCUMENTS:
        content |= _elements(formed_on, number, issuer)
    if column == "guide":
        content |= {"body": GUIDE, "summary": "政府信息的分类、编排和获取方式，申请公开的办法。"}
    return content


def _elements(formed_on: date, number: int, issuer: str) -> dict[str, Any]:
    """What a document of policy names besides."""
    told = {name: text.format(year=formed_on.year, number=number + 1) for name, text in _ELEMENTS.items()}
    return {**told, "issuers": [issuer], "effective_from": formed_on}


def _of_field(field: str, number: int) -> str:
    lists = texts().lists
    themes = texts().of_field.get(field, ())
    if not themes:
        label = fields()[field].label
        act, place, round_of = _two(lists["acts"], lists["places"], number)
        return f"{place}{act.format(label)}{_again(round_of)}"
    theme, place, round_of = _two(themes, lists["places"], number)
    return f"{place}{theme}{_again(round_of)}"


def _pick(words: tuple[str, ...], number: int) -> tuple[str, int]:
    return words[number % len(words)], number // len(words)


def _two(words: tuple[str, ...], others: tuple[str, ...], number: int) -> tuple[str, str, int]:
    """One of each, and how often all of them were through before."""
    word, rest = _pick(words, number)
    other, round_of = _pick(others, rest)
    return word, other, round_of


def _again(round_of: int) -> str:
    return f"（第{round_of + 1}期）" if round_of else ""


GUIDE = (
    "<p>一、政府信息的分类和编排。本机关公开的政府信息分为概况、政务动态、信息公开目录和其他信息，"
    "目录按栏目、主题编排，每条有索引号。</p>"
    "<p>二、获取方式。可以在政府网站、公开查阅点、政务服务大厅查阅。</p>"
    "<p>三、申请公开。公民、法人和其他组织可以当面、邮寄或者在网站提出申请，"
    "填写申请表，写明名称、文号或者便于查询的其他特征。</p>"
    "<p>四、本机关的工作机构、办公地址、办公时间、联系电话、传真和互联网联系方式见本栏说明。</p>"
)
