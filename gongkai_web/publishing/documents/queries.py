"""Which documents and clean-ups does a person of the office see, and how far is a clean-up?"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope, with_taken_over
from gongkai_web.figures.period import Period
from gongkai_web.publishing.documents.models import CleanUp, CleanUpRow, Verdict
from gongkai_web.publishing.figures import IN_FORCE
from gongkai_web.publishing.items.queries import text_of, under_way
from gongkai_web.publishing.models import DocumentChange, NormativeDocument
from gongkai_web.publishing.queries import COUNTED

# Which verdict stands in which field of the text of the result.
FIELDS = {"repeals": Verdict.REPEALED, "invalidates": Verdict.INVALID}


class Standing(StrEnum):
    """How far a clean-up is."""

    JUDGING = "正在逐件认定"
    IN_REVIEW = "清理结果正在审查"
    PUBLISHED = "清理结果已公开"


def registered(person: Person, day: date) -> QuerySet[NormativeDocument]:
    """The register of the agencies in the person's scope, void entries too."""
    return NormativeDocument.objects.filter(agency__in=scope(person, day)).select_related("agency")


def changes(person: Person | AnonymousUser, day: date) -> QuerySet[DocumentChange]:
    """What happened to documents is public, as they are; what was void only within the person's scope."""
    own = Q(document__agency__in=scope(person, day))
    return DocumentChange.objects.filter(Q(voided=False, document__voided=False, document__waits=False) | own)


def clean_ups(person: Person | AnonymousUser, day: date) -> QuerySet[CleanUp]:
    """The clean-ups of the agencies in the person's scope."""
    return CleanUp.objects.filter(agency__in=scope(person, day)).select_related("agency", "item")


def judged(person: Person | AnonymousUser, day: date) -> QuerySet[CleanUpRow]:
    """The verdicts of these clean-ups."""
    return CleanUpRow.objects.filter(clean_up__in=clean_ups(person, day))


def in_force(agency: Agency, day: date) -> QuerySet[NormativeDocument]:
    """The documents of the agency, and of those whose work it took over, that were in force on that day."""
    own = NormativeDocument.objects.filter(COUNTED, agency__in=with_taken_over(agency))
    return IN_FORCE.among(own, Period.of_day(day)).order_by("issued_on", "pk")


def standing(clean_up: CleanUp) -> Standing:
    """Where it stands: as its result does."""
    if clean_up.item is None:
        return Standing.JUDGING
    if clean_up.item.published_on is not None:
        return Standing.PUBLISHED
    return Standing.IN_REVIEW if under_way(clean_up.item) else Standing.JUDGING


def strayed(clean_up: CleanUp) -> bool:
    """Whether the text of the result no longer says what the verdicts say."""
    item = clean_up.item
    edition = under_way(item) if item is not None else None
    content = edition.content if edition else (text_of(item.live) if item and item.live else None)
    return content is not None and any(
        content.get(name, []) != keys_of(clean_up, verdict) for name, verdict in FIELDS.items()
    )


def keys_of(clean_up: CleanUp, verdict: Verdict) -> list[int]:
    """The documents with that verdict."""
    found = clean_up.rows.filter(verdict=verdict).order_by("document")
    return list(found.values_list("document", flat=True))
