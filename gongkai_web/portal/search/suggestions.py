"""What is suggested while somebody types? Only titles, numbers and agencies that exist and have hits.

A suggestion comes from the hits of what was typed, each confirmed by its room, so that nothing is suggested
that nobody would find. Never a person: what is shown for a time only (lists with persons), or speaks of
appointments, awards, penalties, decisions on somebody, or was written by a citizen, is found by whoever
types it and suggested to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from gongkai_web.agencies.models import Agency
from gongkai_web.office.days import today
from gongkai_web.portal.search.late import made_each_time_where_late
from gongkai_web.public_pages.declared import public_page
from gongkai_web.search.finding import Found, find, meant
from gongkai_web.search.grams import Query, asked, folded
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import NOT_STATED, Narrowing
from gongkai_web.search.subjects import subjects

MOST = 8
_FEWEST_SIGNS = 2
_OF_PERSONS = re.compile(
    r"任免|任职|免职|任命|聘任|解聘|辞职|同志|录用|拟聘|拟任|名单|处罚|许可决定|认定|复议|救助|公示|执行|失信|讣告|先进个人|个人.{0,4}表彰|对象"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that find something. `kind`: what they are."""

    text: str
    kind: str


@public_page("q", kept=False)
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What could be meant by what was typed so far."""
    made_each_time_where_late(request)
    query = meant(asked(request.GET.get("q", "").replace("\0", "")), today())
    found = suggested(query, today())
    rows = [{"text": one.text, "kind": one.kind} for one in found]
    answer = JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(answer, no_cache=True)
    return answer


def suggested(query: Query, day: date) -> list[Suggestion]:
    """The first few, each once; nothing for a single character."""
    if len(query.exact) < _FEWEST_SIGNS:
        return []
    return of_hits(find(query, Narrowing(), day, facets=("agency",)), query)


def of_hits(found: Found, query: Query) -> list[Suggestion]:
    """What of the hits of a query is called by its words."""
    return _first(_of(found, query.exact))


def _of(found: Found, typed: str) -> Iterator[Suggestion]:
    """What of the hits holds what was typed in its name."""
    for hit in found.hits:
        entry = hit.entry
        if typed in folded(entry.number):
            yield Suggestion(entry.number, "文号")
        elif typed in entry.title_text and not _names_persons(entry):
            yield Suggestion(entry.title, "标题")
    keys = [int(key) for key in found.counts.get("agency", {}) if key != NOT_STATED]
    for agency in Agency.objects.filter(pk__in=keys, name__icontains=typed)[:MOST]:
        yield Suggestion(agency.name, "机关")


def _names_persons(entry: Entry) -> bool:
    """Whether a title may: also one in the words of a citizen."""
    if entry.until is not None or not subjects()[entry.subject].suggested:
        return True
    return bool(_OF_PERSONS.search(entry.title))


def _first(found: Iterable[Suggestion]) -> list[Suggestion]:
    return list({one.text: one for one in found}.values())[:MOST]
