"""What do all acts on an item share: the lock, who may, where it stands, and the line in the trail?

A line tells digests and numbers, never words: what is sealed later must not stand in the trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import answers, queries
from gongkai_web.publishing.items.actions.sealed_reasons import seal_reasons
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Batch, Edition, Item, ReviewSteps


def locked(item: Item) -> Item:
    """The row as it stands now, held until the act is done."""
    found = Item.objects.select_for_update(of=("self",), no_key=True).select_related(
        "agency", "live", "draft", "scheduled"
    )
    return found.get(pk=item.pk)


def line_up(*items: Item | None) -> None:
    """Takes the locks of several items in one order, so that two acts on both never wait for each other."""
    keys = [item.pk for item in items if item is not None]
    list(Item.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))


def locked_edition(edition: Edition) -> Edition:
    """The edition as it stands now, its item held: all acts on an item stand in one line."""
    item = locked(edition.item)
    found = Edition.objects.select_related("author").get(pk=edition.pk)
    found.item = item
    return found


def require_stage(edition: Edition, what: str, *allowed: Stage) -> None:
    """Raises Refused where the edition does not stand there."""
    if edition.stage not in allowed:
        raise Refused(
            f"这份信息现在是“{edition.get_stage_display()}”，不能{what}；请刷新页面，看现在的状态。"
        )


def require_free(item: Item) -> None:
    """Raises Refused where another edition is on its way."""
    if other := queries.under_way(item):
        raise Refused(f"{queries.in_hand(other)}请在那一份上修改，或者等它发布；不要的先作废。")


def require_open(item: Item) -> None:
    """Raises Refused where nothing more can be published under this address."""
    if answers.is_over(item):
        end = answers.end_of(item)
        label = f"（{end.label}）" if end else ""
        raise Refused(f"这条信息已经终止{label}，不能再修改、发布；请另起一条。")


def in_batch(item: Item) -> Batch | None:
    """The batch of past stock with which the item is still on its way; None where it goes by itself."""
    waits = item.batch is not None and item.published_on is None and item.batch.stage != Stage.DONE
    return item.batch if waits else None


def require_writer(by: Person, item: Item, day: date, doing: str) -> None:
    """Raises NotAllowed where the person may not write in the drafts of the item, or not see this one, and
    Refused for what was sealed: nobody reads a draft of it.
    """
    require(by, item.agency, What.WRITE_ITEM, day, doing)
    if item.sealed:
        raise Refused(f"这条信息已经封存，不能{doing}；请另起一条。")
    if not queries.reads_drafts(by, item, day):
        raise NotAllowed(f"这份草稿只给指定的人看，{by.display_name}不在其中，不能{doing}。")


def line(
    by: Person | None,
    item: Item,
    act: str,
    detail: Mapping[str, Any],
    reason: str = "",
) -> None:
    """The audit line of an act on an item; `by` None: the clock."""
    made = record(
        actor=by,
        agency=item.agency,
        act=f"items.{act}",
        subject=f"items.Item:{item.pk}",
        detail=detail,
        reason=reason,
    )
    if item.sealed and by is not None and reason:
        # What is typed about what was sealed can tell it.
        seal_reasons(item, [made], timezone.localdate(made.at))


def agency_line(
    by: Person, subject: Batch | ReviewSteps, act: str, detail: Mapping[str, Any], reason: str = ""
) -> None:
    """The audit line of an act on what is no single item."""
    record(
        actor=by,
        agency=subject.agency,
        act=f"items.{act}",
        subject=f"items.{type(subject).__name__}:{subject.pk}",
        detail=detail,
        reason=reason,
    )
