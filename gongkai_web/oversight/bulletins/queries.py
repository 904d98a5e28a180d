"""Who sees a bulletin? The house that makes it; and once it is issued, every unit to which it goes."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies import queries as agencies
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.permissions import What, may
from gongkai_web.agencies.tree import SUPERVISOR, below
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.approval.queries import may_decide
from gongkai_web.oversight.bulletins.models import Bulletin, Recipient, Status

LEADERS = frozenset({Role.HEAD, Role.LEADER})
WORDS = Words(
    "这份通报",
    act="审核通报",
    made="起草",
    decide="审核",
    parts="通报的正文或者所引的数",
    since="送审",
    submit="送审",
)


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Bulletin]:
    """What the person may see."""
    own = Q(agency__in=agencies.own_agencies(person, day))
    got = Recipient.objects.filter(agency__in=agencies.scope(person, day)).values("bulletin")
    told = Q(status=Status.ISSUED, pk__in=got)
    return Bulletin.objects.filter(own | told).select_related("agency", "author", "item")


def may_keep(person: Person, bulletin: Bulletin, day: date) -> bool:
    """Whether they write, submit and issue it."""
    return may(person, bulletin.agency, What.KEEP_OVERSIGHT, day)


def covered(agency: Agency) -> list[int]:
    """Whose records a bulletin of that office is about: its own and those of all units below it."""
    return sorted(below({agency.pk}, SUPERVISOR))


def units(agency: Agency, day: date) -> list[Agency]:
    """The units to which it goes."""
    found = Agency.objects.filter(pk__in=covered(agency)).exclude(pk=agency.pk).order_by("name")
    return [one for one in found if one.open_on(day)]


def matter_of(bulletin: Bulletin) -> Matter:
    """What waits for a leader, who is another person than its author."""
    waits = bulletin.status == Status.SUBMITTED
    roles: frozenset[str] = LEADERS if waits else frozenset()
    return Matter(
        WORDS, bulletin.agency, 0, roles, bulletin.author_id, bulletin.content_hash, author=Author.NEVER
    )


def decides(person: Person, bulletin: Bulletin, day: date) -> bool:
    """Whether it waits for this person."""
    return may_decide(person, matter_of(bulletin), day)


def unsigned(person: Person, day: date) -> QuerySet[Recipient]:
    """The bulletins that units of this person have not signed for."""
    mine = agencies.own_agencies(person, day)
    found = Recipient.objects.filter(agency__in=mine, received_on=None, bulletin__status=Status.ISSUED)
    return found.select_related("bulletin__agency", "agency")
