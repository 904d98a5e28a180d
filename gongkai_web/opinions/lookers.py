"""谁可以审看: who may look at an opinion – not who wrote it down, where somebody else handles opinions?

What came on the site was written by somebody outside: whoever handles may look. What the office entered
itself goes out past no second person otherwise. The rule is that of `approval`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Office, Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.approval.actions import require_turn
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.opinions.kinds import Status
from gongkai_web.opinions.models import Opinion

ROLES = TABLE[What.HANDLE].roles
_WORDS = Words(
    "这条意见", act="审看意见", made="登记", decide="审看", parts="意见", since="登记", submit="登记"
)


def require_other(opinion: Opinion, by: Person, day: date, status: str) -> None:
    """Raises NotAllowed for who registered it, where somebody else may look.

    What is shown may be taken out of sight by anybody who handles: that never waits.
    """
    if opinion.status != Status.SHOWN or status != Status.HIDDEN:
        require_turn(_matter(opinion), by, day)


def waits_for_other(opinion: Opinion, person: Person | AnonymousUser, day: date) -> bool:
    """Whether the person registered it and somebody else is to look."""
    own = isinstance(person, Person) and opinion.registered_by_id == person.pk
    return own and bool(waiting_at([opinion.call.agency_id], person, day))


def waiting_at(agencies: Collection[int], person: Person | AnonymousUser, day: date) -> set[int]:
    """At which of these agencies somebody else is to look at what the person registered."""
    if not isinstance(person, Person):
        return set()
    found = handlers(day).filter(agency__in=set(agencies)).exclude(person=person)
    return set(found.values_list("agency", flat=True))


def handlers(day: Any) -> QuerySet[Office]:
    """The terms of office of whoever handles on that day and can sign in. `day`: also the slot of one."""
    held = Office.objects.filter(role__in=ROLES, since__lte=day, person__is_active=True)
    return held.filter(Q(until=None) | Q(until__gte=day))


def lookers(opinion: Opinion, day: date) -> str:
    """Who may look at it, by name, for who registered it."""
    held = handlers(day).filter(agency=opinion.call.agency).exclude(person=opinion.registered_by)
    named = {one.person_id: one.person.display_name for one in held.select_related("person").order_by("pk")}
    return "、".join(named.values())


def _matter(opinion: Opinion) -> Matter:
    return Matter(
        words=_WORDS,
        agency=opinion.call.agency,
        step=0,
        roles=ROLES,
        author_id=opinion.registered_by_id,
        content="",
        author=Author.WHERE_ALONE,
    )
