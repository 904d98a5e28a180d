"""终止: how does something that is public end, by the closed list of the law (`gongkai.publication.ends`)?

Old addresses answer: still readable and marked, elsewhere, or gone. An address leads to something that can be
read and never further; what led to an item that is itself replaced leads to its successor from then on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from gongkai.errors import GongkaiError
from gongkai.publication.ends import SEALED, SHOWN, End, ends
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.actions import told_anew
from gongkai_web.publishing.actions.entry import DOCUMENTS
from gongkai_web.publishing.catalogue.actions import note_emptied
from gongkai_web.publishing.items import answers, queries
from gongkai_web.publishing.items.actions.drafting import back_to_draft
from gongkai_web.publishing.items.actions.entry import line, line_up, locked
from gongkai_web.publishing.items.actions.following import follow_items
from gongkai_web.publishing.items.actions.interpreting import appear
from gongkai_web.publishing.items.actions.placing import place
from gongkai_web.publishing.items.actions.sealing import seal
from gongkai_web.publishing.items.consulting_models import OutsideReader
from gongkai_web.publishing.items.history_models import Ending
from gongkai_web.publishing.items.kinds import UNDER_WAY, Stage, State
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.wording.showing import require_showable
from gongkai_web.search.actions import follow

OUT_OF_FORCE = "out_of_force"


@transaction.atomic
def end(
    *,
    item: Item,
    by: Person,
    day: date,
    kind: str,
    reason: str,
    basis: str = "",
    successor: Item | None = None,
) -> Ending:
    """Ends an item on that day. `successor`: to which its address leads, where the end has one.

    `basis`: by which decision it ended, as the public reads it. What was to go out at a time does not.
    """
    way = _way(kind, day)
    line_up(item, successor)
    item = locked(item)
    require(by, item.agency, What.WITHDRAW_ITEM if way.urgent else What.END_ITEM, day, f"办理“{way.label}”")
    require_reason(reason, way.label)
    if way.basis and not basis.strip():
        raise Refused(f"“{way.label}”须写明依据（文号或者决定），公众在页面上看得到；请填写。")
    _require_endable(item, way)
    _require_other_way(item, way)
    require_showable(item.agency, day, {"依据": basis})
    target = _target(item, way, successor, day)
    made = Ending(item=item, kind=way.code, day=day, reason=reason.strip(), basis=basis.strip())
    made.successor, made.person = target, by
    made.save()
    detail = _ended(item, way, day, target)
    if way.text == SEALED:
        detail["sealed"] = seal(item, by, day, made.reason)
    line(by, item, "end", detail, reason.strip())
    note_emptied(agency=item.agency, by=by, day=day)
    return made


def take_down_lists(day: date) -> list[Ending]:
    """Takes down the lists with persons whose period was over before that day, each by itself."""
    found = [_take_down(item, day) for item in queries.lists_over(day)]
    return [one for one in found if one is not None]


@transaction.atomic
def _take_down(item: Item, day: date) -> Ending | None:
    item = locked(item)
    until = item.shown_until
    if item.live_id is None or item.ending or until is None or until >= day:
        return None
    way = _way(answers.LIST_EXPIRED, day)
    made = Ending(item=item, kind=way.code, day=day, reason=f"公示期到 {until} 止")
    made.save()
    # What was being written of it can never be published: no list lies about longer than it is needed.
    Edition.objects.filter(item=item, stage__in=UNDER_WAY).update(stage=Stage.DROPPED, waits="")
    item.draft = item.look_again_on = None
    line(None, item, "end", _ended(item, way, day, None), made.reason)
    return made


def _ended(item: Item, way: End, day: date, target: Item | None) -> dict[str, Any]:
    """Where the item stands from now on; what its line says of it."""
    _unschedule(item)
    item.state, item.ending, item.ended_on, item.successor = State.ENDED, way.code, day, target
    if way.text != SHOWN:
        item.live = None
    item.save()
    place(item)
    if way.text != SHOWN:
        _close(item, day)
    appear([item])
    follow_items([item])
    if item.document is not None:
        told_anew(item.document)
        follow(DOCUMENTS, [item.document.pk])
    successor = target.pk if target else None
    moved = _lead_on(item, target)
    return {"kind": way.code, "day": day, "successor": successor, "live": item.live_id, "moved": moved}


def _way(kind: str, day: date) -> End:
    try:
        return ends().at(kind, day)
    except GongkaiError as problem:
        raise Refused(str(problem)) from None


def _require_endable(item: Item, way: End) -> None:
    if item.sealed:
        raise Refused("这条信息已经封存，不能再办理终止。")
    if way.text == SEALED or item.live_id is not None:
        return
    end_now = answers.end_of(item)
    if end_now is None:
        raise Refused("这条信息还没有公开，没有可以终止的；不用的草稿请作废。")
    raise Refused(f"这条信息已于 {item.ended_on}“{end_now.label}”；请刷新页面，看现在的状态。")


def _require_other_way(item: Item, way: End) -> None:
    """The force of a document ends on the register, with its way, its day and the document that ends it."""
    if way.code == OUT_OF_FORCE and item.document is not None and not item.document.voided:
        raise Refused(
            "这是登记了的规章、规范性文件：请在规范性文件的登记里办理废止、失效，"
            "或者由废止它的文件公开时办理；页面和各处列表随之标明。"
        )


def _target(item: Item, way: End, successor: Item | None, day: date) -> Item | None:
    """The item to which the address leads: on this site, another one, and one that can be read."""
    if not way.needs_successor:
        if successor is not None:
            raise Refused(f"“{way.label}”没有转到的信息；请清空。")
        return None
    if successor is None or successor.pk == item.pk:
        raise Refused(f"“{way.label}”须选定转到哪一条信息，不能是它自己；请填写索引号。")
    found = Item.objects.select_related("successor").get(pk=successor.pk)
    if not answers.is_shown(found, day):
        raise Refused("要转到的信息现在没有公开，读者到了那里什么也看不到；请另选一条。")
    return found


def _lead_on(item: Item, target: Item | None) -> list[int]:
    """What led to this item leads to its successor from now on: no address leads twice; the keys of those."""
    if target is None:
        return []
    before = Item.objects.filter(successor=item)
    keys = sorted(before.values_list("pk", flat=True))
    before.update(successor=target)
    return keys


def _close(item: Item, day: date) -> None:
    """What was taken out of sight is not read by a link either, and comes back by a new review alone."""
    OutsideReader.objects.filter(snapshot__item=item, revoked_on=None).update(revoked_on=day)
    for edition in Edition.objects.filter(item=item, stage__in=(Stage.IN_REVIEW, Stage.APPROVED)):
        edition.item = item
        back_to_draft(edition)


def _unschedule(item: Item) -> None:
    Edition.objects.filter(item=item, stage=Stage.SCHEDULED).update(stage=Stage.APPROVED)
    item.scheduled = item.scheduled_for = None
