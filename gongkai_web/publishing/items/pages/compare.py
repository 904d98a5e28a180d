"""对照: how do two texts of one item differ, and how does the older come back from there in one act?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.difference import differences
from gongkai_web.publishing.items.models import Item, Snapshot
from gongkai_web.publishing.items.pages.forms import TakeUpForm
from gongkai_web.publishing.items.pages.views import SECTION, in_hand, item_or_404, may_take_up, way_to


@dataclass(frozen=True, slots=True)
class Side:
    """A text that can be compared: a snapshot, or what is being written (`key` 0)."""

    key: int
    label: str
    snapshot: Snapshot | None
    content: Content


@signed_in
@require_GET
def compare(request: OfficeRequest, pk: int) -> HttpResponse:
    """Two texts side by side: by default the last that was handed in, and what is written or public now."""
    found, day = item_or_404(request, pk), today()
    sides = _sides(request, found)
    old, new = _chosen(request, "old", sides, -2), _chosen(request, "new", sides, -1)
    free = may_take_up(request.user, found, day)
    context = {
        "item": found,
        "agency": found.agency,
        "sides": sides,
        "old": old,
        "new": new,
        "changed": differences(old.content, new.content) if old and new else [],
        "form": TakeUpForm() if free and old and old.snapshot else None,
        "in_hand": in_hand(request.user, found, day),
    }
    return SECTION.page(request, "items/compare.html", context, way_to(found), Link("对照"))


def _sides(request: OfficeRequest, found: Item) -> list[Side]:
    """All that the person may read of it, oldest first; what is being written comes last."""
    snapshots = queries.snapshots(request.user, today()).filter(item=found).order_by("number")
    sides = [Side(one.pk, _called(found, one), one, queries.text_of(one)) for one in snapshots]
    edition = queries.under_way(found)
    seen = edition and queries.editions(request.user, today()).filter(pk=edition.pk).exists()
    if edition and seen and found.draft is None:  # else it stands there already, as it was handed in
        sides.append(Side(0, f"第 {edition.number} 版，正在写的", None, dict(edition.content)))
    return sides


def _called(found: Item, snapshot: Snapshot) -> str:
    live = "，公众看到的" if snapshot.pk == found.live_id else ""
    return f"快照 {snapshot.number}，{snapshot.day} 送审{live}"


def _chosen(request: OfficeRequest, name: str, sides: Sequence[Side], usual: int) -> Side | None:
    """The side that is asked for; else one from the end, where there are as many."""
    asked = number_in(request.GET, name)
    found = next((one for one in sides if one.key == asked), None)
    return found or (sides[usual] if len(sides) >= -usual else None)
