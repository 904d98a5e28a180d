"""封存: how does a text leave every answer of ours at once, and stay where the secrecy office can look at it?

Its words go out of every table – snapshots, editions, columns – into one that opens with the key of the
installation alone; the digests stay, so that what was decided on can still be proved. An incident opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet

from gongkai_web import vault
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.models import canonical
from gongkai_web.errors import Refused, require_reason
from gongkai_web.files.actions import (
    names_of_files,
    reasons_of_files,
    reencrypt_files,
    require_files_openable,
    seal_files,
    subjects_of_files,
)
from gongkai_web.files.models import StoredFile
from gongkai_web.publishing.actions import (
    changes_named,
    forget_basis,
    restate_changes,
    seal_document,
    words_of_document,
)
from gongkai_web.publishing.actions.entry import hashed, subject_of
from gongkai_web.publishing.catalogue.actions import forget_uses
from gongkai_web.publishing.items.actions.attaching import owner_of
from gongkai_web.publishing.items.actions.entry import line, locked
from gongkai_web.publishing.items.actions.following import follow_items
from gongkai_web.publishing.items.actions.sealed_reasons import Spoken, lock, opened, seal_reasons
from gongkai_web.publishing.items.consulting_models import Consultation, OutsideReader
from gongkai_web.publishing.items.history_models import Ending, Incident, Publication, Sealed
from gongkai_web.publishing.items.kinds import UNDER_WAY, Stage
from gongkai_web.publishing.items.models import Batch, Decision, Edition, Item, Snapshot, SnapshotContent
from gongkai_web.publishing.items.place_models import ItemChannel, ItemField, ItemSite
from gongkai_web.publishing.items.retold import BATCH, Retold, named_in, retold, trails
from gongkai_web.publishing.items.writing_models import FormerText
from gongkai_web.publishing.models import DocumentChange

_ROOM, _PURPOSE = "items", "sealed"
_WORDS = ("title", "source_name", "document_number", "column_code", "theme", "genre", "agency_name")
SAME_FILE = "别的机关涉密紧急撤下的同一份文件，本机关也公开着：涉密的紧急撤下，不涉密的写明核对结果。"
# What another agency was asked about it, and said.
_ASKED = ("unit", "question", "opinion", "source", "decision")
# What was said about the text beside it: as what it is sealed, whose rows, how they lead to the item.
_BESIDE: tuple[tuple[str, type[Model], str, tuple[str, ...]], ...] = (
    ("publication", Publication, "item", ("note",)),
    ("ending", Ending, "item", ("reason", "basis")),
    ("looked", Snapshot, "item", ("looked",)),
    ("decision", Decision, "snapshot__item", ("note", "basis")),
    ("reader", OutsideReader, "snapshot__item", ("name", "purpose")),
)


def seal(item: Item, by: Person, day: date, facts: str) -> dict[str, Any]:
    """Takes all words of the item out of everything. For the act that ends it; what its line says of it."""
    named = _names(item)
    elsewhere = list(retold(item.pk, named))
    manifests = _manifests(elsewhere)
    words = [*_all_words(item), *_words_elsewhere(item, elsewhere, manifests)]
    sealed = [lock(item, what, said, day) for what, said in words]
    sealed += seal_reasons(item, _spoken(item, named, elsewhere).lines(), day)
    _forget_texts(item, manifests)
    _forget_elsewhere(elsewhere)
    _forget_beside(item)
    _send_back_batch(item)
    if item.document is not None:
        seal_document(document=item.document, by=by, day=day)
    forget_basis(by=by, agency=item.agency, words=named)
    # Once its own rows are empty: what is left are words of others.
    others = list(named_in(named))
    sealed += [lock(item, _place(one, item), dict(one.said), day) for one in others]
    _forget_elsewhere(others)
    restate_changes(by=by, keys=[one.key for one in others if one.of.rows is DocumentChange])
    _hide(item)
    beside, elsewhere_public = _with_same_files(item), _public_elsewhere(item)
    files = seal_files(by=by, owner=owner_of(item), day=day)
    follow_items(beside)
    incident = Incident(item=item, opened_on=day, opened_by=by, facts=facts)
    incident.save()
    asked = [_ask_to_look(one, by, day) for one in elsewhere_public]
    return {
        "texts": [[one.what, one.digest] for one in sealed],
        "files": files,
        "incident": incident.pk,
        **({"elsewhere": asked} if asked else {}),
        "retold": [_told(one) for one in (*elsewhere, *others)],
    }


@transaction.atomic
def open_sealed(*, item: Item, by: Person, day: date, reason: str) -> dict[str, dict[str, Any]]:
    """What was sealed, by what it was; for the secrecy office alone, and every look leaves a line."""
    item = locked(item)
    require(by, item.agency, What.OPEN_SEALED, day, "查看封存的内容")
    require_reason(reason, "查看封存的内容")
    if not item.sealed:
        raise Refused("这条信息没有封存。")
    line(by, item, "open_sealed", {"day": day}, reason.strip())
    return {one.what: opened(one) for one in item.sealings.order_by("pk")}


@transaction.atomic
def close_incident(*, incident: Incident, by: Person, day: date, conclusion: str) -> Incident:
    """Says what came of it."""
    found = (
        Incident.objects.select_for_update(of=("self",), no_key=True)
        .select_related("item__agency")
        .get(pk=incident.pk)
    )
    require(by, found.item.agency, What.OPEN_SEALED, day, "了结涉密事件")
    require_reason(conclusion, "了结涉密事件")
    if found.closed_on:
        raise Refused(f"这件事已于 {found.closed_on} 了结。")
    found.closed_on, found.conclusion = day, conclusion.strip()
    found.save()
    line(by, found.item, "close_incident", {"incident": found.pk, "day": day}, found.conclusion)
    return found


def require_openable() -> None:
    """Raises Refused where no key of the installation opens one of the sealed texts or files."""
    try:
        for one in Sealed.objects.order_by("pk").iterator():
            opened(one)
        require_files_openable()
    except vault.LockedError as problem:
        raise Refused(str(problem)) from None


def reencrypt_sealed() -> int:
    """Locks every sealed text and file with the present key of the installation; how many."""
    return sum(_relocked(key) for key in Sealed.objects.order_by("pk").values_list("pk", flat=True)) + (
        reencrypt_files()
    )


@transaction.atomic
def _relocked(key: int) -> bool:
    one = Sealed.objects.select_for_update(no_key=True).get(pk=key)
    if vault.opens(settings.IDENTITY_KEYS[:1], _ROOM, _PURPOSE, bytes(one.data)):
        return False
    data = vault.encrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, canonical(opened(one)).encode())
    # Another lock on the same words: what only grows refuses it otherwise.
    QuerySet(Sealed).filter(pk=key).update(data=data)
    detail = {"sealed": one.what, "hash": one.digest}
    line(None, locked(one.item), "relock", detail, "更换密钥")
    return True


def _names(item: Item) -> set[str]:
    """How others name it: by the number or the title of each of its texts, handed in or only written."""
    frozen = SnapshotContent.objects.filter(snapshot__item=item).values_list("content", flat=True)
    written = Edition.objects.filter(item=item).values_list("content", flat=True)
    former = FormerText.objects.filter(edition__item=item).values_list("values", flat=True)
    texts = [*frozen, *written, *former]
    return {name for one in texts for name in (one.get("document_number"), one.get("title")) if name}


def _manifests(elsewhere: list[Retold]) -> list[SnapshotContent]:
    """The manifests of the batch that say its words as its row did."""
    told = [one.key for one in elsewhere if one.of.code == BATCH.code]
    return list(SnapshotContent.objects.filter(snapshot__batch__in=told).order_by("pk")) if told else []


def _forget_texts(item: Item, manifests: list[SnapshotContent]) -> None:
    """The texts themselves, handed in or only written."""
    # The one place that takes a text away: what only grows refuses it otherwise.
    QuerySet(SnapshotContent).filter(snapshot__item=item).delete()
    QuerySet(SnapshotContent).filter(pk__in=[one.pk for one in manifests]).delete()
    FormerText.objects.filter(edition__item=item).delete()
    Edition.objects.filter(item=item).update(content={}, touched={}, waits="")
    Edition.objects.filter(item=item, stage__in=UNDER_WAY).update(stage=Stage.DROPPED)


def _forget_elsewhere(found: list[Retold]) -> None:
    """What other rows say of it, also out of what only grows."""
    for one in found:
        QuerySet(one.of.rows).filter(pk=one.key).update(**one.after)


def _place(one: Retold, item: Item) -> str:
    """As what the words of such a row are sealed: it can tell of several items."""
    return f"{one.of.code}:{one.key}:{item.pk}"


def _forget_beside(item: Item) -> None:
    """What was asked and said about them, and by what they are found."""
    Consultation.objects.filter(item=item).update(content={}, **dict.fromkeys(_ASKED, ""))
    for tags in (ItemChannel, ItemField, ItemSite):
        tags._default_manager.filter(item=item).delete()
    for _, model, way, words in _BESIDE:
        # They only grow, too.
        QuerySet(model).filter(**{way: item}).update(**dict.fromkeys(words, ""))
    forget_uses(subject=owner_of(item))


def _with_same_files(item: Item) -> list[Item]:
    """Other items of the agency from which a file goes with it: they are found by its words no more."""
    return list(_holding_the_same(item).filter(agency=item.agency))


def _public_elsewhere(item: Item) -> list[Item]:
    """Public items of other agencies that hold the same bytes: there they stay until somebody has looked."""
    return list(_holding_the_same(item).filter(live__isnull=False, sealed=False).exclude(agency=item.agency))


def _ask_to_look(item: Item, by: Person, day: date) -> int:
    """An incident of theirs, for who keeps the secrets there; it says nothing of what was sealed."""
    found = Incident.objects.filter(item=item, closed_on=None).first()
    if found is None:
        found = Incident(item=item, opened_on=day, opened_by=by, facts=SAME_FILE)
        found.save()
    return found.pk


def _holding_the_same(item: Item) -> QuerySet[Item]:
    """Other items that hold a file of the same bytes, wherever they are."""
    digests = StoredFile.objects.filter(owner=owner_of(item), sealed=False).values("sha256")
    owners = StoredFile.objects.filter(sha256__in=digests, sealed=False).values_list("owner", flat=True)
    kind, keys = owner_of(item).partition(":")[0], set[int]()
    for room, _, key in (owner.partition(":") for owner in owners):
        if room == kind:
            keys.add(int(key))
    return Item.objects.filter(pk__in=keys - {item.pk}).order_by("pk")


def _hide(item: Item) -> None:
    for name in _WORDS:
        setattr(item, name, "")
    item.live = item.draft = item.inside = item.scheduled = item.scheduled_for = None
    item.look_again_on = item.shown_until = None
    item.sealed = True
    item.save()
    follow_items([item])


def _send_back_batch(item: Item) -> None:
    """A manifest under review names a row that is gone: it has to be handed in anew."""
    if item.batch is not None and item.batch.stage == Stage.IN_REVIEW:
        Batch.objects.filter(pk=item.batch.pk).update(stage=Stage.DRAFTING, waits="")
        Item.objects.filter(batch=item.batch).update(draft=None)


def _words_elsewhere(
    item: Item, elsewhere: list[Retold], manifests: list[SnapshotContent]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was said of it in rows of other rooms is sealed with it."""
    for one in elsewhere:
        yield _place(one, item), dict(one.said)
    for kept in manifests:
        yield f"snapshot:{kept.snapshot_id}", kept.content


def _told(one: Retold) -> list[Any]:
    """What the line says of a row: what stands there now, by its digest."""
    return [one.of.code, one.key, {column: hashed(text) for column, text in one.after.items()}]


def _all_words(item: Item) -> Iterator[tuple[str, dict[str, Any]]]:
    yield f"item:{item.pk}", {name: getattr(item, name) for name in _WORDS}
    for edition in Edition.objects.filter(item=item).order_by("pk"):
        yield f"edition:{edition.pk}", edition.content
    for asked in Consultation.objects.filter(item=item).order_by("pk"):
        yield f"consultation:{asked.pk}", {name: getattr(asked, name) for name in ("content", *_ASKED)}
    for former in FormerText.objects.filter(edition__item=item).order_by("pk"):
        yield f"former:{former.pk}", former.values
    for kept in SnapshotContent.objects.filter(snapshot__item=item).order_by("pk"):
        yield f"snapshot:{kept.snapshot_id}", kept.content
    for what, model, way, words in _BESIDE:
        for row in model._default_manager.filter(**{way: item}).order_by("pk"):
            if said := {name: getattr(row, name) for name in words if getattr(row, name)}:
                yield f"{what}:{row.pk}", said
    if item.document is not None:
        yield f"document:{item.document_id}", words_of_document(item.document)
    names, reasons = names_of_files(owner_of(item)), reasons_of_files(owner_of(item))
    if names:
        yield f"files:{item.pk}", {"names": names, **({"reasons": reasons} if reasons else {})}


def _spoken(item: Item, named: set[str], elsewhere: list[Retold]) -> Spoken:
    """Of what the lines speak whose reasons can tell what is sealed here."""
    alone = {owner_of(item), *subjects_of_files(owner_of(item))}
    alone |= {trail.subject for trail in trails(item.pk) if trail.alone}
    others = {trail.subject for trail in trails(item.pk) if not trail.alone}
    words = {said for one in elsewhere for said in one.said.values()}
    for subject, reason in changes_named(document=item.document, agency=item.agency, words=named):
        others.add(subject)
        words.add(reason)
    if item.document is not None:
        alone.add(subject_of(item.document))
    return Spoken(alone, others, named, words - {""})
