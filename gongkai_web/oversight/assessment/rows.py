"""How does an assessment, or what a unit said against it, become a line of a list?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import MOST_SAID, Link, WorkRow
from gongkai_web.oversight.assessment.models import Assessment, Objection, Status
from gongkai_web.oversight.assessment.queries import silent

_MARKS = {Status.PREPARING: "open", Status.ANNOUNCED: "waiting", Status.ISSUED: "done"}
_PRESSING = {"late", "soon"}


def mark_of(one: Assessment) -> Mark:
    """How it stands."""
    return Mark(_MARKS[Status(one.status)], one.get_status_display())


def work_rows(
    person: Person,
    today: date,
    unanswered: Iterable[Objection],
    told: Iterable[Assessment],
    settled: Iterable[Assessment],
) -> list[WorkRow]:
    """What waits for a person, with what they do next (`queries.to_answer`, `to_object`, `to_issue`)."""
    return [
        *(_to_answer(one, today) for one in unanswered),
        *_to_object(person, told, today),
        *(_to_issue(one) for one in settled),
    ]


def _to_answer(one: Objection, today: date) -> WorkRow:
    marks = due_marks(one.due_on, today, calendar_of(one.assessment.agency_id))
    return WorkRow(
        title=f"{one.agency.name}对「{one.indicator.title}」申请复核",
        href=reverse("assessment:assessment", args=[one.assessment_id]),
        marks=marks,
        due_on=one.due_on,
        about=f"{one.assessment.title} · {one.filed_on} 申请：{Truncator(one.reasons).chars(MOST_SAID)}",
        who=one.agency.name,
        act=Link("答复", reverse("assessment:answer", args=[one.assessment_id, one.pk])),
        pressing=_presses(marks),
    )


def _to_object(person: Person, told: Iterable[Assessment], today: date) -> list[WorkRow]:
    """A line for each unit of the person that was told its points."""
    running = list(told)
    handled = listed_where(person, What.HANDLE, today) if running else []
    rows = []
    for one in running:
        open_to = silent(one)
        marks = due_marks(one.objections_until, today, calendar_of(one.agency_id))
        for unit in handled:
            if unit.pk in open_to:
                url = reverse("assessment:unit", args=[one.pk, unit.slug])
                rows.append(
                    WorkRow(
                        title=f"{one.title}：得分已告知",
                        href=url,
                        marks=marks,
                        due_on=one.objections_until,
                        about=f"{one.agency.name} · 有异议的在期限内申请复核，一次",
                        who=unit.name,
                        act=Link("核对得分", url),
                        pressing=_presses(marks),
                    )
                )
    return rows


def _to_issue(one: Assessment) -> WorkRow:
    return WorkRow(
        title=one.title,
        href=reverse("assessment:assessment", args=[one.pk]),
        marks=(Mark("waiting", "待审定、印发"),),
        about=f"申请复核 {one.objections_until} 截止",
        who=one.agency.name,
        act=Link("审定、印发", reverse("assessment:issue", args=[one.pk])),
    )


def _presses(marks: Iterable[Mark]) -> bool:
    return any(mark.state in _PRESSING for mark in marks)
