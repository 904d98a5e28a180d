"""起草: how does a text come to be and change, also when two write at once, and who may see the draft?

The last write never wins: who writes over another version of a group of fields than the one on the screen is
refused and is given both texts. Every change makes another text: what was decided about the one before no
longer counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.booktitle import in_marks
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.actions.carrying import carry
from gongkai_web.publishing.items.actions.entry import (
    in_batch,
    line,
    locked,
    locked_edition,
    require_free,
    require_open,
    require_stage,
    require_writer,
)
from gongkai_web.publishing.items.content import GROUPS, Content
from gongkai_web.publishing.items.due import change_due_on
from gongkai_web.publishing.items.kinds import UNDER_WAY, Readers, Stage, State
from gongkai_web.publishing.items.models import Batch, Edition, Item, Snapshot
from gongkai_web.publishing.items.writing_models import FormerText


@dataclass(frozen=True, slots=True)
class Both:
    """What two people wrote in one group: `theirs` stands, `yours` was refused.

    `base`: from what you began; None where that is not kept.
    """

    group: str
    base: Content | None
    theirs: Content
    yours: Content
    version: int
    who: str
    day: str


class Conflict(Refused):
    """Somebody else changed the group meanwhile; nothing was written, both texts are here."""

    def __init__(self, both: Both) -> None:
        self.both = both
        label = GROUPS[both.group].label
        super().__init__(
            f"您打开页面以后，{both.who}在 {both.day} 改过「{label}」；您写的没有保存，也没有丢失。"
            "请对照两份，把要留下的写在一起，再保存一次。"
        )


@transaction.atomic
def draft(
    *,
    by: Person,
    agency: Agency,
    day: date,
    content: Mapping[str, Any],
    readers: str = Readers.AGENCY,
    entry_key: str = "",
    batch: Batch | None = None,
) -> Item:
    """Begins an item with its first text. What comes in again under an `entry_key` is there already."""
    require(by, agency, What.WRITE_ITEM, day, "起草主动公开的信息")
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或者已经撤销，不能起草信息。")
    if entry_key:
        stand_in_line(agency)
    if entry_key and (again := Item.objects.filter(agency=agency, entry_key=entry_key).first()):
        return again
    whole = text.whole(content)
    item = Item(agency=agency, created_by=by, created_on=day, entry_key=entry_key, batch=batch)
    item.readers = _readers(readers)
    carry(item, whole)
    edition = _begin(item, by, day, whole)
    line(by, item, "draft", {"edition": edition.number, "hash": text.digest(whole), "entry_key": entry_key})
    return item


@transaction.atomic
def begin(*, item: Item, by: Person, day: date) -> Edition:
    """Begins another text beside what is public: a copy of that, to be changed and reviewed."""
    item = locked(item)
    require_writer(by, item, day, "修改主动公开的信息")
    require_open(item)
    require_free(item)
    basis = item.live or item.inside or _last(item)
    if basis is None:
        raise Refused("这条信息还没有可以修改的内容；请另起一条。")
    whole = {
        **text.completed(queries.kept_text(basis)),
        "change_note": "",
        "varied_on": "",
        "published_on": "",
    }
    # What was approved stands as it is; whoever wrote what was not has written this text, too.
    before = () if review.approved(basis) else basis.authors
    edition = _begin(item, by, day, whole, writers=before)
    line(by, item, "begin", {"edition": edition.number, "hash": text.digest(whole)})
    return edition


@transaction.atomic
def edit(
    *, edition: Edition, by: Person, day: date, group: str, values: Mapping[str, Any], seen: int
) -> Edition:
    """Writes one group of fields. `seen`: its version that was on the screen.

    Raises Conflict where another version stands there. The text is a draft again; a time that was set for
    its publication no longer holds.
    """
    edition = locked_edition(edition)
    require_writer(by, edition.item, day, "修改主动公开的信息")
    require_stage(edition, "修改", *UNDER_WAY)
    _require_batch_open(edition.item)
    changed = text.written(edition.content, group, values)
    if changed == edition.content:
        return edition
    _require_version(edition, group, changed, seen)
    before = text.of_group(edition.content, group)
    FormerText(edition=edition, group=group, version=_version(edition, group), values=before).save()
    edition.content, edition.due_on = changed, change_due_on(edition.item, changed)
    edition.versions = {**edition.versions, group: _version(edition, group) + 1}
    edition.touched = {**edition.touched, group: {"who": by.display_name, "day": day.isoformat()}}
    edition.writers = sorted({*edition.writers, by.pk})
    back_to_draft(edition)
    if edition.item.state == State.DRAFT:
        carry(edition.item, changed)
    line(by, edition.item, "edit", {**_of(edition), "group": group, "hash": text.digest(changed)})
    return edition


@transaction.atomic
def drop(*, edition: Edition, by: Person, day: date, reason: str) -> Edition:
    """Gives a text up that was not published; what is live stays, and the text is kept."""
    edition = locked_edition(edition)
    require_writer(by, edition.item, day, "作废草稿")
    require_reason(reason, "作废草稿")
    require_stage(edition, "作废", *UNDER_WAY)
    _require_batch_open(edition.item)
    back_to_draft(edition)
    edition.stage = Stage.DROPPED
    edition.save(update_fields=["stage"])
    forget_former(edition)
    line(by, edition.item, "drop", _of(edition), reason.strip())
    return edition


@transaction.atomic
def set_readers(*, item: Item, by: Person, day: date, readers: str, named: Iterable[Person] = ()) -> Item:
    """Says who may see what is not public. Who says it stays among them, and so does who wrote it."""
    item = locked(item)
    require_writer(by, item, day, "设定谁可以看草稿")
    item.readers = _readers(readers)
    item.save(update_fields=["readers"])
    item.named.set({by, item.created_by, *named})
    keys = sorted(item.named.values_list("pk", flat=True))
    line(by, item, "set_readers", {"readers": item.readers, "named": keys})
    return item


def forget_former(edition: Edition) -> None:
    """What stood there before is of use only while it is written. For the actions of this folder."""
    FormerText.objects.filter(edition=edition).delete()


def back_to_draft(edition: Edition) -> None:
    """Nothing is decided about it any more, nothing is set for a time. For the actions of this folder."""
    edition.stage, edition.waits = Stage.DRAFTING, ""
    edition.submitted_on = edition.approved_on = None
    edition.save()
    item = edition.item
    item.draft = item.scheduled = item.scheduled_for = None
    item.save(update_fields=["draft", "scheduled", "scheduled_for"])


def begin_from(item: Item, by: Person, day: date, whole: Content, basis: Snapshot) -> Edition:
    """An edition with the text of an old snapshot. For the actions of this folder.

    No old decision counts, so whoever wrote it then is its writer now.
    """
    return _begin(item, by, day, whole, taken_up=basis, writers=basis.authors)


def _begin(
    item: Item,
    by: Person,
    day: date,
    whole: Content,
    *,
    taken_up: Snapshot | None = None,
    writers: Iterable[int] = (),
) -> Edition:
    number = Edition.objects.filter(item=item).count() + 1
    edition = Edition(item=item, number=number, content=whole, author=by, begun_on=day, taken_up=taken_up)
    edition.versions, edition.writers = dict.fromkeys(GROUPS, 1), sorted({by.pk, *writers})
    edition.save()
    return edition


def _last(item: Item) -> Snapshot | None:
    """What was handed in last."""
    return Snapshot.objects.filter(item=item).order_by("number").last()


def _of(edition: Edition) -> dict[str, Any]:
    return {"edition": edition.number}


def _version(edition: Edition, group: str) -> int:
    return int(edition.versions.get(group, 1))


def _require_version(edition: Edition, group: str, changed: Content, seen: int) -> None:
    stands = _version(edition, group)
    if seen == stands:
        return
    last = edition.touched.get(group, {})
    base = FormerText.objects.filter(edition=edition, group=group, version=seen).first()
    both = Both(
        group,
        base=base.values if base else None,
        theirs=text.of_group(edition.content, group),
        yours=text.of_group(changed, group),
        version=stands,
        who=str(last.get("who", edition.author.display_name)),
        day=str(last.get("day", edition.begun_on)),
    )
    raise Conflict(both)


def _require_batch_open(item: Item) -> None:
    """A row of a batch changes only while the batch is being put together."""
    batch = in_batch(item)
    if batch is not None and batch.stage != Stage.DRAFTING:
        raise Refused(f"这条信息在批次{in_marks(batch.title)}里一起审查，不能单独修改；请先退回该批次。")


def _readers(given: str) -> str:
    if given not in Readers.values:
        raise Refused(f"不认识的范围「{given}」；可用：{'、'.join(Readers.labels)}。")
    return given
