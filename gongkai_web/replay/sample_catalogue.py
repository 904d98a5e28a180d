"""What stands in the catalogue of an agency of the sample city before anything is published in it?

Columns of the law, a topic, contacts that pages refer to, a site and accounts; in a county the beginning of
the standard catalogue. All of it is invented.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.catalogue import actions, queries
from gongkai_web.publishing.catalogue.actions import Row
from gongkai_web.publishing.catalogue.kinds import ContactKind, Purpose
from gongkai_web.publishing.channels.actions import open_outlet

DAY = date(2021, 1, 4)
COUNTY, MUNICIPAL = "county", "municipal"
_PHONE = "公开办电话"
_GUIDE = f"需要本机关公开的政府信息，可以在本栏查阅指南，也可以拨打 {{{{{_PHONE}}}}} 咨询（电话是虚构的）。"
_TOLD = ("field", "first_level", "second_level", "content", "basis")
_STANDARD = (
    ("就业", "就业信息服务", "岗位信息发布", "岗位、地点、要求、报名方式", "《就业促进法》"),
    ("社会救助", "最低生活保障", "审核确认信息", "对象名单、保障金额", "《社会救助暂行办法》"),
    ("涉农补贴", "农机购置补贴", "补贴结果", "受益对象、补贴金额", "《条例》第二十条"),
    ("养老服务", "高龄津贴", "办理指南", "条件、材料、流程、电话", "《条例》第二十条"),
)


def set_up_catalogue(agency: Agency, level: str, officer: Person, head: Person, agency_code: str) -> None:
    """Sets up the catalogue, by the officer who keeps it; `head` looks at it.

    `agency_code`: of its index numbers.
    """
    shared: dict[str, Any] = {"by": officer, "agency": agency, "day": DAY}
    actions.seed_columns(**shared, level=level, rule_making=level == MUNICIPAL, agency_code=agency_code)
    actions.keep_contact(**shared, name=_PHONE, kind=ContactKind.PHONE, value="0000-0000000")
    _introduce(agency, officer)
    topics = queries.by_code(agency, "topics")
    actions.open_column(
        **shared, name="助企纾困", parent=topics, purpose=Purpose.TOPIC, address="enterprise-relief",
        tag="enterprise_relief", cycle="monthly",
    )  # fmt: skip
    name = agency.name.removesuffix("办公室")
    open_outlet(**shared, channel="website", name=f"{name}网站", id_code="0000000000")
    open_outlet(**shared, channel="wechat", name=f"{name}发布")
    if level == COUNTY:
        actions.import_standard(**shared, rows=standard_rows(agency), name="事项标准目录（虚构）")
    let_out_all(agency, head, DAY)


def let_out_all(agency: Agency, by: Person, day: date) -> None:
    """Whoever did not write what waits there looks at it and agrees."""
    for held in queries.held_words(agency):
        actions.let_out(held=held, by=by, day=day)


def standard_rows(agency: Agency) -> list[Row]:
    """The beginning of a standard catalogue of the agency."""
    return [_row(agency, number, texts) for number, texts in enumerate(_STANDARD, start=2)]


def _introduce(agency: Agency, officer: Person) -> None:
    guide = queries.by_code(agency, "guide")
    if guide is not None:
        actions.introduce_column(by=officer, column=guide, day=DAY, introduction=_GUIDE)


def _row(agency: Agency, number: int, texts: tuple[str, ...]) -> Row:
    values = {
        **dict(zip(_TOLD, texts, strict=True)),
        "time_limit": "自信息形成或者变更之日起按规定期限公开",
        "publisher": agency.name,
        "channels": "政府网站、公开查阅点",
        "audience": "全社会",
        "manner": "主动",
        "level": "县级",
    }
    return Row(f"第 {number} 行", values)
