"""May this person decide on it that day, and if not, why?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from gongkai_web.agencies.models import Agency, Office, Person
from gongkai_web.agencies.queries import roles_of
from gongkai_web.approval import sentences
from gongkai_web.approval.matter import Author, Matter


def why_not(person: Person | AnonymousUser, matter: Matter, day: date) -> str:
    """The sentence that says why the person may not decide; empty where they may."""
    if not matter.roles:
        return sentences.waits_for_nobody(matter.words)
    if not isinstance(person, Person):
        return sentences.signed_out(matter.words)
    if not matter.roles & roles_of(person, matter.agency, day):
        return sentences.not_in_turn(matter, person, day)
    if matter.author_id != person.pk or matter.author is Author.MAY:
        return ""
    if matter.author is Author.NEVER:
        return sentences.own_work(matter, person, alone_may=False)
    others = others_hold(person, matter.agency, matter.roles, day)
    return sentences.own_work(matter, person, alone_may=True) if others else ""


def may_decide(person: Person | AnonymousUser, matter: Matter, day: date) -> bool:
    """Whether the person may decide on that day."""
    return not why_not(person, matter, day)


def others_hold(person: Person, agency: Agency, roles: Collection[str], day: date) -> bool:
    """Whether somebody else holds one of the roles at the agency on that day and can sign in."""
    return (
        Office.objects.filter(agency=agency, role__in=roles, since__lte=day, person__is_active=True)
        .filter(Q(until=None) | Q(until__gte=day))
        .exclude(person=person)
        .exists()
    )
