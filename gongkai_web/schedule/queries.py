"""What must this person know this morning, and which days go into the calendar?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case as Either
from django.db.models import F, Q, QuerySet, When

from gongkai.procedure.duties import ARRIVALS, AWAITED, HOUSEKEEPING
from gongkai.workdays import ONE_DAY, calendar
from gongkai_web.agencies.models import Office, Person
from gongkai_web.agencies.queries import own_agencies, watched_agencies
from gongkai_web.annual.aggregation import work as summing
from gongkai_web.annual.aggregation.work import Fallen
from gongkai_web.annual.campaign.collecting import work as collecting
from gongkai_web.annual.campaign.collecting.work import Todo
from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case, DueMove
from gongkai_web.corrections import queries as corrections
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.interaction import queries as messages
from gongkai_web.interaction.models import Message
from gongkai_web.look.marks import SOON
from gongkai_web.oversight.rectification import work as mending
from gongkai_web.oversight.rectification.facts import Status
from gongkai_web.oversight.rectification.models import Finding
from gongkai_web.proposals import queries as proposals
from gongkai_web.proposals.models import Proposal
from gongkai_web.schedule.actions import digest_of
from gongkai_web.schedule.models import FeedKey

MOST = 200  # lines of one section: a summary is read, not searched


@dataclass(frozen=True, slots=True)
class Summary:
    """The sections of a morning, oldest day first. `moves`: due days that moved since the last workday.

    `corrections`: of one's own records (第四十一条), due soon or overdue; `proposals` (第四十四条): to be
    decided or published; `campaigns`: reports of the year to collect or to hand in; `sums`: of such reports,
    that have lost what they stood on; `messages`, `findings` (to mend): due soon or overdue.
    """

    person: Person
    day: date
    overdue: Sequence[Case]
    soon: Sequence[Case]
    unconfirmed: Sequence[Case]
    reminders: Sequence[Case]
    moves: Sequence[DueMove]
    corrections: Sequence[RecordCorrection]
    proposals: Sequence[Proposal]
    campaigns: Sequence[Todo]
    sums: Sequence[Fallen]
    messages: Sequence[Message]
    findings: Sequence[Finding]

    @property
    def empty(self) -> bool:
        """Nothing to say: no mail is sent."""
        parts = (self.overdue, self.soon, self.unconfirmed, self.reminders)
        others = (self.moves, self.corrections, self.proposals, self.campaigns, self.sums)
        return not any((*parts, *others, self.messages, self.findings))


def summary(person: Person, day: date) -> Summary:
    """What waits for the person on that day, at the agencies of their own and those that they supervise."""
    due = to_do(person, day)
    near, _ = cases.due_near(day, SOON)
    unarrived = Q(next_act__in=ARRIVALS, next_on__lt=day)
    in_time = (_lapsed(day) | unarrived) & (Q(due_on=None) | Q(due_on__gte=day))
    return Summary(
        person,
        day,
        list(due.filter(next_on__lt=day).exclude(in_time)[:MOST]),
        list(due.filter(near | in_time).exclude(next_act="confirm_receipt")[:MOST]),
        list(cases.unconfirmed(person, day)[:MOST]),
        list(reminders(person, day)[:MOST]),
        list(cases.due_moves(person, last_workday(day), day)[:MOST]),
        [one for one in corrections.tasks(person, day) if _soon(one.due_on, one.agency_id, day)],
        proposals.tasks(person, day),
        collecting.work(person, day, [tuple(collecting.running(person, day)[: collecting.MOST])]),
        summing.work(person, day, [tuple(summing.fallen(person, day)[: summing.MOST])]),
        [one for one in messages_to_do(person, day)[:MOST] if _soon(one.owed_on, one.came_to_id, day)],
        [one for one in findings_to_mend(person, day)[:MOST] if _soon(one.due_on, one.agency_id, day)],
    )


def _soon(due: date | None, agency: int, day: date) -> bool:
    """Due by the last of the working days that are looked ahead, as the agency reckons."""
    return due is not None and due <= calendar_of(agency).add(day, SOON)


def to_do(person: Person, day: date) -> QuerySet[Case]:
    """The cases of the person's own agencies whose next act has a last day, in order of these days.

    Who was waited for in vain is waited for no longer: then the reply is next, by its day (`duties.on_day`).
    """
    duty_on = Either(When(_lapsed(day), then=F("due_on")), default=F("next_on"))
    return (
        cases.visible(person, day)
        .filter(agency__in=own_agencies(person, day), next_on__isnull=False)
        .exclude(next_act__in=HOUSEKEEPING)
        .select_related("agency", "handler")
        .order_by(duty_on.asc(nulls_first=True), "pk")
    )


def messages_to_do(person: Person, day: date) -> QuerySet[Message]:
    """The messages of the person's own agencies that wait for an answer, or for what one promised."""
    own = own_agencies(person, day)
    return messages.owed(messages.visible(person, day).filter(agency__in=own))


def findings_to_mend(person: Person, day: date) -> QuerySet[Finding]:
    """What the person's agencies were told to mend; of those below them what is overdue."""
    return mending.waiting(person, day).filter(status=Status.OPEN, due_on__isnull=False)


def _lapsed(day: date) -> Q:
    """`duties.on_day`, asked of the database: the opinion, correction or fee did not come."""
    return Q(next_act__in=AWAITED, next_on__lt=day)


def reminders(person: Person, day: date) -> QuerySet[Case]:
    """What applicants told the person's office about overdue replies below it (第四十七条第二款)."""
    watched = watched_agencies(person, day)
    return (
        Case.objects.filter(agency__in=watched, reminded_on__isnull=False)
        .select_related("agency")
        .order_by("reminded_on", "pk")
    )


def last_workday(day: date) -> date:
    """The working day before that day."""
    before = day - ONE_DAY
    while not calendar().is_workday(before):
        before -= ONE_DAY
    return before


def person_of(secret: str) -> Person | None:
    """Whose feed has this secret; nobody where it ended or the person left."""
    found = FeedKey.objects.filter(digest=digest_of(secret)).select_related("person").first()
    return found.person if found and found.person.is_active else None


def readers(day: date) -> QuerySet[Person]:
    """Who gets the summary: people with an address and a term of office on that day."""
    in_office = Office.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)
    people = Person.objects.filter(is_active=True, pk__in=in_office.values("person_id"))
    return people.exclude(email="").order_by("pk")
