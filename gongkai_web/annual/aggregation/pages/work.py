"""How does a sum that has lost what it stood on become a row of a work list, and a line of a mail?"""

from __future__ import annotations

from collections.abc import Iterable

from gongkai_web.annual.aggregation.pages.place import address, way_to_frozen
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.aggregation.work import Fallen
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link, WorkRow


def sum_rows(found: Iterable[Fallen]) -> list[WorkRow]:
    """A row for each."""
    return [_row(one) for one in found]


def line(one: Fallen) -> str:
    """The same as a line of a mail."""
    return f"{one.fall.sum}：{_about(one)}"


def _row(one: Fallen) -> WorkRow:
    sum_ = one.fall.sum
    where = way_to_frozen(sum_).href
    act = Link("重新汇总", address(Level(sum_.campaign, sum_.level)))
    if one.corrected is not None:
        act = Link("公布更正", way_to_frozen(one.corrected).href)
    mark = Mark("late", "依据已撤回") if one.published else Mark("void", "已失效")
    return WorkRow(str(sum_), where, (mark,), about=_about(one), act=act, pressing=one.published)


def _about(one: Fallen) -> str:
    if not one.published:
        return f"{one.fall.reason}；定稿失效，重新汇总定稿"
    if one.corrected is not None:
        return f"{one.fall.reason}；第 {one.corrected.version} 版已经定稿，等公布"
    return f"{one.fall.reason}；已经公布，不撤下，另出一版更正"
