"""Who sees which item, and what does the public read?

`public` and `visible` are the only places that decide it; list, page, search, feed, export and file go
through them. What was withdrawn, replaced or sealed has no `live` pointer: nothing is there to be shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from gongkai.booktitle import in_marks
from gongkai.publication.ends import ends
from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Person, Role
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import listed_with, offices_of, own_agencies, roles_of, scope
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import review
from gongkai_web.publishing.items.consulting_models import Consultation, OutsideReader
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.kinds import UNDER_WAY, Readers, Stage, State
from gongkai_web.publishing.items.models import Batch, Decision, Edition, Item, Snapshot
from gongkai_web.publishing.items.outdated import outdated_guides, says_what_changed
from gongkai_web.publishing.items.retold import naming
from gongkai_web.publishing.items.writing_models import Editing

Anyone = Person | AnonymousUser
VALIDITY: Mapping[str, str] = {"in_force": "有效", "not_yet": "尚未施行", "over": "已失效"}
_NEVER_THERE = "您要看的信息不存在或者已经撤下。"


def live() -> QuerySet[Item]:
    """What went out and was not taken back; whether everybody may read it on a day, `public` says."""
    return Item.objects.filter(live__isnull=False, sealed=False)


def public(day: date) -> QuerySet[Item]:
    """What everybody may read on that day, also where it is marked as out of force or archived.

    A list with persons whose period is over is read by nobody, whether the clock has taken it down or not.
    """
    return live().exclude(_over(day))


def listed(day: date) -> QuerySet[Item]:
    """What stands in columns, search and feeds on that day, newest first."""
    return in_lists(public(day)).select_related("document").order_by("-published_on", "-pk")


def in_lists(found: QuerySet[Item]) -> QuerySet[Item]:
    """Without what ended so that it stands in no list, only at its address."""
    return found.exclude(_unlisted())


def listed_on(day: date) -> QuerySet[Item]:
    """The same of what had gone out by that day.

    Said so that SQLite takes no bound of the index from it: it takes one, and that has to be the place from
    which a list is walked, else each page reads all that is newer.
    """
    return listed(day).filter(~Q(published_on__gt=day))


def unlisted_on(found: QuerySet[Item], day: date) -> tuple[QuerySet[Item], QuerySet[Item]]:
    """Of what is live, what `listed_on` leaves out: for how it ended or its period, and for what comes later.

    Apart, for each has an index of its own; the first holds only what says an end or a period.
    """
    says = ~Q(ending="") | Q(shown_until__isnull=False)
    left_out = says & (_unlisted() | _over(day))
    return found.filter(left_out), found.filter(published_on__gt=day).exclude(left_out)


def of_index_number(number: str) -> Q:
    """The one with that number; the index holds what has one, and is taken only where that is said."""
    return ~Q(index_number="") & Q(index_number=number)


def of_validity(code: str, day: date) -> Q:
    """What holds on the day, not yet, or no more – as its page marks it; nothing for an unknown word.

    Of a rule or normative document the register says when it ended; on the last day of its term it holds.
    """
    registered = Q(document__voided=False)
    by_itself = Q(document=None) | Q(document__voided=True)
    lapsed = (registered & Q(document__ended_on__lte=day)) | (by_itself & Q(expires_on__lt=day))
    over = ~Q(ending="") | lapsed
    match code:
        case "over":
            return over
        case "not_yet":
            return ~over & Q(effective_from__gt=day)
        case "in_force":
            return ~over & (Q(effective_from=None) | Q(effective_from__lte=day))
    return Q(pk__in=())


def validity_of(item: Item, day: date) -> str:
    """The same of one item: a key of VALIDITY."""
    document = item.document
    if document is not None and not document.voided:
        lapsed = document.ended_on is not None and document.ended_on <= day
    else:
        lapsed = item.expires_on is not None and item.expires_on < day
    if item.ending or lapsed:
        return "over"
    return "not_yet" if item.effective_from and item.effective_from > day else "in_force"


def years(day: date) -> list[int]:
    """The years in which something can have been published, from the last to the first."""
    first, last = (
        listed(day).filter(published_on__lte=day).order_by().aggregate(one=which("published_on"))["one"]
        for which in (Min, Max)
    )
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def visible(person: Anyone, day: date) -> QuerySet[Item]:
    """What the person may see on that day: what is public; at their own agencies also what is not.

    A draft that is for named people is for them, for who wrote it and for who reviews there. Who supervises
    an agency sees what it published and how that ended. What is sealed is seen by nobody here (`sealed`).
    """
    return visible_to(Asking(person, day)) if isinstance(person, Person) else public(day)


def visible_to(who: Who) -> QuerySet[Item]:
    """The same for whoever is signed in."""
    return Item.objects.filter(seen_by(who)).select_related("agency")


def seen_by(who: Who, way: str = "") -> Q:
    """The same as a condition. `way`: from a row to its item."""
    ended = Q(**{f"{way}state": State.ENDED, f"{way}agency__in": who.scope()})
    shown = Q(**{f"{way}live__isnull": False}) & ~_over(who.day(), way)
    return (shown | ended | unpublished(who, way)) & Q(**{f"{way}sealed": False})


def placed_seen_by(who: Who) -> Q:
    """The same of a row that says of its item what is counted of it (`place_models.Counted`).

    Its item is asked only where the row itself does not settle it; what is sealed has no such row.
    """
    ended = Q(state=State.ENDED, agency__in=who.scope())
    besides = Exists(Item.objects.filter(unpublished(who), pk=OuterRef("item"), sealed=False))
    return placed_in_public(who.day()) | ended | Q(besides)


def placed_in_public(day: Any) -> Q:
    """Such a row of what everybody may read on that day, or on the slot of one."""
    return Q(shown=True) & ~_over(day)


def beside(item: Item, day: date) -> QuerySet[Item]:
    """What is public and interprets it, is interpreted by it, or lists it: it names the item, and stays."""
    linked = Q(interprets__document=item) | Q(interpretations__item=item) | naming(item.pk)
    return public(day).filter(linked).distinct().order_by("pk")


def unpublished(who: Who, way: str = "") -> Q:
    """The condition for what they may see although it is not public. `way`: from a row to its item."""
    person = who.person()
    inside = Q(**{f"{way}agency__in": who.working()}) & ~Q(**{f"{way}readers": Readers.NAMED})
    reviews = Q(**{f"{way}agency__in": who.of(_reviewed)})
    named = Q(**{f"{way}created_by": person}) | reviews | Q(_is_named(person, f"{way}pk"))
    return inside | named | Q(Exists(Edition.objects.filter(item=OuterRef(f"{way}pk"), author=person)))


def _reviewed(who: Asking) -> list[int]:
    """The agencies where they hold a role of their review."""
    agencies = offices_of(who.somebody, who.today)
    steps = review.steps_at(agencies)
    return [
        agency.pk
        for agency in agencies
        if any(step.roles & roles_of(who.somebody, agency, who.today) for step in steps[agency.pk])
    ]


def at_home(person: Person, day: date) -> QuerySet[Item]:
    """What the person sees of an item in the office: all of it but what is only public to them."""
    own = Q(agency__in=scope(person, day)) | Q(created_by=person) | Q(_is_named(person.pk, "pk"))
    return visible(person, day).filter(own)


def sealed(person: Anyone, day: date) -> QuerySet[Item]:
    """What was sealed at the agencies where the person keeps the secrets."""
    agencies = listed_with(person, {Role.SECRECY}, day)
    return Item.objects.filter(agency__in=agencies, sealed=True).select_related("agency")


def told_sealed(person: Anyone, day: date) -> QuerySet[Item]:
    """The same, and those of agencies for which the person answers: that it happened, not what it was."""
    roles = {Role.SECRECY} | TABLE[What.END_ITEM].roles
    there = listed_with(person, roles, day)
    return Item.objects.filter(agency__in=there, sealed=True).select_related("agency")


def to_compare(person: Anyone, day: date, roles: Collection[str]) -> Q:
    """The incidents of what is public where the person holds one of these roles: another agency sealed a file
    that stands there, too. Of what ended since nothing is left to look at.
    """
    there = listed_with(person, roles, day)
    return Q(item__agency__in=there, item__sealed=False, item__live__isnull=False)


def editions(person: Anyone, day: date) -> QuerySet[Edition]:
    """The editions that the person may read: of what they see, never of what is only public to them.

    That a text is public opens nothing of the one that is written beside it for named people.
    """
    return editions_read_by(Asking(person, day)) if isinstance(person, Person) else Edition.objects.none()


def editions_read_by(who: Who) -> QuerySet[Edition]:
    """The same of whoever is signed in."""
    return Edition.objects.filter(draft_is_read(who, "item__")).select_related("item__agency", "author")


def reads_drafts(person: Person, item: Item, day: date) -> bool:
    """Whether the person may read what is not public of the item, also beside what is."""
    seen = visible(person, day).filter(pk=item.pk)
    return seen.filter(~Q(readers=Readers.NAMED) | unpublished(Asking(person, day))).exists()


def snapshots(person: Anyone, day: date) -> QuerySet[Snapshot]:
    """The snapshots of the editions that the person may read."""
    if not isinstance(person, Person):
        return Snapshot.objects.none()
    found = Snapshot.objects.filter(draft_is_read(Asking(person, day), "edition__item__"))
    return found.select_related("author", "text")


def with_texts(person: Anyone, day: date) -> QuerySet[Item]:
    """The items whose texts the person may read, and so the files that go with them."""
    if not isinstance(person, Person):
        return Item.objects.none()
    return Item.objects.filter(draft_is_read(Asking(person, day), ""))


def decisions(person: Anyone, day: date) -> QuerySet[Decision]:
    """What was decided about snapshots that the person may read, and about batches of their own agencies."""
    return decisions_read_by(Asking(person, day)) if isinstance(person, Person) else Decision.objects.none()


def decisions_read_by(who: Who) -> QuerySet[Decision]:
    """The same of whoever is signed in."""
    batches_there = Q(snapshot__batch__isnull=False, snapshot__agency__in=who.working())
    return Decision.objects.filter(draft_is_read(who, "snapshot__item__") | batches_there)


def draft_is_read(who: Who, way: str) -> Q:
    """The condition for the rows whose item's texts they may read; `way`: from a row to its item.

    Said of each row: a database that is asked for the readable items first reads all of them.
    """
    return unpublished(who, way) & Q(**{f"{way}sealed": False})


def under_way(item: Item) -> Edition | None:
    """The edition that is on its way, beside what is live."""
    return Edition.objects.filter(item=item, stage__in=UNDER_WAY).select_related("author", "item").first()


def in_hand(edition: Edition) -> str:
    """Who writes the one text that may be on its way, and how far it is; a sentence."""
    return f"这条信息的第 {edition.number} 版由{edition.author}起草，现在是“{edition.get_stage_display()}”；"


def consultations(person: Anyone, day: date) -> QuerySet[Consultation]:
    """What was asked about texts that the person may read, and what their own agencies were asked."""
    if not isinstance(person, Person):
        return Consultation.objects.none()
    own = Q(edition__in=editions(person, day)) | Q(agency__in=own_agencies(person, day))
    found = Consultation.objects.filter(own, item__sealed=False)
    return found.select_related("item__agency", "agency", "asked_by", "answered_by", "decided_by")


def outside_readers(person: Anyone, day: date) -> QuerySet[OutsideReader]:
    """The links to texts that the person may read."""
    found = OutsideReader.objects.filter(snapshot__in=snapshots(person, day))
    found = found.select_related("snapshot__item__agency", "snapshot__edition", "made_by")
    return found.order_by("-pk")


def consulted_about(item: Item) -> QuerySet[Consultation]:
    """Who was asked about the item, for whoever reads its drafts (`reads_drafts`)."""
    return Consultation.objects.filter(item=item).order_by("pk")


def editing_besides(person: Person, edition: Edition, now: datetime) -> QuerySet[Editing]:
    """Who else has a form of the text open now."""
    found = Editing.objects.filter(edition=edition, until__gte=now).exclude(person=person)
    return found.select_related("person").order_by("since")


def handed_in_before(snapshot: Snapshot) -> Snapshot | None:
    """What was handed in of the same edition before: what came back, or was changed on its way."""
    earlier = Snapshot.objects.filter(edition=snapshot.edition, number__lt=snapshot.number)
    return earlier.select_related("text").order_by("number").last() if snapshot.edition_id else None


def looked_before(subject: Edition | Batch) -> str:
    """What was said of the points of the checks when it was handed in last; empty where it never was."""
    way = {"edition": subject} if isinstance(subject, Edition) else {"batch": subject}
    return Snapshot.objects.filter(**way).order_by("number").values_list("looked", flat=True).last() or ""


def sent_back(snapshot: Snapshot | None) -> Decision | None:
    """With which decision what was handed in came back to its author; None where nobody sent it back."""
    back = Decision.objects.filter(snapshot=snapshot, approved=False).select_related("person")
    return back.last() if snapshot else None


def sent_back_last(edition: Edition, handed_in: Iterable[Snapshot]) -> Decision | None:
    """The same of what was handed in of an edition last, while it is written again. `handed_in`: of its item,
    so far as the person reads it.
    """
    of_it = [one for one in handed_in if one.edition_id == edition.pk]
    if edition.stage != Stage.DRAFTING or not of_it:
        return None
    return sent_back(max(of_it, key=lambda one: one.number))


def waiting_for(person: Anyone, day: date) -> QuerySet[Edition]:
    """The editions on which this person is to decide, those longest on the way first."""
    return in_review(Asking(person, day)) if isinstance(person, Person) else Edition.objects.none()


def in_review(who: Who) -> QuerySet[Edition]:
    """The same for whoever asks."""
    found = Edition.objects.filter(_turns(who, "item__agency"), stage=Stage.IN_REVIEW)
    return found.select_related("item__agency", "author").order_by("submitted_on", "pk")


def batches_in_review(who: Who) -> QuerySet[Batch]:
    """The batches of past stock on which whoever asks is to decide."""
    return Batch.objects.filter(_turns(who, "agency"), stage=Stage.IN_REVIEW).order_by("pk")


def batches(person: Anyone, day: date) -> QuerySet[Batch]:
    """The batches of past stock of the person's own agencies, newest first."""
    if not isinstance(person, Person):
        return Batch.objects.none()
    found = Batch.objects.filter(agency__in=own_agencies(person, day)).select_related("agency", "entered_by")
    return found.order_by("-pk")


def rows_of(batch: Batch) -> QuerySet[Edition]:
    """The rows of a batch in their order: the text of each as it came in, without what was dropped."""
    found = Edition.objects.filter(item__batch=batch, item__sealed=False, number=1)
    return found.exclude(stage=Stage.DROPPED).select_related("item__agency").order_by("item_id")


def to_look_at_again(person: Anyone, day: date) -> QuerySet[Item]:
    """What is due to be looked at again, at the person's own agencies, the longest overdue first.

    What says a contact that has changed is due at once; so is the guide that says what the agency was reached
    by before.
    """
    return due_again(day).filter(agency__in=own_agencies(person, day))


def due_again(day: Any) -> QuerySet[Item]:
    """The same at all agencies. `day`: also the slot of one."""
    by_day = Item.objects.filter(look_again_on__lte=day)
    changed = Item.objects.filter(says_what_changed())
    guides = Item.objects.filter(pk__in=outdated_guides())
    # They are few in the whole office: each kind is looked up first, by its own index.
    due = (
        by_day.order_by()
        .values("pk")
        .union(*(found.order_by().values("pk") for found in (changed, guides)), all=True)
    )
    found = Item.objects.filter(pk__in=due, sealed=False)
    return found.select_related("agency").order_by("look_again_on", "pk")


def lists_over(day: date) -> QuerySet[Item]:
    """The lists with persons whose period was over before that day and that are still public."""
    found = live().filter(_over(day), ending="")
    return found.order_by("shown_until", "pk")


def due_at(moment: Any) -> QuerySet[Item]:
    """What was to go out by that moment, or by the slot of one."""
    return Item.objects.filter(scheduled__isnull=False, scheduled_for__lte=moment).order_by("scheduled_for")


def manifest_of(batch: Batch) -> Snapshot:
    """What was handed in last of a batch. Raises Refused where nothing was."""
    found = Snapshot.objects.filter(batch=batch).select_related("agency", "text").order_by("number").last()
    if found is None:
        raise Refused(f"批次{in_marks(batch.title)}还没有送审。")
    return found


def text_of(snapshot: Snapshot) -> Content:
    """The text of a snapshot as it was approved and as it is read.

    Raises Refused where it is sealed, or is another text than the one that was decided on.
    """
    return text.spoken(kept_text(snapshot))


def kept_text(snapshot: Snapshot) -> Content:
    """The text as it was written, compared with its digest: it names contacts and does not say them."""
    kept = getattr(snapshot, "text", None)
    if kept is None:
        raise Refused(_NEVER_THERE)
    found: Content = kept.content
    if text.digest(found) != snapshot.digest:
        raise Refused("这份内容与审查批准的不一致，不再提供；请系统管理员运行 gongkai audit verify。")
    return found


def _over(day: Any, way: str = "") -> Q:
    """The lists with persons whose period was over before that day, however else they ended since."""
    return Q(**{f"{way}shown_until__lt": day})


def _unlisted() -> Q:
    """What ended so that it stands in no list."""
    return Q(ending__in=[code for code, end in ends().items() if not end.listed])


def _is_named(person: Any, item: str) -> Exists:
    """Whether the person of that key was named as one who may see it; no join: nothing is counted twice."""
    return Exists(Item.named.through._default_manager.filter(item=OuterRef(item), person=person))


def _turns(who: Who, way: str) -> Q:
    """What waits for a role that whoever asks holds; `way`: to whose it is."""
    turns = Q(pk__in=())
    for role in Role:
        turns |= Q(**{f"{way}__in": who.holding(role), "waits__contains": f"|{role}|"})
    return turns
