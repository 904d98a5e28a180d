"""By what can the results be narrowed: the tabs and the facets, each choice with its address and number?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from gongkai_web.agencies.models import Agency
from gongkai_web.portal.search.asked import NAMES
from gongkai_web.publishing.items.labels import column_labels
from gongkai_web.search.engines.answers import Counts
from gongkai_web.search.narrowing import FACETS, NOT_STATED, VALIDITY, Narrowing
from gongkai_web.search.subjects import groups

_NOT_STATED = "未注明"
_MOST = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a facet with its number; the address of the list with it, without it where it is chosen."""

    label: str
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """What results can be narrowed by, and its choices."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """All choices of a page. `said`: what is chosen, in words."""

    tabs: tuple[Choice, ...]
    facets: tuple[Facet, ...]
    said: str


def choices(given: QueryDict, counts: Counts, narrowing: Narrowing) -> Choices:
    """The tabs of the groups with that of all, and the other facets that have a choice."""
    labels = {facet: _labels(facet, counts[facet], narrowing.value(facet)) for facet in FACETS}
    made = {facet: tuple(_choices(given, facet, counts[facet], labels[facet])) for facet in FACETS}
    every = Choice("全部", sum(counts["group"].values()), _address(given, "group", ""), not narrowing.group)
    facets = tuple(Facet(NAMES[facet], made[facet]) for facet in FACETS[1:] if made[facet])
    return Choices((every, *made["group"]) if made["group"] else (), facets, _said(narrowing, labels))


def _labels(facet: str, counts: Mapping[str, int], chosen: str) -> Mapping[str, str]:
    """The values by their codes, in the order in which they are shown; what is chosen is among them."""
    codes = list(counts) if not chosen or chosen in counts else [*counts, chosen]
    most = sorted(codes, key=lambda code: (code == NOT_STATED, -counts.get(code, 0), code))
    match facet:
        case "group":
            return {code: label for code, label in groups().items() if code in codes}
        case "validity":
            return {code: label for code, label in VALIDITY.items() if code in codes}
        case "year":
            latest = sorted(most, key=lambda code: -int(code) if code != NOT_STATED else 1)
            return {code: _NOT_STATED if code == NOT_STATED else f"{code}年" for code in latest}
        case "agency":
            return _named(most, _agencies(most))
    return _named(most, column_labels())


def _named(codes: list[str], names: Mapping[str, str]) -> dict[str, str]:
    """Those that have a name; that nothing is said is said."""
    known = {**names, NOT_STATED: _NOT_STATED}
    return {code: known[code] for code in codes if code in known}


def _agencies(codes: list[str]) -> dict[str, str]:
    keys = [int(code) for code in codes if code != NOT_STATED]
    return {str(one.pk): one.name for one in Agency.objects.filter(pk__in=keys[: 2 * _MOST])}


def _choices(
    given: QueryDict, facet: str, counts: Mapping[str, int], labels: Mapping[str, str]
) -> Iterator[Choice]:
    chosen = given.get(facet, "").strip()
    shown = [code for place, code in enumerate(labels) if place < _MOST or code == chosen]
    for code in shown:
        is_chosen = code == chosen
        address = _address(given, facet, "" if is_chosen and facet != "group" else code)
        yield Choice(labels[code], counts.get(code, 0), address, is_chosen)


def _address(given: QueryDict, name: str, value: str) -> str:
    """The same search with that value, from its first page."""
    changed = given.copy()
    for gone in ("page", name):
        changed.pop(gone, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"


def _said(narrowing: Narrowing, labels: Mapping[str, Mapping[str, str]]) -> str:
    """What is chosen, each with its name."""
    chosen = {facet: labels[facet].get(code, code) for facet in FACETS if (code := narrowing.value(facet))}
    typed = {
        "code": narrowing.code,
        "of_year": narrowing.of_year,
        "serial": narrowing.serial,
        "from": narrowing.first,
        "to": narrowing.last,
    }
    every = {**chosen, **{name: value for name, value in typed.items() if value}}
    return "；".join(f"{NAMES[name]}“{value}”" for name, value in every.items())
