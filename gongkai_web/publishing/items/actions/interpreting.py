"""解读: how does an interpretation come to be linked with its documents, and counted in its one class?

The links stand as soon as the draft names them, so that the checklist of the document knows that one is on
its way; whether the public sees one is asked of `queries.live`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Min

from gongkai.errors import GongkaiError
from gongkai.publication.counted import interpretation_class, interpretation_classes
from gongkai.publication.terms import publication_due
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.kinds import InterpretationPlan
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.place_models import Interpreted

_TERM = "interpretation"


def fill_interpretation(item: Item, content: Content) -> None:
    """Writes the columns of an interpretation; saves nothing."""
    author, form = content.get("interpretation_author", ""), content.get("interpretation_form", "")
    item.interpretation_author, item.interpretation_form = author, form
    item.interpretation_class = _class(author, form, item.published_on or item.formed_on)


def link(item: Item, content: Content) -> None:
    """Writes which documents it interprets."""
    wanted = set(content.get("interprets", ()))
    known = Interpreted.objects.filter(item=item)
    held = {one.document_id for one in known}
    if held - wanted:
        known.exclude(document__in=wanted).delete()
    there = Item.objects.filter(pk__in=wanted - held).values_list("pk", flat=True)
    Interpreted.objects.bulk_create(Interpreted(item=item, document_id=key) for key in sorted(there))
    _restate(held | wanted)


def link_new(rows: Sequence[tuple[Item, Content]]) -> None:
    """The same for items that are there only now."""
    for item, content in rows:
        if content.get("interprets"):
            link(item, content)


def interpretation_due(item: Item, content: Content) -> date | None:
    """By when a document that is interpreted must have its interpretation; None where none is planned."""
    if content.get("interpretation_plan") != InterpretationPlan.TOGETHER or item.published_on is None:
        return None
    try:
        return publication_due(item.published_on, _TERM).last
    except GongkaiError:  # published before there was such a term
        return None


def appear(items: Sequence[Item]) -> None:
    """An interpretation came before the public, or is gone: its documents say since when they have one."""
    _restate({one.document_id for one in Interpreted.objects.filter(item__in=items)})


def _restate(documents: Iterable[int]) -> None:
    for key in sorted(documents):
        seen = queries.live().filter(interprets__document=key)
        first = seen.aggregate(first=Min("published_on"))["first"]
        Item.objects.filter(pk=key).exclude(interpreted_on=first).update(interpreted_on=first)


def _class(author: str, form: str, day: date | None) -> str:
    """The one class in which it counts, by the rule of its day; the first rule for what is older."""
    if not (author and form and day):
        return ""
    first = min(dated.since for dated in interpretation_classes().words.values())
    try:
        return interpretation_class(author, form, max(day, first))
    except GongkaiError:  # a word that is in no list: the checks say so
        return ""
