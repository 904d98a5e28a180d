"""Has this page been made already? Then it is sent as it is; who has it is told that nothing has changed.

Both are answered before anything is drawn, before session, tokens and calendar. The mark is read before the
page is made: what is published meanwhile has another mark already, so that no page outlives what it shows.
A cache on the way may keep a page but has to ask each time: its mark, not a `Vary: Cookie`, tells the page
of one reader from that of another.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

from gongkai_web.public_pages.declared import Declared, declared
from gongkai_web.public_pages.marks import Address, asked_for, is_known, mark_of
from gongkai_web.public_pages.shelf import Page, Shelf

SHELF = Shelf(settings.GONGKAI_PAGES_MB * 1024 * 1024)
_OK = 200
_SMALL = 200  # bytes that compress to no fewer
_VARY, _ENCODING = "Vary", "Accept-Encoding"
_OF_BYTES = {"Content-Length", "Content-Encoding"}  # not of the page: it is sent plain or compressed


class PublicRequest(HttpRequest):
    """A request that came by here. `declared`: what the view said of its page; None also where who asks may
    get a page of their own.
    """

    for_all: bool
    declared: Declared | None
    user: AnonymousUser


class PublicPageMiddleware:
    """Answers by what is kept, and keeps what may be kept."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: PublicRequest) -> HttpResponseBase:
        """The page, made now or before."""
        request.for_all, request.declared = False, None
        address = asked_for(request)
        mark = mark_of(address) if address else None
        if address is None or mark is None:
            return self.answer(request)
        page = SHELF.get(address, mark)
        if page is not None:
            request.resolver_match = page.match
        if is_known(request, mark):
            return _said_of(HttpResponseNotModified(), mark)
        if page is not None:
            return _again(request, page)
        request.for_all = True
        response = self.answer(request)
        if _is_for_all(request, response):
            _said_of(response, mark)
            _keep(request, response, address, mark)
        return response

    def process_view(
        self, request: PublicRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponseBase | None:
        """Asks the view that will answer. A page for all opens no session."""
        request.declared = declared(view) if request.for_all else None
        if request.declared is not None:
            request.user = AnonymousUser()
            vars(request).pop(
                "_messages", None
            )  # those of Django; what this reader is told lies in a session
        return None


def _is_for_all(request: PublicRequest, response: HttpResponseBase) -> bool:
    """Whether the view said so, and nothing of this reader came into it: no cookie, no token."""
    return (
        request.declared is not None
        and response.status_code == _OK
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and "private" not in response.headers.get("Cache-Control", "")
    )


def _said_of(response: HttpResponseBase, mark: str) -> HttpResponseBase:
    """What every such answer says of itself: its mark, and that a cache has to ask."""
    response.headers["ETag"] = mark
    patch_cache_control(response, no_cache=True)
    varies = [one.strip() for one in response.headers.get(_VARY, "").split(",")]
    others = [one for one in varies if one and one.lower() != "cookie"]
    response.headers.pop(_VARY, None)
    patch_vary_headers(response, [*others, _ENCODING])
    return response


def _keep(request: PublicRequest, response: HttpResponseBase, address: Address, mark: str) -> None:
    if (
        not isinstance(response, HttpResponse)
        or request.method != "GET"
        or request.declared is None
        or not request.declared.kept
        or request.resolver_match is None
        or request.GET.keys() - request.declared.parameters
    ):
        return
    headers = {name: value for name, value in response.headers.items() if name not in _OF_BYTES}
    body = response.content
    zipped = body if response.headers.get("Content-Encoding") == "gzip" else b""
    plain = gzip.decompress(zipped) if zipped else body
    SHELF.put(address, Page(mark, headers, plain, request.resolver_match, zipped))


def _again(request: HttpRequest, page: Page) -> HttpResponse:
    zips = len(page.body) >= _SMALL and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = page.compressed() if zips else page.body
    response = HttpResponse(body, headers=page.headers)
    response.headers["Content-Length"] = str(len(body))
    if zips:
        response.headers["Content-Encoding"] = "gzip"
    return response
