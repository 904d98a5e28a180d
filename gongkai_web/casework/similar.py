"""Has this been asked before, by the same applicant or by others?

Titles are compared by their overlapping bigrams. The candidates are bounded and come by one indexed query
each: those of the applicant, and the newest of the agency.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Case

# How the office looks around, not a rule of law: how far back, among how many, and how alike.
YEARS_BACK = 3
CANDIDATES = 500
ALIKE = 0.6

_LEAST = 2
_ASIDE = ("关于", "有关", "相关", "政府信息", "信息公开", "的", "请公开", "申请公开")
_COLUMNS = (
    "pk",
    "agency_id",
    "year",
    "number",
    "title",
    "status",
    "applicant_key",
    "applicant_name",
    "received_on",
    "outcome",
    "concluded_on",
    "parent_id",
)


@dataclass(frozen=True, slots=True)
class Similar:
    """A case and how alike its title is (0 to 1)."""

    case: Case
    share: float


def grams(title: str) -> frozenset[str]:
    """The overlapping bigrams of a title: half-width, without punctuation and the words all titles have."""
    plain = unicodedata.normalize("NFKC", title).lower()
    for word in _ASIDE:
        plain = plain.replace(word, "")
    signs = "".join(sign for sign in plain if sign.isalnum())
    if len(signs) < _LEAST:
        return frozenset({signs} - {""})
    return frozenset(signs[at : at + 2] for at in range(len(signs) - 1))


def similarity(one: str, other: str) -> float:
    """How alike two titles are: twice what they share over what they have (0 to 1)."""
    return _share(grams(one), grams(other))


def asked_before(
    agency: Agency, applicant_key: str, title: str, day: date, *, but: int | None = None
) -> list[Similar]:
    """The applicant's earlier requests for the same here, most alike first; without case `but`."""
    if not applicant_key:
        return []
    found = Case.objects.filter(agency=agency, applicant_key=applicant_key)
    since = _since(day)
    candidates = [
        case for case in _candidates(found, but) if case.received_on is None or case.received_on >= since
    ]
    return _alike(title, candidates)


def asked_by_others(
    agency: Agency, applicant_key: str, title: str, day: date, *, but: int | None = None
) -> list[Similar]:
    """The requests of others for the same here, most alike first (《条例》第四十四条)."""
    found = Case.objects.filter(agency=agency, received_on__gte=_since(day)).order_by("-received_on", "-pk")
    return [one for one in _alike(title, _candidates(found, but)) if one.case.applicant_key != applicant_key]


def how_many_others(found: Iterable[Similar]) -> int:
    """The number of different applicants."""
    return len({one.case.applicant_key for one in found})


def _candidates(found: QuerySet[Case], but: int | None) -> list[Case]:
    """At most CANDIDATES, by one query. Parts repeat their whole: that one does not count again."""
    if not found.query.order_by:
        found = found.order_by("-received_on", "-pk")
    kept = found.filter(split=False).only(*_COLUMNS)[:CANDIDATES]
    return [case for case in kept if case.pk != but and case.status != "voided"]


def _alike(title: str, candidates: Iterable[Case]) -> list[Similar]:
    wanted = grams(title)
    found = [Similar(case, _share(wanted, grams(case.title))) for case in candidates]
    return sorted((one for one in found if one.share >= ALIKE), key=lambda one: (-one.share, -one.case.pk))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0


def _since(day: date) -> date:
    return date(day.year - YEARS_BACK, day.month, 1)
