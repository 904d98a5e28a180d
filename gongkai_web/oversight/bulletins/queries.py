"""Who sees a bulletin, and for whom does it wait?

The house that makes it sees it; and once it is issued, every unit to which it goes.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai_web.agencies import queries as agencies
from gongkai_web.agencies.asking import Who
from gongkai_web.agencies.models import Agency, Office, Person, Role
from gongkai_web.agencies.permissions import TABLE, What, agencies_where, may
from gongkai_web.agencies.tree import SUPERVISOR, below
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.approval.queries import may_decide
from gongkai_web.oversight.bulletins.models import Bulletin, Recipient, Status

LEADERS = frozenset({Role.HEAD, Role.LEADER})
MOST_TASKS = 100
_DECIDED = (Status.RETURNED, Status.APPROVED)  # its author goes on from there
SENT = (Status.SUBMITTED, Status.APPROVED)  # what was sent is what is approved and issued
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
    return Bulletin.objects.filter(own | told).select_related("agency", "author")


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


def waiting_at(who: Who) -> QuerySet[Bulletin]:
    """What may wait for a leader, or was decided where whoever asks may write; `waiting` says for whom."""
    submitted = Q(status=Status.SUBMITTED)
    leads = submitted & Q(agency__in=who.holding(Role.HEAD))
    leads |= submitted & Q(agency__in=who.holding(Role.LEADER))
    goes_on = Q(status__in={Status.DRAFT, *_DECIDED, *SENT}, agency__in=who.at(What.KEEP_OVERSIGHT))
    return Bulletin.objects.filter(leads | goes_on)


def sent(person: Person, day: date) -> QuerySet[Bulletin]:
    """What was sent to be approved and is not issued yet, of those the person sees."""
    return visible(person, day).filter(status__in=SENT)


def waiting(person: Person, day: date, moved: Collection[int]) -> QuerySet[Bulletin]:
    """To approve for a leader who did not write it; for its author what is written and can be sent since its
    days are over, what came back, and what is to be issued.

    What has `moved` since it was sent (`content.moved`) no leader can approve: its author sends it again.
    Where the author may no longer write there, it is for whoever may.
    """
    leads = Q(status=Status.SUBMITTED, agency__in=agencies.agencies_with(person, LEADERS, day))
    keeps = Q(agency__in=agencies_where(person, What.KEEP_OVERSIGHT, day))
    written = Q(status=Status.DRAFT, last__lt=day)
    goes_on = Q(status__in=_DECIDED) | Q(pk__in=moved) | written
    theirs = Q(author=person) | ~Exists(_terms_of_the_author(day))
    to_approve = leads & ~Q(author=person) & ~Q(pk__in=moved)
    return visible(person, day).filter(to_approve | keeps & goes_on & theirs).order_by("last", "pk")


def unsigned_at(who: Who) -> QuerySet[Recipient]:
    """What units have not signed for that whoever asks handles; only what is issued has recipients."""
    return Recipient.objects.filter(agency__in=who.at(What.HANDLE), received_on=None)


def to_sign(person: Person, day: date) -> QuerySet[Recipient]:
    """The bulletins for which the person signs, the oldest first."""
    found = unsigned(person, day).filter(agency__in=agencies_where(person, What.HANDLE, day))
    return found.order_by("bulletin__issued_on", "pk")


def _terms_of_the_author(day: date) -> QuerySet[Office]:
    """By which the author of a bulletin may still write at its office."""
    terms = Office.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)
    roles = TABLE[What.KEEP_OVERSIGHT].roles
    return terms.filter(
        agency=OuterRef("agency"), person=OuterRef("author"), role__in=roles, person__is_active=True
    )
