"""留言 for the office: the list, what nobody has received, one message with its acts, and the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.messages import message_types
from gongkai_web.agencies.permissions import What, agencies_where, listed_where, may
from gongkai_web.approval.queries import may_decide
from gongkai_web.interaction import draft, queries
from gongkai_web.interaction.facts import STAYS, UNDER_WAY, Kind, State, Status
from gongkai_web.interaction.models import Message, MessageEvent
from gongkai_web.interaction.pages import rows
from gongkai_web.interaction.pages.register import workbook
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.frame import Section
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken

ALL = Section("留言", "interaction:messages")
Found = QuerySet[Message]
_SHOW: Mapping[str, tuple[str, Callable[[Found, date], Found]]] = {
    "": ("在办", lambda found, _: found.filter(status__in=UNDER_WAY).order_by("due_on", "pk")),
    "new": ("没有人接收", lambda found, _: queries.not_received(found).order_by("due_on", "pk")),
    "late": ("逾期", lambda found, day: queries.overdue(found, day).order_by("due_on", "pk")),
    "review": ("待审核", lambda found, _: found.filter(status=Status.REVIEW).order_by("due_on", "pk")),
    "again": ("再次提出", lambda found, _: found.filter(rounds__gt=1)),
    "promised": ("答应的改动", lambda found, _: queries.promised(found).order_by("visible_on", "pk")),
    "unhappy": ("不满意", lambda found, _: queries.unhappy(found)),
    "answered": ("已答复", lambda found, _: found.filter(status=Status.ANSWERED)),
    "every": ("全部", lambda found, _: found),
}


def message_or_404(request: OfficeRequest, pk: int) -> Message:
    """The message, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


def _selected(request: OfficeRequest) -> tuple[Found, str, str]:
    found, show, kind = (
        queries.visible(request.user, today()),
        request.GET.get("show", ""),
        request.GET.get("kind", ""),
    )
    show = show if show in _SHOW else ""
    found = _SHOW[show][1](found, today())
    if kind in message_types():
        return found.filter(kind=kind), show, kind
    return found, show, ""


@signed_in
@require_GET
def messages(request: OfficeRequest) -> HttpResponse:
    """The messages of the person's agencies; what nobody has received is a list of its own."""
    found, show, kind = _selected(request)
    shown = paged(request, found)
    handled = {agency.pk for agency in listed_where(request.user, What.HANDLE, today())}
    reviewed = {agency.pk for agency in listed_where(request.user, What.REVIEW_ANSWER, today())}
    context = {
        "pages": shown,
        "rows": [rows.work_row(one, request.user, today(), handled, reviewed) for one in shown],
        "choices": [(code, label) for code, (label, _) in _SHOW.items()],
        "show": show,
        "kinds": [(code, one.label) for code, one in message_types().on(today()).items()],
        "kind": kind,
        "may_register": agencies_where(request.user, What.HANDLE, today()).exists(),
        "query": request.GET.urlencode(),
    }
    return ALL.page(request, "interaction/messages.html", context)


@signed_in
@require_GET
def register(request: OfficeRequest) -> HttpResponse:
    """留言台账 as a spreadsheet: what the list shows, all of it."""
    found, *_ = _selected(request)
    taken = [
        Taken(agency, "interaction.Message:register", "message_register")
        for agency in {one.agency_id: one.agency for one in found}.values()
    ]
    back = reverse("interaction:messages")
    return made_for(
        request,
        lambda: workbook(found.prefetch_related("events"), today()),
        "留言台账.xlsx",
        "xlsx",
        taken=taken,
        back=back,
    )


@signed_in
@require_GET
def message(request: OfficeRequest, pk: int) -> HttpResponse:
    """One message: what is asked, until when and why, what happened, and the next act."""
    found = message_or_404(request, pk)
    events = list(found.events.all())
    state = queries.state_of(found, queries.happened(found))
    handles = may(request.user, found.agency, What.HANDLE, today())
    context = {
        "message": found,
        "agency": found.agency,
        "kind": message_types()[found.kind],
        "marks": rows.marks_of(found, today(), inside=True),
        "elements": rows.elements(found),
        "due": rows.due_of(found, state),
        "draft": rows.draft_elements(found, state.draft.data) if state.draft else (),
        "draft_answer": state.draft.data["answer"] if state.draft else "",
        "reviewers": queries.reviewers(found, state, today()) if state.draft else (),
        "told": [*rows.told_elements(state), *rows.seen_from(found)],
        "entries": rows.entries(found, events),
        "acts": _acts(request, found, state, handles=handles),
        "last": _last(events) if handles else None,
        "again": [event for event in events if event.kind == Kind.REOPENED],
    }
    return ALL.page(request, "interaction/message.html", context, Link(found.registry_number))


def _acts(request: OfficeRequest, found: Message, state: State, *, handles: bool) -> list[Link]:
    """What this person can do now, the next act first."""
    at, offered = [found.pk], list[Link]()
    assign, drafting = reverse("interaction:assign", args=at), reverse("interaction:draft", args=at)
    if handles and found.status == Status.NEW:
        offered += [Link("接收、分派", assign), Link("拟答复", drafting)]
    if handles and found.status == Status.OPEN:
        offered += [Link("拟答复", drafting), Link("改派", assign)]
    if handles and found.status in {Status.NEW, Status.OPEN}:
        offered.append(Link("转其他机关", reverse("interaction:transfer", args=at)))
    if found.status == Status.REVIEW and _decides(request, found, state):
        offered.append(Link("审核答复", reverse("interaction:decide", args=at)))
    if handles and found.is_promised:
        offered.append(Link("登记改动完成", reverse("interaction:changed", args=at)))
    if handles and found.status == Status.ANSWERED:
        offered.append(Link("登记再次提出", reverse("interaction:reopen", args=at)))
    if found.public and may(request.user, found.agency, What.WITHDRAW_ITEM, today()):
        offered.append(Link("撤下公开的答复", reverse("interaction:withdraw", args=at)))
    return offered


def _decides(request: OfficeRequest, found: Message, state: State) -> bool:
    return may_decide(request.user, queries.matter(found, state, today()), today())


def _last(events: list[MessageEvent]) -> MessageEvent | None:
    """The last entry that stands, where it can be declared void."""
    void = {event.data["event"] for event in events if event.kind == Kind.VOIDED}
    standing = [event for event in events if event.kind != Kind.VOIDED and event.pk not in void]
    return standing[-1] if standing and standing[-1].kind not in STAYS else None


def draft_digest(found: Message, state: State) -> str:
    """What is on the screen of whoever reviews."""
    return draft.digest(found, state.draft.data) if state.draft else ""


def form_context(found: Message, form: Any, title: str) -> dict[str, Any]:
    """What the page of an act shows."""
    here = reverse("interaction:message", args=[found.pk])
    return {
        "form": form,
        "title": title,
        "about": str(found),
        "agency": found.agency,
        "message": found,
        "cancel_url": here,
    }
