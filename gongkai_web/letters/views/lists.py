"""Which letters are on their way, and which wait for me? Several can be approved or issued at once."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from gongkai_web.agencies.permissions import What, listed_where, require
from gongkai_web.agencies.queries import roles_of
from gongkai_web.letters import actions, queries
from gongkai_web.letters.models import Letter, Status
from gongkai_web.letters.views.letter import mark_of
from gongkai_web.letters.views.papers import print_together
from gongkai_web.letters.views.shown import LETTERS
from gongkai_web.look.parts import Link
from gongkai_web.office import once
from gongkai_web.office.days import today
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in

MOST_AT_ONCE = 300
WAITING, OPEN, ALL = "waiting", "open", "all"
STATES = (
    (WAITING, "待我审签"),
    (OPEN, "没有送达的"),
    *((one.value, one.label) for one in Status),
    (ALL, "全部"),
)
# What can be done with several letters of a state at once.
_TOGETHER = {WAITING: "approve", Status.APPROVED.value: "issue", Status.ISSUED.value: "print"}


@signed_in
@require_GET
def letters(request: OfficeRequest) -> HttpResponse:
    """The list, by state; `q`: number, addressee or title."""
    state = request.GET.get("state", "")
    if state not in dict(STATES):
        state = WAITING if queries.waiting_for(request.user, today()).exists() else OPEN
    asked = request.GET.get("q", "").strip()
    found = _of_state(request, state)
    if asked:
        found = found.filter(
            Q(number__icontains=asked) | Q(recipient__icontains=asked) | Q(title__icontains=asked)
        )
    pages = paged(
        request, found.select_related("case", "agency", "prepared_by").prefetch_related("decisions")
    )
    handled = {agency.pk for agency in listed_where(request.user, What.HANDLE, today())}
    act = _TOGETHER.get(state, "")
    # What waits for the person is theirs, whoever handles the case.
    own = [one for one in pages if state == WAITING or one.agency_id in handled]
    context = {
        "rows": [(one, mark_of(one), one in own) for one in pages],
        "handles": bool(handled),
        "pages": pages,
        "states": STATES,
        "state": state,
        "q": asked,
        "all": request.GET.get("all") == "1",
        "act": act if own else "",
    }
    return LETTERS.page(request, "letters/list.html", context)


@signed_in
@require_POST
def together(request: OfficeRequest) -> HttpResponse:
    """Approves, issues or prints the ticked letters; a line for each says what became of it."""
    ticked = [int(pk) for pk in request.POST.getlist("letter") if pk.isdecimal() and len(pk) < 12]
    ticked = ticked[:MOST_AT_ONCE]
    chosen = list(queries.visible(request.user, today()).filter(pk__in=ticked).order_by("pk"))
    if chosen and not any(roles_of(request.user, one.agency, today()) for one in chosen):
        require(request.user, chosen[0].agency, What.HANDLE, today())
    if request.POST.get("act") == "print":
        return print_together(request, chosen)
    if request.POST.get("act") == "issue":
        what = "签发"
        results = actions.issue_many(letters=chosen, by=request.user, day=today())
    else:
        what = "审签"
        seen = {one.pk: request.POST.get(f"seen_{one.pk}", "") for one in chosen}
        results = actions.decide_many(letters=chosen, by=request.user, day=today(), seen=seen)
    return outcome(request, what, results)


def outcome(request: OfficeRequest, what: str, results: list[actions.Result]) -> HttpResponse:
    """A line for each, the failures first."""
    once.result_here(request)
    context = {
        "what": what,
        "failed": [one for one in results if one.problem],
        "done": [one for one in results if one.letter],
    }
    return LETTERS.page(request, "letters/results.html", context, Link(f"批量{what}的结果"))


def _of_state(request: OfficeRequest, state: str) -> QuerySet[Letter]:
    if state == WAITING:
        return queries.waiting_for(request.user, today())
    if state == OPEN:
        return queries.open_letters(request.user, today())
    found = queries.visible(request.user, today())
    return found if state == ALL else found.filter(status=state)
