"""Which proposals may this person see, and which wait for them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import handled_agencies, roles_of, scope
from gongkai_web.cases.models import Case
from gongkai_web.proposals.models import Proposal, ProposalStatus

MOST_TASKS = 100


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Proposal]:
    """The proposals that the person may see: those of the agencies in their scope."""
    found = Proposal.objects.filter(agency__in=scope(person, day))
    return found.select_related("agency", "proposed_by", "decided_by")


def may_decide(person: Person | AnonymousUser, agency: Agency, day: date) -> bool:
    """Whether the person heads the disclosure office of the agency on that day."""
    return Role.HEAD in roles_of(person, agency, day)


def tasks(person: Person | AnonymousUser, today: date) -> tuple[Proposal, ...]:
    """To decide, then to publish, at the person's own agencies: at most MOST_TASKS of each."""
    handled = list(handled_agencies(person, today))
    if not handled:
        return ()
    headed = [agency for agency in handled if may_decide(person, agency, today)]
    to_decide = visible(person, today).filter(agency__in=headed, status=ProposalStatus.WAITING)
    to_publish = visible(person, today).filter(agency__in=handled, status=ProposalStatus.ACCEPTED)
    return (*to_decide.order_by("pk")[:MOST_TASKS], *to_publish.order_by("pk")[:MOST_TASKS])


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
