"""Which draft opens with this link, which case with this code, and is somebody trying too often?"""

from __future__ import annotations

import hmac
import unicodedata
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gongkai.naming import plain_name
from gongkai.outcomes import agency_kinds
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import visible
from gongkai_web.apply import codes
from gongkai_web.apply.models import Access, Attempt, Draft
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.proposals.models import Proposal, ProposalStatus
from gongkai_web.visitors.queries import Counts

COUNTS = Counts(Attempt, codes.CODES)
_LAST = 4


def not_asked() -> list[str]:
    """The kinds that do not answer requests themselves; an office does for them (第三条、第四条)."""
    return [code for code, kind in agency_kinds().items() if not kind.asked]


def agencies(day: date, words: str = "") -> QuerySet[Agency]:
    """The agencies to which one can apply that day (第二十七条), where named by all of `words`."""
    found = visible(day).exclude(kind__in=not_asked())
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
    return found.distinct().order_by("kind", "pk")


def draft_of(token: str, day: date) -> Draft | None:
    """The draft behind a secret link, unless it has expired."""
    if not token:
        return None
    found = Draft.objects.filter(token_digest__in=codes.token_digests(token), expires_on__gte=day)
    return found.select_related("agency").first()


def expired(day: date) -> QuerySet[Draft]:
    """Drafts whose time is over."""
    return Draft.objects.filter(expires_on__lt=day)


def access_of(code: str, fact: str) -> Access | None:
    """The access of this code, where `fact` is the name or the last four signs of phone or identity number.

    Whether the code is unknown or the fact is wrong, the answer is None after the same comparisons.
    """
    access = Access.objects.select_related("case__agency").filter(code_digest__in=codes.digests(code)).first()
    # Asked for an unknown code too, so that the time does not tell which are known.
    people = list(Applicant.objects.filter(case_id=access.case_id if access else 0))
    known = [one for person in people for one in _facts(person)] or [""]
    given = plain_name(fact).encode()
    # All are compared, also after a hit, so that the time does not tell which.
    hits = [bool(one) and hmac.compare_digest(one.encode(), given) for one in known]
    return access if any(hits) else None


def _facts(person: Applicant) -> list[str]:
    phone = "".join(sign for sign in unicodedata.normalize("NFKC", person.phone) if sign.isdigit())
    found = [plain_name(person.name)]
    for number in (phone, person.masked):
        last = number[-_LAST:]
        if len(number) > _LAST and "*" not in last:
            found.append(plain_name(last))
    return found


def within_hour(kind: str, address: str, now: datetime) -> int:
    """How often this was done from that address within the last hour."""
    return COUNTS.within_hour(kind, address, now)


def submitted(submission_key: str) -> Case | None:
    """The case that came with this key of a form."""
    return Case.objects.select_related("agency").filter(submission_key=submission_key).first()


def to_publish(case: Case) -> QuerySet[Proposal]:
    """What was decided to publish of what this case asks for (第四十四条), in order; nothing undecided."""
    shown = (ProposalStatus.ACCEPTED, ProposalStatus.PUBLISHED)
    return Proposal.objects.filter(cases=case, status__in=shown).order_by("pk")


def granted(pk: int, opened: int, mark: str) -> Case | None:
    """The case `pk`, where the case `opened` was opened with the code of that digest.

    They are the same, or `pk` is one of the cases into which it was split. A newer code ends it.
    """
    access = Access.objects.filter(case_id=opened, code_digest=mark)
    if not access.exists():
        return None
    found = Case.objects.filter(Q(pk=opened) | Q(parent_id=opened), pk=pk)
    return found.select_related("agency__supervisor").first()
