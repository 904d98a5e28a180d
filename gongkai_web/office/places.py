"""Where is a subject shown? Its room of pages says so; lower rooms ask without knowing whom.

A room registers in its `AppConfig.ready`, by the label of a model (`cases.Case`), so that a letter can lead
back to its case and a page of a case onwards to what only a higher room knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter

from django.conf import settings
from django.db.models import Model
from django.shortcuts import resolve_url
from django.urls import reverse

from gongkai_web.look.parts import Link

OFFICE = "办公"


@dataclass(frozen=True, slots=True)
class Way:
    """A further way from the page of a subject: `words` lead on, `said` stands behind them."""

    words: str
    url_name: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the subjects of one kind are shown, listed and entered, and what leads on from their page."""

    page: str = ""
    by: str = "pk"
    under: tuple[str, ...] = ()
    listed: str = ""
    listed_as: str = ""
    entered: str = ""
    ways: tuple[Way, ...] = ()


_PLACES: dict[str, Place] = {}


def shown_at(label: str, url_name: str, *, by: str = "pk", under: tuple[str, ...] = ()) -> None:
    """The page of one subject; its address takes the field `by`, or several: “agency.slug year”.

    None where all have the same page. `under`: what stands before that in the address of every one of them.
    """
    _PLACES[label] = replace(_place(label), page=url_name, by=by, under=under)


def listed_at(label: str, url_name: str, words: str) -> None:
    """The list of these subjects."""
    _PLACES[label] = replace(_place(label), listed=url_name, listed_as=words)


def entered_at(label: str, url_name: str) -> None:
    """Where a new one is entered."""
    _PLACES[label] = replace(_place(label), entered=url_name)


def leads_on(label: str, way: Way) -> None:
    """A way from the page of a subject to what a higher room has of it; said once for each address."""
    known = _place(label)
    others = tuple(one for one in known.ways if one.url_name != way.url_name)
    _PLACES[label] = replace(known, ways=(*others, way))


def home() -> Link:
    """The home of the office: where the sign-in leads."""
    return Link(OFFICE, resolve_url(settings.LOGIN_REDIRECT_URL))


def page_of(subject: Model) -> str:
    """The address of the subject's page; empty where it has none of its own."""
    place = _place(subject._meta.label)
    if not place.page:
        return ""
    return reverse(place.page, args=[*place.under, *(attrgetter(one)(subject) for one in place.by.split())])


def page_of_owner(owner: str) -> str:
    """The address of the subject that owns a file, as `cases.Case:12`; empty where it has none of its own."""
    label, _, key = owner.partition(":")
    place = _place(label)
    named = place.page and place.by == "pk" and key.isdecimal()
    return reverse(place.page, args=[*place.under, key]) if named else ""


def page_at(label: str, *named: object) -> str:
    """The address of what is no row of its own, such as a cell of a report, by all that names it."""
    place = _place(label)
    return reverse(place.page, args=named) if place.page else ""


def list_of(kind: type[Model]) -> Link:
    """The list of the subjects of that kind, in the words of its crumb."""
    place = _PLACES[kind._meta.label]
    return Link(place.listed_as, reverse(place.listed))


def entry_of(kind: type[Model]) -> str:
    """The address at which a new one is entered."""
    return reverse(_PLACES[kind._meta.label].entered)


def ways_from(subject: Model) -> list[tuple[Link, str]]:
    """What leads on from the subject's page, each with what is said of it."""
    ways = _place(subject._meta.label).ways
    return [(Link(one.words, reverse(one.url_name, args=[subject.pk])), one.said) for one in ways]


def _place(label: str) -> Place:
    return _PLACES.get(label, Place())
