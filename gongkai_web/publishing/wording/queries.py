"""What does an agency look for besides the kept lists on a day, and who may read its list?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai.proofing.checklist import Habits
from gongkai.proofing.protected import Phrase, own_phrases
from gongkai.proofing.words import Word, own_words
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope
from gongkai_web.publishing.wording.models import Kind, OwnWord


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[OwnWord]:
    """The lists of the agencies where the person works, and of those that they supervise."""
    found = OwnWord.objects.filter(agency__in=scope(person, day))
    return found.select_related("agency", "added_by", "ended_by")


def standing(agency: Agency, day: date) -> QuerySet[OwnWord]:
    """What holds at the agency on that day; on the day of its end it holds no more."""
    held = Q(ended_on=None) | Q(ended_on__gt=day)
    return OwnWord.objects.filter(held, agency=agency, added_on__lte=day).order_by("kind", "text")


def habits_of(agency: Agency, day: date) -> Habits:
    """The same as the checks take it."""
    found = list(standing(agency, day))
    return Habits(
        words=words_of(one for one in found if one.kind == Kind.WORD),
        phrases=phrases_of(one for one in found if one.kind == Kind.PHRASE),
        intranet=tuple(one.text for one in found if one.kind == Kind.HOST),
    )


def words_of(rows: Iterable[OwnWord]) -> tuple[Word, ...]:
    """Raises UsageError for one that will not do."""
    return own_words(
        {"wrong": one.text, "right": one.right, "reason": one.reason, "except": one.exceptions}
        for one in rows
    )


def phrases_of(rows: Iterable[OwnWord]) -> tuple[Phrase, ...]:
    """Raises UsageError for one that is too short."""
    kept = list(rows)
    own_phrases(one.text for one in kept)
    return tuple(Phrase(one.text, exceptions=exceptions_of(one)) for one in kept)


def exceptions_of(one: OwnWord) -> tuple[str, ...]:
    """Each by itself."""
    parts = one.exceptions.replace("，", ",").replace("、", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())
