"""意见征集 for everybody: the calls, one with its draft clause by clause, and the opinions that are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.publication.clauses import WHOLE, WHOLE_LABEL, Clause
from gongkai_web.look.parts import Link, ListRow, PageMeta
from gongkai_web.office.days import today
from gongkai_web.office.paging import paged
from gongkai_web.opinions import queries, texts
from gongkai_web.opinions.models import Call
from gongkai_web.opinions.pages import rows
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items.models import Item

HOME, TITLE = Link("首页", "/"), "意见征集"


def way() -> Link:
    """The list of calls."""
    return Link(TITLE, reverse("opinions:calls"))


def call_link(call: Call) -> Link:
    """The page of a call."""
    return Link(texts.title_of(call), reverse("opinions:call", args=[call.pk]))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A clause on the page: where one writes about it, and how many opinions on it are shown."""

    clause: Clause
    write: str
    said: str
    number: int


def calls_of(item: Item, day: date) -> Sequence[ListRow]:
    """Where opinions on this draft are asked, for its own page; for that of the results, where they were."""
    return _rows(queries.public_of(item, day), day)


def from_interaction(day: date) -> Link | None:
    """The way from 互动交流 to the drafts on which opinions are or were asked."""
    return Link(TITLE, reverse("opinions:calls")) if queries.public(day).exists() else None


def _rows(calls: Iterable[Call], day: date) -> list[ListRow]:
    found = list(calls)
    out = queries.results_out(found, day)
    return [rows.public_row(one, day, out=one.pk in out) for one in found]


@public_page("page")
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """All calls, those that end last first."""
    day = today()
    shown = paged(request, queries.public(day))
    context = {
        "rows": _rows(shown, day),
        "pages": shown,
        "page": PageMeta(column_name=TITLE, column_type="互动交流"),
        "breadcrumbs": [HOME, Link(TITLE)],
    }
    return render(request, "opinions/calls.html", context)


@public_page()
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft clause by clause; how long opinions are taken, by what rule, who reads them."""
    day = today()
    found = queries.as_read(get_object_or_404(queries.public(day), pk=pk))
    numbers = queries.shown_by_clause(found)
    title, results = texts.title_of(found), queries.results_page(found, day)
    context = {
        "call": found,
        "title": title,
        "takes": found.takes(day),
        "mark": rows.call_mark(found, day, out=results is not None),
        "elements": rows.elements(found, day),
        "whole": _drawn(found, Clause(WHOLE_LABEL, "", key=WHOLE), numbers),
        "clauses": [_drawn(found, one, numbers) for one in texts.clauses_of(found)],
        "newer": found.is_overtaken,
        "results": results,
        "entries": rows.course(found, inside=False, out=results is not None),
        "page": PageMeta(
            column_name=TITLE,
            column_type="互动交流",
            article_title=title,
            pub_date=found.opens_on,
            content_source=found.agency.name,
        ),
        "breadcrumbs": [HOME, way(), Link(title)],
    }
    return render(request, "opinions/call.html", context)


def _drawn(found: Call, clause: Clause, numbers: dict[str, int]) -> Drawn:
    asked = f"?clause={clause.key}" if clause.key else ""
    return Drawn(
        clause,
        reverse("opinions:write", args=[found.pk]) + asked,
        reverse("opinions:said", args=[found.pk]) + (asked or "?clause="),
        numbers.get(clause.key, 0),
    )


@public_page("clause", "page")
@require_safe
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinions that are shown, of one clause or of all; what became of them once that is public."""
    day = today()
    found = get_object_or_404(queries.public(day), pk=pk)
    labels, opinions = texts.labels_of(found), queries.shown(found)
    clause = request.GET.get("clause")
    if clause is not None:
        if clause not in labels:
            raise Http404
        opinions = opinions.filter(clause=clause)
    shown = paged(request, opinions)
    title = f"对{labels[clause]}的意见" if clause is not None else "公开显示的意见"
    results = queries.results_page(found, day)
    reasons = queries.reasons_out((one.answer for one in shown), results)
    context = {
        "call": found,
        "title": title,
        "opinions": [(one, labels.get(one.clause, ""), reasons.get(one.answer_id or 0, "")) for one in shown],
        "pages": shown,
        "results": results,
        "breadcrumbs": [HOME, way(), call_link(found), Link(title)],
    }
    return render(request, "opinions/said.html", context)
