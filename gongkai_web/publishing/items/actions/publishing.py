"""发布: how does what was approved go out – at once, at its hour, or not at all because it stays inside?

Nobody goes past the review: what is shown is the snapshot that every step approved, byte for byte. The time
of a publication is a column; whoever comes late publishes and says how late.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval import sentences
from gongkai_web.errors import Refused
from gongkai_web.publishing.actions import told_anew
from gongkai_web.publishing.items import answers, origins, queries, review
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items.actions.attaching import require_files_fit
from gongkai_web.publishing.items.actions.carrying import carry
from gongkai_web.publishing.items.actions.consulting import require_settled
from gongkai_web.publishing.items.actions.contacting import note_contacts
from gongkai_web.publishing.items.actions.drafting import forget_former
from gongkai_web.publishing.items.actions.entry import (
    line,
    locked,
    locked_edition,
    require_open,
    require_stage,
)
from gongkai_web.publishing.items.actions.following import follow_items
from gongkai_web.publishing.items.actions.interpreting import appear, interpretation_due
from gongkai_web.publishing.items.actions.numbering import next_index_number
from gongkai_web.publishing.items.actions.registering import register, take_effect
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.due import change_due_on
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import Attribute, Stage, State
from gongkai_web.publishing.items.models import Edition, Item, Snapshot

_log = logging.getLogger("gongkai.publishing")
# The clock ticks every five minutes; what goes out two ticks later is late, and says so.
LATE_AFTER = timedelta(minutes=10)
CLOCK = "定时发布"


@transaction.atomic
def publish(*, edition: Edition, by: Person, day: date) -> Publication:
    """Makes what was approved public, now."""
    edition = locked_edition(edition)
    require(by, edition.item.agency, What.PUBLISH_ITEM, day, "发布信息")
    require_stage(edition, "发布", Stage.APPROVED, Stage.SCHEDULED)
    require_settled(edition.item)
    snapshot, content = approved_text(edition, "发布")
    _require_public(content, "发布")
    require_files_fit(edition, day, "发布")
    made = go_out(edition.item, snapshot, content, day, who=by.display_name, by=by)
    _close(edition)
    line(by, edition.item, "publish", told_publication(made))
    return made


@transaction.atomic
def schedule(*, edition: Edition, by: Person, day: date, at: datetime, now: datetime) -> Item:
    """Sets the time at which what was approved goes out by itself."""
    edition = locked_edition(edition)
    require(by, edition.item.agency, What.PUBLISH_ITEM, day, "设定发布时间")
    require_stage(edition, "设定发布时间", Stage.APPROVED, Stage.SCHEDULED)
    if at <= now:
        raise Refused(
            f"发布时间 {timezone.localtime(at):%Y-%m-%d %H:%M} 已经过了；请另定时间，或者现在发布。"
        )
    require_settled(edition.item)
    snapshot, content = approved_text(edition, "定时发布")
    _require_public(content, "定时发布")
    item = edition.item
    item.scheduled, item.scheduled_for = snapshot, at
    item.save(update_fields=["scheduled", "scheduled_for"])
    edition.stage = Stage.SCHEDULED
    edition.save(update_fields=["stage"])
    line(by, item, "schedule", {"snapshot": snapshot.pk, "at": at})
    return item


@transaction.atomic
def unschedule(*, edition: Edition, by: Person, day: date) -> Item:
    """Takes the time back; it stays approved."""
    edition = locked_edition(edition)
    require(by, edition.item.agency, What.PUBLISH_ITEM, day, "取消定时发布")
    require_stage(edition, "取消定时发布", Stage.SCHEDULED)
    item = edition.item
    item.scheduled = item.scheduled_for = None
    item.save(update_fields=["scheduled", "scheduled_for"])
    edition.stage = Stage.APPROVED
    edition.save(update_fields=["stage"])
    line(by, item, "unschedule", {"edition": edition.number})
    return item


def publish_due(now: datetime) -> list[Publication]:
    """Makes public what was to go out by now, each by itself; what is no longer approved stays."""
    made, waiting = [], list(queries.due_at(now))
    # What goes out together is asked twice: an interpretation may have come before its document.
    for last in (False, True):
        left = []
        for item in waiting:
            try:
                made.append(_publish_due(item, now))
            except Refused as problem:  # the others do not wait for it
                left.append(item)
                if last:
                    _log.error("信息 %s 到了定时发布的时间而没有发布：%s", item.pk, problem)
        waiting = left
    return [one for one in made if one is not None]


@transaction.atomic
def _publish_due(item: Item, now: datetime) -> Publication | None:
    item = locked(item)
    edition, planned, day = queries.under_way(item), item.scheduled_for, timezone.localdate(now)
    if edition is None or planned is None or planned > now or edition.stage != Stage.SCHEDULED:
        return None
    edition.item = item
    require_settled(item)
    snapshot, content = approved_text(edition, "定时发布")
    require_files_fit(edition, day, "定时发布")
    minutes = int((now - planned) / timedelta(minutes=1)) if now - planned >= LATE_AFTER else 0
    made = go_out(item, snapshot, content, day, who=CLOCK, planned_for=planned, late_minutes=minutes)
    _close(edition)
    said = f"定于 {timezone.localtime(planned):%Y-%m-%d %H:%M}，迟了 {minutes} 分钟" if minutes else ""
    detail = {**told_publication(made), "planned_for": planned, "late_minutes": minutes}
    line(None, item, "publish", detail, said)
    return made


@transaction.atomic
def keep_inside(*, edition: Edition, by: Person, day: date) -> Item:
    """Settles that something is not published by itself (依申请公开, 不予公开), as its review approved.

    It is looked at again on the day of its re-assessment (《条例》第十八条).
    """
    edition = locked_edition(edition)
    item = edition.item
    require(by, item.agency, What.PUBLISH_ITEM, day, "登记公开属性")
    require_stage(edition, "登记公开属性", Stage.APPROVED)
    snapshot, content = approved_text(edition, "登记公开属性")
    if text.is_public(content):
        raise Refused("公开属性是“主动公开”的，请发布。")
    if item.live_id is not None:
        raise Refused("这条信息已经公开；要改为不公开的，请先撤回。")
    item.inside, item.state, item.draft, item.changed_on = snapshot, State.INSIDE, None, day
    item.index_number = item.index_number or next_index_number(item, day)
    carry(item, content)
    _close(edition)
    line(by, item, "keep_inside", {"snapshot": snapshot.pk, "index_number": item.index_number})
    return item


def approved_text(edition: Edition, doing: str) -> tuple[Snapshot, Content]:
    """The snapshot under review and its text. Raises Refused where not every step approved this very text."""
    snapshot = edition.item.draft
    if snapshot is None or not review.approved(snapshot) or text.digest(edition.content) != snapshot.digest:
        raise Refused(sentences.lapsed(review.WORDS, doing))
    return snapshot, queries.text_of(snapshot)


def go_out(
    item: Item,
    snapshot: Snapshot,
    content: Content,
    day: date,
    *,
    who: str,
    by: Person | None = None,
    planned_for: datetime | None = None,
    late_minutes: int = 0,
    entered: bool = False,
) -> Publication:
    """The public reads this snapshot from now on. For the actions of this folder. `by` None: the clock."""
    require_open(item)
    _require_period(content, day)
    _require_there(item, day, entered=entered)
    _require_interpreted_out(content, entered=entered)
    end = answers.end_of(item)
    if end is None or end.again:
        item.state, item.ending, item.ended_on, item.successor = State.LIVE, "", None, None
    before, said_last = item.live_id is not None, _said_last(item)
    item.live, item.inside, item.draft = snapshot, None, None
    item.scheduled = item.scheduled_for = None
    item.index_number = item.index_number or next_index_number(item, text.day_of(content, "formed_on") or day)
    item.agency_name = item.agency_name or item.agency.name_on(day)
    item.published_on, item.changed_on = item.published_on or day, day
    register(item, content, day, by)
    item.interpretation_due_on = item.interpretation_due_on or interpretation_due(item, content)
    carry(item, content)
    note_contacts(item, content, before=before)
    take_effect(item, content, day, by, before=said_last)
    if end is not None and item.document is not None:
        told_anew(item.document)
    appear([item])
    note = content["change_note"]
    made = Publication(item=item, snapshot=snapshot, day=day, note=note, person_name=who, entered=entered)
    made.planned_for, made.late_minutes = planned_for, late_minutes
    made.number = Publication.objects.filter(item=item).count() + 1
    made.due_on = change_due_on(item, content) if made.number > 1 else None
    made.save()
    origins.is_public(item, day, by)
    follow_items([item])
    return made


def _said_last(item: Item) -> Content | None:
    """The text that was public last; None where none was."""
    last = item.publications.select_related("snapshot").order_by("pk").last() if item.published_on else None
    try:
        return queries.kept_text(last.snapshot) if last else None
    except Refused:  # it was changed behind the acts, which `audit verify` tells: it says nothing
        return None


def told_publication(made: Publication) -> dict[str, Any]:
    """What a line says of a publication."""
    item = made.item
    return {
        "snapshot": made.snapshot_id,
        "day": made.day,
        "index_number": item.index_number,
        "state": item.state,
        "ending": item.ending,
        "document": item.document_id,
    }


def _close(edition: Edition) -> None:
    edition.stage, edition.waits = Stage.DONE, ""
    edition.save(update_fields=["stage", "waits"])
    forget_former(edition)


def _require_public(content: Content, doing: str) -> None:
    if not text.is_public(content):
        label = Attribute(content["attribute"]).label
        raise Refused(f"公开属性是“{label}”的不能{doing}；请登记公开属性，或者改为主动公开后重新送审。")


def _require_there(item: Item, day: date, *, entered: bool) -> None:
    """Raises Refused where an agency that is no more would publish something new."""
    if item.published_on is None and not entered and not item.agency.open_on(day):
        raise Refused(
            f"{item.agency.name}在 {day} 已经撤销，不能再以它的名义发布新的信息；"
            "请由承担它的工作的机关另行起草、送审。"
        )


def _require_interpreted_out(content: Content, *, entered: bool) -> None:
    """Raises Refused for an interpretation of something that was never public: it would tell of it first."""
    keys = [] if entered else content.get("interprets", [])
    waiting = Item.objects.filter(pk__in=keys, published_on=None).order_by("pk").first()
    if waiting is not None:
        raise Refused(f"解读的{in_marks(waiting.title)}还没有公开；文件公开以后（或者同一时间）再公开解读。")


def _require_period(content: Content, day: date) -> None:
    """Raises Refused for a list whose period is over: it would be taken down at once."""
    until = text.day_of(content, "shown_until")
    if until is not None and until < day:
        raise Refused(f"公示期到 {until} 止，已经过了（今天是 {day}），不能发布；请改公示期后重新送审。")
