"""Which cases are there, by what filter, and what can be done with several of them at once?"""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.desk import bulk, paging, rows
from gongkai_web.desk.filters import CaseFilter
from gongkai_web.desk.scope import Scope, scope_of
from gongkai_web.desk.words import Look
from gongkai_web.look.parts import Link
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, number_in, signed_in

# Seen at once; the others stand under “更多筛选”.
_FIRST = ("show", "agency", "handler", "q")
# Whoever asks by them wants to see how the appeals stand.
_OF_APPEALS = frozenset({"appeal", "filed_from", "filed_to"})


@signed_in
@require_safe
def cases(request: OfficeRequest) -> HttpResponse:
    """All cases that the person may see, filtered."""
    return _listed(request, request.GET, "申请件")


@signed_in
@require_safe
def work(request: OfficeRequest) -> HttpResponse:
    """The cases that are under way, by the day of their next act, unless another filter is given."""
    data = request.GET or QueryDict("show=open&sort=next")
    return _listed(request, data, "在办件")


def _listed(request: OfficeRequest, data: QueryDict, title: str) -> HttpResponse:
    scope = scope_of(request)
    chosen = scope.filter(data)
    shown = _shown(scope, chosen, data)
    handled = frozenset(agency.pk for agency in listed_where(scope.person, What.HANDLE, scope.today))
    asked = _OF_APPEALS.intersection(chosen.given)
    appeals = rows.appeals_of(shown.cases, scope.today) if asked else None
    fields = [chosen[name] for name in chosen.fields]
    context = {
        "title": title,
        "filter": chosen,
        "first": [field for field in fields if field.name in _FIRST and _offered(field.name, scope)],
        "others": [field for field in fields if field.name not in _FIRST],
        "opened": bool(set(chosen.given) - set(_FIRST)) or bool(chosen.errors),
        "sentences": chosen.sentences(),
        "page": shown,
        "rows": rows.tickable(shown.cases, scope.today, handled, scope.person, appeals),
        "acts": bulk.ACTS if handled else (),
        "query": chosen.query,
        "agencies": scope.agencies,
        "moved": chosen.given.get("sort", shown.sorted_by) != shown.sorted_by,
    }
    return page(request, "desk/cases.html", context, Link(title))


def _shown(scope: Scope, chosen: CaseFilter, data: QueryDict) -> paging.Page:
    worded = "q" in chosen.given
    return paging.page(
        scope.found(chosen),
        # With words, their index is asked for the same stretch, not for all.
        within=(lambda low, high: scope.found(chosen, Look(low, high))) if worded else None,
        sample=scope.found(chosen, Look(most=paging.CAP * 3 // 2)) if worded else None,
        sort=chosen.given.get("sort") or "",
        natural=chosen.natural,
        latest=chosen.latest,
        size=int(chosen.given.get("size") or 50),
        number=number_in(data, "page") or 1,
        after=data.get("after", ""),
        before=data.get("before", ""),
    )


def _offered(name: str, scope: Scope) -> bool:
    return name != "agency" or len(scope.agencies) > 1
