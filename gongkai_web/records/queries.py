"""Which corrections, proposals and bundles may this person see, and which wait for them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import handled_agencies, roles_of, scope
from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case
from gongkai_web.records.facts import Happened, Status
from gongkai_web.records.models import (
    Bundle,
    CorrectionEvent,
    Proposal,
    ProposalStatus,
    RecordCorrection,
)

MOST_TASKS = 100


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[RecordCorrection]:
    """The requests for correction that the person may see: those of the agencies in their scope."""
    return RecordCorrection.objects.filter(agency__in=scope(person, day)).select_related("agency")


def visible_proposals(person: Person | AnonymousUser, day: date) -> QuerySet[Proposal]:
    """The proposals that the person may see: those of the agencies in their scope."""
    found = Proposal.objects.filter(agency__in=scope(person, day))
    return found.select_related("agency", "proposed_by", "decided_by")


def visible_bundles(person: Person | AnonymousUser, day: date) -> QuerySet[Bundle]:
    """The bundles of the cases that the person may see."""
    found = Bundle.objects.filter(case__in=cases.visible(person, day))
    return found.select_related("case__agency", "file")


def may_decide(person: Person | AnonymousUser, agency: Agency, day: date) -> bool:
    """Whether the person heads the disclosure office of the agency on that day."""
    return Role.HEAD in roles_of(person, agency, day)


@dataclass(frozen=True, slots=True)
class Tasks:
    """What waits for a person: corrections to decide or tell, proposals to decide or to publish."""

    corrections: tuple[RecordCorrection, ...]
    proposals: tuple[Proposal, ...]


def tasks(person: Person | AnonymousUser, today: date) -> Tasks:
    """The open work of the person's own agencies: at most MOST_TASKS of each kind, by due day."""
    handled = list(handled_agencies(person, today))
    headed = [agency for agency in handled if may_decide(person, agency, today)]
    if not handled:
        return Tasks((), ())
    waiting = visible(person, today).filter(agency__in=handled, status__in=(Status.OPEN, Status.DECIDED))
    to_decide = visible_proposals(person, today).filter(agency__in=headed, status=ProposalStatus.WAITING)
    to_publish = visible_proposals(person, today).filter(agency__in=handled, status=ProposalStatus.ACCEPTED)
    return Tasks(
        tuple(waiting.order_by("due_on", "pk")[:MOST_TASKS]),
        (*to_decide.order_by("pk")[:MOST_TASKS], *to_publish.order_by("pk")[:MOST_TASKS]),
    )


def happened(correction: RecordCorrection) -> list[Happened]:
    """All events of a request for correction in order of entry, void ones included."""
    rows = CorrectionEvent.objects.filter(correction=correction).order_by("position")
    return [Happened(row.kind, row.day, row.data, row.pk, row.position) for row in rows]


def different_applicants(found: Iterable[Case]) -> int:
    """How many different applicants these cases have, by the key of matching."""
    return len({case.applicant_key or f"case:{case.pk}" for case in found})


def cases_numbered(agency: Agency, numbers: Iterable[str]) -> dict[str, Case | None]:
    """The agency's cases by their registry numbers, `2026-0012` or `2026-12`; None where there is none."""
    found: dict[str, Case | None] = {}
    for given in numbers:
        year, _, number = given.partition("-")
        wanted = (
            Case.objects.filter(agency=agency, year=int(year), number=int(number))
            if (year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) < 9)
            else Case.objects.none()
        )
        found[given] = wanted.first()
    return found


def with_counts(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """With how many cases each has, as `cases_count`."""
    return found.annotate(cases_count=Count("cases"))


def bundles_of(case: Case, ref: str) -> QuerySet[Bundle]:
    """The bundles made for an appeal, newest first."""
    return Bundle.objects.filter(case=case, ref=ref).select_related("file").order_by("-pk")
