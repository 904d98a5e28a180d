"""Which public items does a round of the check of links read?

First those that are to be read again: a link of theirs did not answer, or its turn did not come. Then what
went out since the last round. Then the next of all, from the newest to the oldest, paced by `link_pace`.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet
from django.utils import timezone

from gongkai_web.publishing.items import link_pace, queries
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.link_models import DeadLink, LinkAgain, LinkWalk
from gongkai_web.publishing.items.models import Item

# In one round; where more wait to be read again, nothing new is begun.
MOST_AGAIN, MOST_NEW = 500, 200
LATE = "链接检查：已经过了 %s 天，还有 %s 条没有查到；外部网址太多，查不完（docs/operations.md“链接的检查”）"
_log = logging.getLogger("gongkai.publishing")


@dataclass(frozen=True, slots=True)
class Reading:
    """What this round reads, group by group in this order.

    `gone`: what is public no more; `walk`: how far the check is when all of it was read.
    """

    again: tuple[Item, ...]
    new: tuple[Item, ...]
    following: tuple[Item, ...]
    gone: tuple[int, ...]
    walk: LinkWalk


def reading(now: datetime, period: timedelta) -> Reading:
    """What the round of this moment reads; nothing is written down yet."""
    day = timezone.localdate(now)
    public = queries.public(day).select_related("live__text")
    waiting = list(
        LinkAgain.objects.filter(on__lte=day)
        .order_by("on", "pk")
        .values_list("item", flat=True)[: MOST_AGAIN + 1]
    )
    again = {one.pk: one for one in public.filter(pk__in=waiting[:MOST_AGAIN])}
    gone = tuple(pk for pk in waiting[:MOST_AGAIN] if pk not in again)
    walk = _begun(now)
    if len(waiting) > MOST_AGAIN:
        return Reading(tuple(again.values()), (), (), gone, walk)
    went_out = list(_after(walk.published))
    new = {one.pk: one for one in public.filter(pk__in={item for _, item in went_out})}
    following = _following(walk, now, period)
    walk.published = went_out[-1][0] if went_out else walk.published
    walk.reached = following[-1].pk if following else 0
    return Reading(
        tuple(again.values()),
        tuple(one for one in new.values() if one.pk not in again),
        tuple(one for one in following if one.pk not in again and one.pk not in new),
        gone,
        walk,
    )


def _begun(now: datetime) -> LinkWalk:
    """How far the check is; at its begin where the last is over and it is time."""
    walk = LinkWalk.objects.filter(pk=1).first() or LinkWalk(pk=1)
    over = walk.begun_at is None or not walk.reached
    if over and link_pace.may_begin(begun=walk.begun_at, now=now):
        highest = Item.objects.aggregate(one=Max("pk"))["one"] or 0
        if walk.begun_at is None:  # what went out until now is read in the walk
            walk.published = Publication.objects.aggregate(one=Max("pk"))["one"] or 0
        walk.begun_at, walk.reached = now, highest + 1
    return walk


def _after(published: int) -> list[tuple[int, int]]:
    """The publications since then, and of which items."""
    found = Publication.objects.filter(pk__gt=published).order_by("pk")
    return list(found.values_list("pk", "item")[:MOST_NEW])


def _following(walk: LinkWalk, now: datetime, period: timedelta) -> list[Item]:
    """The next of all; fewer than its share only at the end."""
    if not walk.reached or walk.begun_at is None:
        return []
    public = queries.public(timezone.localdate(now)).filter(pk__lt=walk.reached)
    left, pace = public.count(), link_pace.Walk(walk.begun_at, now, period)
    if pace.is_late(left):
        _log.warning(LATE, (now - walk.begun_at).days, left)
    return list(public.select_related("live__text").order_by("-pk")[: pace.share(left)])


def newest(day: date) -> QuerySet[Item]:
    """A few of the newest, to find an address in that answered."""
    return queries.public(day).select_related("live__text").order_by("-pk")[:MOST_NEW]


def noted(items: Collection[Item]) -> set[int]:
    """Which of them have a dead link, or are read again."""
    notes = (DeadLink.objects, LinkAgain.objects)
    return {pk for one in notes for pk in one.filter(item__in=items).values_list("item", flat=True)}
