"""更正与作废: how is a wrong entry found and put right?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.procedure.facts import event_label
from gongkai_web.agencies.permissions import What, require
from gongkai_web.cases import queries
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.words import note
from gongkai_web.casework.one_case import case_page, the_case
from gongkai_web.casework.undo import VOID, UndoForm
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.office.acting import carried_out, told_why_not
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in

UNDO = "更正、作废登记"


@signed_in
@require_GET
def undo(request: OfficeRequest, pk: int) -> HttpResponse:
    """The events that stand, newest first: which one is wrong?"""
    found = _mine(request, pk)
    rows = [
        (event, event_label(event.kind), note(event.kind, event.data)) for event in reversed(_standing(found))
    ]
    return case_page(request, "casework/undo.html", found, {"rows": rows}, Link(UNDO))


@keeps_typed
def undo_event(request: OfficeRequest, pk: int, event: int) -> HttpResponse:
    """Voids the event, or replaces it by what it should have said."""
    found = _mine(request, pk)
    wrong = get_object_or_404(Event, case=found, pk=event)
    if wrong not in _standing(found):
        told_why_not(request, f"「{event_label(wrong.kind)}」（{wrong.day}）已经作废，不能再更正。")
        return redirect("casework:undo", pk)
    data = sent(request)
    form = UndoForm(data, event=wrong, today=days.today())
    status = 200
    if request.method == "POST":
        if carried_out(request, form, lambda _: form.perform(found, request.user)):
            done = "已作废" if form.cleaned_data["what"] == VOID else "已更正"
            messages.success(request, f"{done}「{event_label(wrong.kind)}」；原登记保留在经过里。")
            return redirect("casework:case", pk)
        status = UNPROCESSABLE
    context = {"event": wrong, "label": event_label(wrong.kind), "note": note(wrong.kind, wrong.data)}
    context |= {"form": form, "title": f"更正：{event_label(wrong.kind)}"}
    crumbs = Link(UNDO, reverse("casework:undo", args=[pk])), Link(event_label(wrong.kind))
    return case_page(request, "casework/undo_event.html", found, context, *crumbs, status=status)


def _mine(request: OfficeRequest, pk: int) -> Case:
    """The case, where the person handles it."""
    found = the_case(request, pk)
    require(request.user, found.agency, What.HANDLE, days.today())
    return found


def _standing(case: Case) -> list[Event]:
    """The events not void, in order of their days."""
    known = list(queries.events(case))
    void = {event.data["event"] for event in known if event.kind == "voided"}
    standing = [event for event in known if event.kind != "voided" and event.pk not in void]
    return sorted(standing, key=lambda event: (event.day, event.place, event.position))
