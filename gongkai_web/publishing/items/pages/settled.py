"""Who was faster, and what did they do, where somebody writes or decides on what is no draft any more?"""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.audit.queries import about
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.request import OfficeRequest
from gongkai_web.office.unsent import Over, has_words
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item

# The acts after which nothing is on its way, and those after which nothing waits for a review.
_ENDED = {
    "items.publish": "发布了这一稿",
    "items.keep_inside": "把这一稿登记为不主动公开",
    "items.drop": "作废了这一稿",
    "items.end": "终止了这条信息",
}
_MOVED = {"items.edit": "修改了这一稿，它回到了起草", "items.decide": "对这一稿作了审查决定", **_ENDED}
_LOOK = "请到信息页看现在的状态，再决定。"
_TAKE_ALONG = "您填写的没有保存，都列在下面：还要用的请复制下来，到信息页看现在的状态，再决定写在哪里。"


def over(request: OfficeRequest, item: Item, *, moved: bool = False) -> Over:
    """That nothing is on its way of it; `moved`: that it waits for no review."""
    here = Link(str(item), reverse("items:item", args=[item.pk]))
    then = _TAKE_ALONG if has_words(request) or request.method == "GET" else _LOOK
    return Over(f"{_said(request.user, item, moved=moved)}{then}", here)


def keep_words(request: OfficeRequest, item: Item, *, moved: bool = False) -> None:
    """Raises Over where something was typed that the page to which this leads would not show."""
    if request.method == "POST" and has_words(request):
        raise over(request, item, moved=moved)


def _said(person: Person, item: Item, *, moved: bool) -> str:
    """Who of the drafts of the item is told nothing, learns of none."""
    acts = _MOVED if moved else _ENDED
    last = about(f"items.Item:{item.pk}").filter(act__in=acts).last()
    if last is None or not queries.reads_drafts(person, item, today()):
        return "这条信息现在没有您可以办的一稿。"
    return f"{last.actor_name}在 {timezone.localdate(last.at)} {acts[last.act]}。"
