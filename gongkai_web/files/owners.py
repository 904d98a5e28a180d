"""Of which owners are the files not for everybody at the agency, and who sees those?

A higher room says so once, as it starts, by the label of a model (`items.Item`); this room asks without
knowing whom. Where no room says anything, a file is seen by whoever sees the records of its agency.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast, Substr

from gongkai_web.agencies.models import Person
from gongkai_web.files.models import StoredFile

# The owners whose files the person may see on that day.
Seen = Callable[[Person | AnonymousUser, date], QuerySet[Any]]
_SEEN: dict[str, Seen] = {}


def seen_with(label: str, seen: Seen) -> None:
    """The files of these owners are seen by whoever sees the owner, and by nobody else."""
    _SEEN[label] = seen


def seen_by(found: QuerySet[StoredFile], person: Person | AnonymousUser, day: date) -> QuerySet[StoredFile]:
    """Of these files, those whose owner lets the person see them."""
    for label, seen in _SEEN.items():
        own = Q(owner__startswith=f"{label}:")
        key = Cast(Substr("owner", len(label) + 2), BigIntegerField())
        found = found.alias(owner_key=Case(When(own, then=key), default=None))
        found = found.filter(~own | Exists(seen(person, day).filter(pk=OuterRef("owner_key"))))
    return found
