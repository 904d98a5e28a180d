"""Which public texts say of an agency what is no longer so, and from what to what was it changed?

A contact that a text refers to is known by the reference (`catalogue.ContactUse`). What an agency is reached
by beside that is looked for word for word in its guide (《条例》第十二条) and in what it says of its address
and telephone (第二十条第（二）项).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat, StrIndex

from gongkai_web.agencies.models import FormerParticular
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.catalogue.models import ContactUse
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import REACHED
from gongkai_web.publishing.items.models import Item

_ITEMS = "items.Item"


def says_what_changed() -> Q:
    """What is public and names a telephone, an address or hours that are others now, e.g. the guide."""
    return Q(pk__in=catalogue.saying_what_changed(_ITEMS), live__isnull=False, ending="")


def in_guides() -> QuerySet[Any]:
    """What was changed since a guide, or another text of where it is reached, went out that says it; `item`:
    the key of that text.

    Who published it anew has seen it through, also where it tells what was so before.
    """
    # A relation of its own, so that every condition is asked of the same item.
    guide = FilteredRelation("agency__items", condition=Q(agency__items__column_code__in=REACHED))
    found = FormerParticular.objects.alias(guide=guide).filter(
        guide__live__isnull=False, guide__ending="", guide__sealed=False
    )
    since = Publication.objects.filter(item=OuterRef("item"), at__gt=OuterRef("at"))
    subject = Concat(Value(f"{_ITEMS}:"), Cast("guide__pk", CharField(max_length=20)))
    body = KeyTextTransform("body", "guide__live__text__content")
    found = found.alias(place=StrIndex(body, F("was")), subject=subject).annotate(item=F("guide__pk"))
    referred = ContactUse.objects.filter(subject=OuterRef("subject"), said=OuterRef("was"))
    said = Q(place__gt=0) | Exists(referred)
    return found.filter(said, ~Exists(since))


def outdated_guides() -> QuerySet[Any]:
    """The keys of the guides that say what the agency is no longer reached by."""
    return in_guides().order_by().values("item")


def changes_in(items: Iterable[Item]) -> Mapping[int, tuple[str, ...]]:
    """By item what it says otherwise than it is now, each in a sentence."""
    columns = {item.pk: item.column_code for item in items}
    found: dict[int, list[str]] = {key: [] for key in columns}
    guides = [key for key, column in columns.items() if column in REACHED]
    if guides:
        for one in in_guides().filter(item__in=guides).select_related("agency__particulars"):
            found[one.item].append(one.said)
    for use in catalogue.changed_contacts([f"{_ITEMS}:{key}" for key in columns]) if columns else ():
        change = f"{use.contact.name}由“{use.said}”改为“{use.contact.value}”"
        found[int(use.subject.partition(":")[2])].append(change)
    return {key: tuple(dict.fromkeys(said)) for key, said in found.items()}
