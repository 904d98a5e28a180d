"""发布前清单: what is still open before a text can be handed in, each point with its field?

One function for form, API and batch. A point that blocks stops it; one that asks is shown to who reviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.errors import GongkaiError
from gongkai_web.publishing.items.content import FIELDS, Content, day_of, is_public
from gongkai_web.publishing.items.kinds import Attribute, Origin

_ALWAYS = ("title", "formed_on", "attribute")
_WHEN_PUBLIC = ("summary", "item_class", "body")
_WHEN_REPOSTED = ("source_name", "source_url")
_WHEN_NOT_PUBLIC = ("attribute_reason", "reassess_on")


@dataclass(frozen=True, slots=True)
class Point:
    """One open point: `block` must be mended first, `ask` is for who reviews to look at."""

    code: str
    level: str
    message: str
    field: str


class Unready(GongkaiError):
    """A text cannot be handed in; all open points at once."""

    def __init__(self, points: list[Point]) -> None:
        self.points = tuple(points)
        super().__init__("".join(point.message for point in points))


def open_points(content: Content, day: date, *, stock: bool = False) -> list[Point]:
    """All open points of a text, in the order of its fields. `stock`: it was public before it came here."""
    found = [*_missing(content, stock=stock), *_days(content, day, stock=stock)]
    order = list(FIELDS)
    return sorted(found, key=lambda point: order.index(point.field))


def require_ready(content: Content, day: date, *, stock: bool = False) -> None:
    """Raises Unready where a point blocks."""
    blocking = [point for point in open_points(content, day, stock=stock) if point.level == "block"]
    if blocking:
        raise Unready(blocking)


def _missing(content: Content, *, stock: bool) -> Iterator[Point]:
    wanted = list(_ALWAYS)
    if is_public(content):
        wanted += _WHEN_PUBLIC
    elif content["attribute"]:
        wanted += _WHEN_NOT_PUBLIC
    if content["origin"] == Origin.REPOSTED:
        wanted += _WHEN_REPOSTED
    if stock:
        wanted.append("published_on")
    for name in wanted:
        if not content[name]:
            yield Point(f"missing.{name}", "block", _why(name, content), name)


def _why(name: str, content: Content) -> str:
    label = FIELDS[name].label
    if name in _WHEN_NOT_PUBLIC:
        kind = Attribute(content["attribute"]).label
        return f"公开属性是“{kind}”的，须写明{label}（《条例》第十八条）；请填写。"
    if name in _WHEN_REPOSTED:
        return f"转载的须注明{label}；请填写。"
    return f"缺少{label}；请填写。"


def _days(content: Content, day: date, *, stock: bool) -> Iterator[Point]:
    formed, effective = day_of(content, "formed_on"), day_of(content, "effective_from")
    expires, before = day_of(content, "expires_on"), day_of(content, "published_on")
    if formed and formed > day:
        yield Point(
            "days.formed", "block", f"生成日期 {formed} 还没有到（今天是 {day}）；请核对。", "formed_on"
        )
    if formed and effective and effective < formed:
        said = f"施行日期 {effective} 早于生成日期 {formed}；请核对。"
        yield Point("days.effective", "ask", said, "effective_from")
    if expires and effective and expires < effective:
        said = f"失效日期 {expires} 早于施行日期 {effective}；请核对。"
        yield Point("days.expires", "block", said, "expires_on")
    if before and not stock:
        said = "原发布日期只有历史存量才填写；新的信息由发布的当天决定，请清空。"
        yield Point("days.published", "block", said, "published_on")
    if before and stock and (before > day or (formed and before < formed)):
        said = f"原发布日期 {before} 应在生成日期以后、今天以前；请核对。"
        yield Point("days.published", "block", said, "published_on")
