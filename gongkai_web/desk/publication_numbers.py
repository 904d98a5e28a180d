"""How is what is published reviewed: how much, how fast, what comes back, where it waits, what is late?

Every number is a figure of the domain; its address opens the list of exactly what it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from gongkai_web.agencies.models import Agency, Role
from gongkai_web.desk.scope import Scope
from gongkai_web.desk.statistics import one_decimal, percent
from gongkai_web.figures.counting import Asked, Value, Values, counts, rolled_up, split
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import Period
from gongkai_web.figures.span import Span
from gongkai_web.publishing.items import figures, review_figures
from gongkai_web.publishing.items.kinds import Attribute
from gongkai_web.publishing.items.review import waits_for
from gongkai_web.staffing.figures import HELD, ROLE

REVIEWING = (
    review_figures.REVIEWS,
    review_figures.REVIEWED,
    review_figures.SECRECY_REVIEWS,
    review_figures.RETURNS,
)
PUBLISHING = (figures.PUBLISHED, figures.DUE, figures.IN_TIME, figures.LATE)
# What is public by itself, and what was settled not to be.
SETTLED = (figures.PUBLISHED, figures.INSIDE)
PEOPLE = (Role.LEADER, Role.SECRECY)
OPINIONS = (review_figures.REVIEWS, review_figures.SECRECY_REVIEWS, review_figures.RETURNS)
Found = dict[Figure, Value]
Steps = Mapping[Values, Found]


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
    attributes: tuple[Said, ...]
    returns: tuple[Said, ...]
    places: tuple[Place, ...]

    @property
    def oldest(self) -> date | None:
        """Since when the oldest waits that nobody has reviewed."""
        return min((one.oldest for one in self.places if one.oldest), default=None)


def numbers(scope: Scope, span: Span, agency: Agency | None) -> Numbers:
    """The numbers of one agency or of the whole scope, in the span and as it stands today."""
    by_step, places = _by_step(scope, span, agency), _places(scope, agency)
    found = _in_span(scope, span, agency) | _of_all_steps(by_step)
    now = {figures.OVERDUE: _overdue(scope, agency), review_figures.WAITING: sum(one.count for one in places)}
    mean = _mean(found[review_figures.REVIEW_DAYS], found[review_figures.REVIEWED])
    punctual = percent(int(found[figures.IN_TIME]), int(found[figures.DUE]))
    return Numbers(
        now=(
            *(_said(one, now, None, agency) for one in now),
            _said(figures.LATE, found, span, agency),
        ),
        reviewing=(
            *(_said(one, found, span, agency) for one in REVIEWING),
            Said("平均用时（日）", mean),
            *_people(scope, span, agency),
        ),
        publishing=(*(_said(one, found, span, agency) for one in PUBLISHING), Said("及时率", punctual)),
        attributes=_attributes(scope, span, agency),
        returns=_returns(by_step, span, agency),
        places=places,
    )


def _in_span(scope: Scope, span: Span, agency: Agency | None) -> Found:
    wanted = (review_figures.REVIEWED, review_figures.REVIEW_DAYS, *PUBLISHING)
    asked = {one: Asked.on(scope.today, one, span.period) for one in wanted}
    return counts(asked, scope.counted(agency))


def _overdue(scope: Scope, agency: Agency | None) -> Value:
    """Asked by itself: beside what was published in the span all would be read for either."""
    asked = Asked.on(scope.today, figures.OVERDUE, Period.of_day(scope.today))
    return counts({figures.OVERDUE: asked}, scope.counted(agency))[figures.OVERDUE]


def _by_step(scope: Scope, span: Span, agency: Agency | None) -> Steps:
    """The opinions of the span by the step at which they were given: one question for all numbers of them."""
    asked = {one: Asked.on(scope.today, one, span.period) for one in OPINIONS}
    return split(asked, scope.counted(agency), (review_figures.STEP,))


def _of_all_steps(by_step: Steps) -> Found:
    numbers = rolled_up(by_step).get((), {})
    return {one: numbers.get(one, 0) for one in OPINIONS}


def _returns(by_step: Steps, span: Span, agency: Agency | None) -> tuple[Said, ...]:
    """The returns by the step at which they were made."""
    return tuple(
        Said(
            label,
            f"{by_step.get((code,), {}).get(review_figures.RETURNS, 0)}",
            _href(review_figures.RETURNS, span, agency, **{review_figures.STEP.id: code}),
        )
        for code, label in review_figures.STEP.words().items()
    )


def _attributes(scope: Scope, span: Span, agency: Agency | None) -> tuple[Said, ...]:
    """How much was settled under each attribute, and which part of all that is (手册00 行65)."""
    asked = {one: Asked.on(scope.today, one, span.period) for one in SETTLED}
    found = split(asked, scope.counted(agency), (figures.ATTRIBUTE,))
    of = {code: figures.PUBLISHED if code == Attribute.PROACTIVE else figures.INSIDE for code in Attribute}
    many = {code: int(found.get((code.value,), {}).get(figure, 0)) for code, figure in of.items()}
    return tuple(
        said
        for code, figure in of.items()
        for said in (
            Said(
                code.label,
                f"{many[code]:,}",
                _href(figure, span, agency, **{figures.ATTRIBUTE.id: code.value}),
            ),
            Said(f"{code.label}占比", percent(many[code], sum(many.values()))),
        )
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
    asked = {"n": Asked.on(scope.today, review_figures.WAITING, Period.of_day(scope.today))}
    found = split(asked, scope.counted(agency), (review_figures.WAITS, review_figures.SUBMITTED))
    places = {
        waits: Place(waits_for(str(waits)), int(numbers["n"]), _oldest(waits, found))
        for (waits,), numbers in rolled_up(found, 0).items()
    }
    return tuple(sorted(places.values(), key=lambda one: (one.oldest or date.max, one.who)))


def _oldest(waits: object, found: Iterable[Values]) -> date | None:
    days = [day for who, day in found if who == waits and isinstance(day, date)]
    return min(days, default=None)


def _said(figure: Figure, found: Found, span: Span | None, agency: Agency | None) -> Said:
    return Said(figure.label, f"{found[figure]:,}", _href(figure, span, agency))


def _href(figure: Figure, span: Span | None, agency: Agency | None, **narrows: str) -> str:
    query = {"agency": agency.slug} if agency else {}
    query |= {**(span.query if span else {}), **narrows}
    return f"{reverse('desk:figure', args=[figure.id])}?{urlencode(query)}"


def _mean(days: Value, reviews: Value) -> str:
    return one_decimal(Fraction(int(days), int(reviews)) if reviews else None)
