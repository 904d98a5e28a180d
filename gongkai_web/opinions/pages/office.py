"""意见征集 for the office: the list, and one call with what came to each clause and what is left to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.permissions import What, agencies_where, listed_where, may
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.opinions import queries, texts
from gongkai_web.opinions.kinds import TAKEN, Status
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.opinions.pages import rows
from gongkai_web.opinions.pages.rows import WAITS
from gongkai_web.publishing.items import queries as items

ALL = Section("意见征集", "opinions:kept")
Found = QuerySet[Call]
_SHOW: Mapping[str, tuple[str, Callable[[Found, date], Found]]] = {
    "": ("全部", lambda found, _: found),
    "open": (
        "正在征求意见",
        lambda found, day: found.filter(opens_on__lte=day, until__gte=day, ended_on=None),
    ),
    "over": (
        "待公布采纳情况",
        lambda found, day: found.filter(until__lt=day, results_on=None, ended_on=None),
    ),
    "ended": ("已终止", lambda found, _: found.exclude(ended_on=None)),
    "late": ("逾期未公布", lambda found, day: found.filter(results_due_on__lt=day, results_on=None)),
}
_OF: Mapping[str, tuple[str, Callable[[QuerySet[Opinion]], QuerySet[Opinion]]]] = {
    "new": ("待审看", lambda found: found.filter(status=Status.NEW)),
    "left": ("待处理", lambda found: found.filter(status__in=TAKEN, verdict="")),
    "every": ("全部", lambda found: found),
}


def call_or_404(request: OfficeRequest, pk: int) -> Call:
    """The call, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


@signed_in
@require_GET
def kept(request: OfficeRequest) -> HttpResponse:
    """The calls of the person's agencies."""
    show = request.GET.get("show", "")
    show = show if show in _SHOW else ""
    shown = paged(request, _SHOW[show][1](queries.visible(request.user, today()), today()))
    left, out = queries.left_of(shown, request.user, today()), queries.results_out(shown, today())
    handled = {agency.pk for agency in listed_where(request.user, What.HANDLE, today())}
    context = {
        "pages": shown,
        "rows": [
            rows.work_row(
                one,
                left.get(one.pk, queries.Left()),
                today(),
                handled=one.agency_id in handled,
                out=one.pk in out,
            )
            for one in shown
        ],
        "choices": [(code, label) for code, (label, _) in _SHOW.items()],
        "show": show,
        "may_open": agencies_where(request.user, What.PUBLISH_ITEM, today()).exists(),
    }
    return ALL.page(request, "opinions/kept.html", context)


@signed_in
@require_GET
def kept_one(request: OfficeRequest, pk: int) -> HttpResponse:
    """One call: what came to each clause, what nobody has looked at, what has no answer, and the next act."""
    found = call_or_404(request, pk)
    handles = may(request.user, found.agency, What.HANDLE, today())
    opinions = queries.opinions(request.user, today()).filter(call=found).order_by("pk")
    show = request.GET.get("show", "new")
    show = show if show in _OF else "new"
    shown, labels = paged(request, _OF[show][1](opinions)), texts.labels_of(found)
    left = queries.left_of([found], request.user, today()).get(found.pk, queries.Left())
    out = queries.results_page(found, today()) is not None
    context = {
        "call": found,
        "agency": found.agency,
        "elements": rows.elements(found, today()),
        "clauses": queries.by_clause(found),
        "total": queries.totals(found),
        "left": left,
        "said": rows.said_of(found, left),
        "pages": shown,
        "rows": [
            rows.opinion_row(
                one,
                labels.get(one.clause, one.clause),
                _act_of(one, handles=handles, waits=bool(left.own) and one.registered_by == request.user),
                handled=handles,
            )
            for one in shown
        ],
        "choices": [(code, label) for code, (label, _) in _OF.items()],
        "show": show,
        "handles": handles and found.results_on is None,
        "drafts": may(request.user, found.agency, What.WRITE_ITEM, today()),
        "results_href": _results_href(request, found),
        "acts": _acts(request, found, left.new - left.own),
        "stale": _stale(found),
        "over": found.is_over(today()),
        "entries": rows.course(found, inside=True, out=out),
        "out": out,
        "is_public": queries.public(today()).filter(pk=found.pk).exists(),
    }
    return ALL.page(request, "opinions/kept_one.html", context, Link(texts.title_of(found)))


def _act_of(opinion: Opinion, *, handles: bool, waits: bool) -> Link:
    """What is to be done to it next. `waits`: the person entered it, and somebody else is to look."""
    if not handles:
        return Link(opinion.get_status_display())
    if opinion.status == Status.NEW and waits:
        return Link(WAITS, reverse("opinions:look", args=[opinion.call_id, opinion.pk]))
    if opinion.status == Status.NEW:
        return Link("审看", reverse("opinions:look", args=[opinion.call_id, opinion.pk]))
    if opinion.status in TAKEN and not opinion.verdict:
        where = reverse("opinions:answer", args=[opinion.call_id])
        return Link("处理", f"{where}?clause={opinion.clause}&like={opinion.pk}")
    return Link("查看", reverse("opinions:look", args=[opinion.call_id, opinion.pk]))


def _acts(request: OfficeRequest, found: Call, new: int) -> list[Link]:
    """What the person may do to the call as a whole."""
    if found.results_on is not None:
        return []
    every: tuple[tuple[What, Link], ...] = (
        (What.HANDLE, Link("登记其他渠道的意见", reverse("opinions:register", args=[found.pk]))),
        (What.HANDLE, Link("成批登记", reverse("opinions:register_table", args=[found.pk]))),
    )
    if new > 1:
        every = ((What.HANDLE, Link("一并审看", reverse("opinions:look_several", args=[found.pk]))), *every)
    if found.ended_on is None:
        every += ((What.PUBLISH_ITEM, Link("延长期限", reverse("opinions:prolong", args=[found.pk]))),)
    if not found.is_over(today()):
        every += ((What.PUBLISH_ITEM, Link("终止征集", reverse("opinions:stop", args=[found.pk]))),)
    return [act for what, act in every if may(request.user, found.agency, what, today())]


def _results_href(request: OfficeRequest, found: Call) -> str:
    """Where the item of the results opens; "" where it does not for this person: it may be sealed."""
    if found.results_id is None:
        return ""
    seen = items.visible(request.user, today()).filter(pk=found.results_id)
    return reverse("items:item", args=[found.results_id]) if seen.exists() else ""


def _stale(found: Call) -> bool:
    """Whether an answer was changed since the results were drafted."""
    if not found.results_digest or found.results_on is not None:
        return False
    return queries.results_digest(queries.consulted(found)) != found.results_digest
