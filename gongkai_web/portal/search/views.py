"""检索: what does the page of the search show? Every choice of it is a plain address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from gongkai_web.apply.views.applying import ABOUT
from gongkai_web.look.parts import Link, OtherForm, PageMeta
from gongkai_web.office.days import today
from gongkai_web.portal import ways
from gongkai_web.portal.search import asked, queries
from gongkai_web.portal.search.asked import LAST_PAGE, Asking
from gongkai_web.portal.search.choices import choices
from gongkai_web.portal.search.late import made_each_time_where_late
from gongkai_web.portal.search.lines import line
from gongkai_web.portal.search.missed import misses
from gongkai_web.portal.search.suggestions import Suggestion, of_hits
from gongkai_web.public_pages.declared import make_each_time, public_page
from gongkai_web.search.finding import Found, best
from gongkai_web.search.grams import Query
from gongkai_web.search.narrowing import Narrowing

SIZE = 20


@public_page(*asked.NAMES)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The results, their tabs and facets; without words the empty field."""
    asking = asked.read(request.GET)
    query, page = asking.query, asking.page
    found, used = best(query, asking.narrowing, today(), start=(page - 1) * SIZE, size=SIZE)
    missed = not found.total or used is not query
    recommended = queries.recommended(query, today()) if _is_plain(asking) else []
    made_each_time_where_late(request)
    if query.typed and missed and not recommended and _is_plain(asking):
        misses.add(query.typed, today())
        make_each_time(request)
    offered = choices(request.GET, found.counts, asking.narrowing)
    context = {
        "query": query,
        "q": query.typed,
        "found": found,
        "missed": missed,
        "recommended": [line(hit, used) for hit in recommended],
        "lines": [line(hit, used) for hit in found.hits if hit not in recommended],
        "tabs": offered.tabs,
        "facets": offered.facets,
        "narrowed": asked.carried(request.GET),
        "typed": {name: request.GET.get(name, "") for name in asked.TYPED},
        "is_typed": any(request.GET.get(name) for name in asked.TYPED),
        "problems": asking.problems,
        "beside": [(one, f"?{urlencode({'q': one.text})}") for one in _beside(asking, found)],
        "said": _said(asking, found, offered.said, used),
        "page_number": page,
        "first": (page - 1) * SIZE + 1,
        "newer": _page(request.GET, page - 1) if page > 1 else "",
        "older": _page(request.GET, page + 1) if page * SIZE < found.total and page < LAST_PAGE else "",
        "page": PageMeta(others=_feed(asking, request.GET)),
        "ask": f"{reverse('apply:agencies')}?{urlencode({ABOUT: query.typed})}",
        "breadcrumbs": [ways.HOME, Link("检索")],
    }
    answer = render(request, "portal/search.html", context)
    patch_cache_control(answer, no_cache=True)
    return answer


def _is_plain(asking: Asking) -> bool:
    """Whether it is the first page of all that the words find."""
    return asking.page == 1 and asking.narrowing == Narrowing()


def _beside(asking: Asking, found: Found) -> list[Suggestion]:
    """What else could be meant: of these hits what a script suggests."""
    if not _is_plain(asking):
        return []
    titles = {hit.entry.title for hit in found.hits}
    return [one for one in of_hits(found, asking.query) if one.text not in titles]


def _said(asking: Asking, found: Found, chosen: str, used: Query) -> str:
    """One sentence that says what is shown and how it is narrowed; it is announced as the page comes."""
    query, narrowing = asking.query, asking.narrowing
    if query.is_empty and not narrowing.names_a_number:
        if query.typed:
            return f"「{query.typed}」里没有字，没有检索；请写上标题、文号或者几个词。"
        return "写上标题、文号或者几个词，几个词之间空一格；要一字不差的，加引号。"
    about = f"「{query.typed}」" if query.typed else "这样的文号"
    narrowed = f"，按{chosen}" if chosen else ""
    if not found.total:
        return f"{narrowed.removeprefix('，')}没有找到{about}。"
    if used is not query:
        pieces = f"没有哪一条有「{query.typed}」全部的词；按「{used.typed}」{narrowed}找到 {found.total} 条。"
        return f"{pieces}{_also(used)}"
    return f"找到{about}{narrowed} {found.total} 条。{_also(query)}"


def _also(used: Query) -> str:
    """By which words that nobody typed it was looked for, too."""
    return f"也按“{'”“'.join(used.also)}”查找了；只要原词的，加引号。" if used.also else ""


def _feed(asking: Asking, given: QueryDict) -> tuple[OtherForm, ...]:
    """The same search as a feed, where there is something to follow."""
    if asking.problems or (asking.query.is_empty and not asking.narrowing.names_a_number):
        return ()
    kept = given.copy()
    kept.pop("page", None)
    address = f"{reverse('portal:search_feed')}?{kept.urlencode()}"
    return (OtherForm("订阅此检索（Atom）", "application/atom+xml", address),)


def _page(given: QueryDict, number: int) -> str:
    changed = given.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"
