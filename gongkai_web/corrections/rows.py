"""How does a request for correction become a row of a list or of the work list?"""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from django.urls import reverse

from gongkai_web.corrections.facts import Status
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, WorkRow

_ACTS = {Status.OPEN: "作出处理", Status.DECIDED: "告知申请人"}


def correction_marks(correction: RecordCorrection, today: date) -> tuple[Mark, ...]:
    """How it stands today."""
    if correction.status == Status.VOID:
        return (Mark("void"),)
    return due_marks(correction.due_on, today, calendar_of(correction.agency_id), done=correction.told_on)


def correction_row(correction: RecordCorrection, today: date, handled: Container[int]) -> WorkRow:
    """A request for correction as a line of the work list. `handled`: the agencies for which one may act."""
    url = reverse("corrections:correction", args=[correction.pk])
    marks = correction_marks(correction, today)
    label = _ACTS.get(Status(correction.status), "")
    return WorkRow(
        title=correction.record,
        href=url,
        marks=marks,
        due_on=correction.due_on,
        about=f"更正本人记录 · {correction.registry_number} · {correction.agency.name}",
        who=correction.applicant_name,
        act=Link(label, url)
        if label and correction.agency_id in handled
        else Link(Status(correction.status).label),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )
