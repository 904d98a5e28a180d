"""Has this been asked before, by the same applicant or by others?

Titles are compared by their overlapping bigrams. The candidates are bounded and come by one indexed query
each: those of the applicant, and the newest of the agency.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Case
from gongkai_web.prepared import Prepared, PreparedRecords, Row, Slot, slots

# How the office looks around, not a rule of law: how far back, among how many, and how alike.
YEARS_BACK = 3
CANDIDATES = 500
ALIKE = 0.6

_LEAST = 2
_NUMBER = re.compile(r"\d+")
_ASIDE = ("关于", "有关", "相关", "政府信息", "信息公开", "的", "请公开", "申请公开")
_TITLES_KEPT = 4096
_COMPARED = ("pk", "title", "status", "applicant_key")
_ID, _TITLE, _STATUS, _KEY = range(len(_COMPARED))
_SHOWN = {
    "id",
    "agency",
    "year",
    "number",
    "title",
    "status",
    "applicant_key",
    "applicant_name",
    "received_on",
    "outcome",
    "concluded_on",
    "parent",
}


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
    """How alike two titles are: twice what they share over what they have (0 to 1).

    Titles of which each has a number that the other lacks – 2024年预算 and 2025年预算, 12号 and 13号 – are of
    different things.
    """
    return _share(_signs(one), _signs(other))


def asked_before(
    agency: Agency, applicant_key: str, title: str, day: date, *, but: int | None = None
) -> list[Similar]:
    """The applicant's earlier requests for the same here, most alike first; without case `but`."""
    if not applicant_key:
        return []
    since = _since(day)
    alike = _alike(title, _but(_of_applicant(CANDIDATES).asked_by((agency.pk, applicant_key)).rows(), but))
    return [one for one in alike if one.case.received_on is None or one.case.received_on >= since]


def asked_by_others(
    agency: Agency, applicant_key: str, title: str, day: date, *, but: int | None = None
) -> list[Similar]:
    """The requests of others for the same here, most alike first (《条例》第四十四条)."""
    newest = _but(_newest(CANDIDATES).asked_by((agency.pk, _since(day))).rows(), but)
    return _alike(title, (row for row in newest if row[_KEY] != applicant_key))


@dataclass(frozen=True, slots=True)
class Published:
    """What was published because several asked for it (《条例》第四十四条)."""

    title: str
    place: str
    since: date


def published(found: Iterable[Similar]) -> list[Published]:
    """What is public already of what these cases asked for, newest first."""
    rows = Case.objects.filter(pk__in=[one.case.pk for one in found], proposals__status="published")
    named = (f"proposals__{name}" for name in ("title", "place", "published_on"))
    known = dict.fromkeys(Published(*row) for row in rows.values_list(*named))
    return sorted(known, key=lambda one: one.since, reverse=True)


def how_many_others(found: Iterable[Similar]) -> int:
    """The number of different applicants."""
    return len({one.case.applicant_key for one in found})


@functools.cache
def _newest(most: int) -> Prepared:
    """The newest requests of an agency: every page of a case asks for them."""
    agency, since = slots(2)
    return _candidates(Case.objects.filter(agency=agency, received_on__gte=since), most)


@functools.cache
def _of_applicant(most: int) -> Prepared:
    """The newest requests of an applicant there."""
    agency, applicant = slots(2)
    return _candidates(Case.objects.filter(agency=agency, applicant_key=applicant), most)


def _candidates(found: QuerySet[Case], most: int) -> Prepared:
    """What is compared of at most so many. Parts repeat their whole: that one does not count again."""
    newest = found.filter(split=False).order_by("-received_on", "-pk")
    return Prepared.of(newest.values(*_COMPARED)[:most])


@functools.cache
def _shown() -> PreparedRecords[Case]:
    """What is shown of those that are alike: of hundreds that are compared it is a handful."""
    left_out = (one.name for one in Case._meta.concrete_fields if one.name not in _SHOWN)
    return PreparedRecords.of(Case.objects.filter(pk__in=Slot(list)).order_by(), *left_out)


def _but(rows: Iterable[Row], but: int | None) -> list[Row]:
    """Those that stand, without the case itself."""
    return [row for row in rows if row[_ID] != but and row[_STATUS] != "voided"]


def _alike(title: str, candidates: Iterable[Row]) -> list[Similar]:
    """Those of the candidates that are alike, the most first."""
    wanted = _signs(title)
    shares = ((row[_ID], _share(wanted, _signs(row[_TITLE]))) for row in candidates)
    alike = {key: share for key, share in shares if share >= ALIKE}
    cases = _shown().told(list(alike)) if alike else ()
    found = [Similar(case, alike[case.pk]) for case in cases]
    return sorted(found, key=lambda one: (-one.share, -one.case.pk))


Signs = tuple[frozenset[str], frozenset[str]]


@functools.lru_cache(maxsize=_TITLES_KEPT)
def _signs(title: str) -> Signs:
    """The bigrams of a title, and its numbers."""
    return grams(title), frozenset(_NUMBER.findall(unicodedata.normalize("NFKC", title)))


def _share(one: Signs, other: Signs) -> float:
    (mine, my_numbers), (yours, your_numbers) = one, other
    if my_numbers - your_numbers and your_numbers - my_numbers:
        return 0.0
    both = len(mine) + len(yours)
    return 2 * len(mine & yours) / both if both else 0.0


def _since(day: date) -> date:
    return date(day.year - YEARS_BACK, day.month, 1)
