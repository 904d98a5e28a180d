"""What must a person do today about what is made public – and only what is theirs to do?

Of each kind of work the rows that wait for this person, the most pressing first. Most of the lists are empty
most of the time: `lists` is read with those of other rooms in one query, and only what has rows is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gongkai.publication.columns import overdue_since
from gongkai.publication.schedule import Entry, Punctuality
from gongkai_web.agencies.models import Agency, Office, Person
from gongkai_web.agencies.permissions import TABLE, What, listed_where
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import due_marks
from gongkai_web.prepared import Short
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.actions.publishing import LATE_AFTER
from gongkai_web.publishing.items.consulting_models import Consultation, Reply
from gongkai_web.publishing.items.kinds import UNDER_WAY, Stage, State
from gongkai_web.publishing.items.models import Batch, Decision, Edition, Incident, Item, Snapshot

# Of each kind no more are read.
MOST = 100
# Three working days are never further away than this, whatever the holidays.
_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OverdueColumns:
    """The columns of an agency that were not updated in their cycle. `since`: the first of them."""

    agency: Agency
    names: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An entry of an agency's 公开日程 that is overdue or near."""

    agency: Agency
    entry: Entry


@dataclass(frozen=True, slots=True)
class Work:
    """All of it that waits for the person. All but the last two stand in the order of `lists`."""

    late: tuple[Item, ...]
    reviews: tuple[Edition, ...]
    batch_reviews: tuple[Batch, ...]
    returned: tuple[Edition, ...]
    batches: tuple[Batch, ...]
    approved: tuple[Edition, ...]
    due: tuple[Edition, ...]
    again: tuple[Item, ...]
    asked: tuple[Consultation, ...]
    held: tuple[Consultation, ...]
    wanted: tuple[AccessibleRequest, ...]
    incidents: tuple[Incident, ...]
    columns: tuple[OverdueColumns, ...] = ()
    schedule: tuple[Scheduled, ...] = ()

    def __len__(self) -> int:
        return sum(len(getattr(self, one.name)) for one in fields(self))


def lists(person: Person, day: date, now: datetime) -> tuple[Short, ...]:
    """The questions behind `work`, to be read together with others."""
    at = queries.reviewed_at(person, day)
    seen, seen_of_item = (queries.unpublished(person, day, way, reviewing=at) for way in ("", "item__"))
    drafts = _drafts(person, day, seen_of_item)
    found: tuple[QuerySet[Any], ...] = (
        _late(person, day, now).filter(seen),
        queries.waiting_for(person, day)
        .select_related("item__agency", "author", "item__draft__agency")
        .prefetch_related("item__draft__decisions"),
        queries.batches_waiting_for(person, day).select_related("agency", "entered_by"),
        _returned(drafts),
        _batches(person, day),
        _approved(person, day).filter(seen_of_item),
        _due(drafts, day),
        _again(person, day).filter(seen),
        _asked(person, day),
        _held(person, day),
        _wanted(person, day),
        _incidents(person, day),
    )
    return tuple(Short(one, MOST) for one in found)


def work(person: Person, day: date, found: Sequence[tuple[Any, ...]]) -> Work:
    """The work. `found`: what `lists` came to."""
    late, reviews, batch_reviews, returned, batches, approved, due, again, asked, held, *rest = found
    wanted, incidents = rest
    columns, schedule = _of_catalogues(person, day)
    return Work(
        late,
        tuple(one for one in reviews if one.item.draft and not review.why_not(person, one.item.draft, day)),
        _mine_to_review(person, day, batch_reviews),
        returned,
        batches,
        approved,
        tuple(one for one in due if _near(one.item, day)),
        again,
        asked,
        held,
        wanted,
        incidents,
        columns,
        schedule,
    )


def _late(person: Person, day: date, now: datetime) -> QuerySet[Item]:
    """What was set for a time that has passed, and did not go out: for whoever may publish it."""
    publishers = listed_where(person, What.PUBLISH_ITEM, day)
    late = queries.due_at(now - LATE_AFTER).filter(agency__in=publishers, sealed=False)
    return late.select_related("agency", "created_by")


def _returned(drafts: QuerySet[Edition]) -> QuerySet[Edition]:
    """What a reviewer sent back last: for its author; for all who write there where that one has left."""
    last = Snapshot.objects.filter(edition=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    back = Decision.objects.filter(snapshot=Subquery(last), approved=False)
    return drafts.filter(Exists(back), item__batch=None).order_by("item__due_on", "pk")


def _due(drafts: QuerySet[Edition], day: date) -> QuerySet[Edition]:
    """What is still a draft near or after the day by which it had to be public (第二十六条), as above."""
    returned = _returned(drafts).order_by().values("pk")
    first = Q(item__state=State.DRAFT, item__batch=None, item__due_on__lte=day + _AHEAD)
    return drafts.filter(first).exclude(pk__in=returned).order_by("item__due_on", "pk")


def _drafts(person: Person, day: date, seen: Q) -> QuerySet[Edition]:
    """The drafts of the person, and those of their agencies whose author writes there no more."""
    handled = listed_where(person, What.WRITE_ITEM, day)
    still = Office.objects.filter(
        Q(until=None) | Q(until__gte=day),
        agency=OuterRef("item__agency"),
        person=OuterRef("author"),
        role__in=TABLE[What.WRITE_ITEM].roles,
        since__lte=day,
        person__is_active=True,
    )
    orphaned = Q(~Exists(still)) & seen
    found = Edition.objects.filter(stage=Stage.DRAFTING, item__sealed=False, item__agency__in=handled)
    return found.filter(Q(author=person) | orphaned).select_related("item__agency", "author")


def _approved(person: Person, day: date) -> QuerySet[Edition]:
    """What every step approved and nobody has published or set for a time: for whoever may publish it."""
    publishers = listed_where(person, What.PUBLISH_ITEM, day)
    found = Edition.objects.filter(stage=Stage.APPROVED, item__sealed=False, item__agency__in=publishers)
    return found.select_related("item__agency", "author").order_by("approved_on", "pk")


def _batches(person: Person, day: date) -> QuerySet[Batch]:
    """Batches of past stock: one that is put together or came back, for who enters it; an approved one, for
    whoever may publish it.
    """
    publishers = listed_where(person, What.PUBLISH_ITEM, day)
    mine = Q(stage=Stage.DRAFTING, entered_by=person)
    found = Batch.objects.filter(mine | Q(stage=Stage.APPROVED), agency__in=publishers)
    return found.select_related("agency", "entered_by").order_by("pk")


def _again(person: Person, day: date) -> QuerySet[Item]:
    """What is to be looked at again by today and nobody has begun to change: for who writes there."""
    begun = Edition.objects.filter(item=OuterRef("pk"), stage__in=UNDER_WAY)
    found = queries.to_look_at_again(person, day).filter(state__in=(State.LIVE, State.INSIDE))
    mine = found.filter(agency__in=listed_where(person, What.WRITE_ITEM, day))
    return mine.exclude(Exists(begun))


def _asked(person: Person, day: date) -> QuerySet[Consultation]:
    """What another agency asked the person's own, and waits for; what the person asked of somebody who does
    not answer here: that answer is theirs to enter.
    """
    own = Q(agency__in=listed_where(person, What.WRITE_ITEM, day))
    entered = Q(agency=None, asked_by=person, item__agency__in=listed_where(person, What.WRITE_ITEM, day))
    return _open_consultations().filter(own | entered, reply=Reply.NONE).order_by("due_on", "pk")


def _held(person: Person, day: date) -> QuerySet[Consultation]:
    """What an asked agency does not agree to, or is silent about after its term: for whoever decides that."""
    deciders = listed_where(person, What.END_ITEM, day)
    stuck = Q(reply=Reply.DISSENTS) | Q(reply=Reply.NONE, due_on__lt=day)
    return _open_consultations().filter(stuck, item__agency__in=deciders).order_by("due_on", "pk")


def _open_consultations() -> QuerySet[Consultation]:
    found = Consultation.objects.filter(recalled_on=None, decided_on=None, edition__stage__in=UNDER_WAY)
    return found.select_related("item__agency", "asked_by").defer("content")


def _mine_to_review(person: Person, day: date, batches: Sequence[Batch]) -> tuple[Batch, ...]:
    """Those whose manifest the person may decide on: nobody does on rows of their own."""
    if not batches:
        return ()
    manifests = Snapshot.objects.filter(batch__in=batches).select_related("agency").order_by("number")
    last = {one.batch_id: one for one in manifests.prefetch_related("decisions")}
    return tuple(one for one in batches if not review.why_not(person, last[one.pk], day))


def _wanted(person: Person, day: date) -> QuerySet[AccessibleRequest]:
    """Attachments that were asked for in another form, the first asked first: for who writes there."""
    mine = listed_where(person, What.WRITE_ITEM, day)
    found = AccessibleRequest.objects.filter(
        answered_on=None, item__agency__in=mine, item__live__isnull=False, item__sealed=False
    )
    return found.select_related("item__agency", "item__created_by").order_by("asked_on", "pk")


def _incidents(person: Person, day: date) -> QuerySet[Incident]:
    """What was taken down as secret and has yet to be looked into: for who keeps the secrets there."""
    found = Incident.objects.filter(closed_on=None, item__in=queries.sealed(person, day))
    return found.select_related("item__agency").order_by("opened_on", "pk")


def _near(item: Item, day: date) -> bool:
    marks = due_marks(item.due_on, day, calendar_of(item.agency_id))
    return any(mark.state in {"late", "soon"} for mark in marks)


def _of_catalogues(person: Person, day: date) -> tuple[tuple[OverdueColumns, ...], tuple[Scheduled, ...]]:
    """What is due in the catalogues that the person keeps; an agency without one has nothing due there."""
    keepers = {one.pk: one for one in listed_where(person, What.KEEP_CATALOGUE, day)}
    columns = _columns(keepers, day)
    agencies = [keepers[pk] for pk in dict.fromkeys(column.agency_id for column in columns)]
    overdue = (
        _overdue(agency, [one for one in columns if one.agency_id == agency.pk], day) for agency in agencies
    )
    near = tuple(
        Scheduled(agency, entry)
        for agency in agencies
        for entry in catalogue.schedule(agency, day.year, day)
        if _is_near(agency, entry, day)
    )
    return tuple(one for one in overdue if one), near


def _columns(agencies: dict[int, Agency], day: date) -> list[Any]:
    """The columns, each with the day on which something in it was last published or changed."""
    if not agencies:
        return []
    items = Item.objects.filter(
        agency=OuterRef("agency"), column_code=OuterRef("code"), live__isnull=False, sealed=False
    )
    last = items.order_by("-changed_on").values("changed_on")[:1]
    found = catalogue.visible(day).filter(agency__in=agencies.keys()).order_by("position", "pk")
    return list(found.annotate(last=Subquery(last)))


def _overdue(agency: Agency, columns: Sequence[Any], day: date) -> OverdueColumns | None:
    """Those of an agency, with what stands in a column under the codes of those merged into it."""
    last: dict[int, date] = {}
    for one in columns:
        into = one.merged_into_id or one.pk
        last[into] = max(filter(None, (last.get(into), one.last)), default=date.min)
    found = [
        (one.name, since)
        for one in columns
        if (one.closed_on is None or one.closed_on > day) and one.kind in catalogue.FILLED
        if (since := overdue_since(one.cycle, max(one.opened_on, last[one.pk]), day))
    ]
    return (
        OverdueColumns(agency, tuple(name for name, _ in found), min(on for _, on in found))
        if found
        else None
    )


def _is_near(agency: Agency, entry: Entry, day: date) -> bool:
    if entry.punctuality == Punctuality.WAITING and entry.last:
        return any(mark.state == "soon" for mark in due_marks(entry.last, day, calendar_of(agency.pk)))
    return entry.punctuality == Punctuality.OVERDUE
