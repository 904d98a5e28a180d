"""What does a person of the office see first: what is late, what is near, what waits for them?

Whoever supervises sees besides which agencies below have replies overdue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai_web.agencies.asking import Asking
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.agencies.queries import watched_list
from gongkai_web.annual import work as reports
from gongkai_web.annual.aggregation import work as sums
from gongkai_web.annual.aggregation.pages.work import sum_rows
from gongkai_web.annual.campaign.collecting import work as collecting
from gongkai_web.annual.campaign.collecting.pages.work import work_rows as campaign_rows
from gongkai_web.annual.campaign.collecting.work import Task, Todo
from gongkai_web.annual.work import Act, Next
from gongkai_web.cases.models import Case
from gongkai_web.desk import queries, rows
from gongkai_web.desk.queries import SHOWN, Section, WorkList
from gongkai_web.desk.report.rows import report_rows
from gongkai_web.desk.scope import Scope, scope_of
from gongkai_web.desk.views.publication import TITLE, publication_rows
from gongkai_web.letters.held import held_in
from gongkai_web.letters.living import shown_in
from gongkai_web.look.parts import Figure, Link, WorkRow
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.oversight.assessment import work as assessment
from gongkai_web.oversight.assessment.rows import work_rows as assessment_rows
from gongkai_web.oversight.bulletins import work as bulletins
from gongkai_web.oversight.bulletins.rows import work_rows as bulletin_rows
from gongkai_web.oversight.rectification import work as mending
from gongkai_web.oversight.rectification.rows import run_rows
from gongkai_web.oversight.rectification.rows import work_rows as finding_rows
from gongkai_web.oversight.registers import work as upkeep
from gongkai_web.oversight.registers.rows import work_rows as upkeep_rows
from gongkai_web.oversight.tables import work as tables
from gongkai_web.oversight.tables.rows import work_rows as table_rows
from gongkai_web.oversight.workplan import work as plan
from gongkai_web.oversight.workplan.rows import goal_rows
from gongkai_web.oversight.workplan.rows import work_rows as task_rows
from gongkai_web.prepared import Listed
from gongkai_web.publishing.documents import work as documents
from gongkai_web.publishing.gazette import work as gazette
from gongkai_web.publishing.items import work as items

MINE = "待我处理"
DUE = {"late": "已逾期", "soon": "三个工作日内"}
Found = tuple[Any, ...]  # the rows of a list as it was read
_OF_CASES = 3  # of the kinds of `rows.decision_rows`: their cases stand in the sections


@dataclass(frozen=True, slots=True)
class _NoCase:
    """What waits and is no case, as rows: publication, reports, campaigns, then the rooms of oversight."""

    publication: list[WorkRow]
    reports: list[WorkRow]
    campaigns: list[WorkRow]
    findings: list[WorkRow]
    plan: list[WorkRow]
    bulletins: list[WorkRow]
    assessments: list[WorkRow]
    upkeep: list[WorkRow]

    @property
    def all(self) -> tuple[list[WorkRow], ...]:
        """Room by room."""
        oversight = self.findings, self.plan, self.bulletins, self.assessments, self.upkeep
        return self.publication, self.reports, self.campaigns, *oversight


@dataclass(frozen=True, slots=True)
class _Today:
    """All that the page shows. `drawn`: the sections with their rows; `decided`: the decisions by kind."""

    scope: Scope
    watched: Sequence[Agency]
    work: WorkList
    besides: _NoCase
    drawn: list[tuple[Section, list[WorkRow]]]
    decided: list[list[WorkRow]]

    @property
    def pressing(self) -> dict[str, list[WorkRow]]:
        """What presses and is no case."""
        return _pressing(chain.from_iterable((*self.besides.all, *self.decided[_OF_CASES:])))


@signed_in
@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """Today: overdue, due soon, mine, waiting for others; then housekeeping."""
    shown = _today(scope_of(request))
    pressing = shown.pressing
    # Also writes into each section how many rows it counts besides its cases.
    figures = _figures(shown.work.sections, sum(map(len, shown.decided)), pressing)
    asked_for = request.GET.get("due", "")
    if asked_for in pressing:
        listed = next(((part, rows) for part, rows in shown.drawn if part.key == asked_for), None)
        return _due(request, asked_for, pressing[asked_for], listed)
    return page(request, "desk/home.html", _context(shown, figures))


def _today(scope: Scope) -> _Today:
    """Reads what waits for the person."""
    asked = _lists(scope)
    work = queries.work_list(scope.person, scope.today, [*chain.from_iterable(asked.values())])
    besides = _rows_besides(scope, _by_room(asked, work.besides))
    decided = rows.decision_rows(work.decisions, scope.person, scope.today)
    watched = watched_list(scope.person, scope.today)
    return _Today(scope, watched, work, besides, _drawn(scope, work), decided)


def _lists(scope: Scope) -> dict[str, Sequence[Listed]]:
    """The short lists of other rooms, by the room."""
    who = scope.person, scope.today
    return {
        "items": items.lists(*who, timezone.now()),
        "gazette": gazette.lists(*who),
        "documents": documents.lists(*who),
        "reports": reports.lists(*who),
        "collecting": collecting.lists(*who),
        "sums": sums.lists(*who),
        "mending": mending.lists(*who),
        "plan": plan.lists(*who),
        "bulletins": bulletins.lists(*who),
        "assessment": assessment.lists(*who),
        "upkeep": upkeep.lists(*who),
        "tables": tables.lists(*who),
    }


def _by_room(asked: Mapping[str, Sequence[Listed]], found: Iterable[Found]) -> dict[str, list[Found]]:
    """What was read of each list, by the room that asked."""
    rest = iter(found)
    return {room: list(islice(rest, len(lists))) for room, lists in asked.items()}


def _rows_besides(scope: Scope, found: Mapping[str, list[Found]]) -> _NoCase:
    """The rows of what is no case."""
    who = scope.person, scope.today
    campaigns = collecting.work(*who, found["collecting"])
    written = reports.work(*who, found["reports"])
    (to_mend, to_take), (tasks, goals) = found["mending"], found["plan"]
    collected = [
        *sum_rows(sums.work(*who, found["sums"])),
        *campaign_rows(campaigns, scope.today),
    ]
    return _NoCase(
        publication=publication_rows(*who, found["items"], found["gazette"], found["documents"]),
        reports=report_rows(_besides(campaigns, written), scope.today),
        campaigns=collected,
        findings=[*run_rows(to_take), *finding_rows(scope.person, to_mend, scope.today)],
        plan=[*task_rows(scope.person, tasks, scope.today), *goal_rows(goals)],
        bulletins=bulletin_rows(scope.today, *found["bulletins"]),
        assessments=assessment_rows(*who, *found["assessment"]),
        upkeep=[
            *upkeep_rows(scope.today, *found["upkeep"]),
            *table_rows(scope.today, *found["tables"]),
        ],
    )


def _drawn(scope: Scope, work: WorkList) -> list[tuple[Section, list[WorkRow]]]:
    """The cases of each section as rows."""
    parts = (*work.sections, *work.housekeeping)
    shown = [case for part in parts for case in part.cases]
    held, letters = held_in(shown), shown_in(shown)

    def row(case: Case) -> WorkRow:
        return rows.work_row(case, scope.today, work.own, held, letters, person=scope.person)

    return [(part, [row(case) for case in part.cases]) for part in parts]


def _context(shown: _Today, figures: Sequence[Figure]) -> dict[str, object]:
    """The page."""
    scope, work, besides, watched = shown.scope, shown.work, shown.besides, shown.watched
    sections = len(work.sections)
    return {
        "figures": [*figures, *_of_publication(besides.publication)],
        "publication": besides.publication,
        "reports": besides.reports,
        "campaigns": besides.campaigns,
        "findings": besides.findings,
        "plan": besides.plan,
        "bulletins": besides.bulletins,
        "assessments": besides.assessments,
        "upkeep": besides.upkeep,
        "decisions": [row for kind in shown.decided for row in kind[:SHOWN]],
        "on_their_way": [rows.on_its_way_row(letter) for letter in work.on_their_way],
        "unopened": [rows.unopened_row(letter) for letter in work.unopened],
        "sections": [(part, listed, _all_of(part)) for part, listed in shown.drawn[:sections]],
        "housekeeping": shown.drawn[sections:],
        "cases_url": reverse("desk:cases"),
        "agencies": scope.agencies,
        "watches": bool(watched),
        "overdue_here": queries.overdue_by_agency(scope.agencies, watched, scope.today) if watched else (),
        "nothing_here": not (work.sections or watched or any((*shown.decided, *besides.all))),
        "today": scope.today,
    }


def _pressing(rows_of_no_case: Iterable[WorkRow]) -> dict[str, list[WorkRow]]:
    """What is listed and is no case, but overdue or due within three working days."""
    found: dict[str, list[WorkRow]] = {"late": [], "soon": []}
    for row in rows_of_no_case:
        states = {mark.state for mark in row.marks}
        key = next((one for one in DUE if one in states), None)
        if key:
            found[key].append(row)
    return found


def _due(
    request: OfficeRequest, key: str, others: list[WorkRow], of_cases: tuple[Section, list[WorkRow]] | None
) -> HttpResponse:
    """All that the figure counts: what is no case, then the first cases and the way to all of them."""
    part, listed = of_cases or (None, [])
    context = {
        "title": DUE[key],
        "decisions": others,
        "of_decisions": "留言和其他办理事项",
        "rows": listed,
        "of_rows": "申请件",
        "part": part,
    }
    return page(request, "desk/mine.html", context, Link(DUE[key]))


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
    annual = (*collecting.lists(anybody, today), *sums.lists(anybody, today))
    rooms = mending, plan, bulletins, assessment, upkeep, tables
    oversight = [room.lists(anybody, today) for room in rooms]
    rare = (
        *items.lists(anybody, today, now),
        *gazette.lists(anybody, today),
        *documents.lists(anybody, today),
        *annual,
        *chain.from_iterable(oversight),
    )
    for one in (*deciding, *rare):
        one.written()
    for report in reports.lists(anybody, today):
        report.written()
    reports.prepare_scheduled(today)


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
        "of_decisions": "等我决定",
        "of_rows": "分派给我或者还没有分派的件",
        "rows": [
            rows.work_row(case, scope.today, handled, held, letters, person=scope.person) for case in cases
        ],
        "handles": bool(handled),
    }
    return page(request, "desk/mine.html", context, Link(MINE))


def _figures(
    sections: tuple[Section, ...], decided: int, pressing: Mapping[str, Sequence[WorkRow]]
) -> list[Figure]:
    """The headline. Who handles no case has one figure of what waits, and of what presses where it does."""
    for part in sections:
        part.besides = decided if part.key == "mine" else len(pressing.get(part.key, ()))
    if sections:
        return [Figure(part.count, part.title, _all_of(part)) for part in sections]
    found = [
        Figure(queries.counted(len(pressing[key])), DUE[key], _due_at(key)) for key in DUE if pressing[key]
    ]
    waits = [Figure(queries.counted(decided), MINE, reverse("desk:mine"))] if decided else []
    return [*found, *waits]


def _of_publication(rows: list[WorkRow]) -> list[Figure]:
    """What waits of publication, where anything does."""
    return [Figure(queries.counted(len(rows)), TITLE, reverse("desk:publication"))] if rows else []


def _all_of(part: Section) -> str:
    """The list of all that the figure counts."""
    if part.key == "mine":
        return reverse("desk:mine")
    return _due_at(part.key) if part.besides else f"{reverse('desk:cases')}?{part.query}"


def _due_at(key: str) -> str:
    return f"{reverse('desk:home')}?due={key}"
