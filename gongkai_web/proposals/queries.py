"""Which proposals may this person see, and which wait for them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import scope
from gongkai_web.approval import standing
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.cases.models import Case
from gongkai_web.proposals.models import Proposal, ProposalStatus

MOST_TASKS = 100
STEPS = (TABLE[What.DECIDE_PROPOSAL].roles,)
WORDS = Words(
    "这项建议",
    act="审核转主动公开",
    made="提出",
    decide="审核",
    parts="建议或者所列的申请件",
    since="提出",
    submit="审核",
    look="刷新页面，看过现在的建议",
    refusal="不转为主动公开的，",
    purpose="告知",
)


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Proposal]:
    """The proposals that the person may see: those of the agencies in their scope."""
    found = Proposal.objects.filter(agency__in=scope(person, day))
    return found.select_related("agency", "proposed_by", "decided_by")


def digest(proposal: Proposal) -> str:
    """What its decision is bound to: what is to be published, who asked for it and who suggests it."""
    return standing.digest(
        {
            "title": proposal.title,
            "cases": sorted(proposal.cases.values_list("pk", flat=True)),
            "by_applicant": proposal.by_applicant,
            "proposer": proposal.proposer_name,
            "grounds": proposal.grounds,
            "proposed_on": proposal.proposed_on,
        }
    )


def matter(proposal: Proposal) -> Matter:
    """What is to be decided about it: by the head, who answers for it whoever proposed it (第四十四条)."""
    return Matter(
        words=WORDS,
        agency=proposal.agency,
        step=0,
        roles=STEPS[0],
        author_id=proposal.proposed_by_id,
        content=digest(proposal),
        author=Author.MAY,
    )


def open_at(who: Who) -> QuerySet[Proposal]:
    """To decide, or to publish, where whoever asks does that."""
    to_decide = Q(agency__in=who.at(What.DECIDE_PROPOSAL), status=ProposalStatus.WAITING)
    to_publish = Q(agency__in=who.at(What.HANDLE), status=ProposalStatus.ACCEPTED)
    return Proposal.objects.filter(to_decide | to_publish)


def waiting(person: Person | AnonymousUser, today: date) -> QuerySet[Proposal]:
    """To decide, then to publish, at the person's own agencies."""
    if not isinstance(person, Person):
        return Proposal.objects.none()
    found = visible(person, today).filter(pk__in=open_at(Asking(person, today)).values("pk"))
    first = ExpressionWrapper(Q(status=ProposalStatus.WAITING), BooleanField())
    return found.order_by(first.desc(), "pk")


def tasks(person: Person | AnonymousUser, today: date) -> tuple[Proposal, ...]:
    """Those that wait for the person: at most MOST_TASKS."""
    return tuple(waiting(person, today)[:MOST_TASKS])


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
