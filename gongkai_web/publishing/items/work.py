"""What must a person do today about what is made public – and only what is theirs to do?

Of each kind of work the rows that wait for this person, the most pressing first. Most of the lists are empty
most of the time: `lists` is read with those of other rooms in one query, and only what has rows is read.
What is few in the whole office is looked up first, by its own index: an agency has a million items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery

from gongkai_web.agencies.asking import Asking, Rare, Who
from gongkai_web.agencies.models import Office, Person
from gongkai_web.agencies.permissions import TABLE, What, listed_where
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import due_marks
from gongkai_web.publishing.catalogue.models import HeldWords, PublicEnterprise, StandardItem
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.actions.publishing import LATE_AFTER
from gongkai_web.publishing.items.catalogue_work import OverdueColumns, Scheduled, of_catalogues
from gongkai_web.publishing.items.consulting_models import Consultation, Reply
from gongkai_web.publishing.items.history_models import Incident
from gongkai_web.publishing.items.kinds import UNDER_WAY, Stage, State
from gongkai_web.publishing.items.link_models import DeadLink
from gongkai_web.publishing.items.models import Batch, Decision, Edition, Item, Snapshot
from gongkai_web.publishing.items.outdated import changes_in
from gongkai_web.publishing.items.place_models import Interpreted

# So long a row says that words for everybody came back; whoever does not want them any more writes nothing.
SENT_BACK_SHOWN = timedelta(days=30)
# Of each kind no more are read.
MOST = 100
# Three working days are never further away than this, whatever the holidays.
_AHEAD = timedelta(days=14)
_NOTHING = Q(pk__in=())
_EMPTIED = Q(emptied_on__isnull=False, ended_on__isnull=True)
_Placed = TypeVar("_Placed", StandardItem, PublicEnterprise)


@dataclass(frozen=True, slots=True)
class Again:
    """An item to be looked at again. `changed`: what it says otherwise than it is now, from what to what.

    `draft`: in which the person has begun to change it, and which nobody has handed in.
    """

    item: Item
    changed: tuple[str, ...] = ()
    draft: Edition | None = None


@dataclass(frozen=True, slots=True)
class Uninterpreted:
    """A public document without its interpretation. `begun`: that of the person, on its way; `elsewhere`: one
    that another agency writes.
    """

    item: Item
    begun: Edition | None = None
    elsewhere: Edition | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """An incident. `theirs`: whether the person looks into it; else they only have to know of it."""

    incident: Incident
    theirs: bool


@dataclass(frozen=True, slots=True)
class SentBack:
    """A text that a reviewer sent back. `decision`: by whom, and why."""

    edition: Edition
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Stuck:
    """A text under review at a step that nobody can decide any more: who could has left. `why` says so."""

    edition: Edition
    why: str


@dataclass(frozen=True, slots=True)
class Approved:
    """A text that every step approved. `held`: the consultations because of which it may not go out yet."""

    edition: Edition
    held: tuple[Consultation, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """All of it that waits for the person. All but the last two stand in the order of `lists`."""

    late: tuple[Item, ...]
    reviews: tuple[Edition, ...]
    batch_reviews: tuple[Batch, ...]
    returned: tuple[SentBack, ...]
    batches: tuple[Batch, ...]
    approved: tuple[Approved, ...]
    due: tuple[Edition, ...]
    again: tuple[Again, ...]
    asked: tuple[Consultation, ...]
    held: tuple[Consultation, ...]
    wanted: tuple[AccessibleRequest, ...]
    incidents: tuple[Alarm, ...]
    dead: tuple[DeadLink, ...]
    words: tuple[HeldWords, ...]
    words_back: tuple[HeldWords, ...]
    emptied: tuple[StandardItem, ...]
    uncovered: tuple[PublicEnterprise, ...]
    uninterpreted: tuple[Uninterpreted, ...]
    stuck: tuple[Stuck, ...]
    columns: tuple[OverdueColumns, ...] = ()
    schedule: tuple[Scheduled, ...] = ()

    def __len__(self) -> int:
        return sum(len(getattr(self, one.name)) for one in fields(self))


def lists(person: Person, day: date, now: datetime) -> tuple[Rare, ...]:
    """The questions behind `work`, to be read together with others."""
    who = Asking(person, day, now)

    def rare(
        wanted: Callable[[Who], QuerySet[Any]], narrowed: Callable[[QuerySet[Any]], QuerySet[Any]] = _all
    ) -> Rare:
        return Rare(who, wanted, lambda: narrowed(wanted(who)), MOST)

    def seen(way: str, or_else: Q = _NOTHING) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
        return lambda found: found.filter(or_else | queries.unpublished(who, way))

    # A draft of their own is the author's, whoever may read it now.
    own = Q(author=person)
    return (
        rare(_late, seen("")),
        rare(_reviews),
        rare(_batch_reviews),
        rare(_returned, seen("item__", own)),
        rare(_batches),
        rare(_approved, seen("item__")),
        rare(_due, seen("item__", own)),
        rare(_again, seen("")),
        rare(_asked),
        rare(_held),
        rare(_wanted),
        rare(_incidents, lambda found: found.filter(_alarms_them(person, day))),
        rare(_dead),
        rare(_words),
        rare(_words_back),
        rare(_emptied),
        rare(_uncovered),
        rare(_uninterpreted, seen("")),
        rare(_mine_in_review, seen("item__", own)),
    )


def _all(found: QuerySet[Any]) -> QuerySet[Any]:
    return found


def work(person: Person, day: date, found: Sequence[tuple[Any, ...]]) -> Work:
    """The work. `found`: what `lists` came to."""
    late, reviews, batch_reviews, returned, batches, approved, due, again, asked, held, *rest = found
    wanted, incidents, dead, words, words_back, emptied, uncovered, uninterpreted, in_review = rest
    columns, schedule = of_catalogues(person, day)
    staff = review.Staff(day)
    changed, begun = changes_in(again), _begun_of(again)
    return Work(
        late,
        tuple(
            one
            for one in reviews
            if one.item.draft and not review.why_not(person, one.item.draft, day, staff=staff)
        ),
        _mine_to_review(person, day, batch_reviews, staff),
        _why_returned(returned),
        batches,
        _with_what_holds(approved),
        tuple(one for one in due if _near(one, day)),
        tuple(Again(one, changed[one.pk], begun.get(one.pk)) for one in again),
        asked,
        held,
        wanted,
        _alarms(person, day, incidents),
        dead,
        words,
        words_back,
        emptied,
        uncovered,
        _with_what_is_written(person, day, uninterpreted),
        _stuck(in_review, staff),
        columns,
        schedule,
    )


def _words(who: Who) -> QuerySet[HeldWords]:
    """What somebody else wrote for everybody to read, and whoever asks may let out."""
    found = HeldWords.objects.filter(agreed=None, agency__in=who.at(What.KEEP_CATALOGUE))
    return found.exclude(person=who.person()).select_related("agency", "person").order_by("pk")


def _words_back(who: Who) -> QuerySet[HeldWords]:
    """What somebody else sent back of the words that whoever asks wrote, and nobody has written anew."""
    of = {name: OuterRef(name) for name in ("agency", "kind", "about")}
    anew = HeldWords.objects.filter(**of, pk__gt=OuterRef("pk"))
    found = HeldWords.objects.filter(
        agreed=False, person=who.person(), agency__in=who.at(What.KEEP_CATALOGUE)
    )
    found = found.filter(~Exists(anew), decided_on__gte=who.day(-SENT_BACK_SHOWN))
    return found.exclude(decided_by=F("person")).select_related("agency", "decided_by").order_by("pk")


def _emptied(who: Who) -> QuerySet[StandardItem]:
    """What was implemented in a column that is empty since."""
    return _of_their_catalogues(who, StandardItem.objects.filter(_EMPTIED))


def _uncovered(who: Who) -> QuerySet[PublicEnterprise]:
    """Whose information was public in a column that is empty since."""
    return _of_their_catalogues(who, PublicEnterprise.objects.filter(_EMPTIED))


def _of_their_catalogues(who: Who, found: QuerySet[_Placed]) -> QuerySet[_Placed]:
    kept = found.filter(agency__in=who.at(What.KEEP_CATALOGUE))
    return kept.select_related("agency").order_by("agency", "pk")


def _uninterpreted(who: Who) -> QuerySet[Item]:
    """What is public, was to be interpreted together with it, and has no public interpretation: for who
    writes there; where a colleague writes one, until it is public for that one alone. What another agency
    writes does not take it from those whose document it is.
    """
    drafts = Interpreted.objects.filter(document=OuterRef("pk"), item__state=State.DRAFT)
    there = drafts.alias(of=_plainly("item__agency_id")).filter(of=OuterRef("agency_id"))
    written = there.exclude(_not_begun("item"))
    mine = drafts.filter(Exists(_theirs(who, UNDER_WAY).filter(item=OuterRef("item"))))
    found = Item.objects.filter(interpretation_due_on__isnull=False, interpreted_on=None)
    found = found.filter(~Exists(written) | Exists(mine), live__isnull=False, sealed=False, ending="")
    found = found.exclude(document__ended_on__lte=who.day())
    mine_to_do = _at(found, who.at(What.WRITE_ITEM)).select_related("agency", "created_by")
    return mine_to_do.order_by("interpretation_due_on", "pk")


def _with_what_is_written(person: Person, day: date, items: Sequence[Item]) -> tuple[Uninterpreted, ...]:
    """The same with the interpretation that the person writes, and with what another agency does."""
    if not items:
        return ()
    of_them = {"item__state": State.DRAFT, "item__interprets__document__in": items}
    mine = _theirs(Asking(person, day), UNDER_WAY).filter(**of_them)
    others = Edition.objects.filter(stage__in=UNDER_WAY, item__sealed=False, **of_them)
    others = others.exclude(item__agency=F("item__interprets__document__agency"))
    begun, elsewhere = (
        {one.of: one for one in found.annotate(of=F("item__interprets__document")).order_by("-pk")}
        for found in (mine, others.select_related("item__agency"))
    )
    return tuple(Uninterpreted(one, begun.get(one.pk), elsewhere.get(one.pk)) for one in items)


def _plainly(agency: str) -> Func:
    """The agency of an item as no index has it."""
    return Func(F(agency), template="+%(expressions)s", output_field=BigIntegerField())


_PLAINLY = _plainly("agency_id")


def _at(found: QuerySet[Item], agencies: Any) -> QuerySet[Item]:
    """Those of the agencies: the few are looked up, not all items of an agency, whose index has them too."""
    return found.alias(of=_PLAINLY).filter(of__in=agencies)


def _late(who: Who) -> QuerySet[Item]:
    """What was set for a time that has passed, and did not go out: for whoever may publish it."""
    late = queries.due_at(who.moment(LATE_AFTER)).order_by().values("pk")
    found = _at(Item.objects.filter(pk__in=late, sealed=False), who.at(What.PUBLISH_ITEM))
    return found.select_related("agency", "created_by").order_by("scheduled_for")


def _reviews(who: Who) -> QuerySet[Edition]:
    found = queries.in_review(who).select_related("item__agency", "author", "item__draft__agency")
    return found.prefetch_related("item__draft__decisions")


def _mine_in_review(who: Who) -> QuerySet[Edition]:
    """What is under review: for its author; for all who write there where that one has left."""
    found = _theirs(who, (Stage.IN_REVIEW,)).select_related("item__agency", "author", "item__draft__agency")
    return found.filter(item__batch=None).prefetch_related("item__draft__decisions").order_by("pk")


def _stuck(editions: Sequence[Edition], staff: review.Staff) -> tuple[Stuck, ...]:
    """Those that wait for nobody."""
    told = ((one, review.waits_for_nobody(one.item.draft, staff)) for one in editions if one.item.draft)
    return tuple(Stuck(one, why) for one, why in told if why)


def _batch_reviews(who: Who) -> QuerySet[Batch]:
    return queries.batches_in_review(who).select_related("agency", "entered_by")


def _returned(who: Who) -> QuerySet[Edition]:
    """What a reviewer sent back last: for its author; for all who write there where that one has left."""
    found = _drafts(who).filter(_sent_back(), item__batch=None)
    return found.order_by("item__due_on", "pk")


def _why_returned(editions: Sequence[Edition]) -> tuple[SentBack, ...]:
    """The same with the decision by which each came back last."""
    if not editions:
        return ()
    back = Decision.objects.filter(snapshot__edition__in=editions, approved=False).order_by("pk")
    last = {one.snapshot.edition_id: one for one in back.select_related("person", "snapshot")}
    return tuple(SentBack(one, last.get(one.pk)) for one in editions)


def _due(who: Who) -> QuerySet[Edition]:
    """What is still a draft near or after the day by which it, or the change of what is public, had to be
    public (第二十六条), as above.
    """
    first = Q(item__state=State.DRAFT, item__batch=None, item__due_on__lte=who.day(_AHEAD))
    changed = Q(item__state=State.LIVE, due_on__lte=who.day(_AHEAD))
    return _drafts(who).filter(first | changed, ~_sent_back()).order_by("item__due_on", "pk")


def _sent_back() -> Exists:
    last = Snapshot.objects.filter(edition=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    return Exists(Decision.objects.filter(snapshot=Subquery(last), approved=False))


def _drafts(who: Who) -> QuerySet[Edition]:
    """The drafts of the person, and those of their agencies whose author writes there no more."""
    return _theirs(who, (Stage.DRAFTING,))


def _theirs(who: Who, stages: Sequence[Stage]) -> QuerySet[Edition]:
    """The same of what stands at other stages, too."""
    still = Office.objects.filter(
        Q(until=None) | Q(until__gte=who.day()),
        agency=OuterRef("item__agency"),
        person=OuterRef("author"),
        role__in=TABLE[What.WRITE_ITEM].roles,
        since__lte=who.day(),
        person__is_active=True,
    )
    there = Edition.objects.filter(
        stage__in=stages, item__sealed=False, item__agency__in=who.at(What.WRITE_ITEM)
    )
    return there.filter(Q(author=who.person()) | ~Exists(still)).select_related("item__agency", "author")


def _approved(who: Who) -> QuerySet[Edition]:
    """What every step approved and nobody has published or set for a time: for whoever may publish it."""
    found = Edition.objects.filter(
        stage=Stage.APPROVED, item__sealed=False, item__agency__in=who.at(What.PUBLISH_ITEM)
    )
    return found.select_related("item__agency", "author").order_by("approved_on", "pk")


def _with_what_holds(editions: Sequence[Edition]) -> tuple[Approved, ...]:
    if not editions:
        return ()
    asked = Consultation.objects.filter(item__in=[one.item_id for one in editions]).defer("content")
    held = [one for one in asked if one.holds]
    return tuple(
        Approved(edition, tuple(one for one in held if one.item_id == edition.item_id))
        for edition in editions
    )


def _batches(who: Who) -> QuerySet[Batch]:
    """Batches of past stock: one that is put together or came back, for who enters it; an approved one, for
    whoever may publish it.
    """
    mine = Q(stage=Stage.DRAFTING, entered_by=who.person())
    found = Batch.objects.filter(mine | Q(stage=Stage.APPROVED), agency__in=who.at(What.PUBLISH_ITEM))
    return found.select_related("agency", "entered_by").order_by("pk")


def _again(who: Who) -> QuerySet[Item]:
    """What is to be looked at again by today and is not on its way to others: for who writes there; what
    somebody has begun to change, for that one alone.
    """
    # The other way round, so that no index of the states is taken: most items have these.
    found = queries.due_again(who.day()).exclude(state__in=(State.DRAFT, State.ENDED))
    # A document that is repealed stays to be read; nobody has to evaluate it.
    found = found.exclude(document__ended_on__lte=who.day()).select_related("agency", "document")
    return _at(found.filter(_not_begun("pk") | _begun_by(who, "pk")), who.at(What.WRITE_ITEM))


def _not_begun(item: str) -> Q:
    return ~Q(Exists(Edition.objects.filter(item=OuterRef(item), stage__in=UNDER_WAY)))


def _begun_by(who: Who, item: str) -> Q:
    """A draft that lies with the person, and has no row of its own: no day is set, nobody sent it back."""
    return Q(Exists(_drafts(who).filter(~_sent_back(), item=OuterRef(item), due_on=None)))


def _begun_of(items: Sequence[Item]) -> dict[int, Edition]:
    """What was begun of them, by the item."""
    if not items:
        return {}
    found = Edition.objects.filter(item__in=items, stage=Stage.DRAFTING).select_related("author")
    return {one.item_id: one for one in found}


def _asked(who: Who) -> QuerySet[Consultation]:
    """What another agency asked the person's own, and waits for; what the person asked of somebody who does
    not answer here: that answer is theirs to enter.
    """
    own = Q(agency__in=who.at(What.WRITE_ITEM))
    entered = Q(agency=None, asked_by=who.person(), item__agency__in=who.at(What.WRITE_ITEM))
    return _open_consultations().filter(own | entered, reply=Reply.NONE).order_by("due_on", "pk")


def _held(who: Who) -> QuerySet[Consultation]:
    """What an asked agency does not agree to, or is silent about after its term: for whoever decides that."""
    stuck = Q(reply=Reply.DISSENTS) | Q(reply=Reply.NONE, due_on__lt=who.day())
    found = _open_consultations().filter(stuck)
    there = _at(Item.objects.filter(pk__in=found.order_by().values("item")), who.at(What.END_ITEM))
    return found.filter(item__in=there).order_by("due_on", "pk")


def _open_consultations() -> QuerySet[Consultation]:
    """Those of what is on its way; also of a draft that was dropped meanwhile: they hold the next one, too
    (`consulting.require_settled`).
    """
    on_its_way = Exists(Edition.objects.filter(item=OuterRef("item"), stage__in=UNDER_WAY))
    found = Consultation.objects.filter(on_its_way, recalled_on=None, decided_on=None)
    return found.select_related("item__agency", "asked_by").defer("content")


def _wanted(who: Who) -> QuerySet[AccessibleRequest]:
    """Attachments that were asked for in another form, the first asked first: for who writes there."""
    found = AccessibleRequest.objects.filter(answered_on=None)
    there = _at(Item.objects.filter(pk__in=found.values("item")), who.at(What.WRITE_ITEM))
    public = found.filter(item__in=there, item__live__isnull=False, item__sealed=False)
    return public.select_related("item__agency", "item__created_by").order_by("asked_on", "pk")


def _incidents(who: Who) -> QuerySet[Incident]:
    """What was taken down as secret and has yet to be looked into: for who keeps the secrets there, and for
    who answers for the office.
    """
    found = Incident.objects.filter(closed_on=None)
    items = Item.objects.filter(pk__in=found.values("item")).alias(of=_PLAINLY)
    there = items.filter(Q(of__in=who.at(What.OPEN_SEALED)) | Q(of__in=who.at(What.END_ITEM)))
    return found.filter(item__in=there).select_related("item__agency").order_by("opened_on", "pk")


def _alarms_them(person: Person, day: date) -> Q:
    roles = TABLE[What.OPEN_SEALED].roles | TABLE[What.END_ITEM].roles
    return Q(item__in=queries.told_sealed(person, day)) | queries.to_compare(person, day, roles)


def _alarms(person: Person, day: date, incidents: Sequence[Incident]) -> tuple[Alarm, ...]:
    if not incidents:
        return ()
    theirs = {one.pk for one in listed_where(person, What.OPEN_SEALED, day)}
    return tuple(Alarm(one, one.item.agency_id in theirs) for one in incidents)


def _dead(who: Who) -> QuerySet[DeadLink]:
    """Links in what is public that lead nowhere: for whom, as above."""
    found = DeadLink.objects.filter(_not_begun("item") | _begun_by(who, "item"))
    there = _at(Item.objects.filter(pk__in=found.values("item")), who.at(What.WRITE_ITEM))
    public = found.filter(item__in=there, item__live__isnull=False, item__sealed=False, item__ending="")
    return public.select_related("item__agency", "item__created_by", "check_of").order_by("item", "pk")


def _mine_to_review(
    person: Person, day: date, batches: Sequence[Batch], staff: review.Staff
) -> tuple[Batch, ...]:
    """Those whose manifest the person may decide on: nobody does on rows of their own."""
    if not batches:
        return ()
    manifests = Snapshot.objects.filter(batch__in=batches).select_related("agency").order_by("number")
    last = {one.batch_id: one for one in manifests.prefetch_related("decisions")}
    return tuple(one for one in batches if not review.why_not(person, last[one.pk], day, staff=staff))


def _near(edition: Edition, day: date) -> bool:
    marks = due_marks(edition.has_to_be_public_on, day, calendar_of(edition.item.agency_id))
    return any(mark.state in {"late", "soon"} for mark in marks)
