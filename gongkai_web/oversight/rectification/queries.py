"""Which findings may this person see, which wait for them, and where does one stand?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.rectification import place_of
from gongkai_web.agencies import queries as agencies
from gongkai_web.agencies.asking import Who
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.permissions import TABLE, What, may
from gongkai_web.agencies.tree import SUPERVISOR, below
from gongkai_web.files import queries as files
from gongkai_web.files.models import StoredFile
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.oversight.inspection.models import Finding as Fault
from gongkai_web.oversight.inspection.models import Run, RunState
from gongkai_web.oversight.rectification import facts
from gongkai_web.oversight.rectification.facts import UNDER_WAY, Happened, Kind, State, Status
from gongkai_web.oversight.rectification.models import Finding, FindingEvent, Notice

MOST_TASKS = 100


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Finding]:
    """What the person may see: what their own house keeps, and what an agency of their scope was told of.

    What the supervising office has found and not yet sent is nobody's but its own.
    """
    seen = agencies.scope(person, day)
    own = Q(kept_by__in=agencies.own_agencies(person, day))
    told = Q(agency__in=seen) & ~Q(notified_on=None)
    return Finding.objects.filter(own | told).select_related("agency", "kept_by", "merged_into", "repeat_of")


def notices(person: Person | AnonymousUser, day: date) -> QuerySet[Notice]:
    """The notices that their own house sent, or an agency of their scope got."""
    mine = Q(kept_by__in=agencies.own_agencies(person, day)) | Q(agency__in=agencies.scope(person, day))
    return Notice.objects.filter(mine).select_related("kept_by", "agency", "person")


def asked_for(notice: Notice) -> list[Finding]:
    """What a notice asks to mend, whoever has it now: whoever got it has read it. Without void entries."""
    told = FindingEvent.objects.filter(kind=Kind.NOTIFIED, data__notice=notice.pk)
    void = FindingEvent.objects.filter(kind=Kind.VOIDED, finding__in=told.values("finding"))
    gone = {event.data["event"] for event in void}
    keys = [event.finding_id for event in told if event.pk not in gone]
    return list(Finding.objects.filter(pk__in=keys).order_by("year", "number"))


def may_keep(person: Person, kept_by: Agency, agency: Agency, day: date) -> bool:
    """Whether they may register, send and look again: of their own house, or where they supervise."""
    if kept_by.pk == agency.pk:
        return may(person, agency, What.HANDLE, day)
    keeps = agencies.agencies_with(person, {Role.SUPERVISOR}, day).filter(pk=kept_by.pk).exists()
    return keeps and may(person, agency, What.SUPERVISE, day)


def kept_at(person: Person, agency: Agency, day: date) -> Agency:
    """In whose ledger a finding about that agency is registered by this person."""
    if may(person, agency, What.SUPERVISE, day):
        held = agencies.agencies_with(person, {Role.SUPERVISOR}, day)
        above = [one for one in held if agency.pk in below({one.pk}, SUPERVISOR)]
        return above[0] if above else agency
    return agency


def can_be_found_at(person: Person, day: date) -> QuerySet[Agency]:
    """The agencies about which the person may register findings."""
    watched = agencies.watched_agencies(person, day).values("pk")
    handled = agencies.agencies_with(person, TABLE[What.HANDLE].roles, day).values("pk")
    return Agency.objects.filter(Q(pk__in=watched) | Q(pk__in=handled)).order_by("name")


def open_at(who: Who) -> QuerySet[Finding]:
    """To send or to look at again where whoever asks keeps the ledger; to mend where they handle.

    What is overdue the office that keeps it and the one that supervises the unit see, too.
    """
    kept = Q(kept_by__in=who.holding(Role.SUPERVISOR))
    keeps = kept | Q(own_house(who))
    mine = Q(agency__in=who.at(What.HANDLE), status=Status.OPEN)
    late = Q(status=Status.OPEN, due_on__lt=who.day()) & (kept | Q(agency__in=who.watched()))
    return Finding.objects.filter((keeps & Q(status__in=(Status.NEW, Status.REPLIED))) | mine | late)


def untaken_at(who: Who) -> QuerySet[Run]:
    """Inspections that came to their end and found something, and nobody has taken that into the ledger.

    Where nobody supervises the unit does it itself.
    """
    later = Run.objects.filter(outlet=OuterRef("outlet"), state=RunState.DONE, pk__gt=OuterRef("pk"))
    found = Fault.objects.filter(run=OuterRef("pk"), is_refuted=False)
    alone = Q(outlet__agency__in=who.at(What.HANDLE), outlet__agency__supervisor=None)
    mine = Q(outlet__agency__in=who.watched()) | alone
    done = Run.objects.filter(mine, state=RunState.DONE, taken_on=None)
    return done.filter(Exists(found), ~Exists(later))


def own_house(who: Who) -> Q:
    """What an agency keeps about itself is its handlers' work."""
    at = who.at(What.HANDLE)
    return Q(kept_by__in=at, agency__in=at)


def overdue(found: QuerySet[Finding], day: date) -> QuerySet[Finding]:
    """What should have been mended before that day, and nobody has said that it is."""
    return found.filter(status=Status.OPEN, due_on__lt=day)


def happened(finding: Finding) -> list[Happened]:
    """All events of a finding in order of entry, void ones included."""
    return read(FindingEvent.objects.filter(finding=finding).order_by("position"))


def read(rows: Iterable[FindingEvent]) -> list[Happened]:
    """Events that were fetched, as the computation sees them."""
    return [Happened(row.kind, row.day, row.data, row.pk, row.position) for row in rows]


def state_of(finding: Finding, events: list[Happened]) -> State:
    """Where it stands by these events. The days are those of the agency that was first told: they stay."""
    return facts.of(events, calendar_of(finding.told_id))


def key_of(agency: Agency, rule: str, place: str, title: str, site: str = "") -> str:
    """What findings of the same fault share: the unit, the rule, and the place (without one, the title).

    `site`: which of its sites, where the place alone does not tell ("the home page").
    """
    words = (agency.slug, rule, place_of(place or title), *filter(None, (site,)))
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def same_as(key: str, agency: Agency) -> QuerySet[Finding]:
    """What was found of the same fault, the newest first; what is void does not count."""
    found = Finding.objects.filter(key=key, told=agency).exclude(status=Status.VOID)
    return found.order_by("-year", "-number")


def under_way(key: str, agency: Agency) -> Finding | None:
    """The finding of the same fault that is not over."""
    return same_as(key, agency).filter(status__in=UNDER_WAY).first()


def mended_before(key: str, agency: Agency) -> Finding | None:
    """The same fault as it was mended last. What was no fault is not repeated."""
    mended = Q(status=Status.MENDED) | Q(status=Status.MERGED, merged_into__status=Status.MENDED)
    last = same_as(key, agency).filter(mended).select_related("merged_into").first()
    return last.merged_into if last is not None and last.merged_into else last


def files_of(finding: Finding) -> QuerySet[StoredFile]:
    """What was handed in with it: whoever may see the finding may have it."""
    return files.of_owner(f"rectification.Finding:{finding.pk}")
