"""Which records stand behind a number, whatever is counted?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai_web.desk.filters import EARLIEST, LATEST
from gongkai_web.desk.scope import scope_of
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

    `?agency=` and one `?<dimension>=` each narrow it, as the domain has declared.
    """
    scope, found = scope_of(request), registry().find(figure)
    if found is None:
        raise Http404
    slug, year = request.GET.get("agency"), number_in(request.GET, "year")
    agency = next((one for one in scope.agencies if one.slug == slug), None)
    whole_year = year is not None and EARLIEST <= year <= LATEST
    span = Span(year, known(request.GET.get("part", ""))) if year and whole_year else None
    period = span.period if span else Period.of_day(scope.today)
    whose, only = scope.counted(agency), _only(request, found)
    asked = Asked.on(scope.today, found, period)
    records = found.records(whose, asked.period, only)
    counted = counts({"": asked}, whose, only)[""]
    context = {
        "figure": found,
        "number": counted,
        "about": _about(agency.name if agency else "", period, only),
        "listed": listed(
            records,
            found.subject.listing,
            records.count() if found.sums else int(counted),
            request.GET.get("page"),
        ),
    }
    return page(
        request, "desk/figure.html", context, Link("统计", reverse("desk:statistics")), Link(found.label)
    )


def _only(request: OfficeRequest, found: Figure) -> dict[Dimension, list[str]]:
    """The values of an address that are words of a dimension of the figure; others narrow nothing."""
    asked = {dimension: request.GET.get(dimension.id, "") for dimension in found.by}
    return {dimension: [value] for dimension, value in asked.items() if value in dimension.words()}


def _about(agency: str, period: Period, only: dict[Dimension, list[str]]) -> list[str]:
    span = f"{period.first} 至 {period.last}" if period.first < period.last else f"{period.last}"
    narrows = [f"{one.label}：{one.words()[value]}" for one, (value,) in only.items()]
    return [span, *([agency] if agency else []), *narrows]
