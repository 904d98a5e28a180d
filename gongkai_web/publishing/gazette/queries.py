"""Which issues does everybody read, which does the office keep, and what may stand in one?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope
from gongkai_web.publishing.gazette.models import Entry, Issue, State
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.models import Item

Anyone = Person | AnonymousUser


def public() -> QuerySet[Issue]:
    """What came out, the latest first."""
    return Issue.objects.filter(state=State.OUT).select_related("agency")


def visible(person: Anyone, day: date) -> QuerySet[Issue]:
    """What came out, and at the person's agencies what is being put together."""
    if not isinstance(person, Person):
        return public()
    return Issue.objects.filter(Q(state=State.OUT) | Q(agency__in=scope(person, day))).select_related(
        "agency"
    )


def kept(person: Person, day: date) -> QuerySet[Issue]:
    """Those of the agencies in the person's scope."""
    return Issue.objects.filter(agency__in=scope(person, day)).select_related("agency")


def entries(person: Anyone, day: date) -> QuerySet[Entry]:
    """What stands in the issues that the person may see, and may be seen itself."""
    seen = items.visible(person, day)
    return Entry.objects.filter(issue__in=visible(person, day), item__in=seen).select_related(
        "issue__agency", "item__agency"
    )


def may_stand(issue: Issue, day: date) -> QuerySet[Item]:
    """What may stand in the issue: public and not ended, of the agency or of one below it."""
    return items.public(day).filter(agency__in=_with_those_below(issue.agency), ending="")


def searched(words: str, day: date) -> QuerySet[Entry]:
    """The public entries whose title or number holds the words, the latest issue first."""
    found = Entry.objects.filter(issue__state=State.OUT, item__in=items.public(day))
    found = found.filter(Q(item__title__contains=words) | Q(item__document_number__contains=words))
    return found.select_related("issue", "item").order_by("-issue__issued_on", "position")


def _with_those_below(agency: Agency) -> list[int]:
    """Walked down in the tree, level by level; the tree has no circle."""
    found, level = [agency.pk], [agency.pk]
    while level:
        level = list(
            Agency.objects.filter(parent__in=level).exclude(pk__in=found).values_list("pk", flat=True)
        )
        found += level
    return found
