"""What does a person of the office see first: what is late, what is near, what waits for them?

Whoever supervises sees besides which agencies below have replies overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai_web.agencies.asking import Asking
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.agencies.queries import watched_list
from gongkai_web.annual import work as reports
from gongkai_web.annual.aggregation import work as sums
from gongkai_web.annual.aggregation.pages.work import sum_rows
from gongkai_web.annual.campaign.collecting import work as collecting
from gongkai_web.annual.campaign.collecting.pages.work import work_rows as campaign_rows
from gongkai_web.annual.campaign.collecting.work import Task, Todo
from gongkai_web.annual.work import Act, Next
from gongkai_web.desk import queries, rows
from gongkai_web.desk.queries import SHOWN, Section
from gongkai_web.desk.report.rows import report_rows
from gongkai_web.desk.scope import scope_of
from gongkai_web.desk.views.publication import TITLE
from gongkai_web.letters.held import held_in
from gongkai_web.letters.living import shown_in
from gongkai_web.look.parts import Figure, Link, WorkRow
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.prepared import Listed
from gongkai_web.publishing.items import work as items
from gongkai_web.publishing.items.pages.work import work_rows

MINE = "待我处理"


@signed_in
@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """Today: overdue, due soon, mine, waiting for others; then housekeeping."""
    scope = scope_of(request)
    watched = watched_list(scope.person, scope.today)
    asked = items.lists(scope.person, scope.today, timezone.now())
    besides: tuple[Listed, ...] = (
        *asked,
        *reports.lists(scope.person, scope.today),
        *collecting.lists(scope.person, scope.today),
        *sums.lists(scope.person, scope.today),
    )
    work = queries.work_list(scope.person, scope.today, besides)
    of_items, of_annual = work.besides[: len(asked)], work.besides[len(asked) :]
    *of_reports, of_campaigns, to_open, of_sums = of_annual
    campaigns = collecting.work(scope.person, scope.today, [of_campaigns, to_open])
    written = reports.work(scope.person, scope.today, of_reports)
    publication = work_rows(items.work(scope.person, scope.today, of_items), scope.today)
    decided = rows.decision_rows(work.decisions, scope.person, scope.today)
    parts = (*work.sections, *work.housekeeping)
    shown = [case for part in parts for case in part.cases]
    held, letters = held_in(shown), shown_in(shown)
    drawn = [
        (
            part,
            [
                rows.work_row(case, scope.today, work.own, held, letters, person=scope.person)
                for case in part.cases
            ],
        )
        for part in parts
    ]
    return page(
        request,
        "desk/home.html",
        {
            "figures": [*_figures(work.sections, sum(map(len, decided))), *_of_publication(publication)],
            "publication": publication,
            "reports": report_rows(_besides(campaigns, written), scope.today),
            "campaigns": [
                *sum_rows(sums.work(scope.person, scope.today, [of_sums])),
                *campaign_rows(campaigns, scope.today),
            ],
            "decisions": [row for kind in decided for row in kind[:SHOWN]],
            "on_their_way": [rows.on_its_way_row(letter) for letter in work.on_their_way],
            "unopened": [rows.unopened_row(letter) for letter in work.unopened],
            "sections": [(part, listed, _all_of(part)) for part, listed in drawn[: len(work.sections)]],
            "housekeeping": drawn[len(work.sections) :],
            "cases_url": reverse("desk:cases"),
            "agencies": scope.agencies,
            "watches": bool(watched),
            "overdue_here": queries.overdue_by_agency(scope.agencies, watched, scope.today)
            if watched
            else (),
            "today": scope.today,
        },
    )


def _besides(campaigns: Sequence[Todo], written: Iterable[Next]) -> list[Next]:
    """The acts of the reports, without the submitting that a campaign waits for: handing in there is both."""
    awaited = {
        (todo.unit.agency_id, todo.campaign.year)
        for todo in campaigns
        if todo.unit and todo.task in {Task.HAND_IN, Task.CORRECT} and not todo.campaign.practice
    }
    return [one for one in written if one.act != Act.SUBMIT or (one.agency.pk, one.year) not in awaited]


def prepare_home(today: date) -> None:
    """Writes the questions of the rare lists of the home before anybody asks; none is asked."""
    anybody, now = Person(), timezone.now()
    who = Asking(anybody, today, now)
    deciding = (*queries.to_decide(who), *queries.arriving(who))
    rare = (*items.lists(anybody, today, now), *collecting.lists(anybody, today), *sums.lists(anybody, today))
    for one in (*deciding, *rare):
        one.written()
    for report in reports.lists(anybody, today):
        report.written()


@signed_in
@require_safe
def mine(request: OfficeRequest) -> HttpResponse:
    """What the figure 待我处理 counts: decisions first, then the cases."""
    scope = scope_of(request)
    decided = rows.decision_rows(queries.decisions(scope.person, scope.today), scope.person, scope.today)
    handled = frozenset(agency.pk for agency in listed_where(scope.person, What.HANDLE, scope.today))
    cases = queries.mine(scope.person, scope.today)
    held, letters = held_in(cases), shown_in(cases)
    context = {
        "title": MINE,
        "decisions": [row for kind in decided for row in kind],
        "rows": [
            rows.work_row(case, scope.today, handled, held, letters, person=scope.person) for case in cases
        ],
        "handles": bool(handled),
    }
    return page(request, "desk/mine.html", context, Link(MINE))


def _figures(sections: tuple[Section, ...], decided: int) -> list[Figure]:
    """The headline. Who only decides has one figure, where anything waits."""
    for part in sections:
        part.besides = decided if part.key == "mine" else 0
    if not sections and decided:
        return [Figure(queries.counted(decided), MINE, reverse("desk:mine"))]
    return [Figure(part.count, part.title, _all_of(part)) for part in sections]


def _of_publication(rows: list[WorkRow]) -> list[Figure]:
    """What waits of publication, where anything does."""
    return [Figure(queries.counted(len(rows)), TITLE, reverse("desk:publication"))] if rows else []


def _all_of(part: Section) -> str:
    """The list of all that the figure counts."""
    return reverse("desk:mine") if part.key == "mine" else f"{reverse('desk:cases')}?{part.query}"
