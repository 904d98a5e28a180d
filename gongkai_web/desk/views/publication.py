"""主动公开待办: where is all listed that the home of the office counts as work of publication?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai_web.agencies.models import Person
from gongkai_web.desk.publication_numbers import numbers
from gongkai_web.desk.scope import scope_of
from gongkai_web.desk.views.statistics import asked_agency, asked_span, choice
from gongkai_web.figures.span import parts
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.office.days import today
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.prepared import read
from gongkai_web.publishing.documents import work as documents
from gongkai_web.publishing.gazette import work as gazette
from gongkai_web.publishing.gazette.rows import work_rows as gazette_rows
from gongkai_web.publishing.items import work as items
from gongkai_web.publishing.items.pages.work import work_rows

Lists = Sequence[tuple[Any, ...]]  # what short lists came to
TITLE, NUMBERS = "主动公开待办", "公开审查统计"


@signed_in
@require_safe
def review_numbers(request: OfficeRequest) -> HttpResponse:
    """公开审查统计: how much, how fast, what came back, where it waits, what is late."""
    scope = scope_of(request)
    span, agency = asked_span(request, scope), asked_agency(request, scope)
    context = {
        **choice(scope, span.year, agency),
        "span": span,
        "parts": [("", "全年"), *parts(scope.today, span.part)],
    }
    if scope.agencies:
        context["numbers"] = numbers(scope, span, agency)
    crumbs = (Link("统计", reverse("desk:statistics")), Link(NUMBERS))
    return page(request, "desk/publication_numbers.html", context, *crumbs)


@signed_in
@require_safe
def publication(request: OfficeRequest) -> HttpResponse:
    """All of it, the most pressing first."""
    who, now = (request.user, today()), timezone.now()
    asked, issues, entered = items.lists(*who, now), gazette.lists(*who), documents.lists(*who)
    found = iter(read([*asked, *issues, *entered]))
    rows = publication_rows(*who, *([*islice(found, len(one))] for one in (asked, issues, entered)))
    context = {"title": TITLE, "rows": rows}
    return page(request, "desk/publication.html", context, Link(TITLE))


def publication_rows(person: Person, day: date, found: Lists, issues: Lists, entered: Lists) -> list[WorkRow]:
    """What waits of publication. `found`, `issues`, `entered`: what the lists of items, of the gazette and of
    the register came to.
    """
    (preparing,), (unconfirmed, refused) = issues, entered
    return [
        *work_rows(items.work(person, day, found), day),
        *gazette_rows(preparing, day),
        *(documents.work_row(one) for one in unconfirmed),
        *(documents.refused_row(one) for one in refused),
    ]
