"""检索: what does the page of the search ask, and how does it show what was found?

Every choice is a plain address. A parameter that it does not know, or a value that can be none, is told in a
sentence and not passed over: whoever followed a link shall know why it finds something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from gongkai_web.apply.views.applying import ABOUT
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.portal import ways
from gongkai_web.search import finding
from gongkai_web.search.finding import Counted, Found, Hit, Narrowing
from gongkai_web.search.grams import Query, asked
from gongkai_web.search.subjects import groups

_SIZE, _LAST_PAGE = 20, 50
_AROUND = 60
_NARROWING = ("group", "agency", "year", "validity", "from", "to")
NAMES: Mapping[str, str] = {
    "q": "检索词",
    "group": "类别",
    "agency": "机关",
    "year": "年份",
    "validity": "有效性",
    "from": "起始日期",
    "to": "截止日期",
    "page": "第几页",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of a facet with its number; the address of the list with it, without it where it is chosen."""

    label: str
    number: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A result as it is drawn; the title and the passage show the words that were asked for."""

    title: SafeString
    href: str
    mark: Mark | None
    facts: str
    passage: SafeString
    beside: Sequence[Link]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results, their tabs and facets; without words the empty field."""
    day, query = today(), asked(request.GET.get("q", ""))
    narrowing, page, problems = read(request.GET)
    found = finding.find(query, narrowing, day, start=(page - 1) * _SIZE, size=_SIZE)
    context = {
        "query": query,
        "q": query.typed,
        "found": found,
        "lines": [_line(hit, query) for hit in found.hits],
        "facets": _facets(request.GET, found),
        "narrowed": [(name, request.GET[name]) for name in _NARROWING if request.GET.get(name)],
        "problems": problems,
        "said": _said(query, found, narrowing),
        "page_number": page,
        "first": (page - 1) * _SIZE + 1,
        "newer": _page(request.GET, page - 1) if page > 1 else "",
        "older": _page(request.GET, page + 1) if page * _SIZE < found.total and page < _LAST_PAGE else "",
        "ask": f"{reverse('apply:agencies')}?{urlencode({ABOUT: query.typed})}",
        "breadcrumbs": [ways.HOME, Link("检索")],
    }
    answer = render(request, "portal/search.html", context)
    patch_cache_control(answer, no_cache=True)
    return answer


def read(given: QueryDict) -> tuple[Narrowing, int, list[str]]:
    """To what it is narrowed, which page, and in sentences what could not be understood."""
    problems = [f"没有「{name}」这个检索条件，没有按它检索。" for name in given if name not in NAMES]

    def told(name: str, value: str) -> None:
        problems.append(f"「{NAMES[name]}」没有「{value[:40]}」这个值，没有按它检索。")

    def one_of(name: str, known: Mapping[str, str]) -> str:
        value = given.get(name, "")
        if value and value not in known:
            told(name, value)
        return value if value in known else ""

    def number(name: str, least: int, most: int) -> int | None:
        value = given.get(name, "")
        if value and value.isascii() and value.isdigit() and least <= int(value[:19]) <= most:
            return int(value)
        if value:
            told(name, value)
        return None

    def a_day(name: str) -> date | None:
        value = given.get(name, "")
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            told(name, value)
            return None

    narrowing = Narrowing(
        group=one_of("group", groups()),
        agency=number("agency", 1, 2**63 - 1),
        year=number("year", 1, date.max.year),
        validity=one_of("validity", finding.VALIDITY),
        first=a_day("from"),
        last=a_day("to"),
    )
    return narrowing, number("page", 1, _LAST_PAGE) or 1, problems


def _said(query: Query, found: Found, narrowing: Narrowing) -> str:
    """One sentence that says what is shown; it is announced to whoever does not see the page."""
    if query.is_empty:
        return "写上标题、文号或者几个词，几个词之间空一格；要一字不差的，加引号。"
    narrowed = "，按所选条件" if narrowing != Narrowing() else ""
    if not found.total:
        return f"{narrowed.removeprefix('，')}没有找到「{query.typed}」。"
    return f"找到「{query.typed}」{narrowed} {found.total} 条。"


def _line(hit: Hit, query: Query) -> Line:
    entry = hit.entry
    facts = (entry.number, entry.agency_name, entry.day.isoformat() if entry.day else "")
    return Line(
        title=_marked(entry.title, query),
        href=hit.shown.href,
        mark=Mark(*hit.shown.mark) if hit.shown.mark else None,
        facts="　".join(fact for fact in facts if fact),
        passage=_marked(_passage(entry.text, entry.title_text, query), query),
        beside=[Link(label, href) for label, href in hit.shown.beside],
    )


def _passage(text: str, title: str, query: Query) -> str:
    """Where the first of the words stands in the text behind the title; its beginning where none does."""
    body = text[len(title) :].strip()
    places = [place for run in query.runs if (place := body.find(run)) >= 0]
    start = max(0, min(places) - _AROUND // 3) if places else 0
    cut = body[start : start + 2 * _AROUND]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(body) else ''}"


def _marked(text: str, query: Query) -> SafeString:
    """The text with the words that were asked for marked; everything else is escaped."""
    lowered = text.lower()
    spans = sorted(
        (place, place + len(run))
        for run in query.runs
        for place in _places(lowered, run)
        if len(lowered) == len(text)
    )
    parts: list[tuple[str]] = []
    done = 0
    for first, last in spans:
        if first < done:
            continue
        parts += [(text[done:first],), (format_html("<mark>{}</mark>", text[first:last]),)]
        done = last
    return format_html_join("", "{}", [*parts, (text[done:],)])


def _places(text: str, run: str) -> list[int]:
    found, place = [], text.find(run)
    while place >= 0:
        found.append(place)
        place = text.find(run, place + len(run))
    return found


def _facets(given: QueryDict, found: Found) -> list[tuple[str, list[Choice]]]:
    every = (
        ("group", found.groups),
        ("agency", found.agencies),
        ("year", found.years),
        ("validity", found.validity),
    )
    shown = [(NAMES[name], _choices(given, name, counted)) for name, counted in every]
    return [(label, choices) for label, choices in shown if choices]


def _choices(given: QueryDict, name: str, counted: Sequence[Counted]) -> list[Choice]:
    chosen = given.get(name, "")
    return [
        Choice(one.label, one.number, _href(given, name, one.code), one.code == chosen) for one in counted
    ]


def _href(given: QueryDict, name: str, code: str) -> str:
    changed = given.copy()
    changed.pop("page", None)
    if changed.get(name) == code:
        del changed[name]
    else:
        changed[name] = code
    return f"?{changed.urlencode()}"


def _page(given: QueryDict, number: int) -> str:
    changed = given.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"
