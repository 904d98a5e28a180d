"""What does a person of the office see first: what is late, what is near, what waits for them?

Whoever supervises sees besides which agencies below have replies overdue.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai_web.agencies.queries import watched_list
from gongkai_web.corrections import rows as corrections
from gongkai_web.desk import queries, rows
from gongkai_web.desk.scope import scope_of
from gongkai_web.letters.held import held_in
from gongkai_web.letters.living import shown_in
from gongkai_web.look.parts import Figure
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.proposals import rows as proposals


@signed_in
@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """Today: overdue, due soon, mine, waiting for others; then housekeeping."""
    scope = scope_of(request)
    watched = watched_list(scope.person, scope.today)
    work = queries.work_list(scope.person, scope.today)
    cases_url = reverse("desk:cases")
    parts = (*work.sections, *work.housekeeping)
    shown = [case for part in parts for case in part.cases]
    held, letters = held_in(shown), shown_in(shown)
    drawn = [
        (part, [rows.work_row(case, scope.today, work.own, held, letters) for case in part.cases])
        for part in parts
    ]
    owners = queries.owners_of(work.redactions)
    only_mine = [
        *(rows.reminder_row(case) for case in work.reminders),
        *(rows.letter_row(letter, scope.today) for letter in work.letters),
        *(rows.redaction_row(one, owners.get(one.original.owner)) for one in work.redactions),
        *corrections.task_rows(scope.person, scope.today),
        *proposals.task_rows(scope.person, scope.today),
    ]
    return page(
        request,
        "desk/home.html",
        {
            "figures": [
                Figure(part.count, part.title, f"{cases_url}?{part.query}") for part in work.sections
            ],
            "decisions": only_mine,
            "on_their_way": [rows.on_its_way_row(letter) for letter in work.on_their_way],
            "unopened": [rows.unopened_row(letter) for letter in work.unopened],
            "sections": drawn[: len(work.sections)],
            "housekeeping": drawn[len(work.sections) :],
            "cases_url": cases_url,
            "agencies": scope.agencies,
            "watches": bool(watched),
            "overdue_below": queries.overdue_below(watched, scope.today),
            "today": scope.today,
        },
    )
