"""How does a major decision become a row of a list, and what happened to it a line of its course?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from gongkai.publication.decisions import Standing, decision_stages
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.look.marks import Mark, due_marks
from gongkai_web.look.parts import Link, ListRow, TimelineEntry, WorkRow
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.queries import kept_back, key_of
from gongkai_web.publishing.decisions.models import STOPPED, VOIDED, DecisionEvent, MajorDecision
from gongkai_web.publishing.decisions.stored import OPINIONS, Entry, standing

_STOPPED = "终止征求意见"
_WORDS = {"received": "收到意见", "adopted": "采纳", "partly": "部分采纳", "refused": "未采纳"}


def stage_label(code: str) -> str:
    """What the stage is called; a decision that passed none is being prepared."""
    if code == STOPPED:
        return _STOPPED
    return decision_stages()[code].label if code in decision_stages() else "准备中"


def decision_row(decision: MajorDecision, today: date) -> WorkRow:
    """A decision as a line of the office: how far it is, and by when something is owed."""
    url = reverse("decisions:kept_one", args=[decision.pk])
    days = calendar_of(decision.agency_id)
    marks = due_marks(decision.next_on, today, days) if decision.next_on else ()
    return WorkRow(
        title=decision.title,
        href=url,
        marks=marks,
        due_on=decision.next_on,
        about=f"{decision.agency.name} · {decision.unit}",
        act=Link(stage_label(decision.stage), url),
        pressing=any(mark.state in {"late", "soon"} for mark in marks),
    )


def work_rows(decisions: Iterable[MajorDecision], today: date) -> list[WorkRow]:
    """What is owed of each of these by its day, with the act that settles it; one query."""
    found = list(decisions)
    events: dict[int, list[DecisionEvent]] = {}
    for event in DecisionEvent.objects.filter(decision__in=[one.pk for one in found]) if found else ():
        events.setdefault(event.decision_id, []).append(event)
    return [_work_row(one, events.get(one.pk, []), today) for one in found]


def _work_row(decision: MajorDecision, events: list[DecisionEvent], today: date) -> WorkRow:
    owed = [one for one in standing(events, today).owed if one.last]
    first = min(owed, key=lambda one: one.last or date.max, default=None)
    row = decision_row(decision, today)
    if first is None:
        return row
    return replace(row, about=f"{row.about} · {first.said}", act=Link(f"登记：{first.stage.label}", row.href))


def public_row(decision: MajorDecision, today: date) -> ListRow:
    """A decision as the public reads it in the list; one that opinions can be sent on is marked."""
    until, begun = decision.opinions_until, decision.opinions_from
    is_open = begun is not None and until is not None and begun <= today <= until
    return ListRow(
        decision.title,
        reverse("decisions:one", args=[decision.pk]),
        decision.decided_on or begun or decision.listed_on,
        number=decision.unit,
        agency=decision.agency.name,
        mark=Mark("soon", f"正在征求意见，到 {until}") if is_open else None,
    )


def course(entries: Iterable[Entry]) -> list[TimelineEntry]:
    """All that was entered, void or not, as the staff sees it."""
    return [_line(entry, entry.event.person_name) for entry in entries]


def public_course(entries: Iterable[Entry], standing: Standing) -> list[TimelineEntry]:
    """What the public sees of it: the stages that are shown, without who entered them, and without the words
    that nobody else has looked at.
    """
    shown = {stage.code for stage, _ in standing.passed if stage.shown} | {STOPPED}
    seen = [entry for entry in entries if not entry.void and entry.event.kind in shown]
    back = kept_back([entry.event for entry in seen], HeldKind.DECISION)
    return [_line(entry, "", back) for entry in seen]


def _line(entry: Entry, person: str, back: Collection[tuple[str, str]] = ()) -> TimelineEntry:
    event = entry.event
    data = {name: one for name, one in event.data.items() if not back or (key_of(event), name) not in back}
    label = "作废" if event.kind == VOIDED else stage_label(event.kind)
    said = [f"到 {data['until']} 截止"] if "until" in data else []
    said += [f"材料 {data['since']} 送达"] if "since" in data else []
    said += [f"理由：{data['reason']}"] if data.get("reason") else []
    said += ["、".join(f"{_WORDS[one]} {data[one]} 条" for one in OPINIONS)] if "received" in data else []
    links = (Link("公布的页面", data["link"]),) if data.get("link") else ()
    return TimelineEntry(
        event.day, label, person, "；".join(said), state="void" if entry.void else "", letters=links
    )
