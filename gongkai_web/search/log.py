"""What changed in what can be found, and since when does somebody who keeps a copy of it have to look?"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Exists, Max, OuterRef, QuerySet

from gongkai_web.search.models import Change, Entry

Thing = tuple[str, int]


def version() -> int:
    """The number of the last step; another one whenever anything changed."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def steps_after(number: int) -> list[tuple[int, Thing]]:
    """The steps behind that number, in their order."""
    rows = Change.objects.filter(pk__gt=number).order_by("pk").values_list("pk", "subject", "key")
    return [(pk, (subject, key)) for pk, subject, key in rows]


def superseded() -> QuerySet[Change]:
    """Steps of things that took another since: nobody needs them any more."""
    later = Change.objects.filter(subject=OuterRef("subject"), key=OuterRef("key"), pk__gt=OuterRef("pk"))
    return Change.objects.filter(Exists(later))


def entries_of(things: Collection[Thing]) -> Iterable[Entry]:
    """What is kept of these things now."""
    by_subject: dict[str, list[int]] = {}
    for subject, key in things:
        by_subject.setdefault(subject, []).append(key)
    for subject, keys in by_subject.items():
        yield from Entry.objects.filter(subject=subject, key__in=keys)
