"""Which records stand behind a number, whatever is counted?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai_web.desk.filters import EARLIEST, LATEST
from gongkai_web.desk.scope import Scope, scope_of
from gongkai_web.figures.counting import Asked, counts
from gongkai_web.figures.declared import Dimension, Figure
from gongkai_web.figures.listing import listed
from gongkai_web.figures.period import Period
from gongkai_web.figures.registry import registry
from gongkai_web.figures.span import Span, known
from gongkai_web.look.parts import Link
from gongkai_web.office.frame import page
from gongkai_web.office.request import OfficeRequest, number_in, signed_in


@signed_in
@require_safe
def figure(request: OfficeRequest, figure: str) -> HttpResponse:
    """A figure of a year, of a part of it, or as it stands today: number, where it comes from, records.

    `?agency=` and `?<dimension>=` narrow it, as the domain has declared; one that stands twice means both.
    """
    scope, found = scope_of(request), registry().find(figure)
    if found is None:
        raise Http404
    slug, year = request.GET.get("agency"), number_in(request.GET, "year")
    agency = next((one for one in scope.agencies if one.slug == slug), None)
    whole_year = year is not None and EARLIEST <= year <= LATEST
    span = Span(year, known(request.GET.get("part", ""))) if year and whole_year else None
    period = span.period if span else Period.of_day(scope.today)
    whose, only = scope.counted(agency), _only(request, scope, found)
    asked = Asked.on(scope.today, found, period)
    records = found.records(whose, asked.period, only)
    counted = counts({"": asked}, whose, only)[""]
    context = {
        "figure": found,
        "number": counted,
        "said": found.nought(counted, whose, asked.period).said,
        "about": _about(agency.name if agency else "", period, only),
        "listed": listed(
            records,
            found.subject.listing,
            records.count() if found.sums else int(counted),
            request.GET.get("page"),
            min(asked.period.last, scope.today),
        ),
    }
    return page(
        request, "desk/figure.html", context, Link("统计", reverse("desk:statistics")), Link(found.label)
    )


def _only(request: OfficeRequest, scope: Scope, found: Figure) -> dict[Dimension, dict[str, str]]:
    """The values of an address with their words, as the person may be told; others narrow nothing."""
    asked = {
        one: _words(request.GET.getlist(one.id), one.told(scope.person, scope.today))
        for one in found.by
        if one.id in request.GET
    }
    return {dimension: words for dimension, words in asked.items() if words}


def _words(values: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    return {value: told[value] for value in values if value in told}


def _about(agency: str, period: Period, only: Mapping[Dimension, Mapping[str, str]]) -> list[str]:
    span = f"{period.first} 至 {period.last}" if period.first < period.last else f"{period.last}"
    narrows = [f"{one.label}：{'、'.join(words.values())}" for one, words in only.items()]
    return [span, *([agency] if agency else []), *narrows]
