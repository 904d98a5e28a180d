"""How is what is published reviewed: how much, how fast, what comes back, where it waits, what is late?

Every number is a figure of the domain; its address opens the list of exactly what it counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.db.models import Count, Min
from django.urls import reverse

from gongkai_web.agencies.models import Agency, Role
from gongkai_web.desk.scope import Scope
from gongkai_web.desk.statistics import one_decimal, percent
from gongkai_web.figures.counting import Asked, Value, Values, counts, rolled_up, split
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import Period
from gongkai_web.figures.span import Span
from gongkai_web.publishing.items import figures, review_figures
from gongkai_web.publishing.items.review import waits_for
from gongkai_web.staffing.figures import HELD, ROLE

REVIEWING = (
    figures.REVIEWS,
    figures.REVIEWED,
    figures.SECRECY_REVIEWS,
    figures.RETURNS,
)
PUBLISHING = (figures.PUBLISHED, figures.DUE, figures.IN_TIME, figures.LATE)
PEOPLE = (Role.LEADER, Role.SECRECY)
NOW = (figures.OVERDUE, review_figures.WAITING)
OPINIONS = (figures.REVIEWS, figures.SECRECY_REVIEWS, figures.RETURNS)
Key = tuple[Figure, bool]
Steps = Mapping[Values, Mapping[Figure, Value]]


@dataclass(frozen=True, slots=True)
class Said:
    """A number as it is read, and the list that it counts; `href` is empty where it counts none."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where drafts wait: for whom, how many, since when the oldest."""

    who: str
    count: int
    oldest: date | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of the page; `now`: the two gauges, and what waits."""

    now: tuple[Said, ...]
    reviewing: tuple[Said, ...]
    publishing: tuple[Said, ...]
    returns: tuple[Said, ...]
    places: tuple[Place, ...]

    @property
    def oldest(self) -> date | None:
        """Since when the oldest waits that nobody has reviewed."""
        return min((one.oldest for one in self.places if one.oldest), default=None)


def numbers(scope: Scope, span: Span, agency: Agency | None) -> Numbers:
    """The numbers of one agency or of the whole scope, in the span and as it stands today."""
    wanted = (figures.REVIEWED, figures.REVIEW_DAYS, *PUBLISHING)
    asked: dict[Key, Asked] = {(one, True): Asked.on(scope.today, one, span.period) for one in wanted}
    today = Period.of_day(scope.today)
    asked |= {(one, False): Asked.on(scope.today, one, today) for one in NOW}
    by_step = _by_step(scope, span, agency)
    found = counts(asked, scope.counted(agency)) | _of_all_steps(by_step)
    late = _said(figures.LATE, found, span, agency)
    mean = _mean(found[figures.REVIEW_DAYS, True], found[figures.REVIEWED, True])
    punctual = percent(int(found[figures.IN_TIME, True]), int(found[figures.DUE, True]))
    return Numbers(
        now=(*(_said(one, found, None, agency) for one in NOW), late),
        reviewing=(
            *(_said(one, found, span, agency) for one in REVIEWING),
            Said("平均用时（日）", mean),
            *_people(scope, span, agency),
        ),
        publishing=(*(_said(one, found, span, agency) for one in PUBLISHING), Said("及时率", punctual)),
        returns=_returns(by_step, span, agency),
        places=_places(scope, agency),
    )


def _by_step(scope: Scope, span: Span, agency: Agency | None) -> Steps:
    """The opinions of the span by the step at which they were given: one question for all numbers of them."""
    asked = {one: Asked.on(scope.today, one, span.period) for one in OPINIONS}
    return split(asked, scope.counted(agency), (figures.STEP,))


def _of_all_steps(by_step: Steps) -> dict[Key, Value]:
    numbers = rolled_up(by_step).get((), {})
    return {(one, True): numbers.get(one, 0) for one in OPINIONS}


def _returns(by_step: Steps, span: Span, agency: Agency | None) -> tuple[Said, ...]:
    """The returns by the step at which they were made."""
    return tuple(
        Said(
            label,
            f"{by_step.get((code,), {}).get(figures.RETURNS, 0)}",
            _href(figures.RETURNS, span, agency, **{figures.STEP.id: code}),
        )
        for code, label in figures.STEP.words().items()
    )


def _people(scope: Scope, span: Span, agency: Agency | None) -> tuple[Said, ...]:
    """Who is there to lead and to keep the secrets: 一名分管领导和2名保密人员."""
    asked = {"n": Asked.on(scope.today, HELD, span.period)}
    found = split(asked, scope.counted(agency), (ROLE,))
    return tuple(
        Said(role.label, f"{found.get((role.value,), {}).get('n', 0)}", _href(HELD, span, agency, role=role))
        for role in PEOPLE
    )


def _places(scope: Scope, agency: Agency | None) -> tuple[Place, ...]:
    """For whom how much waits today, that which waits longest first."""
    records = review_figures.WAITING.records(scope.counted(agency), Period.of_day(scope.today))
    grouped = records.order_by().values_list("waits").annotate(Count("pk"), Min("submitted_on"))
    found = [Place(waits_for(waits), count, oldest) for waits, count, oldest in grouped]
    return tuple(sorted(found, key=lambda one: (one.oldest or date.max, one.who)))


def _said(figure: Figure, found: Mapping[Key, Value], span: Span | None, agency: Agency | None) -> Said:
    return Said(figure.label, f"{found[figure, span is not None]:,}", _href(figure, span, agency))


def _href(figure: Figure, span: Span | None, agency: Agency | None, **narrows: str) -> str:
    query = {"agency": agency.slug} if agency else {}
    query |= {**(span.query if span else {}), **narrows}
    return f"{reverse('desk:figure', args=[figure.id])}?{urlencode(query)}"


def _mean(days: Value, reviews: Value) -> str:
    return one_decimal(Fraction(int(days), int(reviews)) if reviews else None)
