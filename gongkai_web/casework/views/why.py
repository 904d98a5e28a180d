"""为什么是这一天: why does each term of the case end on its day?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.deadlines import terms
from gongkai_web.cases.stored import facts_of, state_of
from gongkai_web.casework.dates import moved_by, other_dates
from gongkai_web.casework.one_case import case_page, the_case
from gongkai_web.holidays.queries import reckoned
from gongkai_web.look.parts import Link
from gongkai_web.look.strip import strip
from gongkai_web.office import days
from gongkai_web.office.request import OfficeRequest, signed_in

WHY = "为什么是这一天"
_LAW = ("reply", "extension", "start_day", "restart_after_correction", "consultation_excluded")


@signed_in
@require_GET
def why(request: OfficeRequest, pk: int) -> HttpResponse:
    """The reply: the strip, every day with its reason and source, the spans, the law, what moved it."""
    found, today = the_case(request, pk), days.today()
    facts = facts_of(found)
    state = state_of(found.agency_id, facts)
    with reckoned(found.agency_id):
        moved, dates = moved_by(found.agency_id, facts), other_dates(facts, state)
    context = {
        "state": state,
        "today": today,
        "strip": strip(state.due, today) if state.due else None,
        "law": [(terms()[key], terms()[key].dated.on(state.due.received)) for key in _LAW]
        if state.due
        else [],
        "moved": moved,
        "notices": found.due_moves.order_by("day", "pk"),
        "dates": dates,
    }
    return case_page(request, "casework/why.html", found, context, Link(WHY))


@signed_in
@require_GET
def why_date(request: OfficeRequest, pk: int, slug: str) -> HttpResponse:
    """Another term of the case."""
    found = the_case(request, pk)
    facts = facts_of(found)
    with reckoned(found.agency_id):
        dates = other_dates(facts, state_of(found.agency_id, facts))
    shown = next((one for one in dates if one.slug == slug), None)
    if shown is None:
        raise Http404
    context = {"shown": shown, "dates": dates}
    here = Link(WHY, reverse("casework:why", args=[pk]))
    return case_page(request, "casework/why_date.html", found, context, here, Link(shown.title))
