"""By what does everybody find among what was published, and which links lead there?

Every choice is a plain address: it can be kept, sent and walked by a machine. A word that nobody knows finds
nothing, rather than everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from gongkai.publication.words import Theme, fields, genres, themes
from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.place_models import ItemField

_PLACES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a facet: the address of the list with it, or without it where it is chosen."""

    label: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing by which the list is narrowed."""

    label: str
    choices: tuple[Choice, ...]


def found(given: Mapping[str, str], day: date, agency: Agency | None) -> QuerySet[Item]:
    """The items that answer to everything that is asked, newest first."""
    items = queries.listed_on(day)
    if agency is not None:
        items = items.filter(agency=agency)
    for name, condition in _CONDITIONS.items():
        if given.get(name):
            items = items.filter(condition(given[name], day))
    return _with_words(items, given.get("q", "").strip())


def facets(given: QueryDict, day: date) -> list[Facet]:
    """What the list can be narrowed by, each with its words and what was chosen of it."""
    chosen = given.get("theme", "")
    return [
        _facet("theme", "主题", _themes(chosen, day), given),
        _facet("genre", "体裁", ((code, one.label) for code, one in genres().on(day).items()), given),
        _facet("field", "领域", ((code, one.label) for code, one in fields().on(day).items()), given),
        _facet("validity", "有效性", queries.VALIDITY.items(), given),
        _facet("year", "发布年份", ((str(one), str(one)) for one in queries.years(day)), given),
    ]


def narrowed(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is chosen of the facets, which the form for words keeps."""
    return [(name, given[name]) for name in _CONDITIONS if given.get(name)]


def sentence(facets: Iterable[Facet], words: str, *, shown: int, more: bool) -> str:
    """What the list shows, said in one sentence."""
    by = [f"{one.label}“{choice.label}”" for one in facets for choice in one.choices if choice.chosen]
    by += [f"含有“{words}”"] if words else []
    of = f"只列{'、'.join(by)}的信息" if by else "全部信息"
    if not shown:
        return f"{of}，没有找到。"
    return f"{of}，较新的在前，{f'这一页 {shown} 条' if more else f'共 {shown} 条'}。"


def _themes(chosen: str, day: date) -> Iterable[tuple[str, str]]:
    """The themes at the top, and those below the one that was chosen."""
    known = themes().on(day)
    top = known[chosen].within or chosen if chosen in known else ""
    return [(code, one.label) for code, one in known.items() if not one.within or one.within == top]


def _facet(name: str, label: str, words: Iterable[tuple[str, str]], given: QueryDict) -> Facet:
    chosen = given.get(name, "")
    return Facet(label, tuple(Choice(word, _href(given, name, code), code == chosen) for code, word in words))


def _href(given: QueryDict, name: str, code: str) -> str:
    """The list with this word; with the one that is chosen already, without it."""
    asked = given.copy()
    for place in _PLACES:
        asked.pop(place, None)
    if asked.get(name) == code:
        del asked[name]
    else:
        asked[name] = code
    return f"?{asked.urlencode()}"


def _of_theme(code: str, day: date) -> Q:
    """A theme with those below it."""
    known: Mapping[str, Theme] = themes().on(day)
    return Q(theme__in=[code, *(below for below, one in known.items() if one.within == code)])


def _of_field(code: str, _: date) -> Q:
    return Q(Exists(ItemField.objects.filter(item=OuterRef("pk"), code=code)))


def _of_year(text: str, _: date) -> Q:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= date.max.year):
        return Q(pk__in=())
    return Q(published_on__range=(date(int(text), 1, 1), date(int(text), 12, 31)))


_CONDITIONS: Mapping[str, Callable[[str, date], Q]] = {
    "theme": _of_theme,
    "genre": lambda code, _: Q(genre=code),
    "field": _of_field,
    "validity": queries.of_validity,
    "year": _of_year,
}


PARAMETERS = (*_CONDITIONS, "q", *_PLACES)


def _with_words(items: QuerySet[Item], words: str) -> QuerySet[Item]:
    """An index number is exact and finds its one item; other words stand in the title or the number."""
    if not words:
        return items
    exact = items.filter(queries.of_index_number(words))
    if exact.exists():
        return exact
    return items.filter(Q(title__contains=words) | Q(document_number__contains=words))
