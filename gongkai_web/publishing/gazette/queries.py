"""Which issues does everybody read, which does the office keep, and what may stand in one?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q, QuerySet

from gongkai.publication.columns import statutory_columns
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import scope, staff_of
from gongkai_web.publishing.gazette.models import Entry, Issue, State
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.kinds import Origin
from gongkai_web.publishing.items.models import Item

Anyone = Person | AnonymousUser
COLUMN = "gazette"
# Of what could go into an issue no more are shown.
MOST = 100


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


def could_go_in(issue: Issue, day: date) -> list[Item]:
    """What everybody would look for in the issue, the oldest first: the agency's own documents – rules and
    normative ones, and what else bears a number – and the registered ones of its departments (手册06 §5);
    public since the last issue, in force, and in none of its issues yet.
    """
    departments = Agency.objects.filter(parent=issue.agency_id).exclude(kind__in=keepers())
    registered = Q(document__isnull=False, document__voided=False)
    own = Q(agency=issue.agency_id) & (registered | ~Q(document_number=""))
    found = may_stand(issue, day).filter(own | registered & Q(agency__in=departments), origin=Origin.OWN)
    found = found.exclude(document__ended_on__lte=day)
    found = found.exclude(gazette_entries__issue__agency=issue.agency_id)
    before = Issue.objects.filter(agency=issue.agency_id, state=State.OUT, issued_on__lte=issue.issued_on)
    if last := before.exclude(pk=issue.pk).aggregate(last=Max("issued_on"))["last"]:
        found = found.filter(published_on__gte=last)
    return list(found.select_related("agency").order_by("published_on", "pk")[:MOST])


def others_who_bring_out(issue: Issue, person: Person, day: date) -> list[str]:
    """Who brings the issue out, by name, where the person wrote headings and somebody else wrote none."""
    headed = issue.entries.exclude(section="").exclude(placed_by=None)
    writers = set(headed.values_list("placed_by", flat=True))
    if person.pk not in writers:
        return []
    held = staff_of(issue.agency, day).filter(role__in=TABLE[What.PUBLISH_ITEM].roles, person__is_active=True)
    found = held.exclude(person__in=writers).order_by("person")
    return list(dict.fromkeys(one.person.display_name for one in found))


def keepers() -> Collection[str]:
    """The kinds of agencies that have a gazette."""
    return statutory_columns()[COLUMN].agencies


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
