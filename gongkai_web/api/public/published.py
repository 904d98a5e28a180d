"""What does a program read of what was published: the list, one item with its text, what a search finds?

The same rows as the pages show, the same order. What was taken down is gone here at once, as everywhere: each
answer is asked for again only where something has moved (`audit.queries.public_number`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import condition
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from gongkai_web.api.public import answers, shapes
from gongkai_web.audit.queries import public_number
from gongkai_web.errors import Refused
from gongkai_web.office.days import today
from gongkai_web.office.places import page_of
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.shown import public_text
from gongkai_web.search import grams
from gongkai_web.search.engines import answers_late
from gongkai_web.search.finding import Hit, best, meant
from gongkai_web.search.narrowing import Narrowing

router = Router()
_PAGE, _LAST = 100, 100
_SLUG = r"^[-a-zA-Z0-9_]{1,80}$"
_REFUSED = {404: shapes.Problem, 422: shapes.Problem, 429: shapes.Problem}

Slug = Annotated[str | None, Query(pattern=_SLUG, description="机关标识")]
Column = Annotated[str | None, Query(max_length=80, description="栏目代码")]
Since = Annotated[date | None, Query(description="这一天以后（含当日）公布或者变更的")]
Number = Annotated[int, Query(ge=1, le=_LAST, description="第几页，每页 100 条；更多的用机关的 JSON、CSV")]
Words = Annotated[str, Query(min_length=1, max_length=200, description="检索词，与网页的检索相同")]
Key = Annotated[int, Path(ge=1, le=2**63 - 1, description="编号")]


def _state(request: HttpRequest, **_: Any) -> str:
    return answers.mark(request, "published.state", public_number())


def _found_state(request: HttpRequest, **given: Any) -> str | None:
    """No mark where the index may hear of an act later than the mark does."""
    return None if answers_late() else _state(request, **given)


unless_known = decorate_view(condition(etag_func=_state))


@router.get(
    "/published/",
    response={200: shapes.Items, **_REFUSED},
    url_name="published",
    summary="信息清单",
    description="公开的信息，新的在前；可以只要一个机关、一个栏目的，或者某天以后变动的。",
)
@unless_known
def published(
    request: HttpRequest, agency: Slug = None, column: Column = None, since: Since = None, page: Number = 1
) -> answers.Answer:
    """What is public, newest first, a hundred on a page."""
    found = queries.listed_on(today()).order_by("-published_on", "-pk").select_related("agency", "document")
    if agency:
        found = found.filter(agency__slug=agency)
    if column:
        found = found.filter(column_code=column)
    if since:
        found = found.filter(changed_on__gte=since)
    rows = list(found[(page - 1) * _PAGE : page * _PAGE + 1])  # one more tells whether there is a next page
    return {
        "page": page,
        "next": page + 1 if len(rows) > _PAGE and page < _LAST else None,
        "items": [_row(request, one) for one in rows[:_PAGE]],
    }


@router.get(
    "/published/{key}/",
    response={200: shapes.WholeItem, **_REFUSED},
    url_name="published_one",
    summary="一条信息",
    description="要素和正文（HTML，与网页的正文相同）；撤下的是 404。",
)
@unless_known
def one(request: HttpRequest, key: Key) -> answers.Answer:
    """One item with its text."""
    found = get_object_or_404(
        queries.public(today()).select_related("agency", "document", "live__text"), pk=key
    )
    if found.live is None:
        raise Http404(_NO_ITEM)
    try:
        content = queries.text_of(found.live)
    except Refused:
        raise Http404(_NO_ITEM) from None
    return {
        **_row(request, found),
        "summary": content["summary"],
        "keywords": content["keywords"],
        "text": str(public_text(found, content)),
    }


@router.get(
    "/search/",
    response={200: shapes.Found, **_REFUSED},
    url_name="search",
    summary="检索",
    description="信息、文件、解读、公报、年报、公开的答复，次序与网页的检索相同。",
)
@decorate_view(condition(etag_func=_found_state))
def search(request: HttpRequest, q: Words, page: Number = 1) -> answers.Answer:
    """The hits, a hundred on a page: of all the words, else of those that are found together."""
    start = (page - 1) * _PAGE
    asked = meant(grams.asked(q), today())
    found, used = best(asked, Narrowing(), today(), start=start, size=_PAGE, facets=())
    more = found.total > start + _PAGE and page < _LAST
    return {
        "asked": used.typed,
        "also": list(used.also),
        "count": found.total,
        "page": page,
        "next": page + 1 if more else None,
        "hits": [_hit(request, hit) for hit in found.hits],
    }


_NO_ITEM = "没有公开这一条信息；请核对编号。"


def _row(request: HttpRequest, item: Item) -> answers.Answer:
    return {
        "id": item.pk,
        "index_number": item.index_number,
        "title": item.title,
        "document_number": item.document_number,
        "agency_key": item.agency.slug,
        "agency": item.agency_name,
        "column": item.column_code,
        "theme": item.theme,
        "genre": item.genre,
        "published_on": item.published_on,
        "changed_on": item.changed_on,
        "validity": queries.validity_of(item, today()),
        "page": answers.address(request, page_of(item)),
    }


def _hit(request: HttpRequest, hit: Hit) -> answers.Answer:
    entry = hit.entry
    return {
        "group": entry.group,
        "title": entry.title,
        "number": entry.number,
        "agency": entry.agency_name,
        "day": entry.day,
        "page": answers.address(request, hit.shown.href),
    }
