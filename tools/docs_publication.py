"""主动公开 in the docs: which word, column, term and element is which identifier?

Everything is read from where the program itself reads it, as in `docs_tables`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongkai.lawbook import DatedList
from gongkai.publication.columns import COLUMN_KIND_LABELS, statutory_columns
from gongkai.publication.counted import (
    interpretation_authors,
    interpretation_classes,
    interpretation_forms,
)
from gongkai.publication.decisions import decision_stages
from gongkai.publication.elements import element_lists
from gongkai.publication.terms import AT_LEAST, Length, publication_terms
from gongkai.publication.validity import validity_states
from gongkai.publication.words import (
    article_classes,
    attributes,
    channels,
    cycles,
    fields,
    genres,
    grassroots_fields,
    information_classes,
    levels,
    sectors,
    themes,
)
from tools.docs_tables import coded, kinds, table, through_time


def publication_words() -> str:
    """The short lists of publication, one after the other."""
    lists: tuple[DatedList[Any], ...] = (
        attributes(),
        information_classes(),
        validity_states(),
        interpretation_authors(),
        interpretation_forms(),
        interpretation_classes(),
        article_classes(),
        levels(),
        cycles(),
        sectors(),
        genres(),
        themes(),
        decision_stages(),
    )
    rows = [
        (listed.what, found.label, coded(found.code), days, found.source.reviewed)
        for listed in lists
        for found, days in through_time(listed)
    ]
    return table(("用在", "中文", "标识符", "施行", "出处"), rows)


def publication_channels() -> str:
    """The channels of publication."""
    return kinds(channels())


def publication_fields() -> str:
    """The field tags and into which they roll up, then the fields of grassroots disclosure."""
    known = fields()
    rows = [
        (
            one.label,
            coded(one.code),
            "、".join(known[above].label for above in one.within),
            one.source.reviewed,
        )
        for one in known.values()
    ]
    grassroots = [
        (one.label, coded(one.code), "（基层公开）", one.source.reviewed)
        for one in grassroots_fields().values()
    ]
    return table(("领域", "标识符", "并入", "出处"), [*rows, *grassroots])


def publication_columns() -> str:
    """The columns of the law: where each stands and by what it goes."""
    known = statutory_columns()
    rows = [
        (
            one.label,
            coded(one.code),
            known[one.within].label if one.within else "",
            COLUMN_KIND_LABELS[one.kind],
            "、".join(levels()[level].label for level in one.levels),
            cycles()[one.cycle].label if one.cycle else "",
            one.source.reviewed,
        )
        for one in known.values()
    ]
    return table(("栏目", "标识符", "上级", "内容", "层级", "更新周期", "出处"), rows)


def publication_deadlines() -> str:
    """The terms of publication."""
    rows = [
        (
            term.name,
            coded(key),
            _publication_length(term.bound, value.value),
            term.starts,
            value.since,
            value.source.reviewed,
        )
        for key, term in publication_terms().items()
        for value in term.dated.values
    ]
    return table(("中文", "标识符", "长度", "起算", "自", "出处"), rows)


def _publication_length(bound: str, length: Length) -> str:
    if length.unit == "promptly":
        return "及时"
    return f"不少于 {length.said}" if bound == AT_LEAST else f"{length.said}内"


def publication_elements() -> str:
    """What each kind of information must say."""
    rows = [
        (
            listed.label,
            one.label,
            coded(one.key),
            "要" if one.required else "可以空着",
            one.dated.values[-1].source.reviewed,
        )
        for listed in element_lists().values()
        for one in listed.elements.values()
    ]
    return table(("信息", "要素", "标识符", "必填", "出处"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "publication-channels": publication_channels,
    "publication-columns": publication_columns,
    "publication-deadlines": publication_deadlines,
    "publication-elements": publication_elements,
    "publication-fields": publication_fields,
    "publication-words": publication_words,
}
